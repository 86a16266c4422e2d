"""A report that was made before, held against the records of today."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab.cli import show
from actionlab.cli.house_style import OURS
from actionlab.cli.looking import finish, give_json, look
from actionlab.cli.reporting import ACROSS, FEEDBACK, ON_ONE, Asked, make_report
from actionlab.cli.session import Session
from actionlab.cli.values import kind_label, main_text
from actionlab.errors import NOT_POSSIBLE, ActionlabError
from actionlab.exchange.made_reports import NotAReport
from actionlab.i18n import N_, _, ngettext
from actionlab.model.fields import RecordData
from actionlab.model.municipalities import is_known
from actionlab.model.records import Record
from actionlab.model.report_mark import Compared, ReportMark, compared, versions
from actionlab.model.vocabulary import ids
from actionlab.store.templates import template_bytes

if TYPE_CHECKING:
    from actionlab.store import Workspace

MOST_SHOWN = 12


class MadeOtherwise(ActionlabError):
    """The report `file` is of a kind that this program does not make."""

    sentence = N_("{file} was made by another version of actionlab. Install the newest version.")


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A report held against the records: what became of these, and the lines in which the two differ.

    `no_longer` are lines of the file that do not follow from the records (any more), `not_yet` lines that the
    records give today.
    """

    mark: ReportMark
    records: Compared
    no_longer: tuple[str, ...]
    not_yet: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the records still say what they said when the report was made."""
        found = self.records
        return not (found.changed or found.gone or found.added)


def check_report(session: Session, workspace: "Workspace", path: Path, *, as_object: bool) -> int:
    """Print what has changed since a report was made; give the exit code: 1 when something has.

    Raises `NotAReport`, `MadeOtherwise`, and what reading a file and making a report raise.
    """
    from actionlab.exchange.files.packages import read_bytes
    from actionlab.exchange.made_reports import paragraphs, read_mark
    from actionlab.report.word.rendering import render_word

    content = read_bytes(path, path.name)
    mark = read_mark(content, path.name)
    wanted = _asked(mark, path.name)
    reading = look(workspace)
    made = make_report(session, workspace, reading, wanted, wanted.date or session.today())
    # only the words are compared, whatever house style the file has
    again = render_word(made.document, template_bytes(None, OURS))
    was, now = paragraphs(content, path.name), paragraphs(again, path.name)
    held = Held(
        mark=mark,
        records=compared(mark, versions(made.records)),
        no_longer=_without(was, now),
        not_yet=_without(now, was),
    )
    known = {record.id: record for record in made.records}
    if as_object:
        give_json(_as_json(held))
    else:
        _show(held, known)
    finish(reading)
    return 0 if held.same and not held.no_longer and not held.not_yet else NOT_POSSIBLE


def _without(lines: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(line for line in lines if line not in known)


def _asked(mark: ReportMark, file: str) -> Asked:
    """Give what was asked for. Raises `MadeOtherwise`, and `NotAReport` when somebody changed the mark."""
    if mark.report not in (FEEDBACK, *ACROSS, *ON_ONE):
        raise MadeOtherwise(file=file)
    if is_known(mark.municipality) == (mark.report in ACROSS) or mark.audience not in ids("audience"):
        raise NotAReport(file=file)
    try:
        since, until = (dt.date.fromisoformat(each) if each else None for each in (mark.since, mark.until))
        day = dt.date.fromisoformat(mark.date)
    except ValueError:
        raise NotAReport(file=file) from None
    return Asked(
        kind=mark.report,
        municipality=mark.municipality or None,
        study=mark.study or None,
        audience=mark.audience,
        since=since,
        until=until,
        date=day,
        final=mark.final,
        short=mark.short,
        output=None,
        house_style=None,
        preview=False,
        pdf=False,
    )


def _show(held: Held, known: dict[str, Record[RecordData]]) -> None:
    found = held.records
    if held.same:
        show.line(_("The records that the report rests on still say the same."))
    _show_records(_("Changed since:"), found.changed, known)
    _show_records(_("New since:"), found.added, known)
    if found.gone:
        said = ngettext(
            "{n} record that the report rests on is not here any more: erased, or left out since.",
            "{n} records that the report rests on are not here any more: erased, or left out since.",
            found.gone,
        )
        show.line(said.format(n=found.gone))
    _show_lines(_("In the file, but it does not follow from the records (any more):"), held.no_longer)
    _show_lines(_("This is what the records say today, and it is not in the file:"), held.not_yet)


def _show_records(title: str, ids: tuple[str, ...], known: dict[str, Record[RecordData]]) -> None:
    _show_lines(title, tuple(_told(each, known.get(each)) for each in ids))


def _told(record_id: str, record: Record[RecordData] | None) -> str:
    """Give a record with what it says; participants and measurements are known by their kind only."""
    if record is None:
        return kind_label(record_id)
    return f"{record_id}  {kind_label(record.kind)} · {main_text(record)}"


def _show_lines(title: str, lines: tuple[str, ...]) -> None:
    if not lines:
        return
    show.line(title)
    for line in lines[:MOST_SHOWN]:
        show.line(line, 2)
    more = len(lines) - MOST_SHOWN
    if more > 0:
        show.line(ngettext("and {n} more", "and {n} more", more).format(n=more), 2)


def _as_json(held: Held) -> dict[str, Any]:
    return {
        "report": held.mark.report,
        "date": held.mark.date,
        "audience": held.mark.audience,
        "records": msgspec.to_builtins(held.records),
        "no_longer": list(held.no_longer),
        "not_yet": list(held.not_yet),
    }
