"""Rows: the cells of a table in a Word file, also those that stand in a field of a form."""

from collections.abc import Iterator

from actionlab.exchange.accessibility.elements import Element, child, children, local
from actionlab.exchange.accessibility.looks import is_on, properties
from actionlab.exchange.accessibility.paper import Cell, Row

# what stands around a text without changing where it is
THROUGH = frozenset(
    {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "hyperlink", "bdo", "dir"}
)
_ROOM = " \t\r\n"


def rows_of(table: Element) -> Iterator[Element]:
    """Give the rows of a table."""
    for each in children(table):
        if local(each) == "tr":
            yield each
        elif local(each) in THROUGH:
            yield from rows_of(each)


def cells_of(row: Element) -> list[Element]:
    """Give the cells of a row."""
    found = []
    for each in children(row):
        if local(each) == "tc":
            found.append(each)
        elif local(each) in THROUGH:
            found += cells_of(each)
    return found


def row_of(element: Element) -> Row:
    """Give what is asked of a row."""
    known = properties(child(element, "trPr"))
    return Row(
        is_header=is_on(known, "tblHeader"),
        can_split=not is_on(known, "cantSplit"),
        cells=tuple(_cell(each) for each in cells_of(element)),
    )


def _cell(element: Element) -> Cell:
    known = properties(child(element, "tcPr"))
    # a space that does not break was put there to keep the cell open, for a pen
    has_words = any((each.text or "").strip(_ROOM) for each in element.iterfind(".//{*}t"))
    has_more = any(
        element.find(f".//{{*}}{name}") is not None for name in ("drawing", "pict", "sdt", "object", "sym")
    )
    spans = known.get("gridSpan", {}).get("val", "1") not in ("1", "0")
    return Cell(
        is_empty=not has_words and not has_more, is_merged=spans or "vMerge" in known or "hMerge" in known
    )
