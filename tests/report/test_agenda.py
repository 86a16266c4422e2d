"""The learning and knowledge agenda: a page per theme, and what it keeps to itself."""

import re
from pathlib import Path
from typing import Any

import pytest
from builders import (
    CHECKOUT,
    HOUTEN,
    ZEIST,
    example,
    insight,
    measured,
    observation,
    person,
    record,
    section,
    study,
)
from documents import Noting
from outline import outline
from regions import AUDIENCES, Found, agenda_document, everything, learned, six_municipalities, words

from actionlab.cli.main import program
from actionlab.model.places import place_of
from actionlab.report.blocks import Bullets, Heading, PageBreak, Table
from actionlab.report.content.feedback import About
from actionlab.report.text import render_text

GOLDEN = CHECKOUT / "tests" / "golden" / "agenda.txt"
INTERVIEW = "HOU-K7M2"


def text_of(found: Any, audience: str = "municipality") -> str:
    return render_text(agenda_document(found, audience), width=10_000)


def item(record_id: str = "agd-1", /, **fields: Any) -> Found:
    return [record("agenda_item", record_id, **{"theme": "O1", "type": "learning_question", **fields})]


def test_the_agenda_of_the_example_reads_as_it_was_approved(own_folder: Path) -> None:
    """tests/golden/agenda.txt was read line by line; a change of it is a change for readers."""
    made = own_folder / "agenda.docx"
    with pytest.raises(SystemExit) as ended:
        program(["-C", str(CHECKOUT), "report", "--agenda", "--date", "2026-07-01", "-o", str(made)])
    assert ended.value.code == 0
    assert outline(made.read_bytes()) == GOLDEN.read_text(encoding="utf-8")


def test_every_theme_with_a_question_has_a_page() -> None:
    blocks = list(agenda_document(example()).blocks)
    tops = [each for each in blocks if isinstance(each, Heading) and each.level == 1]
    assert [each.text for each in tops] == [
        "De agenda in het kort",
        "Kennis en expertise bij gemeenten",
        "Kennis en expertise bij zorg- en welzijnsinstellingen",
        "Samenwerking W&I en maatschappelijke partners",
        "Afstemming van schaalniveaus",
        "Naar een groter onderzoek?",
    ]
    assert all(isinstance(blocks[blocks.index(each) - 1], PageBreak) for each in tops[1:])


def test_the_front_page_counts_the_open_questions_of_all_six_themes() -> None:
    found = [
        *item("agd-1"),
        *item("agd-2", status="answered"),
        *item("agd-3", type="knowledge_question"),
        *item("agd-4", type=None, theme="I3"),
        *item("agd-5", theme=None),
    ]
    table = next(each for each in agenda_document(found).blocks if isinstance(each, Table))
    assert [row[1:] for row in table.rows] == [
        ("0", "0", "0", "0"),
        ("0", "0", "0", "0"),
        ("0", "0", "0", "1"),
        ("0", "0", "0", "0"),
        ("1", "1", "0", "2"),
        ("0", "0", "0", "0"),
        ("1", "0", "0", "1"),
    ]
    assert table.rows[-1][0] == "Nog zonder thema"


def test_a_question_says_where_it_comes_from_who_takes_it_up_and_when() -> None:
    found = [
        study(municipality=[HOUTEN]),
        record("organisation", "org-1", name="Werk (voorbeeld)"),
        *learned("een", "ins-1", title="Samen werkt het."),
        *item(
            text="Hoe blijft het?",
            origin=["ins-1"],
            municipalities=[ZEIST],
            priority=2,
            status="taken_up",
            owner_role="team_manager",
            organisation_id="org-1",
            due_date="2026-06-01",
        ),
    ]
    assert (
        "* Vraag: Hoe blijft het?\n"
        "  Komt uit: Samen werkt het (Houten, vaker gezien)\n"
        "  Gemeenten: Zeist\n"
        "  Wie pakt het op, en wanneer: teammanager, Werk (voorbeeld)\n"
        "  1 juni 2026 (te laat)\n"
        "  Prioriteit en stand: midden, opgepakt\n"
    ) in text_of(found)


