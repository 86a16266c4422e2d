"""Make templates/house-style.docx: the styles, lists and page of the reports, without any text.

Run by hand after a change: ``python tools/make_house_style.py``; its output is committed. The default
template of python-docx gives the package and the theme; everything that tells where it came from is
replaced or left out.
"""

import re
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from actionlab.report.word.package import leave_behind, pack

HOUSE_STYLE = Path(__file__).parents[1] / "templates" / "house-style.docx"
LANGUAGE = "nl-NL"
FONT = "Calibri"
# Contrast on white: blue 11.5, grey 9.7, amber 5.0; black on the two shades at least 17.
BLUE, GREY, AMBER = "1F3864", "404040", "B45309"
RULE, SHADE, WARM_SHADE = "A6B4C8", "E6ECF3", "FDF4E7"
ACCENTS = ("1F3864", "B45309", "2E75B6", "548235", "7F4A88", "595959")
TEXT_WIDTH, SIDES, TOP, BOTTOM = 9412, 1247, 1134, 1106


def _paragraph_style(
    name: str,
    looks: str = "",
    letters: str = "",
    *,
    based_on: str = "Normal",
    following: str = "",
    is_own: bool = False,
) -> str:
    style_id = _style_id(name)
    own = _OWN if is_own else ""
    follows = following or ("Normal" if is_own else name)
    return (
        f'<w:style w:type="paragraph" {own} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{_style_id(based_on)}"/><w:next w:val="{_style_id(follows)}"/>'
        f"<w:qFormat/><w:pPr>{looks}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _style_id(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _spacing(before: int, after: int, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _letters(size: int = 0, colour: str = "", *, bold: bool = False) -> str:
    """Bold, colour, and size in half points."""
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    )


