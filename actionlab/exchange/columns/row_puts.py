"""Puts: how the cells of a row get into the fields of one record, where that is not one cell, one field."""

from collections.abc import Callable, Sequence
from typing import Any

from actionlab.errors import Problem
from actionlab.exchange.columns.row_values import NOTHING, Column, Reader, value_reader
from actionlab.exchange.files.tables import Cell
from actionlab.i18n import N_
from actionlab.model.fields import field
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.kinds import KINDS
from actionlab.model.vocabulary import label

Put = Callable[[dict[str, Any], Sequence[Cell], list[Problem]], None]
Read = Callable[[Sequence[Cell], list[Problem]], Any]

# where answers to statements are kept until the instrument of the row is known
STATEMENTS = "statements"

# without a person a value of these says nothing
_NEED_A_PERSON = ("ladder", "gas")
_NO_PERSON = N_("This row has no participant code, and {instrument} cannot do without.")


def one(index: int, reader: Reader) -> Read:
    """Give what reads one column: NOTHING for an empty cell, and for one that is a problem."""

    def read(cells: Sequence[Cell], problems: list[Problem]) -> Any:
        value = NOTHING if cells[index] is None else reader(cells[index])
        if isinstance(value, Problem):
            problems.append(value)
            return NOTHING
        return value

    return read


def joined(named: Sequence[tuple[str, Read]]) -> Read:
    """Give what makes one text of several columns: a line for each, with the name of the column."""

    def read(cells: Sequence[Cell], problems: list[Problem]) -> Any:
        told = [(name, each(cells, problems)) for name, each in named]
        lines = [f"{name}: {text}" for name, text in told if text is not NOTHING]
        return "\n".join(lines) if lines else NOTHING

    return read


def part(kind: str, path: str, read: Read) -> Put:
    """Put what was read in its field, or in that part of it."""
    outer, _, inner = path.partition(".")
    many = bool(inner) and field(KINDS[kind].data_class, outer).many

    def put(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
        value = read(cells, problems)
        if value is NOTHING:
            return
        if not inner:
            fields[outer] = value
        else:
            holder = fields.setdefault(outer, [{}] if many else {})
            (holder[0] if many else holder)[inner] = value

    return put


def listed(path: str, read: Read) -> Put:
    """Put the answers in one cell behind those of other columns of the same field, or part of a field."""
    outer, _, inner = path.partition(".")

    def put(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
        value = read(cells, problems)
        if value is not NOTHING and value:
            holder = fields.setdefault(outer, {}) if inner else fields
            name = inner or outer
            holder[name] = list(dict.fromkeys([*holder.get(name, ()), *value]))

    return put


def numbered(name: str, number: int, read: Read) -> Put:
    """Put the answer to one statement or goal in its place, from 1; None where nothing was answered."""

    def put(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
        answers = fields.setdefault(name, [])
        answers += [None] * (number - len(answers))
        value = read(cells, problems)
        if value is not NOTHING:
            answers[number - 1] = value

    return put


def role_count(role: str, read: Read) -> Put:
    """Put how many people of one role there were."""

    def put(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
        value = read(cells, problems)
        if value is not NOTHING:
            roles = fields.setdefault("roles", {})
            roles[role] = roles.get(role, 0) + value

    return put


def dated_value(column: Column, index: int) -> Put:
    """Put the value of a measurement whose instrument stands in the row; scans also as 3,4,-,5."""
    reads = {
        name: one(index, value_reader(column, name))
        for name, each in INSTRUMENTS.items()
        if each.form != "rows"
    }

    def put(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
        read = reads.get(fields.get("instrument", ""))
        value = read(cells, problems) if read else NOTHING
        if value is not NOTHING:
            fields["value"] = value

    return put


def statements(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
    """Make the answers to the statements the value of a scan; of another instrument they are not."""
    answers = fields.pop(STATEMENTS, [])
    found = INSTRUMENTS.get(fields.get("instrument", ""))
    if found and found.form == "answers" and any(answer is not None for answer in answers):
        fields["value"] = [*answers, *[None] * (found.statements - len(answers))]


def person_or_form(column: Column | None, index: int) -> Put:
    """Put one anonymous form for a value that is nobody's, or tell that the person is missing.

    Of a person whose code is left out nothing is kept: the fields become empty. Without a `column` nobody
    was named.
    """

    def put(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
        found = INSTRUMENTS.get(fields.get("instrument", ""))
        if found is None or not found.per_participant or "participant" in fields:
            return
        if column and cells[index] is not None:
            if not any(each.field == "participant" for each in problems):
                fields.clear()
        elif found.id in _NEED_A_PERSON:
            told = {"instrument": label("instrument", found.id), "column": column.name if column else ""}
            problems.append(Problem("participant", _NO_PERSON, label=N_("Participant"), **told))
        else:
            fields.setdefault("group_count", 1)

    return put


def counted_role(fields: dict[str, Any], cells: Sequence[Cell], problems: list[Problem]) -> None:
    """Make the role of a row the number of people per role; without a number it is one person."""
    role, n = fields.pop("role", None), fields.pop("n", 1)
    if role is not None:
        roles = fields.setdefault("roles", {})
        roles[role] = roles.get(role, 0) + n
