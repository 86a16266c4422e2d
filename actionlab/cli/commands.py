"""Commands, groups and options of click whose texts are translated when they are shown, not when read.

Every verb is made with `command` and `option` of this module; help texts are marked with ``N_()``. Its help
begins with examples (`actionlab.cli.guiding.examples`), and on a terminal it ends with the usual next step.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from actionlab.i18n import N_, _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[Any]]":
        """Give what fits what is being typed."""
        from actionlab.cli.completion.answering import values_of  # only a press of TAB needs it

        return values_of(self, ctx, incomplete)


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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[Any]]":
        """Give what fits what is being typed."""
        from actionlab.cli.completion.answering import values_of  # only a press of TAB needs it

        return values_of(self, ctx, incomplete)


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
        except click.NoSuchOption as fault:
            raise _too_late(fault.option_name, ctx) or fault from None
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and give what it made; on a terminal, say what usually comes next.

        A command that stores or writes something gives its ids, or the path of the file.
        """
        made = super().invoke(ctx)
        # a group that called one of its commands leaves it to that command
        if ctx.invoked_subcommand is None and sys.stdout.isatty() and sys.stderr.isatty():
            from actionlab.cli.guiding.next_steps import tell_next_step  # nobody reads it elsewhere

            tell_next_step(ctx, made)
        return made

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give what follows the name of the command in the usage."""
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Give `--help`, whose text follows the language of this call; click keeps that of the first."""
        return HELP

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help: examples first, then what click writes."""
        from actionlab.cli.guiding.examples import examples_of  # for a person who asks for help only

        examples = examples_of(called_as(ctx))
        if examples:
            with formatter.section(_("Examples")):
                for told, line in examples:
                    formatter.write_text(_(told) + ":")
                    # whole, however wide: so it can be copied
                    formatter.write(f"{'':{formatter.current_indent + 2}}{_(line)}\n")
            formatter.write_paragraph()
        super().format_help(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text between the usage and the options."""
        _write_help(self.help, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the text after the options."""
        _write_help(self.epilog, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[Any]]":
        """Give what fits what is being typed."""
        from actionlab.cli.completion.answering import words_of_command

        return words_of_command(self, ctx, incomplete)


class Group(Command, click.Group):
    """A group whose commands are imported only when they are called."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        """Make a group as click does, with a sign for its commands that follows the language."""
        super().__init__(*arguments, **{"subcommand_metavar": N_("COMMAND [ARGS]..."), **settings})

    def short_helps(self) -> dict[str, str]:
        """Give the name of every command and what it does in a few words (not translated)."""
        return {}

    def also_called(self) -> dict[str, tuple[str, ...]]:
        """Give the other words for a command, by its name; the first one stands beside it in the help."""
        return {}

    def sections(self) -> dict[str, tuple[str, ...]]:
        """Give the headings under which the help lists the commands (not translated)."""
        return {N_("Commands"): tuple(self.short_helps())}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the commands, in the order of the work."""
        return list(self.short_helps())

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, without importing them."""
        helps, other = self.short_helps(), self.also_called()
        shown = {name: " ".join((name, *(f"({word})" for word in other.get(name, ())[:1]))) for name in helps}
        width = max(map(len, shown.values()), default=0)
        for heading, names in self.sections().items():
            if names:
                with formatter.section(_(heading)):
                    formatter.write_dl([(shown[name].ljust(width), _(helps[name])) for name in names])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; an unknown one is refused with the nearest."""
        found = self.get_command(ctx, args[0])
        if found is None:
            from actionlab.model.nearest import nearest  # only a fault needs it

            also = (word for words in self.also_called().values() for word in words)
            near = nearest(args[0], [*self.short_helps(), *also])
            raise click.NoSuchCommand(args[0], possibilities=[near] if near else None, ctx=ctx)
        return found.name, found, args[1:]


def command(name: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function, as `click.command` does; `help` is a sentence marked with N_()."""
    return click.command(name, cls=Command, **settings)


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """Add an option to a command, as `click.option` does; `help` is a sentence marked with N_()."""
    return click.option(*names, cls=Option, **settings)


def called_as(context: click.Context) -> tuple[str, ...]:
    """Give the words that call a command, without the name of the program: `("log", "observation")`."""
    words: list[str] = []
    here: click.Context | None = context
    while here is not None and here.parent is not None:
        words.insert(0, here.command.name or "")
        here = here.parent
    return tuple(words)


def usage_hint(context: click.Context | None) -> str:
    """Give where help is to be found for a command, or "" when that is not known."""
    if context is None:
        return ""
    return _("See '{command} --help'.").format(command=context.command_path)


def _too_late(name: str, context: click.Context) -> click.UsageError | None:
    """Give the fault of an option that belongs to the program and stands after the verb; None for another."""
    root = context.find_root()
    option = next((each for each in root.command.params if name in each.opts), None)
    if option is None:
        return None
    sign = "" if getattr(option, "is_flag", False) else f" {option.make_metavar(root)}"
    right = " ".join((f"actionlab {name}{sign}", *called_as(context), "…"))
    sentence = _("The option '{option}' goes before the command: {command}")
    return click.UsageError(sentence.format(option=name, command=right))


def _write_help(text: str | None, formatter: click.HelpFormatter) -> None:
    if text:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(text))
