"""House styles of municipalities that do not exist, as they come out of Word: two very different ones."""

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

# the ids that Dutch Word gives to its own styles
DUTCH_IDS = {
    "Normal": "Standaard",
    "Heading1": "Kop1",
    "Heading2": "Kop2",
    "Heading3": "Kop3",
    "Title": "Titel",
    "Subtitle": "Ondertitel",
    "ListBullet": "Lijstopsomteken",
    "ListNumber": "Lijstnummering",
    "Caption": "Bijschrift",
    "Quote": "Citaat",
    "Header": "Koptekst",
    "Footer": "Voettekst",
    "TableNormal": "Standaardtabel",
}
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    f'<w:pStyle w:val="Kop{level + 1}"/>'
    f'<w:lvlText w:val="{".".join(f"%{number + 1}" for number in range(level + 1))}"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="851" w:hanging="851"/></w:pPr></w:lvl>'
    for level in range(3)
)
_TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Gemeentetabel">
  <w:name w:val="Gemeentetabel"/><w:basedOn w:val="TableNormal"/>
  <w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="00695C"/></w:tblBorders>
    <w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="B2DFDB"/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="26A69A"/></w:tcPr></w:tblStylePr>
</w:style>"""


def blue_serif() -> bytes:
    """A .docx of Dutch Word: blue letters with serifs, numbered headings, wide margins, a logo and a footer.

    Its text is justified and its smallest letters are small; there is text in it, and a comment.
    """
    package = docx.Document()
    paragraph = package.add_paragraph("Geheime brief aan de wethouder")
    package.add_comment(paragraph.runs, "geheime opmerking", author="J. de Vries")
    _letter(package, "Normal", "Cambria", 10, "justify")
    for level, size in ((1, 20), (2, 15), (3, 12)):
        _letter(package, f"Heading {level}", "Cambria", size, "left", "1F6FB4")
    _number_headings(package)
    _colour_theme(package, accent1="1F6FB4", accent2="D9A300")
    section = package.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(35)
    section.top_margin, section.bottom_margin = Mm(40), Mm(30)
    section.header.paragraphs[0].add_run().add_picture(BytesIO(logo()), width=Mm(40))
    for drawn in section.header._element.iter(qn("wp:docPr")):
        drawn.attrib.pop("descr", None)
    foot = section.footer.paragraphs[0]
    foot.text = "Postbus 30, 3990 DA Houten   Pagina "
    add_field(foot, "PAGE")
    _rename_styles(package, DUTCH_IDS)
    return saved(package)


def green_sans() -> bytes:
    """A .dotx: narrow margins, large letters without serifs, a dark ground behind headings, its own tables.

    It has no styles for lists, captions and quotes, and its own for tables has pale words in the header.
    """
    package = docx.Document()
    for fonts in package.styles.element.find(qn("w:docDefaults")).iter(qn("w:rFonts")):
        fonts.attrib.clear()
        fonts.set(qn("w:ascii"), "Verdana")
        fonts.set(qn("w:hAnsi"), "Verdana")
    _letter(package, "Normal", "Verdana", 12, "left")
    _letter(package, "Heading 1", "Verdana", 20, "left", "FFFFFF")
    _letter(package, "Heading 2", "Verdana", 16, "left", "26A69A")
    _letter(package, "Heading 3", "Verdana", 13, "left", "004D40")
    dark = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="004D40"/>')
    properties: Any = package.styles["Heading 1"].element.get_or_add_pPr()
    properties.insert_element_before(dark, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    for name in ("List Bullet", "List Number", "Caption", "Quote", "Title"):
        for style in list(package.styles.element.findall(qn("w:style"))):
            if style.find(qn("w:name")).get(qn("w:val")).lower() == name.lower():
                package.styles.element.remove(style)
    package.styles.element.append(parse_xml(_TABLE))
    settings = package.settings.element
    table = parse_xml(f'<w:defaultTableStyle {nsdecls("w")} w:val="Gemeentetabel"/>')
    settings.insert(0, table)
    _colour_theme(package, accent1="26A69A", accent2="EF6C00")
    section = package.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(18)
    return changed(
        saved(package),
        {"[Content_Types].xml": ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")},
    )


def saved(package: Package) -> bytes:
    """Give the bytes of a package as python-docx writes it."""
    stream = BytesIO()
    package.save(stream)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Give the parts of a Word file by name."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Give a Word file with these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def changed(content: bytes, changes: Mapping[str, tuple[str, str]]) -> bytes:
    """Give a Word file in which, by part, a text stands in the place of another one; it must be there."""
    parts = parts_of(content)
    for name, (old, new) in changes.items():
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())
    return zipped(parts)


def logo() -> bytes:
    """Give a small picture: a blue rectangle, as PNG."""
    row = b"\0" + b"\x1f\x6f\xb4" * 40
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 12, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(row * 12)),
            _chunk(b"IEND", b""),
        )
    )


def add_field(paragraph: Paragraph, code: str) -> None:
    """Append a field such as PAGE."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        content = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        run.append(parse_xml(content if kind else f"<w:instrText {nsdecls('w')}> {code} </w:instrText>"))


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _letter(package: Package, name: str, font: str, size: int, align: str, colour: str = "") -> None:
    style: Any = package.styles[name]
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if "Theme" in str(attribute):
            del fonts.attrib[attribute]
    fonts.set(qn("w:ascii"), font)
    fonts.set(qn("w:hAnsi"), font)
    jc = parse_xml(f'<w:jc {nsdecls("w")} w:val="{"both" if align == "justify" else align}"/>')
    style.element.get_or_add_pPr().insert_element_before(jc, "w:outlineLvl")
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _number_headings(package: Package) -> None:
    lists = package.part.numbering_part.element
    pattern = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
        f"{_LEVELS}</w:abstractNum>"
    )
    lists.insert(0, pattern)
    lists.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level in range(3):
        properties: Any = package.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val = level
        numbering.get_or_add_numId().val = 77


def _colour_theme(package: Package, **colours: str) -> None:
    part = package.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode()
    for name, colour in colours.items():
        start = theme.index(f"<a:{name}>")
        end = theme.index(f"</a:{name}>")
        theme = f'{theme[:start]}<a:{name}><a:srgbClr val="{colour}"/>{theme[end:]}'
    part._blob = theme.encode()


def _rename_styles(package: Package, ids: Mapping[str, str]) -> None:
    roots = [package.styles.element, package.element, package.part.numbering_part.element]
    section = package.sections[0]
    roots += [section.header._element, section.footer._element]
    for style in package.styles.element.findall(qn("w:style")):
        old = style.get(qn("w:styleId"))
        style.set(qn("w:styleId"), ids.get(old, old))
    for root in roots:
        for tag in ("w:basedOn", "w:next", "w:link", "w:pStyle"):
            for each in root.iter(qn(tag)):
                old = each.get(qn("w:val"))
                each.set(qn("w:val"), ids.get(old, old))
