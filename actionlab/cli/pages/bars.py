"""Bars: small numbers drawn with blocks, or with other signs where a terminal has no blocks."""

from collections.abc import Sequence

from actionlab.cli import terminal

_HEIGHTS = "▁▂▃▄▅▆▇█"


def bar(length: float) -> str:
    """Give a bar of so many characters; what is more than nothing is at least seen."""
    if not terminal.draws_blocks():
        return "#" * (max(1, round(length)) if length else 0)
    whole, rest = divmod(length, 1)
    return "█" * int(whole) + ("▌" if rest >= 0.5 or 0 < length < 1 else "")


def row_of_bars(counts: Sequence[int]) -> str:
    """Give a tiny bar for each number, a dot for 0; the numbers themselves where no blocks can be drawn."""
    if not terminal.draws_blocks():
        return " ".join(map(str, counts))
    longest = max(counts, default=0) or 1
    return "".join(_HEIGHTS[-(-8 * count // longest) - 1] if count else "·" for count in counts)
