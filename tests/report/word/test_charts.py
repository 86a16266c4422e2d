"""Charts in a Word file."""

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import msgspec
import pytest
from docx.oxml.ns import nsmap
from house_styles import green_sans
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from actionlab.report.blocks import Chart, Document, Paragraph, Series
from actionlab.report.house_style.colours import WHITE, contrast, tinted
from actionlab.report.house_style.preparing import prepare_house_style
from actionlab.report.house_style.readable import Theme
from actionlab.report.word.chart_looks import SPACES
from actionlab.report.word.rendering import render_word

HOUSE_STYLE = (Path(__file__).parents[3] / "templates" / "house-style.docx").read_bytes()
SCHEMAS = os.environ.get("OOXML_SCHEMAS", "")
KINDS = ("bars", "columns", "stacked", "line", "timeline")
NAMES = {**nsmap, **SPACES}
LADDER = Chart(
    kind="bars",
    title="Stappen op de ladder",
    description="Van de 12 inwoners staan 7 hoger.",
    categories=("Hoger", "Gelijk of lager"),
    series=(Series("Inwoners", (7, 5)),),
)

numbers = st.none() | st.integers(-3, 10**6) | st.floats(-100, 10**6, allow_nan=False)
words = st.text(max_size=60)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    kind = draw(st.sampled_from(KINDS))
    categories = draw(st.lists(words, min_size=1, max_size=14))
    length = len(categories)
    values = st.lists(numbers, min_size=length, max_size=length)
    if kind == "timeline":
        values = st.lists(st.none() | st.integers(10_000, 25_000), min_size=length, max_size=length)
    series = draw(st.lists(values, min_size=2, max_size=2 if kind == "timeline" else 7))
    return Chart(
        kind=kind,
        title=draw(words),
        description=draw(words),
        categories=tuple(categories),
        series=tuple(Series(draw(words), tuple(each)) for each in series),
        value_title=draw(words),
        low=draw(st.none() | st.integers(-3, 1)),
        high=draw(st.none() | st.integers(5, 100)),
    )


def rendered(*blocks: Chart | Paragraph) -> bytes:
    return render_word(Document(title="Rapport", author="Werkplaats", blocks=blocks), HOUSE_STYLE)


def part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as package:
        return package.read(name)


def found(content: bytes, name: str, path: str) -> list[str]:
    result = etree.fromstring(part(content, name)).xpath(path, namespaces=NAMES)
    assert isinstance(result, list)
    return [str(each) for each in result]


def test_a_chart_stands_in_the_line_of_the_text_below_its_caption() -> None:
    content = rendered(Paragraph("Voor."), LADDER, Paragraph("Na."))
    paragraphs = docx.Document(BytesIO(content)).paragraphs

    assert [each.text for each in paragraphs] == ["Voor.", "Stappen op de ladder", "", "Na."]
    assert paragraphs[1].style is not None
    assert paragraphs[1].style.name == "Caption"
    assert paragraphs[1].paragraph_format.keep_with_next
    assert len(paragraphs[2]._p.xpath("./w:r/w:drawing/wp:inline//c:chart")) == 1
    assert found(content, "word/document.xml", "//wp:anchor") == []


def test_who_cannot_see_it_hears_the_description() -> None:
    content = rendered(LADDER, LADDER)
    assert found(content, "word/document.xml", "//wp:docPr/@descr") == [LADDER.description] * 2
    assert found(content, "word/document.xml", "//wp:docPr/@title") == [LADDER.title] * 2
    assert len(set(found(content, "word/document.xml", "//wp:docPr/@id"))) == 2


def test_every_chart_has_a_part_and_a_workbook_of_its_own() -> None:
    content = rendered(LADDER, LADDER)
    with ZipFile(BytesIO(content)) as package:
        kept = [name for name in package.namelist() if "charts/chart" in name or "embeddings/" in name]
        relationships = package.read("word/charts/_rels/chart2.xml.rels").decode()
    assert kept == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
        "word/embeddings/workbook1.xlsx",
        "word/embeddings/workbook2.xlsx",
    ]
    assert '"../embeddings/workbook2.xlsx"' in relationships
    assert 'Id="rId1"' in relationships
    assert found(content, "word/charts/chart2.xml", "//c:externalData/@r:id") == ["rId1"]


