"""Dates as people write them: 2026-03-12, 12-3-2026, 12 maart 2026, vandaag, -3d. A day, never a time.

What could be read in two ways is refused: 03/04/2026, and years of two digits.
"""

import datetime as dt
import re

from actionlab.errors import Unreadable
from actionlab.i18n import N_

# compiled by `re` when first needed: one date needs one or two of them
_ISO = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_DUTCH = r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})"
_WORDS = r"(?P<day>[0-9]{1,2}) +(?P<name>[a-z]+)\.? +(?P<year>[0-9]{4})"
_AWAY = r"(?P<days>[-+][0-9]{1,5})d"
_AMBIGUOUS = r"[0-9]{1,4}([/.])[0-9]{1,2}\1[0-9]{1,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}"

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NOT_A_DATE = N_("'{value}' is not a date. Write it as 2026-03-12, 12-3-2026, today or -3d.")
_NOT_A_DAY = N_("'{value}' is not a date. Write it as 2026-03-12 or 12-3-2026.")
_DAYS_AWAY = {
    "vandaag": 0,
    "today": 0,
    "gisteren": -1,
    "yesterday": -1,
    "eergisteren": -2,
    "morgen": 1,
    "tomorrow": 1,
}


def read_date(text: str, today: dt.date) -> dt.date:
    """Give the day that a text names; words and `-3d` count from `today`.

    Raises `Unreadable` for what is no date, could be two, or does not exist (2026-02-30).

    >>> read_date("12 maart 2026", dt.date(2026, 6, 1))
    datetime.date(2026, 3, 12)
    """
    away = _days_away(text)
    return _written(text, _NOT_A_DATE) if away is None else _shifted(today, away, text)


def moved(day: dt.date, by: dt.timedelta) -> dt.date:
    """Give the day so much later or earlier, or the last or first day there is: 31-12-9999 stands for never.

    >>> moved(dt.date(9999, 12, 31), dt.timedelta(weeks=6))
    datetime.date(9999, 12, 31)
    """
    try:
        return day + by
    except OverflowError:
        return dt.date.max if by > dt.timedelta() else dt.date.min


def read_written_day(text: str) -> dt.date:
    """Give the day that a text in a file or on paper names, which is read on another day than written.

    Raises `Unreadable` as `read_date` does, and for what counts from today ("gisteren", "-3d").
    """
    if _days_away(text) is not None:
        raise Unreadable(N_("'{value}' is another day every day. Write the date as 2026-03-12."), value=text)
    return _written(text, _NOT_A_DAY)


def _days_away(text: str) -> int | None:
    wanted = text.strip().casefold()
    away = re.fullmatch(_AWAY, wanted)
    return int(away["days"]) if away else _DAYS_AWAY.get(wanted)


def _written(text: str, otherwise: str) -> dt.date:
    """Give the day that a text writes out; `otherwise` is what to say of a text that is no date."""
    wanted = text.strip().casefold()
    found = re.fullmatch(_ISO, wanted) or re.fullmatch(_DUTCH, wanted) or re.fullmatch(_WORDS, wanted)
    if found:
        return _day(found.groupdict(), text)
    if re.fullmatch(_AMBIGUOUS, wanted):
        raise Unreadable(N_("'{value}' can be read in two ways. Write the date as 2026-03-12."), value=text)
    raise Unreadable(otherwise, value=text)


def _day(parts: dict[str, str], text: str) -> dt.date:
    month = int(parts["month"]) if "month" in parts else _month(parts["name"], text)
    try:
        return dt.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        raise Unreadable(N_("'{value}' does not exist: there is no such day."), value=text) from None


def _month(name: str, text: str) -> int:
    for number, names in enumerate(_MONTHS, 1):
        if name in names:
            return number
    raise Unreadable(N_("'{name}' in '{value}' is not a month."), name=name, value=text)


def _shifted(today: dt.date, days: int, text: str) -> dt.date:
    try:
        return today + dt.timedelta(days=days)
    except OverflowError:
        raise Unreadable(N_("'{value}' does not exist: there is no such day."), value=text) from None
