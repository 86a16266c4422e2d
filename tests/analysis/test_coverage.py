"""What was recorded and what was not."""

from typing import Any

from builders import insight, measured, observation, record

from actionlab.analysis.coverage import Coverage, coverage
from actionlab.model.records import Record, Records


def covered(*records: Record[Any], checked: frozenset[str] = frozenset()) -> Coverage:
    return coverage(Records(records), checked)


FULL = {
    "date": "2026-01-05",
    "setting": "intake_conversation",
    "observer_role": "researcher",
    "present_roles": ["jobcoach"],
    "signal": "helping",
}
CYCLE = record(
    "cycle",
    "cyc-1",
    start_date="2026-01-01",
    end_date="2026-01-31",
    phases=[{"phase": "act", "date_from": "2026-01-01", "date_to": "2026-01-15"}],
)


def test_a_field_that_lacks_is_counted_most_often_missing_first() -> None:
    found = covered(
        CYCLE,
        observation(**FULL),
        observation(**{**FULL, "signal": None}),
        observation(**{**FULL, "signal": None, "observer_role": None}),
    )
    assert found.not_recorded == (("Helping or hindering?", 2), ("Observer", 1))
    assert found.observations == 3


def test_a_cycle_or_phase_that_follows_from_the_day_is_not_missing() -> None:
    assert covered(CYCLE, observation(**FULL)).not_recorded == ()
    assert covered(CYCLE, observation(**{**FULL, "date": "2026-01-20"})).not_recorded == (("Phase", 1),)
    assert covered(observation(**FULL)).not_recorded == (("Cycle", 1), ("Phase", 1))


def test_observers_and_assessors_are_named_most_often_first() -> None:
    found = covered(
        observation(observer_role="jobcoach"),
        observation(observer_role="researcher"),
        observation(observer_role="researcher"),
        observation(),
        measured("HOU-AAAA", "baseline", 7, assessor_role="self"),
        measured("HOU-AAAB", "baseline", 7),
    )
    assert found.observers == ("researcher", "jobcoach")
    assert found.assessors == ("self",)


def test_what_is_equally_often_tells_nothing_of_what_was_recorded_first() -> None:
    """A reader with a calendar would know what lacked at the first observation, and who did it."""
    alike = [
        observation(**{**FULL, "signal": None, "observer_role": "trainer"}),
        observation(**{**FULL, "setting": None, "observer_role": "jobcoach"}),
        measured("HOU-AAAA", "baseline", 7, assessor_role="self"),
        measured("HOU-AAAB", "baseline", 7, assessor_role="klantmanager"),
    ]
    found, other_way = covered(CYCLE, *alike), covered(CYCLE, *reversed(alike))
    assert found == other_way
    assert found.not_recorded == (("Setting", 1), ("Helping or hindering?", 1))
    assert found.observers == ("jobcoach", "trainer")


def test_insights_are_counted_by_whether_they_were_checked_and_challenged() -> None:
    known = [insight("ins-1", counter="Niets."), insight("ins-2"), insight("ins-3", counter="Eén keer.")]
    found = covered(*known, checked=frozenset({"ins-1"}))
    assert (found.insights, found.unchecked, found.without_counter) == (3, 2, 1)


def test_sessions_are_counted() -> None:
    found = covered(record("training"), record("meeting"), record("meeting"))
    assert (found.trainings, found.meetings) == (1, 2)
