"""A mapping: which column of a table goes to which field of which kind of record.

A target is written as people type it: ``observation.what_seen``, ``measurement(ladder, baseline).value``,
``measurement(counter:wachtdagen).value``, ``evaluation.before.2``, ``attendance.klantmanager``, ``key`` (what
tells one row from another) or ``-`` (left out).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import msgspec

from actionlab.errors import MALFORMED, ActionlabError, Problem, Unreadable, shortened
from actionlab.exchange.columns.names import (
    NUMBERED,
    TAKEN,
    fields_of,
    instrument_named,
    kind_named,
    moment_named,
    path_named,
    person_path,
    role_named,
    usable_instruments,
)
from actionlab.exchange.incoming import ATTENDANCE
from actionlab.i18n import N_
from actionlab.model.words import caseless

# what stands before the dot, and the path behind it
_TARGET = r"(?P<kind>[^().]+?)\s*(\((?P<inside>.*)\))?\s*\.\s*(?P<path>.+)"
_VALUES = ("measurement(grade).value", "measurement(ladder, baseline).value", "measurement(counter:…).value")
_UNKNOWN = N_("'{value}' is not a field that a column can go to.")
_NEAR = N_("'{value}' is not a field that a column can go to. Did you mean '{near}'?")
_WHICH = N_("'{value}' can be more than one field: {targets}. Write which one.")
_NO_INSTRUMENT = N_("'{value}' is not an instrument that a column can hold. Choose from: {words}.")


class UnknownColumns(ActionlabError):
    """Columns of the table `table` hold something, and nobody said what; `columns` are their names.

    `fields` are those that they can go to.
    """

    repeats = True
    exit_code = MALFORMED
    sentence = N_(
        "{table}: it is not known what these columns hold: {columns}. Say it for each with --column"
        ' "{first}=FIELD", or leave it out with --column "{first}=-". FIELD is one of: {fields}.'
    )


class UnknownTable(ActionlabError):
    """It is not clear what kind of record the rows of `table` are; `kinds` are the possible ones."""

    repeats = True
    exit_code = MALFORMED
    sentence = N_("{table}: it is not clear what the rows are. Say it with --as: {kinds}.")


class MissingColumns(ActionlabError):
    """A mapping speaks of columns that the table does not have."""

    repeats = True
    exit_code = MALFORMED
    sentence = N_("{table} has no column {columns}. Its columns are: {known}.")


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where a column goes. For a measurement also of which instrument, when that has no column of its own.

    `label` tells counters and goals apart, `moment` is for tables with a column per moment; "" is not said.
    """

    path: str
    kind: str = ""
    instrument: str = ""
    label: str = ""
    moment: str = ""

    def __str__(self) -> str:
        if not self.kind:
            return self.path
        what = f"{self.instrument}:{self.label}" if self.label else self.instrument
        inside = ", ".join(part for part in (what, self.moment) if part)
        return f"{self.kind}({inside}).{self.path}" if inside else f"{self.kind}.{self.path}"


