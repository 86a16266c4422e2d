"""tidy: the copies that a synchronisation program made go back into the files of their writers."""

from collections.abc import Iterable
from pathlib import Path

import click

from actionlab.cli import show
from actionlab.cli.commands import command as verb
from actionlab.cli.preview import confirm, yes_option
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say, say_error
from actionlab.errors import ReadOnlyWorkspace
from actionlab.i18n import N_, _, ngettext
from actionlab.store import Workspace, sweep
from actionlab.store.folding import Fold, Tidying, tidy, tidying


@verb(
    "tidy",
    params=[yes_option()],
    help=N_(
        "Fold the copies that a synchronisation program made into the files of their writers, and remove what"
        " is fully contained there. Nothing that was stored is lost."
    ),
)
@pass_session
def command(session: Session, /, yes: bool) -> None:
    """Show what can be folded, ask, and do it all or nothing."""
    workspace = session.workspace()
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    cleaned = sweep(workspace, now=session.now())
    if cleaned:
        message = _("An old copy brought back what was erased. It was removed again from: {files}.")
        say(message.format(files=", ".join(cleaned)))
    found = tidying(workspace)
    _tell(workspace, found)
    faults = {str(each): each for each in found.faults}
    _tell_faults(faults)
    if not found.gone:
        say(_("There is nothing to tidy up."))
    else:
        confirm(session, _("Tidy this up?"), yes=yes)
        done = tidy(workspace, now=session.now())
        _conclude(done)
        _tell_faults([told for each in done.faults if (told := str(each)) not in faults])
        faults |= {str(each): each for each in done.faults}
    if faults:
        click.get_current_context().exit(min(each.exit_code for each in faults.values()))


def _tell(workspace: Workspace, found: Tidying) -> None:
    if found.folds:
        show.heading(_("To be folded, and then removed"))
        for each in found.folds:
            show.line(_fold(workspace, each), 2)
    if found.temporaries:
        show.heading(_("Left by a command that was stopped, and not needed: to be removed"))
        for path in found.temporaries:
            show.line(_name(workspace, path), 2)
    if found.left:
        show.heading(_("Left as it is"))
        for left in found.left:
            show.line(f"{_name(workspace, left.path)}: {left.reason}.", 2)


def _tell_faults(told: Iterable[str]) -> None:
    for fault in told:
        say_error(_("Error: {message}").format(message=fault))


def _fold(workspace: Workspace, fold: Fold) -> str:
    copy, own = _name(workspace, fold.copy), Path(fold.own).name
    if fold.begins:
        return _("{copy}: becomes {own}, which is not there").format(copy=copy, own=own)
    told = ngettext(
        "{copy}: {n} version that is not in {own} yet",
        "{copy}: {n} versions that are not in {own} yet",
        fold.new,
    )
    return told.format(copy=copy, own=own, n=fold.new)


def _name(workspace: Workspace, path: str) -> str:
    return Path(path).relative_to(workspace.folder).as_posix()


def _conclude(done: Tidying) -> None:
    new = sum(each.new for each in done.folds)
    message = ngettext(
        "{n} file was tidied up; {new} versions found their place.",
        "{n} files were tidied up; {new} versions found their place.",
        len(done.gone),
    )
    say(message.format(n=len(done.gone), new=new))
