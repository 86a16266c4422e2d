"""Logging how people looked back on a training session, at once and later (levels 1 to 4 of Kirkpatrick).

Both verbs add a revision of the session: `log evaluation` levels 1, 2 and 4, `log follow-up` level 3.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

import click

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
    return _command("evaluation", help_text, options, _log_evaluation, epilog=SEEN)


def follow_up_command(help_text: str) -> Command:
    """Make `log follow-up`: how many people of one session use what they learned."""
    return _command("follow-up", help_text, field_options(fields(Applied), for_new=True), _log_follow_up)


def _command(
    name: str,
    help_text: str,
    options: Sequence[click.Parameter],
    callback: Callable[..., None],
    *,
    epilog: str | None = None,
) -> Command:
    argument = Argument(["training"], metavar=N_("TRAINING"))
    return Command(
        name,
        params=[argument, *options],
        callback=pass_session(callback),
        help=help_text,
        epilog=epilog,
    )


def _log_follow_up(session: Session, /, training: str, **values: Any) -> None:
    gate = Gate(session, values)
    given = Given(values, session.today())
    applied = read_fields(fields(Applied), given)
    require(fields(Applied), given)
    given.check()
    current = find_current(session, training, "training")
    _revise(gate, current, {"level3_applied": applied})
    _say_when_early(current.fields.get("date"), applied["asked_on"])


def _say_when_early(held_on: str | None, asked_on: str) -> None:
    from actionlab.analysis.due import LEVEL_3_AFTER  # the rules of status, which no other log needs

    if held_on and dt.date.fromisoformat(asked_on) < dt.date.fromisoformat(held_on) + LEVEL_3_AFTER:
        sentence = _(
            "This was asked within {weeks} weeks after the session."
            " Ask again later: what people really use shows only then."
        )
        say(sentence.format(weeks=LEVEL_3_AFTER.days // 7))


def _log_evaluation(session: Session, /, training: str, **values: Any) -> None:
    gate = Gate(session, values)
    given = Given(values, session.today())
    if not given.has(*_LEVEL1, "statement", *_LEVEL2, "level4_note"):
        sentence = _("Give at least one answer, such as --grades 7,8,8.")
        raise click.UsageError(sentence, click.get_current_context())
    grades = {name: _numbers(given, name, given.texts(name)) for name in _LEVEL1 if given.has(name)}
    answers = [[_numbers(given, name, (text,)) for text in given.texts(name)] for name in _LEVEL2]
    note = given.plain(field(Evaluation, "level4_note"), "level4_note")
    given.check()
    current = find_current(session, training, "training")
    goals = current.fields.get("learning_goals", ())
    level2 = _level2(given, goals, *answers)
    given.check()
    levels: dict[str, Any] = {"level2": level2, "level4_note": note}
    if grades:
        levels["level1"] = {**current.fields.get("evaluation", {}).get("level1", {}), **grades}
    _revise(gate, current, {name: level for name, level in levels.items() if level})


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
    evaluation = {**current.fields.get("evaluation", {}), **levels}
    why = _("Follow-up added") if "level3_applied" in levels else _("Evaluation added")
    try:
        changed = current.revise(gate, {**current.fields, "evaluation": evaluation}, why)
    except Malformed as fault:
        raise Malformed(_by_option(fault.problems)) from None
    except RuleBroken as fault:
        raise RuleBroken("training", _by_option(fault.problems)) from None
    give(current.record.id)
    if not changed:
        say(nothing_changed())


def _by_option(problems: Sequence[Problem]) -> list[Problem]:
    return [
        Problem(each.field.rpartition(".")[2], each.sentence, label=each.label, **each.facts)
        for each in problems
    ]
