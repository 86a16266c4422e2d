"""Opening other people's files: what a file is, its parts, and nothing from outside it."""

import os
import random
from pathlib import Path

import pytest
from hostile_files import CSV, HTML, OLE, PDF, PNG, archive, changed, document, outside, workbook
from hypothesis import given
from hypothesis import strategies as st

from actionlab.exchange.files.packages import TABLE, Refused, checked_kind, open_package, read_bytes, sniff
from actionlab.exchange.files.refused import (
    CannotOpen,
    DamagedPackage,
    HasMacros,
    NoFile,
    NotThisKind,
    PointsOutside,
    TooLarge,
)

DOCUMENT = "word/document.xml"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (CSV, "text"),
        ("a;b\n".encode("utf-16"), "text"),
        ("a;b\n".encode("utf-16-le"), "text"),
        (b"BMI;code\n", "text"),
        (b"[code];x\n", "text"),
        (b"<b>;&\n", "text"),
        (HTML, "html"),
        (b"\xef\xbb\xbf\n<!doctype HTML>", "html"),
        (b'<?xml version="1.0"?><html/>', "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (PDF, "pdf"),
        (PNG, "image"),
        (b"\xff\xd8\xff\xe0JFIF", "image"),
        (b"{\\rtf1 x}", "rtf"),
        (b' {"results": []}\n', "json"),
        (b'[{"a": 1}]', "json"),
        (OLE, "ole"),
        (bytes(range(256)), "binary"),
        (b"PK\3\4", "zip/damaged"),
        (archive({"x": b"y"}), "zip"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "odt"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (workbook(), "zip/xlsx"),
        (document(), "zip/docx"),
    ],
)
def test_what_a_file_is_its_content_tells(content: bytes, kind: str) -> None:
    assert sniff(content) == kind


@pytest.mark.parametrize(
    ("file", "content", "remedy"),
    [
        ("x.odt", archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), ".docx"),
        ("x.doc", OLE, ".docx"),
        ("x.ods", archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".xlsx"),
        ("x.xls", OLE, ".xlsx"),
        ("x.html", HTML, ".csv"),
    ],
)
def test_the_remedy_fits_the_file(file: str, content: bytes, remedy: str) -> None:
    with pytest.raises(NotThisKind) as fault:
        checked_kind(content, file, wanted=TABLE)

    assert remedy in str(fault.value.facts["wanted"])


@given(
    content=st.binary(max_size=80), start=st.sampled_from([b"", b"PK\3\4", OLE, b"%PDF-", b"<", b"\xff\xfe"])
)
def test_every_file_is_something(content: bytes, start: bytes) -> None:
    assert sniff(start + content)


def test_the_parts_of_a_document_are_there() -> None:
    package = open_package(document(text="Zoë &amp; co"), "x.docx")

    root = package.xml(DOCUMENT)

    assert (package.kind, package.main, DOCUMENT in package.names()) == ("docx", DOCUMENT, True)
    assert root is not None
    assert root[0][0].text == "Zoë & co"
    assert package.part("WORD/document.XML") == package.part(DOCUMENT)


def test_a_part_that_is_not_there_is_nothing() -> None:
    package = open_package(document(), "x.docx")

    assert [package.part("x"), package.plain("x"), package.xml("x"), package.size("x")] == [
        None,
        None,
        None,
        0,
    ]
    assert package.relations("word/document.xml") == ()


def test_links_within_the_file_are_given_and_pages_are_not() -> None:
    links = outside("hyperlink", "https://example.test/").replace(
        b"</Relationships>",
        b'<Relationship Id="r2" Type="x/comments" Target="../over/Comments.xml"/></Relationships>',
    )

    package = open_package(document(extra={"word/_rels/document.xml.rels": links}), "x.docx")

    assert [(each.id, each.type, each.target) for each in package.relations(DOCUMENT)] == [
        ("r2", "comments", "over/Comments.xml")
    ]


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
@pytest.mark.parametrize(
    "target", ["http://example.test/x", "file:///etc/passwd", "\\\\server\\share\\x.dotm"]
)
def test_a_document_that_takes_something_from_outside_is_refused(kind: str, target: str) -> None:
    content = document(extra={"word/_rels/settings.xml.rels": outside(kind, target)})

    with pytest.raises(PointsOutside):
        open_package(content, "x.docx")


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "WORD/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused_and_not_run(name: str) -> None:
    with pytest.raises(HasMacros):
        open_package(document(extra={name: b"x"}), "x.docx")


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b'<?xml version="1.0"?>\n<!-- x --><!doctype x><x/>',
        '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16"),
        "<!DOCTYPE x><x/>".encode("utf-16-le"),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x><x/>',
        b"<x>&a;</x>",
        b"<x>\xff</x>",
        b"<x>",
        b"<a>" * 1000 + b"</a>" * 1000,
        b"",
    ],
)
def test_xml_that_could_do_harm_is_refused(part: bytes) -> None:
    package = open_package(document(extra={"word/x.xml": part}), "x.docx")

    with pytest.raises(DamagedPackage):
        package.xml("word/x.xml")


@pytest.mark.parametrize(
    "many", [b"<p/>" * 2_000_000, b"<p %s/>" % b" ".join(b'a%d=""' % at for at in range(2_000_000))]
)
def test_a_tree_of_too_many_elements_or_attributes_is_refused(many: bytes) -> None:
    part = b"<x>" + many + b"</x>"
    package = open_package(
        document(extra={"word/x.xml": part, "word/y.bin": random.Random(1).randbytes(300_000)}), "x.docx"
    )

    with pytest.raises(TooLarge):
        package.xml("word/x.xml")


def test_a_file_cut_anywhere_is_refused() -> None:
    content = document()

    for end in range(4, len(content), 7):
        with pytest.raises(Refused):
            open_package(content[:end], "x.docx")


def names_read(content: bytes) -> tuple[str, ...]:
    """The names of the parts that are read from a document; none when it is refused."""
    try:
        package = open_package(content, "x.docx")
        return tuple(name for name in package.names() if package.xml(name) is not None)
    except Refused:
        return ()


def test_a_file_changed_anywhere_is_refused_or_read() -> None:
    content = document()

    for at in range(0, len(content), 3):
        flipped = bytes([*content[:at], content[at] ^ 0x55, *content[at + 1 :]])
        assert names_read(flipped) in ((), names_read(content)), at


def test_a_part_may_not_be_there_under_two_names() -> None:
    with pytest.raises(DamagedPackage):
        open_package(changed(document(), "word/Document.xml", lambda _: b"<x/>"), "x.docx")


def test_bytes_come_from_files_only(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(CSV)

    assert read_bytes(tmp_path / "x.csv", "x.csv") == CSV
    with pytest.raises(NoFile):
        read_bytes(tmp_path, "map")
    with pytest.raises(CannotOpen):
        read_bytes(tmp_path / "weg.csv", "weg.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.csv")

    with pytest.raises(NoFile):
        read_bytes(tmp_path / "x.csv", "x.csv")


def test_a_file_larger_than_64_mb_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.csv").open("wb") as stream:
        stream.truncate(64 * 1024 * 1024 + 1)

    with pytest.raises(TooLarge):
        read_bytes(tmp_path / "x.csv", "x.csv")
