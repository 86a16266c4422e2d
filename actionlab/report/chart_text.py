"""A chart as plain text, for a look in the terminal: bars of block characters with their numbers behind."""

import textwrap
from collections.abc import Iterator, Sequence
from datetime import timedelta

from actionlab.report import format as written
from actionlab.report.blocks import Chart
from actionlab.report.chart_layout import DAY_ZERO, axis, decimals, has_values

BAR, HALF_BAR, NOT_SHOWN = "█", "▌", "–"
_SHARE_FOR_LABELS, _LONGEST_BAR = 0.4, 40
_INDENT = "  "


def chart_lines(chart: Chart, width: int, language: str) -> Iterator[str]:
    """Give the lines of `chart`, at most `width` columns wide; a dash stands for what is not shown.

    A chart of one series has a bar per category; with more, the bars of the series stand below each
    category. A timeline has a bar per category from its first to its last day. Nothing when there is no
    value to show.
    """
    if not has_values(chart):
        return
    yield from textwrap.wrap(f"[{chart.title}]", width)
    if chart.kind == "timeline":
        yield from _periods(chart, width, language)
    elif len(chart.series) == 1:
        yield from _bars(chart, chart.categories, chart.series[0].values, width, language)
    else:
        names = [_INDENT + each.name for each in chart.series]
        for place, category in enumerate(chart.categories):
            yield from textwrap.wrap(category, width)
            yield from _bars(chart, names, [each.values[place] for each in chart.series], width, language)


def _bars(
    chart: Chart, labels: Sequence[str], values: Sequence[float | None], width: int, language: str
) -> Iterator[str]:
    start = chart.low or 0.0
    shown = [written.number(v, decimals(chart), language) if v is not None else NOT_SHOWN for v in values]
    everything = [value for each in chart.series for value in each.values if value is not None]
    longest = max(abs(value - start) for value in [*everything, chart.high or start]) or 1.0
    room = min(width - _room_for_labels(labels, width) - max(map(len, shown)) - 2, _LONGEST_BAR)
    for label, value, number in zip(labels, values, shown, strict=True):
        length = 0.0 if value is None else abs(value - start) / longest * room
        yield from _line(label, f"{_bar(length)} {number}".lstrip(), _room_for_labels(labels, width))


def _periods(chart: Chart, width: int, language: str) -> Iterator[str]:
    starts, lengths = (each.values for each in chart.series)
    ends = axis(chart)
    first, last = ends.low or 0.0, ends.high or 1.0
    labels = _room_for_labels(chart.categories, width)
    room = min(width - labels - 1, _LONGEST_BAR) / (last - first)
    for label, start, length in zip(chart.categories, starts, lengths, strict=True):
        if start is None:
            yield from _line(label, NOT_SHOWN, labels)
            continue
        until = start + max(length or 1, 1)
        bar = BAR * max(1, round((until - start) * room))
        yield from _line(label, " " * int((start - first) * room) + bar, labels)
        days = (DAY_ZERO + timedelta(days=start), DAY_ZERO + timedelta(days=until - 1))
        indent = " " * (labels + 1)
        months = written.period(*days, language)
        yield from textwrap.wrap(months, width, initial_indent=indent, subsequent_indent=indent)


def _room_for_labels(labels: Sequence[str], width: int) -> int:
    return max(1, min(max(map(len, labels)), int(_SHARE_FOR_LABELS * width)))


def _line(label: str, rest: str, room: int) -> Iterator[str]:
    """Give a label and what stands beside its first line; a label longer than its room takes more lines."""
    indent = _INDENT if label.startswith(_INDENT) else ""
    lines = textwrap.wrap(label, room, subsequent_indent=indent) or [""]
    yield f"{lines[0]:<{room}} {rest}".rstrip()
    yield from lines[1:]


def _bar(length: float) -> str:
    whole, rest = divmod(length, 1)
    return BAR * int(whole) + (HALF_BAR if rest >= 0.5 else "")
