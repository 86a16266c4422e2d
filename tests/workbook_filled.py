"""A workbook that somebody filled in: values in cells, written as Excel writes them."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def filled(content: bytes, cells: Mapping[str, object]) -> bytes:
    """The workbook with values in cells such as ``Participatieladder!B2``, written as Excel writes them."""
    package = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: package.read(name) for name in package.namelist()}
    names = sheet_parts(parts)
    for where, value in cells.items():
        sheet, _sign, reference = where.partition("!")
        tree = ElementTree.fromstring(parts[names[sheet]])
        _put(next(cell for cell in tree.iter(f"{MAIN}c") if cell.get("r") == reference), value)
        parts[names[sheet]] = ElementTree.tostring(tree)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return written.getvalue()


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The name of the part of each sheet, by the name of the sheet."""
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {each.get("Id"): f"xl/{each.get('Target')}" for each in relations}
    sheets = ElementTree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    return {str(each.get("name")): targets[each.get(_REL)] for each in sheets}


def _put(cell: ElementTree.Element, value: object) -> None:
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, dt.date):
        value = (value - dt.date(1899, 12, 30)).days
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = ElementTree.SubElement(ElementTree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
        text.text = value
    else:
        cell.attrib.pop("t", None)
        ElementTree.SubElement(cell, f"{MAIN}v").text = str(value)
