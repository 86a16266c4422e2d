"""CSV tables: text files with a table in them, as Excel, LibreOffice and survey tools write them.

What separates the columns, and how the letters are stored, is found out; what does not fit is refused with
its line. Lines count as an editor shows them, from 1.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from actionlab.exchange.files.file_kinds import wide_encoding
from actionlab.exchange.files.headings import filled_width, names_in, place_of_headings, sheet_of
from actionlab.exchange.files.refused import EmptyFile, Refused, TooManyCells
from actionlab.exchange.files.sheet_sizes import AREA_MOST
from actionlab.exchange.files.tables import Cell, Row, Sheet, is_filled
from actionlab.i18n import N_

# when two fit as well, the first: a decimal comma is no separator
_SEPARATORS = (";", "\t", ",", "|")
_NONE = "\x1f"
_SEPARATOR_LINE = re.compile(r"\"?sep=(?P<separator>[^\"\n])\"?", re.IGNORECASE)
# a letter with an accent or a curled quotation mark in UTF-8; in cp1252 nobody writes these together
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x90-\xaf]")
# letters with an accent from the time of DOS, read as cp1252: behind a letter these are never right
_DOS_LETTER = re.compile(r"(?<=[a-z])(?:[‚ƒ„ˆ‰Š‹¡¢£¤]|[†‡”](?=[a-z]))")
_LINE_MOST = 4_000_000
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class NotReadable(Refused):
    """The text of `file` is in no encoding that we know; `line` is where that shows."""

    sentence = N_("{file}, line {line}: there are letters that cannot be read. Save the file as UTF-8.")


class ZeroByte(Refused):
    """There is a zero byte in a line, as in a file that was not written to its end."""

    sentence = N_("{file}, line {line}: the file is damaged here. Save it again in its own program.")


class LongLine(Refused):
    """A line, or one cell in it, is longer than in any table; often a quotation mark is missing."""

    sentence = N_(
        "{file}, line {line}: this line is too long for a table. Save the file again in its own program."
    )


class OpenQuote(Refused):
    """The quotation marks in the row that starts on `line` do not belong together."""

    sentence = N_(
        '{file}, line {line}: a quotation mark (") is missing here, or there is one too many. Save the file'
        " again in its own program."
    )


class OtherWidth(Refused):
    """The row that starts on `line` has `found` columns; the headings say there are `wanted`."""

    sentence = N_(
        "{file}, line {line}: this row has {found} columns, but there are {wanted} headings. Complete it, or"
        " save the file again in its own program."
    )


class _Text(msgspec.Struct, frozen=True):
    """A file on its way to a table: its bytes, their encoding, its name, and how many lines to pass over."""

    content: bytes
    encoding: str
    file: str
    skipped: int = 0

    def lines(self) -> Iterator[str]:
        """Give the lines, all ending in a line feed. Raises `ZeroByte` and `LongLine`."""
        stream = io.TextIOWrapper(io.BytesIO(self.content), encoding=self.encoding, newline=None)
        for number, line in enumerate(stream, 1):
            if len(line) > _LINE_MOST:
                raise LongLine(file=self.file, line=number)
            if "\0" in line:
                raise ZeroByte(file=self.file, line=number)
            if number > self.skipped:
                yield line

    def records(self, separator: str) -> Iterator[tuple[int, list[str]]]:
        """Give every record and the line that it starts on. Raises `OpenQuote`, and what `lines` raises."""
        reader = csv.reader(self.lines(), delimiter=separator, strict=True)
        start = self.skipped + 1
        try:
            for record in reader:
                yield start, record
                start = self.skipped + reader.line_num + 1
        except csv.Error as fault:
            if "larger than" in str(fault):
                raise LongLine(file=self.file, line=start) from None
            raise OpenQuote(file=self.file, line=start) from None


def read_csv(content: bytes, file: str) -> Sheet:
    """Give the table in a .csv file; empty lines and empty columns at the end are left out.

    Separated by ; , tab or | (a line `sep=` may tell), in UTF-8, UTF-16 or cp1252, with any line ends.
    Raises `EmptyFile`, `NotReadable`, `ZeroByte`, `LongLine`, `OpenQuote`, `OtherWidth`, `TooManyCells`, or
    what `headings.fault_of` gives.
    """
    text = _Text(content, _encoding(content, file), file)
    told = _SEPARATOR_LINE.fullmatch(next(text.lines(), "").rstrip("\n"))
    if told:
        text = msgspec.structs.replace(text, skipped=1)
    sheet = _first_that_fits(text, [told["separator"]] if told else _candidates(text))
    if not sheet.header:
        raise EmptyFile(file=file)
    if sheet.problem:
        raise sheet.problem
    return sheet


def _first_that_fits(text: _Text, separators: Sequence[str]) -> Sheet:
    """Give the table as the first separator that fits cuts it. Raises what is wrong with the likeliest."""
    faults: list[Refused] = []
    for separator in separators:
        try:
            return sheet_of(_rows(text, separator), file=text.file)
        except (OpenQuote, OtherWidth) as fault:
            faults.append(fault)
    raise faults[0]


def _candidates(text: _Text) -> list[str]:
    """Give the separators that the first record can have, the one with most columns first.

    Without any, the file has one column, and what looks like a separator further on is text.
    """
    columns = {each: _first_width(text, each) for each in _SEPARATORS}
    likely = [each for each in _SEPARATORS if columns[each] > 1]
    return sorted(likely, key=lambda each: -columns[each]) or [_NONE]


def _first_width(text: _Text, separator: str) -> float:
    """Give how many columns the first record has that is not empty; or the widest when all are empty."""
    widest = 0
    try:
        for _line, record in text.records(separator):
            if any(record):
                return len(record)
            widest = max(widest, len(record))
    except OpenQuote:
        # perhaps it is this one: tried when nothing else fits
        return 1.5
    return widest


def _rows(text: _Text, separator: str) -> list[Row]:
    """Give the records as rows. Raises `OtherWidth` for a row that has not the columns of the headings."""
    rows: list[Row] = []
    count = 0
    for line, record in text.records(separator):
        cells: tuple[Cell, ...] = tuple([cell if cell and not cell.isspace() else None for cell in record])
        count += len(cells)
        if count > AREA_MOST:
            raise TooManyCells(file=text.file, most=AREA_MOST)
        if is_filled(cells):
            rows.append(Row(line, cells))
    place = place_of_headings(rows) if rows else 0
    wanted = len(names_in(rows[place])) if rows else 0
    for row in rows[place + 1 :]:
        cells = row.cells
        if len(cells) != wanted:
            found = max(wanted, filled_width(cells)) if len(cells) > wanted else len(cells)
            if found != wanted:
                raise OtherWidth(file=text.file, line=row.number, found=found, wanted=wanted)
    return rows


def _encoding(content: bytes, file: str) -> str:
    """Give the encoding of a text. Raises `NotReadable` with the first line that does not fit it."""
    marked = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "")
    encoding = marked or wide_encoding(content)
    if encoding:
        _check(content, encoding, file)
        return encoding
    try:
        content.decode()
        return "utf-8"
    except UnicodeDecodeError as fault:
        if _UTF8_LETTER.search(content):
            raise NotReadable(file=file, line=_line(content[: fault.start])) from None
    text = _check(content, "cp1252", file)
    from_dos = _DOS_LETTER.search(text)
    if from_dos:
        raise NotReadable(file=file, line=_line(text[: from_dos.start()].encode()))
    return "cp1252"


def _check(content: bytes, encoding: str, file: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode(encoding, "ignore").encode()
        raise NotReadable(file=file, line=_line(before)) from None


def _line(before: bytes) -> int:
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
