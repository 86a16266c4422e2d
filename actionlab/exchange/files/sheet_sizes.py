"""Sheet sizes: how much a sheet of a workbook becomes when it is read, measured before it is.

A reader that holds a sheet as a rectangle needs memory for every cell between the first and the last one, and
for every copy of a text that many cells share. A file of five kilobytes can ask for 17,000 million cells.
"""

import re
from xml.parsers import expat

# both as few as keep the reading of a workbook far below 1.5 GiB and 30 seconds
AREA_MOST = 2_000_000
_TAGS_MOST, _TEXT_MOST = 10_000_000, 100 * 1024 * 1024
_COLUMNS, _DEPTH_MOST = 16_384, 100
# a quick look tells that no cell is beyond AZ9999, but not how far the last one is
_QUICK_ROWS, _QUICK_COLUMNS = 9_999, 52
_QUICK_FROM, _QUICK_UNTIL = 128 * 1024, 16 * 1024 * 1024
_OTHER_CELL = re.compile(
    rb"<c(?! r=\"A?[A-Z][1-9][0-9]{0,3}\"(?: [stcvmph]{1,2}=\"[A-Za-z0-9]*+\")*+/?>|[A-Za-z])"
)
# calamine stops the program on a date or time further back than this
_FAR_BELOW_ZERO = re.compile(rb"v(?:\s[^<>]*+)?>\s*+-(?:[0-9]{11}|[0-9.]*+[eE]\+?[0-9]{2}|[iI])")
_VALUE = re.compile(rb"v(?:\s[^<>]*+)?>\s*+([0-9]{1,9})")
_DIGITS = "0123456789"


class NotSafe(Exception):
    """A sheet that is no well-formed XML, or asks for more than a spreadsheet can hold."""


class TooFar(Exception):
    """The cells of a sheet reach further than can be read."""


class Lengths:
    """How long the shared texts of a workbook are (the part `sharedStrings.xml`, b"" when there is none)."""

    def __init__(self, texts: bytes) -> None:
        self._texts = texts
        self.longest = max(map(len, texts.split(b"<si")))

    def check(self, sheet: bytes) -> None:
        """Raise `NotSafe` when the texts in a sheet, each as often as it is there, are more than 100 MB."""
        # a cell with a text has at least four tags: <c><v></v></c>
        if sheet.count(b"<") // 4 * self.longest <= _TEXT_MOST:
            return
        lengths = self._each()
        numbers = map(int, _VALUE.findall(sheet))
        if sum(lengths[number] for number in numbers if number < len(lengths)) > _TEXT_MOST:
            raise NotSafe

    def _each(self) -> list[int]:
        lengths: list[int] = []

        def start(name: str, _found: dict[str, str]) -> None:
            if name.rpartition(":")[2] == "si":
                lengths.append(0)

        def characters(text: str) -> None:
            if lengths:
                lengths[-1] += 4 * len(text)

        parser = expat.ParserCreate(encoding="utf-8")
        parser.StartElementHandler, parser.CharacterDataHandler = start, characters
        _parse(parser, self._texts)
        return lengths


def area(sheet: bytes, *, exactly: bool) -> int:
    """Give how many cells the rectangle from A1 to the last value has; without `exactly` at most so many.

    Raises `NotSafe`, and `TooFar` above `AREA_MOST`.
    """
    if sheet.count(b"<") > _TAGS_MOST:
        raise TooFar
    if _FAR_BELOW_ZERO.search(sheet):
        raise NotSafe
    if not exactly and _is_small(sheet):
        return _QUICK_ROWS * _QUICK_COLUMNS
    measured = _Measured()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler, parser.EndElementHandler = measured.start, measured.end
    _parse(parser, sheet)
    return measured.bottom * measured.right


def _is_small(sheet: bytes) -> bool:
    # a tenth of the time of a real look
    is_short = _QUICK_FROM < len(sheet) < _QUICK_UNTIL
    return is_short and b":c" not in sheet and not _OTHER_CELL.search(sheet)


def _parse(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise NotSafe from None


class _Measured:
    """Counts cells as calamine does; `bottom` and `right` are the last row and column with a value."""

    def __init__(self) -> None:
        self.bottom = self.right = 0
        self._row = self._column = self._depth = 0
        self._letters: dict[str, int] = {}

    def start(self, name: str, found: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            if "r" in found:
                self._row, self._column = self._place(found["r"])
            else:
                self._column += 1
        elif name in ("v", "is"):
            self._take(self._row or 1, self._column or 1)
        elif name == "row":
            self._row = self._place("A" + found["r"])[0] if "r" in found else self._row + 1
            self._column = 0
        if self._depth > _DEPTH_MOST:
            raise NotSafe

    def end(self, _name: str) -> None:
        """An element ends."""
        self._depth -= 1

    def _take(self, row: int, column: int) -> None:
        if row > self.bottom or column > self.right:
            self.bottom, self.right = max(row, self.bottom), max(column, self.right)
            if self.bottom * self.right > AREA_MOST:
                raise TooFar

    def _place(self, reference: str) -> tuple[int, int]:
        letters = reference.rstrip(_DIGITS)
        digits = reference[len(letters) :]
        if letters not in self._letters:
            self._letters[letters] = _column_of(letters)
        # more digits than rows have would be another, smaller number to calamine
        if not 0 < len(digits) < 8:
            raise NotSafe
        return int(digits), self._letters[letters]


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise NotSafe
        column = column * 26 + ord(letter) - ord("A") + 1
    if not 0 < column <= _COLUMNS:
        raise NotSafe
    return column
