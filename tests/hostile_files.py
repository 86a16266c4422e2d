"""Files that somebody else could have made, by accident or on purpose, to be refused with one line each."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

MEGABYTE = 1024 * 1024
SHEET, TEXTS, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
WORKBOOK_LINKS = "xl/_rels/workbook.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj\n"
HTML = b"<html><table><tr><td>x</td></tr></table></html>"
CSV = "datum;tekst\r\n2026-01-05;Zoë zei ja\r\n".encode()

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (b"abcdefghij"[at], b"&%c;" % b"abcdefghij"[at - 1] * 10) for at in range(1, 10)
)
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def workbook(fill: Callable[[Any, Any], None] | None = None) -> bytes:
    """An Excel workbook with one sheet; `fill` gets the workbook and the sheet of xlsxwriter."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    if fill is None:
        sheet.write_row(0, 0, ["datum", "tekst"])
        sheet.write_row(1, 0, ["2026-01-05", "Zoë zei ja"])
    else:
        fill(book, sheet)
    book.close()
    return stream.getvalue()


def document(*, text: str = "Zoë", extra: Mapping[str, bytes] | None = None) -> bytes:
    """The smallest Word document."""
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/x" ContentType="{_WORD}"/></Types>',
        "_rels/.rels": _links("officeDocument", "word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="w"><w:body><w:p>{text}</w:p></w:body></w:document>',
    }
    return archive({**{name: part.encode() for name, part in parts.items()}, **(extra or {})})


def archive(parts: Mapping[str, bytes], level: int = 6) -> bytes:
    """A zip archive with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def changed(content: bytes, name: str, change: Callable[[bytes], bytes], level: int = 6) -> bytes:
    """The same archive with one part changed, or added."""
    parts = parts_of(content)
    return archive({**parts, name: change(parts.get(name, b""))}, level)


def sheet_of_xml(data: bytes, level: int = 6) -> bytes:
    """A workbook of which the sheet holds these rows as XML."""
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (_MAIN.encode(), data)
    return changed(workbook(), SHEET, lambda _: sheet, level)


def with_doctype(name: str, doctype: bytes) -> bytes:
    """A workbook with a document type in one of its parts, and an entity where its first text is."""

    def change(part: bytes) -> bytes:
        declaration, mark, rest = part.partition(b"?>")
        return declaration + mark + doctype + rest.replace(b"datum", b"&j;").replace(b'"Sheet1"', b'"&j;"')

    return changed(workbook(), name, change)


def with_lie(content: bytes, name: str, size: int) -> bytes:
    """The same archive that promises another size of a part than it unpacks to."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        info = opened.getinfo(name)
    found = bytearray(content)
    struct.pack_into("<I", found, info.header_offset + 22, size)
    at = content.index(name.encode(), content.index(b"PK\1\2", info.header_offset)) - 46
    struct.pack_into("<I", found, at + 24, size)
    return bytes(found)


def with_flag(content: bytes) -> bytes:
    """The same archive with its last part marked as encrypted."""
    found = bytearray(content)
    found[content.rindex(b"PK\3\4") + 6] |= 1
    found[content.rindex(b"PK\1\2") + 8] |= 1
    return bytes(found)


def many_entries(count: int) -> bytes:
    """An archive with very many empty parts."""
    return archive({f"xl/{number}.xml": b"" for number in range(count)} | parts_of(workbook()))


def _links(kind: str, target: str, mode: str = "") -> str:
    link = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f"<Relationships>{link}</Relationships>"


def outside(kind: str, target: str) -> bytes:
    """The part that links to something outside the file."""
    return _links(kind, target, ' TargetMode="External"').encode()


