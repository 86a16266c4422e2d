"""The workbook inside a chart."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from actionlab.report.blocks import Chart, Series
from actionlab.report.chart_layout import DAY_ZERO
from actionlab.report.word.chart_workbook import SHEET, categories_cells, name_cell, values_cells, workbook

CHART = Chart(
    kind="bars",
    title="Ladder",
    description="Van de 12 …",
    categories=("Hoger", "Gelijk of lager"),
    series=(Series("Inwoners", (7, None)), Series("Gemiddeld", (4.5, -1))),
)


def rows(content: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == [SHEET]
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def test_the_sheet_has_the_categories_before_a_column_for_each_series() -> None:
    assert rows(workbook(CHART)) == [
        ["", "Inwoners", "Gemiddeld"],
        ["Hoger", 7, 4.5],
        ["Gelijk of lager", "", -1],
    ]


def test_the_formulas_of_a_chart_say_where_that_is() -> None:
    assert categories_cells(CHART) == "Sheet1!$A$2:$A$3"
    assert name_cell(0) == "Sheet1!$B$1"
    assert values_cells(CHART, 1) == "Sheet1!$C$2:$C$3"
    assert name_cell(24) == "Sheet1!$Z$1"
    assert name_cell(25) == "Sheet1!$AA$1"
    assert name_cell(26 * 27 - 1) == "Sheet1!$AAA$1"


def test_what_looks_like_a_formula_or_code_is_text() -> None:
    odd = ("=cmd()|' /c'!A1", "+31", "x < y & z", "_x0041_ en ]]>")
    chart = Chart(
        kind="bars", title="T", description="D", categories=odd, series=(Series("=1+1", (1, 2, 3, 4)),)
    )
    content = workbook(chart)

    assert rows(content) == [["", "=1+1"], *([text, number] for number, text in enumerate(odd, 1))]
    with ZipFile(BytesIO(content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_the_first_days_of_a_timeline_are_dates() -> None:
    days = (date(2026, 1, 5), date(2026, 3, 1))
    chart = Chart(
        kind="timeline",
        title="T",
        description="D",
        categories=("een", "twee"),
        series=(
            Series("begin", tuple((day - DAY_ZERO).days for day in days)),
            Series("dagen", (40, 12)),
        ),
    )
    assert rows(workbook(chart))[1:] == [["een", days[0], 40], ["twee", days[1], 12]]


def test_equal_charts_are_equal_bytes_with_nothing_of_the_moment_in_them() -> None:
    assert workbook(CHART) == workbook(CHART)
    with ZipFile(BytesIO(workbook(CHART))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
