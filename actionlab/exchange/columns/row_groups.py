"""A group: the columns that together give one record per row; worked out once for a whole table.

A table with a column per moment has a group for each of them; a date or a code that was said for measurements
as a whole goes to all of these groups.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.exchange.columns.mapping import Target, short
from actionlab.exchange.columns.names import fields_of, role_named
from actionlab.exchange.columns.row_puts import (
    STATEMENTS,
    Put,
    counted_role,
    dated_value,
    joined,
    listed,
    numbered,
    one,
    part,
    person_or_form,
    role_count,
    statements,
)
from actionlab.exchange.columns.row_values import (
    Column,
    Reader,
    is_text,
    memory_of,
    reader_of,
    statement_reader,
    value_reader,
)
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION
from actionlab.i18n import N_
from actionlab.model.fields import Field
from actionlab.model.instruments import INSTRUMENTS

_NEEDED = {
    "observation": ("what_seen",),
    "measurement": ("value",),
    "participant": ("pseudonym",),
    EVALUATION: ("grade", "fits", "before", "after"),
    ATTENDANCE: ("role", "n"),
}
# said of a measurement, or of what it is about, before there is a value
_BESIDE_VALUE = frozenset(
    (
        "participant",
        "date",
        "moment",
        "instrument",
        "assessor_role",
        "goal",
        "weight",
        "label",
        "unit",
        "about",
    )
)


class NeededColumn(ActionlabError):
    """No column goes to the field `target` without which a kind of record is nothing."""

    repeats = True
    exit_code = MALFORMED
    sentence = N_(
        "{table}: no column goes to {target}, and without it there is nothing to store. Say which one with"
        ' --column "NAME={target}".'
    )


class TwoColumns(ActionlabError):
    """More than one column goes to a field that takes one answer."""

    repeats = True
    exit_code = MALFORMED
    sentence = N_("{table}: {columns} all go to {target}, which takes one answer. Leave out the others.")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A column that goes to a field: its target, where it stands and what reading it asks for."""

    target: Target
    index: int
    column: Column


# where a column stands, the field, what was read so far, and who reads
Plain = tuple[int, str, dict[Any, Any], Reader]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """How the columns of one kind of record are read from a row.

    `begun` gives what is the same in every row, for one record. `plain` are the columns that give one field
    each; `puts` do the rest, in order. The group speaks in a row when one of the columns in `telling` holds
    something. `suffix` tells the records of one row apart.
    """

    kind: str
    plain: tuple[Plain, ...]
    puts: tuple[Put, ...]
    telling: tuple[int, ...]
    places: dict[str, str]
    suffix: tuple[str, ...]

    begun: Callable[[], dict[str, Any]]


def groups(entries: Sequence[Entry], fixed: Mapping[Target, Any], table: str) -> tuple[Group, ...]:
    """Give the groups of a table. `fixed` holds what every row says, as stored.

    Raises `NeededColumn` and `TwoColumns`.
    """
    found = []
    for signature in _signatures(entries, table):
        mine = [each for each in entries if _belongs(each.target, signature)]
        said = {target.path: value for target, value in fixed.items() if _belongs(target, signature)}
        others = {each.index for each in entries if not _belongs(each.target, signature)}
        found.append(_group(signature, mine, said, others, table))
    return tuple(found)


def _signatures(entries: Sequence[Entry], table: str) -> Iterator[Target]:
    """Give what each group is about: its kind and, for measurements, instrument, label and moment."""
    for kind in dict.fromkeys(each.target.kind for each in entries):
        needing = [each.target for each in entries if each.target.kind == kind and _is_needed(each.target)]
        if not needing:
            raise NeededColumn(table=table, target=f"{kind}.{_NEEDED[kind][0]}")
        yield from dict.fromkeys(msgspec.structs.replace(target, path="") for target in needing)


def _is_needed(target: Target) -> bool:
    if target.kind == ATTENDANCE and role_named(target.path):
        return True
    return target.path.partition(".")[0] in _NEEDED[target.kind]


def _belongs(target: Target, signature: Target) -> bool:
    return target.kind == signature.kind and all(
        getattr(target, part) in ("", getattr(signature, part)) for part in ("instrument", "label", "moment")
    )


