"""The XML of a chart."""

import pytest
from lxml import etree

from actionlab.report.blocks import Chart, Series
from actionlab.report.chart_layout import DAY_ZERO, frame
from actionlab.report.word.chart import chart_xml
from actionlab.report.word.chart_looks import SPACES, Look

KINDS = ("bars", "columns", "stacked", "line", "timeline")


def chart(kind: str, *series: tuple[float | None, ...], value_title: str = "") -> Chart:
    return Chart(
        kind=kind,
        title="Signalen per fase",
        description="In de intake hielp het vaker dan dat het hinderde.",
        categories=tuple(f"Fase {number}" for number in range(len(series[0]))),
        series=tuple(Series(f"Reeks {number}", values) for number, values in enumerate(series)),
        value_title=value_title,
    )


def drawn(chart: Chart, language: str = "nl-NL") -> etree._Element:
    content = chart_xml(chart, frame(chart, 453.6), Look(language=language), data="rId1")
    return etree.fromstring(content)


def found(root: etree._Element, path: str) -> list[str]:
    result = root.xpath(path, namespaces=SPACES)
    assert isinstance(result, list)
    return [str(each) for each in result]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("bars", ["bar", "clustered"]),
        ("columns", ["col", "clustered"]),
        ("stacked", ["bar", "stacked"]),
        ("timeline", ["bar", "stacked"]),
    ],
)
def test_each_kind_of_bars_is_what_it_says(kind: str, expected: list[str]) -> None:
    root = drawn(chart(kind, (1, 2), (3, 4)))
    assert found(root, "//c:barChart/c:barDir/@val | //c:barChart/c:grouping/@val") == expected


