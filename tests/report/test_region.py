"""The regional report: what municipalities read of each other, and what never reaches them."""

import datetime as dt
import itertools
import random
import re
from pathlib import Path
from typing import Any

import pytest
from builders import (
    AGREED,
    CHECKOUT,
    NIEUWEGEIN,
    ZEIST,
    example,
    laddered,
    measured,
    observation,
    people,
    person,
    record,
    section,
    study,
    supported_by,
)
from documents import Noting
from outline import outline
from regions import (
    AUDIENCES,
    SIX,
    THEMES,
    Found,
    everything,
    learned,
    recognised,
    region_document,
    six_municipalities,
    words,
)

from actionlab.cli.main import program
from actionlab.model.places import place_of
from actionlab.model.records import Record
from actionlab.report.blocks import Begin, Bullets, End, Heading, Paragraph, Table
from actionlab.report.content.feedback import About
from actionlab.report.text import render_text

GOLDEN = CHECKOUT / "tests" / "golden" / "region.txt"
PSEUDONYM = re.compile(r"\b[A-Z]{3}-[A-HJ-NP-Z2-9]{4}\b")
# what no reader of this report is to see, put where a random world has it
PERSON, QUOTED, MANY = "HOU-K7M2", "Zo was het precies.", 7919


def text_of(found: Any, audience: str = "municipality", **period: Any) -> str:
    return render_text(region_document(found, audience, **period), width=10_000)


def headings(text: str) -> list[str]:
    lines = text.splitlines()
    return [before for before, after in itertools.pairwise(lines) if after and set(after) == {"="}]


def test_the_report_of_the_example_reads_as_it_was_approved(own_folder: Path) -> None:
    """tests/golden/region.txt was read line by line; a change of it is a change for readers."""
    made = own_folder / "regio.docx"
    with pytest.raises(SystemExit) as ended:
        program(["-C", str(CHECKOUT), "report", "--region", "--date", "2026-07-01", "-o", str(made)])
    assert ended.value.code == 0
    assert outline(made.read_bytes()) == GOLDEN.read_text(encoding="utf-8")


def test_its_sections_stand_in_the_order_of_the_domain() -> None:
    assert headings(text_of(six_municipalities())) == [
        "1 Samenvatting",
        "2 Overzicht van studies",
        "3 Wat leren gemeenten samen?",
        "4 Overeenkomsten en verschillen",
        "5 Aanpakken om te delen",
        "6 Vragen die gemeenten aan elkaar stellen",
        "7 Leer- en kennisagenda",
        "8 Verantwoording en privacy",
        "B1 Bijlage: gemeente Amersfoort",
        "B2 Bijlage: gemeente Houten",
        "B3 Bijlage: gemeente Nieuwegein",
        "B4 Bijlage: gemeente Utrecht",
        "B5 Bijlage: gemeente Wijk bij Duurstede",
        "B6 Bijlage: gemeente Zeist",
    ]


def test_every_municipality_starts_a_page_of_its_own() -> None:
    blocks = list(region_document(six_municipalities()).blocks)
    tops = [
        place for place, each in enumerate(blocks) if isinstance(each, Heading) and each.number[:1] == "B"
    ]
    assert len(tops) == 6
    assert {type(blocks[place - 1]).__name__ for place in tops} == {"PageBreak"}


def test_an_insight_says_where_it_was_seen_and_how_often() -> None:
    found = [study(municipality=[ZEIST, NIEUWEGEIN]), *learned("een", "ins-1", title="Samen werkt het.")]
    lines = section(text_of(found), "Wat leren gemeenten samen?").splitlines()
    assert lines[lines.index("Samen werkt het") :][:5] == [
        "Samen werkt het",
        "~~~~~~~~~~~~~~~",
        "",
        "Uit een studie van 2 gemeenten: Nieuwegein en Zeist (vaker gezien)",
        "",
    ]
    assert "Bij dit thema delen 2 gemeenten wat zij leerden: Nieuwegein en Zeist." in lines


def test_an_insight_without_a_title_is_told_once() -> None:
    shown = section(text_of([study(), *learned("een", "ins-1")]), "Wat leren gemeenten samen?")
    assert shown.count("Bewering ins-1") == 1