def test_a_chart_is_as_wide_as_the_text() -> None:
    content = rendered(LADDER)
    section = docx.Document(BytesIO(content)).sections[0]
    assert section.page_width is not None
    text = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    (width,) = found(content, "word/document.xml", "//wp:extent/@cx")
    assert abs(int(width) - text) < 700  # a twentieth of a point


def test_nobody_finds_more_in_the_file_than_the_chart_shows() -> None:
    content = rendered(msgspec.structs.replace(LADDER, series=(Series("s", (1 / 3, 2.005)),)))

    assert found(content, "word/charts/chart1.xml", "//c:val//c:v/text()") == ["0.33", "2.01"]
    book = CalamineWorkbook.from_filelike(BytesIO(part(content, "word/embeddings/workbook1.xlsx")))
    assert book.get_sheet_by_index(0).to_python()[1:] == [["Hoger", 0.33], ["Gelijk of lager", 2.01]]


def test_a_very_long_label_is_cut_and_says_so() -> None:
    chart = Chart(
        kind="bars",
        title="T",
        description="D",
        categories=("woord " * 60, "b"),
        series=(Series("s", (1, 2)),),
    )
    label = found(rendered(chart), "word/charts/chart1.xml", "//c:cat//c:v/text()")[0]
    assert len(label) <= 120
    assert label.endswith("woord …")


def test_a_chart_without_a_single_value_is_left_out_with_its_caption() -> None:
    nothing = Chart(
        kind="bars", title="T", description="D", categories=("a",), series=(Series("s", (None,)),)
    )
    content = rendered(Paragraph("Voor."), nothing)
    assert [each.text for each in docx.Document(BytesIO(content)).paragraphs] == ["Voor."]
    with ZipFile(BytesIO(content)) as package:
        assert [name for name in package.namelist() if "chart" in name] == []


def test_the_colours_and_letters_are_those_of_the_municipality_and_dark_enough() -> None:
    made = prepare_house_style(green_sans(), HOUSE_STYLE, file="groen.dotx", municipality="Houten")
    stacked = msgspec.structs.replace(LADDER, kind="stacked", series=(*LADDER.series, *LADDER.series))
    content = render_word(Document(title="Rapport", author="Werkplaats", blocks=[stacked]), made.content)

    theme = Theme(part(content, "word/theme/theme1.xml"))
    chart = "word/charts/chart1.xml"
    kept = [int(each) / 100_000 for each in found(content, chart, "//c:ser[1]/c:spPr/a:solidFill//@val")[1:]]
    assert contrast(theme["accent1"], WHITE) < 4.5 <= contrast(tinted(theme["accent1"], shade=kept[0]), WHITE)
    assert set(found(content, chart, "//a:latin/@typeface")) == {"Verdana"}


def test_a_theme_that_is_dark_enough_stays_as_it_is() -> None:
    content = rendered(LADDER)
    assert found(content, "word/charts/chart1.xml", "//c:ser//a:lumMod") == []


def test_the_same_charts_give_the_same_bytes() -> None:
    assert rendered(LADDER, LADDER) == rendered(LADDER, LADDER)


@pytest.mark.long
@given(charts())
def test_a_chart_of_anything_gives_a_file_that_opens(chart: Chart) -> None:
    content = rendered(chart)
    assert docx.Document(BytesIO(content)).core_properties.title == "Rapport"
    has_values = any(value is not None for each in chart.series for value in each.values)
    is_placed = chart.kind != "timeline" or any(value is not None for value in chart.series[0].values)
    with ZipFile(BytesIO(content)) as package:
        assert ("word/charts/chart1.xml" in package.namelist()) == (has_values and is_placed)


@pytest.mark.skipif(not SCHEMAS, reason="NOT CHECKED: set OOXML_SCHEMAS to a folder with dml-chart.xsd")
@given(charts())
def test_the_parts_of_any_chart_are_valid(chart: Chart) -> None:
    content = rendered(chart, LADDER)
    for name, schema in (("word/charts/chart1.xml", CHARTS), ("xl/worksheets/sheet1.xml", SHEETS)):
        whole = content if name.startswith("word") else part(content, "word/embeddings/workbook1.xlsx")
        schema.validate(etree.fromstring(part(whole, name)))
        assert str(schema.error_log) == ""


if SCHEMAS:
    CHARTS = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "dml-chart.xsd")))
    SHEETS = etree.XMLSchema(etree.parse(str(Path(SCHEMAS) / "sml.xsd")))
