"""How a chart is laid out: its height, the room for its labels, and the steps of its axis.

Lengths are in points. The room is worked out here and not left to Word or LibreOffice, because both cut off
labels that they find too long.
"""

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from math import ceil, floor, log10

import msgspec

from actionlab.report.blocks import Chart
from actionlab.report.format import MOST_DECIMALS

DAY_ZERO = date(1970, 1, 1)
_LETTER = 5.4
_LINE = 13.0
_ROOM_BESIDE_LABELS = 10.0
_MOST_FOR_LABELS = 0.42
_BAR, _BETWEEN_CATEGORIES = 14.0, 7.0
_PLOT_OF_COLUMNS = 130.0
_TOP, _RIGHT, _AXIS, _AXIS_TITLE = 4.0, 26.0, 20.0, 17.0
_LEGEND_KEY, _LEGEND_LINE, _ABOVE_LEGEND = 34.0, 16.0, 4.0
_HIGHEST = 560.0
_MOST_STEPS, _MOST_STEPS_OF_A_SCALE = 6, 10
_DAYS_IN_MONTH = 365.25 / 12
# From the fourth of a month, steps of average months never skip a month or name one twice.
_TICK_DAY = 4


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The size of a chart and the place in it of the bars or lines themselves.

    `is_lying` is true when the categories stand below one another. `has_axis` is false when the numbers at
    the bars say all that those of an axis would.
    """

    width: float
    height: float
    left: float
    top: float
    plot_width: float
    plot_height: float
    is_lying: bool
    has_axis: bool


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """The axis of the values; an end that is None is left to the program that shows the chart."""

    low: float | None
    high: float | None
    step: float
    decimals: int = 0


def frame(chart: Chart, width: float) -> Frame:
    """Give the frame of `chart` for a page with `width` points between its margins.

    Columns whose labels have words too long to stand below them lie down: then they are bars. No chart is
    higher than a page; bars of a chart with very many grow thin.
    """
    is_lying = chart.kind in {"bars", "stacked", "timeline"} or _too_long_to_stand(chart, width)
    has_axis = shows_axis(chart, is_lying=is_lying)
    below = _legend(chart, width)
    if is_lying:
        left, plot_height = _lying(chart, width)
        below += has_axis * _AXIS + bool(chart.value_title) * _AXIS_TITLE
    else:
        left = has_axis * 2 * _AXIS + bool(chart.value_title) * _AXIS_TITLE
        plot_height = _PLOT_OF_COLUMNS
        below += _LINE * _most_lines(chart.categories, _letters_below(chart, width)) + _ROOM_BESIDE_LABELS
    plot_height = min(plot_height, _HIGHEST - _TOP - below)
    return Frame(
        width=width,
        height=_TOP + plot_height + below,
        left=left,
        top=_TOP,
        plot_width=width - left - _RIGHT,
        plot_height=plot_height,
        is_lying=is_lying,
        has_axis=has_axis,
    )


def has_values(chart: Chart) -> bool:
    """Tell whether there is anything to draw; a period of a timeline needs its first day for that."""
    series = chart.series[:1] if chart.kind == "timeline" else chart.series
    return any(value is not None for each in series for value in each.values)


def shows_axis(chart: Chart, *, is_lying: bool) -> bool:
    """Tell whether the numbers of an axis say more than those at the bars do; to begin at zero is no news."""
    has_ends = bool(chart.low) or chart.high is not None
    is_read_aside = chart.kind == "columns" and not is_lying and bool(chart.value_title)
    return has_ends or is_read_aside or chart.kind in {"line", "timeline"}


def has_legend(chart: Chart) -> bool:
    """Tell whether the reader has series to tell apart."""
    return len(chart.series) > 1 and chart.kind != "timeline"


def decimals(chart: Chart) -> int:
    """Give how many decimals the numbers of this chart have, at most two: the same for all of them."""
    return decimals_of([value for value in _values(chart) if value is not None])


def decimals_of(values: Sequence[float]) -> int:
    """Give how many decimals these numbers have beside one another: the same for all, at most two."""
    return next(
        (places for places in range(MOST_DECIMALS) if all(round(v, places) == round(v, 2) for v in values)),
        MOST_DECIMALS,
    )


def axis(chart: Chart) -> Axis:
    """Give the ends and the steps of the axis: from zero where the chart itself says nothing.

    Whole numbers get whole steps. A timeline begins and ends between its first and last month, in days
    since 1 January 1970.
    """
    if chart.kind == "timeline":
        return _months(chart)
    known = [value for value in _values(chart) if value is not None]
    low = 0.0 if chart.low is None and min(known) >= 0 else chart.low
    high = chart.high if chart.high is not None else max(_reach(chart), 1.0)
    span = high - (min(known) if low is None else low)
    step = _round_step(span / _MOST_STEPS, is_whole=decimals(chart) == 0)
    if chart.high is not None and 2 <= span <= _MOST_STEPS_OF_A_SCALE:
        step = 1.0
    places = next(p for p in (0, 1, 2) if p == 2 or (step * 10**p % 1 == (low or 0.0) * 10**p % 1 == 0))
    return Axis(low=low, high=chart.high, step=step, decimals=places)


def _values(chart: Chart) -> list[float | None]:
    return list(chain.from_iterable(each.values for each in chart.series))


def _reach(chart: Chart) -> float:
    """Give how far the longest bar reaches."""
    if chart.kind != "stacked":
        return max(value for value in _values(chart) if value is not None)
    return max(
        sum(value or 0.0 for value in row) for row in zip(*(s.values for s in chart.series), strict=True)
    )


def _round_step(least: float, *, is_whole: bool) -> float:
    """Give the first of 1, 2, 5, 10, 20, … (and 0.1, 0.2, … when not whole) that is no less than `least`."""
    power = 10.0 ** floor(log10(least)) if least > 0 else 1.0
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= least * 0.999)
    return max(step, 1.0) if is_whole else step


def _months(chart: Chart) -> Axis:
    starts, lengths = (each.values for each in chart.series)
    bars = [(s, s + (n or 0)) for s, n in zip(starts, lengths, strict=True) if s is not None]
    first = DAY_ZERO + timedelta(days=min(start for start, _ in bars))
    last = max(end for _, end in bars)
    month = first.year * 12 + first.month - 1 - (first.day < _TICK_DAY)
    low = (date(month // 12, month % 12 + 1, _TICK_DAY) - DAY_ZERO).days
    months = ceil((last - low) / _DAYS_IN_MONTH)
    every = next((each for each in (1, 2, 3, 6, 12) if months <= each * _MOST_STEPS), ceil(months / 72) * 12)
    steps = max(1, ceil(months / every))
    step = every * _DAYS_IN_MONTH
    return Axis(low=low, high=low + steps * step, step=step)


def _lying(chart: Chart, width: float) -> tuple[float, float]:
    """Give the room for the labels at the left, and the height of all bars."""
    longest = max(map(len, chart.categories))
    left = min(longest * _LETTER + _ROOM_BESIDE_LABELS, _MOST_FOR_LABELS * width)
    lines = _most_lines(chart.categories, max(1, int((left - _ROOM_BESIDE_LABELS) / _LETTER)))
    bars = 1 if chart.kind in {"stacked", "timeline"} else len(chart.series)
    room = max(bars * _BAR, lines * _LINE) + _BETWEEN_CATEGORIES
    return left, room * len(chart.categories)


def _letters_below(chart: Chart, width: float) -> int:
    """Give how many letters fit below a column."""
    return max(1, int((width - _RIGHT - 2 * _AXIS) / len(chart.categories) / _LETTER) - 1)


def _too_long_to_stand(chart: Chart, width: float) -> bool:
    words = (word for label in chart.categories for word in label.split())
    return chart.kind == "columns" and max(map(len, words), default=0) > _letters_below(chart, width)


def _most_lines(labels: tuple[str, ...], letters: int) -> int:
    return max(len(textwrap.wrap(label, letters)) or 1 for label in labels)


def _legend(chart: Chart, width: float) -> float:
    if not has_legend(chart):
        return 0.0
    taken = sum(len(each.name) * _LETTER + _LEGEND_KEY for each in chart.series)
    return ceil(taken / width) * _LEGEND_LINE + _ABOVE_LEGEND
