"""What changed, what it rests on, and how it was measured."""

import itertools
import re
from typing import Any

import pytest
from builders import (
    FEEDBACK,
    example,
    feedback_text,
    findings,
    insight,
    measured,
    observation,
    people,
    record,
    section,
    study,
    supported_by,
)
from publications import climbed
from worlds import scanned

from actionlab.model.places import source_place
from actionlab.model.records import Record
from actionlab.report.blocks import Block, Paragraph, Run, Table, plain
from actionlab.report.content.feedback import About, feedback
from actionlab.report.wording import read_wording

WORDING = read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")
BOTH = ("baseline", "follow_up_1")


def blocks_of(records: Any, audience: str) -> list[Block]:
    return list(feedback(findings(records, audience=audience), WORDING, About()).blocks)


def tables(records: Any, audience: str, caption: str) -> list[Table]:
    found = (each for each in blocks_of(records, audience) if isinstance(each, Table))
    return [each for each in found if each.caption.startswith(caption)]


def links(text: str | tuple[Run, ...]) -> list[str]:
    return [] if isinstance(text, str) else [run.link for run in text if run.link]


def goals(n: int) -> list[Record[Any]]:
    return [
        measured(each.id, moment, value, instrument="gas", goal="Lezen")
        for each in people(n)
        for moment, value in zip(BOTH, (-1, 1), strict=True)
    ]


# what changed


def test_the_outcomes_of_a_study_are_one_table_with_a_row_for_each() -> None:
    one, other = tables(example(), "municipality", "Van startmeting naar vervolgmeting")
    assert [plain(row[0]) for row in one.rows] == ["Samenwerkingsscan", "Participatieladder"]  # type: ignore[arg-type]
    assert one.header[4:] == ("Hoger of lager", "Middelste score, eerst en later", "Middelste verandering")
    assert one.rows[1][4:] == ("7 hoger, 5 gelijk of lager", "–", "één trede omhoog")
    assert "Hoger of lager" not in other.header


@pytest.mark.parametrize(
    ("pairs", "warned"), [([(2, 3)] * 5, False), ([(1, 3), (1, 3), (2, 2), (5, 5), (5, 5)], True)]
)
def test_the_reader_is_warned_when_the_middle_scores_suggest_another_change(
    pairs: list[tuple[int, int]], warned: bool
) -> None:
    scans = [
        measured(each.id, moment, [answer] * 8, instrument="collaboration_scan")
        for each, pair in zip(people(5), pairs, strict=True)
        for moment, answer in zip(BOTH, pair, strict=True)
    ]
    changed = section(feedback_text(findings([study(), *people(5), *scans])), "Wat is er veranderd?")
    assert "2 en 3\n" in changed
    assert ("niet het verschil tussen de twee middelste scores" in changed) is warned


@pytest.mark.parametrize(
    ("eighths", "said", "cell"),
    [
        (
            [1] * 7 + [0] * 3 + [-1] * 2,
            "minder dan een kwart punt omhoog, of niet omhoog",
            "geen kwart punt omhoog",
        ),
        ([1] * 7 + [0] * 5, "minder dan een kwart punt", "minder dan een kwart punt"),
        ([4] * 3 + [5] * 3, "", "een half punt omhoog"),
    ],
)
def test_a_small_middle_change_of_a_scan_is_not_called_no_change(
    eighths: list[int], said: str, cell: str
) -> None:
    """Seven of the twelve scored higher."""
    records = scanned(eighths)
    changed = section(feedback_text(findings(records)), "Wat is er veranderd?")
    assert (f"In het midden is de verandering {said}." in changed) is bool(said)
    assert "geen verandering" not in changed
    (table,) = tables(records, "municipality", "Van startmeting naar vervolgmeting")
    assert table.rows[0][-1] == cell


def test_one_person_is_told_of_in_the_singular() -> None:
    changed = section(
        feedback_text(findings(climbed(1, 0, 0), audience="researchers")), "Wat is er veranderd?"
    )
    assert "1 inwoner is twee keer gemeten." in changed
    assert not re.search(r"\b1 (inwoners|mensen|deelnemers)", changed)


