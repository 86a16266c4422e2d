"""Showing: headings, lines and tables on standard output; the only module that knows rich.

On a terminal they are set in its width; anywhere else they are plain lines, tables with tabs between the
columns. Text from records is never read as markup.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TypeVar

from actionlab.cli.terminal import give, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

T = TypeVar("T")

_GAP = 2
_COLUMN_MOST, _LAST_LEAST = 28, 20
_BAR_FROM = 50
_PATIENCE = 1.0


def heading(text: str) -> None:
    """Show a heading, with an empty line above it on a terminal."""
    console = _console()
    if console is None:
        give(text)
        return
    from rich.text import Text

    console.print()
    console.print(Text(visible(text), style="bold"))


def line(text: str, indent: int = 0) -> None:
    """Show a line, wrapped on a terminal below where it began."""
    columns((text,), indent)


def columns(cells: Sequence[str], indent: int = 0, widths: Sequence[int] = ()) -> None:
    """Show texts side by side, each wrapped in its own column; `widths` are of all but the last."""
    console = _console()
    if console is None:
        lines = "  ".join(cells).split("\n")
        give(
            "\n".join(" " * (indent if place == 0 else 2 * indent) + line for place, line in enumerate(lines))
        )
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width)
    grid.add_column(overflow="fold")
    grid.add_row(*(Text(visible(cell)) for cell in cells))
    console.print(Padding(grid, (0, 0, 0, indent)))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], marks: Sequence[str] = ()) -> None:
    """Show a table; on a terminal a row is one line, and the last column is cut with `…` to fit.

    `marks` has a few words for each row, or "", that stand whole at the end of its line.
    """
    console = _console()
    ends = [f" · {mark}" if mark else "" for mark in marks] or [""] * len(rows)
    if console is None:
        for row, end in zip(rows, ends, strict=True):
            give("\t".join(_one_line(cell) for cell in row) + end)
        return
    from rich.table import Table
    from rich.text import Text

    widths = [
        min(max(len(row[place]) for row in (header, *rows)), _COLUMN_MOST) for place in range(len(header) - 1)
    ]
    rest = max(console.width - sum(widths) - _GAP * len(widths), _LAST_LEAST)
    shown = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for name, width in zip(header, [*widths, rest], strict=True):
        shown.add_column(Text(name), no_wrap=True, overflow="ellipsis", width=width)
    for row, end in zip(rows, ends, strict=True):
        *first, last = (Text(_one_line(visible(cell))) for cell in row)
        last.truncate(rest - len(end), overflow="ellipsis")
        shown.add_row(*first, last + Text(end))
    console.print(shown)


def tracked(items: Sequence[T], label: str) -> Iterator[T]:
    """Give the items one by one, with a bar on the terminal that shows how far it is; gone at the end.

    Messages go to standard error, so the bar does too; nothing is shown anywhere else, or for a few items.
    """
    if not sys.stderr.isatty() or len(items) < _BAR_FROM:
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    yield from track(items, description=label, console=console, transient=True)


@contextmanager
def steps(label: str, count: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each of `count` steps; a bar shows how far it is when that takes long.

    Long is more than a second. The bar is on standard error and gone at the end; it is shown on a terminal
    only. Say nothing while it may be there.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    bar = _Bar(label, count)
    try:
        yield bar.step
    finally:
        bar.stop()


class _Bar:
    """A bar that appears by itself after a second, and knows what was done before."""

    def __init__(self, label: str, count: int) -> None:
        self._label, self._count, self._done = label, count, 0
        self._progress: Progress | None = None
        self._timer = Timer(_PATIENCE, self._start)
        self._timer.start()

    def step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], completed=self._done)

    def stop(self) -> None:
        self._timer.cancel()
        # it may be about to appear
        self._timer.join()
        if self._progress is not None:
            self._progress.stop()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        progress = Progress(console=console, transient=True)
        progress.add_task(self._label, total=self._count, completed=self._done)
        progress.start()
        self._progress = progress


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _console() -> "Console | None":
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(file=sys.stdout, markup=False, highlight=False, emoji=False)
