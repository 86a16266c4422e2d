"""How the parts of a chart look: colours of the theme, patterns for who prints in grey, the font of the text.

Every element is made here with its prefix: ``c:`` for charts, ``a:`` for drawings.
"""

from functools import cache

import msgspec
from lxml import etree

Element = etree._Element

FONT_SIZE = 10
WHOLE = 100_000
SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
# They differ in grey too. LibreOffice draws every pattern as lines: those of dots or bricks would look alike.
_PATTERNS = ("", "wdUpDiag", "ltVert", "dkHorz", "lgGrid", "diagCross")
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")
_MARKS = ("circle", "square", "triangle", "diamond", "x", "star")
_LINE_WIDTH, _HAIR_LINE = "28575", "6350"


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How the charts of a document look: its language, its font, and how dark its colours must be.

    `font` is a name, or "+mn-lt" for that of the text in the theme. `shades` say for each accent of the theme
    how much of its lightness stays, in thousandths of a percent, so that people can tell it from the paper.
    """

    language: str
    font: str = "+mn-lt"
    shades: tuple[int, ...] = (WHOLE,) * 6


@cache
def qualified(name: str) -> str:
    """Give the full name of ``c:chart`` and the like."""
    prefix, _, tag = name.partition(":")
    return f"{{{SPACES[prefix]}}}{tag}"


def put(parent: Element, name: str, value: str = "", **attributes: str) -> Element:
    """Append an element, with `value` as its attribute *val* when there is one."""
    element = etree.SubElement(parent, qualified(name), attributes)
    if value:
        element.set("val", value)
    return element


def fill_bars(series: Element, look: Look, number: int) -> None:
    """Fill the bars of a series, counted from 0, with its colour and pattern."""
    shape = put(series, "c:spPr")
    pattern = _pattern(number)
    if pattern:
        filled = put(shape, "a:pattFill", prst=pattern)
        _accent(put(filled, "a:fgClr"), look, number)
        _colour(put(filled, "a:bgClr"), "bg1")
    else:
        _accent(put(shape, "a:solidFill"), look, number)
    _accent(_hair_line(shape), look, number)


def hide(part: Element) -> None:
    """Give a part no ground and no line around it."""
    shape = put(part, "c:spPr")
    put(shape, "a:noFill")
    put(put(shape, "a:ln"), "a:noFill")


def draw_line(series: Element, look: Look, number: int) -> None:
    """Draw the line of a series, counted from 0, in its colour, with dashes and marks of its own."""
    stroke = put(put(series, "c:spPr"), "a:ln", w=_LINE_WIDTH, cap="rnd")
    _accent(put(stroke, "a:solidFill"), look, number)
    put(stroke, "a:prstDash", _DASHES[number % len(_DASHES)])
    mark = put(series, "c:marker")
    put(mark, "c:symbol", _MARKS[number % len(_MARKS)])
    put(mark, "c:size", "8")
    shape = put(mark, "c:spPr")
    _accent(put(shape, "a:solidFill"), look, number)
    _accent(_hair_line(shape), look, number)


def draw_hair_line(part: Element, *, faint: bool = False) -> None:
    """Draw a part, such as an axis, as a thin line in the colour of the text; grid lines are faint."""
    colour = _colour(_hair_line(put(part, "c:spPr")), "tx1")
    if faint:
        put(colour, "a:lumMod", "15000")
        put(colour, "a:lumOff", "85000")


def write_labels(series: Element, code: str, place: str) -> None:
    """Write the value at every bar or point of a series, in a number format."""
    labels = put(series, "c:dLbls")
    put(labels, "c:numFmt", formatCode=code, sourceLinked="0")
    hide(labels)
    _show_values(labels, place)


def write_labels_on_bars(series: Element, look: Look, code: str, number: int) -> None:
    """Write the value on every bar of a series, counted from 0; a zero has no bar and no number.

    On a pattern the numbers stand on white, for between lines nobody can read them.
    """
    labels = put(series, "c:dLbls")
    put(labels, "c:numFmt", formatCode=f"{code};-{code};", sourceLinked="0")
    if _pattern(number):
        shape = put(labels, "c:spPr")
        _colour(put(shape, "a:solidFill"), "bg1")
        put(put(shape, "a:ln"), "a:noFill")
    else:
        hide(labels)
        write_text(labels, look, colour="bg1")
    _show_values(labels, "ctr")


def write_text(part: Element, look: Look, *, turn: str = "", colour: str = "tx1") -> None:
    """Write the text of a part in the font of the document, turned by so many 60,000ths of a degree."""
    text = put(part, "c:txPr")
    body = put(text, "a:bodyPr")
    if turn:
        body.set("rot", turn)
        body.set("vert", "horz")
    letters = put(put(put(text, "a:p"), "a:pPr"), "a:defRPr", sz=f"{FONT_SIZE}00", b="0")
    _colour(put(letters, "a:solidFill"), colour)
    put(letters, "a:latin", typeface=look.font)


def _show_values(labels: Element, place: str) -> None:
    put(labels, "c:dLblPos", place)
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        put(labels, f"c:show{what}", "1" if what == "Val" else "0")


def _pattern(number: int) -> str:
    """Give the pattern of a series; the seventh has the colour of the first, and another pattern."""
    return _PATTERNS[(number + number // len(_PATTERNS)) % len(_PATTERNS)]


def _hair_line(shape: Element) -> Element:
    """Append a thin line to a shape; give where its colour goes."""
    return put(put(shape, "a:ln", w=_HAIR_LINE), "a:solidFill")


def _accent(parent: Element, look: Look, number: int) -> None:
    """Append the colour of a series, counted from 0."""
    place = number % len(look.shades)
    colour = _colour(parent, f"accent{place + 1}")
    if look.shades[place] < WHOLE:
        put(colour, "a:lumMod", str(look.shades[place]))


def _colour(parent: Element, name: str) -> Element:
    return put(parent, "a:schemeClr", name)
