"""What was done per cycle, and whose voices were heard."""

import datetime as dt
from typing import Any

import pytest
from builders import HOUTEN, example, measured, observation, people, person, record

from actionlab.analysis.published import Published
from actionlab.analysis.scope import scope
from actionlab.analysis.steps import CycleSteps, Steps, steps
from actionlab.model.records import Record, Records
from actionlab.privacy.disclosure import Protection

FIVE, EXACT = Protection(k=5), Protection(k=None)


def taken(*records: Record[Any], protection: Protection = FIVE) -> Steps:
    return steps(Records(records), "een", Published(protection))


def test_every_cycle_of_the_example_counts_what_falls_in_it() -> None:
    known = scope(example(), HOUTEN).records
    found = steps(known, "hou-driehoek", Published(FIVE))
    counts = [(each.number, each.observations, each.trainings, each.meetings) for each in found.cycles]
    assert counts == [(1, 7, 1, 1), (2, 6, 1, 0), (3, 3, 0, 1)]
    assert [each.decision for each in found.cycles] == ["adjust", "continue", None]
    assert (found.observations, found.outside) == (16, 0)
    assert found.participants.per_group == (("resident", 13), ("professional", 7))
    assert found.not_heard == ("employer", "expert_by_experience")


def test_cycles_stand_by_number_and_what_fits_none_is_counted_apart() -> None:
    found = taken(
        record("cycle", number=2, start_date="2026-02-01", end_date="2026-02-28"),
        record("cycle", "cyc-1", number=1, start_date="2026-03-01"),
        observation(date="2026-02-03"),
        observation(date="2026-01-03"),
        observation(),
        observation(cycle_id="cyc-1"),
        observation(date="2026-02-03", study_id="twee"),
    )
    assert [(each.number, each.observations) for each in found.cycles] == [(1, 1), (2, 1)]
    assert (found.observations, found.outside) == (4, 2)


def test_participants_are_counted_when_they_agreed_and_are_enough() -> None:
    residents = people(5)
    refused = person("HOU-ZZZZ", consent={"status": "refused"})
    waiting = person("HOU-YYYY", consent={"status": "requested"})
    gone = person("HOU-XXXX", status="erased", consent={"status": "withdrawn"})
    assert taken(*residents, refused, waiting, gone).participants.per_group == (("resident", 5),)
    assert taken(*residents[:4], refused, waiting, gone).participants.per_group == ()
    assert taken(*residents[:4], protection=EXACT).participants.per_group == (("resident", 4),)


def test_somebody_who_was_only_measured_was_heard() -> None:
    employer = person("HOU-AAAA", group="employer")
    found = taken(employer, measured("HOU-AAAA", "baseline", 7), observation(present_roles=["jobcoach"]))
    assert found.not_heard == ("resident", "expert_by_experience")
    assert found.roles == ("jobcoach",)


def test_without_anybody_present_nobody_was_heard() -> None:
    found = taken(observation(present_roles=["researcher"]))
    assert (found.roles, found.cycles, found.outside) == ((), (), 1)


@pytest.mark.parametrize(
    ("start", "end", "decision", "state"),
    [
        (None, None, None, "planned"),
        (dt.date(2026, 7, 2), None, None, "planned"),
        (dt.date(2026, 7, 1), None, None, "running"),
        (dt.date(2026, 5, 1), dt.date(2026, 7, 1), None, "running"),
        (dt.date(2026, 5, 1), dt.date(2026, 6, 30), None, "ended"),
        (dt.date(2026, 5, 1), dt.date(2026, 6, 30), "continue", "decided"),
    ],
)
def test_a_cycle_says_where_it_stands_on_a_day(
    start: dt.date | None, end: dt.date | None, decision: str | None, state: str
) -> None:
    cycle = CycleSteps(
        number=1,
        title=None,
        goal=None,
        start=start,
        end=end,
        status=None,
        observations=0,
        trainings=0,
        meetings=0,
        decision=decision,
        reason=None,
    )

    assert cycle.state(dt.date(2026, 7, 1)) == state
