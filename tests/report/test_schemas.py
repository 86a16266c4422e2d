"""Every part of a Word file is valid against the transitional schemas of ECMA-376.

The schemas are not ours and not in this repository: OOXML_SCHEMAS names a folder with `wml.xsd`.
"""

import os
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from actionlab.cli.main import program

CHECKOUT = Path(__file__).parents[2]
SCHEMAS = os.environ.get("OOXML_SCHEMAS", "")
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

needs_schemas = pytest.mark.skipif(
    not SCHEMAS, reason="NOT CHECKED: set OOXML_SCHEMAS to a folder with wml.xsd to validate Word files"
)


def validated(path: Path) -> dict[str, list[str]]:
    """Give the faults of every part that is WordprocessingML, by name."""
    schema = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "wml.xsd")))
    faults = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            root = etree.fromstring(package.read(name))
            if etree.QName(root).namespace == W:
                root.attrib.pop(f"{{{COMPATIBILITY}}}Ignorable", "")
                schema.validate(root)
                faults[name] = str(schema.error_log).splitlines()
    return faults


@needs_schemas
@pytest.mark.parametrize("municipality", ["Houten", "Nieuwegein", "Zeist"])
@pytest.mark.parametrize("audience", ["municipality", "researchers"])
def test_every_part_of_a_report_is_valid(own_folder: Path, municipality: str, audience: str) -> None:
    made = own_folder / "rapport.docx"
    words = ["report", "-m", municipality, "--audience", audience, "-o", str(made)]
    with pytest.raises(SystemExit):
        program(["-C", str(CHECKOUT), *words])

    faults = validated(made)
    assert "word/document.xml" in faults
    assert "word/styles.xml" in faults
    assert {name: found for name, found in faults.items() if found} == {}


@needs_schemas
def test_every_part_of_the_house_style_is_valid() -> None:
    faults = validated(CHECKOUT / "templates" / "house-style.docx")

    assert "word/styles.xml" in faults
    assert {name: found for name, found in faults.items() if found} == {}


@needs_schemas
def test_a_part_that_is_not_valid_is_noticed(own_folder: Path) -> None:
    broken = own_folder / "kapot.docx"
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:tafel/></w:document>')

    assert validated(broken)["word/document.xml"] != []
