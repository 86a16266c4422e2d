"""The pages and cards for a working conference: only what municipalities share with each other."""

import re
from typing import Any

import pytest
from builders import HOUTEN, NIEUWEGEIN, ZEIST, example, insight, observation, record, study, supported_by
from documents import Noting, conference_of, text_of, wording
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import six_themes

from actionlab.model.places import place_of
from actionlab.model.records import Record
from actionlab.report.blocks import Cards, Document, Heading

EXAMPLE = example()
PSEUDONYM = re.compile(r"\b[A-Z]{3}-[A-HJ-NP-Z2-9]{4}\b")
RECORD_ID = re.compile(r"\b(obs|trn|met|ins|act|mck|cyc|mtg|dec|app|agd|org|not|nte)-\w+")


def cards(made: Document) -> list[Any]:
    return [card for block in made.blocks if isinstance(block, Cards) for card in block.cards]


def page(made: Document, name: str) -> str:
    """What stands on the page of a municipality."""
    return text_of(made).split(f"{name}\n{'=' * len(name)}\n")[1].split("\n==")[0]


def seen(
    municipality: str, name: str, theme: str = "O1", *, often: bool = True, **fields: Any
) -> list[Record[Any]]:
    """A study in a municipality with one insight that may be shared, unless `fields` say otherwise."""
    mine = {"study_id": name}
    days = ("2026-01-01", "2026-01-02", "2026-01-03") if often else ("2026-01-01",)
    settings = ("intake_conversation", "progress_conversation", "intake_conversation")
    found = [
        observation(f"obs-{name}-{place}", date=day, setting=setting, **mine)
        for place, (day, setting) in enumerate(zip(days, settings, strict=False))
    ]
    given = {"share_regionally": True, "counter": "Niets gezien.", "title": f"Inzicht van {name}", **fields}
    learned = insight(f"ins-{name}", evidence=supported_by(*(each.id for each in found)), **mine, **given)
    return [study(name, municipality=[municipality], theme=theme, title=f"Studie {name}"), *found, learned]


def in_two_municipalities() -> list[Record[Any]]:
    """The same study and insight, of two municipalities together."""
    return [study("een", municipality=[HOUTEN, ZEIST], theme="O1"), *seen(HOUTEN, "een")[1:]]


def test_every_municipality_has_a_page_in_the_order_of_the_names() -> None:
    made = conference_of(EXAMPLE)
    names = [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 1]

    assert names[1:-1] == ["Houten", "Nieuwegein", "Zeist"]
    assert "I1-1: Met drie gewone vragen kregen klantmanagers bruikbare informatie (vaker gezien)." in page(
        made, "Houten"
    )
    assert "Wij hebben nog geen inzicht dat wij kunnen delen." in page(made, "Zeist")
    assert "Wat moeten begeleiders in zorg en welzijn weten" in page(made, "Zeist")


def test_cards_are_numbered_per_theme_and_the_pages_use_the_same_numbers() -> None:
    world = [*seen(HOUTEN, "een"), *seen(ZEIST, "twee"), *seen(NIEUWEGEIN, "drie", "I1")]
    made = conference_of(world)

    assert [(card.number, card.title) for card in cards(made)] == [
        ("I1-1", "Inzicht van drie"),
        ("O1-1", "Inzicht van een"),
        ("O1-2", "Inzicht van twee"),
    ]
    assert "O1-2: Inzicht van twee" in page(made, "Zeist")
    assert "Inzicht van een" not in page(made, "Zeist")


def test_a_card_says_what_was_seen_how_often_and_where() -> None:
    (card,) = cards(conference_of(seen(HOUTEN, "een", statement="De regie werd benoemd. En nog iets.")))

    assert card.lines == ("De regie werd benoemd. En nog iets.",)
    assert card.foot == "Hoe vaak gezien: vaker gezien. Waar: Houten."
    assert card.place == place_of("ins-een")


