"""The house style of a Word file: its styles and lists, found by name and made when they are not there."""

from functools import cache
from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import ns, parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from lxml import etree

Element = etree._Element
# a report asks for the same few names a hundred thousand times
qn = cache(ns.qn)

# A style that a house style lacks gets only what the reader cannot do without.
_PLAIN_STYLES = {
    "title": '<w:rPr><w:b/><w:sz w:val="48"/></w:rPr>',
    "subtitle": '<w:rPr><w:sz w:val="28"/></w:rPr>',
    **{
        f"heading {level}": f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        for level, size in ((1, 32), (2, 26), (3, 22))
    },
    "toc heading": '<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>',
    "toc 2": '<w:pPr><w:ind w:left="340"/></w:pPr>',
    "toc 3": '<w:pPr><w:ind w:left="680"/></w:pPr>',
    "footer": '<w:pPr><w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs></w:pPr>',
    "quote": '<w:pPr><w:ind w:left="567"/></w:pPr><w:rPr><w:i/></w:rPr>',
    "warning": "<w:rPr><w:b/></w:rPr>",
    "strength": "<w:pPr><w:keepNext/></w:pPr>",
    "call out": "<w:rPr><w:b/></w:rPr>",
    "chart": '<w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/></w:pPr>',
    "caption": "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr>",
    "table heading": "<w:rPr><w:b/></w:rPr>",
    "strong": "<w:rPr><w:b/></w:rPr>",
    "hyperlink": '<w:rPr><w:color w:val="1F3864"/></w:rPr>',
    "report table": "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr>",
}
_STYLE_TYPES = {"strong": "character", "hyperlink": "character", "report table": "table"}
_LIST_STYLES = {False: "List Bullet", True: "List Number"}
_LIST_PATTERNS = {
    numbered: f"""<w:abstractNum {nsdecls("w")}>
        <w:multiLevelType w:val="singleLevel"/>
        <w:lvl w:ilvl="0">
            <w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>
            <w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr>
        </w:lvl></w:abstractNum>"""
    for numbered, kind, text in ((False, "bullet", "•"), (True, "decimal", "%1."))
}


