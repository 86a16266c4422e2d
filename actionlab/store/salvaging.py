"""Salvaging: what of a damaged record file is still good, and what its changed lines say. Knows no disk.

A document is good when its hash fits, wherever it stands: an editor may have changed the ends of the lines,
the layout or the encoding of a whole file, and every document in it is still what was written.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from actionlab.store import record_file, revisions
from actionlab.store.cleaning import Entry
from actionlab.store.record_file import Header
from actionlab.store.revisions import Revision

_BEGINNINGS = (re.compile(r'\{(?=\s*"rev"\s*:)'), re.compile(r"^[^\n{]*(?=\{)", re.MULTILINE))
_DOCUMENT = re.compile(rb'\{"rev":"([0-9a-f]{32})",(.*\})')
_REV = re.compile("[0-9a-f]{32}")
# what may stand around documents without saying anything
_FRAME = re.compile(r'"[1-9][0-9]*"\s*:|"_default"\s*:|[\s\0{},]+')


class Changed(msgspec.Struct, frozen=True):
    """What a line says that was changed outside actionlab: `rev` is the hash that it still carries."""

    rev: str
    said: Revision


class Piece(msgspec.Struct, frozen=True):
    """Bytes that are not good: whole lines, from `line` on; `changed` when they can be read all the same."""

    line: int
    raw: bytes
    changed: Changed | None = None


class Salvage(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a file: its header with the document of it, what is good with its line, and the rest.

    `header` and `first` are None when the header is not good.
    """

    header: Header | None
    first: bytes | None
    entries: tuple[tuple[int, Entry], ...]
    pieces: tuple[Piece, ...]


class _Span(msgspec.Struct, frozen=True):
    start: int
    end: int
    header: tuple[Header, bytes] | None = None
    entry: Entry | None = None
    changed: Changed | None = None


def salvage(content: bytes) -> Salvage:
    """Give what is good in the bytes of a file and what is not; nothing is lost between the two."""
    text = _as_text(content)
    spans = list(_spans(text))
    headers = [each.header for each in spans if each.header]
    header, first = headers[0] if headers else (None, None)
    return Salvage(
        header=header,
        first=first,
        entries=tuple((_line_at(text, each.start), each.entry) for each in spans if each.entry),
        pieces=tuple(_pieces(text, spans)),
    )


def _as_text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _spans(text: str) -> Iterator[_Span]:
    begun = {found.end() if shape is _BEGINNINGS[1] else found.start() for shape in _BEGINNINGS for found in shape.finditer(text)}
    end = 0
    for start in sorted(begun):
        found = _span(text, start) if start >= end else None
        if found:
            end = found.end
            yield found
