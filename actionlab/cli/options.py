"""Options: made from the fields of a record class, and those that several verbs share (-s, -m, dates).

`field_options` makes them, `read_fields` turns what was given into fields as stored.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import click

from actionlab.cli.commands import Option
from actionlab.cli.faults import problem_of
from actionlab.cli.given import NEEDED, Given
from actionlab.cli.notations import notation_of
from actionlab.cli.session import Session
from actionlab.errors import ActionlabError, Malformed, Problem, RuleBroken, Unreadable
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.answers import read_municipality, read_word
from actionlab.model.fields import Field, RecordData, fields

NEEDED_OF = N_("This is needed. Choose from: {known}.")

# these say which record it is; nobody changes them afterwards
IDENTITY = ("id", "study_id", "pseudonym")


def asked_fields(data_class: type[RecordData], without: Collection[str] = IDENTITY) -> tuple[Field, ...]:
    """Give the fields of a kind that have options of their own."""
    return tuple(field for field in fields(data_class) if field.name not in without)


def field_options(asked: Iterable[Field], *, for_new: bool = False) -> list[click.Parameter]:
    """Make the options of these fields: the name of the option is that of the field, with hyphens.

    With `for_new` the help says which ones a new record cannot do without.
    """
    made: list[click.Parameter] = []
    for field in asked:
        options = notation_of(field).options(field)
        needed = notation_of(field).option_of(field, field.name)
        for option in options:
            option.needed = for_new and field.required and option.name == needed
        made += options
    return made


def read_fields(asked: Iterable[Field], given: Given) -> dict[str, Any]:
    """Give the fields that were given, as they are stored, and note them in `given.known`.

    Faults are gathered in `given.faults`; `given.check()` raises them all at once.
    """
    answers: dict[str, Any] = {}
    for field in asked:
        answer = notation_of(field).read(field, given)
        if answer is not None:
            answers[field.name] = given.known[field.name] = answer
    return answers


def require(asked: Iterable[Field], given: Given) -> None:
    """Note every field as a fault that a record cannot do without and that is not known."""
    for field in asked:
        if field.required and field.name not in given.known:
            name = notation_of(field).option_of(field, field.name)
            if all(fault.field != name for fault in given.faults):
                given.faults.append(needed(name, field))


def needed(name: str, field: Field) -> Problem:
    """Give the problem of a field that was not given, with the words there are to choose from."""
    listed_in = field.asks.vocabulary
    if not listed_in:
        return Problem(name, NEEDED, label=field.asks.label)
    known = [vocabulary.label(listed_in, term) for term in vocabulary.ids(listed_in)]
    return Problem(name, NEEDED_OF, label=field.asks.label, known=known)


def by_option(fault: ActionlabError, asked: Sequence[Field]) -> ActionlabError:
    """Give the same fault with the options that people typed in place of the fields of the record."""
    if isinstance(fault, Malformed):
        return Malformed(_renamed(fault.problems, asked))
    if isinstance(fault, RuleBroken):
        return RuleBroken(str(fault.facts["kind"]), _renamed(fault.problems, asked))
    return fault


def _renamed(problems: Iterable[Problem], asked: Sequence[Field]) -> list[Problem]:
    by_name = {field.name: field for field in asked}
    renamed = []
    for problem in problems:
        field = by_name.get(problem.field.partition(".")[0])
        name = notation_of(field).option_of(field, problem.field) if field else problem.field
        name = "study" if name == "study_id" else name
        renamed.append(Problem(name, problem.sentence, label=problem.label, **problem.facts))
    return renamed


class DateType(click.ParamType[dt.date]):
    """A day, for options that are not fields: ISO, 12-3-2026, today, -3d. Gives a `datetime.date`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the day; what is no date is refused with exit code 2."""
        from actionlab.model.dates import read_date

        if not isinstance(value, str):
            return value
        today = ctx.find_object(Session) if ctx else None
        try:
            return read_date(value, (today or Session()).today())
        except Unreadable as fault:
            self.fail(str(problem_of(fault)), param, ctx)


class WordType(click.ParamType[str]):
    """A word of a list, for options that are not fields: typed as id or label. Gives the id."""

    name = "word"

    def __init__(self, listed_in: str) -> None:
        self.listed_in = listed_in

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the word; one that is not in the list is refused with exit code 2."""
        try:
            return read_word(self.listed_in, value)
        except Unreadable as fault:
            self.fail(str(problem_of(fault)), param, ctx)


class MunicipalityType(click.ParamType[str]):
    """A municipality by name, slug or CBS code. Gives the code; an unknown one ends with exit code 1."""

    name = "municipality"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the municipality. Raises `UnknownMunicipality`."""
        return read_municipality(value)


DATE = DateType()
MUNICIPALITY = MunicipalityType()


def study_option() -> Option:
    """Make `-s/--study`; its value goes to `Session.study`."""
    return Option(
        ["-s", "--study", "study"],
        metavar=N_("STUDY"),
        help=N_("Code of the study; not needed in the folder of a study, or when there is one study."),
    )


def municipality_option(**settings: Any) -> Option:
    """Make `-m/--municipality`; the value is a CBS code (several with multiple=True)."""
    names = ["-m", "--municipality", "municipality"]
    help_text = N_("Municipality: its name or CBS code.")
    return Option(names, type=MUNICIPALITY, metavar=N_("MUNICIPALITY"), help=help_text, **settings)
