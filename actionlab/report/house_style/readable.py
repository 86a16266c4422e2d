"""What in somebody else's styles is hard to read, and is mended: where a house style and readers disagree,
readers win (letters of 11 points, lines of 1.15, left aligned, no capitals, contrast of 4.5).
"""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from actionlab.i18n import N_
from actionlab.report.house_style import colours
from actionlab.report.house_style.looks import PLAIN_LINE, PLAIN_SIZE, Looks, is_on, number, put
from actionlab.report.word.styles import Element

NUMBERED, SMALL, CLOSE, ALIGNED, CAPITALS, UNDERLINED, PALE = (
    N_("numbers before headings"),
    N_("small letters"),
    N_("lines close together"),
    N_("text that is not left aligned"),
    N_("capitals"),
    N_("underlining"),
    N_("pale colours"),
)
_ORDER = (NUMBERED, SMALL, CLOSE, ALIGNED, CAPITALS, UNDERLINED, PALE)
HEADINGS = ("Title", "Subtitle", "TOC Heading", "heading 1", "heading 2", "heading 3")
_RUNNING = (
    *("Normal", "Fact", "Lead", "Note", "Warning", "Call Out", "Ask", "Strength", "Quote"),
    *("List Bullet", "List Number", "Table Text", "Table Heading"),
)
_OTHERS = ("toc 1", "toc 2", "toc 3", "caption", "header", "footer")
# half points; what is said in small print stays that
_LEAST_SIZE = {"header": 18, "footer": 18, "Note": 21, "Table Text": 21, "Table Heading": 21}
_ORDINARY_SIZE = 22
_LEAST_LINE = 276
# a line of 1.15 in twentieths of a point, for letters of so many half points
_LINE_OF_A_SIZE = 14
_MAY_BE_CENTRED = ("Title", "Subtitle", "header", "footer")
_SERIFS = {
    *("cambria", "times new roman", "georgia", "garamond", "palatino linotype", "book antiqua", "constantia"),
    *("century", "century schoolbook", "bookman old style", "baskerville old face", "liberation serif"),
}
_THEME_NAMES = {
    "text1": "dk1",
    "dark1": "dk1",
    "text2": "dk2",
    "dark2": "dk2",
    "background1": "lt1",
    "light1": "lt1",
    "background2": "lt2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedhyperlink": "folHlink",
}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def make_readable(looks: Looks, theme: "Theme") -> tuple[str, ...]:
    """Mend the styles that a report uses; give what was mended, in the order of importance."""
    mended: set[str] = set()
    # the ordinary style first: the others inherit from it
    for name in (*_RUNNING, *HEADINGS, *_OTHERS):
        style = looks.find(name)
        if style is not None:
            mended.update(_mend(looks, theme, name, style))
    link = looks.find("Hyperlink", "character")
    if link is not None:
        mended.update(_mend_colour(looks, theme, link))
    return tuple(each for each in _ORDER if each in mended)


def serifs(looks: Looks, theme: "Theme") -> str:
    """Give the font of the running text when it has serifs, as far as we know it; else ""."""
    style = looks.find("Normal")
    for fonts in () if style is None else looks.all_letters(style, "w:rFonts"):
        name = fonts.get(qn("w:ascii")) or theme.font(fonts.get(qn("w:asciiTheme"), ""))
        if name:
            return str(name) if name.lower() in _SERIFS else ""
    return ""


class Theme:
    """The colours of a theme, by the names that styles have for them."""

    def __init__(self, content: bytes) -> None:
        self._colours: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        try:
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return
        for kind in ("major", "minor"):
            for font in root.iterfind(f".//{_A}{kind}Font/{_A}latin"):
                self._fonts[kind] = font.get("typeface", "")
        for scheme in root.iter(f"{_A}clrScheme"):
            for each in scheme:
                said = next((mark.get("val" if _is_plain(mark) else "lastClr") for mark in each), None)
                if said and colours.is_colour(said):
                    self._colours[str(each.tag).removeprefix(_A)] = said.upper()

    def font(self, name: str) -> str:
        """Give the font that a style calls majorHAnsi or minorHAnsi; "" for another name."""
        return self._fonts.get(name[:5], "")

    def __getitem__(self, name: str) -> str:
        """Give the colour with a name such as accent1; "" when the theme has none."""
        return self._colours.get(_THEME_NAMES.get(name.lower(), name), "")

    def of(self, element: Element | None, attribute: str = "w:val", prefix: str = "theme") -> str:
        """Give the colour that an element of a style names; "" when it names none that we can tell."""
        if element is None:
            return ""
        first = f"w:{prefix}Color" if prefix == "theme" else f"w:{prefix}"
        names = (first, f"w:{prefix}Tint", f"w:{prefix}Shade")
        name, tint, shade = (element.get(qn(each)) for each in names)
        colour = self[name] if name else ""
        if colour:
            return colours.tinted(colour, tint=_share(tint), shade=_share(shade))
        said = element.get(qn(attribute))
        return said.upper() if said and colours.is_colour(said) else ""


