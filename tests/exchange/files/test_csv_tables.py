"""Tables in text files: every separator, encoding and line end that programs write, and what does not fit."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.exchange.files.csv_tables import (
    LongLine,
    NotReadable,
    OpenQuote,
    OtherWidth,
    ZeroByte,
    read_csv,
)
from actionlab.exchange.files.headings import NoHeading, NoHeadings
from actionlab.exchange.files.refused import EmptyFile
from actionlab.exchange.files.tables import read_tables

HEADER = "date;participant;text;score\r\n"


def cells(content: str | bytes) -> list[tuple[object, ...]]:
    """The headings and the rows of a table in a text file."""
    sheet = read_csv(content.encode() if isinstance(content, str) else content, "x.csv")
    return [sheet.header, *(row.cells for row in sheet.rows)]


def refused(content: str | bytes) -> ActionlabError:
    """The error that a text file gives."""
    with pytest.raises(ActionlabError) as fault:
        read_tables(content.encode() if isinstance(content, str) else content, "x.csv")
    assert fault.value.exit_code == MALFORMED
    assert str(fault.value).startswith("x.csv")
    return fault.value


ROW = ("2026-01-05", "D1", "Zoë zei ja", "7,5")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_the_same_table_comes_out_whatever_program_wrote_it(
    encoding: str, separator: str, line_end: str
) -> None:
    lines = [("date", "participant", "text", "score"), ROW, ("", "", "", ""), ROW]
    text = line_end.join(separator.join(line) for line in lines)

    assert cells(text.encode(encoding)) == [lines[0], ROW, ROW]


def test_a_line_may_tell_the_separator() -> None:
    assert cells("sep=;\r\na;b,c\r\n1;2,5\r\n") == [("a", "b,c"), ("1", "2,5")]
    assert cells('"sep=,"\na,b\n1,2\n') == [("a", "b"), ("1", "2")]
    assert cells("SEP=#\na#b\n1#2\n") == [("a", "b"), ("1", "2")]


def test_lines_are_counted_as_an_editor_does() -> None:
    sheet = read_csv(b'sep=;\r\na;b\r\n\r\n"x\r\ny";1\r\nz;2\r\n', "x.csv")

    assert [(row.number, row.cells) for row in sheet.rows] == [(4, ("x\ny", "1")), (6, ("z", "2"))]
    assert sheet.header_row == 2


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('a,b\n"Zoë, ja",1\n', [("a", "b"), ("Zoë, ja", "1")]),
        ('"a";"b"\n"zei ""ja""";"1"\n', [("a", "b"), ('zei "ja"', "1")]),
        ("a;b\n=1+1;'x\n", [("a", "b"), ("=1+1", "'x")]),
        ("a;b;;\n1;2;;\n3;4;;\n", [("a", "b"), ("1", "2"), ("3", "4")]),
        ("a;b\n1;\n;2\n", [("a", "b"), ("1", None), (None, "2")]),
        (" a ; b\nx ; y\n", [("a", "b"), ("x ", " y")]),
        (
            "naam;naam;Naam;naam (2)\n1;2;3;4\n",
            [("naam", "naam (2)", "Naam", "naam (2) (2)"), ("1", "2", "3", "4")],
        ),
        (
            "tekst\nHij zei, heel zacht, ja\n\nNiets; niemand\n",
            [("tekst",), ("Hij zei, heel zacht, ja",), ("Niets; niemand",)],
        ),
        (
            "vraag 1, 2 en 3;code\nja, nee;D1\nnee;D2\n",
            [("vraag 1, 2 en 3", "code"), ("ja, nee", "D1"), ("nee", "D2")],
        ),
        ("a;b\n", [("a", "b")]),
        (
            "Overzicht 2026;;\n;;\ncode;cijfer;tekst\nD1;7;x\n",
            [("code", "cijfer", "tekst"), ("D1", "7", "x")],
        ),
        ('a;"b\nc"\n1;2\n', [("a", "b c"), ("1", "2")]),
    ],
    ids=lambda value: value.splitlines()[0] if isinstance(value, str) else "",
)
def test_what_stands_in_a_table_comes_out(content: str, rows: list[tuple[object, ...]]) -> None:
    assert cells(content) == rows


