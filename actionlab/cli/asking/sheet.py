"""A sheet: the grid for the values of one instrument at one moment, and the measurements that are in it.

A line is a participant, a goal of a participant, or an anonymous form. What was measured before stands in it
and is not asked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from actionlab.cli.asking.known import Known, role_or_group
from actionlab.cli.cells import Cells, Column, Line
from actionlab.cli.wordings import statements
from actionlab.errors import ActionlabError, Unreadable
from actionlab.i18n import N_, _, current_language
from actionlab.model import vocabulary
from actionlab.model.answers import read_whole
from actionlab.model.instruments import DATED_MOMENTS, INSTRUMENTS, Instrument, value_problems
from actionlab.model.measurement import Measurement
from actionlab.model.participant import Participant
from actionlab.model.withdrawal import MEASUREMENTS
from actionlab.model.words import caseless

# what people put in a cell for *not measured*
_NOT_ANSWERED = ("", "-", "–")
# the steps have official names in Dutch, which stand in the wording
_STEPS_IN_ENGLISH = (
    "Isolated",
    "Social contacts outside the home",
    "Takes part in organised activities",
    "Unpaid work",
    "Paid work with support",
    "Paid work",
)
_GOAL_ATTAINED = {
    "-2": N_("much less than expected"),
    "-1": N_("less than expected"),
    "0": N_("as expected"),
    "1": N_("more than expected"),
    "2": N_("much more than expected"),
}
_AGREED = {"1": N_("do not agree at all"), "3": N_("in between"), "5": N_("agree completely")}
_NEEDS_GOAL = N_("Which goal is this value of?")
_NEEDS_VALUE = N_("This goal has no value yet.")


class NobodyToMeasure(ActionlabError):
    """There is nobody in the study yet."""

    sentence = N_("There is nobody in this study yet. Add people first: actionlab log participant")


class NobodyAgreed(ActionlabError):
    """There are people in the study, of whom `code` is one, and none of them agreed to measurements."""

    sentence = N_(
        "Nobody in this study agreed to measurements yet. Did somebody agree? Record it for each code:"
        " actionlab edit {code} --consent-status given --consent-scopes measurements"
    )


class AllMeasured(ActionlabError):
    """Everybody has a value of this instrument for this moment."""

    sentence = N_(
        "Everybody in this study has a value of this already ({what}). Change one with 'actionlab edit'."
    )


def sheet(known: Known, fields: Mapping[str, Any], *, forms: int = 0) -> Cells:
    """Give the cells for what was answered so far (`fields`, as stored): of people, or of anonymous `forms`.

    Raises `AllMeasured` when no cell is open.
    """
    found = INSTRUMENTS[fields["instrument"]]
    lines = [Line(names=(str(number),)) for number in range(1, forms + 1)]
    if not forms:
        lines = [*_people(known, fields, found)]
    columns = _columns(known, found)
    if all(line.before and all(line.before) for line in lines):
        raise AllMeasured(what=what(fields))
    return Cells(columns, lines, _check(found))


def takes_forms(fields: Mapping[str, Any]) -> bool:
    """Tell whether an instrument can be filled in on a form without a code: a scan or a grade."""
    found = INSTRUMENTS[fields["instrument"]]
    return not fields.get("participant") and (found.form == "answers" or found.id == "grade")


def check_somebody(known: Known, fields: Mapping[str, Any]) -> None:
    """Raise `NobodyToMeasure` or `NobodyAgreed` when there is nobody whose values could be stored."""
    if takes_forms(fields) or fields.get("participant") or known.people(MEASUREMENTS):
        return
    people = known.people()
    raise NobodyAgreed(code=next(iter(people))) if people else NobodyToMeasure


def what(fields: Mapping[str, Any]) -> str:
    """Give the instrument and the moment in words."""
    named = (("instrument", fields["instrument"]), ("moment", fields.get("moment")))
    return ", ".join(vocabulary.label(listed_in, each) for listed_in, each in named if each)


def measured(found: Instrument, line: Line, texts: Sequence[str], *, forms: int = 0) -> dict[str, Any]:
    """Give what a filled line says, as stored: the value, and whose and of which goal it is.

    `forms` is how many anonymous forms one line stands for, 0 when it is of a participant.
    """
    whose: dict[str, Any] = {"group_count": forms} if forms else {"participant": line.names[0]}
    if found.told_apart_by == "goal":
        goal = next(filter(None, (*line.before[:1], texts[0])))
        return {**whose, "goal": goal, "value": read_whole(texts[1])}
    values = [None if text in _NOT_ANSWERED else read_whole(text) for text in texts]
    return {**whose, "value": values if found.form == "answers" else values[0]}


def is_measured(found: Instrument, texts: Sequence[str]) -> bool:
    """Tell whether a line holds a value: hyphens only say that something was not measured."""
    return any(text not in _NOT_ANSWERED for text in (texts[1:] if found.told_apart_by == "goal" else texts))


def value_shown(value: Any) -> str:
    """Give a value as people read it back."""
    if isinstance(value, list):
        return " ".join("-" if each is None else str(each) for each in value)
    return str(value)


def _people(known: Known, fields: Mapping[str, Any], found: Instrument) -> Iterator[Line]:
    before = {(data.participant, caseless(data.goal or "")): data for data in _measured_before(known, fields)}
    now = {key: data for key, data in before.items() if _same_moment(data, fields)}
    agreed = known.people(MEASUREMENTS)
    wanted = [fields["participant"]] if fields.get("participant") else list(agreed)
    for code in wanted:
        names = code, _role(known, code)
        if found.told_apart_by == "goal":
            yield from _goals(names, before, now)
        else:
            yield Line(names=names, before=_closed(found, now.get((code, ""))))


def _goals(
    names: tuple[str, str], before: Mapping[Any, Measurement], now: Mapping[Any, Measurement]
) -> Iterator[Line]:
    """Give a line for every goal that a person has, and one for a new goal."""
    for key, data in before.items():
        if key[0] == names[0]:
            value = value_shown(now[key].value) if key in now else ""
            yield Line(names=names, before=(data.goal or "", value))
    yield Line(names=names, repeats=True)


def _measured_before(known: Known, fields: Mapping[str, Any]) -> list[Measurement]:
    found = (each.data for each in known.records.of(Measurement))
    same = [each for each in found if each.instrument == fields["instrument"] and each.participant]
    # of a goal with several values the one of this moment is kept
    return sorted(same, key=lambda each: _same_moment(each, fields))


def _same_moment(data: Measurement, fields: Mapping[str, Any]) -> bool:
    dated = data.moment in DATED_MOMENTS
    day = str(data.date) if data.date else None
    return data.moment == fields.get("moment") and (not dated or day == fields.get("date"))


def _closed(found: Instrument, data: Measurement | None) -> tuple[str, ...]:
    if data is None:
        return ()
    if found.form == "answers":
        return tuple("-" if each is None else str(each) for each in data.value)
    return (value_shown(data.value),)


def _role(known: Known, code: str) -> str:
    person = known.records.find(Participant, code)
    return role_or_group(person.data) if person else ""


def _columns(known: Known, found: Instrument) -> list[Column]:
    if found.form == "answers":
        meanings = {value: _(meaning) for value, meaning in _AGREED.items()}
        texts = statements(known.workspace)[found.id]
        return [
            Column(title=str(number), width=3, about=f"{number}. {text}", meanings=meanings)
            for number, text in enumerate(texts, 1)
        ]
    if found.told_apart_by == "goal":
        meanings = {value: _(meaning) for value, meaning in _GOAL_ATTAINED.items()}
        about = _("A goal in the words of the person: what he or she wants to do.")
        return [
            Column(title=_("Goal"), width=34, about=about, for_text=True),
            Column(title=_("Value"), width=7, meanings=meanings),
        ]
    steps = statements(known.workspace).get(found.id, ())
    if steps and current_language() != "nl":
        steps = _STEPS_IN_ENGLISH
    meanings = {str(number): step for number, step in enumerate(steps, 1)}
    about = "" if steps else _("A whole number from {low} to {high}.").format(low=found.low, high=found.high)
    return [Column(title=_("Step") if steps else _("Value"), width=8, about=about, meanings=meanings)]


def _check(found: Instrument) -> Callable[[Line, Sequence[str]], Mapping[int, str]]:
    def wrong(line: Line, texts: Sequence[str]) -> Mapping[int, str]:
        if found.told_apart_by == "goal":
            return _wrong_goal(found, line, texts)
        faults = ((place, _wrong(found, text, place)) for place, text in enumerate(texts))
        return {place: fault for place, fault in faults if fault}

    return wrong


def _wrong_goal(found: Instrument, line: Line, texts: Sequence[str]) -> Mapping[int, str]:
    goal, value = "".join(line.before[:1]) or texts[0], texts[1]
    fault = _wrong(found, value, 0)
    if fault:
        return {1: fault}
    if value not in _NOT_ANSWERED and not goal:
        return {0: _(_NEEDS_GOAL)}
    return {1: _(_NEEDS_VALUE)} if texts[0] and value in _NOT_ANSWERED else {}


def _wrong(found: Instrument, text: str, place: int) -> str:
    """Give why a text cannot be the value of a cell; "" when it can."""
    if text in _NOT_ANSWERED:
        return ""
    try:
        value: Any = read_whole(text)
    except Unreadable as fault:
        return str(fault)
    if found.form == "answers":
        value = [value if number == place else None for number in range(found.statements)]
    return " ".join(map(str, value_problems(found.id, value)))
