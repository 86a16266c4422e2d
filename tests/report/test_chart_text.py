"""A chart as plain text."""

from datetime import date

from actionlab.report.blocks import Chart, Document, Series
from actionlab.report.chart_layout import DAY_ZERO
from actionlab.report.text import render_text


def shown(
    kind: str, categories: tuple[str, ...], *series: Series, width: int = 40, low: float | None = None
) -> list[str]:
    high = None if low is None else low + 4
    chart = Chart(
        kind=kind, title="Ladder", description="D", categories=categories, series=series, low=low, high=high
    )
    return render_text(Document(title="T", blocks=[chart], author="A"), width).splitlines()


def test_a_bar_is_as_long_as_its_number_and_the_number_stands_behind_it() -> None:
    assert shown("bars", ("Hoger", "Lager", "Gelijk"), Series("Inwoners", (8, 4, 0))) == [
        "[Ladder]",
        f"Hoger  {'█' * 31} 8",
        f"Lager  {'█' * 15}▌ 4",
        "Gelijk 0",
    ]


def test_more_series_stand_below_their_category_and_what_is_not_shown_is_a_dash() -> None:
    lines = shown("stacked", ("Intake", "Plan"), Series("helpt", (1.5, None)), Series("hindert", (3, 1)))
    assert lines == [
        "[Ladder]",
        "Intake",
        f"  helpt   {'█' * 13} 1,5",
        f"  hindert {'█' * 26} 3,0",
        "Plan",
        "  helpt   –",
        f"  hindert {'█' * 8}▌ 1,0",
    ]


def test_a_scale_begins_at_its_own_lowest_point() -> None:
    lines = shown("bars", ("a", "b"), Series("s", (1, 3)), low=1)
    assert lines[1:] == ["a 1", f"b {'█' * 18} 3"]


def test_no_line_is_longer_than_asked_and_a_long_label_goes_on_below_itself() -> None:
    label = "Plan maken met de driehoek van inwoner, klantmanager en jobcoach"
    lines = shown("bars", (label, "Nazorg"), Series("s", (1250, 3)), width=60)

    assert max(map(len, lines)) <= 60
    assert " ".join(line[:24].strip() for line in lines[1:-1]) == label
    assert lines[1].endswith("█ 1.250")


def test_on_a_wide_page_bars_stay_short_enough_to_compare() -> None:
    assert shown("bars", ("a", "b"), Series("s", (1, 2)), width=10_000)[2] == f"b {'█' * 40} 2"


def test_a_timeline_has_bars_in_their_place_with_their_months() -> None:
    days = [float((date(2026, month, 6) - DAY_ZERO).days) for month in (1, 3)]
    series = (Series("begin", tuple(days)), Series("dagen", (50, 60)))
    lines = shown("timeline", ("Een", "Twee"), *series, width=50)

    assert lines[2::2] == [
        "     januari 2026 tot en met februari 2026",
        "     maart 2026 tot en met mei 2026",
    ]
    bars = [line[5:] for line in lines[1::2]]
    assert bars[0].strip().strip("█") == bars[1].strip().strip("█") == ""
    assert bars[0].index("█") < bars[0].rindex("█") < bars[1].index("█") < len(bars[1]) <= 45


def test_what_a_timeline_does_not_show_is_a_dash_and_its_months_fit_the_width() -> None:
    first = float((date(2025, 9, 6) - DAY_ZERO).days)
    lines = shown("timeline", ("Een", "Twee"), Series("b", (first, None)), Series("d", (120, 60)), width=30)

    assert max(map(len, lines)) <= 30
    assert lines[2:] == ["     september 2025 tot en met", "     januari 2026", "Twee –"]


def test_a_chart_without_a_value_is_left_out() -> None:
    assert shown("bars", ("a", "b"), Series("s", (None, None))) == [""]
    assert shown("timeline", ("a",), Series("begin", (None,)), Series("dagen", (40,))) == [""]
