"""Logging a whole day of notes at once: read, reviewed on one screen, and stored in one write."""

import datetime as dt
import re
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click
import msgspec

from actionlab.cli import ask
from actionlab.cli.import_preview import reasons
from actionlab.cli.importing import RowsRefused, judged
from actionlab.cli.preview import check_writable
from actionlab.cli.residents import ask_about_resident, tell_about_resident
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.cli.text import STANDARD_INPUT, read_text
from actionlab.cli.values import shown
from actionlab.cli.verbs.log_record import Writing, tell_not_recorded, tell_still_to_come
from actionlab.errors import MALFORMED, NOT_POSSIBLE, ActionlabError, Malformed, Problem
from actionlab.exchange.incoming import Incoming, Source
from actionlab.exchange.pasted import Note, notes
from actionlab.exchange.planning import GONE, KNOWN, Step, needed_kinds, plan
from actionlab.i18n import N_, _, ngettext
from actionlab.model.fields import field
from actionlab.model.kinds import KINDS
from actionlab.model.observation import Observation
from actionlab.privacy.refusals import PersonalData
from actionlab.privacy.screen import HIT_KINDS
from actionlab.store.versions import versions

if TYPE_CHECKING:
    from actionlab.store import Workspace

# a terminal drops what a line has more than this; where nobody knows, nothing is checked
_LINE_MOST = {"linux": 4095, "darwin": 1023}
_LEAST_SHOWN = 30

STORE, LEAVE_OUT, STOP = "store", "leave_out", "stop"
_TWO_DATES = N_("There is a line with a date among the notes too. Give the date in one way.")


class NoNotes(ActionlabError):
    """There was no text to store."""

    exit_code = MALFORMED
    sentence = N_("Nothing was stored: there was no text.")


class LineCut(ActionlabError):
    """A line came from a terminal that lets through no more than `most` bytes; `line` counts from 1."""

    exit_code = MALFORMED
    sentence = N_(
        "Nothing was stored: line {line} is longer than this terminal lets through, so its end is missing."
        " Save the notes in a file and give that: actionlab log observation --paste --text-file FILE"
    )


@pass_session
def paste(session: Session, /, **values: Any) -> None:
    """Read the notes, let them be reviewed on a terminal, store them and print their ids."""
    if values.get("positional") or values.get("what_seen"):
        sentence = _("With --paste the notes are read from elsewhere: leave the text out.")
        raise click.UsageError(sentence, click.get_current_context())
    file = values.pop("text_file") or STANDARD_INPUT
    writing = Writing(session, KINDS["observation"], values)
    writing.given.check()
    workspace = writing.place()
    check_writable(workspace)
    found = _notes(file, session)
    if "date" in writing.given.known and any(note.date for note in found):
        raise Malformed([Problem("date", _TWO_DATES, label=field(Observation, "date").asks.label)])
    agreed = ask_about_resident(session, workspace, writing.given.known)
    steps = judged(_planned(found, writing, workspace, file), workspace, session)
    _refuse([step for step in steps if step.problems], session)
    new = [step for step in steps if step.draft]
    if len(new) < len(steps):
        n = len(steps) - len(new)
        say(ngettext("{n} note was stored before.", "{n} notes were stored before.", n).format(n=n))
    if new and ask.can_ask(session):
        new = _reviewed(steps)
    for record_id in _stored(new, writing, workspace):
        give(record_id)
        tell_about_resident(record_id, agreed)
    for day in sorted({step.first.fields.get("date", "") for step in new}):
        named = next(step for step in new if step.first.fields.get("date", "") == day)
        tell_still_to_come(named.record_id, writing.kind, named.first.fields, session.today())
    if new:
        tell_not_recorded(new[0].record_id, writing.kind, new[0].first.fields)


def _notes(file: str, session: Session) -> tuple[Note, ...]:
    typed = file == STANDARD_INPUT and sys.stdin.isatty()
    if typed:
        say(
            _(
                "Paste or type the notes. A blank line begins the next one. End with Enter and then Ctrl-D"
                " (Windows: Ctrl-Z, Enter)."
            )
        )
    text = read_text(file)
    most = _LINE_MOST.get(sys.platform)
    if typed and most:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line.encode(errors="surrogateescape")) >= most:
                raise LineCut(line=number, most=most)
    found = notes(text, session.today())
    if not found:
        raise NoNotes
    return found


