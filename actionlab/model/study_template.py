"""A study template: the questions, cycles, instruments and trainings that a new study starts from.

Templates are TOML files that researchers write and change themselves; this module reads their text. A line
break inside a text counts as a space. Missing means: the template leaves it to the study.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Annotated

import msgspec

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_
from actionlab.model import vocabulary
from actionlab.model.toml_faults import not_toml

EMPTY = "empty"
_LINE_BREAK = re.compile(r"\s*\n\s*")
_POSITIVE = msgspec.Meta(ge=1)


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything in a template: a misspelt key is a fault, never passed over."""


class ApproachSketch(_Part, frozen=True, kw_only=True):
    """The municipal approach in outline; the author of a study adapts it."""

    aim: str | None = None
    core_elements: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


class CycleSketch(_Part, frozen=True, kw_only=True):
    """A cycle: its goal, its length in `weeks`, and the planned actions per phase (a `phase` id)."""

    title: str
    goal: str
    weeks: Annotated[int, _POSITIVE]
    phases: dict[str, tuple[str, ...]] = {}


class InstrumentChoice(_Part, frozen=True, kw_only=True):
    """An `instrument` id and what it is to show; the `primary` one may be tested."""

    id: str
    indicator: str
    primary: bool = False


class TrainingModule(_Part, frozen=True, kw_only=True):
    """A training session that fits the study; roles and work forms are vocabulary ids."""

    title: str
    learning_goals: tuple[str, ...] = ()
    duration_minutes: Annotated[int, _POSITIVE] | None = None
    audience_roles: tuple[str, ...] = ()
    work_forms: tuple[str, ...] = ()


class StudyTemplate(_Part, frozen=True, kw_only=True):
    """A template; `id` is the name of its file, `version` goes up with every change of its text."""

    id: str
    version: Annotated[int, _POSITIVE]
    title: str
    title_en: str = ""
    theme: str | None = None
    level: str | None = None
    study_type: str | None = None
    target_group: str | None = None
    problem: str | None = None
    main_question: str | None = None
    sub_questions: tuple[str, ...] = ()
    mechanism: str | None = None
    success: str | None = None
    approach: ApproachSketch = ApproachSketch()
    cycles: tuple[CycleSketch, ...] = ()
    instruments: tuple[InstrumentChoice, ...] = ()
    observation_prompts: tuple[str, ...] = ()
    training_modules: tuple[TrainingModule, ...] = ()
    partners: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether this is the template without questions, whose title is no title for a study."""
        return self.id == EMPTY

    @property
    def primary_indicator(self) -> str | None:
        """The id of the most important instrument, or None when the template names none."""
        return next((each.id for each in self.instruments if each.primary), None)


def parse_template(text: str, place: str) -> StudyTemplate:
    """Give the template written in `text`; `place` is the name of the file, for messages.

    Raises `Malformed` naming the place and every unknown word, or the first fault of form.
    """
    try:
        template = msgspec.convert(_on_one_line(tomllib.loads(text)), StudyTemplate)
    except tomllib.TOMLDecodeError as fault:
        raise Malformed([not_toml(fault, text, place)]) from None
    except msgspec.ValidationError as fault:
        raise Malformed([_form_fault(str(fault), place)]) from None
    faults = [*_empty_faults(msgspec.to_builtins(template), "", place)]
    faults += [*_word_faults(template, place), *_primary_faults(template, place)]
    if faults:
        raise Malformed(faults)
    return template


def _on_one_line(value: object) -> object:
    if isinstance(value, str):
        return _LINE_BREAK.sub(" ", value.strip())
    if isinstance(value, dict):
        return {name: _on_one_line(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_on_one_line(each) for each in value]
    return value


def _form_fault(message: str, place: str) -> Problem:
    key = re.search(r"field `(\w+)`", message)
    path = re.search(r"at `\$\.?([^`]*)`", message)
    inside = path[1] if path else ""
    where = ".".join(part for part in (inside, key[1] if key else "") if part)
    if "missing required field" in message:
        return Problem("", N_("{place}: '{where}' is missing."), place=place, where=where)
    if "unknown field" in message:
        sentence = N_("{place}: '{where}' is not known here. Check its spelling, or take it out.")
        return Problem("", sentence, place=place, where=where)
    sentence = N_(
        "{place}: '{where}' does not have the right form. Compare it with a template of the program."
    )
    return Problem("", sentence, place=place, where=where)


def _empty_faults(value: object, where: str, place: str) -> Iterator[Problem]:
    if value == "" and where != "title_en":
        yield Problem(
            "", N_("{place}: '{where}' is empty. Fill it in, or take it out."), place=place, where=where
        )
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _empty_faults(each, f"{where}.{name}".strip("."), place)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _empty_faults(each, where, place)


def _word_faults(template: StudyTemplate, place: str) -> Iterator[Problem]:
    for where, listed_in, word in _words(template):
        if word not in vocabulary.ids(listed_in):
            sentence = N_("{place}: '{where}' has '{word}', which is not in the list: {words}.")
            words = vocabulary.ids(listed_in)
            yield Problem("", sentence, place=place, where=where, word=word, words=words)


def _words(template: StudyTemplate) -> Iterator[tuple[str, str, str]]:
    for name, listed_in in (("theme", "theme"), ("level", "study_level"), ("study_type", "study_type")):
        word = getattr(template, name)
        if word is not None:
            yield name, listed_in, word
    for cycle in template.cycles:
        yield from (("cycles.phases", "phase", phase) for phase in cycle.phases)
    for instrument in template.instruments:
        yield "instruments.id", "instrument", instrument.id
    for module in template.training_modules:
        yield from (("training_modules.audience_roles", "role", role) for role in module.audience_roles)
        yield from (("training_modules.work_forms", "work_form", form) for form in module.work_forms)


def _primary_faults(template: StudyTemplate, place: str) -> Iterator[Problem]:
    chosen = [each.id for each in template.instruments if each.primary]
    if len(chosen) > 1:
        sentence = N_("{place}: only one instrument may have primary = true; now it is {chosen}.")
        yield Problem("", sentence, place=place, chosen=chosen)
