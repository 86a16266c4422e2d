"""How many people took part, counted as people."""

from typing import Any

import pytest
from builders import AGREED, measured, observation, people, person, record

from actionlab.analysis.people import (
    attended,
    group_of,
    groups_heard,
    people_in_role,
    role_of,
    roles_heard,
    took_part,
)
from actionlab.model.attendance import Attendance
from actionlab.model.records import Records


def there(**per_role: int) -> list[dict[str, Any]]:
    return [{"role": role, "n": n} for role, n in per_role.items()]


@pytest.mark.parametrize(
    ("role", "group"),
    [
        ("resident", "resident"),
        ("employer", "employer"),
        ("expert_by_experience", "expert_by_experience"),
        ("klantmanager", "professional"),
        ("team_manager", "professional"),
    ],
)
def test_a_role_belongs_to_a_group(role: str, group: str) -> None:
    assert group_of(role) == group


def test_people_in_a_role_are_the_most_that_were_ever_there_together() -> None:
    known = Records(
        [
            *people(3, role="jobcoach", group="professional"),
            record("training", attendance=there(jobcoach=4, klantmanager=1)),
            record("meeting", attendance=there(jobcoach=2)),
            record("member_check", participants=there(klantmanager=2, resident=1)),
        ]
    )
    assert people_in_role(known, "jobcoach") == 4
    assert people_in_role(known, "klantmanager") == 2
    assert people_in_role(known, "resident") == 1
    assert people_in_role(known, "trainer") == 0


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ({"group": "resident"}, "resident"),
        ({"group": "employer"}, "employer"),
        ({"group": "professional"}, None),
        ({"group": "professional", "role": "jobcoach"}, "jobcoach"),
        ({"group": "expert_by_experience", "role": "trainer"}, "trainer"),
    ],
)
def test_a_role_that_was_not_recorded_is_the_group_except_of_professionals(
    fields: dict[str, Any], role: str | None
) -> None:
    one = person("HOU-AAAA", **fields)
    assert role_of(one.data) == role
    assert people_in_role(Records([one]), role or "professional") == int(role is not None)


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"status": "stopped"}, True),
        ({"status": "erased"}, False),
        ({"consent": {"status": "requested"}}, False),
        ({"consent": {"status": "refused"}}, False),
        ({"consent": {"status": "withdrawn"}}, False),
        ({"consent": {"status": "given"}}, True),
        ({"consent": {"status": "given", "withdrawn_on": "2026-06-01"}}, False),
        ({"consent": {**AGREED, "withdrawn_on": "2026-06-01"}}, True),
    ],
)
def test_only_people_who_agreed_are_counted(fields: dict[str, Any], counts: bool) -> None:
    one = person("HOU-AAAA", role="resident", **fields)
    assert took_part(one.data) is counts
    assert people_in_role(Records([one]), "resident") == int(counts)


def test_roles_are_heard_most_often_present_first_without_the_researchers() -> None:
    known = Records(
        [
            observation(present_roles=["resident", "klantmanager", "researcher"]),
            observation(present_roles=["klantmanager", "jobcoach"]),
            record("meeting", attendance=there(trainer=1, policy_adviser=3)),
        ]
    )
    assert roles_heard(known) == ("klantmanager", "jobcoach", "policy_adviser", "resident")


def test_a_group_is_heard_when_it_was_there_or_was_measured() -> None:
    employer, silent = person("HOU-BBBB", group="employer"), person("HOU-CCCC", group="expert_by_experience")
    known = Records(
        [
            employer,
            silent,
            observation(present_roles=["jobcoach"]),
            measured("HOU-BBBB", "baseline", 7),
            measured(None, "baseline", 7),
        ]
    )
    assert groups_heard(known) == {"professional", "employer"}
    assert groups_heard(Records([silent, observation(participants=["HOU-CCCC"])])) == {"expert_by_experience"}


def test_attendance_adds_up_per_role() -> None:
    lines = [Attendance(role=role, n=n) for role, n in (("jobcoach", 2), ("resident", 1), ("jobcoach", 3))]
    assert attended(lines) == {"jobcoach": 5, "resident": 1}
