"""Data tables of a Word file: a caption above, a header row on every page, no row split by its end."""

from collections.abc import Sequence
from copy import copy
from itertools import pairwise, zip_longest
from math import ceil

from docx.oxml.ns import nsmap
from lxml import etree

from actionlab.report import blocks
from actionlab.report.word.controls import row_height, ticked_columns, write_cell
from actionlab.report.word.fonts import breadth
from actionlab.report.word.styles import Element, HouseStyle, qn
from actionlab.report.word.writer import Writer, printable, set_value

EMPTY_CELL = "–"
_ROOM_AFTER_A_TABLE = "140"
_ONE_HUNDRED_PERCENT = "5000"
# what an average letter takes, and what the sides of a cell keep free, in twentieths of a point
_LETTER, _SIDES = 103, 200
# a word that is only a little too long breaks: what letters take at most in bold, and what is kept to spare
_BOLD, _NARROW_BOLD, _WIDE_BOLD, _SPARE = 112, 75, 172, 40
_NARROW, _WIDE = frozenset("fijlrtI.,:;()[]'’‘-/!"), frozenset("mwMW")
# a table with no more rows, and likely no more lines, stays on one page; a longer one may go on on the next
_ROWS_KEPT_TOGETHER = 8
_LINES_KEPT_TOGETHER = 14
_ROWS_JUDGED = 60

Cell = str | tuple[blocks.Run, ...] | tuple[blocks.Control, ...]


def write_table(writer: Writer, block: blocks.Table) -> None:
    """Append a table and its caption. Raises ValueError for a row of another length than the header."""
    writer.paragraph("Caption", block.caption, stays_with_next=True)
    widths = _column_widths(block, writer.looks)
    table = etree.SubElement(writer.body, qn("w:tbl"))
    _write_properties(table, block, writer.looks.style("Report Table"))
    grid = etree.SubElement(table, qn("w:tblGrid"))
    for width in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
    row = _RowWriter(writer, table, block, widths)
    row.write(block.header, is_header=True, stays_with_next=True)
    for cells, places, together in zip_longest(block.rows, block.places, _together(writer, block, widths)):
        row.write(cells, places=places or (), stays_with_next=together)
    writer.room_above = _ROOM_AFTER_A_TABLE


def _together(writer: Writer, block: blocks.Table, widths: Sequence[int]) -> list[bool]:
    """Give for each row whether it must stay on one page with what follows it.

    A short table stays whole. Of a longer one the last two rows stay together; a note stays with its table.
    """
    rows = len(block.rows)
    is_short = rows <= _ROWS_KEPT_TOGETHER and _lines(block, widths) <= _LINES_KEPT_TOGETHER
    together = [is_short or place == rows - 2 for place in range(rows)]
    if together:
        together[-1] = isinstance(writer.following, blocks.Paragraph) and writer.following.style == "note"
    return together


def _lines(block: blocks.Table, widths: Sequence[int]) -> int:
    """Give how many lines a table is likely to take; of a long one, those of its beginning."""
    rooms = [max(width - _SIDES, _LETTER) for width in widths]
    return sum(
        max(
            (ceil(len(_words(cell)) * _LETTER / room) for cell, room in zip(row, rooms, strict=False)),
            default=1,
        )
        for row in (block.header, *block.rows[:_ROWS_JUDGED])
    )


