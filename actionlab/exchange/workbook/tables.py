"""The tables of a measurement workbook that came back: which sheet is which instrument, and what is where.

The hidden sheet of the workbook has the words above every column. So a column may have moved, and a sheet may
have another name; lines above the table do no harm.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.exchange.columns.names import moment_named
from actionlab.exchange.files.cells import as_date, as_number, as_text, as_whole
from actionlab.exchange.files.tables import Cell, Row, Sheet, letters_of
from actionlab.exchange.workbook.making import MARK, MARK_HEADER
from actionlab.model.answers import read_word
from actionlab.model.fields import Field, field
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.measurement import Measurement, ScaleRow
from actionlab.model.vocabulary import ids
from actionlab.model.words import caseless

_HEADER_WITHIN = 20
# "3 – naam", "3. naam", "3 naam"
_NAMED = r"([-+–−]?[0-9]{1,3})(?:\s*[=–—:.)-]\s*|\s+)[^\W\d_].*"
# the fields of a row of the scale map
TASK = tuple(ScaleRow.__struct_fields__)
_FIELDS = {*Measurement.__struct_fields__, *TASK}


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of the workbook as its hidden sheet tells it; `place` is where it stands now, from 0.

    `moment` is empty where the row tells the moment, `statement` is 0 outside scans, and `place` is -1 for a
    column that is gone.
    """

    header: str
    field: str
    moment: str
    statement: int
    place: int = -1

    @property
    def name(self) -> str:
        """How people are told of it: its letter and the words above it."""
        return self.header if self.place < 0 else f"{letters_of(self.place)}: {self.header}"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the hidden sheet tells: its own name, study, version (0 when it cannot be read) and columns."""

    sheet: str
    study: str
    version: int
    columns: Mapping[str, Sequence[Column]]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that holds one instrument: its columns that are there and those that are not, and its rows.

    `strangers` are the columns that nobody knows: place and words above it.
    """

    sheet: str
    instrument: str
    columns: tuple[Column, ...]
    missing: tuple[Column, ...]
    strangers: tuple[tuple[int, str], ...]
    header_row: int
    rows: tuple[Row, ...]

    def name_of(self, name: str) -> str:
        """Give how people are told of the column of a field, the first when there are several."""
        found = (each.name for each in (*self.columns, *self.missing) if each.field == name)
        return next(found, name)


def mark_of(sheets: Iterable[Sheet]) -> Mark | None:
    """Give what the hidden sheet of a workbook tells; None when it is no measurement workbook of ours."""
    for sheet in sheets:
        if sheet.name.casefold() == MARK and sheet.header[: len(MARK_HEADER)] == MARK_HEADER:
            lines = [*_lines(sheet)]
            facts = {line[2]: line[3] for line in lines if not line[1]}
            version = facts.get("version", "")
            number = int(version) if version.isdecimal() else 0
            study = facts.get("study", "")
            return Mark(sheet=sheet.name, study=study, version=number, columns=_columns(lines))
    return None


def table_of(sheet: Sheet, known: Mapping[str, Sequence[Column]]) -> Table | None:
    """Give a sheet as the table of the instrument whose values it has columns for; None when it has none."""
    for header_row, header, rows in _headers(sheet):
        there = {caseless(words): place for place, words in reversed([*enumerate(header)]) if words}
        found = {each: _values_in(there, columns) for each, columns in known.items()}
        best = max(found, key=lambda each: found[each], default="")
        if best and found[best]:
            columns = [_placed(each, there) for each in known[best]]
            width = max([len(header), *(len(row.cells) for row in rows)])
            words = [*header, *[""] * (width - len(header))]
            places = {each.place for each in columns}
            return Table(
                sheet=sheet.name,
                instrument=best,
                columns=tuple(each for each in columns if each.place >= 0),
                missing=tuple(each for each in columns if each.place < 0),
                strangers=tuple(each for each in enumerate(words) if each[0] not in places),
                header_row=header_row,
                rows=tuple(rows),
            )
    return None


def cell_of(row: Row, place: int) -> Cell:
    """Give what stands in a row at a place; None when that is nothing, or white space only."""
    cell = row.cells[place] if place < len(row.cells) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def read_cell(instrument: str, name: str, cell: Cell) -> Any:
    """Give what stands in a cell as it is stored. Raises `Unreadable`."""
    if name == "date":
        return as_date(cell).isoformat()
    if name == "participant":
        return "".join(as_text(cell).split()).upper()
    if name == "value" and INSTRUMENTS[instrument].form == "amount":
        return as_number(cell)
    if name in ("value", "potential_12m", "satisfied"):
        return as_whole(_without_name(cell))
    text = " ".join(as_text(cell).split()) if name != "goal" else as_text(cell)
    if name == "moment":
        return moment_named(text) or read_word("moment", text)
    listed_in = field_of(name).asks.vocabulary
    return read_word(listed_in, text) if listed_in else text


def field_of(name: str) -> Field:
    """Give the field of a measurement, or of a row of the scale map, with this name."""
    return field(ScaleRow if name in TASK else Measurement, name)


def _without_name(cell: Cell) -> Cell:
    """Give the number of a cell such as "3 – naam"."""
    if not isinstance(cell, str):
        return cell
    found = re.fullmatch(_NAMED, cell.strip())
    return (found[1] if found else cell.strip()).replace("−", "-").replace("–", "-")


def is_number(cell: Cell) -> bool:
    """Tell whether a cell holds a number or a day, also as text."""
    return not isinstance(cell, str) or re.match(r"[-+–−]?[0-9]", cell.strip()) is not None


def _lines(sheet: Sheet) -> Iterator[list[str]]:
    for row in sheet.rows:
        cells = [as_text(cell) for cell in row.cells[: len(MARK_HEADER)]]
        yield [*cells, *[""] * (len(MARK_HEADER) - len(cells))]


def _columns(lines: Iterable[Sequence[str]]) -> dict[str, list[Column]]:
    columns: dict[str, list[Column]] = {}
    for _sheet, instrument, header, name, moment, number in lines:
        # a sheet that somebody changed by hand cannot name what is not there
        if instrument in INSTRUMENTS and name in _FIELDS and moment in ("", *ids("moment")):
            statement = int(number) if number.isdecimal() else 0
            column = Column(header=header, field=name, moment=moment, statement=statement)
            columns.setdefault(instrument, []).append(column)
    return columns


def _headers(sheet: Sheet) -> Iterator[tuple[int, Sequence[str], Sequence[Row]]]:
    yield sheet.header_row, sheet.header, sheet.rows
    for place, row in enumerate(sheet.rows[:_HEADER_WITHIN], 1):
        yield row.number, tuple(as_text(cell) for cell in row.cells), sheet.rows[place:]


def _values_in(there: Mapping[str, int], columns: Iterable[Column]) -> int:
    return sum(each.field in ("value", "task") and caseless(each.header) in there for each in columns)


def _placed(column: Column, there: Mapping[str, int]) -> Column:
    return msgspec.structs.replace(column, place=there.get(caseless(column.header), -1))
