import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.report.house_style.colours import contrast, is_colour, mix, readable, tinted

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06X}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("767676", "FFFFFF", 4.54), ("FF0000", "FFFFFF", 4)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("1F3864", "FFFFFF") == "1F3864"


def test_a_pale_colour_becomes_darker_on_white_and_lighter_on_black() -> None:
    assert contrast(readable("8ECAE6", "FFFFFF"), "FFFFFF") >= 4.5
    assert readable("8ECAE6", "FFFFFF") != "000000"
    assert contrast(readable("333333", "000000"), "000000") >= 4.5


@settings(max_examples=100)
@given(COLOURS, COLOURS)
def test_on_any_paper_some_letters_can_be_read(letters: str, paper: str) -> None:
    assert contrast(readable(letters, paper), paper) >= 4.5


@pytest.mark.parametrize(
    ("colour", "tint", "shade", "result"),
    [("4F81BD", 1, 0.75, "366091"), ("4F81BD", 0.6, 1, "95B3D7"), ("4F81BD", 1, 1, "4F81BD")],
)
def test_a_tint_and_a_shade_are_those_that_word_shows(
    colour: str, tint: float, shade: float, result: str
) -> None:
    """Word writes 366091 for accent 1 of its theme of 2007 with themeShade BF, 95B3D7 with themeTint 99."""
    made = tinted(colour, tint=tint, shade=shade)
    pairs = zip(bytes.fromhex(made), bytes.fromhex(result), strict=True)
    assert all(abs(mine - theirs) <= 2 for mine, theirs in pairs)


def test_a_mix_lies_between_its_colours() -> None:
    assert [mix("000000", "FFFFFF", share) for share in (0, 0.5, 1)] == ["000000", "808080", "FFFFFF"]


@pytest.mark.parametrize(
    ("text", "expected"), [("1F3864", True), ("auto", False), (None, False), ("12", False)]
)
def test_a_colour_has_six_digits(text: str | None, expected: bool) -> None:
    assert is_colour(text) is expected
