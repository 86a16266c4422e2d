"""Own tables: an export of ours that comes back, perhaps with texts that somebody changed.

Only observations, measurements and participants can be taken in from a table. What an export leaves out
because of consent has to stay in the record as it is, so such cells count as empty when they come back.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from actionlab.exchange.files.tables import Row, Sheet

# the column of an export that names what of a row was left out
LEFT_OUT = "computed.left_out"
_OUR_NAME = re.compile(r"[a-z0-9_.]+")
# a column that only this kind of table has, and that no row can do without
_NEEDED = ("what_seen", "statement_1", "consent.status")


def own_sheets(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Give the sheets to take in: of an export of ours those that can be, of any other file all of them.

    Cells of which something was left out are empty in them. A row that cannot do without such a cell is not
    there.
    """
    if not any(_is_ours(sheet) for sheet in sheets):
        return tuple(sheets)
    return tuple(
        _with_what_is_whole(sheet)
        for sheet in sheets
        if LEFT_OUT in sheet.header and any(name in sheet.header for name in _NEEDED)
    )


def _is_ours(sheet: Sheet) -> bool:
    if LEFT_OUT in sheet.header:
        return True
    return all(map(_OUR_NAME.fullmatch, sheet.header)) and sheet.header in _headers()


@cache
def _headers() -> frozenset[tuple[str, ...]]:
    """Give the columns of every table that an export can hold."""
    from actionlab.exchange.export.codebook import codebook
    from actionlab.exchange.export.outgoing import outgoing
    from actionlab.exchange.export.shown_tables import shown_tables
    from actionlab.exchange.export.tidy import tidy_tables
    from actionlab.model.records import Records

    tables = (codebook(()), *tidy_tables(outgoing(Records([]), ()), {}), *shown_tables(()))
    return frozenset(tuple(each.name for each in table.variables) for table in tables)


def _with_what_is_whole(sheet: Sheet) -> Sheet:
    rows = (_whole(row, sheet.header) for row in sheet.rows)
    return msgspec.structs.replace(sheet, rows=tuple(row for row in rows if row))


def _whole(row: Row, header: Sequence[str]) -> Row | None:
    """Give a row without the cells of which something was left out; None when it cannot do without one."""
    cells = dict(zip(header, row.cells, strict=False))
    fields = {name.strip() for name in str(cells.get(LEFT_OUT) or "").split(";")} - {""}
    if not fields:
        return row
    if fields.intersection(_NEEDED):
        return None
    kept = (
        None if name.partition(".")[0] in fields else cell
        for name, cell in zip(header, row.cells, strict=False)
    )
    return Row(row.number, tuple(kept))
