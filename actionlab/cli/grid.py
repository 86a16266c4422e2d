"""A grid on the terminal: cells that somebody fills with arrow keys, Enter and Tab, such as measurements.

Beside `actionlab.cli.keys` the only module that knows prompt_toolkit, loaded when a grid is shown.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from actionlab.cli import ask
from actionlab.cli.cells import Cells, Column, first_shown
from actionlab.cli.terminal import visible, wrapped
from actionlab.i18n import _

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

# a style and a text, as prompt_toolkit shows them
Pieces = list[tuple[str, str]]

FINISHED, ESCAPED = "finished", "escaped"
_GAP = 2
# in a cell: the sign before a fault, and what stands where nothing does
_FAULT, _EMPTY = "!", "."
_PAGE = 10
_LINES_LEAST = 3
_NAME_MOST = 20
_LOOKS = {
    "title": "bold",
    "head": "underline",
    "here": "reverse",
    "wrong": "bold fg:ansired",
    "before": "fg:ansibrightblack",
    "keys": "fg:ansibrightblack",
}


def fill(cells: Cells, *, title: str, names: tuple[str, ...]) -> None:
    """Let the person fill the cells; `names` stand above the texts left of them.

    What was typed stands in `cells` afterwards, and nothing in it is wrong. Esc asks whether to stop. Raises
    `KeyboardInterrupt` or `click.Abort` when the person stops.
    """
    picture = Picture(cells, title, names)
    while _application(picture).run() == ESCAPED:
        if ask.wants_to_stop():
            raise click.Abort


class Picture:
    """What is shown of the cells: a part that fits on the screen, and what is said below it."""

    def __init__(self, cells: Cells, title: str, names: tuple[str, ...]) -> None:
        self.cells = cells
        self.told = ""
        self._title = title
        self._names = names
        self._first_line = self._first_column = 0

    def pieces(self, width: int, height: int) -> Pieces:
        """Give what stands on a screen of this size now."""
        above = [[("class:title", self._title[: width - 1])], []]
        below = [[], *self._below(width)]
        room = max(height - len(above) - len(below) - 3, _LINES_LEAST)
        lines = [*above, *self._table(width, room), *below]
        return [piece for line in lines for piece in (*line, ("", "\n"))][:-1]

    def _table(self, width: int, room: int) -> Iterator[Pieces]:
        cells = self.cells
        self._first_line = first_shown([1] * len(cells.lines), cells.line, room, self._first_line)
        shown = range(self._first_line, min(self._first_line + room, len(cells.lines)))
        names, columns = self._across(width)
        yield self._head(names, columns)
        for line in shown:
            yield [
                *((("", f"{cells.lines[line].names[place]:<{wide}.{wide}}  ")) for place, wide in names),
                *(piece for column in columns for piece in self._cell(line, column)),
            ]
        if len(shown) < len(cells.lines):
            said = _("{first} to {last} of {n}").format(
                first=shown[0] + 1, last=shown[-1] + 1, n=len(cells.lines)
            )
            yield [("class:keys", said)]

    def _across(self, width: int) -> tuple[list[tuple[int, int]], range]:
        """Give the names that are shown, with their widths, and the columns that fit beside them."""
        cells = self.cells
        said = zip(self._names, *(line.names for line in cells.lines), strict=True)
        names = [(place, min(max(map(len, texts)), _NAME_MOST)) for place, texts in enumerate(said)]
        wide = [column.width + _GAP for column in cells.columns]

        def left() -> int:
            return width - 1 - sum(each + _GAP for _place, each in names)

        while len(names) > 1 and sum(wide) > left():
            names.pop()
        self._first_column = first_shown(wide, cells.column, left(), self._first_column)
        last = self._first_column + 1
        while last < len(wide) and sum(wide[self._first_column : last + 1]) <= left():
            last += 1
        return names, range(self._first_column, last)

    def _head(self, names: list[tuple[int, int]], columns: range) -> Pieces:
        head = [(f"{self._names[place]:<{wide}.{wide}}", _GAP) for place, wide in names]
        head += [(_titled(self.cells.columns[column]), _GAP) for column in columns]
        return [piece for text, gap in head for piece in (("class:head", text), ("", " " * gap))]

    def _cell(self, line: int, column: int) -> Pieces:
        cells, wide = self.cells, self.cells.columns[column].width - 1
        here = (line, column) == (cells.line, cells.column)
        stored = cells.before(line, column)
        if stored:
            return [("class:before", f" {f'({visible(stored)})':<{wide}.{wide}}"), ("", " " * _GAP)]
        looks = "class:wrong" if column in cells.problems(line) else ""
        if here:
            # of a long text one sees the end while typing
            typed = visible(cells.typed_here())[-wide:]
            return [(f"class:here {looks}", f"[{typed:<{wide}}]"), ("", " " * (_GAP - 1))]
        text = visible(cells.text(line, column))[:wide] or ("" if looks else _EMPTY)
        return [(looks, f"{_FAULT if looks else ' '}{text:<{wide}}"), ("", " " * _GAP)]

    def _below(self, width: int) -> Iterator[Pieces]:
        cells = self.cells
        column = cells.columns[cells.column]
        if column.about:
            yield from _wrapped("", column.about)
        here = cells.text(cells.line, cells.column)
        for value, meaning in column.meanings.items():
            sign, looks = (">", "bold") if value == here else (" ", "")
            yield [(looks, f"{sign} {value:>2}  {meaning}"[: width - 1])]
        fault = cells.problems(cells.line).get(cells.column) or self.told
        yield from _wrapped("class:wrong", fault)
        if any(map(any, (line.before for line in cells.lines))):
            yield from _wrapped("class:keys", _("Between brackets: stored before."))
        yield from _wrapped("class:keys", _("Empty: not measured. Tab, Enter and arrow keys: other cell."))
        yield from _wrapped("class:keys", _("Ctrl-S, or Enter in the last cell: ready. Esc: stop."))


def _titled(column: Column) -> str:
    return f" {column.title:<{column.width - 1}.{column.width - 1}}"


def _wrapped(looks: str, text: str) -> Iterator[Pieces]:
    for line in wrapped(visible(text)).split("\n"):
        yield [(looks, line)]


def _application(picture: Picture) -> "Application[str]":
    from prompt_toolkit.application import Application
    from prompt_toolkit.layout import Layout, Window
    from prompt_toolkit.layout.controls import FormattedTextControl
    from prompt_toolkit.styles import Style

    from actionlab.cli.keys import ESCAPE_WAIT

    control = FormattedTextControl(
        lambda: [*picture.pieces(*shutil.get_terminal_size())], focusable=True, show_cursor=False
    )
    application: Application[str] = Application(
        layout=Layout(Window(control, dont_extend_height=True)),
        key_bindings=_keys(picture),
        style=Style.from_dict(_LOOKS),
        erase_when_done=True,
    )
    application.ttimeoutlen = application.timeoutlen = ESCAPE_WAIT
    return application


def _keys(picture: Picture) -> "KeyBindings":
    from prompt_toolkit.key_binding import KeyBindings

    keys, cells = KeyBindings(), picture.cells
    moves: dict[str, Callable[[], Any]] = {
        "up": lambda: cells.go(down=-1),
        "down": lambda: cells.go(down=1),
        "left": lambda: cells.go(right=-1),
        "right": lambda: cells.go(right=1),
        "pageup": lambda: cells.go(down=-_PAGE),
        "pagedown": lambda: cells.go(down=_PAGE),
        "home": lambda: cells.go(right=-len(cells.columns)),
        "end": lambda: cells.go(right=len(cells.columns)),
        "tab": cells.forward,
        "s-tab": cells.back,
        "backspace": cells.rub_out,
        "delete": cells.clear,
    }
    for key, move in moves.items():
        keys.add(key)(_does(picture, move))
    _typing_keys(keys, picture)
    _leaving_keys(keys, picture)
    return keys


def _does(picture: Picture, move: Callable[[], Any]) -> "Callable[[KeyPressEvent], None]":
    def pressed(_event: "KeyPressEvent") -> None:
        picture.told = ""
        move()

    return pressed


def _typing_keys(keys: "KeyBindings", picture: Picture) -> None:
    @keys.add("<any>")
    def _typed(event: "KeyPressEvent") -> None:
        picture.told = ""
        picture.cells.type(event.data)

    @keys.add("<bracketed-paste>")
    def _pasted(event: "KeyPressEvent") -> None:
        fits = picture.cells.paste(event.data)
        picture.told = "" if fits else _("What you paste has more lines or columns than there are from here.")


def _leaving_keys(keys: "KeyBindings", picture: Picture) -> None:
    def finish(event: "KeyPressEvent") -> None:
        if picture.cells.finish():
            event.app.exit(result=FINISHED)

    @keys.add("enter")
    def _enter(event: "KeyPressEvent") -> None:
        picture.told = ""
        if not picture.cells.below():
            finish(event)

    keys.add("c-s")(finish)

    @keys.add("escape")
    def _escape(event: "KeyPressEvent") -> None:
        event.app.exit(result=ESCAPED)

    @keys.add("c-c")
    def _stop(event: "KeyPressEvent") -> None:
        event.app.exit(exception=KeyboardInterrupt)