LEFT_OUT, KEY, STUDY = Target(path="-"), Target(path="key"), Target(path="study_id")
_PLAIN = {target.path: target for target in (LEFT_OUT, KEY, STUDY)}


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """Which column goes where, for all tables with the same columns.

    `fixed` holds what is the same for every row, as typed. `words` gives our word for a word of a column
    ("-" takes nothing), `codes` our code of a participant for somebody else's code.
    """

    name: str = ""
    columns: dict[str, tuple[Target, ...]] = {}
    fixed: dict[Target, str] = {}
    words: dict[str, dict[str, str]] = {}
    codes: dict[str, str] = {}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record that a row can bring, in the order of `TAKEN`."""
        used = {each.kind for targets in self.columns.values() for each in targets}
        return tuple(kind for kind in TAKEN if kind in used)


def fingerprint(header: Iterable[str]) -> str:
    """Give 16 hexadecimal characters that are the same for the same columns, in whatever order."""
    text = "\n".join(sorted(caseless(name) for name in header))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def read_target(text: str, kinds: Iterable[str] = ()) -> tuple[Target, ...]:
    """Give where a typed target leads; without a kind in front, to the field of that name in each of `kinds`.

    Without `kinds` a field is meant that only one kind has. Fields go by id, label or a usual word.
    Raises `Unreadable`.
    """
    wanted = text.strip()
    if wanted in _PLAIN:
        return (_PLAIN[wanted],)
    parts = re.fullmatch(_TARGET, wanted)
    kind = kind_named(parts["kind"]) if parts else None
    if parts is None or kind is None:
        return _in_kinds(wanted, tuple(kinds))
    path = _path(kind, parts["path"].strip())
    if path is None:
        raise _unknown(wanted)
    if parts["inside"] is None:
        return (Target(kind=kind, path=path),)
    if kind != "measurement":
        raise _unknown(wanted)
    return (_measured(parts["inside"], path),)


def in_every_kind(name: str, kinds: Iterable[str]) -> tuple[Target, ...]:
    """Give the field of this name in each of these kinds; a participant goes by any of its names."""
    found = []
    for kind in kinds:
        person = name in ("participant", "participants", "pseudonym")
        path = person_path(kind) if person else _path(kind, name)
        found += [Target(kind=kind, path=path)] if path else []
    return tuple(found)


def _in_kinds(name: str, kinds: tuple[str, ...]) -> tuple[Target, ...]:
    found = in_every_kind(name, kinds or TAKEN)
    if not found:
        raise _unknown(name)
    if len(found) > 1 and not kinds:
        # a date or a code belongs to whatever else the table brings, and that is not known yet
        raise Unreadable(_WHICH, value=name, targets=tuple(map(str, found)))
    return found


def _path(kind: str, name: str) -> str | None:
    word, _, number = name.partition(".")
    if word in NUMBERED.get(kind, ()) and number.isdecimal() and 1 <= int(number) <= 99:
        return f"{word}.{int(number)}"
    return path_named(kind, name) or (role_named(name) if kind == ATTENDANCE else None)


def _measured(inside: str, path: str) -> Target:
    """Read what stands between the brackets, such as ``ladder, baseline`` or ``counter:wachtdagen``."""
    what, moment = inside.strip(), moment_named(inside) or ""
    before, comma, last = inside.rpartition(",")
    if moment:
        what = ""
    elif comma and moment_named(last):
        what, moment = before.strip(), moment_named(last) or ""
    name, _, label = what.partition(":")
    instrument = instrument_named(name.strip()) if name.strip() else ""
    known = usable_instruments(())
    if instrument not in ("", *known):
        raise Unreadable(_NO_INSTRUMENT, value=name.strip(), words=known)
    return Target(kind="measurement", path=path, instrument=instrument, label=label.strip(), moment=moment)


def _unknown(text: str) -> Unreadable:
    known = {f"{kind}.{path}": f"{kind}.{path}" for kind in TAKEN for path in fields_of(kind)}
    known |= {target.partition(".")[2]: target for target in known.values()}
    near = get_close_matches(text, known, n=1)
    if near:
        return Unreadable(_NEAR, value=text, near=known[near[0]])
    return Unreadable(_UNKNOWN, value=text)


def unknown_columns(table: str, names: Sequence[str], kinds: Iterable[str]) -> UnknownColumns:
    """Give the error for columns that nobody knows, in a table with these kinds of record."""
    columns = short(names)
    # without a kind in front a field is that of every kind that the rows bring
    fields = [*dict.fromkeys(path for kind in kinds for path in fields_of(kind)), *_VALUES]
    return UnknownColumns(table=table, columns=columns, first=columns[0], fields=fields)


def short(names: Iterable[str]) -> tuple[str, ...]:
    """Give names of columns as they can be repeated in a message: a column can be a question of a page."""
    return tuple(str(shortened(name)) for name in names)


def as_problem(fault: Unreadable, field: str = "", label: str = "", **facts: object) -> Problem:
    """Give a fault as the problem of a field, with further facts such as the column."""
    return Problem(field, fault.sentence, label=label, **fault.facts, **facts)
