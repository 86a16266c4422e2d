"""A record file: the revisions that one writer made in one folder, as bytes. Knows no disk.

The form is exact, and every TinyDB opens it as the table `_default`:

    {"_default":{
    "1":{"rev":"<32 hex>","format":1,"kind":"header","study":"std-…","writer":"onderzoeker-7k3f"},
    "2":{"rev":"<32 hex>","at":"…","by":"…","data":{…},"id":"obs-7k3fq2xd","kind":"observation","schema":1}
    }}

Keys count from 1 without gaps, so the number of a document is its line minus one. `rev` is the blake2b
(16 bytes) of what stands after it, up to and including the last `}`. All is ASCII; anything else is damaged.
The header line keeps this form in every later format, so that an older program can say what it sees.
"""

import math
import re
from _blake2 import blake2b  # hashlib would load OpenSSL: as costly as all of msgspec
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import msgspec

from actionlab.i18n import N_

FORMAT = 1
FIRST, LAST = b'{"_default":{\n', b"\n}}\n"

_ORDER = N_("a line is missing, doubled or out of place")
_COMMA = N_("a comma is missing or too many")
_NO_END = N_("the end of the file is missing")
_NOT_OURS = N_("there are bytes that do not belong in a record file")
# what stands in a document before the part that is hashed
_BEFORE_REST = len('{"rev":"",') + 32
# a copy of a fresh hash costs a quarter less than a new one, and every line has one
_FRESH = blake2b(digest_size=16)
_LINE = re.compile(rb'"([1-9][0-9]{0,8})":\{"rev":"([0-9a-f]{32})",(.*\})')