def _planned(found: Sequence[Note], writing: Writing, workspace: "Workspace", file: str) -> tuple[Step, ...]:
    """Give what becomes of every note: the same notes, given again, add nothing."""
    common = dict(writing.given.known)
    study = common.pop("study_id")
    name = _("standard input") if file == STANDARD_INPUT else file
    coming: list[Incoming] = []
    times: Counter[bytes] = Counter()
    for note in found:
        fields = {**common, **({"date": note.date} if note.date else {}), "what_seen": note.text}
        said = msgspec.json.encode(fields, order="sorted")
        # two notes of one day may say the same
        times[said] += 1
        key = ("note", said.decode(), str(times[said]))
        source = Source(file=name, row=note.line)
        coming.append(Incoming(source=source, kind="observation", fields=fields, key=key))
    known = versions(workspace, study, needed_kinds(coming))
    steps = plan(coming, known, study)
    # who took all of them back and pastes them again wants them in
    gone = all(step.outcome == GONE for step in steps)
    return plan(coming, known, study, again=True) if gone else steps


def _refuse(refused: Sequence[Step], session: Session) -> None:
    year = session.now().year
    if len(refused) > 1:
        for step in refused:
            for reason in reasons(step, year):
                say(reason)
    if refused:
        raise RowsRefused(refused, year)


def _stored(new: Sequence[Step], writing: Writing, workspace: "Workspace") -> tuple[str, ...]:
    if not new:
        return ()
    try:
        return writing.gate.add(workspace, [step.draft for step in new if step.draft])
    except PersonalData:
        _refuse([step for step in new if step.personal], writing.session)
        raise


def _reviewed(steps: Sequence[Step]) -> list[Step]:
    """Give the notes that are to be stored. Ends with exit code 1 when that is none."""
    left_out: set[int] = set()
    numbers = {number for number, step in enumerate(steps, 1) if step.draft}
    while True:
        ask.show("\n".join(_lines(steps, left_out)))
        n = len(numbers - left_out)
        answers = {
            STORE: ngettext("Store this {n} note", "Store these {n} notes", n).format(n=n),
            LEAVE_OUT: _("Leave some out"),
            STOP: _("Store nothing"),
        }
        answer = ask.choose(_("What is to be done with these notes?"), answers)
        if answer == STORE:
            return [steps[number - 1] for number in sorted(numbers - left_out)]
        if answer == LEAVE_OUT:
            left_out |= _numbers(numbers)
        if answer == STOP or left_out == numbers:
            _stop()


def _stop() -> NoReturn:
    say(_("Nothing was stored. The notes still stand where you copied them."))
    click.get_current_context().exit(NOT_POSSIBLE)


def _lines(steps: Sequence[Step], left_out: set[int]) -> list[str]:
    """Give what is shown for each note: number, day, first words, and what the gate will ask about."""
    width = shutil.get_terminal_size().columns - 1
    lines = [""]
    for number, step in enumerate(steps, 1):
        if number in left_out:
            continue
        fields = step.first.fields
        first, *more = fields["what_seen"].split("\n")
        day = f"{_day(fields['date'])}: " if "date" in fields else ""
        rest = " " + ngettext("(+{n} line)", "(+{n} lines)", len(more)).format(n=len(more)) if more else ""
        begin = f"{number:>3}. {day}"
        lines.append(begin + _cut(first, width - len(begin) - len(rest)) + rest)
        if step.outcome == KNOWN:
            lines.append(
                "     " + _("This was stored before ({id}) and is left out.").format(id=step.record_id)
            )
        kinds = dict.fromkeys(_(HIT_KINDS[place.hit].label) for place in step.personal)
        if kinds:
            lines.append("     " + _("Looks like personal data: {what}.").format(what=", ".join(kinds)))
    return [*lines, ""]


def _day(date: str) -> str:
    # with the month in letters one sees that a day and a month changed places
    return shown(field(Observation, "date"), dt.date.fromisoformat(date))


def _cut(text: str, most: int) -> str:
    return textwrap.shorten(text, max(most, _LEAST_SHOWN), placeholder=" …")


def _numbers(known: set[int]) -> set[int]:
    """Ask until the answer names notes by their numbers, such as `2, 5-7`; an empty answer names none."""
    while True:
        typed = ask.new_text(_("Which numbers are to be left out? For example: 2, 5-7"), "")
        found: set[int] = set()
        for piece in re.findall(r"[^,;\s]+", typed):
            ends = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", piece)
            found |= set(range(int(ends[1]), int(ends[2] or ends[1]) + 1)) if ends else {0}
        if found <= known:
            return found
        say(_("There is no such note. Give numbers from the list."))
