"""The house style of a Word file: its styles and lists, found by name and made when they are not there."""

from typing import cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from lxml import etree

Element = etree._Element

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
    "caption": "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr>",
    "table heading": "<w:rPr><w:b/></w:rPr>",
    "strong": "<w:rPr><w:b/></w:rPr>",
    "report table": "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr>",
}
_STYLE_TYPES = {"strong": "character", "report table": "table"}
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
        self.text_width = text_width
        self._styles: Element = part.styles.element
        self._numbering = _numbering_of(part)
        self._style_ids: dict[str, str] = {}
        self._pattern_ids: dict[bool, str] = {}
        self._last_list = _highest(self._numbering, "w:num", "w:numId")
        self._bullets = ""

    def style(self, name: str) -> str:
        """Give the id of the style called `name`: by its name, else by its id, else of a new plain style."""
        if name not in self._style_ids:
            self._style_ids[name] = self._find_style(name) or self._add_style(name)
        return self._style_ids[name]

    def list(self, numbered: bool) -> str:
        """Give the id of a list; all lists with bullets share one, a numbered list is new each time."""
        if numbered:
            return self._add_list(numbered)
        self._bullets = self._bullets or self._add_list(numbered)
        return self._bullets

    def _find_style(self, name: str) -> str:
        kind = _STYLE_TYPES.get(name.lower(), "paragraph")
        styles = [each for each in self._styles.findall(qn("w:style")) if each.get(qn("w:type")) == kind]
        by_name = {value.lower(): each for each in styles for value in _values(each, "w:name")}
        by_id = {str(each.get(qn("w:styleId"))).lower(): each for each in styles}
        found = by_name.get(name.lower(), by_id.get(name.replace(" ", "").lower()))
        return "" if found is None else str(found.get(qn("w:styleId")))

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
        return style_id

    def _add_list(self, numbered: bool) -> str:
        if numbered not in self._pattern_ids:
            self._pattern_ids[numbered] = self._find_pattern(numbered) or self._add_pattern(numbered)
        self._last_list += 1
        added = etree.SubElement(self._numbering, qn("w:num"))
        added.set(qn("w:numId"), str(self._last_list))
        etree.SubElement(added, qn("w:abstractNumId")).set(qn("w:val"), self._pattern_ids[numbered])
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
        pattern_id = str(_highest(self._numbering, "w:abstractNum", "w:abstractNumId") + 1)
        pattern = parse_xml(_LIST_PATTERNS[numbered])
        pattern.set(qn("w:abstractNumId"), pattern_id)
        # Word wants all patterns before the first list.
        first_list = self._numbering.find(qn("w:num"))
        place = len(self._numbering) if first_list is None else self._numbering.index(first_list)
        self._numbering.insert(place, pattern)
        return pattern_id


def _numbering_of(part: DocumentPart) -> Element:
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
