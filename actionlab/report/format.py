"""Numbers and dates as a report writes them, in Dutch or English; the only place that knows how.

`language` is a tag such as ``nl`` or ``nl-NL``. Rounding is to the nearest, halves away from zero.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

MOST_DECIMALS = 2
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_PERIODS = {
    "nl": {"both": "{start} tot en met {end}", "start": "vanaf {start}", "end": "tot en met {end}"},
    "en": {"both": "{start} to {end}", "start": "from {start}", "end": "until {end}"},
}


def day(when: date, language: str = "nl") -> str:
    """A day in full: "12 maart 2026"."""
    return format_date(when, "d MMMM y", locale=_locale(language))


def month(when: date, language: str = "nl") -> str:
    """The month of a day: "maart 2026"."""
    return format_date(when, "MMMM y", locale=_locale(language))


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
    return _PERIODS[_locale(language).language][known].format(start=first, end=last)


def number(value: float | Decimal, decimals: int | None = None, language: str = "nl") -> str:
    """A number with a decimal comma: "7,5", "7", "1.250".

    With `decimals` exactly so many decimals ("6,0"); without, at most two and no superfluous zeros.
    Raises `decimal.InvalidOperation` for a number that is not finite.
    """
    places = MOST_DECIMALS if decimals is None else decimals
    # Adding zero turns a rounded "-0" into "0".
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
    digits = "#" * MOST_DECIMALS if decimals is None else "0" * decimals
    shown: str = format_decimal(rounded, f"#,##0.{digits}".rstrip("."), locale=_locale(language))
    return shown


def percent(share: float | Decimal, language: str = "nl") -> str:
    """A share from 0 to 1 in whole percents: 0.583 gives "58%"."""
    return f"{number(Decimal(str(share)) * 100, 0, language)}%"


def euro(amount: float | Decimal, language: str = "nl") -> str:
    """An amount in euros that no line end can split: "€ 100"; cents only when there are any: "€ 12,50"."""
    decimals = 0 if Decimal(str(amount)) % 1 == 0 else 2
    return f"€{_NO_BREAK_SPACE}{number(amount, decimals, language)}"


def enumeration(items: Sequence[str], language: str = "nl") -> str:
    """The items as one phrase: "a, b en c". Empty without items."""
    phrase: str = format_list(list(items), style="standard", locale=_locale(language))
    return phrase


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")
