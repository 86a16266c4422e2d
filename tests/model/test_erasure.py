"""What erasing records means for those that stay."""

from typing import Any

import pytest
from builders import insight, measured, observation, record, study, supported_by

from actionlab.model.erasure import that_lose_evidence, that_need, that_refer
from actionlab.model.records import Record, Records

STUDY = study("een", approach_id="app-1")
APPROACH = record("approach", "app-1")
SEEN = observation("obs-1", cycle_id="cyc-1")
CYCLE = record("cycle", "cyc-1", because=["obs-1"])
GRADE = measured("HOU-K7M2", "baseline", 7)
BY_SEEN = insight("ins-1", evidence=supported_by("obs-1", "obs-2"))
BY_GRADES = insight("ins-2", evidence=supported_by("measurement:een:grade"))
CHECK = record("member_check", "mck-1", insight_ids=["ins-1", "ins-2"])
ALL = Records([STUDY, APPROACH, SEEN, CYCLE, GRADE, BY_SEEN, BY_GRADES, CHECK])


@pytest.mark.parametrize(
    ("ids", "needed_by"),
    [
        ({"obs-1"}, set()),
        ({"cyc-1"}, set()),
        ({"ins-1"}, set()),
        ({"ins-1", "ins-2"}, {"mck-1"}),
        ({"ins-1", "ins-2", "mck-1"}, set()),
        ({"app-1"}, {"een"}),
        ({"app-1", "een"}, {"obs-1", "cyc-1", GRADE.id, "ins-1", "ins-2", "mck-1"}),
    ],
)
def test_only_what_cannot_be_missed_is_needed(ids: set[str], needed_by: set[str]) -> None:
    assert {found.id for found, _needed in that_need(ids, ALL)} == needed_by


def test_it_is_said_what_is_needed() -> None:
    assert [(found.id, needed) for found, needed in that_need({"app-1"}, ALL)] == [("een", "app-1")]


@pytest.mark.parametrize(
    ("gone", "losing"),
    [
        ("obs-1", ["ins-1"]),
        (GRADE.id, ["ins-2"]),
        ("ins-1", []),
        ("mck-1", []),
        ("cyc-1", []),
    ],
)
def test_insights_lose_what_they_are_based_on(gone: str, losing: list[str]) -> None:
    assert [found.id for found in that_lose_evidence({gone}, ALL)] == losing


def test_an_insight_that_goes_itself_loses_nothing() -> None:
    assert that_lose_evidence({"obs-1", "ins-1"}, ALL) == ()


@pytest.mark.parametrize(
    "other",
    [
        measured("HOU-K7M2", "baseline", 3, instrument="ladder"),
        measured(None, "baseline", 7, study_id="twee"),
    ],
)
def test_another_group_of_measurements_loses_nothing(other: Record[Any]) -> None:
    assert that_lose_evidence({other.id}, Records([*ALL, other])) == ()


def test_everything_that_points_at_a_record_is_found() -> None:
    assert [found.id for found in that_refer("obs-1", ALL)] == ["cyc-1", "ins-1"]
    assert [found.id for found in that_refer("mck-1", ALL)] == []
