"""A Word document as somebody makes it by hand, in which nothing is wrong, and ways to put a fault in it."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

HOUSE_STYLE = Path(__file__).parent.parent / "templates" / "house-style.docx"
SENTENCE = "De klantmanager en de inwoner praten samen over werk, en dat doen zij elke maand opnieuw. "
DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def good() -> Document:
    """A short document with headings, a list, a table and a picture, in which nothing is wrong."""
    document = docx.Document(str(HOUSE_STYLE))
    properties = document.core_properties
    properties.title, properties.author = "Samen aan tafel in Houten", "Werkplaats Arbeidsparticipatie"
    properties.subject, properties.language = "Wat wij zagen", "nl-NL"
    document.add_paragraph("Wat wij zagen", style="Heading 1")
    document.add_paragraph(SENTENCE * 2)
    document.add_paragraph("Wat helpt", style="Heading 2")
    document.add_paragraph("Eerst dit", style="List Bullet")
    document.add_paragraph("Dan dat", style="List Bullet")
    document.add_paragraph("Zo vaak kwam het voor", style="Caption")
    add_table(document)
    document.add_paragraph(SENTENCE)
    add_picture(document, "Twee mensen aan een tafel met een kaart")
    link(document.add_paragraph("Lees ook "), "het jaarverslag van de werkplaats")
    return document


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(document: Document, rows: int = 3, columns: int = 2) -> Table:
    """A table with a header row, filled cells, and rows that stay whole."""
    table: Table = document.add_table(rows, columns)
    for at, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, cell in enumerate(row.cells):
            cell.text = f"Cel {at}.{column}"
            cell.paragraphs[0].style = document.styles["Table Text"]
    return table


def add_picture(document: Document, description: str) -> Paragraph:
    """A paragraph with a picture in line with the text."""
    document.add_picture(io.BytesIO(_png()))
    paragraph = document.paragraphs[-1]
    told(paragraph).set("descr", description)
    return paragraph


def told(paragraph: Paragraph) -> Any:
    """What a drawing in a paragraph says of itself."""
    return paragraph._p.xpath(".//wp:docPr")[0]


def add_chart(document: Document, description: str = "Zeven gaan omhoog, vijf blijven gelijk.") -> Paragraph:
    """A paragraph with a chart in line with the text."""
    return _drawn(document, CHART, '<c:chart xmlns:c="urn:c"/>', description)


def add_shape(document: Document, inside: str, description: str = "Een vorm") -> Paragraph:
    """A paragraph with a shape in line with the text."""
    return _drawn(document, SHAPE, f"<wps:wsp>{inside}</wps:wsp>", description)


def _drawn(document: Document, kind: str, inside: str, description: str) -> Paragraph:
    paragraph = document.add_paragraph()
    graphic = f'<a:graphic><a:graphicData uri="{kind}">{inside}</a:graphicData></a:graphic>'
    place = f'<wp:inline><wp:docPr id="7" name="x" descr="{description}"/>{graphic}</wp:inline>'
    drawing = f"<w:drawing {nsdecls('w')} {DRAWN}>{place}</w:drawing>"
    paragraph.add_run()._r.append(parse_xml(drawing))
    return paragraph


def link(paragraph: Paragraph, text: str) -> None:
    """Put a link at the end of a paragraph."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), "hier")
    run = paragraph.add_run(text)
    run.font.underline = True
    made.append(run._r)
    paragraph._p.append(made)


def add_field(paragraph: Paragraph, instruction: str, result: str = "") -> None:
    """Put a field at the end of a paragraph."""
    for part in ("begin", instruction, "separate", result, "end"):
        run = paragraph.add_run()._r
        if part in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
        else:
            mark = OxmlElement("w:instrText" if part == instruction else "w:t")
            mark.text = part
        run.append(mark)


def first(document: Document, style: str = "Normal") -> Paragraph:
    """The first paragraph in a style."""
    return next(each for each in document.paragraphs if each.style and each.style.name == style)


def put(paragraph: Paragraph, xml: str) -> None:
    """Put properties into a paragraph."""
    paragraph._p.get_or_add_pPr().append(parse_xml(xml.replace("/>", f" {nsdecls('w')}/>", 1)))


def painted(document: Document, colour: str, text: str = "Let op dit") -> None:
    """Put words in a colour in a paragraph of their own."""
    document.add_paragraph().add_run(text).font.color.rgb = RGBColor.from_string(colour)


def sized(document: Document, points: float) -> None:
    """Put words of a size in a paragraph of their own."""
    document.add_paragraph().add_run(SENTENCE).font.size = Pt(points)


Fault = Callable[[Document], Any]


def _png() -> bytes:
    """A picture of one grey point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )
