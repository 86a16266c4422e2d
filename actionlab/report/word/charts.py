"""A chart in a Word file: its caption, the drawing in the line of the text, and the parts it is kept in."""

from functools import lru_cache
from textwrap import shorten

import msgspec
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree

from actionlab.report import chart_layout
from actionlab.report.blocks import Chart, Series
from actionlab.report.format import rounded
from actionlab.report.house_style.colours import LEAST_CONTRAST, WHITE, contrast, tinted
from actionlab.report.house_style.readable import Theme
from actionlab.report.word.chart import chart_xml
from actionlab.report.word.chart_looks import WHOLE, Look
from actionlab.report.word.chart_workbook import workbook
from actionlab.report.word.fonts import text_font, theme_of
from actionlab.report.word.styles import Element
from actionlab.report.word.writer import Writer, printable

_LONGEST_LABEL = 120
_EMU_PER_POINT = 12_700
_TWENTIETHS_PER_POINT = 20
# Pictures in the header and footer of a house style have the low numbers.
_DRAWINGS_OF_A_HOUSE_STYLE = 1000
_CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_ACCENTS = 6
# WCAG 2.1, success criterion 1.4.11, for shapes
_LEAST_OF_A_SHAPE = 3.0
_SHADE_STEP = 5_000


def write_chart(writer: Writer, block: Chart) -> None:
    """Append a chart below its caption; nothing when it has no single value to show.

    Labels are cut after 120 characters and numbers have two decimals at most, here and in the workbook:
    the table beside it has the whole text, and nobody should find more in the file than the chart shows.
    Raises ValueError as `chart_xml` does.
    """
    chart = _ready(block)
    if not chart_layout.has_values(chart):
        return
    frame = chart_layout.frame(chart, writer.looks.text_width / _TWENTIETHS_PER_POINT)
    part = writer.looks.part
    name = part.package.next_partname("/word/charts/chart%d.xml")
    relationship = _keep(part, name, chart, frame, _look(part, writer.language))
    writer.paragraph("Caption", block.title, stays_with_next=True)
    run = etree.SubElement(writer.paragraph("Chart"), qn("w:r"))
    _draw(run, chart, frame, relationship, number=name.idx or 0)


@lru_cache(maxsize=1)
def _look(part: DocumentPart, language: str) -> Look:
    """Give the font of the text, and the accents of the theme as dark as people need to see them.

    The bars of the first series have white numbers on them, so its colour is as dark as that of letters.
    """
    theme = Theme(theme_of(part))
    least = (LEAST_CONTRAST, *(_LEAST_OF_A_SHAPE for _ in range(_ACCENTS - 1)))
    shades = (_shade(theme[f"accent{place}"], enough) for place, enough in enumerate(least, 1))
    return Look(language=language, font=text_font(part), shades=tuple(shades))


def _shade(colour: str, least: float) -> int:
    """Give how much of its lightness a colour may keep, in thousandths of a percent; all when unknown."""
    steps = range(WHOLE, 0, -_SHADE_STEP)
    dark_enough = (each for each in steps if contrast(tinted(colour, shade=each / WHOLE), WHITE) >= least)
    return next(dark_enough, _SHADE_STEP) if colour else WHOLE


def _ready(chart: Chart) -> Chart:
    """Give a chart with texts that a file can hold and numbers as they are shown."""
    return msgspec.structs.replace(
        chart,
        title=_line(chart.title),
        description=_line(chart.description),
        value_title=_label(chart.value_title),
        categories=tuple(map(_label, chart.categories)),
        series=tuple(
            Series(_label(each.name), tuple(None if v is None else float(rounded(v)) for v in each.values))
            for each in chart.series
        ),
    )


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _label(text: str) -> str:
    return shorten(_line(text), _LONGEST_LABEL, placeholder=" …")


def _keep(part: DocumentPart, name: PackURI, chart: Chart, frame: chart_layout.Frame, look: Look) -> str:
    """Add the chart and its workbook to the package; give the id of the relationship to the chart."""
    package = part.package
    book_name = PackURI(f"/word/embeddings/workbook{name.idx}.xlsx")
    book = Part(book_name, CONTENT_TYPE.SML_SHEET, workbook(chart), package)
    kept = Part(name, CONTENT_TYPE.DML_CHART, b"", package)
    data = kept.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    kept._blob = chart_xml(chart, frame, look, data=data)
    return part.relate_to(kept, RELATIONSHIP_TYPE.CHART)


def _draw(run: Element, chart: Chart, frame: chart_layout.Frame, relationship: str, *, number: int) -> None:
    place = etree.SubElement(etree.SubElement(run, qn("w:drawing")), qn("wp:inline"))
    for side in "TBLR":
        place.set(f"dist{side}", "0")
    width, height = (str(round(length * _EMU_PER_POINT)) for length in (frame.width, frame.height))
    etree.SubElement(place, qn("wp:extent"), cx=width, cy=height)
    etree.SubElement(place, qn("wp:effectExtent"), l="0", t="0", r="0", b="0")
    named = etree.SubElement(place, qn("wp:docPr"))
    named.set("id", str(_DRAWINGS_OF_A_HOUSE_STYLE + number))
    named.set("name", f"Chart {number}")
    named.set("descr", chart.description)
    named.set("title", chart.title)
    etree.SubElement(place, qn("wp:cNvGraphicFramePr"))
    graphic = etree.SubElement(place, qn("a:graphic"))
    data = etree.SubElement(graphic, qn("a:graphicData"), uri=_CHART_SPACE)
    etree.SubElement(data, f"{{{_CHART_SPACE}}}chart").set(qn("r:id"), relationship)
