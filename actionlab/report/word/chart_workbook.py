"""The workbook inside a chart: what opens when somebody chooses to edit the data of the chart in Word.

The least that is a workbook: one sheet with the categories in column A and a series in each column after it.
Every text is stored as text and never as a formula. Equal charts give equal bytes.
"""

import re

from lxml import etree

from actionlab.report.blocks import Chart
from actionlab.report.word.package import zipped

SHEET = "Sheet1"
DAYS_BEFORE_1970 = 25569  # a spreadsheet counts its days from the end of 1899
_LONGEST_CELL = 32_000
# In a workbook, _x0041_ in a text means the letter A.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DATE_STYLE = "1"
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{_KINDS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_KINDS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}">'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def workbook(chart: Chart) -> bytes:
    """Give the bytes of an .xlsx with the data of `chart`; an empty cell for what is not shown.

    The texts must be what XML can hold; the starts of a timeline are stored as dates.
    """
    parts = {**_PARTS, "xl/worksheets/sheet1.xml": _sheet(chart)}
    return zipped((name, (_HEAD + text).encode()) for name, text in parts.items())


def categories_cells(chart: Chart) -> str:
    """Give where the categories are in the workbook, as a formula: ``Sheet1!$A$2:$A$5``."""
    return f"{SHEET}!$A$2:$A${len(chart.categories) + 1}"


def name_cell(series: int) -> str:
    """Give where the name of a series is, counted from 0: ``Sheet1!$B$1``."""
    return f"{SHEET}!${_letters(series + 1)}$1"


def values_cells(chart: Chart, series: int) -> str:
    """Give where the values of a series are, counted from 0: ``Sheet1!$B$2:$B$5``."""
    column = _letters(series + 1)
    return f"{SHEET}!${column}$2:${column}${len(chart.categories) + 1}"


def stored(chart: Chart, series: int, value: float) -> str:
    """Give a value as it is written: the start of a timeline as a day of the spreadsheet."""
    moved = value + DAYS_BEFORE_1970 if chart.kind == "timeline" and series == 0 else value
    return f"{moved:.15g}"


def _sheet(chart: Chart) -> str:
    sheet = etree.Element("worksheet", xmlns=_MAIN)
    data = etree.SubElement(sheet, "sheetData")
    head = _row(data, 1)
    for column, series in enumerate(chart.series, 1):
        _text(head, f"{_letters(column)}1", series.name)
    for line, category in enumerate(chart.categories):
        row = _row(data, line + 2)
        _text(row, f"A{line + 2}", category)
        for number, series in enumerate(chart.series):
            value = series.values[line]
            if value is not None:
                cell = etree.SubElement(row, "c", r=f"{_letters(number + 1)}{line + 2}")
                if chart.kind == "timeline" and number == 0:
                    cell.set("s", _DATE_STYLE)
                etree.SubElement(cell, "v").text = stored(chart, number, value)
    return etree.tostring(sheet, encoding="unicode")


def _row(data: etree._Element, number: int) -> etree._Element:
    return etree.SubElement(data, "row", r=str(number))


def _text(row: etree._Element, place: str, text: str) -> None:
    cell = etree.SubElement(row, "c", r=place, t="inlineStr")
    words = etree.SubElement(etree.SubElement(cell, "is"), "t")
    words.text = _ESCAPED.sub("_x005F_", text[:_LONGEST_CELL])


def _letters(column: int) -> str:
    """Give the name of a column, counted from 0: A to Z, AA, AB, …"""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
