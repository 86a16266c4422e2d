"""The measurement workbook: an Excel file in which people fill in measurements, without a terminal.

What was measured before is not in it: who assesses somebody looks anew, and nobody sees the answers of
another. Goals and labels are, because a follow-up has to be about the same.
"""

import datetime as dt
import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actionlab.exchange.workbook.columns import (
    LANGUAGE,
    Column,
    Words,
    columns_of,
    scale_words,
    sheet_name,
)
from actionlab.exchange.workbook.rows import Row, instruments_of, rows_of
from actionlab.model import vocabulary
from actionlab.model.records import Records
from actionlab.model.study import Study

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WORDING = "reports/measurement_workbook.nl.toml"
VERSION = 1
# the sheet that nobody sees: which study it is about, and which column is what
MARK, MARK_HEADER = "actionlab", ("sheet", "instrument", "column", "field", "moment", "statement")
_LISTS = "lijsten"
# rows for codes that are made later
EMPTY_ROWS = 30

_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
# the month in letters shows a day and a month that changed places; 413 is Dutch
_DAY_FORMAT = "[$-413]d mmm yyyy"
_DARK, _LINE = "#1F3A5F", "#A6A6A6"
# the height of a line of text, in points
_LINE_HEIGHT = 15
_EXPLANATION = 100


def measurement_workbook(
    records: Records, study_id: str, *, say: Words, instruments: Words, today: dt.date
) -> bytes:
    """Give the workbook of a study as an xlsx file: a sheet that explains it, and one per instrument.

    A sheet has a row for each code of which measurements may be kept, or may be later, and empty rows for
    codes to come; all instruments when the study names none. `say` is the wording of `WORDING`,
    `instruments` that of the report. The same input gives the same sheets. Raises KeyError when the study
    is not among the records.
    """
    from xlsxwriter import Workbook  # heavy, and only this needs it

    study = records.find(Study, study_id)
    if study is None:
        raise KeyError(study_id)
    content = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(content, plain)
    created = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": say("heading", study=study.data.title),
            "subject": say("subject"),
            "author": "",
            "created": created,
        }
    )
    pens = _Pens(book)
    wanted = instruments_of(study.data)
    _write_explanation(book, pens, study.data, say=say, instruments=instruments, wanted=wanted, today=today)
    lists = _Lists(book)
    sheets = {instrument: columns_of(instrument, say, instruments) for instrument in wanted}
    for instrument, columns in sheets.items():
        rows = rows_of(instrument, records, study_id)
        _write_sheet(book, pens, lists, instrument=instrument, columns=columns, rows=rows, say=say)
    lists.write()
    _write_mark(book, study_id, sheets)
    book.close()
    return content.getvalue()


class _Pens:
    """The looks of cells."""

    def __init__(self, book: "Workbook") -> None:
        font = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        cell = {**font, "border": 1, "border_color": _LINE, "locked": False}
        self.title: Format = book.add_format({**font, "font_size": 18, "bold": True, "font_color": _DARK})
        self.heading: Format = book.add_format({**font, "font_size": 13, "bold": True, "font_color": _DARK})
        self.text: Format = book.add_format({**font, "text_wrap": True})
        self.header: Format = book.add_format(
            {**cell, "bold": True, "bg_color": _DARK, "font_color": "white", "text_wrap": True}
            | {"locked": True}
        )
        self.word: Format = book.add_format({**cell, "num_format": "@", "text_wrap": True})
        self.number: Format = book.add_format({**cell, "align": "center"})
        self.day: Format = book.add_format({**cell, "num_format": _DAY_FORMAT, "align": "left"})

    def of(self, column: Column) -> "Format":
        """Give the look of the cells of a column."""
        if column.field == "date":
            return self.day
        return self.number if column.numbers or column.amount else self.word


