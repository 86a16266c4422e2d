"""How far a day is from today, in few words."""

import datetime as dt
from collections.abc import Callable

import pytest
from babel.dates import get_month_names

from actionlab import i18n
from actionlab.cli.pages.when import ago, ahead, short, short_day, too_late

TODAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("told", "days", "said"),
    [
        (ahead, 0, "today"),
        (ahead, 1, "tomorrow"),
        (ahead, 13, "in 13 days"),
        (ahead, 14, "in 2 weeks"),
        (ahead, 69, "in 9 weeks"),
        (ahead, 70, "in 2 months"),
        (ahead, -3, "today"),
        (too_late, -1, "1 day too late"),
        (too_late, -13, "13 days too late"),
        (too_late, -20, "2 weeks too late"),
        (too_late, -365, "12 months too late"),
        (too_late, 0, "too late"),
        (ago, 0, "today"),
        (ago, -1, "yesterday"),
        (ago, -2, "2 days ago"),
        (ago, -21, "3 weeks ago"),
        (ago, -100, "3 months ago"),
    ],
)
def test_a_distance_is_told_in_the_measure_that_says_most(
    told: Callable[[dt.date, dt.date], str], days: int, said: str
) -> None:
    i18n.activate("en")
    assert told(TODAY + dt.timedelta(days=days), TODAY) == said


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_short_day_has_the_month_as_babel_shortens_it(language: str) -> None:
    i18n.activate(language)
    months = get_month_names("abbreviated", locale=language)
    for month in range(1, 13):
        # British English writes Sept, which is no shorter to read
        name = months[month].rstrip(".")[:3]
        assert short_day(dt.date(2026, month, 1)) == f"1 {name} 2026"


@pytest.mark.parametrize(
    ("stored", "said"), [("2026-03-12", "12 mrt 2026"), ("", "–"), ("2026-03", "2026-03"), ("ooit", "ooit")]
)
def test_a_stored_day_is_short_and_what_is_no_day_stands_as_it_is(stored: str, said: str) -> None:
    assert short(stored) == said