class HouseStyle:
    """Looks up the styles and lists of a document and adds a plain one for each that it lacks.

    `text_width` is the room between the margins, in twentieths of a point.
    """

    def __init__(self, part: DocumentPart, text_width: int) -> None:
        self.part = part
        self.text_width = text_width
        self._styles: Element = part.styles.element
        self._numbering = numbering_of(part)
        self._known: dict[tuple[str, str, bool], str] = {}
        for style in self._styles.findall(qn("w:style")):
            self._know(style)
        self._style_ids: dict[str, str] = {}
        self._pattern_ids: dict[bool, str] = {}
        self._last_list = highest_list(self._numbering)
        self._bullets = ""

    def style(self, name: str) -> str:
        """Give the id of the style called `name`: by its name, else by its id, else of a new plain style."""
        if name not in self._style_ids:
            self._style_ids[name] = self._find_style(name) or self._add_style(name)
        return self._style_ids[name]

    def tabs(self, name: str) -> list[int]:
        """Give the places of the tabs that the style called `name` has itself, in twentieths of a point."""
        style_id = self.style(name)
        return [
            int(place)
            for style in self._styles.findall(qn("w:style"))
            if style.get(qn("w:styleId")) == style_id
            for tab in style.findall("/".join(map(qn, ("w:pPr", "w:tabs", "w:tab"))))
            if (place := str(tab.get(qn("w:pos"), "0"))).lstrip("-").isdecimal()
        ]

    def list(self, numbered: bool) -> str:
        """Give the id of a list; all lists with bullets share one, a numbered list is new each time."""
        if numbered:
            return self._add_list(numbered)
        self._bullets = self._bullets or self._add_list(numbered)
        return self._bullets

    def _find_style(self, name: str) -> str:
        kind = _STYLE_TYPES.get(name.lower(), "paragraph")
        by_id = self._known.get((kind, name.replace(" ", "").lower(), False), "")
        return self._known.get((kind, name.lower(), True), by_id)

    def _know(self, style: Element) -> None:
        """Remember a style by its kind and its names, which are its own, and by its id, which is not."""
        kind, style_id = str(style.get(qn("w:type"))), str(style.get(qn("w:styleId")))
        self._known[kind, style_id.lower(), False] = style_id
        for name in _values(style, "w:name"):
            self._known[kind, name.lower(), True] = style_id

    def _add_style(self, name: str) -> str:
        taken = {each.get(qn("w:styleId")) for each in self._styles.findall(qn("w:style"))}
        style_id = name.replace(" ", "")
        while style_id in taken:
            style_id += "1"
        style = parse_xml(f"<w:style {nsdecls('w')}><w:name/>{_PLAIN_STYLES.get(name.lower(), '')}</w:style>")
        style.set(qn("w:type"), _STYLE_TYPES.get(name.lower(), "paragraph"))
        style.set(qn("w:styleId"), style_id)
        style[0].set(qn("w:val"), name)
        self._styles.append(style)
        self._know(style)
        return style_id

    def _add_list(self, numbered: bool) -> str:
        if numbered not in self._pattern_ids:
            self._pattern_ids[numbered] = self._find_pattern(numbered) or self._add_pattern(numbered)
        self._last_list += 1
        added = add_list(self._numbering, self._pattern_ids[numbered], self._last_list)
        if numbered:
            override = etree.SubElement(added, qn("w:lvlOverride"))
            override.set(qn("w:ilvl"), "0")
            etree.SubElement(override, qn("w:startOverride")).set(qn("w:val"), "1")
        return str(self._last_list)

    def _find_pattern(self, numbered: bool) -> str:
        """Give the id of the list pattern that the list style points at; empty when it has none."""
        style_id = self.style(_LIST_STYLES[numbered])
        patterns = {
            str(each.get(qn("w:numId"))): _values(each, "w:abstractNumId")
            for each in self._numbering.findall(qn("w:num"))
        }
        for style in self._styles.findall(qn("w:style")):
            if style.get(qn("w:styleId")) == style_id:
                for list_id in _values(style, "w:pPr", "w:numPr", "w:numId"):
                    return next(iter(patterns.get(list_id, ())), "")
        return ""

    def _add_pattern(self, numbered: bool) -> str:
        pattern: Element = parse_xml(_LIST_PATTERNS[numbered])
        return add_pattern(self._numbering, pattern)


def add_pattern(numbering: Element, pattern: Element) -> str:
    """Add the pattern of a list to the list definitions; give its new id."""
    pattern_id = str(_highest(numbering, "w:abstractNum", "w:abstractNumId") + 1)
    pattern.set(qn("w:abstractNumId"), pattern_id)
    # Word wants all patterns before the first list.
    first_list = numbering.find(qn("w:num"))
    place = len(numbering) if first_list is None else numbering.index(first_list)
    numbering.insert(place, pattern)
    return pattern_id


def highest_list(numbering: Element) -> int:
    """Give the highest id of a list in the list definitions; 0 when there are none."""
    return _highest(numbering, "w:num", "w:numId")


def add_list(numbering: Element, pattern_id: str, list_id: int) -> Element:
    """Add a list with a pattern and an id to the list definitions."""
    added = etree.SubElement(numbering, qn("w:num"))
    added.set(qn("w:numId"), str(list_id))
    etree.SubElement(added, qn("w:abstractNumId")).set(qn("w:val"), pattern_id)
    return added


def numbering_of(part: DocumentPart) -> Element:
    """Give the root of the list definitions, an empty one when the house style has none."""
    try:
        numbering: Element = cast("NumberingPart", part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)).element
    except KeyError:
        numbering = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name = PackURI("/word/numbering.xml")
        added = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, numbering, part.package)
        part.relate_to(added, RELATIONSHIP_TYPE.NUMBERING)
    for leftover in numbering.findall(qn("w:numIdMacAtCleanup")):
        numbering.remove(leftover)
    return numbering


def _values(element: Element, *tags: str) -> list[str]:
    return [str(each.get(qn("w:val"))) for each in element.findall("/".join(map(qn, tags)))]


def _highest(numbering: Element, tag: str, attribute: str) -> int:
    return max((int(str(each.get(qn(attribute)))) for each in numbering.findall(qn(tag))), default=0)