def test_what_was_not_recorded_of_a_question_is_said() -> None:
    assert (
        "  Komt uit: niet uit een inzicht\n"
        "  Gemeenten: niet vastgelegd\n"
        "  Wie pakt het op, en wanneer: nog niemand\n"
        "  nog niet gepland\n"
        "  Prioriteit en stand: niet vastgelegd, niet vastgelegd\n"
    ) in text_of(item())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_insight_that_is_not_shared_is_never_named(audience: str) -> None:
    kept = insight("ins-1", title="Geheim", statement="Ook geheim", counter="Tegen", transferability="Hier")
    also = insight("ins-2", title="Geheim")
    found = [study(municipality=[ZEIST]), observation(), kept, also, *item(origin=["ins-1", "ins-2"])]
    text = everything(agenda_document(found, audience))
    assert "Komt uit: Een studie in Zeist\n  Gemeenten:" in text
    assert not re.search("geheim|Tegen|Hier|ins-1", text)


def test_an_employer_is_not_named_to_the_public() -> None:
    baker = record("organisation", "org-1", name="Bakker (voorbeeld)", type="employer")
    found = [baker, *item(owner_role="employer", organisation_id="org-1")]
    assert "Bakker" in text_of(found)
    assert "Bakker" not in text_of(found, "public")
    assert "een werkgever" in text_of(found, "public")


def test_only_researchers_read_ids_and_nobody_reads_a_code_of_a_person() -> None:
    found = [person(INTERVIEW), study(), observation(), *item("agd-7k3f", text=f"Wat wil {INTERVIEW}?")]
    for audience in AUDIENCES:
        text = everything(agenda_document(found, audience))
        assert ("[agd-7k3f]" in text) == (audience == "researchers")
        assert INTERVIEW not in text


def test_answered_and_dropped_questions_stand_in_a_short_list() -> None:
    found = [*item("agd-1", text="Wat?", status="answered"), *item("agd-2", text="Wie?", status="dropped")]
    shown = section(text_of(found), "Samenwerking W&I en maatschappelijke partners")
    assert "Op dit moment zijn er geen open vragen bij dit thema." in shown
    assert "- Wat? (beantwoord)" in shown
    assert "- Wie? (vervallen)" in shown


def test_every_question_is_a_place_that_can_be_pointed_at() -> None:
    found = [*item("agd-1"), *item("agd-2", status="answered"), *item("agd-3", type=None)]
    places: list[str] = []
    for each in agenda_document(found).blocks:
        if isinstance(each, Table):
            places += [name for row in each.places for name in row]
        elif isinstance(each, Bullets):
            places += each.places
    assert sorted(places) == sorted(place_of(f"agd-{n}") for n in (1, 2, 3))


def test_an_indicator_in_three_studies_is_told_in_studies_and_never_in_people() -> None:
    found: Found = [
        *(study(name, primary_indicator="ladder") for name in ("een", "twee", "drie", "vier")),
        *(measured(None, "baseline", 4, instrument="ladder", study_id="een") for _ in range(7)),
        *item(),
    ]
    shown = section(text_of(found), "Naar een groter onderzoek?")
    assert (
        "* Indicator: Participatieladder\n"
        "  Studies met deze indicator: 4\n"
        "  Studies die al hebben gemeten: 1\n"
    ) in shown
    assert "nog geen indicator" not in shown


def test_every_sentence_of_the_wording_is_used() -> None:
    noting = Noting(words("agenda"))
    several: Found = [study(f"s-{n}", primary_indicator="ladder", municipality=[ZEIST]) for n in range(3)]
    baker = record("organisation", "org-1", name="Bakker (voorbeeld)", type="employer")
    owned = [baker, *item("agd-9", owner_role="employer", organisation_id="org-1", due_date="2026-01-01")]
    kinds = ("knowledge_question", "development_question", None)
    odd = [each for n, kind in enumerate(kinds) for each in item(f"agd-{n}", type=kind, theme=None)]
    done = [*item("agd-5", status="answered"), *item("agd-6", theme="I1", status="dropped")]
    start = study(start_date="2026-01-01")
    for audience in AUDIENCES:
        about = About(final=audience == "public", synthetic=audience == "public", contact=audience[:1])
        agenda_document([start, *several, *owned, *odd, *done], audience, noting, about)
        agenda_document([*six_municipalities(), *example()], audience, noting)
        agenda_document(example(), audience, noting)
    assert sorted(noting.keys() - noting.used) == []
