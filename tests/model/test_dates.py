"""Dates as people write them."""

import datetime as dt

import pytest

from actionlab.errors import Unreadable
from actionlab.i18n import activate
from actionlab.model.dates import read_date

TODAY = dt.date(2026, 6, 15)


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the faults speak as they are written in the source."""
    activate("en")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-12", "2026-03-12"),
        ("12-3-2026", "2026-03-12"),
        ("01-02-2026", "2026-02-01"),
        ("12 maart 2026", "2026-03-12"),
        (" 12  Maart  2026 ", "2026-03-12"),
        ("3 mrt. 2026", "2026-03-03"),
        ("1 May 2026", "2026-05-01"),
        ("29 februari 2028", "2028-02-29"),
        ("vandaag", "2026-06-15"),
        ("Today", "2026-06-15"),
        ("gisteren", "2026-06-14"),
        ("yesterday", "2026-06-14"),
        ("eergisteren", "2026-06-13"),
        ("morgen", "2026-06-16"),
        ("-3d", "2026-06-12"),
        ("+14d", "2026-06-29"),
        ("-0d", "2026-06-15"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, day: str) -> None:
    assert read_date(typed, TODAY).isoformat() == day


@pytest.mark.parametrize("typed", ["03/04/2026", "2026/03/04", "12.3.2026", "12-3-26", "26-03-12", "3/4/26"])
def test_what_can_be_read_in_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="two ways"):
        read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["2026-02-30", "31-4-2026", "0-1-2026", "29 februari 2026", "12-13-2026"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="no such day"):
        read_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["-99999d", "0000-01-01"])
def test_a_day_outside_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_date(typed, dt.date(200, 1, 1))


@pytest.mark.parametrize(
    "typed",
    ["", "-", "ochtend", "12 mei", "12 mij 2026", "2026-3-12", "२०२६-03-12", "3d", "2026-03-12T10:00"],
)
def test_what_is_no_date_is_refused_and_repeated(typed: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(typed, TODAY)
    assert f"'{typed}'" in str(refused.value)


def test_a_very_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(Unreadable) as refused:
        read_date("x" * 100_000, TODAY)
    assert len(str(refused.value)) < 200
