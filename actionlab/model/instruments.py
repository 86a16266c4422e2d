"""Instruments: what a measurement may hold, how a value becomes one number, and what makes it unique.

A value is stored as it was given: whole numbers, lists of answers (None is not answered), or rows of the
scale map. The words of the statements are in the templates; only their number is here.
"""

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from reprlib import repr as short
from typing import Any

import msgspec

from actionlab.errors import Problem
from actionlab.i18n import N_
from actionlab.model.fields import Field, fields
from actionlab.model.measurement import Measurement, ScaleRow
from actionlab.model.vocabulary import ids, label
from actionlab.model.words import caseless

RHO = 0.30
DATED_MOMENTS = ("after_conversation", "after_training")


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """What one instrument takes.

    `form` is *number* (a whole number from `low` to `high`), *answers* (one per statement, `low` to `high`
    or None), *amount* (0 or more), *rows* (of the scale map) or *refused* (not taken as a measurement;
    `refusal` says why). `needed` is how many answers a score asks for. `ordinal` values know more and less
    but no equal distances: medians and counts only, no means. `told_apart_by` is the field that lets one
    person have several values at one moment.
    """

    id: str
    form: str
    low: int = 0
    high: int = 0
    statements: int = 0
    needed: int = 0
    ordinal: bool = False
    per_participant: bool = True
    told_apart_by: str = ""
    refusal: str = ""

    @property
    def step(self) -> float:
        """The smallest difference between two scores of complete forms, in scale points."""
        return 1 / self.statements if self.statements else 1.0


INSTRUMENTS: dict[str, Instrument] = {
    instrument.id: instrument
    for instrument in (
        Instrument(id="ladder", form="number", low=1, high=6, ordinal=True),
        Instrument(
            id="kirkpatrick",
            form="refused",
            refusal=N_(
                "{instrument} is not a measurement: log it as the evaluation of the training session."
            ),
        ),
        Instrument(id="gas", form="number", low=-2, high=2, ordinal=True, told_apart_by="goal"),
        Instrument(id="grade", form="number", low=1, high=10, ordinal=True),
        Instrument(
            id="zrm",
            form="refused",
            refusal=N_(
                "This version does not take the {instrument}; docs/decisions says why. Use another one."
            ),
        ),
        Instrument(id="collaboration_scan", form="answers", low=1, high=5, statements=8, needed=6),
        Instrument(id="expertise_self_scan", form="answers", low=1, high=5, statements=6, needed=5),
        Instrument(id="counter", form="amount", per_participant=False, told_apart_by="label"),
        Instrument(id="scale_map", form="rows", per_participant=False),
    )
}


def value_problems(instrument: str, value: object) -> tuple[Problem, ...]:
    """Give everything that is wrong with a value; empty when it can be stored.

    Problems name the field `value`, or `instrument` when it is not taken as a measurement at all. An
    instrument of a newer program is not judged here: the vocabulary does that.
    """
    found = INSTRUMENTS.get(instrument)
    if found is None:
        return ()
    name = label("instrument", instrument)
    if found.form == "refused":
        return (Problem("instrument", found.refusal, label=N_("Instrument"), instrument=name),)
    if found.form == "number":
        return tuple(_number_problems(found, name, value))
    if found.form == "amount":
        return tuple(_amount_problems(name, value))
    if not isinstance(value, list | tuple) or not value:
        return (
            _wrong(N_("For {instrument} this is a list, not {value}."), instrument=name, value=short(value)),
        )
    return tuple(_answer_problems(found, name, value) if found.form == "answers" else _row_problems(value))


def score(instrument: str, value: Any) -> float | None:
    """Give a value as one number, in the points of its scale.

    A scan: the mean of the answered statements, 1 to 5, when at least 6 of 8 (collaboration) or 5 of 6
    (expertise) were answered. A ladder step, goal, grade or counter: the value itself. None for a form with
    too few answers, for the scale map (a table, no statistics) and for a value that breaks the rules.
    Source: the project's own scans, which are not validated.
    """
    found = INSTRUMENTS.get(instrument)
    if found is None or found.form == "rows" or value_problems(instrument, value):
        return None
    if found.form != "answers":
        return float(value)
    answered = [answer for answer in value if answer is not None]
    return math.fsum(answered) / len(answered) if len(answered) >= found.needed else None


def gas_t_score(values: Sequence[int], weights: Sequence[int] | None = None) -> float:
    """Goal attainment T-score of one person's goals: 50 when all went as expected.

    T = 50 + 10·Σwx / √((1−ρ)·Σw² + ρ·(Σw)²), ρ = 0.30; x from -2 to 2, w 1 or more (1 when not given).
    No unit; about 23 to 77 for three goals of equal weight. For one person in the team's own view, or as a
    median of at least 10 people. ValueError without goals, or when values and weights do not fit.
    Source: Kiresuk & Sherman 1968; the formulas in a much cited paper of 2009 had an erratum.
    """
    weighing = [1] * len(values) if weights is None else list(weights)
    if not values or len(weighing) != len(values) or min(weighing) < 1:
        raise ValueError(f"goals {list(values)} with weights {weighing}")
    total = sum(weight * value for weight, value in zip(weighing, values, strict=True))
    squares, square = sum(weight**2 for weight in weighing), sum(weighing) ** 2
    return 50 + 10 * total / math.sqrt((1 - RHO) * squares + RHO * square)