class Damage(Exception):
    """The bytes are not what we wrote: the line, from 1, and why, as a sentence not yet translated."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason


class Newer(Exception):
    """The bytes are of a later format, `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first document: the number of the format, the uid of the study, and the writer of the file."""

    kind: str
    format: int
    study: str
    writer: str


class Excerpt(msgspec.Struct, frozen=True):
    """What was taken from a file whose ends were verified: `documents` and `size` (bytes) count all of it."""

    header: Header
    documents: int
    size: int
    lines: "tuple[Line, ...]"


class Line(msgspec.Struct, frozen=True):
    """One verified document: its line in the file, from 1, and its JSON text."""

    number: int
    document: bytes


def encode(envelope: Mapping[str, Any]) -> bytes:
    """Give a document as bytes, its hash first: sorted keys, compact, ASCII only, absent instead of null.

    Raises ValueError for what JSON cannot hold: a number that is not finite, half a character.
    """
    present = {name: value for name, value in envelope.items() if value is not None}
    if not _is_finite(present):
        raise ValueError("not finite")
    # msgspec, because the json module costs every log a few milliseconds to load
    text = msgspec.json.encode(present, order="sorted").decode()
    rest = re.sub(r"[^\0-\x7f]", _escaped, text)[1:].encode("ascii")
    return b'{"rev":"%b",%b' % (short_digest(rest).encode(), rest)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_finite(each) for each in value.values())
    if isinstance(value, list | tuple):
        return all(_is_finite(each) for each in value)
    return not isinstance(value, float) or math.isfinite(value)


def header_document(study: str, writer: str) -> bytes:
    """Give the document that a file begins with."""
    return encode({"kind": "header", "format": FORMAT, "study": study, "writer": writer})


def new_file(first: bytes, documents: Iterable[bytes]) -> bytes:
    """Give the bytes of a file: the document of the header, then the others."""
    return FIRST + _numbered([first, *documents], 1) + LAST


def addition(documents: Sequence[bytes], present: int) -> bytes:
    """Give what follows a file with `present` documents, in place of its `LAST`."""
    return b",\n" + _numbered(documents, present + 1) + LAST


def first_document(content: bytes) -> bytes:
    """Give the document of the header of a file that was verified."""
    line = content[len(FIRST) : content.index(b"\n", len(FIRST))]
    return line.removesuffix(b",").partition(b":")[2]


def read_header(content: bytes) -> Header:
    """Give the header. Raises `Damage`, or `Newer` for a later format."""
    if not content.startswith(FIRST):
        raise Damage(1, _why_no_beginning(content))
    end = content.find(b"\n", len(FIRST))
    line = _verified(content[len(FIRST) : end if end > 0 else len(content)].removesuffix(b","), 2)
    try:
        header = msgspec.json.decode(line.document, type=Header)
    except msgspec.DecodeError:
        raise Damage(2, N_("this is not a header")) from None
    if header.kind != "header" or header.format < FORMAT:
        raise Damage(2, N_("this is not a header"))
    if header.format > FORMAT:
        raise Newer(header.format)
    return header


def all_lines(content: bytes) -> Iterator[Line | Damage]:
    """Give every document after the header, verified, in order; a damaged line comes as its `Damage`.

    A line that is whole but out of place comes as both, and after it the count goes on from its key.

    Raises `Damage` when the beginning is not that of a record file, `Newer` for a later format.
    """
    read_header(content)
    documents = _documents(content)
    return _one_by_one(content) if documents is None else map(Line, count(3), documents[1:])


def _documents(content: bytes) -> list[bytes] | None:
    """Give all documents, the header first, of a file that is exact to its end; None for any other.

    It costs less than half of `_one_by_one`, which says what is wrong.
    """
    if not (content.endswith(LAST) and content.isascii()):
        return None
    last, start = len(content) - len(LAST), len(FIRST)
    documents: list[bytes] = []
    while start <= last:
        key, newline = len(documents) + 1, content.index(b"\n", start)
        closing = b"}," if newline < last else b"}"
        begin, end = start + len(str(key)) + 3, newline - len(closing) + 1
        digest = short_digest(content[begin + _BEFORE_REST : end])
        opening = b'"%d":{"rev":"%b",' % (key, digest.encode())
        if not (content.startswith(opening, start) and content.startswith(closing, end - 1)):
            return None
        documents.append(content[begin:end])
        start = newline + 1
    return documents


def _one_by_one(content: bytes) -> Iterator[Line | Damage]:
    lines = content.split(b"\n")
    complete = content.endswith(LAST)
    documents = lines[2:-2] if complete else lines[2:]
    if complete and lines[1].endswith(b",") != bool(documents):
        yield Damage(2, _COMMA)
    expected = 2
    for number, text in enumerate(documents, 3):
        last = complete and number == len(documents) + 2
        try:
            key, line = _hashed(text.removesuffix(b","), number)
        except Damage as damage:
            yield damage
            expected += 1
            continue
        if key != expected:
            yield Damage(number, _ORDER)
        elif text.endswith(b",") == last:
            yield Damage(number, _COMMA)
        yield line
        expected = key + 1
    if not complete:
        yield Damage(len(lines), _NO_END)


def excerpt(
    blocks: Iterable[bytes], kinds: Iterable[str] = (), ids: Iterable[str] = (), codes: Iterable[str] = ()
) -> Excerpt:
    """Give the documents of some kinds or ids, verified, and the ends of the file; the rest is not looked at.

    Those that name one of `codes` as a participant or speaker are given too.

    A canonical document writes its kind as `,"kind":"<kind>",` right after its id, and escapes the quotes of
    texts, so a search over the bytes misses none. Ten thousand records cost a few milliseconds, because
    blocks are searched in place: a copy of the file in memory would cost more than the search.
    Raises `Damage`, with a line that is not exact, and `Newer`.
    """
    needles = [b',"kind":"%b",' % kind.encode() for kind in kinds]
    needles += [b'"id":"%b","kind":"' % record_id.encode() for record_id in ids]
    needles += [b'"%b"' % code.encode() for code in codes]
    lines: list[Line] = []
    header: Header | None = None
    rest, last_two, size = b"", [b"", b""], 0
    for block in blocks:
        if not block.isascii() or b"\0" in block:
            raise Damage(1, _NOT_OURS)
        header = header or read_header(block)
        size += len(block)
        begin, end = block.find(b"\n") + 1, block.rfind(b"\n") + 1
        if not begin:
            rest += block
            continue
        across = rest + block[:begin]
        lines += _matching(across, 0, len(across), needles) + _matching(block, begin, end, needles)
        last_two = [*last_two, across, *_last_two(block, begin, end)][-2:]
        rest = block[end:]
    if header is None or rest or last_two[1] != LAST[1:]:
        raise Damage(1, _NO_END)
    key, _ = _hashed(last_two[0].removesuffix(b"\n"), 1)
    return Excerpt(header, key, size, tuple(lines))


def _matching(text: bytes, start: int, end: int, needles: Sequence[bytes]) -> list[Line]:
    found: list[Line] = []
    for needle in needles:
        at = text.find(needle, start, end)
        while at >= 0:
            begin = max(start, text.rfind(b"\n", start, at) + 1)
            at = text.index(b"\n", at)
            key, line = _hashed(text[begin:at].removesuffix(b","), 1)
            found.append(Line(key + 1, line.document))
            at = text.find(needle, at, end)
    return found


def _last_two(text: bytes, begin: int, end: int) -> list[bytes]:
    found: list[bytes] = []
    while end > begin and len(found) < 2:
        start = max(begin, text.rfind(b"\n", begin, end - 1) + 1)
        found.insert(0, text[start:end])
        end = start
    return found


def short_digest(content: bytes) -> str:
    """Give the blake2b of some bytes: 16 bytes as 32 lower-case hexadecimal digits."""
    digest = _FRESH.copy()
    digest.update(content)
    return digest.hexdigest()


def _numbered(documents: Sequence[bytes], first: int) -> bytes:
    return b",\n".join(b'"%d":%b' % (key, each) for key, each in enumerate(documents, first))


def _verified(text: bytes, number: int) -> Line:
    key, line = _hashed(text, number)
    if key != number - 1:
        raise Damage(number, _ORDER)
    return line


def _hashed(text: bytes, number: int) -> tuple[int, Line]:
    found = _LINE.fullmatch(text)
    if not found:
        raise Damage(number, N_("this is not a line of a record file"))
    key, rev, rest = found.groups()
    if short_digest(rest).encode() != rev:
        raise Damage(number, N_("the line was changed outside actionlab"))
    if not text.isascii():
        raise Damage(number, _NOT_OURS)
    return int(key), Line(number, text[len(key) + 3 :])


def _why_no_beginning(content: bytes) -> str:
    if not content:
        return N_("the file is empty")
    if not content.strip(b"\0"):
        return N_("the file holds nothing but zeros")
    return N_("this is not a record file")
