"""The program: finds the language and the verb, and turns every fault into one line and an exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click
from click.exceptions import NoArgsIsHelpError

from actionlab import __version__, i18n
from actionlab.cli.commands import Group, option, usage_hint
from actionlab.cli.faults import DiskFault, NoFolderHere, without_personal_data
from actionlab.cli.session import Session
from actionlab.cli.streams import finish, prepare
from actionlab.cli.terminal import give, say, say_error
from actionlab.errors import INTERRUPTED, NOT_POSSIBLE, ActionlabError
from actionlab.i18n import N_, _

# verb -> the module in actionlab.cli.verbs with its `command`, and what it does; in the order of the work
VERBS = {
    "init": ("init", N_("Make a workspace: a folder for studies.")),
    "new-study": ("new_study", N_("Begin a study of a municipal approach.")),
    "log": ("log", N_("Write something down: an observation, a training, a measurement …")),
    "close": ("close", N_("Close a cycle with a decision.")),
    "done": ("done", N_("Mark an action as done.")),
    "edit": ("edit", N_("Change or complete a record.")),
    "undo": ("undo", N_("Take back the last thing you stored.")),
    "status": ("status", N_("Where each study stands and what is due.")),
    "search": ("search", N_("Find records by the words in them.")),
    "list": ("listing", N_("List records.")),
    "show": ("showing", N_("Show one record.")),
    "report": ("report", N_("Make a Word report.")),
    "forms": ("forms", N_("Make the forms of a study, to send or to print.")),
    "import": ("import_files", N_("Take in filled forms, tables and comments on a report.")),
    "export": ("export", N_("Write records as tables, for Excel or for statistics.")),
    "check": ("check", N_("Check every file and record, and name what is wrong.")),
    "tidy": ("tidy", N_("Fold the copies that a synchronisation program made into their own files.")),
    "merge": ("merge", N_("Take in another copy of the workspace or of a study.")),
    "withdraw": ("withdraw", N_("Take out a person who withdraws consent, or a part of it.")),
    "erase": ("erase", N_("Erase records, so that nothing of them is left.")),
    "purge": ("purge", N_("Remove the studies that were kept long enough.")),
    "where": ("where", N_("Where the files are.")),
    "settings": ("settings", N_("The settings, and where each value comes from.")),
    "completion": ("completion", N_("Let the Tab key complete what you type.")),
    "schema": ("schema", N_("What the JSON of a record or a listing looks like.")),
}

# the headings above them in the help
SECTIONS = {
    N_("Begin"): ("init", "new-study"),
    N_("Write down"): ("log", "close", "done", "edit", "undo"),
    N_("Look"): ("status", "search", "list", "show"),
    N_("Report and share"): ("report", "forms", "import", "export"),
    N_("Keep safe"): ("check", "tidy", "merge", "withdraw", "erase", "purge"),
    N_("The program"): ("where", "settings", "completion", "schema"),
}

# set by the script that 'actionlab completion' prints, when somebody presses TAB
COMPLETION = "_ACTIONLAB_COMPLETE"


class Program(Group):
    """The group of all verbs; only the verb that is called is imported."""

    def short_helps(self) -> dict[str, str]:
        """Give the verbs, in the order of the work."""
        return {verb: text for verb, (_module, text) in VERBS.items()}

    def sections(self) -> dict[str, tuple[str, ...]]:
        """Give the headings under which the verbs stand."""
        return SECTIONS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give the command of a verb, imported now; None when there is no such verb."""
        if cmd_name not in VERBS:
            return None
        found: click.Command = import_module(f"actionlab.cli.verbs.{VERBS[cmd_name][0]}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that the first argument names; for a kind of record that is `log`, which is said."""
        if args[0] not in VERBS:
            from actionlab.cli.guiding.kind_words import find_kind  # only a fault needs them
            from actionlab.cli.verbs.log import KINDS_TYPED

            if find_kind(args[0], [kind.replace("-", "_") for kind in KINDS_TYPED]):
                sentence = _("There is no command '{word}'. Did you mean: actionlab log {word}?")
                raise click.UsageError(sentence.format(word=args[0]), ctx)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = False,
        **extra: Any,
    ) -> NoReturn:
        """Run the program and exit: with 0, or with one line on standard error and the code of the fault."""
        if COMPLETION in os.environ:
            from actionlab.cli.completion.answering import answer  # only a press of TAB needs it

            sys.exit(answer(self, os.environ))
        # arguments are handed over so that click does not expand `*` in a text on Windows
        arguments = list(sys.argv[1:] if args is None else args)
        i18n.activate(language_of(arguments, os.environ))
        prepare()
        sys.exit(finish(self._run(arguments, **extra)))

    def _run(self, arguments: list[str], **extra: Any) -> int:
        try:
            code = super().main(arguments, "actionlab", standalone_mode=False, **extra)
        except (click.Abort, KeyboardInterrupt):
            say_error(_("Stopped."))
            return INTERRUPTED
        except NoArgsIsHelpError as asked:
            say(asked.format_message())
            return asked.exit_code
        except Exception as fault:  # nobody is shown a traceback
            sentence, code = told(fault)
            say_error(_("Error: {message}").format(message=sentence))
            # a fault that is told already is not told again with all that was typed
            if "ACTIONLAB_DEBUG" in os.environ and not _repeats(fault):
                raise
        return code if isinstance(code, int) else 0


