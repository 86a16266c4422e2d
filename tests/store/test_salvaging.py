"""Salvaging: good documents are found in any layout, and nothing that says something is lost."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.store import record_file
from actionlab.store.record_file import Damage, Line, Newer
from actionlab.store.salvaging import salvage

HEADER = record_file.encode({"kind": "header", "format": 1, "study": "std-1", "writer": "collega-0001"})
DOCUMENTS = [
    record_file.encode(
        {
            "id": f"obs-{number}",
            "kind": "observation",
            "at": "2026-03-12T10:00:00.000Z",
            "by": "collega-0001",
            "data": {"study_id": "hou-intake", "what_seen": f'Zoë: "één" {{"rev": {number}}}', "prompt": 0.5},
        }
    )
    for number in range(1, 7)
]
WHOLE = record_file.new_file(HEADER, DOCUMENTS)
EDITED = WHOLE.replace(rb"\"rev\": 2}", rb"\"rev\": 9}")


def good(content: bytes) -> list[bytes]:
    return [entry.document for _, entry in salvage(content).entries]


def harmed(content: bytes) -> list[int]:
    return [piece.line for piece in salvage(content).pieces]


@pytest.mark.parametrize(
    "changed",
    [
        lambda content: content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.decode().encode("utf-16"),
        lambda content: json.dumps(json.loads(content), indent=2, ensure_ascii=False).encode(),
        lambda content: json.dumps(json.loads(content)).encode(),
        lambda content: content.replace(b"\n", b""),
        lambda content: content.replace(b',\n"4":', b',"4":'),
        lambda content: content + b"\0" * 512,
        lambda content: content[: -len(record_file.LAST)],
        lambda content: content.replace(b'"3":', b'"30":'),
    ],
    ids=[
        "as it was",
        "other line ends",
        "mark of an editor",
        "utf-16",
        "laid out",
        "by tinydb",
        "one line",
        "two lines joined",
        "zeros behind",
        "no end",
        "other number",
    ],
)
def test_every_document_is_found_again_whatever_stands_around_it(changed: Callable[[bytes], bytes]) -> None:
    found = salvage(changed(WHOLE))

    assert found.first == HEADER
    assert [entry.document for _, entry in found.entries] == DOCUMENTS
    assert found.pieces == ()


def test_entries_and_pieces_know_their_line() -> None:
    found = salvage(EDITED)

    assert [line for line, _ in found.entries] == [3, 5, 6, 7, 8]
    assert [(piece.line, piece.raw) for piece in found.pieces] == [(4, EDITED.split(b"\n")[3])]


def test_what_a_changed_line_says_can_be_read() -> None:
    (piece,) = salvage(EDITED).pieces

    assert piece.changed is not None
    assert piece.changed.entry.revision.fields["what_seen"] == 'Zoë: "één" {"rev": 9}'
    assert piece.changed.rev == json.loads(DOCUMENTS[1])["rev"] != piece.changed.entry.revision.rev


def test_a_line_that_lost_its_end_does_not_swallow_the_lines_behind_it() -> None:
    for content in (WHOLE, json.dumps(json.loads(WHOLE), indent=1).encode()):
        at = content.index(b"}", content.index(b"obs-2"))

        found = good(content[:at] + b" " + content[at + 1 :])

        assert found == [DOCUMENTS[0], *DOCUMENTS[2:]]


@pytest.mark.parametrize(
    "line",
    [
        b'"3":{"rev":"0123","id":"obs-2"}',
        b'"3":{"rev":7,"id":"obs-2"}',
        b'"3":{"rev":"' + b"0" * 32 + b'","data":[],"id":"obs-2","kind":"observation","at":"x","by":"y"}',
        b'"3":{"rev":"' + b"0" * 32 + b'","id":"obs-2","id":"obs-3","kind":"observation","at":"x","by":"y"}',
        b'"3":{"rev":"' + b"0" * 32 + b'","id":"obs-2","kind":"n","at":"x","by":"y","data":{"a":NaN}}',
        b'"3":{"rev":"' + b"0" * 32 + b'","id":"obs-2","kind":"n","at":"x","by":"y","data":{"a":"\\ud800"}}',
        b'"3":{"rev":"' + b"0" * 32 + b'","id":"caf\xe9","kind":"n","at":"x","by":"y","data":{}}',
        b'"3":{"rev":"' + b"0" * 32 + b'","a":' + b"[" * 5000,
        b"<<<<<<< HEAD",
    ],
    ids=["short", "number", "list", "twice", "nan", "half", "cp1252", "deep", "git"],
)
def test_a_line_that_is_no_version_is_kept_as_it_is(line: bytes) -> None:
    content = WHOLE.replace(b'"3":' + DOCUMENTS[1], line)

    found = salvage(content)

    assert [entry.document for _, entry in found.entries] == [DOCUMENTS[0], *DOCUMENTS[2:]]
    assert [(piece.line, piece.raw.removesuffix(b","), piece.changed) for piece in found.pieces] == [
        (4, line, None)
    ]


@pytest.mark.parametrize("content", [b"", b"\0" * 999, b" \r\n", b'{"_default":{\n}}\n'])
def test_in_nothing_there_is_nothing(content: bytes) -> None:
    found = salvage(content)

    assert (found.first, found.entries, found.pieces) == (None, (), ())


def test_a_line_that_is_not_ascii_is_not_good_even_when_its_hash_fits() -> None:
    rest = DOCUMENTS[1].decode().partition(",")[2].replace(r"Zo\u00eb", "Zoë").encode()
    signed = b'{"rev":"%b",%b' % (record_file.short_digest(rest).encode(), rest)

    (piece,) = salvage(WHOLE.replace(DOCUMENTS[1], signed)).pieces

    assert piece.changed is not None
    assert piece.changed.entry.document == DOCUMENTS[1]


def test_a_header_that_was_changed_is_no_header() -> None:
    found = salvage(WHOLE.replace(b'"study":"std-1"', b'"study":"std-2"'))

    assert found.header is None
    assert [entry.document for _, entry in found.entries] == DOCUMENTS
    assert harmed(WHOLE.replace(b'"study":"std-1"', b'"study":"std-2"')) == [2]


@settings(max_examples=200, deadline=None)
@given(
    flips=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=4),
    cut=st.integers(0, len(WHOLE)),
)
def test_what_reading_verifies_is_always_salvaged_and_nothing_else(
    flips: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(WHOLE)
    for at, mask in flips:
        content[at] ^= mask
    damaged = bytes(content[: cut or None])
    try:
        verified = {each.document for each in record_file.all_lines(damaged) if isinstance(each, Line)}
    except (Damage, Newer):
        verified = set()

    assert verified <= set(good(damaged)) <= set(DOCUMENTS)
