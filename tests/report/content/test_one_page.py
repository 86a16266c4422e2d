"""How much room a text takes, and texts made shorter at the end of a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionlab.report.blocks import Bullets, Heading, Paragraph, Quote, Table
from actionlab.report.content.one_page import fits, fitting, height, shortened, told_apart

LONG = "Een regel van een lange brief. " * 30


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("Het regent.", 40, "Het regent."),
        ("Het regent. Wij blijven binnen.", 20, "Het regent."),
        ("Regent het? Wij blijven binnen. Of niet.", 32, "Regent het? Wij blijven binnen."),
        ("Zij zei: ‘Het regent.’ Wij bleven binnen.", 30, "Zij zei: ‘Het regent.’"),
        ("Zie o.a. het rapport. Of de brief.", 25, "Zie o.a. het rapport."),
        ("Een zin die veel langer is dan er plaats is.", 20, "Een zin die veel…"),
        ("Twee  regels\nworden een.", 40, "Twee regels worden een."),
        ("", 10, ""),
    ],
)
def test_a_text_is_shortened_at_the_end_of_a_sentence(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


@given(st.text(alphabet="ab .!?,’\n", max_size=200), st.integers(10, 100))
def test_a_shortened_text_is_never_too_long_and_says_nothing_new(text: str, most: int) -> None:
    short = shortened(text, most)

    assert len(short) <= most
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Kort", "Korter"], ["Kort", "Korter"]),
        (["Een lange titel over werk", "Iets anders"], ["Een lange titel…", "Iets anders"]),
        (
            ["Samen aan tafel in Houten", "Samen aan tafel in Zeist", "Anders"],
            ["Samen … Houten", "Samen … Zeist", "Anders"],
        ),
        (
            ["Samen aan tafel in Zuid", "Samen aan tafel in Zuid-West"],
            ["Samen aan … Zuid", "Samen … Zuid-West"],
        ),
        (
            ["Eerst dit. En dan dat erbij", "Eerst dit. En nu dat erbij"],
            ["Eerst … dan dat…", "Eerst … nu dat…"],
        ),
        (["Twee keer hetzelfde lang"] * 2, ["Twee keer…"] * 2),
    ],
)
def test_texts_that_look_alike_when_shortened_keep_what_tells_them_apart(
    texts: list[str], told: list[str]
) -> None:
    assert told_apart(texts, 18) == told


@given(st.lists(st.text(alphabet="ab .", max_size=60), max_size=4), st.integers(12, 40))
def test_texts_that_are_told_apart_are_never_too_long(texts: list[str], most: int) -> None:
    assert all(len(told) <= most for told in told_apart(texts, most))


@given(
    st.text(alphabet="ab ", max_size=80), st.sets(st.text(alphabet="cd", min_size=1, max_size=6), min_size=2)
)
def test_texts_that_differ_in_their_last_word_are_told_apart(begin: str, ends: set[str]) -> None:
    texts = [f"{begin} {end}" for end in ends]
    assert len(set(told_apart(texts, 30))) == len(texts)


def table(*cells: str) -> Table:
    return Table(caption="c", header=("a", "b"), rows=tuple((each, "1") for each in cells))


def test_more_text_takes_more_room() -> None:
    for few, many in (
        (Paragraph("Kort."), Paragraph(LONG)),
        (Heading("Kort", 2), Heading(LONG, 2)),
        (Bullets(items=("een",)), Bullets(items=("een", "twee"))),
        (Quote(text="Kort.", attribution="een inwoner"), Quote(text=LONG, attribution="een inwoner")),
        (table("Kort."), table("Kort.", "Kort.")),
        (table("Kort."), table(LONG)),
    ):
        assert 1 <= height([few]) < height([many])


def test_a_page_is_full_at_some_time() -> None:
    assert fits([Paragraph(LONG)] * 3)
    assert not fits([Paragraph(LONG)] * 5)


def test_the_first_way_to_tell_it_that_fits_is_taken_and_else_the_last() -> None:
    long, short = [Paragraph(LONG)] * 5, [Paragraph("Kort.")]

    assert fitting([long, short, [Paragraph("Korter.")]]) == tuple(short)
    assert fitting([long, long * 2]) == tuple(long * 2)
