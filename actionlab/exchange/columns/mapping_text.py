"""A mapping as text: the file that keeps what was said about columns, for a researcher to change.

    name = "gesprekken.xlsx"

    [columns]
    "Datum gesprek" = "observation.date"
    "Naam klant" = "-"

Codes of participants are not kept: somebody else's codes beside ours are the beginning of a key file, and
`erase` does not reach it.
"""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import Any

from actionlab.errors import Malformed, Problem, Unreadable
from actionlab.exchange.columns.mapping import LEFT_OUT, Mapping, Target, read_target
from actionlab.exchange.columns.names import fields_of, kind_named
from actionlab.i18n import N_, _
from actionlab.model.toml_faults import not_toml

_SECTIONS = ("name", "columns", "fixed", "words")
_WIDEST = 60

_HEADER = N_(
    "How actionlab reads tables with these columns. You may change this file.\n"
    'Left the column, right where it goes. A column with "-" is left out.\n'
    "Two columns may go to the same text: each gets a line of its own."
)
_FIXED = N_("The same for every row")
_WORDS = N_('Words in the table, and the word of actionlab for it ("-" takes nothing)')
_UNKNOWN = N_("{place}: '{name}' does not belong here. What may stand here: {known}.")
_SHAPE = N_('{place}: \'{name}\' does not have the right form. Write it as "name" = "text".')
_TARGET = "{place}, {name}: {fault}"
_ALL_ROWS = N_("{place}: '{name}' is not one field, so it cannot be the same for every row.")


def to_toml(mapping: Mapping) -> str:
    """Give a mapping as TOML, with comments in the active language; `from_toml` reads it back.

    Codes of participants are left out (see the top of this module).
    """
    lines = [f"# {line}" for line in _(_HEADER).splitlines()]
    lines += ["", f"name = {_quoted(mapping.name)}", "", "[columns]"]
    lines += [_column_line(name, targets) for name, targets in mapping.columns.items()]
    if mapping.fixed:
        lines += ["", f"# {_(_FIXED)}", "[fixed]"]
        lines += [f"{_quoted(str(target))} = {_quoted(text)}" for target, text in mapping.fixed.items()]
    for column, words in mapping.words.items():
        lines += ["", f"# {_(_WORDS)}", f"[words.{_quoted(column)}]"]
        lines += [f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in words.items()]
    return "\n".join(lines) + "\n"


def from_toml(text: str, place: str) -> Mapping:
    """Give the mapping that a text says; `place` is its file, for messages.

    Raises `Malformed` with everything that is wrong, each with the section and the name it stands under.
    """
    try:
        told = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise Malformed([not_toml(fault, text, place)]) from None
    faults = [
        Problem("", _UNKNOWN, place=place, name=name, known=_SECTIONS)
        for name in told
        if name not in _SECTIONS
    ]
    reading = _Reading(place, faults, _kinds_in(told.get("columns")))
    mapping = Mapping(
        name=reading.text("name", told.get("name", "")),
        columns={
            name: reading.targets("[columns]", name, value)
            for name, value in reading.table("columns", told.get("columns", {}))
        },
        fixed={
            target: reading.text(name, value)
            for name, value in reading.table("fixed", told.get("fixed", {}))
            for target in reading.one_target(name)
        },
        words={
            column: {word: reading.text(word, ours) for word, ours in reading.table(f"words.{column}", words)}
            for column, words in reading.table("words", told.get("words", {}))
        },
    )
    if faults:
        raise Malformed(faults)
    return mapping


class _Reading:
    """The reading of one text, with what is wrong in it."""

    def __init__(self, place: str, faults: list[Problem], kinds: tuple[str, ...]) -> None:
        self._place, self._faults, self._kinds = place, faults, kinds

    def table(self, name: str, value: object) -> Iterator[tuple[str, Any]]:
        if not isinstance(value, Map):
            self._fault(f"[{name}]")
            return
        yield from value.items()

    def text(self, name: str, value: object) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float | dt.date):
            self._fault(name)
            return ""
        return str(value)

    def targets(self, section: str, name: str, value: object) -> tuple[Target, ...]:
        """Give where a column goes: one text, or several in a list."""
        texts = [each for each in _listed(value) if isinstance(each, str)]
        if not texts or len(texts) < len(_listed(value)):
            self._fault(f'{section} "{name}"')
            return ()
        found: list[Target] = []
        for text in texts:
            try:
                found += read_target(text, self._kinds)
            except Unreadable as fault:
                place = f'{section} "{name}"'
                self._faults.append(Problem("", _TARGET, place=self._place, name=place, fault=fault))
        return tuple(found)

    def one_target(self, name: str) -> tuple[Target, ...]:
        found = self.targets("[fixed]", name, name)
        if any(not each.kind for each in found):
            self._faults.append(Problem("", _ALL_ROWS, place=self._place, name=name))
        return found

    def _fault(self, name: str) -> None:
        self._faults.append(Problem("", _SHAPE, place=self._place, name=name))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _kinds_in(columns: object) -> tuple[str, ...]:
    """Give the kinds that are named before a dot: a field without a kind is one of theirs."""
    said = [text for value in columns.values() for text in _listed(value)] if isinstance(columns, Map) else []
    names = (re.split(r"[(.]", text)[0] for text in said if isinstance(text, str) and "." in text)
    return tuple(dict.fromkeys(kind for name in names if (kind := kind_named(name.strip()))))


def _column_line(name: str, targets: tuple[Target, ...]) -> str:
    said = [_quoted(str(target)) for target in targets or (LEFT_OUT,)]
    line = f"{_quoted(name)} = {said[0] if len(said) == 1 else '[' + ', '.join(said) + ']'}"
    asked = fields_of(targets[0].kind).get(targets[0].path) if targets and targets[0].kind else None
    return f"{line.ljust(_WIDEST)}  # {asked.label}" if asked else line


def _quoted(text: str) -> str:
    # what JSON makes of a text is a TOML string too, but for one character
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
