"""A comment is tied to what it is about: by its place, and when that went by the words around it."""

import pytest
from builders import insight, record

from actionlab.exchange.comments.positions import Position
from actionlab.exchange.comments.tying import Ties
from actionlab.model.places import place_of

TITLE, STATEMENT = (
    "Met een vast vak lukt het",
    "Met een vast vak op het formulier werd de regie vaker benoemd.",
)
QUESTION = "Mag een klantmanager kleine reiskosten zelf toezeggen?"
RECORDS = (
    insight("ins-1", title=TITLE, statement=STATEMENT),
    insight("ins-2", statement="Afspraken buiten de eigen taak bleven vaker liggen."),
    insight("ins-3", statement="Dit staat er twee keer."),
    insight("ins-4", statement="Dit staat er twee keer."),
    record("decision", "dec-1", question=QUESTION),
    record("action", "act-1", description="Zoek uit welke kleine uitgaven mogen."),
    record("action", "act-2", description="Bel."),
    record("observation", "obs-1"),
)


def tied(**where: tuple[str, ...]) -> str:
    """The id of the record at a position, "" for none."""
    found = Ties(RECORDS).record_at(Position(**where))
    return found.id if found else ""


@pytest.mark.parametrize(
    ("where", "record_id"),
    [
        pytest.param({"places": (place_of("ins-2"),), "headings": (TITLE,)}, "ins-2", id="the place decides"),
        pytest.param(
            {"places": ("al_0123456789ab", place_of("dec-1"))}, "dec-1", id="the first that is known"
        ),
        pytest.param({"headings": (f"3.2 {TITLE}",)}, "ins-1", id="the heading, with its number"),
        pytest.param({"headings": (STATEMENT.upper(),)}, "ins-1", id="the heading in capitals"),
        pytest.param({"headings": ("Iets anders", TITLE)}, "ins-1", id="a heading further above"),
        pytest.param({"passages": (f"{QUESTION} Gevraagd aan: de gemeente.",)}, "dec-1", id="the paragraph"),
        pytest.param(
            {
                "passages": (
                    "nog open",
                    f"{QUESTION} nog open",
                )
            },
            "dec-1",
            id="the row of a table",
        ),
        pytest.param(
            {"passages": (QUESTION,), "headings": (TITLE,)}, "dec-1", id="the paragraph comes first"
        ),
        pytest.param({"headings": ("Dit staat er twee keer",)}, "", id="two insights that say the same"),
        pytest.param({"passages": (f"{QUESTION} {STATEMENT}",)}, "", id="a paragraph about two things"),
        pytest.param({"passages": ("Bel.",)}, "", id="words that may stand anywhere"),
        pytest.param({"places": (place_of("obs-1"),)}, "", id="what has no place in a report"),
        pytest.param({}, "", id="nowhere"),
    ],
)
def test_a_position_is_about_one_record_or_none(where: dict[str, tuple[str, ...]], record_id: str) -> None:
    assert tied(**where) == record_id


def test_in_a_row_about_two_things_the_words_of_the_cell_decide() -> None:
    places = (place_of("dec-1"), place_of("act-1"))
    assert tied(places=places, passages=("Zoek uit welke kleine uitgaven mogen. Voor 1 juli.",)) == "act-1"
    assert tied(places=places, passages=("de beleidsadviseur",)) == "dec-1"
