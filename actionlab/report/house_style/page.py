"""The page of somebody else's house style: its paper and margins, and what stands at its head and foot."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.parts.document import DocumentPart

from actionlab.i18n import N_, translated
from actionlab.report.house_style.fields import forget_people, reads_elsewhere
from actionlab.report.house_style.looks import number
from actionlab.report.house_style.package import (
    HouseStyleHasObject,
    HouseStyleLinksOutside,
    HouseStyleUnreadable,
)
from actionlab.report.house_style.sound import keep_sound_values
from actionlab.report.house_style.tracked import accept_changes
from actionlab.report.word.styles import Element

# twentieths of a point: A4 with ordinary margins, what a page may be, and the least room for text on it
_A4 = {"w": 11906, "h": 16838}
_SHORTEST, _LONGEST = 7000, 24000
_MARGINS = {"top": 1417, "right": 1417, "bottom": 1417, "left": 1417, "header": 624, "footer": 624}
_LEAST_MARGIN, _LEAST_WIDTH, _LEAST_HEIGHT = 300, 6800, 9000
_LANGUAGE = "nl"
_NOBODYS_LOGO = N_("Logo of the organisation")
_PAGES = ("default", "first")
_EDGES = {
    qn("w:headerReference"): RELATIONSHIP_TYPE.HEADER,
    qn("w:footerReference"): RELATIONSHIP_TYPE.FOOTER,
}
_MAY_BE_RELATED = {RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK}
# what ties a header to a part that stays behind, or is a place in it
_LEFT_BEHIND = ("w:dataBinding", "w:placeholder", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
# where old pictures may say what to fetch, next to the part that holds them
_PLACES = ("src", f"{_OFFICE}href", f"{_OFFICE}althref")


def tidy_page(part: DocumentPart) -> None:
    """Keep of the last page set-up its paper, margins, header and footer, A4 where it leaves no room.

    One head and foot for all pages but the first: what is only for even pages, columns, line numbers and a
    first page number of its own stay behind.
    """
    body: Any = part.element.body
    found = body.sectPr
    said = {} if found is None else {each.tag: each for each in found}
    section: Any = parse_xml(f"<w:sectPr {nsdecls('w')}/>")
    seen: set[tuple[str, str]] = set()
    for each in () if found is None else found:
        edge = (str(each.tag), str(each.get(qn("w:type"))))
        if edge not in seen and edge[1] in _PAGES and _leads_to_one(part, each):
            section.append(deepcopy(each))
            seen.add(edge)
    size, margins = _sizes(said.get(qn("w:pgSz")), said.get(qn("w:pgMar")))
    for tag, sizes in (("w:pgSz", size), ("w:pgMar", margins)):
        element = OxmlElement(tag)
        for name, value in sizes.items():
            element.set(qn(f"w:{name}"), str(value))
        section.append(element)
    if qn("w:titlePg") in said:
        section.append(deepcopy(said[qn("w:titlePg")]))
    if found is not None:
        body.remove(found)
    body.append(section)


def _leads_to_one(part: DocumentPart, reference: Element) -> bool:
    """Whether a reference leads to a header or footer that is there."""
    relation = part.rels.get(str(reference.get(qn("r:id"))))
    return relation is not None and relation.reltype == _EDGES.get(str(reference.tag))


def _sizes(paper: Element | None, edges: Element | None) -> tuple[dict[str, int], dict[str, int]]:
    size = {name: _number(paper, name, usual) for name, usual in _A4.items()}
    if not all(_SHORTEST <= length <= _LONGEST for length in size.values()):
        size = dict(_A4)
    size = {"w": min(size.values()), "h": max(size.values())}
    # Word takes a margin below zero for one that does not give way to a high header
    margins = {name: abs(_number(edges, name, usual)) for name, usual in _MARGINS.items()}
    margins |= {name: max(margins[name], _LEAST_MARGIN) for name in ("top", "right", "bottom", "left")}
    is_narrow = size["w"] - margins["left"] - margins["right"] < _LEAST_WIDTH
    is_low = size["h"] - margins["top"] - margins["bottom"] < _LEAST_HEIGHT
    if is_narrow or is_low:
        size, margins = dict(_A4), dict(_MARGINS)
    return size, margins | {"gutter": 0}


def _number(element: Element | None, name: str, usual: int) -> int:
    return usual if element is None else number(element.get(qn(f"w:{name}")), usual)


def tidy_edge(part: XmlPart, file: str, municipality: str) -> None:
    """Leave in a header or footer what a reader sees: text, pictures with a description, and fields.

    Changes are accepted: nobody is named who made them. Raises `HouseStyleHasObject` for other things,
    `HouseStyleLinksOutside` for a field that reads a file, and `HouseStyleUnreadable` for a picture that is
    not there.
    """
    name = str(part.partname).lstrip("/")
    root: Any = part.element
    if any(each.reltype not in _MAY_BE_RELATED for each in part.rels.values()):
        raise HouseStyleHasObject(file=file, part=name)
    accept_changes(root)
    if not _named_parts(root) <= set(part.rels):
        raise HouseStyleUnreadable(file=file)
    if reads_elsewhere(root):
        raise HouseStyleLinksOutside(file=file, part=name)
    forget_people(root)
    keep_sound_values(root)
    for tag in _LEFT_BEHIND:
        for each in list(root.iter(qn(tag))):
            each.getparent().remove(each)
    for each in root.iter():
        is_old = str(each.tag).startswith(_VML)
        for attribute in map(str, list(each.attrib)):
            if "}rsid" in attribute or (is_old and attribute in _PLACES):
                del each.attrib[attribute]
    _describe_pictures(root, municipality)


def _named_parts(root: Element) -> set[str]:
    """Give the ids by which pictures and links name other parts; an empty one names none."""
    relation = f"{{{nsmap['r']}}}"
    attributes = (each for element in root.iter() for each in element.attrib.items())
    return {str(value) for key, value in attributes if value and str(key).startswith(relation)}


def _describe_pictures(root: Element, municipality: str) -> None:
    sentence = N_("Logo of the municipality of {municipality}") if municipality else _NOBODYS_LOGO
    description = translated(sentence, _LANGUAGE).format(municipality=municipality)
    for drawn in _pictures(root):
        if not drawn.get("descr") and not any(_is_decoration(each) for each in drawn.iter(_DECORATIVE)):
            drawn.set("descr", description)
    for shape in _old_pictures(root):
        if not shape.get("alt"):
            shape.set("alt", description)


def _pictures(root: Element) -> Iterator[Element]:
    """Give what is said of each drawing that shows a picture; a box with text is read out as it is."""
    for drawn in root.iter(f"{_DRAWING}docPr"):
        parent = drawn.getparent()
        if parent is not None and next(parent.iter(f"{_PICTURE}pic"), None) is not None:
            yield drawn


def _old_pictures(root: Element) -> Iterator[Element]:
    for picture in root.iter(f"{_VML}imagedata"):
        shape = picture.getparent()
        if shape is not None:
            yield shape


def _is_decoration(mark: Element) -> bool:
    return mark.get("val") in ("1", "true")
