"""Every part of every Word file is valid against the transitional schemas of ECMA-376.

The schemas are not ours and not in this repository: OOXML_SCHEMAS names a folder with `wml.xsd`. That of the
core properties asks for those of Dublin Core, which it has not: these alone are not checked.
"""

import os
from functools import cache
from pathlib import Path

import pytest
from every_document import HOUSE_STYLES, MUNICIPALITIES, STYLE, Words, forms, parts, report, reports
from hostile_files import archive
from lxml import etree

SCHEMAS = os.environ.get("OOXML_SCHEMAS", "")
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SCHEMA_OF = {
    W: "wml.xsd",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "dml-chart.xsd",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "dml-main.xsd",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "sml.xsd",
    f"{OFFICE}/custom-properties": "shared-documentPropertiesCustom.xsd",
    f"{OFFICE}/extended-properties": "shared-documentPropertiesExtended.xsd",
    f"{PACKAGE}/content-types": "opc-contentTypes.xsd",
    f"{PACKAGE}/relationships": "opc-relationships.xsd",
}
NOT_CHECKED = {f"{PACKAGE}/metadata/core-properties"}
# these parts are no XML
OTHER = (".png", ".xlsx")

needs_schemas = pytest.mark.skipif(
    not SCHEMAS, reason="NOT CHECKED: set OOXML_SCHEMAS to a folder with wml.xsd to validate Word files"
)


@cache
def schema(namespace: str) -> etree.XMLSchema:
    """Give the schema of a part by the namespace of its root."""
    return etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / SCHEMA_OF[namespace])))


def faults(content: bytes) -> dict[str, list[str]]:
    """Give the parts that are not valid, each with what is wrong; a part of an unknown kind is not valid."""
    found = {}
    for name, part in parts(content):
        if name.endswith(OTHER):
            continue
        root = etree.fromstring(part)
        namespace = str(etree.QName(root).namespace)
        if namespace in NOT_CHECKED:
            continue
        if namespace not in SCHEMA_OF:
            found[name] = [f"there is no schema for {namespace}"]
            continue
        _leave_out_what_may_be_ignored(root)
        if not schema(namespace).validate(root):
            found[name] = str(schema(namespace).error_log).splitlines()
    return found


def _leave_out_what_may_be_ignored(root: etree._Element) -> None:
    """Read a part as a program does that knows the standard and nothing newer."""
    newer = {root.nsmap[prefix] for prefix in str(root.attrib.pop(IGNORABLE, "")).split()}
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        if parent is not None and etree.QName(element).namespace in newer:
            parent.remove(element)
        for key in [key for key in element.attrib if etree.QName(key).namespace in newer]:
            del element.attrib[key]


@needs_schemas
@pytest.mark.parametrize("words", reports("Houten"), ids=" ".join)
def test_every_part_of_a_report_is_valid(words: Words) -> None:
    assert faults(report(words)) == {}


@needs_schemas
@pytest.mark.long
@pytest.mark.parametrize("house_style", HOUSE_STYLES)
@pytest.mark.parametrize("words", reports(*MUNICIPALITIES), ids=" ".join)
def test_every_part_of_a_report_in_another_house_style_is_valid(words: Words, house_style: str) -> None:
    assert faults(report(words, house_style)) == {}


@needs_schemas
def test_every_part_of_the_forms_is_valid() -> None:
    assert {name: found for name, each in forms().items() if (found := faults(each))} == {}


@needs_schemas
def test_every_part_of_the_house_style_is_valid() -> None:
    assert faults(STYLE) == {}


@needs_schemas
def test_charts_and_their_workbooks_and_what_a_file_says_of_itself_are_among_the_parts() -> None:
    names = [name for name, _part in parts(report(("-m", "Houten", "--audience", "researchers")))]

    for wanted in (
        "word/charts/chart",
        "workbook1.xlsx/xl/worksheets/",
        "docProps/custom.xml",
        "word/theme/",
    ):
        assert any(wanted in name for name in names), wanted


@needs_schemas
@pytest.mark.parametrize(
    "part", [f'<w:document xmlns:w="{W}"><w:tafel/></w:document>', '<vreemd xmlns="urn:vreemd"/>']
)
def test_a_part_that_is_not_valid_is_noticed(part: str) -> None:
    assert list(faults(archive({"word/document.xml": part.encode()}))) == ["word/document.xml"]
