"""The fixed wording of a report as its reader knows it: sentences with gaps, numbers, amounts in words."""

import re
import tomllib
from functools import cache
from typing import NamedTuple

from builders import FEEDBACK

Block = tuple[str, ...]

WORDING = tomllib.loads(FEEDBACK)
_WHOLE = ("n", "number", "n_start", "n_paired", "up", "same", "down", "rest", "part", "percent")
_SHORT = ("about", "rounded", "note", "date")
_DECIMAL = ("median", "fits", "low", "high", "first", "later")
_GAPS = {
    **dict.fromkeys(_WHOLE, r"\d+"),
    **dict.fromkeys(_SHORT, r".*?"),
    **dict.fromkeys(_DECIMAL, r"[\d,]+"),
    "people": r"\w+",
    "percent": r"\d+%",
}


class Figure(NamedTuple):
    """One thing that a report says about people: of which block, what, and how much or which."""

    block: Block
    name: str
    value: float | str


def said(key: str) -> str:
    """The wording of a key such as ``change.measured``."""
    found = WORDING
    for part in key.split("."):
        found = found[part]
    return str(found)


@cache
def pattern(key: str) -> re.Pattern[str]:
    """A sentence of the wording with a named group for every gap."""
    gaps = _GAPS | ({"people": ".+?"} if key.startswith("training.") else {})
    parts = re.split(r"\{(\w+)\}", said(key))
    shapes = [
        f"(?P<{part}>{gaps.get(part, '.+?')})" if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    ]
    return re.compile("".join(shapes))


def value(shown: str) -> float | str:
    """A number as a report writes it, or the word itself."""
    try:
        return float(shown.rstrip("%").replace(",", "."))
    except ValueError:
        return shown


def amount(words: str, instrument: str) -> float:
    """The number in words such as "een halve trede omlaag"."""
    if words == said("change.same"):
        return 0.0
    size = words.split()[0]
    if words.startswith(f"{said('change.amount.half')} {said(f'change.unit.{instrument}.half')}"):
        size = "0,5"
    elif size == said("change.amount.one"):
        size = "1"
    up = words.endswith(said("change.up").rpartition(" ")[2])
    return float(size.replace(",", ".")) * (1 if up else -1)