def test_the_summary_links_to_one_insight_of_each_theme_before_a_second() -> None:
    made = region_document(six_municipalities())
    first = next(each for each in made.blocks if isinstance(each, Bullets))
    links = [run.link for item in first.items if isinstance(item, tuple) for run in item if run.link]
    assert links == [place_of(f"ins-{theme}2") for theme in THEMES]
    begun = {each.place for each in made.blocks if isinstance(each, Begin)}
    assert set(links) < begun


def test_every_link_leads_to_a_place_and_every_place_that_begins_ends() -> None:
    made = region_document(six_municipalities())
    begun = [each.place for each in made.blocks if isinstance(each, Begin)]
    assert begun == [each.place for each in made.blocks if isinstance(each, End)]
    assert len(begun) == len(set(begun)) == 12
    places = {*begun, *(name for each in made.blocks if isinstance(each, Bullets) for name in each.places)}
    texts = [each.text for each in made.blocks if isinstance(each, Paragraph)]
    texts += [item for each in made.blocks if isinstance(each, Bullets) for item in each.items]
    links = {run.link for text in texts if not isinstance(text, str) for run in text if run.link}
    assert len(links) == 18
    assert links <= places


def test_a_municipality_that_shares_nothing_is_in_the_overview_only() -> None:
    mine = [study(title="Gedeelde studie"), *learned("een", "ins-1")]
    other = [
        study("twee", title="Stille studie", municipality=[ZEIST], main_question="Wat verzwijgen wij?"),
        *learned("twee", "ins-2", share=False),
    ]
    text = text_of([*mine, *other])
    assert "* Gemeente: Zeist" in section(text, "Overzicht van studies")
    assert headings(text)[-1] == "B1 Bijlage: gemeente Houten"
    for hidden in ("Stille studie", "Wat verzwijgen wij?", "ins-2"):
        assert hidden not in text


def test_beside_a_study_that_shares_something_one_that_does_not_stays_at_home() -> None:
    silent = study("twee", title="Stille studie", main_question="Wat verzwijgen wij?")
    text = text_of([study(title="Gedeeld"), *learned("een", "ins-1"), silent, observation(study_id="twee")])
    page = section(text, "Bijlage: gemeente Houten")
    assert "Gedeeld" in page
    assert "Stille studie" not in text
    assert "verzwijgen" not in text


def test_without_anything_to_share_it_says_so_and_leaves_sections_out() -> None:
    text = text_of([study(), *learned("een", "ins-1", share=False)])
    assert "Er zijn nog geen inzichten die gemeenten met elkaar delen." in section(text, "Samenvatting")
    assert headings(text) == ["1 Samenvatting", "2 Overzicht van studies", "3 Verantwoording en privacy"]


def test_a_study_in_two_municipalities_is_on_the_page_of_both() -> None:
    text = text_of([study(municipality=[ZEIST, NIEUWEGEIN], title="Samen"), *learned("een", "ins-1")])
    assert "Samen met: Zeist" in section(text, "Bijlage: gemeente Nieuwegein")
    assert "Samen met: Nieuwegein" in section(text, "Bijlage: gemeente Zeist")


def test_likeness_is_told_when_two_municipalities_share() -> None:
    both = section(text_of(six_municipalities()), "Overeenkomsten en verschillen")
    assert "- Het niveau is in alle studies: uitvoering." in both
    assert "- In alle studies werken deze soorten partners mee: sociale dienst." in both
    alone = section(text_of(example()), "Overeenkomsten en verschillen")
    assert "Vergelijken met andere gemeenten kan dus nog niet." in alone
    assert "gemeen:" not in alone


def test_differences_are_not_told_as_a_likeness() -> None:
    found: Found = []
    for name, code, level in (("een", ZEIST, "execution"), ("twee", NIEUWEGEIN, None)):
        found += [study(name, municipality=[code], level=level), *learned(name, f"ins-{name}")]
    shown = section(text_of(found), "Overeenkomsten en verschillen")
    assert "gemeen:" not in shown
    assert "  Niveau: niet vastgelegd" in shown


