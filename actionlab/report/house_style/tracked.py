"""Changes that Word kept track of: accepted, without the names of the people who made them."""

from typing import Any

from docx.oxml.ns import nsmap
from lxml import etree

from actionlab.report.word.styles import Element, qn

_ADDED = (qn("w:ins"), qn("w:moveTo"))
_RANGES = (
    "comment",
    "moveFrom",
    "moveTo",
    *(f"customXml{each}" for each in ("Ins", "Del", "MoveFrom", "MoveTo")),
)
_PROPERTIES = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")
# what was deleted, what it looked like before, where a change begins and ends, and who may edit what
_GONE = tuple(
    qn(f"w:{name}")
    for name in (
        *("del", "moveFrom", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *(f"{part}Change" for part in _PROPERTIES),
        *(f"{kind}Range{end}" for kind in _RANGES for end in ("Start", "End")),
        *("commentReference", "annotationRef", "permStart", "permEnd"),
    )
)
_names_somebody = etree.XPath(".//*[@w:author]", namespaces=nsmap)


def accept_changes(root: Element) -> None:
    """Leave a part of a Word file as if all changes in it were accepted and all comments taken out."""
    for mark in list(root.iter(qn("w:trPr"))):
        row = mark.getparent()
        if row is not None and mark.find(qn("w:del")) is not None:
            remove(row)
    for each in reversed(list(root.iter(*_ADDED))):
        _unwrap(each)
    named: Any = _names_somebody(root)
    for each in (*root.iter(*_GONE), *named):
        remove(each)


def remove(element: Element) -> None:
    """Take an element out of what it stands in."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)
