"""Packages: the files of other people, opened safely. What a file is, its content tells; never its name.

A .docx or .xlsx file is a zip archive of XML parts. Nothing is unpacked before the list of its parts was
checked, never more than was promised, and nothing outside the file is ever fetched or run.
"""

import io
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

import msgspec

from actionlab.exchange.files.file_kinds import DOCUMENT, PARTS_MOST, TABLE, WORKBOOK, checked_kind, sniff
from actionlab.exchange.files.refused import (
    CannotOpen,
    DamagedPackage,
    Encrypted,
    HasMacros,
    NoFile,
    PointsOutside,
    Refused,
    TooLarge,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = [
    "DOCUMENT",
    "TABLE",
    "WORKBOOK",
    "Package",
    "Refused",
    "Relation",
    "checked_kind",
    "open_package",
    "read_bytes",
    "sniff",
]

MEGABYTE = 1024 * 1024
_ON_DISK_MOST = 64 * MEGABYTE
_UNPACKED_MOST = {"docx": 50 * MEGABYTE, "xlsx": 200 * MEGABYTE}
_RATIO_MOST, _RATIO_COUNTS_FROM = 200, 16 * MEGABYTE
# tags and attributes; a tree of two million of them takes 0.5 GiB
_NODES_MOST = 2_000_000
_LISTED_MOST = 200_000
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
_DECLARATION = re.compile(rb"<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_DOCTYPE = re.compile(rb"<!(?i:doctype|entity)")


class Relation(msgspec.Struct, frozen=True):
    """A link of one part to another: its id, the last word of its type, and the name of the part."""

    id: str
    type: str
    target: str


def read_bytes(path: Path, file: str) -> bytes:
    """Give the bytes of a file. Raises `TooLarge` above 64 MB, `NoFile` for what is none, `CannotOpen`."""
    try:
        # to open a pipe may take for ever
        if not stat.S_ISREG(path.stat().st_mode):
            raise NoFile(file=file)
        with path.open("rb") as stream:
            content = stream.read(_ON_DISK_MOST + 1)
    except OSError as fault:
        raise CannotOpen(file=file, reason=fault.strerror or fault) from None
    if len(content) > _ON_DISK_MOST:
        raise TooLarge(file=file, most=_ON_DISK_MOST // MEGABYTE)
    return content


def open_package(content: bytes, file: str, *, wanted: str = DOCUMENT) -> "Package":
    """Give a .docx or .xlsx file, opened; `file` is its name as people see it, `wanted` WORKBOOK or DOCUMENT.

    Raises one of `refused` for what is neither, is damaged, too large, has a password or macros, or takes
    anything but the targets of its hyperlinks from elsewhere.
    """
    kind = checked_kind(content, file, wanted=wanted)
    if len(content) > _ON_DISK_MOST:
        raise TooLarge(file=file, most=_ON_DISK_MOST // MEGABYTE)
    package = Package(content, file, kind.removeprefix("zip/"))
    package.check()
    return package


class Package:
    """An opened .docx or .xlsx file: its kind ("docx" or "xlsx") and its parts.

    Names of parts are as in the file ("word/document.xml"), capitals or not. `main` is the part that holds
    the text or the list of sheets.
    """

    def __init__(self, content: bytes, file: str, kind: str) -> None:
        self.file = file
        self.kind = kind
        if content.count(b"PK\1\2") > 2 * PARTS_MOST:
            raise TooLarge(file=file, most=_UNPACKED_MOST[kind] // MEGABYTE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _FAULTS:
            raise DamagedPackage(file=file) from None
        self._parts = {each.filename.casefold(): each for each in self._archive.infolist()}
        self._size = len(content)
        # the last record of an archive says how many parts there are; zipfile does not ask
        end = content.rfind(b"PK\5\6")
        self._promised = int.from_bytes(content[end + 10 : end + 12], "little")

    @property
    def main(self) -> str:
        """The name of the main part. Raises `DamagedPackage` when none is told."""
        for relation in self.relations():
            if relation.type == "officeDocument":
                return relation.target
        raise DamagedPackage(file=self.file)

    def names(self) -> tuple[str, ...]:
        """Give the names of all parts."""
        return tuple(each.filename for each in self._parts.values())

    def size(self, name: str) -> int:
        """Give how many bytes a part becomes when it is unpacked; 0 when there is none of that name."""
        info = self._parts.get(name.casefold())
        return info.file_size if info else 0

    def part(self, name: str) -> bytes | None:
        """Give the bytes of a part; None when there is none of that name. Raises `DamagedPackage`."""
        info = self._parts.get(name.casefold())
        if info is None:
            return None
        try:
            with self._archive.open(info) as stream:
                # with a number it unpacks no more than that, whatever the size turns out to be
                return stream.read(info.file_size + 1)
        except _FAULTS:
            raise DamagedPackage(file=self.file) from None

    def plain(self, name: str) -> bytes | None:
        """Give an XML part as UTF-8 without declaration; None when there is none of that name.

        Raises `DamagedPackage` for another encoding, and for a document type: that could name files and
        addresses, or grow without end.
        """
        content = self.part(name)
        if content is None:
            return None
        try:
            plain = _without_declaration(content)
        except ValueError:
            raise DamagedPackage(file=self.file) from None
        if b"\0" in plain or (b"<!" in plain and _DOCTYPE.search(plain)):
            raise DamagedPackage(file=self.file)
        return plain

    def xml(self, name: str) -> "Element | None":
        """Give the root of an XML part; None when there is none of that name.

        Nothing in it is resolved or fetched. Raises `DamagedPackage` and `TooLarge`.
        """
        from lxml import etree

        content = self.plain(name)
        if content is None:
            return None
        if content.count(b"<") + content.count(b"=") > _NODES_MOST:
            raise self._too_large()
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise DamagedPackage(file=self.file) from None

    def relations(self, name: str = "") -> tuple[Relation, ...]:
        """Give the links of a part to other parts of the file; without a name those of the file itself."""
        return tuple(
            Relation(
                found.get("Id", ""),
                found.get("Type", "").rpartition("/")[2],
                _resolved(posixpath.dirname(name), found.get("Target", "")),
            )
            for found in self._relations_in(_relations_of(name))
            if found.get("TargetMode") != "External"
        )

    def elements(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Give the elements of an XML part in order: name and attributes, without namespaces.

        Nothing when there is no such part. Raises `DamagedPackage`.
        """
        content = self.plain(name)
        found: list[tuple[str, dict[str, str]]] = []
        if content is None:
            return iter(())
        if content.count(b"<") > _LISTED_MOST:
            raise self._too_large()

        def start(element: str, attributes: dict[str, str]) -> None:
            found.append((_local(element), {_local(key): value for key, value in attributes.items()}))

        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.StartElementHandler = start
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            raise DamagedPackage(file=self.file) from None
        return iter(found)

    def check(self) -> None:
        """Look at the list of the parts before any is read. Raises what `open_package` does."""
        entries = self._archive.infolist()
        unpacked = sum(each.file_size for each in entries)
        most = _UNPACKED_MOST[self.kind]
        suspect = unpacked > _RATIO_COUNTS_FROM and unpacked > _RATIO_MOST * self._size
        if unpacked > most or suspect or len(entries) > PARTS_MOST:
            raise self._too_large()
        if any(each.flag_bits & _ENCRYPTED for each in entries):
            raise Encrypted(file=self.file)
        is_whole = len(self._parts) == len(entries) == self._promised
        if not is_whole or not all(_is_sound(each) for each in entries):
            raise DamagedPackage(file=self.file)
        if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in self._parts):
            raise HasMacros(file=self.file, ending=f".{self.kind}")
        for name in self._parts:
            if name.endswith(".rels"):
                self._check_relations(name)

    def _check_relations(self, name: str) -> None:
        for found in self._relations_in(name):
            is_link = found.get("Type", "").endswith("/hyperlink")
            if found.get("TargetMode") == "External" and not is_link:
                raise PointsOutside(file=self.file)

    def _relations_in(self, name: str) -> list[dict[str, str]]:
        return [found for element, found in self.elements(name) if element == "Relationship"]

    def _too_large(self) -> TooLarge:
        return TooLarge(file=self.file, most=_UNPACKED_MOST[self.kind] // MEGABYTE)


def _is_sound(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    outside = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name
    return not outside and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _without_declaration(content: bytes) -> bytes:
    """Give an XML text as UTF-8. Raises ValueError for another encoding than UTF-8 and UTF-16."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _DECLARATION.sub(b"", content.decode("utf-16").encode(), count=1)
    content = content.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARATION.match(content)
    if declared:
        encoding = _ENCODING.search(declared[0])
        if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
            raise ValueError(encoding[1])
        content = content[declared.end() :]
    if not content.isascii():
        content.decode()
    return content


def _relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
