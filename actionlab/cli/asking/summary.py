"""The summary: what will be stored, in words, and what the person wants to do with it."""

import shutil
import textwrap
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from actionlab.cli import ask
from actionlab.cli.faults import without_personal_data
from actionlab.cli.values import shown
from actionlab.errors import NOT_POSSIBLE, ActionlabError, Problem
from actionlab.i18n import _
from actionlab.model.build import build
from actionlab.model.fields import Field, fields
from actionlab.model.kinds import Kind

if TYPE_CHECKING:
    from actionlab.cli.asking.known import Known

T = TypeVar("T")

_STORE, _CHANGE, _STOP = "store", "change", "stop"
_DEEPER = "      "


def settled(
    lines: Callable[[], Iterable[tuple[str, str]]],
    changeable: Callable[[], Mapping[str, str]],
    change: Callable[[str], None],
    store: Callable[[], T],
) -> T:
    """Show the summary, and let things be changed, until it is stored; give what `store` gives.

    `change` asks anew what is to be changed. Raises `click.Abort` when the person wants nothing stored.
    """
    while True:
        while wanted := decided(lines(), changeable()):
            change(wanted)
        made = attempted(store)
        if made is not None:
            return made


def decided(lines: Iterable[tuple[str, str]], changeable: Mapping[str, str]) -> str:
    """Show lines of label and answer, and give "" when it is to be stored, or what is to be changed.

    `changeable` has what is shown for everything that can be changed. Raises `click.Abort` when the person
    wants nothing stored.
    """
    shown_lines = [_wrapped(f"{before_answer(label)} {answer}") for label, answer in lines]
    ask.show("\n".join(["", _("This will be stored:"), *shown_lines, ""]))
    answers = {_STORE: _("Store it"), _CHANGE: _("Change something"), _STOP: _("Stop, and store nothing")}
    answer = ask.choose(_("Is this right?"), answers)
    if answer == _STOP:
        raise click.Abort
    return ask.choose(_("What do you want to change?"), changeable) if answer == _CHANGE else ""


def attempted(store: Callable[[], T]) -> T | None:
    """Give what `store` gives; None when that was refused, which is told, or wanted no more at the gate.

    Nothing that was answered is lost then: it can be changed, or stored once more.
    """
    try:
        return store()
    except ActionlabError as fault:
        problems: tuple[Problem, ...] = getattr(fault, "problems", ())
        ask.show(without_personal_data("\n".join(told(each) for each in problems) or str(fault)))
    except click.exceptions.Exit as end:
        if end.exit_code != NOT_POSSIBLE:
            raise
    return None


def told(problem: Problem, answers: Collection[str] = ()) -> str:
    """Give a problem with the label of its field, unless that is among `answers`, which are asked now."""
    if problem.field in answers or not problem.label:
        return str(problem)
    return f"{_(problem.label)}: {problem}"


def answers(kind: Kind, stored: Mapping[str, Any], known: "Known") -> dict[str, tuple[str, str]]:
    """Give label and answer in words, by field, for everything that a record says.

    Fields that the program sets by itself are left out.
    """
    data = build(kind.id, stored)
    told: dict[str, tuple[str, str]] = {}
    for field in fields(type(data)):
        answer = getattr(data, field.name)
        if answer not in (None, ()) and field.name in stored and field.name != "study_id":
            told[field.name] = field.label, _said(field, answer, known)
    return told


def _said(field: Field, answer: Any, known: "Known") -> str:
    if field.asks.refers_to and "participant" not in field.asks.refers_to:
        return "\n".join(known.name(each) for each in (answer if field.many else (answer,)))
    texts = known.numbered(field.name)
    if texts and isinstance(answer, int) and answer <= len(texts):
        return f"{answer}. {texts[answer - 1]}"
    if field.parts:
        return "\n".join(_parts(field, each, known) for each in (answer if field.many else (answer,)))
    return shown(field, answer, "; ")


def _parts(field: Field, answer: Any, known: "Known") -> str:
    """Give the parts that are always there, and between brackets the others with their labels."""
    always, others = [], []
    for part in field.parts:
        said = getattr(answer, part.name)
        if said in (None, ()):
            continue
        told = known.name(said) if part.asks.refers_to else shown(part, said, ", ")
        if part.required:
            always.append(told)
        else:
            others.append(f"{part.label}: {told}")
    first, rest = ": ".join(always), ", ".join(others)
    return f"{first} ({rest})" if first and rest else first or rest


def before_answer(label: str) -> str:
    """Give a label with the sign that ends it: a colon, or its own question mark."""
    return label if label.endswith("?") else f"{label}:"


def _wrapped(told: str) -> str:
    """Give a label and its answer in the width of the terminal; what follows the first line stands deeper."""
    width = shutil.get_terminal_size().columns
    first, *more = told.split("\n")
    shown = [_filled(first, width, "  "), *(_filled(line, width, _DEEPER) for line in more)]
    return "\n".join(shown)


def _filled(line: str, width: int, indent: str) -> str:
    return textwrap.fill(
        line,
        width,
        initial_indent=indent,
        subsequent_indent=_DEEPER,
        break_long_words=False,
        break_on_hyphens=False,
    )