def is_sufficient(grade: float) -> bool:
    """Tell whether a grade (1 to 10) is *voldoende*: 6 or more, and a mean or median of 5.5 rounds up."""
    return grade >= 5.5


def told_apart(measurement: Measurement) -> tuple[str | None, str | None]:
    """Give whose value it is and of what: the participant, and the goal (GAS) or label (counter).

    Two moments of the same pair belong together. Capitals and spaces in a goal or label do not matter.
    """
    found = INSTRUMENTS.get(measurement.instrument)
    what = getattr(measurement, found.told_apart_by) if found and found.told_apart_by else None
    return measurement.participant, caseless(what) if what else None


def unique_key(measurement: Measurement) -> tuple[object, ...] | None:
    """Give what no two measurements may share.

    Study, participant, instrument and moment; also the goal (GAS), the label (counter), and the date of a
    grade or count after a conversation or training. None for an anonymous form: nothing tells it from the
    next one, so it is never a double.
    """
    found = INSTRUMENTS.get(measurement.instrument)
    if measurement.participant is None and (found is None or found.per_participant):
        return None
    date = measurement.date if measurement.moment in DATED_MOMENTS else None
    who_and_what = told_apart(measurement)
    return (measurement.study_id, *who_and_what, measurement.instrument, measurement.moment, date)


def _wrong(sentence: str, **facts: object) -> Problem:
    return Problem("value", sentence, label=N_("Value"), **facts)


def _whole(value: object, low: int | None, high: int | None) -> bool:
    # bool is an int in Python, and "true" is not a step on a ladder
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return (low is None or value >= low) and (high is None or value <= high)


def _number_problems(found: Instrument, name: str, value: object) -> Iterator[Problem]:
    if not _whole(value, found.low, found.high):
        sentence = N_("For {instrument} this is a whole number from {low} to {high}, not {value}.")
        yield _wrong(sentence, instrument=name, low=found.low, high=found.high, value=short(value))


def _amount_problems(name: str, value: object) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= sys.float_info.max:
        sentence = N_("For {instrument} this is a number of 0 or more, not {value}.")
        yield _wrong(sentence, instrument=name, value=short(value))


def _answer_problems(found: Instrument, name: str, answers: Sequence[object]) -> Iterator[Problem]:
    if len(answers) != found.statements:
        sentence = N_("For {instrument} there are {statements} statements, but {count} answers were given.")
        yield _wrong(sentence, instrument=name, statements=found.statements, count=len(answers))
    elif all(answer is None for answer in answers):
        yield _wrong(N_("Nothing was answered: leave this form out."))
    for number, answer in enumerate(answers, 1):
        if answer is not None and not _whole(answer, found.low, found.high):
            sentence = N_("Statement {number}: a whole number from {low} to {high} or nothing, not {value}.")
            facts = {"number": number, "low": found.low, "high": found.high, "value": short(answer)}
            yield _wrong(sentence, **facts)


def _row_problems(rows: Sequence[object]) -> Iterator[Problem]:
    for number, row in enumerate(rows, 1):
        given = msgspec.structs.asdict(row) if isinstance(row, ScaleRow) else row
        if not isinstance(given, Mapping):
            sentence = N_("Row {number} takes named answers such as task, not {value}.")
            yield _wrong(sentence, number=number, value=short(row))
            continue
        known = {each.name: each for each in fields(ScaleRow)}
        for name in [name for name in given if name not in known]:
            sentence = N_("Row {number} has {name}, but takes only {allowed}.")
            yield _wrong(sentence, number=number, name=name, allowed=tuple(known))
        for each in known.values():
            yield from _cell_problems(number, each, given.get(each.name))


def _cell_problems(number: int, column: Field, answer: object) -> Iterator[Problem]:
    facts = {"number": number, "name": column.name, "value": short(answer)}
    if answer is None and not column.required:
        return
    if column.asks.vocabulary:
        allowed = ids(column.asks.vocabulary)
        if answer not in allowed:
            sentence = N_("Row {number}: {name} is one of {allowed}, not {value}.")
            yield _wrong(sentence, allowed=allowed, **facts)
    elif column.type is int:
        low, high = column.asks.low, column.asks.high
        if not _whole(answer, low, high):
            sentence = N_("Row {number}: {name} is a whole number from {low} to {high}, not {value}.")
            yield _wrong(sentence, low=low, high=high, **facts)
    elif not isinstance(answer, str) or not answer.strip():
        yield _wrong(N_("Row {number}: {name} is a text, not {value}."), **facts)
