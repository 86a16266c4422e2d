"""completion: the script with which a shell completes what is typed when TAB is pressed."""

import sys

import click

from actionlab.cli.commands import Argument
from actionlab.cli.commands import command as verb
from actionlab.cli.completion.shells import SHELLS
from actionlab.cli.main import COMPLETION, program
from actionlab.cli.terminal import say
from actionlab.i18n import N_, _


@verb(
    "completion",
    params=[Argument(["shell"], type=click.Choice(list(SHELLS), case_sensitive=False))],
    help=N_(
        "Print the script that lets the Tab key complete what you type: verbs, options, studies, ids, words"
        " and files. On a terminal it also says how to put it in use."
    ),
)
def command(shell: str) -> None:
    """Print the script as the shell reads it; how to put it in use is said to a person only."""
    chosen = SHELLS[shell]
    # bytes: Windows would write line ends that bash does not read
    click.echo(chosen(program, {}, "actionlab", COMPLETION).source().encode(), nl=False)
    if sys.stdout.isatty():
        say("")
        say(_("This script is not in use yet. Give this command once, and then open a new window:"))
        # it is copied whole, so it is not broken between words
        click.echo(f"  {chosen.use}", err=True)
