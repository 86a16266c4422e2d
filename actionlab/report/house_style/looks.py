"""The styles of a Word file as they work out: what a style says, what it inherits, and how to change it."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement

from actionlab.report.word.styles import Element, qn

# what Word takes when nothing is said: half points, and 240ths of a line
PLAIN_SIZE, PLAIN_LINE = 20, 240
# the most styles that one is based on, one after the other
LONGEST_CHAIN = 30
# the names that LibreOffice and converters write; Word itself keeps the English ones
_DUTCH = {
    "normal": ("standaard",),
    "title": ("titel",),
    "subtitle": ("ondertitel",),
    "heading 1": ("kop 1",),
    "heading 2": ("kop 2",),
    "heading 3": ("kop 3",),
    "toc heading": ("kopvaninhoudsopgave", "kop van inhoudsopgave"),
    "toc 1": ("inhopg 1",),
    "toc 2": ("inhopg 2",),
    "toc 3": ("inhopg 3",),
    "quote": ("citaat",),
    "list bullet": ("lijst opsomteken", "lijstopsomteken"),
    "list number": ("lijst nummering", "lijstnummering"),
    "caption": ("bijschrift",),
    "header": ("koptekst",),
    "footer": ("voettekst",),
    "strong": ("zwaar",),
}
# the order that the standard wants, from what we put in on
_ORDER = {
    qn(part): tuple(f"w:{each}" for each in order.split())
    for part, order in (
        (
            "w:pPr",
            "keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
            " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
            " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc"
            " textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        ),
        (
            "w:rPr",
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
            " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
            " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
        ),
    )
}


class Looks:
    """The styles of one document, by name."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.styles = [each for each in root.findall(qn("w:style")) if each.get(qn("w:styleId"))]
        self._by_id = {str(each.get(qn("w:styleId"))): each for each in reversed(self.styles)}

    def find(self, name: str, kind: str = "paragraph") -> Any | None:
        """Give a style by its name or one of its other names, in English or Dutch, else by its id."""
        if name == "Normal":
            return next((each for each in self.styles if _is_default(each)), None)
        wanted = (name.lower(), *_DUTCH.get(name.lower(), ()))
        of_kind = [each for each in self.styles if each.get(qn("w:type")) == kind]
        for word in wanted:
            for style in of_kind:
                if word in names_of(style):
                    return style
        ids = {word.replace(" ", "") for word in wanted}
        return next((each for each in of_kind if id_of(each).lower() in ids), None)

    def letters(self, style: Element, tag: str) -> Element | None:
        """Give what a style says of its letters, or inherits; None when nothing does."""
        return next(self.all_letters(style, tag), None)

    def all_letters(self, style: Element, tag: str) -> Iterator[Element]:
        """Give everything that is said of its letters, the style itself first and the defaults last."""
        places = [each.find(path("w:rPr", tag)) for each in self._chain(style)]
        places.append(self.root.find(path("w:docDefaults", "w:rPrDefault", "w:rPr", tag)))
        return (each for each in places if each is not None)

    def looks(self, style: Element, tag: str) -> Element | None:
        """Give what a style says of its paragraphs, or inherits; None when nothing does."""
        return next(self._all_looks(style, tag), None)

    def said(self, style: Element, tag: str, attribute: str) -> str:
        """Give an attribute of the paragraphs, such as the line of the spacing; "" when nothing says it."""
        found = (each.get(qn(attribute)) for each in self._all_looks(style, tag))
        return next((str(each) for each in found if each is not None), "")

    def first_row(self, table: Element) -> Element | None:
        """Give what a style of tables says of the header row, or inherits; None when nothing does."""
        for style in self._chain(table):
            for part in style.findall(qn("w:tblStylePr")):
                if part.get(qn("w:type")) == "firstRow":
                    return part
        return None

    def add(self, style: Element) -> None:
        """Add a style to the document."""
        self.root.append(style)
        self.styles.append(style)
        self._by_id[id_of(style)] = style

    def free_id(self, wanted: str) -> str:
        """Give an id that no style has yet."""
        while wanted in self._by_id:
            wanted += "1"
        return wanted

    def _all_looks(self, style: Element, tag: str) -> Iterator[Element]:
        places = [each.find(path("w:pPr", tag)) for each in self._chain(style)]
        places.append(self.root.find(path("w:docDefaults", "w:pPrDefault", "w:pPr", tag)))
        return (each for each in places if each is not None)

    def _chain(self, style: Element | None) -> Iterator[Element]:
        for _ in range(LONGEST_CHAIN):
            if style is None:
                return
            yield style
            base = style.find(qn("w:basedOn"))
            style = None if base is None else self._by_id.get(str(base.get(qn("w:val"))))


def id_of(style: Element) -> str:
    """Give the id of a style, by which paragraphs name it."""
    return str(style.get(qn("w:styleId")))


def names_of(style: Element) -> list[str]:
    """Give the names of a style in small letters: its own, and those that somebody gave it besides."""
    places = (style.find(qn("w:name")), style.find(qn("w:aliases")))
    said = ",".join(str(each.get(qn("w:val"))) for each in places if each is not None)
    return [each.strip().lower() for each in said.split(",")]


def put(properties: Any, tag: str, **attributes: str) -> None:
    """Make an element of the properties of a style say this and nothing else, where Word wants it."""
    for old in properties.findall(qn(tag)):
        properties.remove(old)
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    order = _ORDER[str(properties.tag)]
    properties.insert_element_before(element, *order[order.index(tag) + 1 :])


def number(text: str | None, otherwise: int) -> int:
    """Give a whole number that is written in an attribute; `otherwise` when it is none."""
    try:
        return round(float(text or ""))
    except (ValueError, OverflowError):
        return otherwise


def is_on(element: Element | None) -> bool:
    """Whether a switch such as "all capitals" is on."""
    return element is not None and element.get(qn("w:val")) not in ("0", "false", "off", "none")


def path(*tags: str) -> str:
    """Give the way down to an element, for lxml."""
    return "/".join(map(qn, tags))


def _is_default(style: Element) -> bool:
    is_default = style.get(qn("w:default")) in ("1", "true", "on")
    return is_default and style.get(qn("w:type")) == "paragraph"
