"""Commands, groups and options of click whose texts are translated when they are shown, not when read.

Every verb is made with `command` and `option` of this module; help texts are marked with ``N_()``.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from actionlab.i18n import N_, _

F = TypeVar("F", bound=Callable[..., Any])


def _translated(text: str | None) -> str | None:
    return _(text) if text else text


class Argument(click.Argument):
    """An argument whose sign in the usage follows the language of this call."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Give the sign, in brackets when the argument may be left out."""
        if not self.metavar:
            return super().make_metavar(ctx)
        return _(self.metavar) if self.required else f"[{_(self.metavar)}]"


class Option(click.Option):
    """An option whose help follows the language of this call."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Give the sign for the value in `--help`."""
        return _(self.metavar) if self.metavar else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give the two columns of this option in `--help`."""
        import copy

        shown = copy.copy(self)
        shown.help = self.translated_help()
        return click.Option.get_help_record(shown, ctx)

    def translated_help(self) -> str | None:
        """Give the help text in the language of this call."""
        return _translated(self.help)


def _show_help(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()


HELP = Option(
    ["--help", "show_help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    help=N_("Show this message and exit."),
)


class Command(click.Command):
    """A command whose help follows the language of this call."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        """Make a command as click does, with a sign for its options that follows the language."""
        super().__init__(*arguments, **{"options_metavar": N_("[OPTIONS]"), **settings})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a fault knows the command, so that the message can point at its help."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give what follows the name of the command in the usage."""
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Give `--help`, whose text follows the language of this call; click keeps that of the first."""
        return HELP

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text between the usage and the options."""
        _write_help(self.help, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text after the options."""
        _write_help(self.epilog, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the first sentence of the help."""
        return _first_sentence(_translated(self.help) or "", limit)


class Group(Command, click.Group):
    """A group whose commands are imported only when they are called."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        """Make a group as click does, with a sign for its commands that follows the language."""
        super().__init__(*arguments, **{"subcommand_metavar": N_("COMMAND [ARGS]..."), **settings})

    def short_helps(self) -> dict[str, str]:
        """Give the name of every command and what it does in a few words (not translated)."""
        return {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the commands, in the order of the work."""
        return list(self.short_helps())

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, without importing them."""
        rows = [(name, _(text)) for name, text in self.short_helps().items()]
        if rows:
            with formatter.section(_("Commands")):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; an unknown one is refused with the nearest."""
        found = self.get_command(ctx, args[0])
        if found is None:
            raise click.NoSuchCommand(args[0], possibilities=self.short_helps(), ctx=ctx)
        return args[0], found, args[1:]


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function, as `click.command` does; `help` is a sentence marked with N_()."""
    return click.command(name, cls=Command, **settings)


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """Add an option to a command, as `click.option` does; `help` is a sentence marked with N_()."""
    return click.option(*names, cls=Option, **settings)


def usage_hint(context: click.Context | None) -> str:
    """Give where help is to be found for a command, or "" when that is not known."""
    if context is None:
        return ""
    return _("See '{command} --help'.").format(command=context.command_path)


def _write_help(text: str | None, formatter: click.HelpFormatter) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(text))


def _first_sentence(text: str, limit: int) -> str:
    first = text.split("\n")[0].partition(". ")[0].rstrip(".")
    return first if len(first) <= limit else first[: limit - 1].rstrip() + "…"
