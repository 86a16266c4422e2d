"""init: make a workspace, the folder with `actionlab.toml` in which a team keeps its studies."""

from pathlib import Path

import click

from actionlab.cli.commands import Argument, option
from actionlab.cli.commands import command as verb
from actionlab.cli.gate import SEEN
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.i18n import N_, _
from actionlab.store import init_workspace


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
def command(session: Session, /, directory: Path | None, example: bool, name: str, contact: str) -> None:
    """Print the folder of the new workspace and say what comes next."""
    folder = directory or Path(session.explicit or "")
    workspace = init_workspace(folder.resolve(), name=name, contact=contact, example=example)
    give(str(workspace.root))
    if example:
        say(_("All studies in it are invented. Try: actionlab status"))
    else:
        say(_("Next: go to this folder and begin a study with 'actionlab new-study'."))