def _group(
    signature: Target, entries: Sequence[Entry], said: dict[str, Any], others: set[int], table: str
) -> Group:
    by_path: dict[str, list[Entry]] = {}
    for entry in entries:
        by_path.setdefault(entry.target.path, []).append(entry)
    puts: list[Put] = []
    plain: list[Plain] = []
    for path, found in by_path.items():
        asked = fields_of(signature.kind).get(path)
        _check_single(path, found, asked, table)
        reader = _plain_reader(signature, path, found, asked)
        if reader:
            plain.append((found[0].index, path, memory_of(reader), reader))
        else:
            puts += _puts(path, found, asked)
    needs = [each.index for each in entries if _is_needed(each.target)]
    own = [each.index for each in entries if each.index not in others and not _is_beside(each.target)]
    if "n" in by_path:  # a role that is printed on the list beforehand was not there yet
        needs, own = [by_path["n"][0].index], []
    return Group(
        kind=signature.kind,
        begun=_beginning(_said_before(signature, said)),
        plain=tuple(plain),
        puts=(*puts, *_finishing(signature, by_path)),
        telling=tuple(dict.fromkeys((*needs, *own))),
        places={path: found[0].column.name for path, found in by_path.items()},
        suffix=tuple(part for part in (signature.instrument, signature.label, signature.moment) if part),
    )


def _beginning(fields: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    # no two records may hold the same quote, or the same list
    if any(isinstance(value, dict | list) for value in fields.values()):
        return lambda: copy.deepcopy(fields)
    return fields.copy


def _plain_reader(
    signature: Target, path: str, entries: Sequence[Entry], asked: Field | None
) -> Reader | None:
    """Give what reads a field that one column answers; None when there is more to it."""
    first = entries[0].column
    if path == "value":
        return value_reader(first, signature.instrument) if signature.instrument else None
    if asked is None or "." in path or asked.many or len(entries) > 1:
        return None
    return reader_of(first, asked, signature.kind)


def _is_beside(target: Target) -> bool:
    if target.kind == "measurement":
        return target.path in _BESIDE_VALUE
    return target.kind in (EVALUATION, ATTENDANCE) and target.path in ("training", "date")


def _said_before(signature: Target, said: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for path, value in said.items():
        outer, _, inner = path.partition(".")
        if inner:
            fields.setdefault(outer, {})[inner] = value
        else:
            fields[outer] = value
    if signature.instrument:
        fields["instrument"] = signature.instrument
        told_apart = INSTRUMENTS[signature.instrument].told_apart_by
        if signature.label and told_apart:
            fields[told_apart] = signature.label
    if signature.moment:
        fields["moment"] = signature.moment
    return fields


def _puts(path: str, entries: Sequence[Entry], asked: Field | None) -> Iterator[Put]:
    first = entries[0]
    kind, (word, _, number) = first.target.kind, path.partition(".")
    if path == "value":
        yield dated_value(first.column, first.index)
    elif kind == ATTENDANCE and asked is None:
        yield from (role_count(path, one(each.index, statement_reader(each.column))) for each in entries)
    elif asked is None:
        name = STATEMENTS if word == "value" else word
        yield numbered(name, int(number), one(first.index, statement_reader(first.column)))
    else:
        reads = [(each.column.name, one(each.index, reader_of(each.column, asked, kind))) for each in entries]
        if asked.many:
            yield from (listed(path, read) for _name, read in reads)
        else:
            yield part(kind, path, joined(reads) if len(reads) > 1 else reads[0][1])


def _check_single(path: str, entries: Sequence[Entry], asked: Field | None, table: str) -> None:
    """Raise `TwoColumns` when several columns go to a field that can hold the answer of one."""
    many = asked is not None and (asked.many or (path != "value" and is_text(asked)))
    if len(entries) > 1 and not many and not (asked is None and entries[0].target.kind == ATTENDANCE):
        names = short(each.column.name for each in entries)
        raise TwoColumns(table=table, columns=names, target=str(entries[0].target))


def _finishing(signature: Target, by_path: Mapping[str, Sequence[Entry]]) -> Iterator[Put]:
    """Give what can be done only when the rest of the row was read."""
    if signature.kind == "measurement":
        if any(path.startswith("value.") for path in by_path):
            yield statements
        person = by_path.get("participant", (None,))[0]
        yield person_or_form(person.column, person.index) if person else person_or_form(None, 0)
    elif signature.kind == ATTENDANCE and "role" in by_path:
        yield counted_role
