"""Showing: headings, lines, tables and bars for a person; the only module that knows rich.

On a terminal they are set in its width; anywhere else they are plain lines, tables with tabs between the
columns. Text from records is never read as markup, and colour says only that something is late.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, TextIO, TypeVar

from actionlab.cli.pages.bars import bar
from actionlab.cli.terminal import give, visible

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod
    from rich.progress import Progress

T = TypeVar("T")

_GAP = 2
_COLUMN_MOST, _LAST_LEAST = 28, 20
_BAR_MOST = 24
_BAR_FROM = 50
_PATIENCE = 1.0
_LATE = "red"

# what is shown together, to be looked through page by page
_together: "list[Console]" = []


def on_terminal() -> bool:
    """Tell whether a person sees what is shown, now."""
    return sys.stdout.isatty()


def room(indent: int = 0, widths: Sequence[int] = ()) -> int:
    """Give how many characters of the last of `columns` fit on a line: at least 1; 0 without a terminal."""
    console = _console()
    return max(_beside(console, indent, widths) or console.width - indent - _GAP, 1) if console else 0


@contextmanager
def paged() -> Iterator[None]:
    """Show all that is shown inside, page by page when it is longer than the screen of a terminal."""
    console = _console()
    if console is None or _together:
        yield
        return
    from actionlab.cli.pager import show_pages

    _together.append(console)
    try:
        with console.capture() as shown:
            yield
    finally:
        _together.pop()
        show_pages(shown.get(), console.height)


def heading(text: str, aside: str = "") -> None:
    """Show a heading, with an empty line above it on a terminal; `aside` is what need not stand out."""
    console = _console()
    if console is None:
        give(f"{text} ({aside})" if aside else text)
        return
    from rich.text import Text

    console.print()
    console.print(Text.assemble((visible(text), "bold"), f" · {visible(aside)}" if aside else ""))


def beside(label: str, path: str, indent: int, label_width: int) -> None:
    """Show what is copied whole, such as a path, beside its label; below it when it would be broken there."""
    console = _console()
    if console is None or indent + label_width + _GAP + len(path) <= console.width:
        columns((label, path), indent, (label_width,))
        return
    from rich.text import Text

    line(label, indent)
    console.print(Text(" " * (indent + _GAP) + visible(path)), soft_wrap=True)


def line(text: str, indent: int = 0, *, late: bool = False) -> None:
    """Show a line, wrapped on a terminal below where it began; coloured there when it is `late`."""
    columns((text,), indent, late=late)


def passage(text: str, spans: Sequence[tuple[int, int]], indent: int = 0) -> None:
    """Show a line with some pieces of it, from start to end, in bold; they do not stand out elsewhere."""
    console = _console()
    if console is None:
        give(" " * indent + text)
        return
    from rich.padding import Padding
    from rich.text import Text

    shown, passed = Text(), 0
    for start, end in spans:
        shown.append(visible(text[passed:start]))
        shown.append(visible(text[start:end]), style="bold")
        passed = end
    shown.append(visible(text[passed:]))
    console.print(Padding(shown, (0, 0, 0, indent)))


def columns(cells: Sequence[str], indent: int = 0, widths: Sequence[int] = (), *, late: bool = False) -> None:
    """Show texts side by side, each wrapped in its own column; `widths` are of all but the last.

    When there is too little room the last text stands below. What is `late` has its first line coloured.
    """
    console = _console()
    if console is None:
        first, *others = "  ".join(cells).split("\n")
        give("\n".join([" " * indent + first, *(" " * 2 * indent + each for each in others)]))
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    shown = [Text(visible(cell)) for cell in cells]
    if late:
        shown[0].stylize(_LATE, 0, len(shown[0].plain.partition("\n")[0]))
    if widths and not _beside(console, indent, widths):
        console.print(Padding(Text("  ").join(shown[:-1]), (0, 0, 0, indent)))
        console.print(Padding(shown[-1], (0, 0, 0, indent + _GAP)))
        return
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for width in widths:
        grid.add_column(width=width)
    grid.add_column(overflow="fold")
    grid.add_row(*shown)
    console.print(Padding(grid, (0, 0, 0, indent)))


def _beside(console: "Console", indent: int, widths: Sequence[int]) -> int:
    """Give how much room is left for the last column beside the others; 0 when it stands below them."""
    left = console.width - indent - sum(widths) - _GAP * len(widths)
    return 0 if widths and left < _LAST_LEAST else left


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    marks: Sequence[str] = (),
    *,
    right: Sequence[int] = (),
) -> None:
    """Show a table; on a terminal a row is one line, and the last column is cut with `…` to fit.

    `marks` has a few words for each row, or "", that stand whole at the end of its line. The columns in
    `right` are set to the right. The first column is never cut. When so little room is left for the last
    column that it says nothing, it stands on a line of its own. Without names there is no header.
    """
    console = _console()
    ends = [f" · {mark}" if mark else "" for mark in marks] or [""] * len(rows)
    if console is None:
        lines = ["\t".join(map(_one_line, row)) + end for row, end in zip(rows, ends, strict=True)]
        if lines:
            give("\n".join(lines))
        return
    widths = [max(len(row[place]) for row in (header, *rows)) for place in range(len(header) - 1)]
    widths[1:] = [min(width, _COLUMN_MOST) for width in widths[1:]]
    rest = console.width - sum(widths) - _GAP * len(widths)
    if rest < _LAST_LEAST:
        _stacked(console, header, rows, ends)
        return
    from rich.table import Table
    from rich.text import Text

    shown = Table(
        box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold", show_header=any(header)
    )
    for place, (name, width) in enumerate(zip(header, [*widths, rest], strict=True)):
        justify: JustifyMethod = "right" if place in right else "left"
        shown.add_column(Text(name), no_wrap=True, overflow="ellipsis", width=width, justify=justify)
    for row, end in zip(rows, ends, strict=True):
        *first, last = (Text(_one_line(visible(cell))) for cell in row)
        last.truncate(rest - len(end), overflow="ellipsis")
        shown.add_row(*first, last + Text(end))
    console.print(shown)


def _stacked(
    console: "Console", header: Sequence[str], rows: Sequence[Sequence[str]], ends: Sequence[str]
) -> None:
    """Show each row as a line with all but the last cell, and the last cell below it."""
    from rich.padding import Padding
    from rich.text import Text

    for row, end in zip(rows, ends, strict=True):
        *first, last = (_one_line(visible(cell)) for cell in row)
        # a number alone says nothing without its name
        named = zip(header, first, strict=False)
        told = [f"{name} {cell}" if cell.isdigit() else cell for name, cell in named]
        console.print(Text("  ".join(told)))
        below = Text(last)
        below.truncate(max(console.width - _GAP - len(end), 1), overflow="ellipsis")
        console.print(Padding(below + Text(end), (0, 0, 0, _GAP)))


def bars(counts: Mapping[str, int], indent: int = 0) -> None:
    """Show numbers with their names, on a terminal with a bar for each; elsewhere with a tab between."""
    console = _console()
    if console is None:
        for name, count in counts.items():
            give(f"{name}\t{count}")
        return
    from rich.text import Text

    names = min(max(map(len, counts), default=0), max(console.width - indent - 8, 8))
    digits = max((len(str(count)) for count in counts.values()), default=1)
    most = max(1, min(_BAR_MOST, console.width - indent - names - digits - 2 * _GAP))
    longest = max(counts.values(), default=0) or 1
    for name, count in counts.items():
        label = Text(" " * indent + visible(name))
        label.truncate(indent + names, overflow="ellipsis", pad=True)
        drawn = bar(count / longest * most)
        console.print(label + Text(f"  {count:>{digits}}  {drawn}".rstrip()))


def tracked(items: Sequence[T], label: str) -> Iterator[T]:
    """Give the items one by one, with a bar on the terminal that shows how far it is; gone at the end.

    Messages go to standard error, so the bar does too; nothing is shown anywhere else, or for a few items.
    """
    if not sys.stderr.isatty() or len(items) < _BAR_FROM:
        yield from items
        return
    from rich.progress import track

    yield from track(items, description=label, console=_plain(sys.stderr), transient=True)


@contextmanager
def steps(label: str, count: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each of `count` steps; a bar shows how far it is when that takes long.

    Long is more than a second. The bar is on standard error and gone at the end; it is shown on a terminal
    only. Say nothing while it may be there.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    told = _Progress(label, count)
    try:
        yield told.step
    finally:
        told.stop()


class _Progress:
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
        from rich.progress import Progress

        progress = Progress(console=_plain(sys.stderr), transient=True)
        progress.add_task(self._label, total=self._count, completed=self._done)
        progress.start()
        self._progress = progress


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _console() -> "Console | None":
    if _together:
        return _together[0]
    return _plain(sys.stdout) if sys.stdout.isatty() else None


def _plain(stream: TextIO) -> "Console":
    """Give a console that takes nothing in a text for markup."""
    from rich.console import Console

    return Console(file=stream, markup=False, highlight=False, emoji=False)
