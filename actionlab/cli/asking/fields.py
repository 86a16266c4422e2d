"""Fields: the question for one field, by the form of its answer, with the faults told at the question.

Every function that asks gives the values of options, as click would have given them; none for no answer.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from actionlab.cli import ask
from actionlab.cli.asking.order import LONG, NOT_OFFERED, OWN, QUESTIONS, TODAY
from actionlab.cli.given import NEEDED
from actionlab.cli.notations import notation_of
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.fields import Field
from actionlab.model.withdrawal import CONVERSATIONS, QUOTES

if TYPE_CHECKING:
    from actionlab.cli.asking.record import Interview

Answers = Mapping[str, Any]

LATER = "-"
ONE_BY_ONE = N_("(one at a time; Enter when there are no more)")
_STILL_TO_COME = ("due_date", "needed_by", "start_date", "end_date")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question: the field it is about, the option that takes the answer, and what stands ready.

    `now` is what the record says already, as stored; `typed` how it was typed. `with_it` are options that
    were answered just before, of the same answer; `written` makes of an answer what the option takes, when
    that is more than this.
    """

    interview: "Interview"
    field: Field
    option: str
    words: str
    now: Any = None
    typed: tuple[str, ...] = ()
    needed: bool = False
    with_it: Mapping[str, Any] = {}
    written: Callable[[str], tuple[str, ...]] | None = None
    hint: str = ""

    def wrong(self, *typed: str) -> str | None:
        """Give why this cannot be the answer; None when it can."""
        taken = self.written(typed[0]) if self.written else typed
        return self.interview.wrong({**self.with_it, self.option: taken})


def answers(interview: "Interview", field: Field, now: Any = None, typed: tuple[str, ...] = ()) -> Answers:
    """Ask one field. `now` is what the record says, as stored, and `typed` how that was typed."""
    kind = interview.kind.id
    question = Question(
        interview=interview,
        field=field,
        option=notation_of(field).option_of(field, field.name),
        words=_(QUESTIONS.get((kind, field.name), field.asks.label)),
        now=now,
        typed=typed or _ready(interview, field),
        needed=field.required,
    )
    own = OWN.get((kind, field.name))
    if own:
        found: Answers = asked_by(own)(question)
        return found
    if field.parts:
        from actionlab.cli.asking import parts  # parts are asked with the functions of this module

        return parts.answers(question)
    return by_form(question)


def asked_by(name: str) -> Callable[..., Any]:
    """Give a function of this room by the name of its module and its own."""
    module, _dot, function = name.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"actionlab.cli.asking.{module}"), function)
    return found


def by_form(question: Question) -> Answers:
    """Ask an answer without parts."""
    field = question.field
    if field.asks.municipality or field.asks.vocabulary or field.asks.refers_to:
        return (
            several_chosen(question, offered(question)) if field.many else chosen(question, offered(question))
        )
    if question.interview.known.numbered(field.name):
        return chosen(question, offered(question))
    if field.type is bool:
        return yes_or_no(question)
    return several_texts(question) if field.many else text(question)


def later() -> dict[str, str]:
    """Give the answer of who does not know it, or not yet, to stand among the others."""
    return {LATER: _("Later, or not known")}


def not_empty(typed: str) -> str | None:
    """Give why a text cannot be the answer to a question that needs one; None when there is a text."""
    return None if typed.strip() else _(NEEDED)


def emptied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give options as click gives them when none was given."""
    return {name: () if isinstance(given, tuple) else None for name, given in values.items()}


def offered(question: Question) -> dict[str, str]:
    """Give the answers to choose from, those of this study first."""
    known, field = question.interview.known, question.field
    asks = field.asks
    if asks.municipality:
        return known.municipalities()
    if asks.vocabulary in ("role", "assessor_role"):
        return known.roles(asks.vocabulary)
    if asks.vocabulary:
        words = [
            each
            for each in vocabulary.ids(asks.vocabulary)
            if each not in NOT_OFFERED.get(asks.vocabulary, ())
        ]
        return {each: vocabulary.label(asks.vocabulary, each) for each in words}
    if "participant" in asks.refers_to:
        return known.people(QUOTES if field.name == "speaker" else CONVERSATIONS)
    if asks.refers_to:
        return known.of_kinds(asks.refers_to)
    return {str(number): f"{number}. {text}" for number, text in enumerate(known.numbered(field.name), 1)}


def chosen(question: Question, answers: Mapping[str, str]) -> Answers:
    """Ask one of some answers; one that is not needed can be left for later, which stands ready."""
    unknown = {} if question.needed else later()
    if not answers:
        return {}
    ready = str(question.now) if str(question.now) in answers else ""
    while True:
        key = ask.choose(question.words, {**unknown, **answers}, ready=ready)
        if key == LATER:
            return {}
        fault = question.wrong(key)
        if fault is None:
            return {question.option: (key,)}
        ask.show(fault)
        ready = key


def several_chosen(question: Question, answers: Mapping[str, str]) -> Answers:
    """Ask any number of some answers."""
    if not answers:
        return {}
    ready = [str(each) for each in question.now or ()]
    while True:
        keys = ask.choose_many(question.words, answers, ready=ready)
        fault = question.wrong(*keys) if keys else _(NEEDED) if question.needed else None
        if fault is None:
            return {question.option: keys} if keys else {}
        ask.show(fault)
        ready = list(keys)


def yes_or_no(question: Question) -> Answers:
    """Ask yes or no, or neither."""
    answers = {**later(), ask.YES: _("Yes"), ask.NO: _("No")}
    ready = "" if question.now is None else ask.YES if question.now else ask.NO
    key = ask.choose(question.words, answers, ready=ready)
    return {} if key == LATER else {question.option: key == ask.YES}


def text(question: Question) -> Answers:
    """Ask a text, a number or a day; a text that is often long may have several lines."""

    def check(typed: str) -> str | None:
        if not typed.strip():
            return _(NEEDED) if question.needed else None
        return question.wrong(typed)

    ready = next(iter(question.typed), "")
    if (question.interview.kind.id, question.field.name) in LONG:
        typed = ask.long_text(question.words, ready=ready, check=check)
    else:
        hint = question.hint or _hint(question.field)
        typed = ask.text(question.words, ready=ready, check=check, hint=hint)
    if not typed.strip():
        return {}
    if question.field.type is dt.date:
        question.interview.tell_still_to_come({question.option: (typed,)})
    return {question.option: (typed,)}


def several_texts(question: Question) -> Answers:
    """Ask texts one after the other, until one is left empty; those that are there already stand ready."""
    before, given = list(question.typed), list[str]()
    while True:
        ready = before.pop(0) if before else ""

        def check(typed: str) -> str | None:
            return question.wrong(*given, typed) if typed.strip() else None

        typed = ask.text(question.words, ready=ready, check=check, hint=_(ONE_BY_ONE))
        if typed.strip():
            given.append(typed)
        elif not before:
            return {question.option: tuple(given)} if given else {}


def _hint(field: Field) -> str:
    if field.name in _STILL_TO_COME:
        return _("(such as +14d or 12-3-2026)")
    if field.type is dt.date:
        return _("(such as today, -1d or 12-3-2026)")
    return _("(year and month, such as 2026-03)") if field.asks.month else ""


def _ready(interview: "Interview", field: Field) -> tuple[str, ...]:
    if field.name in interview.ready:
        return (interview.ready[field.name],)
    if (interview.kind.id, field.name) == ("cycle", "number"):
        return (str(interview.known.next_cycle()),)
    return (_("today"),) if (interview.kind.id, field.name) in TODAY else ()
