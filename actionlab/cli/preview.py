"""Preview: what will go or change, the question before it happens, and what could not be reached after it."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import click
import msgspec

from actionlab.cli import ask, show
from actionlab.cli.commands import Option
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label, main_text
from actionlab.errors import CANNOT_SAVE, NOT_POSSIBLE, ActionlabError, ReadOnlyWorkspace, shortened
from actionlab.i18n import N_, _
from actionlab.model.erasure import that_lose_evidence, that_need
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records, day_of
from actionlab.store import Erased, Reading, Workspace, read, sweep
from actionlab.store.findings import Finding
from actionlab.store.reports import Uses, reports_that_used
from actionlab.store.surroundings import in_git

# what no program on this computer can reach; said every time
_OUT_OF_REACH = (
    N_("Copies that were mailed, printed or put somewhere else, also of reports."),
    N_("Former versions of the files that OneDrive, SharePoint or a backup keeps."),
    N_("Other computers, until they have synchronised and somebody uses actionlab there."),
)

_SHOWN_MOST = 5


class NotConfirmed(ActionlabError):
    """Nobody was there to answer, and `--yes` was not given."""

    sentence = N_("Nothing was changed. To do this, repeat the command with --yes.")


class StillNeeded(ActionlabError):
    """Records that stay cannot do without some that were to go; `pairs` are the ids, in that order."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)
        super().__init__(pairs=self.pairs)

    def __str__(self) -> str:
        sentence = _("{needed} cannot be erased, because {id} cannot do without it.")
        told = [sentence.format(id=each, needed=needed) for each, needed in self.pairs[:_SHOWN_MOST]]
        return " ".join([*told, _("Erase that too, or change it first. Nothing was changed.")])


class Consequences(msgspec.Struct, frozen=True, kw_only=True):
    """What erasing means for the rest: insights (ids) that lose evidence, and the reports that used it.

    `git` says whether git keeps the files, so that former versions stay in its history.
    """

    insights: tuple[str, ...]
    reports: Uses
    git: tuple[Finding, ...]


def yes_option() -> Option:
    """Make `--yes`."""
    return Option(["--yes"], is_flag=True, help=N_("Do not ask whether to go on."))


def begin(session: Session) -> tuple[Workspace, Reading]:
    """Give the workspace and everything in it. Raises `ReadOnlyWorkspace`, and what reading raises."""
    workspace = session.workspace()
    check_writable(workspace)
    return workspace, read(workspace)


def check_writable(workspace: Workspace) -> None:
    """Raise `ReadOnlyWorkspace` before anything is shown that cannot be done."""
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)


def check_not_needed(ids: Collection[str], records: Records) -> None:
    """Raise `StillNeeded` when a record that stays cannot do without one of these."""
    pairs = [(record.id, needed) for record, needed in that_need(ids, records)]
    if pairs:
        raise StillNeeded(pairs)


def show_records(records: Iterable[Record[RecordData]]) -> None:
    """Show a line for each record: id, kind, day and its first words."""
    header = (_("Id"), _("Kind"), _("Date"), _("What it says"))
    rows = [
        (each.id, kind_label(each.kind), day_of(each) or "–", str(shortened(main_text(each))))
        for each in records
    ]
    if rows:
        show.table(header, rows)


def counted(records: Iterable[Record[RecordData]]) -> str:
    """Give how many records there are of each kind, in words."""
    kinds = Counter(each.kind for each in records)
    return ", ".join(f"{kind_label(kind)}: {n}" for kind, n in kinds.items())


def consequences(
    workspace: Workspace, records: Records, going: Collection[str], touched: Collection[str] = ()
) -> Consequences:
    """Give what erasing `going`, and changing `touched`, means for the rest; ask before it is done."""
    insights = tuple(each.id for each in that_lose_evidence(going, records))
    reports = reports_that_used(workspace, {*going, *touched})
    return Consequences(insights=insights, reports=reports, git=tuple(in_git(workspace)))


def confirm(session: Session, question: str, *, yes: bool) -> None:
    """Go on when `yes` was given or the person says yes; ends with exit code 1 when the answer is no.

    Raises `NotConfirmed` when nobody can be asked.
    """
    if yes:
        return
    if not ask.can_ask(session):
        raise NotConfirmed
    if not ask.agrees(question):
        say(_("Nothing was changed."))
        click.get_current_context().exit(NOT_POSSIBLE)


def conclude(erased: Erased, consequences: Consequences, *more: str) -> None:
    """Say what lost evidence, which reports used it, and what could not be reached, to which `more` is added.

    Ends with exit code 3 when something may be left within reach.
    """
    if consequences.insights:
        sentence = _("These insights lost evidence: {ids}. Look again whether the claim still stands.")
        say(sentence.format(ids=", ".join(consequences.insights)))
    reports = consequences.reports
    _say_list(_("These reports were made with it. Make them again, and replace the copies:"), reports.known)
    _say_list(_("Of these files it is not known whether it is in them:"), reports.unknown)
    out_of_reach = [_(each) for each in _OUT_OF_REACH]
    _say_list(_("This cannot be reached from here. Take care of it yourself:"), [*out_of_reach, *more])
    _say_list(
        _("Not finished: these files could not be changed, and it may still be in them:"), erased.leftovers
    )
    for finding in consequences.git:
        say(f"{finding.what} {finding.remedy}")
    if erased.leftovers or any(not finding.is_note for finding in consequences.git):
        click.get_current_context().exit(CANNOT_SAVE)


def sweep_again(session: Session, workspace: Workspace) -> None:
    """Take out what was erased before and came back with an old copy, and say from which files."""
    files = sweep(workspace, now=session.now())
    if files:
        message = _("An old copy brought back what was erased. It was removed again from: {files}.")
        say(message.format(files=", ".join(files)))


def _say_list(heading: str, items: Sequence[object]) -> None:
    if items:
        say(heading)
    for item in items:
        say(f"  - {item}")