def test_an_approach_of_two_studies_is_told_once() -> None:
    found: Found = [record("approach", "app-1", title="Eén aanpak")]
    for name in ("een", "twee"):
        found += [study(name, approach_id="app-1"), *learned(name, f"ins-{name}")]
    assert section(text_of(found), "Aanpakken om te delen").count("Eén aanpak") == 1


def test_questions_of_several_municipalities_stand_before_those_of_one() -> None:
    shown = section(text_of(example()), "Vragen die gemeenten aan elkaar stellen").splitlines()
    several, one = (shown.index(f"Vragen van {who}:") for who in ("meer dan één gemeente", "één gemeente"))
    assert several < one
    assert shown[several + 2].endswith("blijven liggen? (Houten en Nieuwegein)")
    assert shown[one + 2].endswith("behoud van uitkering? (Zeist)")


def test_only_researchers_read_ids() -> None:
    for audience in AUDIENCES:
        text = everything(region_document(six_municipalities(), audience))
        found = re.findall(r"\[(?:studie|ins|agd)-\w+\]", text)
        assert bool(found) == (audience == "researchers")
        assert "Alleen voor het onderzoeksteam." in text or audience != "researchers"


def test_final_synthetic_and_contact_stand_where_a_reader_looks() -> None:
    about = About(final=True, synthetic=True, contact="de werkplaats", programme="Meedoen")
    made = region_document(example(), about=about)
    text = everything(made)
    assert "Versie: definitief" in text
    assert made.footer == "Regiorapport werkplaats – stand van 1 juli 2026 – voorbeeldgegevens"
    assert "Neem contact op met de werkplaats." in text


def test_every_sentence_of_the_wording_is_used() -> None:
    noting = Noting(words("region"))
    for audience in AUDIENCES:
        about = About(final=audience == "public", synthetic=audience == "public", contact=audience[:1])
        region_document(six_municipalities(), audience, noting, about)
        region_document(example(), audience, noting)
        region_document([study(), observation()], audience, noting)
        several = study(municipality=[ZEIST, NIEUWEGEIN])
        unthemed = record("agenda_item", "agd-1", municipalities=[ZEIST])
        region_document([several, *learned("een", "ins-1"), unthemed], audience, noting)
        planned = record("cycle", number=1, start_date="2026-06-01")
        region_document([study(status="running"), planned], audience, noting)
        events = [record(kind, date="2026-02-01") for kind in ("training", "training", "meeting", "meeting")]
        found = [study(), *learned("een", "ins-1"), *events]
        region_document(found, audience, noting, since=dt.date(2026, 2, 3))
        region_document([study(), *learned("een", "ins-1"), events[0], events[2]], audience, noting)
    assert sorted(noting.keys() - noting.used) == []


def _insight(chance: random.Random, name: str, number: int) -> tuple[Found, bool]:
    """An insight that says its own name in every text, and whether other municipalities may read it."""
    ref = f"ins-{name}-{number}"
    seen, share = chance.choice((0, 2, 3, 3, 4)), chance.random() < 0.7
    counter = chance.choice((None, f"Tegen {ref}q.", f"Tegen {ref}q."))
    against = chance.choice((0, 0, 0, 1, 5))
    doubts = [
        observation(f"obs-{ref}-tegen{n}", study_id=name, what_seen=f"Toch niet {ref}q.")
        for n in range(against)
    ]
    evidence = [{"ref": each.id, "relation": "contradicts"} for each in doubts]
    texts = {
        "title": f"Titel {ref}q van {PERSON}",
        "statement": f"Tekst {ref}q.",
        "transferability": f"Bij {ref}q.",
    }
    found = [*doubts, *learned(name, ref, seen, share=share, counter=counter, evidence=evidence, **texts)]
    outcome = chance.choice((None, None, "recognised", "recognised", "partly", "not"))
    if outcome:
        found.append(recognised(name, ref, outcome))
    shown = share and seen >= 3 and counter is not None and against < seen and outcome != "not"
    return found, shown


