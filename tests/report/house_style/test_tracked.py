"""Changes and comments in a header, footer or style: accepted, and nobody is named."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from actionlab.report.house_style.tracked import accept_changes

WHO = 'w:id="1" w:author="J. de Vries" w:date="2026-01-01T00:00:00Z"'


def accepted(content: str) -> str:
    """What is left of the content of a header, as XML without its namespaces."""
    root: etree._Element = parse_xml(f"<w:hdr {nsdecls('w')}>{content}</w:hdr>")
    accept_changes(root)
    return "".join(etree.tostring(each).decode().replace(f" {nsdecls('w')}", "") for each in root)


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (f"<w:p><w:ins {WHO}><w:r><w:t>nieuw</w:t></w:r></w:ins></w:p>", "nieuw"),
        (f"<w:p><w:moveTo {WHO}><w:r><w:t>hier</w:t></w:r></w:moveTo></w:p>", "hier"),
        (f"<w:p><w:ins {WHO}><w:ins {WHO}><w:r><w:t>twee</w:t></w:r></w:ins></w:ins></w:p>", "twee"),
        (f"<w:p><w:ins {WHO}><w:del {WHO}><w:r><w:t>weg</w:t></w:r></w:del></w:ins></w:p>", ""),
        (f"<w:p><w:del {WHO}><w:r><w:delText>oud</w:delText></w:r></w:del></w:p>", ""),
        (f"<w:p><w:moveFrom {WHO}><w:r><w:t>daar</w:t></w:r></w:moveFrom></w:p>", ""),
    ],
)
def test_what_was_added_stays_and_what_was_deleted_goes(content: str, left: str) -> None:
    run = f"<w:p><w:r><w:t>{left}</w:t></w:r></w:p>"
    assert accepted(content) == (run if left else "<w:p/>")


@pytest.mark.parametrize(
    "mark",
    [
        f"<w:pPr><w:rPr><w:ins {WHO}/><w:b/></w:rPr></w:pPr>",
        f"<w:pPr><w:pPrChange {WHO}><w:pPr/></w:pPrChange></w:pPr>",
        f"<w:pPr><w:sectPr><w:sectPrChange {WHO}/></w:sectPr></w:pPr>",
        f"<w:pPr><w:rPr><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr></w:pPr>",
        f"<w:pPr><w:numPr><w:ins {WHO}/></w:numPr></w:pPr>",
        f'<w:moveFromRangeStart {WHO} w:name="m"/><w:moveFromRangeEnd w:id="1"/>',
        f'<w:moveToRangeStart {WHO} w:name="m"/><w:moveToRangeEnd w:id="1"/>',
        f'<w:customXmlInsRangeStart {WHO}/><w:customXmlInsRangeEnd w:id="1"/>',
        '<w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/>',
        '<w:r><w:commentReference w:id="1"/></w:r>',
        '<w:permStart w:id="1" w:ed="houten\\jdevries"/><w:permEnd w:id="1"/>',
        f"<w:unknown {WHO}/>",
    ],
)
def test_no_mark_of_a_change_or_a_comment_stays_and_nobody_is_named(mark: str) -> None:
    left = accepted(f"<w:p>{mark}<w:r><w:t>tekst</w:t></w:r></w:p>")
    assert "<w:t>tekst</w:t>" in left
    words = ("ries", "w:id", "Change", "Range", "w:ins", "perm", "comment")
    assert [word for word in words if word in left] == []


def test_a_row_that_was_deleted_goes_and_one_that_was_added_stays() -> None:
    rows = "".join(
        f"<w:tr><w:trPr><w:{mark} {WHO}/></w:trPr><w:tc><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:tc></w:tr>"
        for mark in ("ins", "del")
    )
    left = accepted(f"<w:tbl>{rows}</w:tbl><w:p/>")
    assert "<w:t>ins</w:t>" in left
    assert "del" not in left
    assert "Vries" not in left
