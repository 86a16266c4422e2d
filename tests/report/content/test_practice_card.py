"""The practice card: an approach on one page, in the author's own words where there are any."""

import re
from typing import Any

import pytest
from builders import HOUTEN, example, findings, insight, observation, record, study, supported_by
from documents import Noting, cards_of, text_of, wording
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import six_themes, small_groups

from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.vocabulary import ids
from actionlab.report.blocks import Document, Heading, PageBreak
from actionlab.report.content.feedback import About
from actionlab.report.content.one_page import fits
from actionlab.report.content.practice_card import practice_card
from actionlab.report.content.voice import Voice

EXAMPLE = example()
LONG = (
    "In gesprekken waarin de klantmanager eerst vroeg wat de inwoner zelf wilde bespreken, duurde het langer"
    " voordat er afspraken kwamen, maar die werden daarna wel beter onthouden door iedereen. "
)
PSEUDONYM = re.compile(r"\b[A-Z]{3}-[A-HJ-NP-Z2-9]{4}\b")
RECORD_ID = re.compile(r"\b(obs|trn|met|ins|act|mck|cyc|mtg|dec|app|agd|org|not|nte)-\w+")


def card(*found: Record[Any], **about: Any) -> str:
    return text_of(cards_of(found, "een", **about))


def one_study(theme: str = "O1", **fields: Any) -> list[Record[Any]]:
    return [study(theme=theme, **fields), observation("obs-0001")]


def own(section: str, text: str) -> Record[Any]:
    return record("note", study_id="een", report_section=section, text=text)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_card_of_the_example_has_its_parts_in_order() -> None:
    made = cards_of(EXAMPLE, "hou-driehoek")

    assert headings(made) == [
        "Driehoeksgesprek met een regievak",
        "Wat doet u?",
        "Waarom kan dit werken?",
        "Wat zagen wij?",
        "Let op",
        "Vragen om over te praten",
    ]
    text = text_of(made)
    assert "Voor wie? Klantmanagers, professionals van het sociaal wijkteam" in text
    assert "1. Een gesprek met inwoner, klantmanager en wijkteamprofessional samen." in text
    assert "Als klantmanager, wijkteamprofessional en inwoner samen doelen en taken afspreken, dan" in text
    assert "werd de regie vaker benoemd (vaker gezien en herkend)." in text
    assert "Wij zagen ook: In één gesprek met haast bleef het regievak leeg." in text
    assert "Bron: studie ‘Samen aan tafel in Houten’, gemeente Houten, 2025–2026." in text


def test_each_card_is_on_a_page_of_its_own() -> None:
    made = cards_of(EXAMPLE, "hou-driehoek", "hou-zorgkennis")

    assert sum(isinstance(block, PageBreak) for block in made.blocks) == 1
    assert made.title == "Praktijkkaarten gemeente Houten"
    assert cards_of(EXAMPLE, "hou-zorgkennis").title == "Praktijkkaart: Samen met de zorg casussen bespreken"


@pytest.mark.parametrize(
    ("section", "text", "shown"),
    [
        ("card_title", "Begin met de vraag van de inwoner", "Begin met de vraag van de inwoner\n====="),
        (
            "card_situation",
            "Sem zoekt werk.\nHij heeft hulp.",
            "De situatie\n-----------\n\nSem zoekt werk.\n\nHij",
        ),
        (
            "card_steps",
            "- Vraag door\n2. Vat samen",
            "Wat doet u?\n-----------\n\n1. Vraag door\n2. Vat samen\n",
        ),
        ("card_watch_out", "Neem de tijd.", "Let op\n------\n\n- Neem de tijd.\n"),
        (
            "card_questions",
            "Wie begint?\nWie sluit af?",
            "praten\n------------------------\n\n1. Wie begint?\n2. Wie",
        ),
    ],
)
def test_what_the_author_wrote_stands_on_the_card(section: str, text: str, shown: str) -> None:
    assert shown in card(*one_study(), own(section, text))
    assert shown not in card(*one_study())


def test_a_situation_that_nobody_wrote_is_left_out_and_not_made_up() -> None:
    assert "De situatie" not in card(*one_study(problem="Er zijn te weinig plekken."))


