"""merge: another copy of the workspace, or of a study, is taken in."""

from pathlib import Path

import click

from actionlab.cli.commands import Argument
from actionlab.cli.commands import command as verb
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.i18n import N_, _, ngettext
from actionlab.store.merging import Merged, merge


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
    merged = merge(session.workspace(), other, now=session.now())
    if merged.revisions:
        say(_new(merged))
    elif not merged.erased and not merged.forgotten:
        say(_("There is nothing new in {other}.").format(other=other))
    if merged.known:
        told = ngettext("{n} version was here already.", "{n} versions were here already.", merged.known)
        say(told.format(n=merged.known))
    _tell_erased(merged)
    if merged.apart:
        say(_("Changed in both, so look which version counts: {ids}.").format(ids=", ".join(merged.apart)))
        say(_("See 'actionlab show ID --history'; the next 'actionlab edit ID' brings them together."))
    if merged.templates:
        say(
            _("{other} has templates of its own. They were not taken: copy what you need.").format(
                other=other
            )
        )


def _new(merged: Merged) -> str:
    versions = ngettext("{n} new version", "{n} new versions", merged.revisions).format(n=merged.revisions)
    records = ngettext("{n} new record", "{n} new records", merged.records).format(n=merged.records)
    told = _("Taken in: {versions}, with {records}.").format(versions=versions, records=records)
    if not merged.studies:
        return told
    return f"{told} " + _("New studies: {studies}.").format(studies=", ".join(merged.studies))


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
