"""Blocks as the elements of a Word body: every look is a style by name, every text plain text."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from actionlab.report import blocks
from actionlab.report.word_controls import row_height, ticked_columns, write_cell, write_question
from actionlab.report.word_styles import Element, HouseStyle
from actionlab.report.word_writer import PRESERVED, Writer, printable, set_value, write_text

EMPTY_CELL = "–"
_PARAGRAPH_STYLES = {"body": "Normal", "lead": "Lead", "note": "Note", "warning": "Warning"}
_ROOM_AFTER_A_TABLE = "200"
_MOST_ROWS_ON_ONE_PAGE = 8
_ONE_HUNDRED_PERCENT = "5000"


def write_blocks(body: Element, content: Sequence[blocks.Block], looks: HouseStyle) -> None:
    """Append the paragraphs and tables of `content` to `body`, in order.

    Raises TypeError for something that is not a block, and ValueError for a table with rows of unequal
    length or two fields of one name: faults of the program, not of a user.
    """
    writer = Writer(body, looks, [block for block in content if isinstance(block, blocks.Heading)])
    for block, following in zip_longest(content, content[1:]):
        write = _WRITERS.get(type(block))
        if write is None:
            raise TypeError(f"{type(block).__name__} is not a block")
        writer.following = following
        write(writer, block)


def write_field(parent: Element, instruction: str, result: str = "") -> None:
    """Append a field such as PAGE to a paragraph; `result` is shown until Word works it out."""
    _begin_field(parent, instruction)
    if result:
        write_text(etree.SubElement(parent, qn("w:r")), result)
    _field_mark(parent, "end")


def _begin_field(parent: Element, instruction: str) -> None:
    """Append the instruction of a field; its result follows, up to the end mark."""
    _field_mark(parent, "begin")
    code = etree.SubElement(etree.SubElement(parent, qn("w:r")), qn("w:instrText"))
    code.text = f" {instruction} "
    code.set(PRESERVED, "preserve")
    _field_mark(parent, "separate")


def _field_mark(parent: Element, mark: str) -> None:
    etree.SubElement(etree.SubElement(parent, qn("w:r")), qn("w:fldChar")).set(qn("w:fldCharType"), mark)


def _write_title(writer: Writer, block: blocks.Title) -> None:
    writer.paragraph("Title", block.title)
    if block.subtitle:
        writer.paragraph("Subtitle", block.subtitle)
    for label, fact in block.facts:
        writer.paragraph("Fact", (blocks.Run(f"{label}:", strong=True), blocks.Run(f"\t{fact}")))
    if block.notice:
        writer.paragraph("Warning", block.notice)
    writer.starts_page = True


def _write_contents(writer: Writer, block: blocks.Contents) -> None:
    entries = [(place, each) for place, each in enumerate(writer.headings) if each.level <= block.depth]
    if not entries:
        return
    writer.paragraph("TOC Heading", block.heading)
    for index, (place, heading) in enumerate(entries):
        paragraph = writer.paragraph(f"TOC {heading.level}")
        if index == 0:
            _begin_field(paragraph, f'TOC \\o "1-{block.depth}" \\h \\z \\u')
        link = etree.SubElement(paragraph, qn("w:hyperlink"))
        link.set(qn("w:anchor"), _bookmark(place))
        link.set(qn("w:history"), "1")
        writer.runs(link, _shown(heading))
    _field_mark(paragraph, "end")


def _write_heading(writer: Writer, block: blocks.Heading) -> None:
    place = writer.headings_written
    writer.headings_written += 1
    paragraph = writer.paragraph(f"Heading {block.level}")
    start = etree.SubElement(paragraph, qn("w:bookmarkStart"))
    start.set(qn("w:id"), str(place))
    start.set(qn("w:name"), _bookmark(place))
    writer.runs(paragraph, _shown(block))
    etree.SubElement(paragraph, qn("w:bookmarkEnd")).set(qn("w:id"), str(place))


def _bookmark(place: int) -> str:
    # Word hides bookmarks that begin with an underscore and makes its own contents with "_Toc".
    return f"_Toc{place + 1:08d}"


def _shown(heading: blocks.Heading) -> str:
    return f"{heading.number} {heading.text}" if heading.number else heading.text


def _write_paragraph(writer: Writer, block: blocks.Paragraph) -> None:
    introduces = isinstance(writer.following, blocks.Bullets)
    writer.paragraph(_PARAGRAPH_STYLES[block.style], block.text, stays_with_next=introduces)


def _write_bullets(writer: Writer, block: blocks.Bullets) -> None:
    in_list = writer.looks.list(block.numbered)
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        writer.paragraph(style, item, in_list=in_list)


def _write_quote(writer: Writer, block: blocks.Quote) -> None:
    attribution = f"\n– {block.attribution}" if block.attribution else ""
    writer.paragraph("Quote", f"‘{block.text}’{attribution}")


def _write_table(writer: Writer, block: blocks.Table) -> None:
    writer.paragraph("Caption", block.caption, stays_with_next=True)
    widths = list(_column_widths(block, writer.looks.text_width))
    table = etree.SubElement(writer.body, qn("w:tbl"))
    _write_table_properties(table, block, writer.looks.style("Report Table"))
    grid = etree.SubElement(table, qn("w:tblGrid"))
    for width in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
    row = _RowWriter(writer, table, block, widths)
    row.write(block.header, is_header=True, stays_with_next=True)
    has_note = isinstance(writer.following, blocks.Paragraph) and writer.following.style == "note"
    for place, cells in enumerate(block.rows, start=1):
        is_last = place == len(block.rows)
        row.write(cells, stays_with_next=has_note if is_last else len(block.rows) <= _MOST_ROWS_ON_ONE_PAGE)
    writer.room_above = _ROOM_AFTER_A_TABLE


def _column_widths(block: blocks.Table, text_width: int) -> Iterator[int]:
    shares = block.widths or (1,) * len(block.header)
    total = sum(shares)
    edges = [sum(shares[:column]) * text_width // total for column in range(len(shares) + 1)]
    return (end - start for start, end in pairwise(edges))


def _write_table_properties(table: Element, block: blocks.Table, style: str) -> None:
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
    """Appends the rows of one table."""

    def __init__(self, writer: Writer, table: Element, block: blocks.Table, widths: Sequence[int]) -> None:
        self.writer = writer
        self.table = table
        self.widths = widths
        self.alignments = dict.fromkeys(ticked_columns(block), "center")
        self.alignments |= dict.fromkeys(block.numeric, "right")

    def write(
        self,
        cells: Sequence[str | tuple[blocks.Control, ...]],
        *,
        is_header: bool = False,
        stays_with_next: bool = False,
    ) -> None:
        """Append a row that no page end splits; a header row is repeated on each page."""
        row = etree.SubElement(self.table, qn("w:tr"))
        properties = etree.SubElement(row, qn("w:trPr"))
        etree.SubElement(properties, qn("w:cantSplit"))
        if is_header:
            etree.SubElement(properties, qn("w:tblHeader"))
        height = row_height(cells)
        if height:
            set_value(properties, "w:trHeight", height)
        style = self.writer.looks.style("Table Heading" if is_header else "Table Text")
        for column, (content, width) in enumerate(zip(cells, self.widths, strict=True)):
            cell = etree.SubElement(row, qn("w:tc"))
            place = etree.SubElement(cell, qn("w:tcPr"))
            room = etree.SubElement(place, qn("w:tcW"))
            room.set(qn("w:w"), str(width))
            room.set(qn("w:type"), "dxa")
            if height:
                set_value(place, "w:vAlign", "center")
            paragraph = etree.SubElement(cell, qn("w:p"))
            settings = etree.SubElement(paragraph, qn("w:pPr"))
            set_value(settings, "w:pStyle", style)
            if stays_with_next:
                etree.SubElement(settings, qn("w:keepNext"))
            if column in self.alignments:
                set_value(settings, "w:jc", self.alignments[column])
            if isinstance(content, str) or not content:
                self.writer.runs(paragraph, str(content or EMPTY_CELL))
            else:
                write_cell(self.writer, paragraph, content)


def _write_page_break(writer: Writer, _block: blocks.PageBreak) -> None:
    writer.starts_page = True


_WRITERS: dict[type, Callable[[Writer, Any], None]] = {
    blocks.Title: _write_title,
    blocks.Contents: _write_contents,
    blocks.Heading: _write_heading,
    blocks.Paragraph: _write_paragraph,
    blocks.Bullets: _write_bullets,
    blocks.Quote: _write_quote,
    blocks.Table: _write_table,
    blocks.Question: write_question,
    blocks.PageBreak: _write_page_break,
}
