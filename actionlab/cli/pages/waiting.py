"""Waiting: what is due, in words: what it is, by when, and how long that is from today."""

import datetime as dt
from functools import cache

from actionlab.analysis.due import Waiting
from actionlab.cli.lost import lost_sources
from actionlab.cli.pages.when import ahead, short_day, too_late
from actionlab.i18n import N_, _, current_language, ngettext
from actionlab.model.retention import DATA, KEY_FILE
from actionlab.model.vocabulary import label
from actionlab.report.format import day

_WHAT = {
    KEY_FILE: N_("Destroy the key file"),
    DATA: N_("Remove the data"),
    "action_late": N_("Action not done"),
    "decision_awaited": N_("Decision awaited"),
    "cycle_to_close": N_("Cycle to close"),
    "follow_up_measurement": N_("Follow-up measurement"),
    "training_follow_up": N_("Ask what people use of the training"),
    "insight_lost_sources": N_("Insight to look at again"),
    "insight_to_put_before_participants": N_("Insight to put before participants"),
}
# what is kept for a time only -> what to do when it goes
HOW_TO_REMOVE = {
    KEY_FILE: N_("record it with: actionlab edit {id} --key-file-destroyed-on DATE"),
    DATA: N_("look what goes with: actionlab purge --due"),
}
# until when that time lasts, and until when it lasted
_TERMS = {
    KEY_FILE: (N_("before {date}"), N_("it had to be gone before {date}")),
    DATA: (N_("kept until {date}"), N_("it could be kept until {date}")),
}
_SINCE = "training_follow_up"


def what_waits(waiting: Waiting) -> str:
    """Give what is to be done, and about what; of what is kept for a time only, what to do when it goes."""
    named = _named(waiting.what, current_language())
    if waiting.what in HOW_TO_REMOVE:
        return f"{named} · {_(HOW_TO_REMOVE[waiting.what]).format(id=waiting.record_id)}"
    instrument = waiting.what == "follow_up_measurement"
    parts = [f"{named}: {label('instrument', waiting.subject) if instrument else waiting.subject}"]
    if waiting.people is not None:
        people = ngettext("{n} person has no follow-up", "{n} people have no follow-up", waiting.people)
        parts.append(people.format(n=waiting.people))
    if waiting.lost_sources:
        parts.append(lost_sources(waiting.lost_sources))
    return " · ".join(parts)


@cache
def _named(what: str, _language: str) -> str:
    # to look up a translation takes as long as all the rest of a line
    return _(_WHAT[what])


def by_when(waiting: Waiting) -> str:
    """Give by when it was or is to be done, with the day in full; "" when no day was recorded."""
    if waiting.due_on is None:
        return ""
    date = day(waiting.due_on, current_language())
    if waiting.what in _TERMS:
        in_time, late = _TERMS[waiting.what]
        return _(late if waiting.late else in_time).format(date=date)
    if waiting.late:
        return _("it was due on {date}").format(date=date)
    sentence = _("from {date}") if waiting.what == _SINCE else _("before or on {date}")
    return sentence.format(date=date)


def how_long(waiting: Waiting, today: dt.date) -> str:
    """Give how far from today that is, in few words; "" when no day was recorded."""
    if waiting.due_on is None:
        return ""
    if waiting.late:
        return too_late(waiting.due_on, today)
    if waiting.what == _SINCE:
        return _("since {date}").format(date=short_day(waiting.due_on))
    return ahead(waiting.due_on, today)