def test_what_speaks_against_it_stays_whatever_the_author_writes_to_watch_out_for() -> None:
    seen = insight(counter="Onder tijdsdruk lukte het niet", evidence=supported_by("obs-0001"))
    text = card(*one_study(), seen, own("card_watch_out", "Neem de tijd."))

    assert "- Neem de tijd.\n- Wij zagen ook: Onder tijdsdruk lukte het niet.\n" in text
    assert "Macht:" not in text


def test_questions_of_the_learning_agenda_come_before_those_of_the_theme() -> None:
    found = [
        record(
            "agenda_item",
            text="Hoe vraag je door?",
            type="learning_question",
            theme="I1",
            origin=["ins-0001"],
        ),
        record(
            "agenda_item", text="Wat is bekend?", type="knowledge_question", theme="I1", origin=["ins-0001"]
        ),
        record("agenda_item", text="Wie betaalt?", type="learning_question", theme="O2", origin=["ins-0001"]),
    ]
    text = card(*one_study("I1"), insight(), *found)

    assert "\n1. Hoe vraag je door?\n2. Wanneer wist u niet goed welke hulp past?" in text
    assert "Wat is bekend?" not in text
    assert "Wie betaalt?" not in text
    assert "\n4. " not in text


@pytest.mark.parametrize("theme", ids("theme"))
def test_every_theme_has_its_own_things_to_watch_out_for_and_to_talk_about(theme: str) -> None:
    text = card(*one_study(theme))

    assert [text.count(f"- {word}: ") for word in ("Privacy", "Tempo", "Macht")] == [1, 1, 1]
    assert text.split("praten")[1].count("?") >= 3


def test_a_study_without_insights_says_that_nothing_was_recorded_yet() -> None:
    assert "Daar is nog niets over vastgelegd." in card(*one_study())


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [("2025-09-01", "2026-06-30", "2025–2026"), ("2026-01-01", "2027-01-01", "2026"), (None, None, "2026")],
)
def test_the_source_names_the_years_up_to_today(start: str | None, end: str | None, years: str) -> None:
    assert f"gemeente Houten, {years}." in card(*one_study(start_date=start, end_date=end))


@pytest.mark.parametrize("audience", ["municipality", "public", "researchers"])
def test_no_code_of_a_person_and_no_id_stands_on_a_card(audience: str) -> None:
    for world in (list(EXAMPLE), six_themes(), small_groups()):
        codes = [each.id for each in Records(world).of(Study) if HOUTEN in each.data.municipality]
        text = text_of(cards_of(world, *codes, audience=audience))
        assert not PSEUDONYM.search(text)
        assert not RECORD_ID.search(text)


texts = st.sampled_from([LONG, LONG * 4, "Kort.", "woord" * 40, "Ja? Nee! " * 9])


@st.composite
def approaches(draw: st.DrawFn) -> list[Record[Any]]:
    """A study with everything a card can tell of, in short and very long texts."""
    approach = record(
        "approach",
        "app-1",
        title=draw(texts)[:300].strip(),
        target_group=draw(texts),
        core_elements=draw(st.lists(texts, max_size=6)),
    )
    mine = study(title=draw(texts)[:300].strip(), approach_id="app-1", mechanism=draw(texts), theme="I4")
    learned = [
        insight(f"ins-{place}", statement=draw(texts), counter=draw(texts))
        for place in range(draw(st.integers(0, 8)))
    ]
    asked = [
        record("agenda_item", text=draw(texts), type="learning_question", theme="I4", municipalities=[HOUTEN])
        for _ in range(draw(st.integers(0, 4)))
    ]
    return [approach, mine, observation("obs-0001"), *learned, *asked]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(approaches())
def test_however_long_the_texts_are_a_card_fits_one_page(world: list[Record[Any]]) -> None:
    voice = Voice(wording("practice_card"))

    assert fits(practice_card(findings(world), voice, About(synthetic=True)))


def test_every_sentence_of_the_wording_is_used() -> None:
    noting = Noting(wording("practice_card"))
    for theme in ids("theme"):
        cards_of(one_study(theme), "een", words=noting)
    cards_of(EXAMPLE, "hou-driehoek", "hou-zorgkennis", words=noting, synthetic=True, final=True)
    cards_of([*one_study(), own("card_situation", "Sem zoekt werk.")], "een", words=noting)
    assert sorted(noting.keys() - noting.used) == []