class _Lists:
    """The sheet with the words to choose from, one list below each header; nobody sees it."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._places: dict[str, int] = {}

    def range_of(self, listed_in: str) -> str:
        """Give where the words of a list stand, as a formula."""
        from xlsxwriter.utility import xl_col_to_name

        letter = xl_col_to_name(self._places.setdefault(listed_in, len(self._places)))
        return f"={_LISTS}!${letter}$2:${letter}${len(vocabulary.ids(listed_in)) + 1}"

    def write(self) -> None:
        """Write the lists that were asked for."""
        sheet = self._book.add_worksheet(_LISTS)
        sheet.very_hidden()
        for listed_in, place in self._places.items():
            sheet.write_string(0, place, listed_in)
            for line, term in enumerate(vocabulary.ids(listed_in), 1):
                sheet.write_string(line, place, vocabulary.label(listed_in, term, LANGUAGE))


def _write_explanation(
    book: "Workbook",
    pens: _Pens,
    study: Study,
    *,
    say: Words,
    instruments: Words,
    wanted: Sequence[str],
    today: dt.date,
) -> None:
    sheet = book.add_worksheet(say("explanation"))
    sheet.set_column(0, 0, _EXPLANATION, pens.text)
    day = f"{today.day}-{today.month}-{today.year}"
    lines = [(say("heading", study=study.title), pens.title), (say("made_on", date=day), pens.text)]
    lines += [("", pens.text), (say("rules.heading"), pens.heading)]
    for name, _text in say.lines("rules"):
        if name != "heading" and (name != "goals" or "gas" in wanted):
            lines.append((f"• {say(f'rules.{name}', study=study.id)}", pens.text))
    lines += [("", pens.text), (say("about.heading"), pens.heading)]
    for instrument in wanted:
        lines.append((say("about.sheet", sheet=sheet_name(instrument)), pens.heading))
        lines.append((instruments(f"instruments.about.{instrument}"), pens.text))
        names = scale_words(instrument, say, instruments)
        lines += [(f"{number} = {name}", pens.text) for number, name in names]
    for place, (text, pen) in enumerate(lines):
        sheet.write_string(place, 0, text, pen)
        # a viewer that does not know the height of a broken text would print the next one over it
        sheet.set_row(place, _LINE_HEIGHT * _lines(text, _EXPLANATION + 8) + (10 if pen is pens.title else 3))
    _print_on_a4(sheet, say, landscape=False)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_sheet(
    book: "Workbook",
    pens: _Pens,
    lists: _Lists,
    *,
    instrument: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    say: Words,
) -> None:
    sheet = book.add_worksheet(sheet_name(instrument))
    last = len(rows) + EMPTY_ROWS
    table: dict[str, Any] = {
        "name": f"meting_{instrument}",
        "style": "Table Style Light 1",
        "banded_rows": False,
        "columns": [{"header": each.header, "header_format": pens.header} for each in columns],
    }
    sheet.add_table(0, 0, last, len(columns) - 1, table)
    sheet.set_row(0, _LINE_HEIGHT * max(_lines(each.header, each.width - 2) for each in columns))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        pen = pens.of(column)
        for line in range(1, last + 1):
            before = rows[line - 1].get(column.field, "") if line <= len(rows) and not column.moment else ""
            if before:
                sheet.write_string(line, place, before, pen)
            else:
                sheet.write_blank(line, place, None, pen)
        sheet.data_validation(1, place, last, place, _allowed(column, lists, say))
    sheet.freeze_panes(1, 1)
    _print_on_a4(sheet, say, landscape=True)
    free = ("format_columns", "format_rows", "format_cells", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(free, True))


def _lines(text: str, width: int) -> int:
    return len(textwrap.wrap(text, width)) or 1


def _allowed(column: Column, lists: _Lists, say: Words) -> dict[str, Any]:
    told = {
        "input_title": column.header.split(",")[0][:32],
        "input_message": column.help,
        "error_message": say("help.wrong"),
    }
    if column.listed_in:
        return {**told, "validate": "list", "source": lists.range_of(column.listed_in)}
    if column.numbers:
        return {**told, "validate": "list", "source": list(column.numbers)}
    if column.amount:
        return {**told, "validate": "decimal", "criteria": ">=", "value": 0}
    if column.field == "date":
        between = {"criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
        return {**told, "validate": "date", **between}
    return {**told, "validate": "any"}


def _print_on_a4(sheet: "Worksheet", say: Words, *, landscape: bool) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{say('footer').replace('&', '&&')}&R&A, &P/&N")
    if landscape:
        sheet.set_landscape()
        sheet.repeat_rows(0)


def _write_mark(book: "Workbook", study_id: str, sheets: dict[str, tuple[Column, ...]]) -> None:
    sheet = book.add_worksheet(MARK)
    sheet.very_hidden()
    lines: list[tuple[str, ...]] = [
        MARK_HEADER,
        ("", "", "study", study_id),
        ("", "", "version", str(VERSION)),
    ]
    for instrument, columns in sheets.items():
        for each in columns:
            number = str(each.statement) if each.statement else ""
            own = (each.header, each.field, each.moment, number)
            lines.append((sheet_name(instrument), instrument, *own))
    for place, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write_string(place, column, text)
