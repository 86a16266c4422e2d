"""Leaving out: what was stored, without people who are not to be in it any more. Pure.

No link to them, no quote that they spoke, and `GAP` in place of their codes in texts.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from actionlab.model.fields import fields
from actionlab.model.kinds import KINDS

# what stands in a text where a code was
GAP = "[…]"

# what the envelope of a record names: records and writers
_ENVELOPE = frozenset({"id", "kind", "by", "at", "rev", "revises"})

# programs and people write another dash for it, or none
_DASH = "[-\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}\N{NO-BREAK SPACE} ]?"


def without_people(stored: Mapping[str, Any], codes: Collection[str]) -> dict[str, Any]:
    """Give stored fields, or a whole envelope, without these people; fields of a newer program too.

    Codes in texts are found in any case; names of records only when they are exactly a code.
    """
    left_out: dict[str, Any] = _without(stored, codes, in_text(codes))
    return left_out


def without_quote(stored: Mapping[str, Any], codes: Collection[str]) -> dict[str, Any]:
    """Give stored fields without a quote that one of these people spoke."""
    return {name: each for name, each in stored.items() if not _is_quote(each, codes)}


def in_text(codes: Collection[str]) -> re.Pattern[str]:
    """Give what finds these codes in a text, also with another dash, a space or nothing in the middle."""
    # the codes of one place begin alike: to say that once makes compiling ten times as fast
    ends: dict[str, list[str]] = {}
    for code in sorted(codes):
        begin, *rest = map(re.escape, code.split("-"))
        ends.setdefault(begin + _DASH if rest else begin, []).append(_DASH.join(rest))
    spelled = (f"{begin}(?:{'|'.join(each)})" for begin, each in ends.items())
    return re.compile("|".join(spelled) or "(?!)", re.IGNORECASE | re.ASCII)


def is_code(value: Any, codes: Collection[str]) -> bool:
    """Tell whether a value of any type is one of these codes."""
    return isinstance(value, str) and value in codes


@cache
def id_names() -> frozenset[str]:
    """Give the names of fields that hold ids: a study may be called hou-zorg, and a person HOU-ZORG."""
    holders: list[Any] = [kind.data_class for kind in KINDS.values()]
    names = {*_ENVELOPE, "pseudonym"}
    for holder in holders:
        names |= {field.name for field in fields(holder) if field.asks.refers_to}
        holders += [field.type for field in fields(holder) if field.parts]
    return frozenset(names)


def _without(value: Any, codes: Collection[str], pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(GAP, value)
    if isinstance(value, list):
        return [_without(each, codes, pattern) for each in value]
    if not isinstance(value, Mapping):
        return value
    kept: dict[str, Any] = {}
    for name, each in without_quote(value, codes).items():
        if name == "participant" and is_code(each, codes):
            continue
        new_name = pattern.sub(GAP, name)
        if name in id_names():
            kept[new_name] = _without_ids(each, codes, pattern)
        else:
            kept[new_name] = _without(each, codes, pattern)
    return kept


def _without_ids(value: Any, codes: Collection[str], pattern: re.Pattern[str]) -> Any:
    if isinstance(value, list):
        return [_without_ids(each, codes, pattern) for each in value if not is_code(each, codes)]
    if isinstance(value, str):
        return GAP if is_code(value, codes) else value
    return _without(value, codes, pattern)


def _is_quote(value: Any, codes: Collection[str]) -> bool:
    return isinstance(value, Mapping) and is_code(value.get("speaker"), codes)
