"""Comments and tracked changes in a report come back whole, with the place where they stand."""

import datetime as dt
import io
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from forms_filled import LibreOffice, packed, parts, with_part
from lxml import etree
from word_comments import (
    ACTION,
    ANNA,
    AT,
    BRAM,
    DECISION,
    DOCUMENT,
    INSIGHT,
    OTHER_INSIGHT,
    REPORT_MARK,
    TITLES,
    Margin,
    commented,
    edited,
    report,
    run_with,
    track,
)

from actionlab.exchange.comments.reading import Comment, Commented, TooManyMarks, is_report, read_comments
from actionlab.exchange.files.packages import open_package
from actionlab.exchange.files.refused import DamagedPackage, PointsOutside, Refused
from actionlab.model.places import place_of

REPORT = report()
SEEN, AGAINST = "De professionals zagen dit vaker (1).", "Er was ook een tegenvoorbeeld (1)."
LATER = dt.datetime(2026, 6, 12, 8, 0)  # noqa: DTZ001 - Word writes the time on the wall


def read(content: bytes) -> Commented:
    return read_comments(open_package(content, "map/rapport.docx"))


def comments(margins: Sequence[Margin], content: bytes = REPORT) -> tuple[Comment, ...]:
    return read(commented(content, margins)).comments


def comment(text: str = "Herkenbaar", on: str = SEEN, **given: Any) -> Comment:
    """One comment in the report, read back."""
    return comments([Margin(text=text, on=on, **given)])[0]


def test_a_report_without_comments_is_read_with_its_mark() -> None:
    found = read(REPORT)
    assert (found.mark, found.comments, found.changes) == (REPORT_MARK, (), ())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Herkenbaar.", id="a word"),
        pytest.param("Eerst dit.\nDan dat.\n\nEn een alinea.", id="lines and paragraphs"),
        pytest.param("👍🏽 😀", id="only emoji"),
        pytest.param("שלום, dit klopt", id="right to left"),
        pytest.param("Zij vertelde veel. " * 263, id="5,000 characters"),
        pytest.param("<b>&amp; [/] {naam} a\tb", id="markup"),
    ],
)
def test_the_words_of_a_comment_come_back(text: str) -> None:
    found = comment(text.strip())
    assert found.text.split("\n") == [line.strip() for line in text.strip().split("\n") if line.strip()]
    assert (found.day, found.reader, found.initials) == ("2026-06-10", 1, "AdV")


def test_readers_with_the_same_initials_are_told_apart() -> None:
    found = comments([Margin(text=each, on=SEEN, author=f"{each} de Vries") for each in ("Anna", "Anton")])
    assert {each.reader for each in found} == {1, 2}
    assert {each.initials for each in found} == {"AdV"}


def test_words_in_a_field_of_a_comment_are_not_lost() -> None:
    content = parts(commented(REPORT, [Margin(text="x", on=SEEN)]))
    run = b'<w:r><w:t xml:space="preserve">x</w:t></w:r>'
    field = b'<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent>' + run + b"</w:sdtContent></w:sdt>"
    changed = content["word/comments.xml"].replace(run, field)
    assert field in changed
    [found] = read(packed(content | {"word/comments.xml": changed})).comments
    assert found.text == "x"


def test_a_reply_belongs_to_the_comment_that_began_it_and_readers_are_told_apart() -> None:
    thread = Margin(
        text="Herkenbaar",
        on=SEEN,
        is_resolved=True,
        replies=(Margin(text="Bij ons niet", author=BRAM, at=LATER), Margin(text="Hoezo?", author=ANNA)),
    )
    found = comments([Margin(text="Mooi", on=TITLES[OTHER_INSIGHT], author=BRAM), thread])
    assert [(each.number, each.text, each.reader) for each in found] == [
        ("1", "Herkenbaar", 1),
        ("1.1", "Bij ons niet", 2),
        ("1.2", "Hoezo?", 1),
        ("2", "Mooi", 2),
    ]
    assert [each.is_resolved for each in found] == [True, True, True, False]
    assert {each.position.places for each in found[:3]} == {(place_of(INSIGHT),)}


@pytest.mark.parametrize(
    ("kept", "is_deleted", "places"), [("point", False, (place_of(INSIGHT),)), ("", True, ())]
)
def test_a_comment_that_lost_its_marks_is_shown_all_the_same(
    kept: str, is_deleted: bool, places: tuple[str, ...]
) -> None:
    found = comment(kept=kept)
    assert (found.text, found.is_deleted, found.position.places) == ("Herkenbaar", is_deleted, places)


def test_a_comment_on_words_that_were_deleted_keeps_them_and_its_place() -> None:
    content = edited(
        commented(REPORT, [Margin(text="Dit klopt niet", on="vaker")]),
        lambda body: track(run_with(body, "vaker"), "del"),
    )
    [found] = read(content).comments
    assert (found.anchor, found.is_deleted) == ("vaker", True)
    assert found.position.places == (place_of(INSIGHT),)


