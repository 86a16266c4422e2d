"""init: make a workspace, the folder with `actionlab.toml` in which a team keeps its studies."""

from pathlib import Path

import click

from actionlab.cli.commands import Argument, option
from actionlab.cli.commands import command as verb
from actionlab.cli.gate import SEEN
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import ActionlabError, NoWorkspace
from actionlab.i18n import N_, _
from actionlab.store import find_workspace, init_workspace


class InsideWorkspace(ActionlabError):
    """The new workspace in `folder` would lie in the workspace `outer`."""

    sentence = N_(
        "{folder} lies in a workspace already: {outer}. Work in that one, or give a place outside it."
    )


@verb(
    "init",
    params=[
        Argument(["directory"], metavar=N_("DIR"), required=False, type=click.Path(path_type=Path)),
    ],
    help=N_("Make a workspace in this folder, or in DIR. Nothing is ever overwritten."),
    epilog=SEEN,
)
@option("--example", is_flag=True, help=N_("With invented example studies, to practise with."))
@option("--name", default="", metavar=N_("TEXT"), help=N_("Name of the workspace."))
@option(
    "--contact",
    default="",
    metavar=N_("TEXT"),
    help=N_("Contact point for questions about a report: an office or mailbox, no name of a person."),
)
@pass_session
def command(session: Session, /, directory: Path | None, example: bool, name: str, contact: str) -> str:
    """Print the folder of the new workspace, and give it."""
    folder = (directory or Path(session.explicit or "")).resolve()
    _check_not_inside(folder)
    workspace = init_workspace(folder, name=name, contact=contact, example=example)
    give(str(workspace.root))
    if example:
        say(_("All studies in it are invented."))
    return str(workspace.root)


def _check_not_inside(folder: Path) -> None:
    """Refuse a workspace in another: who goes into it writes from then on in two."""
    try:
        outer = find_workspace(folder.parent, None, {})
    except NoWorkspace:
        return
    raise InsideWorkspace(folder=folder, outer=outer.folder)
