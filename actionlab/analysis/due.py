"""Due: what a study waits for on a given day, and where it stands. `today` is always an argument."""

import datetime as dt
from collections.abc import Iterator

import msgspec

from actionlab.analysis.completeness import Incomplete, Unsettled, incomplete, unsettled
from actionlab.analysis.cycles import cycle_of, cycle_on, phase_on
from actionlab.model.action import Action
from actionlab.model.cycle import Cycle
from actionlab.model.dates import moved
from actionlab.model.decision import Decision
from actionlab.model.insight import Insight
from actionlab.model.instruments import told_apart
from actionlab.model.measurement import Measurement
from actionlab.model.member_check import MemberCheck
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.retention import DATA, KEY_FILE, terms
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.model.training import Training

# level 3 of a training: behaviour shows after some weeks of work, in short studies after six (domain 4.2)
LEVEL_3_AFTER = dt.timedelta(weeks=6)
# a study of one cycle plans its follow-up measurement in the last weeks of that cycle
LAST_WEEKS = dt.timedelta(weeks=4)

WAITING = (
    KEY_FILE,
    DATA,
    "action_late",
    "decision_awaited",
    "cycle_to_close",
    "follow_up_measurement",
    "training_follow_up",
    "insight_lost_sources",
    "insight_to_put_before_participants",
)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that waits: `what` is one of `WAITING`, `subject` what it is about in the record's words.

    For a follow-up measurement `subject` is the instrument's id, `people` the number of people who have a
    baseline and no follow-up (None when the baseline is of the study as a whole), and `record_id` None.
    For an insight to look at again `lost_sources` is the number of its sources that were erased.
    `due_on` None means that no day was recorded; `late` that the day has passed. A key file has to be gone
    before its `due_on`.
    """

    what: str
    subject: str
    record_id: str | None = None
    due_on: dt.date | None = None
    late: bool = False
    people: int | None = None
    lost_sources: int | None = None


class StudyStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where a study stands: cycle and phase of the day, the next cycle, what waits, what is not arranged.

    `phase` follows from the dates of the phases; without these, `last_phase` is the one that was last
    recorded with an observation in this cycle.
    """

    study: Record[Study]
    cycle: Record[Cycle] | None
    phase: str | None
    last_phase: str | None
    next_cycle: Record[Cycle] | None
    waiting: tuple[Waiting, ...]
    unsettled: tuple[Unsettled, ...]
    incomplete: tuple[Incomplete, ...]


def study_status(
    study: Record[Study], records: Records, today: dt.date, *, settings: Settings
) -> StudyStatus:
    """Give where a study stands on a day; late things first within each kind of waiting."""
    cycle = cycle_on(records, study.id, today)
    waiting = sorted(waiting_for(study, records, today, settings=settings), key=_by_kind)
    return StudyStatus(
        study=study,
        cycle=cycle,
        phase=phase_on(cycle.data, today) if cycle else None,
        last_phase=_last_phase(cycle, records) if cycle else None,
        next_cycle=_next_cycle(study.id, records, today),
        waiting=tuple(waiting),
        unsettled=unsettled(study, records),
        incomplete=incomplete(study.id, records),
    )


def _last_phase(cycle: Record[Cycle], records: Records) -> str | None:
    recorded = [
        (observation.data.date, observation.data.phase)
        for observation in records.of_study(Observation, cycle.data.study_id)
        if observation.data.date and observation.data.phase and cycle_of(observation, records) == cycle
    ]
    return max(recorded)[1] if recorded else None


def waiting_for(
    study: Record[Study], records: Records, today: dt.date, *, settings: Settings
) -> Iterator[Waiting]:
    """Give everything a study waits for; a finished or stopped one waits for no measurements any more."""
    for term in terms(study, records, settings, today):
        if term.soon:
            title = study.data.title
            yield Waiting(what=term.what, subject=title, record_id=study.id, due_on=term.day, late=term.late)
    yield from _late_actions(study.id, records, today)
    yield from _awaited_decisions(study.id, records, today)
    yield from _insights_that_lost_sources(study.id, records)
    yield from _unchecked_insights(study.id, records)
    if study.data.status not in ("finished", "stopped"):
        yield from _cycles_to_close(study.id, records, today)
        yield from _follow_up_measurements(study.id, records, today)
        yield from _training_follow_ups(study.id, records, today)


def is_late(action: Action, today: dt.date) -> bool:
    """Tell whether an action should have been ready before today and is neither done nor dropped."""
    return not action.is_settled and action.due_date is not None and action.due_date < today


def is_awaited_too_long(decision: Decision, today: dt.date) -> bool:
    """Tell whether an answer was needed before today and there is none."""
    return decision.answer is None and decision.needed_by is not None and decision.needed_by < today