def _is_plain(mark: Element) -> bool:
    return mark.tag == f"{_A}srgbClr"


def _share(text: str | None) -> float:
    try:
        return int(text or "FF", 16) / 255
    except ValueError:
        return 1


def _mend(looks: Looks, theme: Theme, name: str, style: Any) -> Iterator[str]:
    if name in HEADINGS:
        yield from _mend_heading(looks, name, style)
    yield from _mend_size(looks, style, _LEAST_SIZE.get(name, _ORDINARY_SIZE))
    if name in _RUNNING:
        yield from _mend_line(looks, style)
    aligned = looks.looks(style, "w:jc")
    how = "left" if aligned is None else aligned.get(qn("w:val"))
    if how not in ("left", "start") and not (name in _MAY_BE_CENTRED and how in ("center", "right", "end")):
        put(style.get_or_add_pPr(), "w:jc", val="left")
        yield ALIGNED
    for tag, fault in (("w:caps", CAPITALS), ("w:smallCaps", CAPITALS), ("w:u", UNDERLINED)):
        if is_on(looks.letters(style, tag)):
            put(style.get_or_add_rPr(), tag, val="none" if tag == "w:u" else "0")
            yield fault
    if is_on(looks.letters(style, "w:vanish")):
        put(style.get_or_add_rPr(), "w:vanish", val="0")
    yield from _mend_colour(looks, theme, style)


def _mend_heading(looks: Looks, name: str, style: Any) -> Iterator[str]:
    """Leave the numbers to us: they stand in the text, and chapters are referred to by them."""
    properties = style.get_or_add_pPr()
    level = name.rpartition(" ")[2]
    if level.isdecimal():
        put(properties, "w:outlineLvl", val=str(int(level) - 1))
    elif looks.looks(style, "w:outlineLvl") is not None:
        put(properties, "w:outlineLvl", val="9")
    put(properties, "w:keepNext")
    numbering = looks.looks(style, "w:numPr")
    if numbering is None or numbering.find(qn("w:numId")) is None:
        return
    put(properties, "w:numPr")
    none = etree.SubElement(properties.find(qn("w:numPr")), qn("w:numId"))
    none.set(qn("w:val"), "0")
    put(properties, "w:ind", left="0", firstLine="0")
    yield NUMBERED


def _mend_size(looks: Looks, style: Any, least: int) -> Iterator[str]:
    said = looks.letters(style, "w:sz")
    if number(None if said is None else said.get(qn("w:val")), PLAIN_SIZE) < least:
        put(style.get_or_add_rPr(), "w:sz", val=str(least))
        put(style.get_or_add_rPr(), "w:szCs", val=str(least))
        yield SMALL


def _mend_line(looks: Looks, style: Any) -> Iterator[str]:
    line = number(looks.said(style, "w:spacing", "w:line"), PLAIN_LINE)
    rule = looks.said(style, "w:spacing", "w:lineRule")
    size = looks.letters(style, "w:sz")
    least = _LEAST_LINE
    if rule == "atLeast":
        least = _LINE_OF_A_SIZE * number(None if size is None else size.get(qn("w:val")), PLAIN_SIZE)
    if rule == "exact" or line < least:
        spacing = style.get_or_add_pPr().get_or_add_spacing()
        spacing.set(qn("w:line"), str(_LEAST_LINE))
        spacing.set(qn("w:lineRule"), "auto")
        yield CLOSE


def _mend_colour(looks: Looks, theme: Theme, style: Any) -> Iterator[str]:
    paper = theme.of(looks.looks(style, "w:shd"), "w:fill", "themeFill") or colours.WHITE
    said = looks.letters(style, "w:color")
    letters = theme.of(said)
    if not letters and paper == colours.WHITE:
        return
    mended = colours.readable(letters or colours.BLACK, paper)
    if mended != letters:
        put(style.get_or_add_rPr(), "w:color", val=mended)
        if letters:
            yield PALE
