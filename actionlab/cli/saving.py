"""Saving a report: what a final one shows of people is remembered, and its files are put on disk."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from actionlab.cli.session import Session
from actionlab.cli.terminal import give, say
from actionlab.errors import CannotSave
from actionlab.i18n import N_, _
from actionlab.model.publication import Publication
from actionlab.model.records import Draft

if TYPE_CHECKING:
    from actionlab.cli.reporting import Asked, Made
    from actionlab.store import SavedReport, Workspace

WORD = ".docx"


class RememberedOnly(CannotSave):
    """The disk refused a final report after what it shows of people was remembered; `date` is its day."""

    sentence = N_(
        "Not saved: {file} ({reason}). What the report shows is remembered already. Solve this, and give the"
        " same command again with --date {date}: nothing is remembered twice."
    )


def save(
    session: Session,
    workspace: "Workspace",
    wanted: "Asked",
    made: "Made",
    today: dt.date,
    contents: dict[str, bytes],
) -> Path:
    """Save the files of a report, by the end of their names, print where they are, and give the Word file.

    What a final one shows of people is remembered first, once. Raises `CannotSave`, `RememberedOnly`, `Busy`,
    and what `Gate.add` raises.
    """
    path = wanted.output or workspace.reports / file_name(made.name, wanted, today)
    remembers = wanted.final and made.publication and not workspace.settings.read_only
    if wanted.final and made.publication:
        # what is remembered stays, so that a disk that refuses is to be met before
        _saved(workspace, path, contents, wanted, made, trial=True)
        # first: a report of which nothing is remembered could be subtracted from a later one
        _publish(session, workspace, made.publication, path.name)
    try:
        saved = _saved(workspace, path, contents, wanted, made)
    except CannotSave as fault:
        if remembers and type(fault) is CannotSave:
            raise RememberedOnly(**fault.facts, date=today.isoformat()) from fault
        raise
    _tell(saved)
    return saved[0].path


def _publish(session: Session, workspace: "Workspace", shown: Publication, name: str) -> None:
    """Remember what a final report shows about people, once; what the researchers see stays in the team."""
    if workspace.settings.read_only:
        say(_("In this workspace nothing can be stored: what this report shows is not remembered."))
        return
    from actionlab.cli.gate import Gate
    from actionlab.store import read

    remembered = msgspec.structs.replace(shown, file=name)
    if remembered not in (each.data for each in read(workspace).records.of(Publication)):
        fields = msgspec.json.decode(msgspec.json.encode(remembered))
        Gate(session, {}).add(workspace, [Draft(kind="publication", fields=fields)])


def _saved(
    workspace: "Workspace",
    path: Path,
    contents: dict[str, bytes],
    wanted: "Asked",
    made: "Made",
    *,
    trial: bool = False,
) -> tuple["SavedReport", ...]:
    from actionlab.store import save_files, save_reports

    made_from = frozenset(record.id for record in made.records)
    if wanted.output is None:
        return save_reports(
            workspace, path.name, contents, final=wanted.final, made_from=made_from, trial=trial
        )
    ends = {wanted.output.suffix if end == WORD else end: each for end, each in contents.items()}
    return save_files(wanted.output, ends, final=wanted.final, made_from=made_from, trial=trial)


def _tell(saved: tuple["SavedReport", ...]) -> None:
    for each in saved:
        give(str(each.path))
    if any(each.renamed for each in saved):
        say(_("There was a report with this name that somebody edited or that is final. It is still there."))


def file_name(name: str, wanted: "Asked", today: dt.date) -> str:
    """Give the name of the file of a report: by kind and place, audience, date and final where they count."""
    from actionlab.model.vocabulary import label

    parts = [name]
    if wanted.audience != "municipality":
        parts.append(label("audience", wanted.audience, "nl"))
    if wanted.final:
        parts += [today.isoformat(), "definitief"]
    return "-".join(parts) + WORD