def test_a_card_of_one_study_in_two_municipalities_does_not_say_that_it_was_seen_in_both() -> None:
    (card,) = cards(conference_of(in_two_municipalities()))
    assert card.foot == "Hoe vaak gezien: vaker gezien. Uit een studie van 2 gemeenten: Houten en Zeist."


@pytest.mark.parametrize("fields", [{"share_regionally": False}, {"counter": None}, {"often": False}])
def test_what_is_not_shared_or_not_seen_often_enough_stands_nowhere(fields: dict[str, Any]) -> None:
    world = [*seen(HOUTEN, "een", statement="Geheim bewaard", transferability="Alleen bij ons", **fields)]
    made = conference_of(world)
    text = text_of(made)

    assert cards(made) == []
    for hidden in (
        "Inzicht van een",
        "Studie een",
        "Geheim bewaard",
        "Alleen bij ons",
        "Niets gezien",
        "ins-een",
    ):
        assert hidden not in text
    assert "Er zijn nog geen kaarten." in text


flags = st.tuples(st.booleans(), st.booleans(), st.booleans(), st.sampled_from([HOUTEN, NIEUWEGEIN, ZEIST]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(flags, min_size=1, max_size=6))
def test_whatever_was_recorded_only_shared_insights_become_cards(
    studies: list[tuple[bool, bool, bool, str]],
) -> None:
    world: list[Record[Any]] = []
    shown = []
    for number, (shared, often, answered, municipality) in enumerate(studies):
        counter = "Niets gezien." if answered else None
        fields: dict[str, Any] = {
            "share_regionally": shared,
            "counter": counter,
            "statement": f"Verklaring {number}.",
        }
        world += seen(municipality, f"nr{number}x", often=often, **fields)
        if shared and often and answered:
            shown.append(number)
    made = conference_of(world)
    text = text_of(made)

    assert sorted(card.title for card in cards(made)) == [f"Inzicht van nr{number}x" for number in shown]
    assert {n for n in range(len(studies)) if f"Verklaring {n}." in text or f"nr{n}x" in text} == set(shown)


def test_a_decision_that_was_asked_of_a_municipality_is_not_for_the_others() -> None:
    asked = record("decision", study_id="een", question="Mag een klantmanager dit toezeggen?")

    assert "toezeggen" not in text_of(conference_of([*seen(HOUTEN, "een"), asked]))


def test_an_answered_question_is_no_longer_asked() -> None:
    items = [
        record("agenda_item", text="Wie weet dit?", municipalities=[HOUTEN], status="new"),
        record("agenda_item", text="Wie wist dit?", municipalities=[HOUTEN], status="answered"),
    ]
    made = conference_of([*seen(HOUTEN, "een"), *items])

    assert "- Wie weet dit?" in page(made, "Houten")
    assert "Wie wist dit?" not in text_of(made)


def test_a_page_with_more_than_it_can_hold_says_so() -> None:
    items = [record("agenda_item", text=f"Vraag {n}?", municipalities=[HOUTEN]) for n in range(4)]
    made = conference_of([*seen(HOUTEN, "een"), *items])

    assert page(made, "Houten").count("- Vraag ") == 3
    assert "Er is meer." in page(made, "Houten")


@pytest.mark.parametrize("world", [list(EXAMPLE), six_themes()])
def test_no_code_of_a_person_and_no_id_stands_in_it(world: list[Record[Any]]) -> None:
    text = text_of(conference_of(world, contact="de onderzoeker"))

    assert not PSEUDONYM.search(text)
    assert not RECORD_ID.search(text)


def test_every_sentence_of_the_wording_is_used() -> None:
    noting = Noting(wording("conference"))
    items = [record("agenda_item", text=f"Vraag {n}?", municipalities=[HOUTEN]) for n in range(4)]
    conference_of([*EXAMPLE, *items], noting, synthetic=True, contact="x")
    conference_of(seen(HOUTEN, "een", share_regionally=False), noting, final=True)
    conference_of(seen(HOUTEN, "een"), noting)
    conference_of(in_two_municipalities(), noting)
    assert sorted(noting.keys() - noting.used) == []
