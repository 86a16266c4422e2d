"""merge: another copy of the workspace, or of a study, is taken in."""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import click

from actionlab.cli.commands import Argument
from actionlab.cli.commands import command as verb
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.i18n import N_, _, ngettext
from actionlab.store import Workspace
from actionlab.store.examining import examine
from actionlab.store.merging import Merged, merge
from actionlab.store.stored_before import holding
from actionlab.store.windows import typed


@verb(
    "merge",
    params=[
        Argument(
            ["other"],
            metavar=N_("OTHER"),
            type=click.Path(path_type=Path),
        ),
    ],
    help=N_(
        "Take in another copy of this workspace or of a study: OTHER is its folder. Nothing is lost, and it"
        " may be done again. What was erased in one of the two is gone here. Templates, settings and reports"
        " are not taken."
    ),
)
@pass_session
def command(session: Session, /, other: Path) -> None:
    """Say what was taken in."""
    workspace = session.workspace()
    known = {each.entry.revision.rev for each in examine(workspace).lines}
    merged = merge(workspace, other, now=session.now())
    if merged.revisions:
        say(_new(merged))
    elif not merged.erased and not merged.forgotten:
        say(_("There is nothing new in {other}.").format(other=other))
    if merged.known:
        told = ngettext("{n} version was here already.", "{n} versions were here already.", merged.known)
        say(told.format(n=merged.known))
    _tell_erased(merged)
    if merged.revisions:
        _tell_personal_data(workspace, known, session.now().year)
    if merged.apart:
        say(_("Changed in both, so look which version counts: {ids}.").format(ids=", ".join(merged.apart)))
        say(_("See 'actionlab show ID --history'; the next 'actionlab edit ID' brings them together."))
    if merged.templates:
        say(
            _("{other} has templates of its own. They were not taken: copy what you need.").format(
                other=other
            )
        )
    for folder in merged.inside:
        command = typed(("actionlab", "merge", str(folder)))
        told = _("{other} holds another workspace. It was not taken in; do that with: {command}")
        say(told.format(other=other, command=command))


def _new(merged: Merged) -> str:
    versions = ngettext("{n} new version", "{n} new versions", merged.revisions).format(n=merged.revisions)
    records = ngettext("{n} new record", "{n} new records", merged.records).format(n=merged.records)
    told = _("Taken in: {versions}, with {records}.").format(versions=versions, records=records)
    if not merged.studies:
        return told
    return f"{told} " + _("New studies: {studies}.").format(studies=", ".join(merged.studies))


def _tell_personal_data(workspace: Workspace, known: Collection[str], year: int) -> None:
    """Name the records that came with personal data: what was written elsewhere did not pass our gate."""
    ids: list[str] = []
    # it is taken in by now: what cannot be read again is told by the next command
    with suppress(OSError):
        new = (each for each in examine(workspace).stored if each.entry.revision.rev not in known)
        ids = sorted({stored.entry.revision.id for stored, _places in holding(new, year)})
    if ids:
        told = ngettext(
            "{n} record that was taken in holds what looks like personal data: {ids}.",
            "{n} records that were taken in hold what looks like personal data: {ids}.",
            len(ids),
        )
        say(told.format(n=len(ids), ids=", ".join(ids)))
        say(_("'actionlab check' says where, and what to do about it."))


def _tell_erased(merged: Merged) -> None:
    if merged.erased:
        say(_("Erased there, and now here too: {ids}.").format(ids=", ".join(merged.erased)))
    if merged.forgotten:
        sentence = _("Former versions were removed there, and now here too: {ids}.")
        say(sentence.format(ids=", ".join(merged.forgotten)))
    if merged.reports:
        say(_("These reports were made with it. Make them again, and ask for the old ones back:"))
        for report in merged.reports:
            say(f"  {report}")
    if merged.refused:
        told = ngettext(
            "{n} version was not taken in, because it was erased.",
            "{n} versions were not taken in, because they were erased.",
            merged.refused,
        )
        say(told.format(n=merged.refused))
