from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from actionlab.report.format import day, enumeration, month, number, percent, period

START, END = date(2025, 9, 1), date(2026, 6, 30)


def test_a_day_is_written_in_full_in_dutch_and_english() -> None:
    assert day(date(2026, 3, 12)) == "12 maart 2026"
    assert day(date(2026, 3, 12), "en") == "12 March 2026"


def test_a_language_tag_with_a_region_is_understood() -> None:
    assert day(date(2026, 3, 12), "nl-NL") == "12 maart 2026"


def test_a_month_is_written_without_the_day() -> None:
    assert month(date(2026, 3, 12)) == "maart 2026"


@pytest.mark.parametrize(
    ("start", "end", "language", "text"),
    [
        (START, END, "nl", "september 2025 tot en met juni 2026"),
        (START, END, "en", "September 2025 to June 2026"),
        (START, date(2025, 9, 30), "nl", "september 2025"),
        (START, None, "nl", "vanaf september 2025"),
        (None, END, "nl", "tot en met juni 2026"),
        (None, None, "nl", ""),
    ],
)
def test_a_period_names_the_months_that_are_known(
    start: date | None, end: date | None, language: str, text: str
) -> None:
    assert period(start, end, language) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (7.0, "7"),
        (7.5, "7,5"),
        (0.75, "0,75"),
        (1250, "1.250"),
        (-3, "-3"),
        (-0.001, "0"),
        (2.005, "2,01"),
    ],
)
def test_a_number_has_a_decimal_comma_and_no_superfluous_zeros(value: float, text: str) -> None:
    assert number(value) == text


def test_a_number_keeps_exactly_the_decimals_asked_for() -> None:
    assert [number(6, 1), number(6.25, 1), number(2.5, 0)] == ["6,0", "6,3", "3"]


def test_a_number_in_english_has_a_point() -> None:
    assert number(1250.5, language="en") == "1,250.5"


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(InvalidOperation):
        number(float("inf"))


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0%"), (7 / 12, "58%"), (0.125, "13%"), (Decimal(1), "100%")]
)
def test_a_share_is_shown_in_whole_percents(share: float | Decimal, text: str) -> None:
    assert percent(share) == text


def test_items_become_one_phrase() -> None:
    assert [enumeration(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]


def test_items_in_english_have_a_comma_before_the_last_of_more_than_two() -> None:
    assert enumeration(["a", "b"], "en") == "a and b"
    assert enumeration(["a", "b", "c"], "en") == "a, b, and c"


LANGUAGES = st.sampled_from(("nl", "en"))


@given(st.dates(), LANGUAGES)
def test_days_are_those_of_babel(when: date, language: str) -> None:
    assert day(when, language) == format_date(when, "d MMMM y", locale=language)


@given(st.decimals(-(10**9), 10**9, places=4), LANGUAGES)
def test_numbers_are_those_of_babel(value: Decimal, language: str) -> None:
    rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0

    assert number(value, language=language) == format_decimal(rounded, "#,##0.##", locale=language)
    assert number(value, 2, language) == format_decimal(rounded, "#,##0.00", locale=language)


@given(st.lists(st.text("abc", min_size=1, max_size=3), max_size=5), LANGUAGES)
def test_phrases_are_those_of_babel(items: list[str], language: str) -> None:
    assert enumeration(items, language) == format_list(items, "standard", locale=language)
