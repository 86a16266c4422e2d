"""Cells: a grid of lines and columns that somebody fills with keys, and what is wrong in it.

Nothing here knows a terminal: `actionlab.cli.grid` shows the cells and passes the keys on. An empty cell is
*not recorded*. A cell with a value of before is closed: one cannot stand in it.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: `title` stands above it, in `width` places.

    Below the grid stands `about` and, for each value of `meanings`, what it means. A column is `for_text`
    when more than a number goes into it.
    """

    title: str
    width: int
    about: str = ""
    meanings: Mapping[str, str] = {}
    for_text: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line: the texts left of its cells, such as a code and a role.

    `before` has for each column the value that was stored earlier, "" for none. A line that `repeats` is
    followed by an empty one with the same names as soon as something stands in it.
    """

    names: tuple[str, ...]
    before: tuple[str, ...] = ()
    repeats: bool = False


# gives for a line and its texts what is wrong: a sentence by the number of the column
Check = Callable[[Line, Sequence[str]], Mapping[int, str]]
Place = tuple[int, int]


class Cells:
    """A grid with what was typed so far; `line` and `column` say where one stands.

    Arriving in a cell and typing replaces what stands there.
    """

    def __init__(self, columns: Sequence[Column], lines: Sequence[Line], check: Check) -> None:
        """Begin at the first open cell. ValueError when none is open."""
        self.columns = tuple(columns)
        self.lines = list(lines)
        self._texts = [[""] * len(self.columns) for _line in lines]
        self._check = check
        self._arrived = True
        self.line, self.column = self._next_in_line((0, -1), 1) or (-1, -1)
        if self.line < 0:
            raise ValueError("no cell is open")

    def text(self, line: int, column: int) -> str:
        """Give what was typed in a cell, without white space around it."""
        return self._texts[line][column].strip()

    def typed_here(self) -> str:
        """Give what stands in the cell where one is, as typed."""
        return self._texts[self.line][self.column]

    def before(self, line: int, column: int) -> str:
        """Give the value that was stored earlier in a cell; "" for an open cell."""
        stored = self.lines[line].before
        return stored[column] if column < len(stored) else ""

    def problems(self, line: int) -> Mapping[int, str]:
        """Give what is wrong in a line: a sentence by the number of the column; empty when nothing is."""
        texts = [self.text(line, column) for column in range(len(self.columns))]
        return self._check(self.lines[line], texts) if any(texts) else {}

    def filled(self) -> list[tuple[Line, tuple[str, ...]]]:
        """Give the lines in which something was typed, with their texts."""
        texts = [
            tuple(self.text(line, column) for column in range(len(self.columns)))
            for line in range(len(self.lines))
        ]
        return [(line, said) for line, said in zip(self.lines, texts, strict=True) if any(said)]

    def go(self, *, down: int = 0, right: int = 0) -> None:
        """Go so many cells down or to the right (up and left below 0), past closed ones, within the grid."""
        step = (1 if down > 0 else -1 if down < 0 else 0, 1 if right > 0 else -1 if right < 0 else 0)
        for _time in range(abs(down) + abs(right)):
            line, column = self.line + step[0], self.column + step[1]
            while self._inside(line, column) and self.before(line, column):
                line, column = line + step[0], column + step[1]
            if self._inside(line, column):
                self._arrive((line, column))

    def forward(self) -> bool:
        """Go to the next open cell of the line, or of the lines below; False when this is the last one."""
        return self._arrive(self._next_in_line((self.line, self.column), 1))

    def back(self) -> bool:
        """Go to the open cell before this one; False when this is the first one."""
        return self._arrive(self._next_in_line((self.line, self.column), -1))

    def below(self) -> bool:
        """Go to the next open cell of the column, or of the columns after it; False at the last one."""
        height = len(self.lines)
        for number in range(self.column * height + self.line + 1, height * len(self.columns)):
            column, line = divmod(number, height)
            if not self.before(line, column):
                return self._arrive((line, column))
        return False

    def type(self, sign: str) -> None:
        """Add what was typed to the cell; the first sign after one arrived replaces what stood there."""
        wanted = "".join(each for each in sign if each.isprintable())
        if not self.columns[self.column].for_text:
            wanted = wanted.strip()
        if wanted:
            self._write("" if self._arrived else self.typed_here(), wanted)

    def rub_out(self) -> None:
        """Take the last sign out of the cell."""
        self._write(self.typed_here()[:-1])

    def clear(self) -> None:
        """Take everything out of the cell."""
        self._write("")

    def paste(self, table: str) -> bool:
        """Put a table that was copied into the cells from here on; False when it is too big to fit.

        Then nothing is done. Lines and tabs are as a spreadsheet copies them; what falls on a closed cell is
        passed over.
        """
        rows = [row.split("\t") for row in table.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        while rows and not any(map(str.strip, rows[-1])):
            rows.pop()
        if not all(
            self._inside(self.line + down, self.column + len(row) - 1) for down, row in enumerate(rows)
        ):
            return False
        start = self.line, self.column
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                line, column = start[0] + down, start[1] + right
                if not self.before(line, column):
                    self._arrive((line, column))
                    self.type(value)
        return True

    def finish(self) -> bool:
        """Tell whether nothing is wrong; else go to the first cell that is, and give False."""
        for line in range(len(self.lines)):
            wrong = self.problems(line)
            if wrong:
                self._arrive((line, min(wrong)))
                return False
        return True

    def take_over(self, other: "Cells") -> None:
        """Put what was typed in another grid into the open cells of lines with the same names."""
        for line, texts in other.filled():
            places = (place for place, each in enumerate(self.lines) if each.names == line.names)
            place = next((each for each in places if not any(self._texts[each])), None)
            for column, text in enumerate(texts):
                if place is not None and not self.before(place, column):
                    self._arrive((place, column))
                    self.type(text)

    def _write(self, stood: str, more: str = "") -> None:
        self._texts[self.line][self.column] = stood + more
        self._arrived = False
        here = self.lines[self.line]
        following = self.lines[self.line + 1].names if self.line + 1 < len(self.lines) else ()
        if here.repeats and more and following != here.names:
            self.lines.insert(self.line + 1, Line(names=here.names, repeats=True))
            self._texts.insert(self.line + 1, [""] * len(self.columns))

    def _arrive(self, place: Place | None) -> bool:
        if place is not None:
            self.line, self.column = place
            self._arrived = True
        return place is not None

    def _inside(self, line: int, column: int) -> bool:
        return 0 <= line < len(self.lines) and 0 <= column < len(self.columns)

    def _next_in_line(self, place: Place, step: int) -> Place | None:
        width = len(self.columns)
        number = place[0] * width + place[1] + step
        while 0 <= number < width * len(self.lines):
            if not self.before(*divmod(number, width)):
                return divmod(number, width)
            number += step
        return None


def first_shown(widths: Sequence[int], current: int, room: int, first: int = 0) -> int:
    """Give the first of a row of things to show, so that the current one fits in the room with those before.

    `widths` are the room that each takes; `first` is the one that was shown first so far, and stays so when
    that is possible.

    >>> first_shown((1, 1, 1, 1, 1), 3, 2)
    2
    """
    first = min(first, current)
    while first < current and sum(widths[first : current + 1]) > room:
        first += 1
    return first