@pytest.mark.parametrize("theme", ["I3", "I4"])
def test_what_was_counted_stands_on_the_page_of_the_theme_and_only_there(theme: str) -> None:
    counted = measured(None, "baseline", 3, instrument="counter", label="contacten", unit="number")
    text = feedback_text(findings([study(theme=theme), observation(), counted]))
    assert text.count("[Geteld in de studie ‘Een’]") == 1
    assert "Wat is geteld, staat in het hoofdstuk" in section(text, "Wat is er veranderd?")
    assert "[Geteld" not in section(text, "Wat is er veranderd?")


# what it rests on


def test_for_the_team_every_outcome_and_session_links_to_its_source() -> None:
    made = blocks_of(example(), "researchers")
    paragraphs = [each.text for each in made if isinstance(each, Paragraph)]
    outcomes = [text for text in paragraphs if "Bron: [" in plain(text)]
    assert [plain(text).split(" ")[0].rstrip(":") for text in outcomes] == [
        "Samenwerkingsscan",
        "Participatieladder",
        "Rapportcijfer",
        "Expertise-zelfscan",
    ]
    (sources,) = tables(example(), "researchers", "Bronnen")
    named = {place for row in sources.places for place in row}
    titles = [row[0] for each in tables(example(), "researchers", "Trainingsb") for row in each.rows]
    for linked in [*outcomes, *titles]:
        (link,) = links(linked)  # type: ignore[arg-type]
        assert link in named


def test_outside_the_team_an_outcome_or_session_adds_no_source() -> None:
    for audience in ("municipality", "public"):
        text = feedback_text(findings(example(), audience=audience))
        assert "Bron: [" not in section(text, "Wat is er veranderd?")
        assert "[" not in section(text, "Training en ondersteuning").replace("\n[", "\n")
    counted = {each.number for each in findings(example()).citations}
    assert len(counted) < len(findings(example(), audience="researchers").citations)


def test_sources_with_the_same_description_share_a_row_and_each_number_leads_there() -> None:
    seen = [observation(f"obs-{n}") for n in range(3)]
    evidence = supported_by("obs-0", "trn-1", "obs-1", "obs-2")
    records = [study(), *seen, record("training", "trn-1"), insight(evidence=evidence)]
    (table,) = tables(records, "municipality", "Bronnen")
    assert [row[1] for row in table.rows] == ["Waarneming, verder niet beschreven", "Trainingsbijeenkomst"]
    numbers = [re.findall(r"\d+", str(row[0])) for row in table.rows]
    assert sorted(itertools.chain(*numbers)) == ["1", "2", "3", "4"]
    assert table.places == tuple(tuple(source_place(int(n)) for n in row) for row in numbers)


def test_every_number_in_a_report_leads_to_a_row_of_the_list() -> None:
    for audience in ("researchers", "municipality", "public"):
        made = blocks_of(example(), audience)
        named = [place for each in made if isinstance(each, Table) for row in each.places for place in row]
        linked = {link for each in made if isinstance(each, Paragraph) for link in links(each.text)}
        assert linked <= set(named)
        assert len(named) == len(set(named))


# how it was measured


def test_the_statements_of_a_scan_are_told_in_one_paragraph_with_their_numbers() -> None:
    explained = section(feedback_text(findings(example())), "Bijlage: meetinstrumenten")
    assert (
        "De stellingen: 1. Ik weet wie bij de andere organisatie mijn vaste contact is. 2. Ik ken"
        in explained
    )
    assert "De treden zijn: 1 geïsoleerd, 2 sociale contacten buitenshuis" in explained


def test_the_team_reads_how_sure_the_middle_change_is_and_the_t_scores() -> None:
    records = [study(), *people(12), *goals(12)]
    explained = section(feedback_text(findings(records, audience="researchers")), "Bijlage: meetinstrumenten")
    assert "de middelste verandering van 12 paren ligt met 95 procent zekerheid tussen 2 en 2" in explained
    assert (
        "de middelste T-score van 12 mensen was 40,0 bij de startmeting en 60,0 bij de vervolgmeting"
        in explained
    )
    told = section(feedback_text(findings(records)), "Bijlage: meetinstrumenten")
    assert "zekerheid tussen" not in told
    assert "T-score" not in told