def _words(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "".join(each.text if isinstance(each, blocks.Run) else each.value for each in cell)


def _column_widths(block: blocks.Table, looks: HouseStyle) -> list[int]:
    """Share the room between the columns; none is narrower than its longest word while others have room."""
    widths = _shared(block.widths or (1,) * len(block.header), looks.text_width)
    if any(_has_fields(cell) for row in block.rows for cell in row):
        return widths
    longest = (ceil(_longest_word(block, column) * breadth(looks.part)) for column in range(len(widths)))
    return _fitted(widths, [each + _SIDES + _SPARE for each in longest])


def _has_fields(cell: Cell) -> bool:
    return not isinstance(cell, str) and any(isinstance(each, blocks.Control) for each in cell)


def _shared(shares: Sequence[int], text_width: int) -> list[int]:
    edges = [sum(shares[:column]) * text_width // sum(shares) for column in range(len(shares) + 1)]
    return [end - start for start, end in pairwise(edges)]


def _fitted(widths: Sequence[int], words: Sequence[int]) -> list[int]:
    """Let columns with room to spare give way to those that are narrower than their longest word."""
    lack = sum(max(word - width, 0) for word, width in zip(words, widths, strict=True))
    spare = sum(max(width - word, 0) for word, width in zip(words, widths, strict=True))
    if not lack:
        return list(widths)
    if lack > spare:
        return _shared(words, sum(widths))
    fitted = [
        word if width < word else width - (width - word) * lack // spare
        for word, width in zip(words, widths, strict=True)
    ]
    fitted[-1] += sum(widths) - sum(fitted)
    return fitted


def _longest_word(block: blocks.Table, column: int) -> int:
    rows = (block.header, *block.rows[:_ROWS_JUDGED])
    words = (word for row in rows if column < len(row) for word in _words(row[column]).split())
    return max(map(_room_for, words), default=0)


def _room_for(word: str) -> int:
    narrow, wide = (sum(letter in kind for letter in word) for kind in (_NARROW, _WIDE))
    return narrow * _NARROW_BOLD + wide * _WIDE_BOLD + (len(word) - narrow - wide) * _BOLD


def _write_properties(table: Element, block: blocks.Table, style: str) -> None:
    properties = etree.SubElement(table, qn("w:tblPr"))
    set_value(properties, "w:tblStyle", style)
    width = etree.SubElement(properties, qn("w:tblW"))
    width.set(qn("w:w"), _ONE_HUNDRED_PERCENT)
    width.set(qn("w:type"), "pct")
    etree.SubElement(properties, qn("w:tblLayout")).set(qn("w:type"), "fixed")
    look = etree.SubElement(properties, qn("w:tblLook"))
    look.set(qn("w:val"), "0620")
    for part in ("firstRow", "noHBand", "noVBand"):
        look.set(qn(f"w:{part}"), "1")
    set_value(properties, "w:tblCaption", printable(block.caption))
    if block.description:
        set_value(properties, "w:tblDescription", printable(block.description))


class _RowWriter:
    """Appends the rows of one table: each a copy of an empty row, which is much faster than a new one."""

    def __init__(self, writer: Writer, table: Element, block: blocks.Table, widths: Sequence[int]) -> None:
        self.writer = writer
        self.table = table
        self.widths = widths
        self.alignments = dict.fromkeys(ticked_columns(block), "center")
        self.alignments |= dict.fromkeys(block.numeric, "right")
        self.empty_rows: dict[tuple[str, bool, bool], Element] = {}

    def write(
        self,
        cells: Sequence[Cell],
        *,
        places: Sequence[str] = (),
        is_header: bool = False,
        stays_with_next: bool = False,
    ) -> None:
        """Append a row that no page end splits; a header row is repeated on each page."""
        kind = (row_height(cells), is_header, stays_with_next)
        if kind not in self.empty_rows:
            self.empty_rows[kind] = self._empty_row(*kind)
        row = copy(self.empty_rows[kind])
        self.table.append(row)
        paragraphs = [cell[-1] for cell in row.iterchildren(qn("w:tc"))]
        marks = [self.writer.places.start(paragraphs[0], name) for name in places]
        for paragraph, content in zip(paragraphs, cells, strict=True):
            self._fill(paragraph, content)
        for mark in marks:
            self.writer.places.end(paragraphs[-1], mark)

    def _empty_row(self, height: str, is_header: bool, stays_with_next: bool) -> Element:
        row = etree.Element(qn("w:tr"), nsmap={"w": nsmap["w"]})
        properties = etree.SubElement(row, qn("w:trPr"))
        etree.SubElement(properties, qn("w:cantSplit"))
        if is_header:
            etree.SubElement(properties, qn("w:tblHeader"))
        if height:
            set_value(properties, "w:trHeight", height)
        style = self.writer.looks.style("Table Heading" if is_header else "Table Text")
        for column, width in enumerate(self.widths):
            settings = etree.SubElement(_empty_cell(row, width, height), qn("w:pPr"))
            set_value(settings, "w:pStyle", style)
            if stays_with_next:
                etree.SubElement(settings, qn("w:keepNext"))
            if column in self.alignments:
                set_value(settings, "w:jc", self.alignments[column])
        return row

    def _fill(self, paragraph: Element, content: Cell) -> None:
        if isinstance(content, str):
            self.writer.runs(paragraph, content or EMPTY_CELL)
            return
        self.writer.runs(paragraph, tuple(each for each in content if isinstance(each, blocks.Run)))
        write_cell(self.writer, paragraph, [each for each in content if isinstance(each, blocks.Control)])
        if not content:
            self.writer.runs(paragraph, EMPTY_CELL)


def _empty_cell(row: Element, width: int, height: str) -> Element:
    """Append an empty cell and give its paragraph."""
    cell = etree.SubElement(row, qn("w:tc"))
    properties = etree.SubElement(cell, qn("w:tcPr"))
    room = etree.SubElement(properties, qn("w:tcW"))
    room.set(qn("w:w"), str(width))
    room.set(qn("w:type"), "dxa")
    if height:
        set_value(properties, "w:vAlign", "center")
    return etree.SubElement(cell, qn("w:p"))
