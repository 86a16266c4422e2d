"""Logging how people looked back on a training session, at once and later (levels 1 to 4 of Kirkpatrick).

Both verbs add a revision of the session: `log evaluation` levels 1, 2 and 4, `log follow-up` level 3.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

import click
import msgspec

from actionlab.cli import ask
from actionlab.cli.commands import Argument, Command
from actionlab.cli.current import Current, find_current, nothing_changed
from actionlab.cli.gate import SEEN, Gate, gate_options
from actionlab.cli.given import FieldOption, Given
from actionlab.cli.options import field_options, read_fields, require
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.errors import Malformed, Problem, RuleBroken
from actionlab.i18n import N_, _
from actionlab.model.answers import read_whole_list
from actionlab.model.fields import field, fields
from actionlab.model.records import Draft
from actionlab.model.training import Applied, Evaluation, Learning, Reaction

_NUMBERS = N_("NUMBERS")
_LEVEL1, _LEVEL2 = ("grades", "fits_my_work"), ("before", "after")


def evaluation_command(help_text: str) -> Command:
    """Make `log evaluation`: grades, and answers before and after, of the people in one session."""
    options = [
        *(FieldOption(name, field(Reaction, name), shape=_NUMBERS) for name in _LEVEL1),
        FieldOption("statement", field(Learning, "statement"), many=True),
        *(FieldOption(name, field(Learning, name), shape=_NUMBERS) for name in _LEVEL2),
        FieldOption("retrospective", field(Learning, "retrospective")),
        FieldOption("level4_note", field(Evaluation, "level4_note")),
        *gate_options(),
    ]
    return _command(help_text, options, EVALUATION, epilog=SEEN)


def follow_up_command(help_text: str) -> Command:
    """Make `log follow-up`: how many people of one session use what they learned."""
    return _command(help_text, field_options(fields(Applied), for_new=True), FOLLOW_UP)


def _command(
    help_text: str,
    options: Sequence[click.Parameter],
    way: "Way",
    *,
    epilog: str | None = None,
) -> Command:
    argument = Argument(["training"], metavar=N_("TRAINING"), required=False)
    return Command(
        way.name,
        params=[argument, *options],
        callback=pass_session(partial(_log, way)),
        help=help_text,
        epilog=epilog,
    )


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way of looking back: the options that answer, and how they become levels of the evaluation.

    All answers are needed, or any one of them. `read` gathers faults in what was given. `told` is called
    after storing, with the levels.
    """

    name: str
    answers: tuple[str, ...]
    is_enough: Callable[[Iterable[bool]], bool]
    read: Callable[[Given, Current], dict[str, Any]]
    told: Callable[[Current, dict[str, Any]], None]

    def store(self, session: Session, training: str, values: dict[str, Any]) -> str:
        """Add a revision to a session, print its id and give it. Raises `Malformed` or `RuleBroken`."""
        gate = Gate(session, values)
        given = Given(values, session.today())
        current = find_current(session, training, "training")
        levels = self.read(given, current)
        given.check()
        _revise(gate, current, levels)
        self.told(current, levels)
        return current.record.id

    def draft(self, given: Given, current: Current) -> Draft:
        """Give the revision as it would be stored."""
        levels, record = self.read(given, current), current.record
        fields = {**current.fields, "evaluation": _evaluation(current, levels)}
        return Draft(kind="training", fields=fields, id=record.id, revises=record.heads)


def _log(way: Way, session: Session, /, training: str | None, **values: Any) -> str:
    is_enough = way.is_enough(values.get(name) not in (None, ()) for name in way.answers)
    if not (training and is_enough) and ask.can_ask(session):
        from actionlab.cli.asking.evaluation import hold  # who gives an answer is asked nothing

        return hold(session, way, training, values)
    if training is None:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if not is_enough and way is EVALUATION:
        sentence = _("Give at least one answer, such as --grades 7,8,8.")
        raise click.UsageError(sentence, click.get_current_context())
    return way.store(session, training, values)


def _applied(given: Given, current: Current) -> dict[str, Any]:
    applied = read_fields(fields(Applied), given)
    require(fields(Applied), given)
    return {"level3_applied": applied}


