"""Likeness: whether a file says what was said before, or much of the same, and what a correction makes."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from actionlab.model.kinds import KINDS
from actionlab.privacy.screen import HIT_KINDS, look

# who says less than this of the same is somebody else, whatever the file is called
_WORDS_ALIKE, _WORDS_LEAST = 0.5, 0.3
_FIELDS_ALIKE, _FIELDS_LEAST = 2 / 3, 2
# in one of these years whoever lives now is 16 to 100 years old, so their day of birth is found
_YEARS = (2000, 2030, 2060)


def united(
    fields: Mapping[str, Any],
    former: Sequence[Mapping[str, Any]],
    current: Mapping[str, Any],
    *,
    whole: bool,
) -> dict[str, Any]:
    """Give what a record says after a correction: what it says now, with what no version (`former`) said yet.

    What somebody changed here since stays where the file says what it said before. With `whole` a field
    that the file no longer fills is taken out; without, the file knows only its own columns. A part, such
    as a quote or consent, is united field by field; a field of it that is None goes.
    """
    after = dict(current)
    for name, value in fields.items():
        before, now = [each.get(name) for each in former], current.get(name)
        if isinstance(value, dict) and isinstance(now, dict):
            parts = [each for each in before if isinstance(each, dict)]
            after[name] = united(value, parts, now, whole=whole)
        elif value is None:
            after.pop(name, None)
        elif not any(is_said(each, value) for each in before):
            after[name] = value
    if whole and former:
        first = former[0]
        gone = [name for name in first if name not in fields and current.get(name) == first[name]]
        after = {name: value for name, value in after.items() if name not in gone}
    return after


def says(version: Mapping[str, Any], fields: Mapping[str, Any], *, whole: bool) -> bool:
    """Tell whether a version of a record said this: exactly when `whole`, else as far as fields are given."""
    if whole and {*version} != {*fields}:
        return False
    return all(is_said(version.get(name), value) for name, value in fields.items())


def is_said(before: Any, value: Any) -> bool:
    """Tell whether an answer says what an earlier one said, also when that was masked to be stored."""
    if isinstance(before, dict) and isinstance(value, dict):
        return says(before, value, whole=False)
    if isinstance(before, str) and isinstance(value, str) and before != value:
        # Excel and Word have line ends of their own
        before, value = ("\n".join(each.splitlines()) for each in (before, value))
        return before == value or _is_masked(before, value)
    return bool(before == value)


def alike(kind_id: str, known: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    """Tell whether two forms of one name say so much of the same that one corrects the other.

    That is when half of the words of the main text are the same, or two thirds of all other answers and not
    an altogether different main text; of a scan, two thirds of the answers.
    """
    if kind_id == "measurement":
        both = zip(known.get("value") or (), fields.get("value") or (), strict=False)
        answered = [(was, now) for was, now in both if was is not None and now is not None]
        same = sum(1 for was, now in answered if was == now)
        return bool(same >= max(_FIELDS_LEAST, _FIELDS_ALIKE * len(answered)))
    main = KINDS[kind_id].main
    ratio = _words_in_common(known.get(main), fields.get(main))
    if ratio >= _WORDS_ALIKE:
        return True
    names = {*known, *fields} - {main, "study_id"}
    same = sum(1 for name in names if known.get(name) == fields.get(name))
    return ratio >= _WORDS_LEAST and same >= max(_FIELDS_LEAST, _FIELDS_ALIKE * len(names))


def _words_in_common(first: Any, second: Any) -> float:
    """Give which part of the words of two texts stands in both, 0 to 1; 0.3 when one of them is not there."""
    counts = [Counter(str(each or "").casefold().split()) for each in (first, second)]
    if not all(counts):
        return _WORDS_LEAST
    return (counts[0] & counts[1]).total() / max(each.total() for each in counts)


def _is_masked(before: str, text: str) -> bool:
    """Tell whether `before` is this text with masks in place of what looks like personal data in it."""
    pieces = _masks().split(before)
    if len(pieces) == 1:
        return False
    found = re.fullmatch("(.+?)".join(map(re.escape, pieces)), text, re.DOTALL)
    if found is None:
        return False
    hits = [hit for year in _YEARS for hit in look(text, year=year)]
    replaced = (found.span(number) for number in range(1, len(pieces)))
    return all(any(hit.start <= start and end <= hit.end for hit in hits) for start, end in replaced)


@cache
def _masks() -> re.Pattern[str]:
    return re.compile("|".join(sorted({re.escape(kind.mask) for kind in HIT_KINDS.values()})))
