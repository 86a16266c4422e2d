"""Spreadsheets: the sheets of an Excel workbook (.xlsx), read by python-calamine. Values, never formulas.

calamine believes what a file says of itself, and holds every sheet as a full rectangle. So it never sees the
file as it is: its sheets, texts and formats are measured first, and packed again under names of our own.
"""

import datetime as dt
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab.exchange.files.headings import sheet_of
from actionlab.exchange.files.packages import WORKBOOK, Package, open_package
from actionlab.exchange.files.refused import DamagedPackage, EmptyFile, Refused, TooLarge, TooManyCells
from actionlab.exchange.files.sheet_sizes import AREA_MOST, Lengths, NotSafe, TooFar, area
from actionlab.exchange.files.tables import Cell, Row, Sheet
from actionlab.i18n import N_, _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# what calamine needs for these, and what Python makes of it, stays below 1.5 GiB
_READ_MOST = 100 * 1024 * 1024
_FAULT_TYPE = re.compile(rb"(<[^<>]*\st=)([\"'])e\2")
_NO_RESULT = re.compile(rb"<f [^<>]*/></c>")
_CELL_NAME = re.compile(rb"<c [^<>]*?\br=\"([A-Z]+[0-9]+)\"")
_MERGED = re.compile(
    rb"mergeCell\s[^<>]*?ref=[\"'](?P<cells>[A-Z]{1,3}(?P<top>[0-9]{1,7}):[A-Z]{1,3}(?P<bottom>[0-9]{1,7}))[\"']"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"


class NoResult(Refused):
    """The formula in cell `cell` was never worked out: no program has opened `file` since it was made."""

    sentence = N_(
        "{file}: the formula in cell {cell} has no result. Open the file in Excel, save it, and try again."
    )


class MergedCells(Refused):
    """The cells `cells` are one, while the rows beside them differ."""

    sentence = N_(
        "{file}: the cells {cells} are merged. Undo that, and write in each row what belongs to that row."
    )


class _Tab(msgspec.Struct, frozen=True):
    """A worksheet: its place among all sheets from 1, its name, whether it is hidden, and its part."""

    number: int
    name: str
    hidden: bool
    part: str


class _Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed of a workbook: its worksheets, shared texts, formats, and from when its days count."""

    tabs: tuple[_Tab, ...]
    texts: bytes
    styles: bytes
    starts_1904: bool


def read_workbook(content: bytes, file: str) -> tuple[Sheet, ...]:
    """Give the worksheets of a workbook in order, hidden ones too; charts are passed over.

    Dates are dates, whole numbers are int, and numbers have 15 digits, as Excel shows them; times are text.
    What went wrong in a formula is text (#N/A). A sheet that cannot be a table has a `problem`.
    Raises `refused.Refused` for a file that cannot be read, or not safely.
    """
    package = open_package(content, file, wanted=WORKBOOK)
    workbook = _workbook(package)
    parts = _measured(package, workbook)
    try:
        sheets = tuple(_sheets(workbook, parts, file))
    except (KeyboardInterrupt, SystemExit, Refused):
        raise
    # a panic of calamine is a BaseException
    except BaseException:
        raise DamagedPackage(file=file) from None
    if not any(sheet.header for sheet in sheets):
        raise EmptyFile(file=file)
    return sheets


def _sheets(workbook: _Workbook, parts: Sequence[bytes], file: str) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(_repacked(workbook, parts))
    for place, (tab, part) in enumerate(zip(workbook.tabs, parts, strict=True)):
        # the name of a sheet may be that of a person
        several = len(parts) > 1
        label = _("{file}, sheet {number}").format(file=file, number=tab.number) if several else file
        yield _sheet(book.get_sheet_by_index(place), tab, part, label)


def _workbook(package: Package) -> _Workbook:
    relations = {each.id: each for each in package.relations(package.main)}
    tabs: list[_Tab] = []
    starts_1904 = False
    number = 0
    for element, found in package.elements(package.main):
        if element == "sheet":
            number += 1
            relation = relations.get(found.get("id", ""))
            if relation and relation.type == "worksheet":
                hidden = found.get("state", "visible") != "visible"
                tabs.append(_Tab(number, found.get("name", ""), hidden, relation.target))
        elif element == "workbookPr":
            starts_1904 = found.get("date1904") in ("1", "true")
    others = {each.type: each.target for each in relations.values()}
    texts, styles = others.get("sharedStrings", ""), others.get("styles", "")
    size = sum(package.size(part) for part in (texts, styles, *(tab.part for tab in tabs)))
    if size > _READ_MOST:
        raise TooLarge(file=package.file, most=_READ_MOST // 1024 // 1024)
    if len({tab.part for tab in tabs}) < len(tabs):
        raise DamagedPackage(file=package.file)
    return _Workbook(
        tabs=tuple(tabs),
        texts=package.plain(texts) or b"",
        styles=package.plain(styles) or b"",
        starts_1904=starts_1904,
    )


def _measured(package: Package, workbook: _Workbook) -> list[bytes]:
    """Give the parts of the worksheets. Raises `TooManyCells`, and `DamagedPackage` for what is not safe."""
    parts = [package.plain(tab.part) or b"" for tab in workbook.tabs]
    lengths = Lengths(workbook.texts)
    try:
        for part in parts:
            lengths.check(part)
        for exactly in (False, True):
            if sum(area(part, exactly=exactly) for part in parts) <= AREA_MOST:
                return parts
    except NotSafe:
        raise DamagedPackage(file=package.file) from None
    except TooFar:
        pass
    raise TooManyCells(file=package.file, most=AREA_MOST)


def _repacked(workbook: _Workbook, parts: Sequence[bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        sheets = [("worksheet", f"{number}.xml") for number in range(1, len(parts) + 1)]
        archive.writestr("xl/_rels/workbook.xml.rels", _links(sheets))
        archive.writestr("xl/workbook.xml", _list_of_sheets(len(parts), workbook.starts_1904))
        if workbook.texts:
            # calamine reserves what is promised here, be it more than there is
            head, mark, rest = workbook.texts.partition(b"<si")
            archive.writestr("xl/sharedStrings.xml", head.replace(b"uniqueCount", b"unused") + mark + rest)
        if workbook.styles:
            archive.writestr("xl/styles.xml", workbook.styles)
        for number, part in enumerate(parts, 1):
            # calamine looks through the whole sheet once more, unless it meets merged cells before the data
            beginning = b"<worksheet><mergeCells/>"
            start = max(0, part.rfind(b"<", 0, part.find(b"sheetData")))
            with archive.open(f"xl/{number}.xml", "w") as stored:
                stored.write(beginning)
                stored.write(memoryview(_with_faults(part))[start:])
    stream.seek(0)
    return stream


def _with_faults(part: bytes) -> bytes:
    """Give a sheet in which what went wrong in a formula is text: calamine gives an empty cell for it."""
    if b'"e"' in part or b"'e'" in part:
        return _FAULT_TYPE.sub(rb"\1\2str\2", part)
    return part


def _links(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKED}">{links}</Relationships>'


def _list_of_sheets(count: int, starts_1904: bool) -> str:
    sheets = "".join(f'<sheet name="{number}" r:id="r{number}"/>' for number in range(1, count + 1))
    return (
        f'<workbook xmlns:r="{_RELATIONS}"><workbookPr date1904="{starts_1904:d}"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def _sheet(found: "CalamineSheet", tab: _Tab, part: bytes, label: str) -> Sheet:
    first_row, first_column = found.start or (0, 0)
    before: tuple[Cell, ...] = (None,) * first_column
    rows = [
        Row(
            number,
            before
            + tuple(
                [
                    (None if not value or value.isspace() else value)
                    if value.__class__ is str and "\r" not in value
                    else _shown(value)
                    for value in values
                ]
            ),
        )
        for number, values in enumerate(found.to_python(), first_row + 1)
    ]
    sheet = sheet_of(rows, file=label, name=tab.name, hidden=tab.hidden)
    problem = _no_result(part, label) or _merged(part, sheet, label)
    return msgspec.structs.replace(sheet, problem=problem) if problem else sheet


def _shown(value: Any) -> Cell:
    kind = value.__class__
    if kind is float:
        whole = value.is_integer() and -1e15 < value < 1e15
        return int(value) if whole else float(f"{value:.15g}")
    reads = _READS.get(kind)
    return reads(value) if reads else value


def _whole_seconds(moment: dt.datetime) -> dt.datetime:
    return (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)


def _shown_duration(duration: dt.timedelta) -> str:
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _shown_time(time: dt.time) -> str:
    return f"{time:%H:%M:%S}" if time.second else f"{time:%H:%M}"


def _with_line_feeds(text: str) -> str | None:
    return None if text.isspace() else text.replace("\r\n", "\n").replace("\r", "\n")


_READS: dict[type, Callable[[Any], Cell]] = {
    str: _with_line_feeds,
    dt.datetime: _whole_seconds,
    dt.timedelta: _shown_duration,
    dt.time: _shown_time,
}


def _no_result(part: bytes, label: str) -> NoResult | None:
    """Give the problem when a formula has no result."""
    place = part.find(b"</f></c>")
    if place < 0 and b"<f " in part:
        found = _NO_RESULT.search(part)
        place = found.start() if found else -1
    if place < 0:
        return None
    named = _CELL_NAME.match(part, max(0, part.rfind(b"<c ", 0, place)))
    return NoResult(file=label, cell=named[1].decode() if named else "?")


def _merged(part: bytes, sheet: Sheet, label: str) -> MergedCells | None:
    """Give the problem when cells of several rows are one, and one of the lower rows is not empty."""
    filled = [row.number for row in sheet.rows]
    for found in _MERGED.finditer(part, max(0, part.rfind(b"sheetData>"))):
        top, bottom = int(found["top"]), int(found["bottom"])
        below = bisect_right(filled, top)
        if sheet.header_row <= top and below < len(filled) and filled[below] <= bottom:
            return MergedCells(file=label, cells=found["cells"].decode())
    return None