def spread(last: bytes = b"XFD1048576") -> bytes:
    """A workbook of a few kilobytes with two cells as far apart as can be."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="%s"><v>1</v></c></row>' % last
    return sheet_of_xml(cells)


def spread_without_places() -> bytes:
    """The same without a word on where the cells are: they are counted."""
    return sheet_of_xml(
        b"<row>"
        + b"<c/>" * 16_000
        + b"<c><v>1</v></c></row>"
        + b"<row/>" * 900_000
        + b"<row><c><v>1</v></c></row>"
    )


def shared_text(length: int, cells: int) -> bytes:
    """A workbook in which many cells share one long text."""
    texts = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (_MAIN.encode(), b"x" * length)
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(1, cells + 1)
    )
    return changed(sheet_of_xml(rows), TEXTS, lambda _: texts)


def full_sheet(rows: int, columns: int, cell: bytes = b"<v>1</v>") -> bytes:
    """A workbook with numbers in all of these cells."""
    letters = [bytes([ord("A") + at]) for at in range(columns)]
    made = b"".join(
        b'<row r="%d">%s</row>' % (at, b"".join(b'<c r="%s%d">%s</c>' % (each, at, cell) for each in letters))
        for at in range(1, rows + 1)
    )
    return sheet_of_xml(made, 1)


# what is refused at once: the name of the file, what makes it, and the class of the error
SMALL: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a Word document named .xlsx": ("x.xlsx", document, "NotThisKind"),
    "a table in text named .xlsx": ("x.xlsx", lambda: CSV, "WrongName"),
    "a workbook named .csv": ("x.csv", workbook, "WrongName"),
    "a web page named .csv": ("x.csv", lambda: HTML, "NotThisKind"),
    "a web page named .xls": ("x.xls", lambda: b"\r\n <!DOCTYPE html>" + HTML, "NotThisKind"),
    "a PDF named .csv": ("x.csv", lambda: PDF, "OnlyToLookAt"),
    "a picture named .csv": ("x.csv", lambda: PNG, "OnlyToLookAt"),
    "an old workbook named .csv": ("x.csv", lambda: OLE + bytes(600), "NotThisKind"),
    "all there is in bytes": ("x.csv", lambda: bytes(range(256)) * 32, "NotThisKind"),
    "an RTF text": ("x.csv", lambda: rb"{\rtf1 hallo}", "NotThisKind"),
    "an OpenDocument spreadsheet": (
        "x.ods",
        lambda: archive(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
        ),
        "NotThisKind",
    ),
    "an archive in an archive": ("x.xlsx", lambda: archive({"x.xlsx": workbook()}), "NotThisKind"),
    "a workbook with a password": (
        "x.xlsx",
        lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "Encrypted",
    ),
    "an archive with a password": ("x.xlsx", lambda: with_flag(workbook()), "Encrypted"),
    "macros": ("x.xlsx", lambda: changed(workbook(), "xl/vbaProject.bin", lambda _: OLE), "HasMacros"),
    "a workbook for macros": (
        "x.xlsm",
        lambda: changed(
            workbook(),
            "[Content_Types].xml",
            lambda part: part.replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        ),
        "HasMacros",
    ),
    "a link to another workbook": (
        "x.xlsx",
        lambda: changed(
            workbook(),
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            lambda _: outside("externalLinkPath", "http://example.test/x.xlsx"),
        ),
        "PointsOutside",
    ),
    "laughs in the texts": ("x.xlsx", lambda: with_doctype(TEXTS, _LAUGHS), "DamagedPackage"),
    "laughs in the list of sheets": ("x.xlsx", lambda: with_doctype(WORKBOOK, _LAUGHS), "DamagedPackage"),
    "laughs in a sheet": ("x.xlsx", lambda: with_doctype(SHEET, _LAUGHS), "DamagedPackage"),
    "a file of the system in the texts": ("x.xlsx", lambda: with_doctype(TEXTS, _OUTSIDE), "DamagedPackage"),
    "a document type in UTF-16": (
        "x.xlsx",
        lambda: changed(workbook(), TEXTS, lambda _: "<!DOCTYPE sst><sst/>".encode("utf-16")),
        "DamagedPackage",
    ),
    "an encoding of long ago": (
        "x.xlsx",
        lambda: changed(workbook(), TEXTS, lambda part: part.replace(b"UTF-8", b"UTF-7")),
        "DamagedPackage",
    ),
    "a path out of the file": (
        "x.xlsx",
        lambda: changed(workbook(), "../x", lambda _: b""),
        "DamagedPackage",
    ),
    "a path of another computer": (
        "x.xlsx",
        lambda: changed(workbook(), "C:\\x", lambda _: b""),
        "DamagedPackage",
    ),
    "a part twice": (
        "x.xlsx",
        lambda: changed(workbook(), "XL/WORKBOOK.XML", lambda _: b"<workbook/>"),
        "DamagedPackage",
    ),
    "no list of sheets": (
        "x.xlsx",
        lambda: changed(workbook(), WORKBOOK_LINKS, lambda _: b"<x/>"),
        "EmptyFile",
    ),
    "a sheet that is not there": (
        "x.xlsx",
        lambda: changed(workbook(), WORKBOOK_LINKS, lambda part: part.replace(b"sheet1", b"sheet7")),
        "DamagedPackage",
    ),
    "a sheet that stops": (
        "x.xlsx",
        lambda: changed(workbook(), SHEET, lambda part: part[:-60]),
        "DamagedPackage",
    ),
    "a text that is not there": (
        "x.xlsx",
        lambda: changed(workbook(), SHEET, lambda part: part.replace(b"<v>1</v>", b"<v>7</v>")),
        "DamagedPackage",
    ),
    "a time before all times": (
        "x.xlsx",
        lambda: changed(workbook(), SHEET, lambda part: part.replace(b' t="s"><v>3', b"><v>-1e300")),
        "DamagedPackage",
    ),
    "a promise of more texts than there is memory": (
        "x.xlsx",
        lambda: changed(
            workbook(),
            TEXTS,
            lambda part: part.replace(b'uniqueCount="4"><si>', b'uniqueCount="99999999999"><no>'),
        ),
        "DamagedPackage",
    ),
    "two cells as far apart as can be": ("x.xlsx", spread, "TooManyCells"),
    "a cell beyond the last": ("x.xlsx", lambda: spread(b"A99999999999999"), "DamagedPackage"),
    "cells far apart, not said where": ("x.xlsx", spread_without_places, "TooManyCells"),
    "too many parts": ("x.xlsx", lambda: many_entries(2_100), "TooLarge"),
    "nothing but white space": ("x.csv", lambda: b" \r\n\t\n", "EmptyFile"),
    "an empty workbook": ("x.xlsx", lambda: workbook(lambda _book, _sheet: None), "EmptyFile"),
}

# what takes a while to make
LARGE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb": ("x.xlsx", lambda: changed(workbook(), SHEET, lambda _: bytes(300 * MEGABYTE), 1), "TooLarge"),
    "a bomb where nobody looks": (
        "x.xlsx",
        lambda: changed(workbook(), "xl/media/image1.png", lambda _: bytes(300 * MEGABYTE), 1),
        "TooLarge",
    ),
    "a bomb that is called small": (
        "x.xlsx",
        lambda: with_lie(changed(workbook(), SHEET, lambda _: b" " * 300 * MEGABYTE, 1), SHEET, 1000),
        "DamagedPackage",
    ),
    "a sheet of 200 MB": (
        "x.xlsx",
        lambda: sheet_of_xml(b"".join(b'<row r="%d"/>' % at for at in range(1, 50_000)) * 280, 1),
        "TooLarge",
    ),
    "more cells than are read": ("x.xlsx", lambda: full_sheet(110_000, 20), "TooManyCells"),
    "a long text in many cells": ("x.xlsx", lambda: shared_text(MEGABYTE, 20_000), "DamagedPackage"),
    "elements in elements": (
        "x.xlsx",
        lambda: sheet_of_xml(b"<x:c/>" + b"<a>" * (4 * MEGABYTE), 1),
        "DamagedPackage",
    ),
    "a hundred thousand parts": ("x.xlsx", lambda: many_entries(100_000), "NotThisKind"),
    "nothing but separators": ("x.csv", lambda: b"a;b\n" + b";" * (60 * MEGABYTE), "LongLine"),
    "lines of separators": ("x.csv", lambda: b"a;b\n" + b";\n" * (30 * MEGABYTE), "TooManyCells"),
    "one endless line": ("x.csv", lambda: b"a" * (60 * MEGABYTE), "LongLine"),
    "nothing but quotation marks": ("x.csv", lambda: b'"' * (60 * MEGABYTE + 1), "LongLine"),
    "a larger file than is read": ("x.csv", lambda: b"a;b\n" * (17 * MEGABYTE), "TooLarge"),
}