def _late_actions(study_id: str, records: Records, today: dt.date) -> Iterator[Waiting]:
    for action in records.of_study(Action, study_id):
        if is_late(action.data, today):
            yield Waiting(
                what="action_late",
                subject=action.data.description,
                record_id=action.id,
                due_on=action.data.due_date,
                late=True,
            )


def _awaited_decisions(study_id: str, records: Records, today: dt.date) -> Iterator[Waiting]:
    for decision in records.of_study(Decision, study_id):
        if decision.data.answer is None:
            yield Waiting(
                what="decision_awaited",
                subject=decision.data.question,
                record_id=decision.id,
                due_on=decision.data.needed_by,
                late=is_awaited_too_long(decision.data, today),
            )


def _insights_that_lost_sources(study_id: str, records: Records) -> Iterator[Waiting]:
    for insight in records.of_study(Insight, study_id):
        if insight.lost:
            yield Waiting(
                what="insight_lost_sources",
                subject=insight.data.title or insight.data.statement,
                record_id=insight.id,
                lost_sources=insight.lost,
            )


def _unchecked_insights(study_id: str, records: Records) -> Iterator[Waiting]:
    checked = {ref for check in records.of_study(MemberCheck, study_id) for ref in check.data.insight_ids}
    for insight in records.of_study(Insight, study_id):
        if insight.id not in checked:
            subject = insight.data.title or insight.data.statement
            yield Waiting(what="insight_to_put_before_participants", subject=subject, record_id=insight.id)


def _cycles_to_close(study_id: str, records: Records, today: dt.date) -> Iterator[Waiting]:
    for cycle in _cycles(study_id, records):
        end = cycle.data.end_date
        if not cycle.data.is_closed and end and end < today:
            subject = cycle.data.title or cycle.data.goal or str(cycle.data.number)
            yield Waiting(what="cycle_to_close", subject=subject, record_id=cycle.id, due_on=end, late=True)


def _follow_up_measurements(study_id: str, records: Records, today: dt.date) -> Iterator[Waiting]:
    begins, ends = _follow_up_period(study_id, records)
    if begins is None or today < begins:
        return
    for instrument, series in _without_follow_up(study_id, records).items():
        people = {participant for participant, _ in series if participant}
        yield Waiting(
            what="follow_up_measurement",
            subject=instrument,
            due_on=ends,
            late=ends is not None and ends < today,
            people=len(people) or None,
        )


def _follow_up_period(study_id: str, records: Records) -> tuple[dt.date | None, dt.date | None]:
    cycles = _cycles(study_id, records)
    if not cycles:
        return None, None
    last = cycles[-1].data
    if len(cycles) == 1 and last.end_date:
        return moved(last.end_date, -LAST_WEEKS), last.end_date
    return last.start_date, last.end_date


def _without_follow_up(study_id: str, records: Records) -> dict[str, set[tuple[str | None, str | None]]]:
    baselines: dict[str, set[tuple[str | None, str | None]]] = {}
    followed: dict[str, set[tuple[str | None, str | None]]] = {}
    for measurement in records.of_study(Measurement, study_id):
        data = measurement.data
        series = told_apart(data)
        if data.moment == "baseline" and not _is_gone(records.find(Participant, data.participant)):
            baselines.setdefault(data.instrument, set()).add(series)
        elif data.moment in ("follow_up_1", "follow_up_2"):
            followed.setdefault(data.instrument, set()).add(series)
    open_series = {name: series - followed.get(name, set()) for name, series in baselines.items()}
    return {name: series for name, series in open_series.items() if series}


def _is_gone(found: Record[Participant] | None) -> bool:
    """Tell whether somebody takes part no longer; of nobody it is not known."""
    if found is None:
        return False
    person = found.data
    return person.status in ("stopped", "erased") or person.consent.status in ("refused", "withdrawn")


def _training_follow_ups(study_id: str, records: Records, today: dt.date) -> Iterator[Waiting]:
    for training in records.of_study(Training, study_id):
        data = training.data
        asked = data.evaluation is not None and data.evaluation.level3_applied is not None
        due_on = moved(data.date, LEVEL_3_AFTER) if data.date and not asked else None
        if due_on and due_on <= today:
            subject = data.title
            yield Waiting(what="training_follow_up", subject=subject, record_id=training.id, due_on=due_on)


def _next_cycle(study_id: str, records: Records, today: dt.date) -> Record[Cycle] | None:
    later = [cycle for cycle in _cycles(study_id, records) if (cycle.data.start_date or today) > today]
    return min(later, key=lambda cycle: (cycle.data.start_date, cycle.data.number), default=None)


def _cycles(study_id: str, records: Records) -> list[Record[Cycle]]:
    return sorted(records.of_study(Cycle, study_id), key=lambda cycle: cycle.data.number)


def _by_kind(waiting: Waiting) -> tuple[int, bool, dt.date, str]:
    return WAITING.index(waiting.what), not waiting.late, waiting.due_on or dt.date.max, waiting.subject
