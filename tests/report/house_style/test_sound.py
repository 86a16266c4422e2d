"""Numbers, colours and ways between styles that no program can read: left out."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from actionlab.report.house_style.sound import keep_sound_values, untangle


def styles(content: str) -> etree._Element:
    """The definitions of styles."""
    root: etree._Element = parse_xml(f"<w:styles {nsdecls('w')}>{content}</w:styles>")
    return root


def style(name: str, *, based_on: str = "", other: str = "", default: bool = False) -> str:
    """The definition of a style, based on another one."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    ordinary = ' w:default="1"' if default else ""
    start = f'<w:style w:type="paragraph"{ordinary} w:styleId="{name}">'
    return f'{start}<w:name w:val="{name}"/>{base}{other}</w:style>'


def bases(root: etree._Element) -> dict[str, list[str]]:
    """What each style is based on."""
    return {
        str(each.get(qn("w:styleId"))): [str(base.get(qn("w:val"))) for base in each.iter(qn("w:basedOn"))]
        for each in root
    }


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ('<w:sz w:val="abc"/>', ""),
        ('<w:sz w:val="-4"/>', ""),
        ('<w:sz w:val=""/>', ""),
        ("<w:sz/>", ""),
        ('<w:sz w:val="1e400"/>', ""),
        ('<w:sz w:val="99999999999"/>', ""),
        ('<w:sz w:val="nan"/>', ""),
        ('<w:sz w:val="٢٢"/>', '<w:sz w:val="22"/>'),
        ('<w:sz w:val="22.5"/>', '<w:sz w:val="22"/>'),
        ('<w:szCs w:val="24"/>', '<w:szCs w:val="24"/>'),
        ('<w:sz w:val="12pt"/>', '<w:sz w:val="12pt"/>'),
        ('<w:color w:val="zz365F91"/>', ""),
        ('<w:color w:val="123456.7"/>', ""),
        ('<w:color w:val="#1F3864"/>', ""),
        ('<w:color w:val="zz" w:themeColor="accent1"/>', '<w:color w:themeColor="accent1" w:val="auto"/>'),
        ('<w:color w:val="1f3864" w:themeTint="x"/>', '<w:color w:val="1f3864"/>'),
        ('<w:color w:val="auto"/>', '<w:color w:val="auto"/>'),
        ('<w:shd w:val="clear" w:color="auto" w:fill="rood"/>', '<w:shd w:val="clear" w:color="auto"/>'),
        ('<w:left w:val="single" w:sz="dik" w:color="blauw"/>', '<w:left w:val="single"/>'),
        ('<w:spacing w:before="x" w:line="-240"/>', '<w:spacing w:line="-240"/>'),
        ('<w:spacing w:val="0.5x"/>', "<w:spacing/>"),
        ('<w:ind w:left="851.2" w:hanging="-5"/>', '<w:ind w:left="851"/>'),
        ('<w:tabs><w:tab w:val="left" w:pos="hier"/></w:tabs>', ""),
        ('<w:r><w:tab/></w:r>', "<w:r><w:tab/></w:r>"),
        ('<w:tblW w:w="50%" w:type="pct"/>', '<w:tblW w:w="50%" w:type="pct"/>'),
        ('<w:gridCol w:w="9025.51"/>', '<w:gridCol w:w="9026"/>'),
        ('<w:outlineLvl w:val="12"/>', ""),
    ],
)  # fmt: skip
def test_a_number_or_colour_that_is_none_is_left_out_and_a_fraction_is_rounded(said: str, left: str) -> None:
    root = styles(said)
    keep_sound_values(root)
    assert "".join(etree.tostring(each).decode().replace(f" {nsdecls('w')}", "") for each in root) == left


def test_a_circle_of_styles_is_cut_at_the_ordinary_one() -> None:
    root = styles(
        style("Heading1", based_on="Normal")
        + style("Normal", based_on="Heading1", default=True)
        + style("Self", based_on="Self")
        + style("A", based_on="B")
        + style("B", based_on="A")
        + style("C", based_on="B")
    )
    untangle(root)
    assert bases(root) == {
        "Heading1": ["Normal"],
        "Normal": [],
        "Self": [],
        "A": [],
        "B": ["A"],
        "C": ["B"],
    }


def test_a_way_to_a_style_that_is_not_there_is_left_out_and_the_others_stay() -> None:
    others = '<w:next w:val="{to}"/><w:link w:val="{to}"/>'
    root = styles(
        style("A", based_on="Weg", other=others.format(to="Weg"))
        + style("B", based_on="A", other=others.format(to="A"))
    )
    untangle(root)
    assert bases(root) == {"A": [], "B": ["A"]}
    assert [each.get(qn("w:val")) for tag in ("w:next", "w:link") for each in root.iter(qn(tag))] == [
        "A",
        "A",
    ]


def test_a_chain_of_thousands_of_styles_is_cut_in_pieces_and_an_ordinary_one_stays() -> None:
    root = styles("".join(style(f"D{at}", based_on=f"D{at + 1}" if at < 2999 else "") for at in range(3000)))
    untangle(root)
    found = bases(root)
    lengths = []
    for first in found:
        length, at = 0, first
        while found[at]:
            at, length = found[at][0], length + 1
        lengths.append(length)
    assert max(lengths) == 29
    assert [found[f"D{at}"] for at in range(2972, 2999)] == [[f"D{at + 1}"] for at in range(2972, 2999)]