def _world(seed: int) -> tuple[Found, set[str], set[str]]:
    """A random region, the names of insights that may be read elsewhere, and of those that may not."""
    chance = random.Random(seed)
    found: Found = [person(PERSON, study_id="studie0", consent=AGREED)]
    shown: set[str] = set()
    hidden: set[str] = set()
    for place in range(chance.randint(1, 7)):
        name = f"studie{place}"
        where = chance.sample(SIX, chance.choice((1, 1, 1, 2)))
        found.append(
            study(name, theme=chance.choice(THEMES), municipality=where, main_question=f"Vraag {name}q?")
        )
        found.append(record("training", study_id=name, attendance=[{"role": "jobcoach", "n": MANY}]))
        quote = {"text": QUOTED, "permission": True, "speaker_role": "resident"}
        found.append(observation(study_id=name, quote=quote, residents_agreed="written"))
        for number in range(chance.randint(0, 3)):
            told, may = _insight(chance, name, number)
            found += told
            found.append(
                record("agenda_item", origin=[f"ins-{name}-{number}"], text=f"Hoe verder met {PERSON}?")
            )
            (shown if may else hidden).add(f"ins-{name}-{number}q")
    return found, shown, hidden


@pytest.mark.parametrize("audience", AUDIENCES)
def test_in_random_regions_only_shared_insights_are_read_elsewhere(audience: str) -> None:
    told = kept = 0
    for seed in range(60):
        found, shown, hidden = _world(seed)
        text = everything(region_document(found, audience))
        assert {name for name in shown | hidden if name in text} == shown, seed
        assert QUOTED not in text
        assert "Toch niet" not in text
        assert str(MANY) not in text
        assert not PSEUDONYM.search(text)
        told, kept = told + len(shown), kept + len(hidden)
    assert min(told, kept) > 30


@pytest.mark.parametrize("audience", ["municipality", "public"])
def test_no_id_of_any_record_is_read_outside_the_team(audience: str) -> None:
    for seed in range(20):
        found, _, _ = _world(seed)
        text = everything(region_document(found, audience))
        ids = {each.id for each in found if each.kind not in ("study", "participant")}
        assert [ref for ref in ids if re.search(rf"\b{re.escape(ref)}\b", text)] == []


def test_the_report_is_the_same_whoever_took_part_and_whatever_was_measured() -> None:
    """Not a letter of it depends on people, so nothing can be subtracted."""
    bare = six_municipalities()
    name = "studie-o1"
    crowd: list[Record[Any]] = people(9, study_id=name)
    full = [
        *bare,
        *crowd,
        *laddered(crowd, [2] * 9, [3] * 9),
        *(measured(each.id, "after_conversation", 8, study_id=name) for each in crowd),
        record("note", text="Negen mensen.", study_id=name),
        record("action", study_id=name, status="done"),
        record("decision", study_id=name),
    ]
    for audience in AUDIENCES:
        assert everything(region_document(full, audience)) == everything(region_document(bare, audience))


def test_no_table_sets_numbers_of_municipalities_beside_each_other() -> None:
    for table in region_document(six_municipalities()).blocks:
        if isinstance(table, Table) and "Gemeente" in table.header:
            cells = [cell for row in table.rows for cell in row if isinstance(cell, str)]
            counted = [cell for cell in cells if re.search(r"\d", re.sub(r"cyclus \d|\d{4}", "", cell))]
            assert counted == []


def test_a_text_with_markup_stays_a_text() -> None:
    found = [study(), *learned("een", "ins-1", title="[/] {n} *vet*")]
    assert "[/] {n} *vet*" in text_of(found)


def test_a_shared_insight_on_measurements_counts_them_as_one_source() -> None:
    groups = supported_by("measurement:een:grade")
    found = [study(), *learned("een", "ins-1", seen=2, evidence=groups), measured("HOU-K7M2", "baseline", 7)]
    assert "Bewering ins-1" in text_of([*found, person(PERSON)])
    assert "Bewering ins-1" not in text_of([study(), *learned("een", "ins-1", seen=2)])


def test_it_says_nothing_that_only_large_research_may_say() -> None:
    for name in ("region", "agenda"):
        said = (CHECKOUT / f"templates/reports/{name}.nl.toml").read_text(encoding="utf-8").casefold()
        for word in (
            "door de aanpak",
            "effect",
            "bewezen",
            "significant",
            "representatief",
            "beste gemeente",
        ):
            assert word not in said
