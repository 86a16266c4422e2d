"""Tables: the sheets of somebody else's file, with headings above the columns and a number for every row.

Columns stand where they stood: the first cell of a row is that of column A, also when it is empty.
"""

import datetime as dt

import msgspec

from actionlab.errors import ActionlabError

# a cell of a .csv file is always text; None is an empty cell
Cell = str | int | float | bool | dt.date | dt.datetime | None


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row that is not empty: its number in the file, from 1, and its cells.

    In a workbook that is the row as Excel shows it; in a .csv file it is the line that the row starts on.
    """

    number: int
    cells: tuple[Cell, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet as a table: its name ("" in a .csv file), the headings, and the rows below them.

    Headings are stripped, and equal ones told apart as "naam", "naam (2)"; "" is a column without a heading.
    `header_row` is the row of the headings, 0 when the sheet is empty. `problem` is why the sheet cannot be
    read as a table (headings and rows are then as well as possible): whoever takes it for one raises it.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int
    hidden: bool = False
    problem: ActionlabError | None = None


def read_tables(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Give the sheets of an Excel workbook, or the one table of a .csv file; the content tells which it is.

    `file` is its name as people see it. Raises `packages.Refused` for what is no such file, and for a .csv
    file that is no table.
    """
    from actionlab.exchange.files import packages

    kind = packages.checked_kind(content, file, wanted=packages.TABLE)
    if kind == "text":
        from actionlab.exchange.files.csv_tables import read_csv

        return (read_csv(content, file),)
    from actionlab.exchange.files.spreadsheets import read_workbook

    return read_workbook(content, file)


def letters_of(place: int) -> str:
    """Give the letters of a column as a spreadsheet shows them: A, B, …, Z, AA; `place` counts from 0."""
    letters = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        letters = chr(ord("A") + rest) + letters
        place -= 1
    return letters


def is_filled(cells: tuple[Cell, ...]) -> bool:
    """Tell whether there is anything in a row."""
    return cells != (None,) * len(cells)
