"""Where the next element of a Word body goes, and text as runs: plain text, never markup."""

import re
from collections.abc import Sequence

from lxml import etree

from actionlab.report import blocks
from actionlab.report.word.places import Places
from actionlab.report.word.styles import Element, HouseStyle, qn

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TAB_OR_BREAK = re.compile(r"([\t\n])")
_LINE_ENDS = re.compile("\r\n|[\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    # nobody sees these, and the words of the report after them would be written from right to left
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_STAND_AT_THE_TOP = {"Heading 1", "Heading 2"}
_STYLES_WITHOUT_ROOM_ABOVE = {"Normal", "Lead", "List Bullet", "List Number", "Form Question"}


def printable(text: str) -> str:
    """Give `text` with U+FFFD, a visible mark, for each character that a Word file cannot hold or show.

    Those are the control characters, halves of surrogate pairs, U+FFFE and U+FFFF, and the signs that turn
    the direction of writing. Tabs stay, and every kind of line end becomes ``\\n``.
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


def write_tab(properties: Element, place: int, *, instead_of: Sequence[int] = ()) -> None:
    """Give a paragraph a tab that what follows it stands left of, instead of those of its style.

    Places are in twentieths of a point from the left.
    """
    tabs = etree.SubElement(properties, qn("w:tabs"))
    ends = [(each, "clear") for each in instead_of if each != place]
    for where, kind in sorted([*ends, (place, "right")]):
        tab = etree.SubElement(tabs, qn("w:tab"))
        tab.set(qn("w:val"), kind)
        tab.set(qn("w:pos"), str(where))


def write_link(parent: Element, place: str) -> Element:
    """Append a link to the place with this name; give where its runs go."""
    link = etree.SubElement(parent, qn("w:hyperlink"))
    link.set(qn("w:anchor"), place)
    link.set(qn("w:history"), "1")
    return link


class Writer:
    """The place in the body where the next block goes, and what the blocks before it left to be done."""

    def __init__(
        self,
        body: Element,
        looks: HouseStyle,
        content: Sequence[blocks.Block],
        *,
        language: str,
        on_paper: bool = False,
    ) -> None:
        self.body = body
        self.looks = looks
        self.language = language
        self.on_paper = on_paper
        self.places = Places(content)
        self.headings = [block for block in content if isinstance(block, blocks.Heading)]
        self.headings_written = 0
        self.tags: list[str] = []
        self.following: blocks.Block | None = None
        self.starts_page = False
        self.on_title_page = False
        self.room_above = ""

    def paragraph(
        self,
        style: str,
        text: blocks.Text = "",
        *,
        in_list: str = "",
        tab: int = 0,
        stays_with_next: bool = False,
    ) -> Element:
        """Append a paragraph in the style called `style`; `in_list` is the id of a list.

        `tab` is the place of a tab that what follows it stands left of, in twentieths of a point.
        """
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
        if tab:
            write_tab(properties, tab, instead_of=self.looks.tabs(style))
        if self.starts_page and style in _STAND_AT_THE_TOP:
            etree.SubElement(properties, qn("w:spacing")).set(qn("w:before"), "0")
        if self.room_above and style in _STYLES_WITHOUT_ROOM_ABOVE and not self.starts_page:
            etree.SubElement(properties, qn("w:spacing")).set(qn("w:before"), self.room_above)
        self.starts_page, self.room_above = False, ""
        self.runs(paragraph, text)
        return paragraph

    def runs(self, parent: Element, text: blocks.Text) -> None:
        """Append the text as runs; an empty text appends nothing, and a link to no place is plain text."""
        for run in (blocks.Run(text),) if isinstance(text, str) else text:
            if run.text:
                is_link = run.link in self.places
                element = etree.SubElement(write_link(parent, run.link) if is_link else parent, qn("w:r"))
                if is_link or run.strong:
                    style = self.looks.style("Hyperlink" if is_link else "Strong")
                    set_value(etree.SubElement(element, qn("w:rPr")), "w:rStyle", style)
                write_text(element, run.text)
