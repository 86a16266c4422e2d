"""Where the next element of a Word body goes, and text as runs: plain text, never markup."""

import re
from collections.abc import Sequence

from docx.oxml.ns import qn
from lxml import etree

from actionlab.report import blocks
from actionlab.report.word_styles import Element, HouseStyle

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TAB_OR_BREAK = re.compile(r"([\t\n])")
_LINE_ENDS = re.compile("\r\n|[\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_STYLES_WITHOUT_ROOM_ABOVE = {"Normal", "Lead", "List Bullet", "List Number", "Form Question"}


def printable(text: str) -> str:
    """Give `text` with U+FFFD, a visible mark, for each character that a Word file cannot hold or show.

    Those are the control characters, halves of surrogate pairs, U+FFFE and U+FFFF. Tabs stay, and every
    kind of line end becomes ``\\n``.
    """
    return _UNPRINTABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))


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
            words.set(PRESERVED, "preserve")


def set_value(parent: Element, tag: str, value: str) -> None:
    """Append an element `tag` whose only attribute is its value."""
    etree.SubElement(parent, qn(tag)).set(qn("w:val"), value)


class Writer:
    """The place in the body where the next block goes, and what the blocks before it left to be done."""

    def __init__(self, body: Element, looks: HouseStyle, headings: Sequence[blocks.Heading]) -> None:
        self.body = body
        self.looks = looks
        self.headings = headings
        self.headings_written = 0
        self.tags: list[str] = []
        self.following: blocks.Block | None = None
        self.starts_page = False
        self.room_above = ""

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
        set_value(properties, "w:pStyle", self.looks.style(style))
        if stays_with_next:
            etree.SubElement(properties, qn("w:keepNext"))
        if self.starts_page:
            etree.SubElement(properties, qn("w:pageBreakBefore"))
        if in_list:
            numbering = etree.SubElement(properties, qn("w:numPr"))
            set_value(numbering, "w:ilvl", "0")
            set_value(numbering, "w:numId", in_list)
        if self.room_above and style in _STYLES_WITHOUT_ROOM_ABOVE and not self.starts_page:
            etree.SubElement(properties, qn("w:spacing")).set(qn("w:before"), self.room_above)
        self.starts_page, self.room_above = False, ""
        self.runs(paragraph, text)
        return paragraph

    def runs(self, parent: Element, text: str | tuple[blocks.Run, ...]) -> None:
        """Append the text as runs; an empty text appends nothing."""
        for run in (blocks.Run(text),) if isinstance(text, str) else text:
            if run.text:
                element = etree.SubElement(parent, qn("w:r"))
                if run.strong:
                    set_value(etree.SubElement(element, qn("w:rPr")), "w:rStyle", self.looks.style("Strong"))
                write_text(element, run.text)
