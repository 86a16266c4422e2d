"""Pasted: a day of notes, or two columns of Excel, as the text that somebody copied."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem, Unreadable
from actionlab.exchange.files.cells import as_number
from actionlab.exchange.incoming import Incoming, Source
from actionlab.i18n import N_, _
from actionlab.model.answers import check_unicode, read_whole
from actionlab.model.dates import read_date
from actionlab.model.instruments import INSTRUMENTS, Instrument
from actionlab.model.rules import PSEUDONYM
from actionlab.model.words import caseless

_WEEKDAYS = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
)
# a line with a day, a month and a year, and nothing else
_DATE_LINE = (
    rf"(?:(?:{_WEEKDAYS})\.?,?\s+)?"
    r"(?P<date>[0-9]{1,4}([-/.])[0-9]{1,2}\2[0-9]{1,4}|[0-9]{1,2} +[^\W\d_]+\.? +[0-9]{4}):?"
)
_CODE_LIKE = r"[A-Za-z]{3}-.*"
_HEADER_WORDS = {"code", "codes", "deelnemer", "deelnemercode", "participant", "pseudonym", "pseudoniem"}

_NOT_ANSWERED = ("", "-", "–")

_OTHER_COLUMNS = N_("This line has {n} columns where {wanted} are expected: {shape}.")
_NO_VALUES = N_("There is no line with a code and a value in it.")
_NOT_CLOSED = N_("A quotation mark in the table is not closed.")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One note of a day: its text, the line it begins on (from 1), and the day (ISO) that stood above it."""

    text: str
    line: int
    date: str | None = None


def notes(text: str, today: dt.date) -> tuple[Note, ...]:
    """Give the notes in a text: one or more blank lines begin the next.

    Within a note nothing changes, bullets and line breaks stay. A line with nothing but a date, at the
    beginning of a note or by itself, is the day of all notes that follow, until the next such line. What
    holds no letter or digit, such as a line of hyphens, is no note. Raises `Malformed` for a date line that
    cannot be read or can be read in two ways, and for half a character.

    >>> [each.text for each in notes("Een\\nregel\\n\\n\\nTwee", dt.date(2026, 6, 1))]
    ['Een\\nregel', 'Twee']
    """
    found, day = [], None
    for first, lines in _pieces(text):
        begin = 0
        while begin < len(lines) and (named := _day(lines[begin], first + begin, today)):
            begin, day = begin + 1, named
        said = "\n".join(line.rstrip() for line in lines[begin:]).strip()
        if re.search(r"[^\W_]", said):
            found.append(Note(text=_sound(said, first + begin), line=first + begin, date=day))
    return tuple(found)