def test_a_comment_without_words_says_whether_it_holds_a_picture() -> None:
    content = parts(commented(REPORT, [Margin(text="x", on=SEEN)]))
    picture = (
        b'<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing>'
    )
    changed = content["word/comments.xml"].replace(b'<w:t xml:space="preserve">x</w:t>', picture)
    assert picture in changed
    [found] = read(packed(content | {"word/comments.xml": changed})).comments
    assert (found.text, found.has_picture) == ("", True)


@pytest.mark.parametrize("date", ["", "1900-01-01T00:00:00Z", "gisteren", "2026-02-31T00:00:00Z"])
def test_a_day_that_is_none_is_not_known(date: str) -> None:
    content = parts(commented(REPORT, [Margin(text="x", on=SEEN)]))
    changed = content["word/comments.xml"].replace(f"{AT.isoformat()}Z".encode(), date.encode())
    [found] = read(packed(content | {"word/comments.xml": changed})).comments
    assert found.day == ""


@pytest.mark.skipif(not LibreOffice.version(), reason="NOT CHECKED: needs LibreOffice")
def test_what_libreoffice_saves_keeps_places_and_comments(tmp_path: Path) -> None:
    margins = [
        Margin(text="Herkenbaar", on=SEEN),
        Margin(text="Ja, tot 50 euro", on=TITLES[DECISION], author=BRAM, is_resolved=True),
        Margin(text="Te laat", on=TITLES[ACTION]),
    ]
    saved = LibreOffice(tmp_path).saved(commented(REPORT, margins))
    found = read(saved)
    assert found.mark == REPORT_MARK
    assert {each.text: (each.position.places, each.day) for each in found.comments} == {
        "Herkenbaar": ((place_of(INSIGHT),), "2026-06-10"),
        "Ja, tot 50 euro": ((place_of(DECISION),), "2026-06-10"),
        "Te laat": ((place_of(ACTION),), "2026-06-10"),
    }


def test_python_docx_writes_comments_too() -> None:
    document = docx.Document(io.BytesIO(REPORT))
    paragraph = next(each for each in document.paragraphs if each.text == SEEN)
    document.add_comment(paragraph.runs, text="Klopt\nniet", author="", initials="")
    stream = io.BytesIO()
    document.save(stream)
    [found] = read(stream.getvalue()).comments
    assert (found.text, found.anchor, found.position.places) == ("Klopt\nniet", SEEN, (place_of(INSIGHT),))


def test_a_report_is_known_by_its_mark_and_without_that_by_its_places() -> None:
    bare = docx.Document()
    bare.add_paragraph("al_0123456789ab")
    stream = io.BytesIO()
    bare.save(stream)
    assert [
        is_report(open_package(each, "a.docx")) for each in (REPORT, report(None), stream.getvalue())
    ] == [
        True,
        True,
        False,
    ]
    assert read(report(None)).mark is None


def test_a_hostile_file_ends_in_one_line_and_soon() -> None:
    content = commented(REPORT, [Margin(text="x", on=SEEN)])
    deep = b"<w:ins>" * 200 + b"</w:ins>" * 200
    comment = parts(content)["word/comments.xml"]
    outside = parts(content)["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="x" Type="a/template" Target="http://x" TargetMode="External"/></Relationships>',
    )
    marks = b"".join(b'<w:commentRangeStart w:id="%d"/>' % number for number in range(6000))
    hostile: list[tuple[type[Exception], bytes]] = [
        (DamagedPackage, with_part(content, "word/comments.xml", comment[:200])),
        (
            DamagedPackage,
            with_part(content, "word/comments.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        ),
        (DamagedPackage, _with_body(content, deep)),
        (PointsOutside, with_part(content, "word/_rels/document.xml.rels", outside)),
        (TooManyMarks, _with_body(content, marks)),
    ]
    start = time.monotonic()
    for error, blob in hostile:
        with pytest.raises(error) as caught:
            read(blob)
        assert "\n" not in str(caught.value)
        assert "map/rapport.docx" in str(caught.value)
    assert issubclass(DamagedPackage, Refused)
    assert time.monotonic() - start < 10


def _with_body(content: bytes, xml: bytes) -> bytes:
    body = parts(content)[DOCUMENT]
    return with_part(content, DOCUMENT, body.replace(b"<w:body>", b"<w:body>" + xml, 1))


def test_replies_that_turn_in_a_circle_end() -> None:
    thread = Margin(text="a", on=SEEN, replies=(Margin(text="b"),))
    content = parts(commented(REPORT, [thread]))
    first = next(iter(etree.fromstring(content["word/commentsExtended.xml"]))).attrib
    name = next(str(value) for key, value in first.items() if str(key).endswith("paraId"))
    extended = content["word/commentsExtended.xml"].replace(
        f'paraId="{name}"'.encode(), f'paraId="{name}" w15:paraIdParent="00002000"'.encode(), 1
    )
    found = read(packed(content | {"word/commentsExtended.xml": extended})).comments
    assert sorted(each.text for each in found) == ["a", "b"]
