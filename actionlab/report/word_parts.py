"""Blocks as the elements of a Word body: every look is a style by name, every text plain text."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from actionlab.report import blocks
from actionlab.report.word_styles import Element, HouseStyle

EMPTY_CELL = "–"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TAB_OR_BREAK = re.compile(r"([\t\n])")
_LINE_ENDS = re.compile("\r\n|[\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PARAGRAPH_STYLES = {"body": "Normal", "lead": "Lead", "note": "Note", "warning": "Warning"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STYLES_WITHOUT_ROOM_ABOVE = {"Normal", "Lead", "List Bullet", "List Number"}
_SPACE_AFTER_TABLE = "200"
_MOST_ROWS_ON_ONE_PAGE = 8
_ONE_HUNDRED_PERCENT = "5000"


def printable(text: str) -> str:
    """Give `text` with U+FFFD, a visible mark, for each character that a Word file cannot hold or show.

    Those are the control characters, halves of surrogate pairs, U+FFFE and U+FFFF. Tabs stay, and every
    kind of line end becomes ``\\n``.
    """
    return _UNPRINTABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))


def write_blocks(body: Element, content: Sequence[blocks.Block], looks: HouseStyle) -> None:
    """Append the paragraphs and tables of `content` to `body`, in order.

    Raises TypeError for something that is not a block, and ValueError for a table with rows of unequal
    length: faults of the program, not of a user.
    """
    writer = _Writer(body, looks, [block for block in content if isinstance(block, blocks.Heading)])
    for block, following in zip_longest(content, content[1:]):
        write = _WRITERS.get(type(block))
        if write is None:
            raise TypeError(f"{type(block).__name__} is not a block")
        writer.following = following
        write(writer, block)


def write_text(run: Element, text: str) -> None:
    """Append `text` to a run: printable, each line end a line break and each tab a tab."""
    for piece in _TAB_OR_BREAK.split(printable(text)):
        if piece == "\n":
            etree.SubElement(run, qn("w:br"))
        elif piece == "\t":
            etree.SubElement(run, qn("w:tab"))
        elif piece:
            words = etree.SubElement(run, qn("w:t"))
            words.text = piece
            words.set(_SPACE, "preserve")


def write_field(parent: Element, instruction: str, result: str = "") -> None:
    """Append a field such as PAGE to a paragraph; `result` is shown until Word works it out."""
    _begin_field(parent, instruction)
    if result:
        write_text(etree.SubElement(parent, qn("w:r")), result)
    _field_mark(parent, "end")


class _Writer:
    """The place in the body where the next block goes, and what the blocks before it left to be done."""

    def __init__(self, body: Element, looks: HouseStyle, headings: Sequence[blocks.Heading]) -> None:
        self.body = body
        self.looks = looks
        self.headings = headings
        self.headings_written = 0
        self.following: blocks.Block | None = None
        self.starts_page = False
        self.follows_table = False

    def paragraph(
        self,
        style: str,
        text: str | tuple[blocks.Run, ...] = "",
        *,
        in_list: str = "",
        stays_with_next: bool = False,
    ) -> Element:
        """Append a paragraph in the style called `style`; `in_list` is the id of a list."""
        paragraph = etree.SubElement(self.body, qn("w:p"))
        properties = etree.SubElement(paragraph, qn("w:pPr"))
        _value(properties, "w:pStyle", self.looks.style(style))
        if stays_with_next:
            etree.SubElement(properties, qn("w:keepNext"))
        if self.starts_page:
            etree.SubElement(properties, qn("w:pageBreakBefore"))
        if in_list:
            numbering = etree.SubElement(properties, qn("w:numPr"))
            _value(numbering, "w:ilvl", "0")
            _value(numbering, "w:numId", in_list)
        if self.follows_table and style in _STYLES_WITHOUT_ROOM_ABOVE and not self.starts_page:
            etree.SubElement(properties, qn("w:spacing")).set(qn("w:before"), _SPACE_AFTER_TABLE)
        self.starts_page = self.follows_table = False
        self.runs(paragraph, text)
        return paragraph

    def runs(self, parent: Element, text: str | tuple[blocks.Run, ...]) -> None:
        """Append the text as runs; an empty text appends nothing."""
        for run in (blocks.Run(text),) if isinstance(text, str) else text:
            if run.text:
                element = etree.SubElement(parent, qn("w:r"))
                if run.strong:
                    _value(etree.SubElement(element, qn("w:rPr")), "w:rStyle", self.looks.style("Strong"))
                write_text(element, run.text)


def _begin_field(parent: Element, instruction: str) -> None:
    """Append the instruction of a field; its result follows, up to the end mark."""
    _field_mark(parent, "begin")
    code = etree.SubElement(etree.SubElement(parent, qn("w:r")), qn("w:instrText"))
    code.text = f" {instruction} "
    code.set(_SPACE, "preserve")
    _field_mark(parent, "separate")


def _field_mark(parent: Element, mark: str) -> None:
    etree.SubElement(etree.SubElement(parent, qn("w:r")), qn("w:fldChar")).set(qn("w:fldCharType"), mark)


def _value(parent: Element, tag: str, value: str) -> None:
    etree.SubElement(parent, qn(tag)).set(qn("w:val"), value)


def _write_title(writer: _Writer, block: blocks.Title) -> None:
    writer.paragraph("Title", block.title)
    if block.subtitle:
        writer.paragraph("Subtitle", block.subtitle)
    for label, fact in block.facts:
        writer.paragraph("Fact", (blocks.Run(f"{label}:", strong=True), blocks.Run(f"\t{fact}")))
    if block.notice:
        writer.paragraph("Warning", block.notice)
    writer.starts_page = True


def _write_contents(writer: _Writer, block: blocks.Contents) -> None:
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


def _write_heading(writer: _Writer, block: blocks.Heading) -> None:
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


def _write_paragraph(writer: _Writer, block: blocks.Paragraph) -> None:
    introduces = isinstance(writer.following, blocks.Bullets)
    writer.paragraph(_PARAGRAPH_STYLES[block.style], block.text, stays_with_next=introduces)


def _write_bullets(writer: _Writer, block: blocks.Bullets) -> None:
    in_list = writer.looks.list(block.numbered)
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        writer.paragraph(style, item, in_list=in_list)


def _write_quote(writer: _Writer, block: blocks.Quote) -> None:
    attribution = f"\n– {block.attribution}" if block.attribution else ""
    writer.paragraph("Quote", f"‘{block.text}’{attribution}")


def _write_table(writer: _Writer, block: blocks.Table) -> None:
    writer.paragraph("Caption", block.caption, stays_with_next=True)
    widths = list(_column_widths(block, writer.looks.text_width))
    table = etree.SubElement(writer.body, qn("w:tbl"))
    _write_table_properties(table, block, writer.looks.style("Report Table"))
    grid = etree.SubElement(table, qn("w:tblGrid"))
    for width in widths:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(width))
    row = _RowWriter(writer, table, block.numeric, widths)
    row.write(block.header, is_header=True, stays_with_next=True)
    has_note = isinstance(writer.following, blocks.Paragraph) and writer.following.style == "note"
    for place, cells in enumerate(block.rows, start=1):
        is_last = place == len(block.rows)
        row.write(cells, stays_with_next=has_note if is_last else len(block.rows) <= _MOST_ROWS_ON_ONE_PAGE)
    writer.follows_table = True


def _column_widths(block: blocks.Table, text_width: int) -> Iterator[int]:
    shares = block.widths or (1,) * len(block.header)
    total = sum(shares)
    edges = [sum(shares[:column]) * text_width // total for column in range(len(shares) + 1)]
    return (end - start for start, end in pairwise(edges))


def _write_table_properties(table: Element, block: blocks.Table, style: str) -> None:
    properties = etree.SubElement(table, qn("w:tblPr"))
    _value(properties, "w:tblStyle", style)
    width = etree.SubElement(properties, qn("w:tblW"))
    width.set(qn("w:w"), _ONE_HUNDRED_PERCENT)
    width.set(qn("w:type"), "pct")
    etree.SubElement(properties, qn("w:tblLayout")).set(qn("w:type"), "fixed")
    look = etree.SubElement(properties, qn("w:tblLook"))
    look.set(qn("w:val"), "0620")
    for part in ("firstRow", "noHBand", "noVBand"):
        look.set(qn(f"w:{part}"), "1")
    _value(properties, "w:tblCaption", printable(block.caption))
    if block.description:
        _value(properties, "w:tblDescription", printable(block.description))


class _RowWriter:
    """Appends the rows of one table."""

    def __init__(
        self, writer: _Writer, table: Element, numeric: Sequence[int], widths: Sequence[int]
    ) -> None:
        self.writer = writer
        self.table = table
        self.numeric = numeric
        self.widths = widths

    def write(self, cells: Sequence[str], *, is_header: bool = False, stays_with_next: bool = False) -> None:
        """Append a row that no page end splits; a header row is repeated on each page."""
        row = etree.SubElement(self.table, qn("w:tr"))
        properties = etree.SubElement(row, qn("w:trPr"))
        etree.SubElement(properties, qn("w:cantSplit"))
        if is_header:
            etree.SubElement(properties, qn("w:tblHeader"))
        style = self.writer.looks.style("Table Heading" if is_header else "Table Text")
        for column, (text, width) in enumerate(zip(cells, self.widths, strict=True)):
            cell = etree.SubElement(row, qn("w:tc"))
            room = etree.SubElement(etree.SubElement(cell, qn("w:tcPr")), qn("w:tcW"))
            room.set(qn("w:w"), str(width))
            room.set(qn("w:type"), "dxa")
            paragraph = etree.SubElement(cell, qn("w:p"))
            settings = etree.SubElement(paragraph, qn("w:pPr"))
            _value(settings, "w:pStyle", style)
            if stays_with_next:
                etree.SubElement(settings, qn("w:keepNext"))
            if column in self.numeric:
                _value(settings, "w:jc", "right")
            self.writer.runs(paragraph, text or EMPTY_CELL)


def _write_page_break(writer: _Writer, _block: blocks.PageBreak) -> None:
    writer.starts_page = True


_WRITERS: dict[type, Callable[[_Writer, Any], None]] = {
    blocks.Title: _write_title,
    blocks.Contents: _write_contents,
    blocks.Heading: _write_heading,
    blocks.Paragraph: _write_paragraph,
    blocks.Bullets: _write_bullets,
    blocks.Quote: _write_quote,
    blocks.Table: _write_table,
    blocks.PageBreak: _write_page_break,
}