def _repeats(fault: Exception) -> bool:
    return fault.repeats if isinstance(fault, ActionlabError) else isinstance(fault, click.ClickException)


def told(fault: Exception) -> tuple[str, int]:
    """Give the sentence that says what went wrong, and the exit code."""
    if isinstance(fault, ActionlabError):
        sentence = str(fault)
        return without_personal_data(sentence) if fault.repeats else sentence, fault.exit_code
    if isinstance(fault, click.ClickException):
        hint = usage_hint(fault.ctx) if isinstance(fault, click.UsageError) else ""
        # click sets the choices of an argument below each other
        sentence = " ".join(fault.format_message().split())
        return f"{without_personal_data(sentence)} {hint}".strip(), fault.exit_code
    if isinstance(fault, FileNotFoundError) and fault.filename is None:
        # only asking for the folder one stands in names no file
        gone = NoFolderHere()
        return str(gone), gone.exit_code
    if isinstance(fault, OSError) and fault.errno is not None:
        told_by_us = DiskFault(file=fault.filename or "–", reason=os.strerror(fault.errno))
        return str(told_by_us), told_by_us.exit_code
    sentence = _("This is a fault in actionlab itself ({name}). Set ACTIONLAB_DEBUG=1 to see where.")
    return sentence.format(name=type(fault).__name__), NOT_POSSIBLE


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Give the language asked for: `--lang` before the verb, ACTIONLAB_LANG, or else Dutch.

    It is read before anything is parsed, because the messages about wrong arguments are translated too.
    """
    asked = environ.get("ACTIONLAB_LANG", "")
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            asked = arguments[place + 1] if place + 1 < len(arguments) else asked
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument in VERBS or argument == "--":
            break
    return asked if asked in i18n.LANGUAGES else i18n.DEFAULT_LANGUAGE


def _print_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        give(f"actionlab {__version__}")
        context.exit()


_HELP = N_(
    "Action research in municipalities: from a municipal approach to a feedback report in Word."
    " The three main steps: new-study, log, report."
)


@click.group(
    "actionlab",
    cls=Program,
    help=_HELP,
    invoke_without_command=True,
)
@option(
    "-C",
    "folder",
    metavar=N_("DIR"),
    help=N_("Work in this workspace instead of the one from this folder upwards."),
)
@option("--lang", type=click.Choice(i18n.LANGUAGES), help=N_("Language of the messages."))
@option("--no-input", is_flag=True, help=N_("Never ask anything; name what is missing."))
@option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help=N_("Print the version."),
)
@click.pass_context
def program(context: click.Context, folder: str | None, lang: str | None, no_input: bool) -> None:
    """Hand the verb its session; without a verb, say where one is and what one can do."""
    context.obj = Session(explicit=folder, no_input=no_input)
    if context.invoked_subcommand is None:
        from actionlab.cli.guiding.opening import tell_where_one_is

        tell_where_one_is(context.obj)
