"""Retention: until when the data of a study and its key file may be there. Pure.

Data are kept up to and including their day, and are late the day after. A key file has to be gone before its
day, so on that day itself it is late. The study plan promises both in these words.
"""

import datetime as dt
from collections.abc import Iterator

import msgspec

from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records, study_of
from actionlab.model.removal import Removal
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.study_setup import months_later

KEY_FILE, DATA = "key_file_to_destroy", "data_to_remove"

# so long beforehand people are told
AHEAD = dt.timedelta(days=30)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """Until when something of a study may be there: `what` is KEY_FILE or DATA, `late` that it is past.

    `soon` tells that it is late or will be within 30 days.
    """

    what: str
    day: dt.date
    late: bool
    soon: bool


def terms(study: Record[Study], records: Records, settings: Settings, today: dt.date) -> Iterator[Term]:
    """Give the terms of a study, that of its key file first.

    A day that was not recorded is counted from the end of the study; without an end there is no term. Nor is
    there one for the key file when there is none, as `has_key_file` says.
    """
    data = study.data
    by = data.key_file_destroy_by or _after(data.end_date, settings.key_file_months)
    if by and has_key_file(study, records, today):
        yield Term(what=KEY_FILE, day=by, late=today >= by, soon=today + AHEAD >= by)
    until = data.retention_until or _after(data.end_date, 12 * settings.retention_years)
    if until:
        yield Term(what=DATA, day=until, late=today > until, soon=today + AHEAD >= until)


def kept(study: Record[Study], records: Records, settings: Settings, today: dt.date) -> Term | None:
    """Give until when the data of a study are kept, or None when that is not known."""
    return next((each for each in terms(study, records, settings, today) if each.what == DATA), None)


def has_key_file(study: Record[Study], records: Records, today: dt.date) -> bool:
    """Tell whether there may be a key file: people take part, and it is not recorded as destroyed."""
    gone = study.data.key_file_destroyed_on
    # a day that is still to come is a plan, or a mistake
    if gone and gone <= today:
        return False
    return bool(records.of_study(Participant, study.id))


def left_behind(records: Records) -> dict[str, Record[Removal]]:
    """Give the codes of removed studies of which there are records again, each with its last removal.

    They were written on a computer that did not know yet. What was kept until a day is late after it.
    """
    removals = {each.data.study: each for each in records.of(Removal)}
    present = {study_of(record) for record in records} if removals else ()
    # a study that is there has its own term, whatever a removal says
    return {
        code: removal for code, removal in removals.items() if code in present and records.get(code) is None
    }


def _after(end: dt.date | None, months: int) -> dt.date | None:
    try:
        return months_later(end, months) if end else None
    except (OverflowError, ValueError):
        # beyond the calendar
        return dt.date.max
