"""A calendar as RFC 5545 wants it, read back with another eye than the one that wrote it."""

import datetime as dt
import re

import pytest
from icalendar import Calendar

from actionlab.exchange.calendar import Event, calendar_bytes, is_our_calendar

CHANGED = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)


def event(uid: str = "act-0001@een", **fields: object) -> Event:
    usual = {
        "day": dt.date(2026, 7, 1),
        "summary": "Houten: afspraak (Samen aan tafel)",
        "description": "act-0001\nKlaar?",
        "changed": CHANGED,
    }
    return Event(uid=uid, **{**usual, **fields})  # type: ignore[arg-type]


def properties(content: bytes) -> list[tuple[str, str]]:
    """Unfold the lines of a calendar, as the RFC says, and give names with their values."""
    lines = content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return [(line.partition(":")[0], line.partition(":")[2]) for line in lines]


def test_a_day_is_an_event_of_a_whole_day_that_says_when_it_was_changed() -> None:
    assert properties(calendar_bytes([event()])) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//actionlab//actionlab//NL"),
        ("BEGIN", "VEVENT"),
        ("SUMMARY", "Houten: afspraak (Samen aan tafel)"),
        ("DTSTART;VALUE=DATE", "20260701"),
        ("DTEND;VALUE=DATE", "20260702"),
        ("DTSTAMP", "20260615T100000Z"),
        ("UID", "act-0001@een"),
        ("SEQUENCE", str(int(CHANGED.timestamp()) // 60)),
        ("CLASS", "PRIVATE"),
        ("DESCRIPTION", "act-0001\\nKlaar?"),
        ("LAST-MODIFIED", "20260615T100000Z"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a, b; c\\d",
        "één ‘meer’ €",
        "👩‍👧" * 40,
        "woord " * 60,
        "x" * 300,
        "é" * 200,
        "regel\nregel",
        "END:VEVENT",
    ],
)
def test_every_text_is_folded_within_75_octets_and_read_back_the_same(text: str) -> None:
    content = calendar_bytes([event(summary=text, description=text)])
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not re.search(rb"[^\r]\n|\r[^\n]", content)
    # no letter is cut in two
    assert all(line.decode() for line in lines)
    (read,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(read["SUMMARY"]), str(read["DESCRIPTION"])) == (text, text)


def test_the_same_days_are_the_same_bytes_and_a_change_has_a_higher_number() -> None:
    assert calendar_bytes([event()]) == calendar_bytes([event()])
    later = event(changed=CHANGED + dt.timedelta(minutes=1))
    before, after = (int(dict(properties(calendar_bytes([each])))["SEQUENCE"]) for each in (event(), later))
    assert after == before + 1


def test_only_a_calendar_of_this_program_is_known_as_such() -> None:
    ours = calendar_bytes([event()])
    assert is_our_calendar(ours)
    assert not is_our_calendar(ours.replace(b"actionlab//NL", b"agenda//NL"))
    assert not is_our_calendar(b"")
    assert not is_our_calendar(b"PRODID:-//actionlab//actionlab//NL")
