"""A calendar: days to come as events of a whole day, in a file that calendar programs take in (RFC 5545).

What goes in is for everybody who sees the calendar: no event may name a person or hold a text of a record.
Events are marked private and keep no hour of the day occupied.
"""

import datetime as dt
from collections.abc import Iterable

import msgspec
from icalendar import Calendar
from icalendar import Event as CalendarEvent

PRODUCT = "-//actionlab//actionlab//NL"
_BEGIN = b"BEGIN:VCALENDAR\r\n"
_ONE_DAY = dt.timedelta(days=1)
_MINUTE = 60


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One day: `uid` stays the same as long as it is about the same thing, so that it is updated.

    `changed` is when what it says was written down last, in UTC.
    """

    uid: str
    day: dt.date
    summary: str
    description: str
    changed: dt.datetime


def calendar_bytes(events: Iterable[Event]) -> bytes:
    """Give the events as a calendar, the same bytes for the same events."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for event in events:
        made.add_component(_component(event))
    content: bytes = made.to_ical()
    return content


def is_our_calendar(content: bytes) -> bool:
    """Tell whether the content of a file is a calendar that this program made."""
    return content.startswith(_BEGIN) and b"PRODID:" + PRODUCT.encode() in content


def _component(event: Event) -> CalendarEvent:
    component = CalendarEvent()
    component.add("uid", event.uid)
    component.add("dtstamp", event.changed)
    component.add("last-modified", event.changed)
    # a program takes an event in again when this number is higher, and minutes only go up
    component.add("sequence", int(event.changed.timestamp()) // _MINUTE)
    component.add("dtstart", event.day)
    component.add("dtend", event.day + _ONE_DAY)
    component.add("summary", event.summary)
    component.add("description", event.description)
    component.add("class", "PRIVATE")
    component.add("transp", "TRANSPARENT")
    return component
