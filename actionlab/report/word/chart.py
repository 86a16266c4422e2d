"""The XML of a chart, as Word draws and edits it."""

from collections.abc import Sequence

from lxml import etree

from actionlab.report.blocks import Chart, Series
from actionlab.report.chart_layout import Axis, Frame, axis, decimals, has_legend
from actionlab.report.word.chart_looks import (
    FONT_SIZE,
    SPACES,
    Element,
    Look,
    draw_hair_line,
    draw_line,
    fill_bars,
    hide,
    put,
    qualified,
    write_labels,
    write_labels_on_bars,
    write_text,
)
from actionlab.report.word.chart_workbook import (
    DAYS_BEFORE_1970,
    categories_cells,
    name_cell,
    stored,
    values_cells,
)

_KINDS = {"bars", "columns", "stacked", "line", "timeline"}
_CATEGORY_AXIS, _VALUE_AXIS = "101", "102"
_MOST_LINES_WITH_NUMBERS = 2
_LANGUAGES = {"nl": "413", "en": "809"}


def chart_xml(chart: Chart, frame: Frame, look: Look, *, data: str) -> bytes:
    """Give the chart part for `chart`; `data` is the id of the relationship to its workbook.

    The texts must be what XML can hold. Raises ValueError for a kind that does not exist, a series that has
    not one value per category or a timeline that has not two series: faults of the program, not of a user.
    """
    _look_over(chart)
    root = etree.Element(qualified("c:chartSpace"), nsmap=SPACES)
    put(root, "c:date1904", "0")
    put(root, "c:lang", look.language)
    put(root, "c:roundedCorners", "0")
    picture = put(root, "c:chart")
    put(picture, "c:autoTitleDeleted", "1")
    _write_plot(picture, chart, frame, look)
    if has_legend(chart):
        legend = put(picture, "c:legend")
        put(legend, "c:legendPos", "b")
        put(legend, "c:overlay", "0")
    put(picture, "c:plotVisOnly", "1")
    put(picture, "c:dispBlanksAs", "gap")
    hide(root)
    write_text(root, look)
    external = put(root, "c:externalData")
    external.set(qualified("r:id"), data)
    put(external, "c:autoUpdate", "0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _look_over(chart: Chart) -> None:
    if chart.kind not in _KINDS:
        raise ValueError(f"{chart.kind} is no kind of chart")
    if chart.kind == "timeline" and len(chart.series) != 2:
        raise ValueError("a timeline has a series of first days and one of lengths")
    if any(len(each.values) != len(chart.categories) for each in chart.series):
        raise ValueError("a series of a chart has one value per category")


def _write_plot(picture: Element, chart: Chart, frame: Frame, look: Look) -> None:
    plot = put(picture, "c:plotArea")
    layout = put(put(plot, "c:layout"), "c:manualLayout")
    put(layout, "c:layoutTarget", "inner")
    put(layout, "c:xMode", "edge")
    put(layout, "c:yMode", "edge")
    for side, share in (
        ("x", frame.left / frame.width),
        ("y", frame.top / frame.height),
        ("w", frame.plot_width / frame.width),
        ("h", frame.plot_height / frame.height),
    ):
        put(layout, f"c:{side}", f"{share:.4f}")
    code = _number_format(decimals(chart), look.language)
    if chart.kind == "line":
        _write_lines(plot, chart, look, code)
    else:
        _write_bars(plot, chart, look, code, is_lying=frame.is_lying)
    _write_category_axis(plot, frame, look)
    _write_value_axis(plot, chart, frame, look)


def _number_format(places: int, language: str) -> str:
    """Give how numbers are written, with so many decimals."""
    return f"{_locale(language)}#,##0.{'0' * places}".rstrip(".")


def _month_format(language: str) -> str:
    return f"{_locale(language)}mmm\\ yyyy"


def _locale(language: str) -> str:
    """Give the language of months and of the decimal comma, for programs that follow it."""
    return f"[$-{_LANGUAGES.get(language.partition('-')[0], _LANGUAGES['en'])}]"


def _write_bars(plot: Element, chart: Chart, look: Look, code: str, *, is_lying: bool) -> None:
    is_stacked = chart.kind in {"stacked", "timeline"}
    bars = put(plot, "c:barChart")
    put(bars, "c:barDir", "bar" if is_lying else "col")
    put(bars, "c:grouping", "stacked" if is_stacked else "clustered")
    put(bars, "c:varyColors", "0")
    for number, each in enumerate(chart.series):
        series = _begin_series(bars, number, each)
        if chart.kind == "timeline":
            # the days before a bar begins are a bar too, which nobody sees
            (fill_bars(series, look, 0) if number else hide(series))
        else:
            fill_bars(series, look, number)
        put(series, "c:invertIfNegative", "0")
        if chart.kind == "stacked":
            write_labels_on_bars(series, look, code, number)
        elif chart.kind != "timeline":
            write_labels(series, code, "outEnd")
        _write_data(series, chart, number)
    put(bars, "c:gapWidth", "55")
    put(bars, "c:overlap", "100" if is_stacked else "-8")
    put(bars, "c:axId", _CATEGORY_AXIS)
    put(bars, "c:axId", _VALUE_AXIS)


def _write_lines(plot: Element, chart: Chart, look: Look, code: str) -> None:
    """Draw a line per series; the numbers of more than two would stand on one another."""
    lines = put(plot, "c:lineChart")
    put(lines, "c:grouping", "standard")
    put(lines, "c:varyColors", "0")
    for number, each in enumerate(chart.series):
        series = _begin_series(lines, number, each)
        draw_line(series, look, number)
        if len(chart.series) <= _MOST_LINES_WITH_NUMBERS:
            write_labels(series, code, "b" if number else "t")
        _write_data(series, chart, number)
        put(series, "c:smooth", "0")
    put(lines, "c:marker", "1")
    put(lines, "c:axId", _CATEGORY_AXIS)
    put(lines, "c:axId", _VALUE_AXIS)


def _begin_series(parent: Element, number: int, series: Series) -> Element:
    begun = put(parent, "c:ser")
    put(begun, "c:idx", str(number))
    put(begun, "c:order", str(number))
    _write_texts(put(begun, "c:tx"), name_cell(number), [series.name])
    return begun


def _write_data(series: Element, chart: Chart, number: int) -> None:
    _write_texts(put(series, "c:cat"), categories_cells(chart), chart.categories)
    reference = put(put(series, "c:val"), "c:numRef")
    put(reference, "c:f").text = values_cells(chart, number)
    cache = put(reference, "c:numCache")
    put(cache, "c:formatCode").text = "General"
    put(cache, "c:ptCount", str(len(chart.categories)))
    for place, value in enumerate(chart.series[number].values):
        if value is not None:
            put(put(cache, "c:pt", idx=str(place)), "c:v").text = stored(chart, number, value)


def _write_texts(parent: Element, cells: str, texts: Sequence[str]) -> None:
    reference = put(parent, "c:strRef")
    put(reference, "c:f").text = cells
    cache = put(reference, "c:strCache")
    put(cache, "c:ptCount", str(len(texts)))
    for place, text in enumerate(texts):
        put(put(cache, "c:pt", idx=str(place)), "c:v").text = text


def _write_category_axis(plot: Element, frame: Frame, look: Look) -> None:
    here = put(plot, "c:catAx")
    put(here, "c:axId", _CATEGORY_AXIS)
    # Lying bars count from below; people read from above.
    put(put(here, "c:scaling"), "c:orientation", "maxMin" if frame.is_lying else "minMax")
    put(here, "c:delete", "0")
    put(here, "c:axPos", "l" if frame.is_lying else "b")
    put(here, "c:numFmt", formatCode="General", sourceLinked="0")
    put(here, "c:majorTickMark", "none")
    put(here, "c:minorTickMark", "none")
    put(here, "c:tickLblPos", "low")
    draw_hair_line(here)
    # Only of text that says that it is not turned does LibreOffice break the lines.
    write_text(here, look, turn="0")
    put(here, "c:crossAx", _VALUE_AXIS)
    put(here, "c:crosses", "autoZero")
    put(here, "c:auto", "0")
    put(here, "c:lblAlgn", "ctr")
    put(here, "c:lblOffset", "100")
    put(here, "c:tickLblSkip", "1")
    put(here, "c:noMultiLvlLbl", "1")


def _write_value_axis(plot: Element, chart: Chart, frame: Frame, look: Look) -> None:
    ends = axis(chart)
    is_months = chart.kind == "timeline"
    here = put(plot, "c:valAx")
    put(here, "c:axId", _VALUE_AXIS)
    _write_ends(here, ends, moved=DAYS_BEFORE_1970 if is_months else 0)
    put(here, "c:delete", "0" if frame.has_axis or chart.value_title else "1")
    put(here, "c:axPos", "b" if frame.is_lying else "l")
    if frame.has_axis:
        draw_hair_line(put(here, "c:majorGridlines"), faint=True)
    if chart.value_title:
        _write_title(here, chart.value_title, is_lying=frame.is_lying)
    code = _month_format(look.language) if is_months else _number_format(ends.decimals, look.language)
    put(here, "c:numFmt", formatCode=code, sourceLinked="0")
    put(here, "c:majorTickMark", "none")
    put(here, "c:minorTickMark", "none")
    put(here, "c:tickLblPos", "nextTo" if frame.has_axis else "none")
    hide(here)
    put(here, "c:crossAx", _CATEGORY_AXIS)
    # The first category is at the top, so the far end of that axis is the foot of the chart.
    put(here, "c:crosses", "max" if frame.is_lying else "autoZero")
    put(here, "c:crossBetween", "between")
    put(here, "c:majorUnit", f"{ends.step:.15g}")


def _write_ends(parent: Element, ends: Axis, moved: int) -> None:
    scale = put(parent, "c:scaling")
    put(scale, "c:orientation", "minMax")
    for name, end in (("max", ends.high), ("min", ends.low)):
        if end is not None:
            put(scale, f"c:{name}", f"{end + moved:.15g}")


def _write_title(parent: Element, text: str, *, is_lying: bool) -> None:
    title = put(parent, "c:title")
    rich = put(put(title, "c:tx"), "c:rich")
    # Without a turn of its own, LibreOffice lays the title of a standing axis flat.
    put(rich, "a:bodyPr", rot="0" if is_lying else "-5400000", vert="horz")
    paragraph = put(rich, "a:p")
    put(put(paragraph, "a:pPr"), "a:defRPr", sz=f"{FONT_SIZE}00", b="0")
    run = put(paragraph, "a:r")
    put(run, "a:rPr", sz=f"{FONT_SIZE}00", b="0")
    put(run, "a:t").text = text
    put(title, "c:overlay", "0")
