"""Fields in a header or footer: which may stand, however somebody wrote the others."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from actionlab.report.house_style.fields import forget_people, reads_elsewhere

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
BRANCHES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def code(*pieces: str) -> str:
    """Runs with the pieces of a code."""
    return "".join(f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in pieces)


def text(said: str) -> str:
    """A run with text."""
    return f"<w:r><w:t>{said}</w:t></w:r>"


def field(*pieces: str, result: str = "") -> str:
    """A field with the pieces of its code, and what it shows."""
    return BEGIN + code(*pieces) + (SEPARATE + text(result) if result else "") + END


def branches(choice: str, fallback: str) -> str:
    """Two ways to read, of which a program takes one."""
    chosen = f'<mc:Choice Requires="w14">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{chosen}</mc:AlternateContent></w:r>"


def footer(content: str) -> etree._Element:
    """A footer with one paragraph."""
    root: etree._Element = parse_xml(f"<w:ftr {nsdecls('w')} {BRANCHES}><w:p>{content}</w:p></w:ftr>")
    return root


@pytest.mark.parametrize(
    "content",
    [
        field("PAGE") + field('INCLUDEPICTURE "http://x" \\d'),
        field("PAGE", result="1") + field("INCLUDETEXT x", result="y"),
        field("INC", "LUDE", 'PICTURE "x"'),
        field(' includePicture "x" '),
        field('"INCLUDEPICTURE" "x"'),
        field("INCLUDEPICTURE\\d"),
        field(" RD x.docx "),
        field(" DDE excel x "),
        BEGIN + code(" IF 1 = 1 ") + field(' INCLUDEPICTURE "x" ') + code(' "" ') + END,
        BEGIN + code(" PAGE ") + SEPARATE + field("LINK x y") + END,
        BEGIN + field('QUOTE "INCLUDEPICTURE"', result="PAGE") + code(' "http://x"') + END,
        BEGIN + code("INCLUDE") + field("QUOTE PICTURE", result="S") + code(' "http://x"') + END,
        BEGIN + code("INCLUDE") + '<w:fldSimple w:instr="QUOTE PICTURE"/>' + code(" x") + END,
        BEGIN + code("IN") + text("CLUDEPICTURE x") + END,
        BEGIN + code("PAGE") + SEPARATE + code('INCLUDEPICTURE "x"') + END,
        BEGIN + code('INCLUDEPICTURE "x"'),
        BEGIN + branches(code("PAGE "), code("INCLUDEPICTURE x")) + END,
        BEGIN + code("IN") + branches(code("x"), code("CLUDEPICTURE x")) + END,
        branches(field("PAGE"), field('INCLUDEPICTURE "x"')),
        branches(BEGIN + code("IN"), "") + code("CLUDEPICTURE x") + END,
        '<w:fldSimple w:instr="PAGE"/><w:fldSimple w:instr="INCLUDEPICTURE x"/>',
        '<w:fldSimple w:instr=" includetext x"/>',
        code("INCLUDETEXT x"),
    ],
)
def test_a_field_that_takes_something_from_elsewhere_is_seen_however_it_is_written(content: str) -> None:
    assert reads_elsewhere(footer(content))


@pytest.mark.parametrize(
    "content",
    [
        "",
        text("Zie INCLUDETEXT en LINK"),
        field("PAGE") + field("NUMPAGES"),
        field(" PAGE ", result="1"),
        field("P", "AGE", " \\* MERGEFORMAT", result="LINK"),
        field(' HYPERLINK "https://houten.example/link/rd" ', result="site"),
        field(" DATE \\@ &quot;d MMMM yyyy&quot; ", result="1 mei 2026"),
        BEGIN + code(" = ") + field(" PAGE ", result="1") + code(" - 1 ") + SEPARATE + text("0") + END,
        BEGIN + code("=") + field("NUMPAGES", result="9") + code("-1") + END,
        BEGIN + code(" IF ") + field(" PAGE ", result="1") + code(' = 1 "" "x" ') + SEPARATE + END,
        BEGIN + code("IF ") + f'<w:fldSimple w:instr="PAGE">{text("1")}</w:fldSimple>' + code("=1") + END,
        branches(field("PAGE", result="1"), field("PAGE", result="1")),
        f'<w:fldSimple w:instr=" TITLE ">{text("Rapport")}</w:fldSimple>',
    ],
)
def test_fields_of_a_page_its_title_and_its_links_may_stand(content: str) -> None:
    assert not reads_elsewhere(footer(content))


@pytest.mark.parametrize(
    "content",
    [
        field(" AUTHOR \\* Upper ", result="J. de Vries"),
        field("LASTSAVEDBY", result="J. de Vries"),
        f'<w:fldSimple w:instr="UserName">{text("J. de Vries")}</w:fldSimple>',
    ],
)
def test_a_field_forgets_who_made_the_file(content: str) -> None:
    root = footer(content + field("TITLE", result="Brief") + text("Gemeente Houten"))
    forget_people(root)
    assert [each.text for each in root.iter(qn("w:t")) if each.text] == ["Brief", "Gemeente Houten"]
