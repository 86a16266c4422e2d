"""Writing tables: as a workbook (.xlsx), as .csv, or as one JSON object. The same tables, the same bytes.

Text stays text: in a cell it is never a formula, a link or a number. Lists stand in one cell with ``; ``
between their items; an item that holds such a sign itself stands in double quotes, as in csv.
"""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from actionlab.errors import ActionlabError
from actionlab.exchange.export.codebook import NAME, Table, Value, Variable, is_missing
from actionlab.exchange.export.formulas import defused
from actionlab.i18n import N_

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_THOUSAND_SIGNS = 3
# the number of the form of the JSON object
SCHEMA = 1
# of Excel, in UTF-16 units: it cuts what is longer without a word
LONGEST_TEXT = 32_767

_SEPARATED = re.compile(r'[;"\n]')
_HEADER = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "top", "border": 1}
_DATE = "yyyy-mm-dd"
_WIDTHS = {"date": 12, "month": 10, "whole": 9, "number": 10, "yes_no": 10, "choice": 28, "id": 18}
_TEXT_WIDTH, _MANY_WIDTH, _FILTER_WIDTH = 48, 30, 4
# in points; no row of Excel is higher than 409
_LINE_HEIGHT, _MOST_LINES = 15, 27


class TooLong(ActionlabError):
    """A text does not fit in a cell of Excel: that of a `record`, in a `column` of a `table`."""

    sentence = N_(
        "Nothing was made: the text of {column} in {record} ({table}) is longer than Excel can hold"
        " ({most} characters). Export to .json or to .csv without --excel, or shorten the text."
    )


class TooManyRows(ActionlabError):
    """The `table` has more rows than a sheet of Excel can hold."""

    sentence = N_(
        "Nothing was made: {table} has more rows than a sheet of Excel can hold. Export to .csv or .json."
    )


def as_workbook(tables: Sequence[Table], codebook: Table, *, title: str, created: dt.date) -> bytes:
    """Give a workbook with the codebook and a sheet for each table that has rows; no author, no macros.

    `created` is the day that the file says it was made. Raises `TooLong` and `TooManyRows`.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {
        "in_memory": True,  # no data in the folder for temporary files
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(content, options)
    moment = dt.datetime.combine(created, dt.time())
    book.set_properties({"title": title, "created": moment})
    header = book.add_format({**_HEADER, "text_wrap": True})
    cells = {"text": book.add_format({"text_wrap": True, "valign": "top"})}
    cells["number"] = book.add_format({"valign": "top", "align": "right", "indent": 1})
    cells["date"] = book.add_format({"num_format": _DATE, "valign": "top", "align": "left"})
    for table in (codebook, *(each for each in tables if each.rows)):
        _write_sheet(book.add_worksheet(table.name), table, header, cells)
    book.close()
    return content.getvalue()


def as_csv(table: Table, *, excel: bool = False) -> bytes:
    """Give a table as csv in UTF-8: comma, decimal point, ISO dates.

    With `excel` as a Dutch Excel opens it: semicolon, decimal comma, and a mark that says it is UTF-8. Dates
    stay ISO: Excel reads them as dates in every language. Raises `TooLong` then.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if excel else ",")
    writer.writerow(each.name for each in table.variables)
    for row in table.rows:
        texts = [_typed(value, decimal="," if excel else ".") for value in row]
        if excel:
            _check_lengths(table, row, texts)
        writer.writerow(texts)
    return text.getvalue().encode("utf-8-sig" if excel else "utf-8")


def as_json(tables: Iterable[Table], codebook: Table) -> bytes:
    """Give one object with the number of its form, every table as a list of rows, and the codebook.

    Lists are lists, dates are ISO and an empty cell is null.
    """
    content = {
        "schema": SCHEMA,
        "tables": {table.name: _objects(table) for table in tables},
        NAME: _objects(codebook),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def joined(items: Iterable[str]) -> str:
    """Give several answers as the text of one cell.

    >>> joined(["regie", "een; twee"])
    'regie; "een; twee"'
    """
    return "; ".join(_quoted(each) if _SEPARATED.search(each) else each for each in items)


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'


def _write_sheet(sheet: "Worksheet", table: Table, header: "Format", cells: "dict[str, Format]") -> None:
    for column, each in enumerate(table.variables):
        sheet.write_string(0, column, each.name, header)
        sheet.set_column(column, column, _width(each))
    for number, row in enumerate(table.rows, 1):
        texts = [_typed(value) for value in row]
        _check_lengths(table, row, texts)
        # not every program finds the height of a row by itself
        sheet.set_row(number, _LINE_HEIGHT * min(_lines(table, texts), _MOST_LINES))
        for column, (value, text) in enumerate(zip(row, texts, strict=True)):
            if _write(sheet, (number, column), value, text, cells):
                raise TooManyRows(table=table.name)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.variables) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.repeat_rows(0)


def _write(
    sheet: "Worksheet", at: tuple[int, int], value: Value, text: str, cells: "dict[str, Format]"
) -> int:
    """Write one cell, a value or else its text; gives 0, or what xlsxwriter gives for one no sheet has."""
    status: int = 0
    if isinstance(value, dt.date):
        status = sheet.write_datetime(*at, dt.datetime.combine(value, dt.time()), cells["date"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        status = sheet.write_number(*at, value, cells["number"])
    elif not is_missing(value):
        status = sheet.write_string(*at, text, cells["text"])
    return status


def _width(each: Variable) -> int:
    by_type = _MANY_WIDTH if each.many else _WIDTHS.get(each.type, _TEXT_WIDTH)
    return max(by_type, len(each.name) + _FILTER_WIDTH)


def _lines(table: Table, texts: Sequence[str]) -> int:
    return max(
        sum(1 + len(line) // _width(each) for line in text.split("\n"))
        for each, text in zip(table.variables, texts, strict=True)
    )


def _check_lengths(table: Table, row: Sequence[Value], texts: Sequence[str]) -> None:
    for each, text in zip(table.variables, texts, strict=True):
        if len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
            raise TooLong(column=each.name, record=row[0], table=table.name, most=LONGEST_TEXT)


def _typed(value: Value, decimal: str = ".") -> str:
    """Give a cell as text; numbers, dates and yes or no cannot be taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        text = repr(value)
        # 91.125 could be a thousand; the sign behind it says that it is not
        three = isinstance(value, float) and len(text.partition(".")[2]) == _THOUSAND_SIGNS
        return (f"{text}0" if three else text).replace(".", decimal)
    if isinstance(value, dt.date):
        return value.isoformat()
    return defused(joined(value) if isinstance(value, tuple) else value)


def _objects(table: Table) -> list[dict[str, Any]]:
    names = [each.name for each in table.variables]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]


def _plain(value: Value) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
