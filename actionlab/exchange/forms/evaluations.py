"""Evaluations: the answers on forms among all that people answered about a session.

What no form said (it was typed) stays as it is. In each list it comes first, as it stood; what forms said
comes after it in order of size, so that nobody reads from it which form said what.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from actionlab.exchange.forms.evaluation_forms import Counted, pairs
from actionlab.model.training import EvaluationForm

T = TypeVar("T")
A = TypeVar("A", int, tuple[int, int])

# forms with the statements that they ask about
Asked = Sequence[tuple[Sequence[str], EvaluationForm]]


def counted_forms(evaluation: Mapping[str, Any]) -> tuple[EvaluationForm, ...]:
    """Give the forms whose answers stand in an evaluation, as stored."""
    return msgspec.convert(evaluation.get("forms", ()), tuple[EvaluationForm, ...])


def evaluated(
    evaluation: Mapping[str, Any], counts: Sequence[Counted], goals: Sequence[str]
) -> dict[str, Any]:
    """Give an evaluation, as stored, with the forms that are new or corrected.

    `goals` are the learning goals of the session: what the forms asked about that were counted before.
    """
    comes = [(each.goals, each.form) for each in counts if each.form]
    goes = [(each.goals, each.replaces) for each in counts if each.replaces]
    gone = [form for _, form in goes]
    left = _left(counted_forms(evaluation), gone)
    stays = [(tuple(goals), form) for form in left]
    forms = sorted((form for _, form in (*stays, *comes)), key=msgspec.json.encode)
    levels = {
        "level1": _reaction(evaluation.get("level1") or {}, stays, goes, comes),
        "level2": _learning(evaluation.get("level2") or (), stays, goes, comes),
        "forms": msgspec.json.decode(msgspec.json.encode(forms)),
    }
    return {**evaluation, **{name: level for name, level in levels.items() if level}}


def _reaction(level1: Mapping[str, Any], *asked: Asked) -> dict[str, Any]:
    after = dict(level1)
    for name, answer in (("grades", "grade"), ("fits_my_work", "fits")):
        said = ([getattr(form, answer) for _, form in forms] for forms in asked)
        answers = _relisted(after.get(name, ()), *([each for each in one if each] for one in said))
        after |= {name: answers} if answers or name in after else {}
    return after


def _learning(
    level2: Sequence[Mapping[str, Any]], stays: Asked, goes: Asked, comes: Asked
) -> list[dict[str, Any]]:
    entries = [dict(entry) for entry in level2]
    # also goals that nobody answered yet, so that it does not matter whose form comes first
    wanted = dict.fromkeys(goal for goals, form in comes if pairs(form) for goal in goals)
    touched = wanted | dict.fromkeys(goal for goals, form in goes if pairs(form) for goal in goals)
    for goal in touched:
        entry = next((each for each in entries if _takes(each, goal)), None)
        if entry is None and goal in wanted:
            entries.append(entry := {"statement": goal})
        if entry is None:
            continue
        listed = tuple(zip(entry.get("before") or (), entry.get("after") or (), strict=True))
        answers = _relisted(listed, *(_said(each, goal) for each in (stays, goes, comes)))
        listed_apart = {"before": [was for was, _ in answers], "after": [now for _, now in answers]}
        entry |= {"retrospective": True, **listed_apart}
        if not answers:
            del entry["before"], entry["after"]
    return entries


def _takes(entry: Mapping[str, Any], goal: str) -> bool:
    """Tell whether what forms say may stand in an entry: "before" was asked afterwards, person by person."""
    before, after = entry.get("before") or (), entry.get("after") or ()
    fits = entry.get("retrospective") is True or not before
    return fits and entry.get("statement") == goal and len(before) == len(after)


def _said(asked: Asked, goal: str) -> list[tuple[int, int]]:
    return [
        answers
        for goals, form in asked
        for number, answers in pairs(form).items()
        if number < len(goals) and goals[number] == goal
    ]


def _relisted(listed: Sequence[A], stays: Sequence[A], goes: Sequence[A], comes: Sequence[A]) -> list[A]:
    left = _left(listed, goes)
    typed = _left(left, stays)
    said = _left(left, typed)
    return typed + sorted(said + list(comes))


def _left(listed: Sequence[T], goes: Sequence[T]) -> list[T]:
    """Give a list without what goes, the last of each; what somebody took out since is passed over."""
    left = list(reversed(listed))
    for each in goes:
        if each in left:
            left.remove(each)
    return left[::-1]
