"""Tracked changes in a report are shown where they stand, and headings are those that were sent."""

from typing import Any

from forms_filled import W
from lxml import etree
from word_comments import (
    ACTION,
    ANNA,
    BRAM,
    INSIGHT,
    OTHER_INSIGHT,
    TITLES,
    Margin,
    commented,
    edited,
    new_run,
    paragraph_with,
    report,
    run_with,
    track,
)

from actionlab.exchange.comments.reading import Commented, read_comments
from actionlab.exchange.files.packages import open_package
from actionlab.model.places import place_of

REPORT = report()
SEEN, AGAINST = "De professionals zagen dit vaker (1).", "Er was ook een tegenvoorbeeld (1)."


def read(content: bytes) -> Commented:
    return read_comments(open_package(content, "map/rapport.docx"))


def test_tracked_changes_are_shown_with_their_place() -> None:
    def change(body: Any) -> None:
        gone = track(run_with(body, "vaker"), "del")
        gone.addnext(_tracked(new_run("soms"), "ins"))
        paragraph_with(body, TITLES[ACTION]).append(_tracked(new_run(" Voor 1 juli."), "ins"))
        track(run_with(body, "Wat hebben we geleerd?"), "del")

    found = read(edited(REPORT, change)).changes
    assert [(each.old, each.new, each.position.places) for each in found] == [
        ("Wat hebben we geleerd?", "", ()),
        ("vaker", "soms", (place_of(INSIGHT),)),
        ("", "Voor 1 juli.", (place_of(ACTION),)),
    ]
    assert {(each.author, each.day) for each in found} == {(BRAM, "2026-06-10")}


def _tracked(run: Any, kind: str) -> Any:
    etree.Element("root").append(run)
    return track(run, kind)


def test_a_moved_paragraph_is_one_change_where_it_went_to() -> None:
    def move(body: Any) -> None:
        source = paragraph_with(body, AGAINST)
        target = paragraph_with(body, "tegenvoorbeeld (2)")
        moved = new_run(AGAINST)
        track(run_with(body, AGAINST), "moveFrom")
        _named(source, "moveFrom")
        paragraph = etree.Element(f"{W}p")
        target.addnext(paragraph)
        paragraph.append(_tracked(moved, "moveTo"))
        _named(paragraph, "moveTo")

    found = read(edited(REPORT, move))
    assert [(each.old, each.new, each.is_moved) for each in found.changes] == [("", AGAINST, True)]
    assert found.changes[0].position.headings[0] == TITLES[OTHER_INSIGHT]


def _named(paragraph: Any, kind: str) -> None:
    first = next(paragraph.iter(f"{W}{kind}"))
    for place, put in (("Start", first.addprevious), ("End", first.addnext)):
        mark = etree.Element(f"{W}{kind}Range{place}")
        mark.set(f"{W}id", f"7{len(kind)}")
        mark.set(f"{W}name", "move1")
        put(mark)


def test_what_one_reader_added_and_another_deleted_is_no_change() -> None:
    def change(body: Any) -> None:
        added = _tracked(new_run("misschien"), "ins")
        run_with(body, "vaker").addprevious(added)
        track(added[0], "del")

    assert read(edited(REPORT, change)).changes == ()


def test_a_row_that_was_added_is_a_change() -> None:
    def change(body: Any) -> None:
        row = next(paragraph_with(body, "Bel elkaar").iterancestors(f"{W}tr"))
        etree.SubElement(row.find(f"{W}trPr"), f"{W}ins").set(f"{W}author", ANNA)

    [found] = read(edited(REPORT, change)).changes
    assert (found.old, found.new) == ("", "Bel elkaar elke week. de teammanager")


def test_headings_and_passages_are_those_that_were_sent() -> None:
    def change(body: Any) -> None:
        title = run_with(body, TITLES[INSIGHT])
        track(title, "del").addnext(_tracked(new_run("Iets anders"), "ins"))

    [found] = read(edited(commented(REPORT, [Margin(text="x", on=SEEN)]), change)).comments
    assert found.position.headings == (TITLES[INSIGHT], "2 Wat hebben we geleerd?")
    assert found.position.passages == (SEEN,)
