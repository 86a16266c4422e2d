"""A calendar file: the days that studies wait for, for a calendar that others may see too.

An event names the municipality, the study, what is to be done and the code of the record. What the record
says is not in it, nor who it is about.
"""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from actionlab.analysis.due import Waiting
from actionlab.analysis.morning import to_come
from actionlab.cli.faults import NoFolder, UnreadableFile
from actionlab.cli.pages.waiting import HOW_TO_REMOVE
from actionlab.cli.terminal import give, say
from actionlab.cli.text import STANDARD_INPUT as STANDARD_OUTPUT
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_, _, current_language, ngettext
from actionlab.model.municipalities import by_code
from actionlab.model.records import Record, Records, study_of
from actionlab.model.retention import DATA, KEY_FILE
from actionlab.model.study import Study
from actionlab.model.vocabulary import label
from actionlab.report.format import enumeration
from actionlab.store import Workspace

if TYPE_CHECKING:
    from actionlab.exchange.calendar import Event

_ENDING = ".ics"

# what is to be done, and how
_SAID = {
    KEY_FILE: (N_("destroy the key file before today"), HOW_TO_REMOVE[KEY_FILE]),
    DATA: (N_("last day that the data are kept"), HOW_TO_REMOVE[DATA]),
    "action_late": (N_("action to be done"), N_("When it is done: actionlab done {id}")),
    "decision_awaited": (N_("decision needed"), N_("When there is an answer: actionlab edit {id}")),
    "cycle_to_close": (N_("end of the cycle"), N_("Close it with a decision: actionlab close {id}")),
    "follow_up_measurement": (
        N_("last day for the follow-up measurement"),
        N_("Write down what you measure ({instrument}): actionlab log measurement -s {study}"),
    ),
    "training_follow_up": (
        N_("ask what people use of the training"),
        N_("Write down what they say: actionlab log follow-up {id}"),
    ),
}


class NotACalendar(ActionlabError):
    """The name `file` is not that of a calendar."""

    exit_code = MALFORMED
    sentence = N_("{file} is not the name of a calendar. Give a name that ends in .ics, or - .")


class OthersCalendar(ActionlabError):
    """There is a `file` of that name that this program did not make."""

    sentence = N_("{file} was not made by actionlab, and stays as it is. Choose another name.")


def write_calendar(file: str, workspace: Workspace, records: Records) -> None:
    """Write the days that the studies wait for into a file, or to standard output, and say how many.

    A calendar that this program made is replaced. Raises `NotACalendar`, `OthersCalendar`, `NoFolder`,
    `UnreadableFile` or `CannotSave`. Without a day nothing is written.
    """
    from actionlab.exchange.calendar import calendar_bytes  # half of what starting the program costs

    path = None if file == STANDARD_OUTPUT else _path(file)
    events = list(_events(workspace, records))
    if not events:
        say(_("There is no day to put in a calendar. Nothing was written."))
        return
    content = calendar_bytes(events)
    if path is None:
        sys.stdout.buffer.write(content)
        return
    from actionlab.store.replacing import replace_files

    replace_files({str(path): content})
    give(str(path))
    n = len(events)
    told = ngettext("{n} day in the calendar.", "{n} days in the calendar.", n).format(n=n)
    say(told + " " + _("Take the file in again when something has changed: days that are in it move along."))
    say(_("What is done by then, you take out of your calendar yourself."))


def _path(file: str) -> Path:
    from actionlab.exchange.calendar import is_our_calendar

    path = Path(file)
    if path.suffix.lower() != _ENDING:
        raise NotACalendar(file=file)
    path = path.absolute()
    if not path.parent.is_dir():
        raise NoFolder(folder=path.parent)
    try:
        path = path.resolve()
        if path.exists() and not (path.is_file() and is_our_calendar(path.read_bytes())):
            raise OthersCalendar(file=file)
    except OSError as fault:
        raise UnreadableFile(file=file, reason=fault.strerror or "?") from None
    return path


def _events(workspace: Workspace, records: Records) -> "Iterator[Event]":
    for study in records.of(Study):
        for waiting in to_come(study, records, workspace.settings):
            yield _event(waiting, study, records)


def _event(waiting: Waiting, study: Record[Study], records: Records) -> "Event":
    from actionlab.exchange.calendar import Event

    what, how = _SAID[waiting.what]
    places = enumeration([by_code(code).name for code in study.data.municipality], current_language())
    instrument = label("instrument", waiting.subject) if waiting.what == "follow_up_measurement" else ""
    about = waiting.record_id or waiting.subject
    told = _(how).format(id=waiting.record_id, study=study.id, instrument=instrument)
    return Event(
        uid=f"{about}.{waiting.what}@{study.id}.actionlab",
        day=waiting.due_on or dt.date.max,
        summary=f"{places}: {_(what)} ({study.data.title})",
        description=f"{waiting.record_id}\n{told}" if waiting.record_id else told,
        changed=_changed(waiting, study, records),
    )


def _changed(waiting: Waiting, study: Record[Study], records: Records) -> dt.datetime:
    """Give when was last written what the event says: its record and the study, or else all of the study."""
    record = records.get(waiting.record_id)
    alone = record is not None and record.kind != "study"
    found = [record, study] if record and alone else records.by(study_of).get(study.id, [study])
    return max(_moment(each.at) for each in found)


def _moment(at: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(at).astimezone(dt.UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        # a moment that nobody can read says nothing of when
        return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
