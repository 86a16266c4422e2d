"""Salvaging: what of a damaged record file is still good, and what its changed lines say. Knows no disk.

A document is good when its hash fits, wherever it stands: an editor may have changed the ends of the lines,
the layout or the encoding of a whole file, and every document in it is still what was written.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from actionlab.store import record_file, revisions
from actionlab.store.cleaning import Entry
from actionlab.store.record_file import FORMAT, Header, short_digest

# where a document may begin: with its hash, or at the first brace of a line
_BEGINNING = re.compile(r'^[^\n{]*\{|\{(?=\s*"rev"\s*:)', re.MULTILINE)
_TO_END_OF_LINE = re.compile(r'\{"rev":"[0-9a-f]{32}",[^\n]*\}')
_DOCUMENT = re.compile(rb'\{"rev":"([0-9a-f]{32})",(.*)', re.DOTALL)
_REV = re.compile("[0-9a-f]{32}")
# what may stand around documents without saying anything
_FRAME = re.compile(r'"[1-9][0-9]*"\s*:|"_default"\s*:|[\s\0{},]+')


class Changed(msgspec.Struct, frozen=True):
    """What a line says that was changed outside actionlab: `rev` is the hash that it still carries.

    `entry` is what it says now, with the hash that fits.
    """

    rev: str
    entry: Entry


class Piece(msgspec.Struct, frozen=True):
    """Bytes that are not good: whole lines, from `line` (from 1) on; `changed` when they can be read."""

    line: int
    raw: bytes
    changed: Changed | None = None


class Salvage(msgspec.Struct, frozen=True, kw_only=True):
    """What is good of a file, entries with the lines they begin on, and the rest.

    `first` is the document of the header; both are None when the header is not good.
    """

    header: Header | None
    first: bytes | None
    entries: tuple[tuple[int, Entry], ...]
    pieces: tuple[Piece, ...]


class _Span(msgspec.Struct, frozen=True, kw_only=True):
    start: int
    end: int
    first: tuple[Header, bytes] | None = None
    entry: Entry | None = None
    changed: Changed | None = None


def salvage(content: bytes) -> Salvage:
    """Give what is good in the bytes of a file, and what is not; every byte that says something is in one."""
    text = _as_text(content)
    spans = list(_numbered(text, _spans(text)))
    header, first = next((each.first for _, each in spans if each.first), (None, None))
    return Salvage(
        header=header,
        first=first,
        entries=tuple((line, each.entry) for line, each in spans if each.entry),
        pieces=tuple(_pieces(text, spans)),
    )


def _as_text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _numbered(text: str, spans: Iterable[_Span]) -> Iterator[tuple[int, _Span]]:
    line, place = 1, 0
    for each in spans:
        line += text.count("\n", place, each.start)
        place = each.start
        yield line, each


def _spans(text: str) -> Iterator[_Span]:
    starts = [found.end() - 1 for found in _BEGINNING.finditer(text)]
    exact = {start: found for start in starts if (found := _exact(text, start))}
    # a line that lost its brace would swallow the good ones behind it
    limits = iter([*sorted(exact), len(text)])
    limit, end, as_json = next(limits), 0, True
    for start in starts:
        span = exact.get(start)
        if start >= limit:
            limit = next(limits)
        if start < end or not (span or as_json):
            continue
        try:
            span = span or _readable(text, start, limit)
        except RecursionError:
            # nothing of ours is so deep, and to try it again from every brace takes hours
            as_json = False
        if span:
            end = span.end
            yield span


def _exact(text: str, start: int) -> _Span | None:
    line = _TO_END_OF_LINE.match(text, start)
    return _good(_as_bytes(line[0]), start, line.end()) if line else None


def _readable(text: str, start: int, limit: int) -> _Span | None:
    """Give the document that begins here, good or changed; None when there is none before the limit."""
    try:
        value, end = _JSON.raw_decode(text, start)
        if end > limit or not _is_document(value) or not _REV.fullmatch(str(value["rev"])):
            return None
        rev = str(value.pop("rev"))
        document = record_file.encode(value)
        if document.startswith(b'{"rev":"%b"' % rev.encode()):
            # written anew by another program, and still the same
            return _good(document, start, end)
        said = revisions.decode(document)
    except (ValueError, msgspec.DecodeError):
        return None
    if not isinstance(value.get("data", {}), dict) or any(_is_document(each) for each in value.values()):
        return None
    return _Span(start=start, end=end, changed=Changed(rev, Entry(said, document)))


def _is_document(value: Any) -> bool:
    return isinstance(value, dict) and "rev" in value


def _good(document: bytes, start: int, end: int) -> _Span | None:
    found = _DOCUMENT.fullmatch(document)
    if not found or not document.isascii() or short_digest(found[2]) != found[1].decode():
        return None
    try:
        return _Span(start=start, end=end, entry=Entry(revisions.decode(document), document))
    except msgspec.DecodeError:
        pass
    try:
        header = msgspec.json.decode(document, type=Header)
    except msgspec.DecodeError:
        return None
    ours = header.kind == "header" and header.format == FORMAT
    return _Span(start=start, end=end, first=(header, document)) if ours else None


def _pieces(text: str, spans: Sequence[tuple[int, _Span]]) -> Iterator[Piece]:
    """Give the lines on which more stands than good documents, in order."""
    changed = {line: each for line, each in spans if each.changed}
    lines, last = text.split("\n"), 0
    for number, rest in enumerate(_without_good(text, spans).split("\n"), 1):
        if number <= last:
            continue
        last, found = number, changed.get(number)
        if found:
            last += text.count("\n", found.start, found.end)
        elif not _FRAME.sub("", rest):
            continue
        raw = _as_bytes("\n".join(lines[number - 1 : last]))
        yield Piece(number, raw, found.changed if found else None)


def _without_good(text: str, spans: Sequence[tuple[int, _Span]]) -> str:
    """Give the text without its good documents, with every line where it was."""
    rest, place = [], 0
    for _, each in spans:
        if not each.changed:
            rest += [text[place : each.start], "\n" * text.count("\n", each.start, each.end)]
            place = each.end
    return "".join([*rest, text[place:]])


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands there twice")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