@pytest.mark.parametrize(
    ("content", "kind", "facts"),
    [
        ("", EmptyFile, {}),
        (b"\xef\xbb\xbf", EmptyFile, {}),
        (b"\xff\xfe", EmptyFile, {}),
        (";;;\r\n;;;\r\n", EmptyFile, {}),
        ("sep=;\r\n", EmptyFile, {}),
        (HEADER + "2026-01-05;D1\r\n", OtherWidth, {"line": 2, "found": 2, "wanted": 4}),
        (HEADER + "2026-01-05;D1;x;7;rest\r\n", OtherWidth, {"line": 2, "found": 5, "wanted": 4}),
        (HEADER + '\r\n2026-01-05;D1;"x;7\r\n2026-01-06;D2;y;8\r\n', OpenQuote, {"line": 3}),
        (HEADER + '2026-01-05;D1;"x"y;7\r\n', OpenQuote, {"line": 2}),
        ('"a;b\n1;2\n', OpenQuote, {"line": 1}),
        (HEADER + "2026-01-05;D1;x\0;7\r\n", ZeroByte, {"line": 2}),
        (HEADER + "2026-01-05;D1;" + "x" * 200_000 + ";7\r\n", LongLine, {"line": 2}),
        ("2026-01-05;D1;x;7\r\n2026-01-06;D2;y;8\r\n", NoHeadings, {"row": 1, "column": "A"}),
        ("D1;5-1-2026\r\nD2;6-1-2026\r\n", NoHeadings, {"row": 1, "column": "B"}),
        ("1;2,5\r\n3;4\r\n", NoHeadings, {"row": 1, "column": "A"}),
        ("a;;c\r\n1;;3\r\n1;2;3\r\n", NoHeading, {"row": 3, "column": "B", "headings": 1}),
        (HEADER.encode() + b"2026-01-05;D1;Zo\x81;7\r\n", NotReadable, {"line": 2}),
        ("a;b\r\nZoë;1\r\n".encode() + b"Zo\xeb;2\r\n", NotReadable, {"line": 3}),
        ("a;b\r\nZoë zei ja;2\r\n".encode("cp850"), NotReadable, {"line": 2}),
        ("a;b\r\nZoë;1".encode("utf-16")[:-1], NotReadable, {"line": 2}),
        (b"\xef\xbb\xbfa;b\r\nZo\xeb;1\r\n", NotReadable, {"line": 2}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_does_not_fit_is_refused_with_its_place(
    content: str | bytes, kind: type[ActionlabError], facts: dict[str, object]
) -> None:
    fault = refused(content)

    assert type(fault) is kind
    assert {name: fact for name, fact in fault.facts.items() if name != "file"} == facts


def test_an_error_never_repeats_what_stands_in_the_file() -> None:
    told = [refused(HEADER + "geheim;D1\r\n"), refused('geheim;"x\r\n'), refused("geheim;2026-01-05\r\n")]

    assert [fault for fault in told if "geheim" in str(fault)] == []


TEXTS = st.text(st.sampled_from('aZ09éëïöüàç€’“–…;,|"\n\t =-'), max_size=12)


@settings(max_examples=150)
@given(
    table=st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width))),
    separator=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
    told=st.booleans(),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_a_program_writes_is_read_back(
    *, table: list[list[str]], separator: str, encoding: str, line_end: str, told: bool, quoting: int
) -> None:
    header = ["kolom", "tweede", "derde", "vierde"][: len(table[0]) if table else 2]
    stream = io.StringIO()
    if told:
        stream.write(f"sep={separator}\n")
    writer = csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerows([header, *table])
    content = stream.getvalue().replace("\n", line_end).encode(encoding)

    read = read_csv(content, "x.csv")

    assert read.header == tuple(header)
    assert [row.cells for row in read.rows] == _as_read(table)


def _as_read(table: list[list[str]]) -> list[tuple[str | None, ...]]:
    rows = [tuple(cell if cell.strip() else None for cell in row) for row in table]
    return [row for row in rows if any(row)]


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_give_one_line(content: bytes) -> None:
    assert outcome(content).count("\n") == 0


def outcome(content: bytes) -> str:
    """The headings of a table on one line, or the sentence that there is none."""
    try:
        (sheet,) = read_tables(content, "x.csv")
        return ";".join(sheet.header)
    except ActionlabError as fault:
        assert fault.exit_code == MALFORMED  # noqa: PT017 - both outcomes are right
        return str(fault)
