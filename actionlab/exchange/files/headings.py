"""Headings: which row of a sheet names the columns, and whether the rows below it fit.

Lines above the table do no harm, as long as they hold one cell each: a title, a note.
"""

import datetime as dt
import re
from collections.abc import Sequence

from actionlab.errors import Unreadable
from actionlab.exchange.files.cells import as_text
from actionlab.exchange.files.refused import Refused
from actionlab.exchange.files.tables import Cell, Row, Sheet, is_filled, letters_of
from actionlab.i18n import N_

_LINES_ABOVE = 10
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}.*")
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")


class NoHeadings(Refused):
    """The first row of `file` holds data: a date in column `column`, or nothing but numbers."""

    sentence = N_(
        "{file}, row {row}: there should be headings above the columns, but column {column} has a number or"
        " date. Put a row with the names of the columns above it."
    )


class NoHeading(Refused):
    """There is something in row `row` of a column that has no heading in row `headings`."""

    sentence = N_(
        "{file}, row {row}: column {column} is not empty, and has no heading in row {headings}. Give it one,"
        " or remove what does not belong to the table."
    )


def sheet_of(rows: Sequence[Row], *, file: str, name: str = "", hidden: bool = False) -> Sheet:
    """Give numbered rows as a sheet: empty rows and the empty columns at the end are left out.

    `file` is how a problem calls it.
    """
    filled = [row for row in rows if is_filled(row.cells)]
    if not filled:
        return Sheet(name=name, header=(), rows=(), header_row=0, hidden=hidden)
    place = place_of_headings(filled)
    headings = filled[place]
    below = _cut(filled[place + 1 :], filled_width(headings.cells))
    return Sheet(
        name=name,
        header=names_in(headings),
        rows=tuple(below),
        header_row=headings.number,
        hidden=hidden,
        problem=fault_of(file, headings, below),
    )


def place_of_headings(rows: Sequence[Row]) -> int:
    """Give which of these rows holds the headings, from 0.

    That is the first one, or the first with two cells filled after at most ten with one: only when at least
    half of the rows below it have two cells filled as well. A remark in an odd row is not taken for headings.
    """
    filled = [sum(cell is not None for cell in row.cells) for row in rows[: _LINES_ABOVE + 1]]
    first = next((place for place, cells in enumerate(filled) if cells > 1), 0)
    if not first:
        return 0
    below = [sum(cell is not None for cell in row.cells) > 1 for row in rows[first + 1 :]]
    return first if below and sum(below) * 2 >= len(below) else 0


def filled_width(cells: Sequence[Cell]) -> int:
    """Give how many cells a row has without the empty ones at its end."""
    return max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)


def names_in(row: Row) -> tuple[str, ...]:
    """Give the headings in a row: on one line, equal ones told apart, empty ones at the end left out."""
    names: list[str] = []
    given: set[str] = set()
    for cell in row.cells[: filled_width(row.cells)]:
        name = _unused(" ".join(_shown(cell).split()), given)
        names.append(name)
        given.add(name)
    return tuple(names)


def fault_of(file: str, headings: Row, rows: Sequence[Row]) -> Refused | None:
    """Give why these are no headings, or do not fit the rows below them; None when all is well."""
    names = names_in(headings)
    data = [place for place, cell in enumerate(headings.cells) if _is_data(cell)]
    dates = [place for place in data if not _is_number(headings.cells[place])]
    if dates or (data and len(data) == sum(name != "" for name in names)):
        column = letters_of((dates or data)[0])
        return NoHeadings(file=file, row=headings.number, column=column)
    nameless = [place for place, name in enumerate(names) if not name]
    for row in rows:
        cells = row.cells
        if len(cells) > len(names) or nameless:
            beside = [*nameless, *range(len(names), len(cells))]
            place = next((each for each in beside if each < len(cells) and cells[each] is not None), None)
            if place is not None:
                column = letters_of(place)
                return NoHeading(file=file, row=row.number, column=column, headings=headings.number)
    return None


def _cut(rows: Sequence[Row], least: int) -> Sequence[Row]:
    """Give rows of the same width without the cells behind the last one that is filled in any of them.

    At least this many stay: as many as there are headings.
    """
    longest = max((len(row.cells) for row in rows), default=0)
    width = longest
    while width > least and all(len(row.cells) < width or row.cells[width - 1] is None for row in rows):
        width -= 1
    return rows if width == longest else [Row(row.number, row.cells[:width]) for row in rows]


def _shown(cell: Cell) -> str:
    try:
        return as_text(cell)
    except Unreadable:
        return str(cell)


def _unused(name: str, given: set[str]) -> str:
    if not name or name not in given:
        return name
    number = 2
    while f"{name} ({number})" in given:
        number += 1
    return f"{name} ({number})"


def _is_data(cell: Cell) -> bool:
    if isinstance(cell, str):
        return bool(_DATE.fullmatch(cell.strip())) or _is_number(cell)
    return cell is not None


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _NUMBER.fullmatch(cell.strip()) is not None
    return not isinstance(cell, dt.date)