def test_a_series_keeps_its_numbers_and_says_where_they_are_in_the_workbook() -> None:
    root = drawn(chart("bars", (7, 5), (4.5, 0)))

    assert found(root, "//c:ser/c:tx//c:f/text()") == ["Sheet1!$B$1", "Sheet1!$C$1"]
    assert found(root, "//c:ser[1]/c:cat//c:f/text()") == ["Sheet1!$A$2:$A$3"]
    assert found(root, "//c:ser/c:val//c:f/text()") == ["Sheet1!$B$2:$B$3", "Sheet1!$C$2:$C$3"]
    assert found(root, "//c:ser[1]/c:cat//c:v/text()") == ["Fase 0", "Fase 1"]
    assert found(root, "//c:val//c:v/text()") == ["7", "5", "4.5", "0"]
    assert found(root, "//c:externalData/@r:id") == ["rId1"]
    assert found(root, "//c:externalData/c:autoUpdate/@val") == ["0"]


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_what_is_not_shown_is_a_gap_and_no_zero(kind: str) -> None:
    root = drawn(chart(kind, (7, None, 3), (None, 1, 2)))

    assert found(root, "//c:ser[1]/c:val//c:pt/@idx") == ["0", "2"]
    assert found(root, "//c:ser[2]/c:val//c:pt/@idx") == ["1", "2"]
    assert found(root, "//c:val//c:ptCount/@val") == ["3", "3"]
    assert found(root, "//c:dispBlanksAs/@val") == ["gap"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_colour_is_one_of_the_theme(kind: str) -> None:
    root = drawn(chart(kind, (1, 2), (3, 4), value_title="Aantal"))

    assert found(root, "//a:srgbClr | //a:sysClr | //a:prstClr") == []
    assert set(found(root, "//c:ser//a:schemeClr/@val")) <= {"accent1", "accent2", "bg1", "tx1"}
    assert set(found(root, "//a:latin/@typeface")) == {"+mn-lt"}


def test_bars_of_the_first_series_are_solid_and_of_every_other_have_a_pattern_of_their_own() -> None:
    root = drawn(chart("bars", *[(1, 2)] * 6))

    assert found(root, "//c:ser[1]/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1"]
    patterns = found(root, "//c:ser/c:spPr/a:pattFill/@prst")
    assert len(set(patterns)) == 5
    assert set(found(root, "//c:ser/c:invertIfNegative/@val")) == {"0"}


def test_of_more_series_than_colours_no_two_look_the_same() -> None:
    root = drawn(chart("bars", *[(1, 2)] * 12))
    assert len({etree.tostring(each) for each in root.iterfind(".//c:ser/c:spPr", SPACES)}) == 12


def test_lines_differ_in_dashes_and_marks() -> None:
    root = drawn(chart("line", *[(1, 2)] * 6))
    assert len(set(found(root, "//c:ser/c:spPr/a:ln/a:prstDash/@val"))) == 6
    assert len(set(found(root, "//c:ser/c:marker/c:symbol/@val"))) == 6


def test_no_letter_is_smaller_than_nine_points() -> None:
    root = drawn(chart("columns", (1, 2), (3, 4), value_title="Aantal"))
    assert min(map(int, found(root, "//@sz"))) >= 900


def test_lying_bars_are_read_from_above_with_the_axis_below() -> None:
    root = drawn(chart("bars", (1, 2), value_title="Aantal"))
    assert found(root, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    assert found(root, "//c:valAx/c:crosses/@val") == ["max"]

    standing = drawn(chart("columns", (1, 2)))
    assert found(standing, "//c:catAx/c:scaling/c:orientation/@val") == ["minMax"]
    assert found(standing, "//c:valAx/c:crosses/@val") == ["autoZero"]


def test_counts_have_the_title_of_an_axis_without_its_numbers_and_lines() -> None:
    root = drawn(chart("bars", (1, 2), value_title="Aantal inwoners"))
    assert found(root, "//c:valAx/c:delete/@val") == ["0"]
    assert found(root, "//c:valAx/c:title//a:t/text()") == ["Aantal inwoners"]
    assert found(root, "//c:valAx/c:tickLblPos/@val") == ["none"]
    assert found(root, "//c:majorGridlines") == []
    assert found(drawn(chart("bars", (1, 2))), "//c:valAx/c:delete/@val") == ["1"]


def test_only_more_than_one_series_has_a_legend_and_it_is_below() -> None:
    assert found(drawn(chart("bars", (1, 2))), "//c:legend/c:legendPos/@val") == []
    assert found(drawn(chart("bars", (1, 2), (3, 4))), "//c:legend/c:legendPos/@val") == ["b"]


def test_numbers_are_written_in_the_language_of_the_document() -> None:
    halves = chart("bars", (1.5, 2))
    assert found(drawn(halves), "//c:dLbls/c:numFmt/@formatCode") == ["[$-413]#,##0.0"]
    assert found(drawn(halves), "//c:lang/@val") == ["nl-NL"]
    assert found(drawn(halves, "en-GB"), "//c:dLbls/c:numFmt/@formatCode") == ["[$-809]#,##0.0"]
    assert found(drawn(chart("bars", (1, 2))), "//c:dLbls/c:numFmt/@formatCode") == ["[$-413]#,##0"]


def test_on_a_stacked_bar_a_zero_has_no_number() -> None:
    codes = found(drawn(chart("stacked", (1, 2), (0, 4))), "//c:dLbls/c:numFmt/@formatCode")
    assert codes == ["[$-413]#,##0;-[$-413]#,##0;"] * 2


def test_no_more_than_two_lines_have_numbers_at_their_points() -> None:
    assert len(found(drawn(chart("line", (1, 2), (3, 4))), "//c:dLbls")) == 2
    assert found(drawn(chart("line", (1, 2), (3, 4), (5, 6))), "//c:dLbls") == []


def test_a_timeline_shows_its_periods_on_an_axis_of_months() -> None:
    first = DAY_ZERO.replace(year=2026, month=1, day=5)
    root = drawn(chart("timeline", ((first - DAY_ZERO).days,), (40,)))

    assert found(root, "//c:ser[1]/c:val//c:v/text()") == ["46027"]
    assert len(found(root, "//c:ser[1]/c:spPr/a:noFill")) == 1
    assert found(root, "//c:ser[2]/c:spPr/a:solidFill/a:schemeClr/@val") == ["accent1"]
    assert found(root, "//c:dLbls | //c:legend") == []
    assert found(root, "//c:valAx/c:numFmt/@formatCode") == ["[$-413]mmm\\ yyyy"]
    assert float(found(root, "//c:valAx/c:scaling/c:min/@val")[0]) <= 46027


@pytest.mark.parametrize("kind", KINDS)
def test_the_axes_have_small_positive_numbers_and_refer_to_each_other(kind: str) -> None:
    root = drawn(chart(kind, (1, 2), (3, 4)))
    assert found(root, "//c:catAx/c:axId/@val") == found(root, "//c:valAx/c:crossAx/@val") == ["101"]
    assert found(root, "//c:valAx/c:axId/@val") == found(root, "//c:catAx/c:crossAx/@val") == ["102"]


@pytest.mark.parametrize(
    "wrong",
    [
        chart("pie", (1, 2)),
        chart("timeline", (1, 2)),
        Chart(kind="bars", title="T", description="D", categories=("a", "b"), series=(Series("x", (1,)),)),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(wrong: Chart) -> None:
    room = frame(chart("bars", (1, 2)), 453.6)
    with pytest.raises(ValueError, match=r"kind of chart|timeline has|one value per category"):
        chart_xml(wrong, room, Look(language="nl-NL"), data="rId1")
