"""What was given: the options of one call as click parsed them, read with all faults collected."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from actionlab.cli.commands import Command, Option
from actionlab.cli.faults import problem_of
from actionlab.errors import Malformed, Problem, Unreadable
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.answers import read_answer
from actionlab.model.fields import Field

T = TypeVar("T")

# longer lists are shown once, below the options
WORDS_SHOWN_MOST = 8
NEEDED = N_("This is needed.")
GIVEN_TWICE = N_("Give this once; it was given {n} times.")


class Given:
    """The values of the options of one call, by name; an option can be given more than once.

    `today` is what dates such as `-3d` count from. `known` is what the record says, as stored: it begins
    with `before` and grows while fields are read. `faults` gathers what could not be read.
    """

    def __init__(
        self, values: Mapping[str, Any], today: dt.date, before: Mapping[str, Any] | None = None
    ) -> None:
        self.values = values
        self.today = today
        self.known = dict(before or {})
        self.faults: list[Problem] = []

    def has(self, *names: str) -> bool:
        """Tell whether one of these options was given."""
        return any(self.values.get(name) not in (None, ()) for name in names)

    def texts(self, name: str) -> tuple[str, ...]:
        """Give everything that was given for one option."""
        return tuple(self.values.get(name) or ())

    def attempt(self, name: str, label: str, read: Callable[..., T], *arguments: Any) -> T | None:
        """Give what `read` makes of the arguments; when that fails, note the fault and give None."""
        try:
            return read(*arguments)
        except Unreadable as fault:
            self.faults.append(problem_of(fault, name, label))
            return None

    def plain(self, field: Field, name: str) -> Any:
        """Give the answer to a field without parts, from the option `name`; None when it was not given."""
        value = self.values.get(name)
        if field.type is bool or value in (None, ()):
            return value if isinstance(value, bool) else None
        label = field.asks.label
        answers = [self.attempt(name, label, read_answer, field, text, self.today) for text in value]
        if field.many:
            return answers
        if len(answers) > 1:
            self.faults.append(Problem(name, GIVEN_TWICE, label=label, n=len(value)))
        return answers[0]

    def check(self) -> None:
        """Raise `Malformed` with every fault that was found."""
        if self.faults:
            raise Malformed(self.faults)


# as people call an option, beside the name of its field
_ALSO = {"report_section": "--section"}


class FieldOption(Option):
    """The option that answers a field; its help is the label of the field and, when few, the words."""

    def __init__(
        self,
        name: str,
        field: Field,
        *,
        shape: str = "",
        many: bool | None = None,
        part_of: Field | None = None,
    ) -> None:
        """Make the option `--name`; `shape` is how an answer with parts is written.

        `part_of` is the field of which this one is a part; its label comes first, unless it is the same.
        """
        flag = field.type is bool and not shape
        hyphens = name.replace("_", "-")
        declared = f"--{hyphens}/--no-{hyphens}" if flag else f"--{hyphens}"
        settings: dict[str, Any] = {} if flag else {"multiple": True, "metavar": shape or _metavar(field)}
        also = [_ALSO[name]] if name in _ALSO else []
        super().__init__([*also, declared, name], default=None, help=field.asks.label, **settings)
        self.field = field
        self.shape = shape
        self.many = field.many if many is None else many
        self.part_of = part_of
        self.needed = False

    def translated_help(self) -> str:
        """Give the label, the words to choose from, whether it is needed and whether it may be repeated."""
        listed_in = "" if self.shape else self.field.asks.vocabulary
        text = self.field.label
        if self.part_of and self.part_of.label != text:
            text = f"{self.part_of.label}: {text[:1].lower()}{text[1:]}"
        if listed_in and len(vocabulary.ids(listed_in)) <= WORDS_SHOWN_MOST:
            text += f": {words_of(listed_in)}"
        notes = [_("needed")] * self.needed + [_("may be repeated")] * self.many
        return f"{text} ({', '.join(notes)})" if notes else text


class FieldCommand(Command):
    """A command with options for fields; its help ends with the long lists of words to choose from."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists, and what the command says itself."""
        super().format_epilog(ctx, formatter)
        lists: dict[str, list[str]] = {}
        for option in self.params:
            listed_in = option.field.asks.vocabulary if isinstance(option, FieldOption) else ""
            if listed_in and len(vocabulary.ids(listed_in)) > WORDS_SHOWN_MOST:
                lists.setdefault(listed_in, []).append(option.opts[0])
        for listed_in, options in lists.items():
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(f"{', '.join(options)}: {words_of(listed_in)}")


def words_of(listed_in: str) -> str:
    """Give the words of a list in the language of this call, for a person to choose from."""
    return " | ".join(vocabulary.label(listed_in, term) for term in vocabulary.ids(listed_in))


def _metavar(field: Field) -> str:
    asks = field.asks
    if asks.municipality:
        return N_("MUNICIPALITY")
    if asks.refers_to:
        return N_("ID")
    if asks.vocabulary:
        return N_("WORD")
    if asks.month:
        return N_("YYYY-MM")
    return {dt.date: N_("DATE"), int: N_("NUMBER")}.get(field.type, N_("TEXT"))
