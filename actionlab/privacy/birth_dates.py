"""Dates of birth: a day, month and year after a word such as "geboren", or so long ago that it is one.

A whole date of 16 to 100 years ago is taken for a date of birth, unless the words before it say that
something began then ("sinds 1 januari 2004"). A year alone, or a birthday without a year, is not found.
"""

import datetime as dt
import re
from collections.abc import Iterator

from actionlab.privacy.hits import Hit
from actionlab.privacy.late import late
from actionlab.privacy.plain import mentions

YOUNGEST, OLDEST = 16, 100

_MONTHS = (
    "januari jan",
    "februari feb",
    "maart mrt maa",
    "april apr",
    "mei may",
    "juni jun",
    "juli jul",
    "augustus aug",
    "september sept sep",
    "oktober okt oct",
    "november nov",
    "december dec",
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})"
_CENTURY = r"(?P<year>(?:19|20)\d\d)"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’`]?\d\d)(?!\d)"
_GAP = r"[ \t]{0,2}[ \t./\-][ \t]{0,2}"


def _shapes(*shapes: str) -> list[re.Pattern[str]]:
    edges = (r"(?<!\w)(?<!\d[.,:/\-])", r"(?!\d|[/\-]\d)")
    return [late(edges[0] + shape + edges[1], re.IGNORECASE) for shape in shapes]


_NUMBERS = _shapes(
    rf"(?P<day>\d{{1,2}}){_GAP}(?P<number>\d{{1,2}}){_GAP}{_YEAR}",
    rf"{_CENTURY}{_GAP}(?P<number>\d{{1,2}}){_GAP}(?P<day>\d{{1,2}})(?!\d)",
)
_WITH_MONTH = _shapes(
    rf"(?P<day>\d{{1,2}})(?:e|ste|de)?[ \t.\-/]{{0,2}}(?:van )?{_MONTH}[.,]?[ \t\-/]{{0,2}}{_YEAR}",
    rf"{_MONTH}[ \t]{{1,2}}(?P<day>\d{{1,2}})(?:th|st|nd|rd)?,?[ \t]{{1,2}}{_YEAR}",
)
# digits without signs are a date only after a cue
_DIGITS = _shapes(
    rf"(?P<day>[0-3]\d)(?P<number>[01]\d){_CENTURY}",
    rf"{_CENTURY}(?P<number>[01]\d)(?P<day>[0-3]\d)",
    r"(?P<day>[0-3]\d)(?P<number>[01]\d)(?P<year>\d\d)",
)
_HINTS = ("geb", "gd", "g.d", "jarig", "verjaar", "born", "birth", "dob", "°", "*")
_CUED_BEFORE = late(
    r"(?:\b(?:geboren|geb|gebd|geb\.? ?d(?:d|at(?:um)?)|geboortedat\w*|geboortedag|geboortejaar en -datum"
    r"|g\.?d|jarig|verjaart|verjaardag|born|birth|dob)\b(?P<gap>[^\d\n]{0,45})\s{0,2}|°\s?|[*])$",
    re.IGNORECASE,
)
_CUED_AFTER = late(
    r"[^\w\n]{0,3}(?:is |als |was |zijn |haar |de |= ?)?(?:geboren|jarig|geboortedatum|geboortedag)\b",
    re.IGNORECASE,
)
_NEW_SENTENCE = late(r"[.!?]\s+[^\W\d_a-z]")
_BEGAN = late(
    r"\b(?:sinds|vanaf|per|ingang van|ingaande|tot|t/m|tot en met|na|vóór|voor|tussen|begon op|startte op)"
    r"(?: (?:de|het|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag))? ?$",
    re.IGNORECASE,
)
_THINGS = late(
    r"\b(?:\w{0,30}wet|wetten|\w{0,30}besluit(?:en)?|\w{0,30}regeling(?:en)?|\w{0,30}verordening(?:en)?|beleids\w*"
    r"|stb|staatsblad|staatscourant|stcrt|convenant|rapport|nota|brief|arrest|uitspraak|vonnis|opgericht"
    r"|oprichting|gestart|ingevoerd|invoering|geld(?:t|ig|end)|gold|overeenkomst|contract|in werking"
    r"|gepubliceerd|verschenen|vergadering|versie|besloten|vastgesteld|kamerstuk\w*|gesloten|sluiting|geopend"
    r"|opening|fusie|gefuseerd|bijeenkomst|in dienst|richtlijn|verdrag|akkoord|reorganisatie|herindeling"
    r"|ondertekend|gewijzigd|archief\w*|foto|artikel|krant)\b[^\n]{0,45}$",
    re.IGNORECASE,
)
# what an event does on its day: people are born, they do not open or start
_EVENT_AFTER = late(
    r"[ ,]{1,2}(?:begon(?:nen)?|startten?|opende|sloot|tekende|trad|verscheen|gold)(?!\w)", re.IGNORECASE
)
_RANGE_AFTER = late(r"\s?(?:t/m|tot|tm|-|en met)\s", re.IGNORECASE)
_BEFORE = 60


def find(text: str, *, year: int) -> Iterator[Hit]:
    """Give every date of birth; `year` is the present year."""
    hinted = mentions(text, _HINTS)
    shapes = _NUMBERS + (_WITH_MONTH if mentions(text, _MONTH_NUMBERS) else [])
    for shape in shapes + (_DIGITS if hinted else []):
        for found in shape.finditer(text):
            age = year - _year(found["year"], year)
            if _is_day(year - age, found) and (
                (hinted and _is_cued(text, found, age))
                or (shape not in _DIGITS and len(found["year"]) == 4 and _is_long_ago(text, found, age))
            ):
                yield Hit("birth_date", found.start(), found.end())


def _year(written: str, year: int) -> int:
    """Give the year as four digits: '85 is 1985, and '20 is 2020."""
    digits = int(written.lstrip("'’`"))
    if digits > 99:
        return digits
    century = year // 100 * 100
    return century + digits if century + digits <= year else century - 100 + digits


def _is_day(year: int, found: re.Match[str]) -> bool:
    groups = found.groupdict()
    month = int(groups["number"]) if groups.get("number") else _MONTH_NUMBERS[groups["month"].lower()]
    day = int(groups["day"])
    for each_month, each_day in ((month, day), (day, month)):
        try:
            dt.date(year, each_month, each_day)
        except ValueError:
            continue
        return True
    return False


def _is_cued(text: str, found: re.Match[str], age: int) -> bool:
    cue = _CUED_BEFORE.search(text, max(0, found.start() - _BEFORE), found.start())
    gap = (cue["gap"] or "") if cue else ""
    # "geboren in Utrecht, kwam op 12 maart 2026": a recent date must follow without a comma
    if cue and not _NEW_SENTENCE.search(gap.removeprefix(".")) and (age >= YOUNGEST or "," not in gap):
        return True
    return _CUED_AFTER.match(text, found.end()) is not None


def _is_long_ago(text: str, found: re.Match[str], age: int) -> bool:
    edge = max(0, found.start() - _BEFORE)
    thing = _THINGS.search(text, edge, found.start())
    if _BEGAN.search(text, edge, found.start()) or (thing and not _NEW_SENTENCE.search(thing[0])):
        return False
    event = _RANGE_AFTER.match(text, found.end()) or _EVENT_AFTER.match(text, found.end())
    return YOUNGEST <= age <= OLDEST and not event
