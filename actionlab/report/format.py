"""Numbers and dates as a report writes them, in Dutch or English; the only place that knows how.

`language` is a tag such as ``nl`` or ``en-GB``. Rounding is to the nearest, halves away from zero. The words
stand here, and are compared with Babel's in a test: to load these costs a report more than all its charts
(docs/decisions/0024).
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import msgspec

MOST_DECIMALS = 2


class _Words(msgspec.Struct, frozen=True):
    """What differs between languages: months, signs in numbers, the word before the last of a row."""

    months: tuple[str, ...]
    decimal: str
    group: str
    last: str
    last_of_two: str


_WORDS = {
    "nl": _Words(
        (
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ),
        ",",
        ".",
        " en ",
        " en ",
    ),
    "en": _Words(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        ".",
        ",",
        ", and ",
        " and ",
    ),
}
_PERIODS = {
    "nl": {"both": "{start} tot en met {end}", "start": "vanaf {start}", "end": "tot en met {end}"},
    "en": {"both": "{start} to {end}", "start": "from {start}", "end": "until {end}"},
}


def day(when: date, language: str = "nl") -> str:
    """A day in full: "12 maart 2026"."""
    return f"{when.day} {month(when, language)}"


def month(when: date, language: str = "nl") -> str:
    """The month of a day: "maart 2026"."""
    return f"{_words(language).months[when.month - 1]} {when.year}"


def period(start: date | None, end: date | None, language: str = "nl") -> str:
    """The months from `start` to `end`, both included: "september 2025 tot en met juni 2026".

    Within one month that month; a missing end gives "vanaf september 2025", a missing start
    "tot en met juni 2026", and when both are missing the text is empty.
    """
    first = month(start, language) if start else ""
    last = month(end, language) if end else ""
    if first == last:
        return first
    known = "both" if first and last else "start" if first else "end"
    return _PERIODS[_primary(language)][known].format(start=first, end=last)


def number(value: float | Decimal, decimals: int | None = None, language: str = "nl") -> str:
    """A number with a decimal comma: "7,5", "7", "1.250".

    With `decimals` exactly so many decimals ("6,0"); without, at most two and no superfluous zeros.
    Raises `decimal.InvalidOperation` for a number that is not finite.
    """
    shown = f"{rounded(value, MOST_DECIMALS if decimals is None else decimals):,f}"
    if decimals is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    words = _words(language)
    return shown.translate({ord("."): words.decimal, ord(","): words.group})


def rounded(value: float | Decimal, decimals: int = MOST_DECIMALS) -> Decimal:
    """A number rounded as `number` shows it. Raises `decimal.InvalidOperation` when it is not finite."""
    # Adding zero turns a rounded "-0" into "0".
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def percent(share: float | Decimal, language: str = "nl") -> str:
    """A share from 0 to 1 in whole percents: 0.583 gives "58%"."""
    return f"{number(Decimal(str(share)) * 100, 0, language)}%"


def enumeration(items: Sequence[str], language: str = "nl") -> str:
    """The items as one phrase: "a, b en c". Empty without items."""
    *others, last = items or ("",)
    if not others:
        return last
    words = _words(language)
    return ", ".join(others) + (words.last if len(others) > 1 else words.last_of_two) + last


def _words(language: str) -> _Words:
    return _WORDS[_primary(language)]


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