def _rule(side: str, colour: str, *, eighths: int = 4, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _border(side: str, colour: str, *, eighths: int, space: int) -> str:
    return f"<w:pBdr>{_rule(side, colour, eighths=eighths, space=space)}</w:pBdr>"


def _box(shade: str, rule: str) -> str:
    """A shaded paragraph with a thick rule before it; equal ones below one another are one box."""
    sides = f"{_rule('top', shade, space=4)}{_rule('left', rule, eighths=36, space=10)}"
    return (
        f"<w:pBdr>{sides}{_rule('bottom', shade, space=4)}</w:pBdr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    )


def _band(shade: str) -> str:
    """A shaded paragraph with a little room around its words."""
    sides = "".join(_rule(side, shade, space=space) for side, space in _ROOM_IN_A_BAND)
    return f'<w:pBdr>{sides}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'


_ROOM_IN_A_BAND = (("top", 2), ("left", 5), ("bottom", 2), ("right", 5))
_RIGHT_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_OWN = 'w:customStyle="1"'
_KEEP_WITH_NEXT = "<w:keepNext/><w:keepLines/>"
_KEEP = "<w:keepLines/>"

_DEFAULTS = f"""
<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
    <w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{LANGUAGE}"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr>{_spacing(0, 90, 276)}</w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
  <w:name w:val="No List"/><w:semiHidden/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
</w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>
  <w:rPr><w:b/><w:bCs/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
  <w:rPr><w:color w:val="{BLUE}"/></w:rPr>
</w:style>
<w:style w:type="table" {_OWN} w:styleId="ReportTable"><w:name w:val="Report Table"/>
  <w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>{"".join(_rule(side, RULE) for side in ("top", "bottom", "insideH"))}</w:tblBorders>
    <w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr>
    <w:tcBorders>{_rule("bottom", BLUE, eighths=8)}</w:tcBorders>
    <w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>
  </w:tcPr></w:tblStylePr>
</w:style>
"""

# close together inside a list, with room after it
_LIST_SPACING = _spacing(0, 90) + "<w:contextualSpacing/>"

_HEADINGS = (
    _paragraph_style("Title", _KEEP_WITH_NEXT + _spacing(1500, 160, 252), _letters(60, BLUE, bold=True)),
    _paragraph_style(
        "Subtitle",
        _KEEP_WITH_NEXT + _border("bottom", BLUE, eighths=12, space=14) + _spacing(0, 400, 264),
        _letters(30, GREY),
        following="Fact",
    ),
    *(
        _paragraph_style(
            f"heading {level}",
            f'{_KEEP_WITH_NEXT}{_spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
            _letters(size, BLUE, bold=True),
            following="Normal",
        )
        for level, size, before, after in ((1, 34, 360, 100), (2, 27, 240, 60), (3, 24, 180, 40))
    ),
    _paragraph_style("TOC Heading", _KEEP_WITH_NEXT + _spacing(480, 120, 252), _letters(30, BLUE, bold=True)),
    _paragraph_style("toc 1", _RIGHT_TAB + _spacing(20, 20)),
    _paragraph_style("toc 2", _RIGHT_TAB + _spacing(0, 20) + '<w:ind w:left="340"/>'),
    _paragraph_style("toc 3", _RIGHT_TAB + _spacing(0, 20) + '<w:ind w:left="680"/>'),
)
_TEXTS = (
    _paragraph_style(
        "Fact",
        '<w:tabs><w:tab w:val="left" w:pos="2268"/></w:tabs>'
        + _spacing(0, 80)
        + '<w:ind w:left="2268" w:hanging="2268"/>',
        is_own=True,
    ),
    _paragraph_style("Lead", _spacing(0, 160), _letters(24, BLUE), is_own=True),
    _paragraph_style("Note", _KEEP + _spacing(60, 120), _letters(21, GREY), is_own=True),
    *(
        _paragraph_style(
            name,
            _KEEP + _box(shade, rule) + _spacing(before, after) + '<w:ind w:left="284"/>',
            is_own=True,
        )
        for name, shade, rule, before, after in (
            ("Warning", WARM_SHADE, AMBER, 160, 200),
            ("Call Out", SHADE, BLUE, 160, 200),
            ("Ask", SHADE, BLUE, 60, 60),
        )
    ),
    _paragraph_style(
        "Strength",
        _KEEP_WITH_NEXT + _band(SHADE) + _spacing(60, 100) + '<w:ind w:left="100" w:right="100"/>',
        is_own=True,
    ),
    _paragraph_style(
        "Quote",
        _KEEP
        + _border("left", RULE, eighths=18, space=12)
        + _spacing(100, 140)
        + '<w:ind w:left="454" w:right="454"/>',
        _letters(colour=BLUE),
        following="Normal",
    ),
    _paragraph_style("List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>' + _LIST_SPACING),
    _paragraph_style("List Number", '<w:numPr><w:numId w:val="2"/></w:numPr>' + _LIST_SPACING),
    _paragraph_style("caption", _KEEP_WITH_NEXT + _spacing(160, 60, 252), _letters(colour=BLUE, bold=True)),
    # a line of exact height would cut off a drawing
    _paragraph_style("Chart", _spacing(0, 120, 240), is_own=True),
    _paragraph_style("Table Text", _spacing(24, 24), _letters(21), is_own=True),
    _paragraph_style(
        "Table Heading", "<w:keepNext/>", _letters(bold=True), based_on="Table Text", is_own=True
    ),
    _paragraph_style("header", _RIGHT_TAB + _spacing(0, 0, 252), _letters(19, GREY)),
    _paragraph_style(
        "footer",
        _border("top", RULE, eighths=4, space=8) + _RIGHT_TAB + _spacing(0, 0, 252),
        _letters(19, GREY),
    ),
)

_LIST_LEVEL = """
<w:abstractNum w:abstractNumId="{list_id}"><w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>
    <w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>
    <w:pPr><w:tabs><w:tab w:val="num" w:pos="397"/></w:tabs><w:ind w:left="397" w:hanging="397"/></w:pPr>
    <w:rPr><w:color w:val="{colour}"/></w:rPr>
  </w:lvl>
</w:abstractNum>
"""
_LISTS = "".join(
    _LIST_LEVEL.format(list_id=list_id, kind=kind, style=style, text=text, colour=BLUE)
    for list_id, kind, style, text in ((1, "bullet", "ListBullet", "•"), (2, "decimal", "ListNumber", "%1."))
) + "".join(f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>' for list_id in (1, 2))

_SETTINGS = f"""
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"
  w:val="15"/></w:compat>
<w:themeFontLang w:val="{LANGUAGE}"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
  w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6"
  w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>
"""

# Carlito has the same widths as Calibri and is what LibreOffice brings along.
_FONTS = f"""
<w:font w:name="{FONT}"><w:altName w:val="Carlito"/><w:charset w:val="00"/>
  <w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
"""

_PAGE = f"""
<w:sectPr {nsdecls("w")}>
  <w:pgSz w:w="11906" w:h="16838"/>
  <w:pgMar w:top="{TOP}" w:right="{SIDES}" w:bottom="{BOTTOM}" w:left="{SIDES}"
    w:header="595" w:footer="567" w:gutter="0"/>
  <w:cols w:space="708"/><w:titlePg/>
</w:sectPr>
"""


def house_style() -> bytes:
    """Give the bytes of the house style: the same at every run."""
    package = docx.Document()
    leave_behind(package)
    body = package.element.body
    body.replace(body.sectPr, parse_xml(_PAGE))
    _replace(package, RELATIONSHIP_TYPE.STYLES, "styles", _DEFAULTS + "".join(_HEADINGS + _TEXTS))
    _replace(package, RELATIONSHIP_TYPE.NUMBERING, "numbering", _LISTS)
    _replace(package, RELATIONSHIP_TYPE.SETTINGS, "settings", _SETTINGS)
    _replace(package, RELATIONSHIP_TYPE.FONT_TABLE, "fonts", _FONTS)
    _colour_theme(package)
    properties = package.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title, properties.language = "Huisstijl", LANGUAGE
    properties.created = properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - python-docx wants it plain
    return pack(package)


def _replace(package: Package, kind: str, root: str, content: str) -> None:
    part = package.part.part_related_by(kind)
    blob = f"<w:{root} {nsdecls('w')}>{content}</w:{root}>"
    if isinstance(part, XmlPart):
        part._element = parse_xml(blob)
    else:
        part._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + blob.encode()


def _colour_theme(package: Package) -> None:
    """Put our font and colours in the theme: charts take theirs from there."""
    part: Part = package.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode()
    for number, colour in enumerate(ACCENTS, start=1):
        theme = re.sub(rf"(<a:accent{number}>\s*<a:srgbClr val=)\"\w+\"", rf'\1"{colour}"', theme)
    for font in ("major", "minor"):
        theme = re.sub(rf"(<a:{font}Font>\s*<a:latin typeface=)\"[^\"]*\"", rf'\1"{FONT}"', theme)
    part._blob = theme.encode()


if __name__ == "__main__":
    HOUSE_STYLE.write_bytes(house_style())