def _pieces(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines between blank lines, each piece with the number of its first line."""
    piece: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate([*lines, ""], 1):
        if line.strip("\ufeff\u200b \t\f\v\u00a0"):
            piece.append(line)
        elif piece:
            yield number - len(piece), piece
            piece = []


def _day(text: str, line: int, today: dt.date) -> str | None:
    """Give the day that a line names, or None for a line with anything else in it. Raises `Malformed`."""
    found = re.fullmatch(_DATE_LINE, text.strip(), re.IGNORECASE)
    if not found:
        return None
    try:
        return read_date(found["date"], today).isoformat()
    except Unreadable as fault:
        if "name" in fault.facts:
            # "1 van 2026": the word is no month, so this is a text
            return None
        raise Malformed([_at_line(line, fault)]) from None


def _sound(text: str, line: int) -> str:
    try:
        check_unicode(text)
    except Unreadable as fault:
        raise Malformed([_at_line(line, fault)]) from None
    return text


def _at_line(line: int, fault: Unreadable) -> Problem:
    return Problem("", N_("Line {line}: {fault}"), line=line, fault=fault)


def pasted_measurements(
    text: str, instrument: str, given: Mapping[str, Any], *, file: str
) -> tuple[Incoming, ...]:
    """Give the measurements in a table that was pasted: a line per participant, with code and value.

    For a scan the code and all answers, for goals the code, the goal and the value, unless `given` has the
    goal. Between columns stands a tab, else `;`, else spaces. A first line with words is a header. A line
    without a value says nothing. `given` are the fields that hold for all, as stored. What cannot be read
    comes as an Incoming with problems. Raises `Malformed` when there is nothing in it.

    >>> [each.fields for each in pasted_measurements("HOU-K7M2\\t3\\n", "ladder", {}, file="-")]
    [{'instrument': 'ladder', 'participant': 'HOU-K7M2', 'value': 3}]
    """
    found = INSTRUMENTS[instrument]
    with_goal = found.told_apart_by == "goal" and "goal" not in given
    lines = _lines(text, with_goal=with_goal)
    if lines and _is_header(lines[0][1]):
        lines = lines[1:]
    read = [
        _measurement(Source(file=file, row=number), cells, found, given, with_goal=with_goal)
        for number, cells in lines
    ]
    measurements = tuple(each for each in read if each is not None)
    if not measurements:
        raise Malformed([Problem("table", _NO_VALUES)])
    return measurements


def _lines(text: str, *, with_goal: bool) -> list[tuple[int, list[str]]]:
    """Give the cells of every line that is not blank, with its number."""
    plain = text.removeprefix("\ufeff").replace("\u00a0", " ")
    separator = next((sign for sign in ("\t", ";") if sign in plain), None)
    if separator is None:
        lines = [(number, line.split()) for number, line in enumerate(plain.splitlines(), 1) if line.strip()]
        if with_goal:
            # the goal is all that stands between the code and the value
            lines = [(number, [cells[0], " ".join(cells[1:-1]), *cells[1:][-1:]]) for number, cells in lines]
        return lines
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=separator, strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error:
        raise Malformed([Problem("table", _NOT_CLOSED)]) from None
    return [(number, cells) for number, cells in rows if any(cells)]


def _is_header(cells: Sequence[str]) -> bool:
    """Tell whether a first line holds the names of columns; a code that was mistyped is none."""
    if caseless(cells[0]) in _HEADER_WORDS:
        return True
    return not re.fullmatch(_CODE_LIKE, cells[0]) and not re.search("[0-9]", "".join(cells))


def _measurement(
    source: Source, cells: Sequence[str], found: Instrument, given: Mapping[str, Any], *, with_goal: bool
) -> Incoming | None:
    fields = {"instrument": found.id, **given}
    try:
        fields |= _answers(cells, found, with_goal=with_goal)
    except Unreadable as fault:
        problem = Problem("value", fault.sentence, label=N_("Value"), **fault.facts)
        return Incoming(source=source, kind="measurement", fields=fields, problems=(problem,))
    if fields.get("value") is None:
        return None
    return Incoming(source=source, kind="measurement", fields=fields)


def _answers(cells: Sequence[str], found: Instrument, *, with_goal: bool) -> dict[str, Any]:
    """Give the fields that stand in one line; `value` is None when there is none. Raises `Unreadable`."""
    shape = _shape(found, with_goal=with_goal)
    wanted = found.statements + 1 if found.form == "answers" else 3 if with_goal else 2
    # a copy of whole rows has empty cells behind the table, and a line without a value may be short
    kept = [*cells[:wanted], *[""] * (wanted - len(cells))]
    fields: dict[str, Any] = {"participant": "".join(kept[0].split()).upper()}
    values = kept[2:] if with_goal else kept[1:]
    empty = all(value in _NOT_ANSWERED for value in values)
    too_few = found.form == "answers" and len(cells) < wanted and not empty
    # without a value only a code makes a line of the table: anything else must not disappear unseen
    if any(cells[wanted:]) or too_few or (empty and not re.fullmatch(PSEUDONYM, fields["participant"])):
        raise Unreadable(_OTHER_COLUMNS, n=len(cells), wanted=wanted, shape=shape)
    if empty:
        return {**fields, "value": None}
    if found.form == "answers":
        return {
            **fields,
            "value": [None if value in _NOT_ANSWERED else read_whole(value) for value in values],
        }
    if with_goal:
        fields["goal"] = kept[1]
    return {**fields, "value": as_number(values[0]) if found.form == "amount" else read_whole(values[0])}


def _shape(found: Instrument, *, with_goal: bool) -> str:
    if found.form == "answers":
        return _("code, answer 1, answer 2 …")
    return _("code, goal, value") if with_goal else _("code, value")
