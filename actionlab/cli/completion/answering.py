"""Completing: what fits the word that somebody types when TAB is pressed.

A verb has nothing to add: its names and options are known, and what fits a value follows from the parameter
(`actionlab.cli.completion.fitting`). Whatever goes wrong, a TAB gives no message: then nothing is offered.
"""

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from actionlab import i18n
from actionlab.cli.commands import Group, Option
from actionlab.i18n import _

if TYPE_CHECKING:
    from actionlab.cli.completion.shells import Shell


def answer(program: click.Command, environ: Mapping[str, str]) -> int:
    """Print what a shell asked for by `_ACTIONLAB_COMPLETE`; give the exit code: 0, or 1 after a fault.

    Nothing is ever said on standard error, and no fault gets out.
    """
    from actionlab.cli.completion.shells import SHELLS
    from actionlab.cli.main import COMPLETION, language_of

    name, _sign, asked = environ[COMPLETION].partition("_")
    try:
        with redirect_stderr(io.StringIO()):
            shell: Shell = SHELLS[name](program, {}, "actionlab", COMPLETION)
            if asked == "complete":
                i18n.activate(language_of(shell.get_completion_args()[0], environ))
                found = shell.complete()
                found += "\n" if found else ""
            else:
                found = shell.source()
        _give(found)
    except (Exception, KeyboardInterrupt):  # what is typed goes on as if TAB was not pressed
        return 1
    return 0


def _give(text: str) -> None:
    # bytes: a text would get the line ends of Windows, which no shell there expects
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()


def values_of(param: click.Parameter, context: click.Context, typed: str) -> list[CompletionItem[str]]:
    """Give what fits the value of an option or argument that is being typed."""
    from actionlab.cli.completion.fitting import fitting  # names and options need nothing of it

    return list(fitting(param, context, typed))


def words_of_command(command: click.Command, context: click.Context, typed: str) -> list[CompletionItem[str]]:
    """Give the options, or the commands of a group, that begin with what was typed."""
    if typed.startswith("-"):
        return list(_options(command, context, typed))
    if not isinstance(command, Group):
        return []
    sign = (command.subcommand_metavar or "").partition(" ")[0]
    if sign == "ID":
        from actionlab.cli.completion.offered import records

        return list(records(context, (), typed))
    return list(_names(command, typed.casefold()))


def _names(group: Group, typed: str) -> Iterator[CompletionItem[str]]:
    """Give the commands of a group; a kind of record by another word for it when that is being typed."""
    for name, told in group.short_helps().items():
        known = [name]
        if typed and group.name == "log":
            from actionlab.cli.guiding.kind_words import (
                DUTCH,  # only who begins a word there can mean another one
            )

            known += [word for word in DUTCH[name.replace("-", "_")] if " " not in word]
        found = next((word for word in known if word.startswith(typed)), None)
        if found:
            yield CompletionItem(found, help=_(told))


def _options(command: click.Command, context: click.Context, typed: str) -> Iterator[CompletionItem[str]]:
    for param in command.get_params(context):
        if not isinstance(param, click.Option) or _is_given(param, context):
            continue
        told = param.translated_help() if isinstance(param, Option) else param.help
        # the long name says more than the letter
        for name in [*param.opts, *param.secondary_opts]:
            if name.startswith(typed) and (name.startswith("--") or len(param.opts) == 1 or typed == name):
                yield CompletionItem(name, help=told)


def _is_given(param: click.Option, context: click.Context) -> bool:
    """Tell whether an option was given and cannot be given again."""
    many = getattr(param, "many", param.multiple)
    return not many and context.params.get(param.name or "") not in (None, (), False, param.default)
