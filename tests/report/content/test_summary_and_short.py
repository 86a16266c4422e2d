"""The summary and the short report: what stands there, in which order, and that they fit their pages."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from builders import (
    CHECKOUT,
    FEEDBACK,
    HOUTEN,
    example,
    findings,
    insight,
    laddered,
    observation,
    people,
    record,
    section,
    study,
)
from worlds import first_asked, nothing_seen, only_measured

from actionlab.analysis.findings import Findings
from actionlab.model.places import place_of
from actionlab.model.records import Record
from actionlab.report.blocks import Bullets, Contents, Document, Heading, Title
from actionlab.report.content.feedback import About, feedback
from actionlab.report.content.short import short
from actionlab.report.content.summary import summary
from actionlab.report.content.voice import Voice
from actionlab.report.text import render_text
from actionlab.report.word.rendering import render_word
from actionlab.report.wording import read_wording

EXAMPLE = example()
WORDING = read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
SOFFICE = shutil.which("soffice")
STYLE = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
LONG = (
    "In gesprekken waarin de klantmanager eerst vroeg wat de inwoner zelf wilde bespreken, duurde het langer"
    " voordat er afspraken kwamen, maar die werden daarna wel beter onthouden door iedereen. "
)


def text_of(made: Document) -> str:
    return render_text(made, width=10_000)


def summary_of(*found: Record[Any], **given: Any) -> str:
    return section(text_of(feedback(findings(found, **given), WORDING, About())), "Samenvatting")


def short_of(found: Findings, **about: Any) -> str:
    return text_of(short(found, WORDING, About(**about)))


def long_winded() -> list[Record[Any]]:
    """Three studies in which every text is long, with more of everything than there is room for."""
    found: list[Record[Any]] = []
    for number in range(3):
        name = f"studie-{number}"
        group = people(6, f"{'ABC'[number] * 3}", study_id=name)
        found += [study(name, title=LONG.rstrip(". "), primary_indicator="ladder"), *group]
        found += laddered(group, [2] * 6, [3] * 6)
        found += [insight(f"ins-{number}{n}", study_id=name, statement=LONG * 4) for n in range(4)]
        found += [record("decision", study_id=name, question=LONG * 3 + "Mag dit?") for _ in range(3)]
        acted = {"due_date": "2026-01-01", "status": "open", "result": LONG * 3, "owner_role": "jobcoach"}
        found += [record("action", study_id=name, description=LONG * 3, **acted) for _ in range(4)]
    found.append(record("meeting", study_id="studie-0", type="feedback_meeting", date="2026-01-15"))
    return found


def test_what_is_asked_is_a_list_of_its_own_and_each_question_a_place() -> None:
    known = [
        study(),
        record("decision", "dec-1", needed_by="2026-06-01"),
        record("action", "act-1", status="open", due_date="2026-06-01"),
    ]
    (asked,) = (each for each in summary(findings(known), Voice(WORDING)) if isinstance(each, Bullets))
    assert (asked.style, asked.places) == ("ask", (place_of("dec-1"), place_of("act-1")))


def test_the_summary_asks_for_three_decisions_and_four_things_at_most() -> None:
    asked = [record("decision", f"dec-{n}", question=f"Mag {n}?") for n in range(5)]
    late = [
        record("action", description=f"Doe {n}", status="open", due_date=f"2026-01-0{n + 1}")
        for n in range(5)
    ]
    assert re.findall(r"- Mag (\d)\?", summary_of(study(), *asked)) == ["0", "1", "2"]
    assert re.findall(r"- (?:Mag|Te laat: Doe) (\d)", summary_of(study(), *asked[:1], *late)) == list("0012")
    assert len(re.findall("- (?:Mag|Te laat)", summary_of(study(), *asked, *late))) == 4


def test_the_primary_indicator_comes_before_the_ladder() -> None:
    group = people(10)
    ladder = laddered(group, [2] * 10, [3] * 10)
    scans = [
        record(
            "measurement", participant=each.id, instrument="collaboration_scan", moment=moment, value=[n] * 8
        )
        for each in group
        for moment, n in (("baseline", 3), ("follow_up_1", 4))
    ]
    text = summary_of(study(primary_indicator="collaboration_scan"), *group, *ladder, *scans)
    assert re.findall(r"^- (\w+): ", text, re.MULTILINE) == ["Samenwerkingsscan", "Participatieladder"]


def test_outcomes_of_several_studies_with_one_instrument_are_told_apart() -> None:
    group = people(10)
    known = [study(title="Een"), *group, *laddered(group, [2] * 10, [3] * 10)]
    other = people(10, "AAA", study_id="twee")
    more = [study("twee", title="Twee"), *other, *laddered(other, [2] * 10, [3] * 10)]
    assert "- Participatieladder: 10 inwoners" in summary_of(*known)
    assert re.findall(r"^- (\w+) – Participatieladder: ", summary_of(*known, *more), re.MULTILINE) == [
        "Een",
        "Twee",
    ]


def test_short_texts_are_told_whole_and_long_ones_up_to_the_end_of_a_sentence() -> None:
    told = "Eerst dit. Dan dat. En zo verder"
    assert f"- {told} (eerste aanwijzing)." in summary_of(study(), insight(statement=told))
    text = summary_of(*long_winded())
    (item,) = {line for line in text.splitlines() if line.endswith("(eerste aanwijzing).")}
    assert LONG.strip().startswith(item.removeprefix("- ").removesuffix(" (eerste aanwijzing).").rstrip("…"))


def test_the_short_report_has_no_title_page_and_no_contents() -> None:
    made = short(findings(EXAMPLE), WORDING, About())
    assert [type(each) for each in made.blocks if isinstance(each, Title | Contents)] == []
    tops = [each for each in made.blocks if isinstance(each, Heading) and each.level == 1]
    assert [each.text for each in tops] == [made.title]
    assert made.title == "Terugkoppelrapport gemeente Houten, in het kort"


def test_the_short_report_says_what_was_learned_asked_and_agreed_and_where_the_rest_is() -> None:
    text = short_of(findings(EXAMPLE), contact="de onderzoeker", synthetic=True)
    assert text.count("vaker gezien en herkend).") == 2
    assert "staan er 7 hoger op de participatieladder" in text
    assert "- Mag een klantmanager kleine reiskosten zelf toezeggen?" in text
    assert text.count(" Wie: ") == 6
    assert "Klaar op 15 mei 2026. Bezig, te laat." in text
    assert "Wij tonen geen aantallen onder de 5." in text
    assert "Vraag erom bij de onderzoeker." in text
    assert "verzonnen" in text


def test_the_short_report_explains_the_strengths_it_uses_and_no_other() -> None:
    text = short_of(findings([study(), observation(), insight()]))
    assert "Eerste aanwijzing: minder dan drie bronnen" in text
    assert "Wisselend beeld" not in text


def test_the_short_report_for_the_team_says_so() -> None:
    text = short_of(findings(EXAMPLE, audience="researchers"))
    assert text.count("Alleen voor het onderzoeksteam") == 1
    assert "Wij tonen geen aantallen" not in text


@pytest.mark.parametrize(
    ("n", "said"), [(8, None), (9, "Nog 1 afspraak staat"), (10, "Nog 2 afspraken staan")]
)
def test_the_short_report_says_how_many_actions_stand_elsewhere(n: int, said: str | None) -> None:
    text = short_of(findings([study(), *(record("action", status="open") for _ in range(n))]))
    assert text.count(" Wie: ") == 8
    assert (f"{said} in het hele rapport." in text) if said else ("Nog " not in text)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (first_asked(3), "Nog 1 gevraagd besluit staat in het hele rapport,"),
        (first_asked(5), "Nog 3 gevraagde besluiten staan in het hele rapport,"),
        ([study(), record("decision")], None),
    ],
)
def test_the_short_report_says_how_many_decisions_stand_elsewhere(
    found: list[Record[Any]], said: str | None
) -> None:
    text = short_of(findings(found))
    assert (said in text) if said else ("Nog " not in text)


def test_the_short_report_says_that_who_stopped_is_always_counted() -> None:
    said = "Wij tonen geen aantallen onder de 5. Alleen hoeveel mensen stopten met meedoen, tonen wij altijd."
    assert said in short_of(findings(EXAMPLE))


def test_the_summary_says_what_was_recorded_when_nothing_was_seen() -> None:
    assert "We legden metingen met de participatieladder vast." in summary_of(*only_measured())
    assert "We legden 1 overleg vast." in summary_of(study(), record("meeting"))
    assert "Er zijn nog geen waarnemingen of metingen vastgelegd." in summary_of(*nothing_seen())
    assert "We legden 1 waarneming vast." in summary_of(*only_measured(), observation())


def test_studies_whose_long_titles_differ_at_the_end_are_told_apart() -> None:
    found = long_winded()
    for number, each in enumerate(found):
        if each.kind == "study":
            found[number] = study(each.id, title=f"{LONG}In wijk {each.id}", primary_indicator="ladder")
    lines = summary_of(*found).splitlines()
    told = [line for line in lines if " – Participatieladder: " in line]
    assert len(told) == len({line.split(" – ")[0] for line in told}) == 3
    assert all(f"studie-{n}’" in lines[3] for n in range(3)), lines[:5]


def test_what_authors_wrote_for_the_summary_stands_in_the_short_report_too() -> None:
    note = record("note", study_id=None, municipality=HOUTEN, report_section="summary", text="Wij zijn blij.")
    assert "Wij zijn blij." in short_of(findings([*EXAMPLE, note]))


def pages(folder: Path, documents: dict[str, Document]) -> dict[str, int]:
    """Give the number of pages of each document as LibreOffice prints it."""
    for name, document in documents.items():
        (folder / f"{name}.docx").write_bytes(render_word(document, STYLE))
    files = [str(folder / f"{name}.docx") for name in documents]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    found = {name: (folder / f"{name}.pdf").read_bytes() for name in documents}
    return {name: len(re.findall(rb"/Type */Page[^s]", content)) for name, content in found.items()}


def alone(found: Findings) -> Document:
    """The summary as a document of its own."""
    blocks = (Heading("Samenvatting", 1, "2"), *summary(found, Voice(WORDING)))
    return Document(title="Samenvatting", blocks=blocks, author="actionlab")


@pytest.mark.long
@pytest.mark.skipif(
    SOFFICE is None, reason="NOT CHECKED: install LibreOffice to see on how many pages the summary stands"
)
def test_the_summary_fits_one_page_and_the_short_report_two_however_long_the_texts(own_folder: Path) -> None:
    words = record("note", study_id=None, municipality=HOUTEN, text=LONG * 4)
    worlds = {
        "houten": findings(EXAMPLE),
        "lang": findings(long_winded()),
        "eigen-woorden": findings([*long_winded(), words]),
        "team": findings(EXAMPLE, audience="researchers"),
    }
    about = About(synthetic=True, contact=LONG)
    documents = {name: alone(found) for name, found in worlds.items()}
    shorts = {f"{name}-kort": short(found, WORDING, about) for name, found in worlds.items()}
    printed = pages(own_folder, {**documents, **shorts})
    assert {name: n for name, n in printed.items() if n > (2 if name in shorts else 1)} == {}
