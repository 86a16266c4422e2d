"""Coverage: what was recorded and what was not, and who did the measuring. Counts of records, not people."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from actionlab.analysis.completeness import not_recorded
from actionlab.model.fields import fields
from actionlab.model.insight import Insight
from actionlab.model.measurement import Measurement
from actionlab.model.meeting import Meeting
from actionlab.model.observation import Observation
from actionlab.model.records import Records
from actionlab.model.training import Training

# in the order of the form
_ASKED = tuple(field.asks.label for field in fields(Observation))


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader needs to judge how much to rely on.

    `not_recorded` pairs the label of a field with the number of observations that lack it, most often
    missing first. `assessors` lists who did the measuring (vocabulary *assessor_role*); `observers` the
    roles that observed. What is equally often stands in an order that tells nothing of single records.
    """

    observations: int
    trainings: int
    meetings: int
    not_recorded: tuple[tuple[str, int], ...]
    observers: tuple[str, ...]
    assessors: tuple[str, ...]
    insights: int
    unchecked: int
    without_counter: int


def coverage(records: Records, checked: frozenset[str]) -> Coverage:
    """Count what was recorded; `checked` holds the ids of insights that were put before participants.

    A cycle or phase that follows from the date counts as recorded.
    """
    observations = records.of(Observation)
    insights = records.of(Insight)
    lacking: Counter[str] = Counter()
    for observation in observations:
        lacking.update(field.asks.label for field in not_recorded(observation, records))
    return Coverage(
        observations=len(observations),
        trainings=len(records.of(Training)),
        meetings=len(records.of(Meeting)),
        not_recorded=tuple(sorted(lacking.items(), key=lambda each: (-each[1], _ASKED.index(each[0])))),
        observers=_most_often(each.data.observer_role for each in observations),
        assessors=_most_often(each.data.assessor_role for each in records.of(Measurement)),
        insights=len(insights),
        unchecked=sum(1 for insight in insights if insight.id not in checked),
        without_counter=sum(1 for insight in insights if not insight.data.counter),
    )


def _most_often(answers: Iterable[str | None]) -> tuple[str, ...]:
    counted = Counter(answer for answer in answers if answer)
    return tuple(sorted(counted, key=lambda answer: (-counted[answer], answer)))