def _say_when_early(current: Current, levels: dict[str, Any]) -> None:
    from actionlab.analysis.due import LEVEL_3_AFTER  # the rules of status, which no other log needs

    held_on, asked_on = current.fields.get("date"), levels["level3_applied"]["asked_on"]
    if held_on and dt.date.fromisoformat(asked_on) < dt.date.fromisoformat(held_on) + LEVEL_3_AFTER:
        sentence = _(
            "This was asked within {weeks} weeks after the session."
            " Ask again later: what people really use shows only then."
        )
        say(sentence.format(weeks=LEVEL_3_AFTER.days // 7))


def _levels(given: Given, current: Current) -> dict[str, Any]:
    grades = {name: _numbers(given, name, given.texts(name)) for name in _LEVEL1 if given.has(name)}
    answers = [[_numbers(given, name, (text,)) for text in given.texts(name)] for name in _LEVEL2]
    note = given.plain(field(Evaluation, "level4_note"), "level4_note")
    level2 = [] if given.faults else _level2(given, current.fields.get("learning_goals", ()), *answers)
    levels: dict[str, Any] = {"level2": level2, "level4_note": note}
    if grades:
        levels["level1"] = {**current.fields.get("evaluation", {}).get("level1", {}), **grades}
    return {name: level for name, level in levels.items() if level}


def _numbers(given: Given, name: str, texts: tuple[str, ...]) -> list[int] | None:
    label = next(each.asks.label for each in (*fields(Reaction), *fields(Learning)) if each.name == name)
    return given.attempt(name, label, read_whole_list, texts)


def _level2(
    given: Given, goals: Sequence[str], before: Sequence[list[int] | None], after: Sequence[list[int] | None]
) -> list[dict[str, Any]]:
    """Give one entry per statement; a statement that was not typed is the learning goal at that place."""
    typed = given.texts("statement")
    level2 = []
    for place, answers in enumerate(zip_longest(typed, before, after)):
        statement = answers[0] or (goals[place] if place < len(goals) else None)
        if statement is None:
            sentence = N_("There is no learning goal {number}; give the statement itself.")
            given.faults.append(Problem("statement", sentence, label=N_("Statement"), number=place + 1))
        entry = {"statement": statement, "before": answers[1], "after": answers[2]}
        if given.has("retrospective"):
            entry["retrospective"] = given.values["retrospective"]
        level2.append({name: answer for name, answer in entry.items() if answer is not None})
    return level2


def _revise(gate: Gate, current: Current, levels: dict[str, Any]) -> None:
    why = _("Follow-up added") if "level3_applied" in levels else _("Evaluation added")
    try:
        changed = current.revise(gate, {**current.fields, "evaluation": _evaluation(current, levels)}, why)
    except Malformed as fault:
        raise Malformed(by_option(fault.problems)) from None
    except RuleBroken as fault:
        raise RuleBroken("training", by_option(fault.problems)) from None
    give(current.record.id)
    if not changed:
        say(nothing_changed())
    elif _replaces(current.fields.get("evaluation") or {}, levels):
        sentence = _("Earlier answers were replaced. They stand in: actionlab show {id} --history")
        say(sentence.format(id=current.record.id))


def _replaces(before: Mapping[str, Any], levels: Mapping[str, Any]) -> bool:
    """Tell whether an answer that was there is another one now; what is only added replaces nothing."""
    grades = before.get("level1", {})
    if any(levels.get("level1", grades).get(name) != grades[name] for name in grades):
        return True
    names = before.keys() & levels.keys() - {"level1"}
    return any(before[name] != levels[name] for name in names)


def _evaluation(current: Current, levels: dict[str, Any]) -> dict[str, Any]:
    return {**current.fields.get("evaluation", {}), **levels}


def by_option(problems: Iterable[Problem]) -> list[Problem]:
    """Give problems of the evaluation with the options that people typed in place of fields."""
    return [
        Problem(each.field.rpartition(".")[2], each.sentence, label=each.label, **each.facts)
        for each in problems
    ]


EVALUATION = Way(
    name="evaluation",
    answers=(*_LEVEL1, "statement", *_LEVEL2, "level4_note"),
    is_enough=any,
    read=_levels,
    told=lambda _current, _levels: None,
)
FOLLOW_UP = Way(
    name="follow-up",
    answers=tuple(each.name for each in fields(Applied)),
    is_enough=all,
    read=_applied,
    told=_say_when_early,
)
