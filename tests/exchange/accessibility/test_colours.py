"""Colours: known answers of WCAG and of Word itself."""

import pytest

from actionlab.exchange.accessibility.colours import contrast, readable_on, shaded, theme_colour


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("000000", "FFFFFF", 21.0),
        ("FFFFFF", "FFFFFF", 1.0),
        # the lightest grey that may stand on white, and the first that may not
        ("767676", "FFFFFF", 4.54),
        ("777777", "FFFFFF", 4.48),
        ("FF0000", "FFFFFF", 4.0),
        ("0000FF", "FFFFFF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("colour", "tint", "shade", "in_word"),
    [
        # the headings of the ordinary template of Word, and two colours of its palette
        ("4472C4", "", "BF", "2F5496"),
        ("4472C4", "", "7F", "1F3763"),
        ("4472C4", "99", "", "8EAADB"),
        ("000000", "A6", "", "595959"),
        ("4472C4", "FF", "FF", "4472C4"),
    ],
)
def test_lighter_and_darker_are_those_of_word(colour: str, tint: str, shade: str, in_word: str) -> None:
    made = shaded(colour, tint=tint, shade=shade)

    parts = [int(made[at : at + 2], 16) - int(in_word[at : at + 2], 16) for at in (0, 2, 4)]
    assert all(abs(each) <= 1 for each in parts), made


def test_a_colour_of_the_theme_follows_the_mapping_of_the_document() -> None:
    theme = {"dk1": "111111", "lt1": "EEEEEE", "accent1": "AA0000", "hlink": "0000AA"}

    assert theme_colour("text1", theme, {}) == "111111"
    assert theme_colour("text1", theme, {"t1": "light1"}) == "EEEEEE"
    assert theme_colour("accent1", theme, {}) == "AA0000"
    assert theme_colour("hyperlink", theme, {}) == "0000AA"
    assert theme_colour("accent6", theme, {}) == ""


def test_words_without_a_colour_are_black_on_light_and_white_on_dark() -> None:
    assert readable_on("FFFF00") == "000000"
    assert readable_on("1F3864") == "FFFFFF"
