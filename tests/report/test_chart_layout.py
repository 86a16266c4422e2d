"""How much room a chart takes, and the steps of its axis."""

import itertools
from datetime import date, timedelta

import pytest

from actionlab.report.blocks import Chart, Series
from actionlab.report.chart_layout import DAY_ZERO, axis, decimals, frame, has_legend

WIDTH = 453.6  # the text of an A4 page


def chart(
    *series: tuple[float | None, ...],
    kind: str = "bars",
    labels: tuple[str, ...] = (),
    low: float | None = None,
    high: float | None = None,
    value_title: str = "",
) -> Chart:
    return Chart(
        kind=kind,
        title="Waarnemingen",
        description="Van de 12 hebben 7 een hogere score.",
        categories=labels or tuple(f"Fase {number}" for number in range(len(series[0]))),
        series=tuple(Series(f"reeks {number}", values) for number, values in enumerate(series)),
        value_title=value_title,
        low=low,
        high=high,
    )


def timeline(*periods: tuple[date, int]) -> Chart:
    starts = tuple(float((start - DAY_ZERO).days) for start, _ in periods)
    return chart(starts, tuple(float(length) for _, length in periods), kind="timeline")


def test_every_category_and_every_series_makes_a_chart_of_bars_higher() -> None:
    two, four = frame(chart((1, 2)), WIDTH).height, frame(chart((1, 2, 3, 4)), WIDTH).height
    assert four > two
    assert frame(chart((1, 2), (3, 4)), WIDTH).plot_height > frame(chart((1, 2)), WIDTH).plot_height
    stacked = chart((1, 2), (3, 4), kind="stacked")
    assert frame(stacked, WIDTH).plot_height == frame(chart((1, 2)), WIDTH).plot_height


def test_bars_stay_inside_the_chart_and_no_chart_is_higher_than_a_page() -> None:
    for number in (1, 12, 200):
        found = frame(chart(*[(1.0,) * number] * 4, value_title="Aantal"), WIDTH)
        assert found.left + found.plot_width < found.width == WIDTH
        assert 0 < found.top + found.plot_height < found.height <= 560.01


def test_long_labels_get_room_up_to_a_part_of_the_width_and_then_more_lines() -> None:
    short = frame(chart((1, 2), labels=("Hoger", "Lager")), WIDTH)
    longer = frame(chart((1, 2), labels=("Samenwerking in de driehoek", "Lager")), WIDTH)
    longest = frame(chart((1, 2), labels=("Samenwerking in de driehoek " * 4, "Lager")), WIDTH)

    assert short.left < longer.left < longest.left < WIDTH / 2
    assert short.plot_height == longer.plot_height < longest.plot_height


def test_columns_lie_down_when_a_word_does_not_fit_below_them() -> None:
    labels = ("Klantmanager", "Arbeidsdeskundige", "Ervaringsdeskundige", "Jobcoach", "Werkgever")

    assert frame(chart((1, 2, 3, 4, 5), kind="columns", labels=labels), WIDTH).is_lying
    assert not frame(chart((1, 2), kind="columns", labels=labels[:2]), WIDTH).is_lying
    assert not frame(chart((1, 2, 3, 4, 5), kind="line", labels=labels), WIDTH).is_lying


def test_an_axis_has_numbers_only_where_those_at_the_bars_do_not_say_it_all() -> None:
    def has_axis(found: Chart) -> bool:
        return frame(found, WIDTH).has_axis

    assert not has_axis(chart((1, 2)))
    assert not has_axis(chart((1, 2), value_title="Aantal", low=0))
    assert not has_axis(chart((1, 2), kind="stacked", value_title="Aantal"))
    assert has_axis(chart((1, 2), low=1))
    assert has_axis(chart((1, 2), kind="columns", value_title="Aantal"))
    assert has_axis(chart((1, 2), kind="line"))


def test_the_numbers_and_the_title_of_an_axis_have_room_of_their_own() -> None:
    bare, titled = frame(chart((1, 2)), WIDTH), frame(chart((1, 2), value_title="Aantal"), WIDTH)
    scale = frame(chart((1, 2), value_title="Score", low=1, high=5), WIDTH)
    assert bare.height < titled.height < scale.height


def test_only_more_series_have_a_legend() -> None:
    assert not has_legend(chart((1, 2)))
    assert has_legend(chart((1, 2), (3, 4)))
    assert not has_legend(timeline((date(2026, 1, 5), 40)))


@pytest.mark.parametrize(
    ("values", "places"),
    [((1, 2, None), 0), ((4.5, 6), 1), ((4.25, 6.5), 2), ((0, -0.1), 1), ((1 / 3, 1), 2)],
)
def test_all_numbers_of_a_chart_have_as_many_decimals(values: tuple[float | None, ...], places: int) -> None:
    assert decimals(chart(values)) == places


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (1, 1), (5, 1), (6, 1), (7, 2), (12, 2), (30, 5), (61, 20), (1250, 500)]
)
def test_counts_begin_at_zero_and_have_whole_and_round_steps(largest: int, step: float) -> None:
    found = axis(chart((0, largest)))
    assert (found.low, found.high, found.step, found.decimals) == (0, None, step, 0)


def test_a_stacked_bar_is_as_long_as_its_parts_together() -> None:
    assert axis(chart((5, 5), (5, None), kind="stacked")).step == axis(chart((10, 1))).step == 2


def test_below_zero_the_axis_finds_its_own_beginning() -> None:
    assert axis(chart((-2, 2))).low is None


def test_a_scale_has_its_own_ends_and_a_line_at_every_point() -> None:
    found = axis(chart((3.5, 4.25), low=1, high=10))
    assert (found.low, found.high, found.step, found.decimals) == (1, 10, 1, 0)


def test_small_numbers_have_small_steps_with_their_decimals() -> None:
    found = axis(chart((0.25, 0.5), low=0, high=1))
    assert (found.step, found.decimals) == (0.2, 1)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("length", [1, 20, 100, 400, 1500, 4000])
def test_a_timeline_names_every_month_once_from_before_its_first_day_to_after_its_last(
    month: int, length: int
) -> None:
    for day in (1, 3, 4, 28):
        first = date(2025, month, day)
        found = axis(timeline((first, length), (first + timedelta(days=1), length)))
        assert found.low is not None
        assert found.high is not None
        assert found.low <= (first - DAY_ZERO).days
        assert found.high >= (first - DAY_ZERO).days + length + 1

        ticks = round((found.high - found.low) / found.step)
        days = [DAY_ZERO + timedelta(days=found.low + tick * found.step) for tick in range(ticks + 1)]
        months = [each.year * 12 + each.month for each in days]
        assert len({later - earlier for earlier, later in itertools.pairwise(months)}) == 1
        assert 2 <= len(months) <= 8
