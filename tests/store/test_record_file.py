"""The bytes of a record file: exact to write, and anything else is damage with its line."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionlab.store import record_file
from actionlab.store.record_file import Damage, Line, Newer

HEADER = {"kind": "header", "format": 1, "study": "std-0000000a", "writer": "onderzoeker-7k3f"}
RECORDS = (
    {"id": "obs-1", "kind": "observation", "data": {"what_seen": "één 👍", "b": 1, "a": 0.5}, "schema": 1},
    {"id": "cyc-1", "kind": "cycle", "data": {"what_seen": '","kind":"observation","x":"'}, "schema": 1},
    {"id": "obs-2", "kind": "observation", "data": {}, "schema": 1, "why": None},
)
GOLDEN = (
    rb"""{"_default":{
"1":{"rev":"d837f74c65cb252c6f80206f94868e63","format":1,"kind":"header","study":"std-0000000a","""
    rb""""writer":"onderzoeker-7k3f"},
"2":{"rev":"84ac1fa181025d24972953ca43bede08","data":{"a":0.5,"b":1,"""
    rb""""what_seen":"\u00e9\u00e9n \ud83d\udc4d"},"id":"obs-1","kind":"observation","schema":1}
}}
"""
)


def a_file() -> bytes:
    return record_file.new_file(record_file.encode(HEADER), [record_file.encode(each) for each in RECORDS])


def found(content: bytes) -> list[bytes]:
    """Give the documents of a file that is whole; raise the first damage of one that is not."""
    lines = []
    for each in record_file.all_lines(content):
        if isinstance(each, Damage):
            raise each
        lines.append(each.document)
    return lines


def damaged_lines(content: bytes) -> list[int]:
    return [each.line for each in record_file.all_lines(content) if isinstance(each, Damage)]


def test_the_bytes_are_these_and_no_others() -> None:
    content = record_file.new_file(record_file.encode(HEADER), [record_file.encode(RECORDS[0])])

    assert content == GOLDEN


def test_what_is_encoded_is_found_again() -> None:
    assert found(a_file()) == [record_file.encode(each) for each in RECORDS]


def test_every_line_of_a_long_file_keeps_its_number_also_beside_a_damaged_one() -> None:
    documents = [record_file.encode({"id": f"obs-{n}", "kind": "observation"}) for n in range(120)]
    content = record_file.new_file(record_file.encode(HEADER), documents)
    lines = [Line(number, document) for number, document in enumerate(documents, 3)]

    assert list(record_file.all_lines(content)) == lines

    damaged = content.replace(b'"obs-99"', b'"obs-9x"')
    good = [each for each in record_file.all_lines(damaged) if isinstance(each, Line)]
    assert good == [*lines[:99], *lines[100:]]
    assert damaged_lines(damaged) == [102]


@pytest.mark.parametrize(
    "rest",
    [b"", b'"id":"obs-1"', b'"id":"obs-1"},', b'"id":"obs-1"} ', '"id":"één"}'.encode()],
    ids=["nothing", "no end", "a comma", "a blank", "not ASCII"],
)
@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("after", [0, 1])
def test_a_line_in_another_form_is_damage_even_with_the_right_hash(
    rest: bytes, before: int, after: int
) -> None:
    odd = b'{"rev":"%b",%b' % (record_file.short_digest(rest).encode(), rest)
    whole = record_file.encode(RECORDS[0])
    documents = [*[whole] * before, odd, *[whole] * after]
    content = record_file.new_file(record_file.encode(HEADER), documents)

    assert damaged_lines(content) == [3 + before]
    assert sum(isinstance(each, Line) for each in record_file.all_lines(content)) == before + after


def test_adding_to_a_file_gives_the_file_that_writing_it_at_once_gives() -> None:
    documents = [record_file.encode(each) for each in RECORDS]
    first = record_file.new_file(record_file.encode(HEADER), documents[:1])

    added = first[: -len(record_file.LAST)] + record_file.addition(documents[1:], present=2)

    assert added == record_file.new_file(record_file.encode(HEADER), documents)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=8,
)


@given(data=st.dictionaries(st.sampled_from("abc"), JSON))
def test_every_value_survives_as_ascii_on_one_line(data: dict[str, Any]) -> None:
    document = record_file.encode({"kind": "note", "data": data})

    assert document.isascii()
    assert b"\n" not in document
    assert json.loads(document)["data"] == data


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_cannot_be_encoded(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        record_file.encode({"data": {"value": [number]}})


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 17])
def test_an_excerpt_finds_the_same_records_whatever_the_size_of_the_blocks(size: int) -> None:
    content = a_file()
    first = len(record_file.FIRST) + 200
    blocks = [content[:first], *(content[at : at + size] for at in range(first, len(content), size))]

    excerpt = record_file.excerpt(blocks, ["observation"])

    assert excerpt.lines == (
        Line(3, record_file.encode(RECORDS[0])),
        Line(5, record_file.encode(RECORDS[2])),
    )
    assert (excerpt.documents, excerpt.size, excerpt.header.writer) == (4, len(content), "onderzoeker-7k3f")


def test_an_excerpt_of_a_file_with_only_a_header_is_empty() -> None:
    content = record_file.new_file(record_file.encode(HEADER), [])

    excerpt = record_file.excerpt([content], ["observation"])

    assert (excerpt.documents, excerpt.lines) == (1, ())


def test_no_flipped_byte_goes_unseen() -> None:
    content = a_file()
    for at in range(len(content)):
        for mask in (0x01, 0x20, 0x80):
            flipped = bytearray(content)
            flipped[at] ^= mask
            with pytest.raises(Damage):
                found(bytes(flipped))


def test_no_cut_goes_unseen() -> None:
    content = a_file()
    for length in range(len(content)):
        with pytest.raises(Damage):
            found(content[:length])
        with pytest.raises(Damage):
            record_file.excerpt([content[:length]], ["cycle"])


def test_a_line_that_is_missing_doubled_or_swapped_is_named_and_the_rest_is_read() -> None:
    lines = a_file().split(b"\n")
    missing = b"\n".join([*lines[:3], *lines[4:]])
    doubled = b"\n".join([*lines[:4], *lines[3:]])
    swapped = b"\n".join([*lines[:2], lines[3], lines[2], *lines[4:]])

    assert damaged_lines(missing) == [4]
    assert damaged_lines(doubled) == [5]
    assert damaged_lines(swapped) == [3, 4, 5]
    readable = [each for each in record_file.all_lines(missing) if isinstance(each, Line)]
    assert [each.document for each in readable] == [
        record_file.encode(RECORDS[0]),
        record_file.encode(RECORDS[2]),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"   \n", 1),
        (b"\0" * 200, 1),
        (b"\xef\xbb\xbf" + a_file(), 1),
        (a_file().replace(b"\n", b"\r\n"), 1),
        (a_file() + b"\0" * 64, 5),
        (a_file() + a_file(), 5),
        (a_file().replace(b'"id":"cyc-1"', b'"id":"cyc-2"'), 4),
        (b"<<<<<<< HEAD\n" + a_file(), 1),
        (b'{"_default": {"1": {"kind": "header"}}}', 1),
        (b'{"_default":{\n"' + b"9" * 5000 + b'":{}\n}}\n', 2),
    ],
    ids=[
        "empty",
        "blank",
        "zeros",
        "bom",
        "crlf",
        "zeros behind",
        "twice",
        "changed",
        "git",
        "layout",
        "key",
    ],
)
def test_anything_else_is_damage_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(Damage) as damage:
        found(content)

    assert damage.value.line == line


def test_a_file_of_a_later_format_is_told_apart_from_damage() -> None:
    content = record_file.new_file(record_file.encode({**HEADER, "format": 2}), [])

    with pytest.raises(Newer) as newer:
        record_file.read_header(content + b"in another layout")

    assert newer.value.number == 2


def test_records_are_found_by_id_whatever_their_kind() -> None:
    documents = [
        record_file.encode({"id": "proef", "kind": "study", "data": {"title": '"id":"proef","kind":"x'}}),
        record_file.encode({"id": "obs-00000001", "kind": "observation", "data": {"study_id": "proef"}}),
        record_file.encode({"id": "proef", "kind": "tombstone"}),
    ]
    header = {"kind": "header", "format": record_file.FORMAT, "study": "std-1", "writer": "een"}
    content = record_file.new_file(record_file.encode(header), documents)

    found = record_file.excerpt([content], ids=["proef"])

    assert [line.document for line in found.lines] == [documents[0], documents[2]]
    assert record_file.excerpt([content], ids=["pro"]).lines == ()
