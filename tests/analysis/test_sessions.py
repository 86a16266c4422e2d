"""Trainings and support: who was there, how they looked back and what they use."""

from typing import Any

import pytest
from builders import record

from actionlab.analysis.sessions import ShownTraining, learning_change, support, trainings
from actionlab.model.records import Record, Records
from actionlab.model.training import Learning
from actionlab.privacy.disclosure import Protection, ShownAttendance, ShownShare

FIVE, EXACT = Protection(k=5), Protection(k=None)


def trained(protection: Protection = FIVE, /, **fields: Any) -> ShownTraining:
    (found,) = trainings(Records([record("training", **fields)]), "een", protection)
    return found


def evaluated(protection: Protection = FIVE, /, **levels: Any) -> ShownTraining:
    return trained(protection, evaluation=levels)


def statement(before: list[int], after: list[int], **fields: Any) -> dict[str, Any]:
    return {"statement": "Ik kan het.", "before": before, "after": after, **fields}


def test_trainings_of_a_study_stand_by_date() -> None:
    known = Records(
        [
            record("training", title="Later", date="2026-03-01"),
            record("training", title="Eerst", date="2026-01-01"),
            record("training", title="Elders", study_id="twee"),
        ]
    )
    assert [each.title for each in trainings(known, "een", FIVE)] == ["Eerst", "Later"]


def test_attendance_is_protected() -> None:
    lines = [{"role": "jobcoach", "n": 6}, {"role": "resident", "n": 2}]
    assert trained(attendance=lines).attendance == ShownAttendance(roles=("jobcoach", "resident"), total=8)
    assert trained(EXACT, attendance=lines).attendance.per_role == (("jobcoach", 6), ("resident", 2))


def test_grades_of_too_few_people_are_not_shown_but_counted() -> None:
    few = evaluated(level1={"grades": [7, 8, 8, 9]})
    assert (few.graded, few.grade, few.fits) == (4, None, None)
    assert evaluated(EXACT, level1={"grades": [7, 8, 8, 9]}).grade == 8


def test_the_middle_grade_of_a_small_group_is_rounded_and_says_so() -> None:
    small = evaluated(level1={"grades": [7, 7, 7, 8, 8, 8]})
    assert (small.grade, small.grade_rounded) == (8.0, True)
    large = evaluated(level1={"grades": [7] * 5 + [8] * 5})
    assert (large.grade, large.grade_rounded) == (7.5, False)
    assert evaluated(EXACT, level1={"grades": [7, 8]}).grade == 7.5


def test_what_was_not_asked_is_not_there() -> None:
    bare = trained()
    assert (bare.graded, bare.grade, bare.learning) == (0, None, ())
    assert (bare.applied, bare.asked_later) == (None, False)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([1, 2, 3], [2, 2, 5], 1.0),
        ([3, 3, 3], [3, 3, 3], 0.0),
        ([5, 4], [4, 4], -0.5),
        ([1, 1, 5], [3, 3, 5], 2.0),
        ([1, 1], [2, 2, 5], 1.0),
        ([], [3, 4], None),
        ([], [], None),
    ],
)
def test_the_change_is_the_middle_of_the_changes(
    before: list[int], after: list[int], expected: float | None
) -> None:
    entry = Learning(statement="Ik kan het.", before=tuple(before), after=tuple(after))
    assert learning_change(entry) == expected


def test_a_learning_goal_is_shown_from_enough_people_on() -> None:
    (few,) = evaluated(level2=[statement([1] * 4, [2] * 4)]).learning
    assert (few.n, few.median_change) == (4, None)
    (enough,) = evaluated(level2=[statement([1] * 5, [2] * 5, retrospective=True)]).learning
    assert (enough.n, enough.median_change, enough.rounded, enough.retrospective) == (5, 1.0, True, True)


def test_an_even_split_of_a_small_group_is_not_recognisable() -> None:
    half = statement([1] * 6, [1, 1, 1, 2, 2, 2])
    (small,) = evaluated(level2=[half]).learning
    assert (small.median_change, small.rounded) == (0.0, True)
    (exact,) = evaluated(EXACT, level2=[half]).learning
    assert (exact.median_change, exact.rounded) == (0.5, False)
    (large,) = evaluated(level2=[statement([1] * 10, [1] * 5 + [2] * 5)]).learning
    assert (large.median_change, large.rounded) == (0.5, False)


def test_what_is_used_later_is_a_share_of_those_who_answered() -> None:
    def applied(asked: int, answered: int, used: int) -> ShownShare | None:
        level3 = {"asked_on": "2026-03-01", "n_asked": asked, "n_responded": answered, "n_applied": used}
        found = evaluated(level3_applied=level3)
        assert found.asked_later
        return found.applied

    assert applied(14, 12, 7) == ShownShare(whole=12, part=7, most=True)
    assert applied(14, 10, 8) == ShownShare(whole=10, part=None, most=True)
    assert applied(14, 4, 4) is None
    assert applied(14, 0, 0) is None


def test_what_was_learned_and_what_came_of_it_is_told_in_words() -> None:
    found = trained(what_learned="Doorvragen.", evaluation={"level4_note": "Meer regie."}, notes="Intern.")
    assert (found.what_learned, found.result) == ("Doorvragen.", "Meer regie.")
    assert "Intern." not in str(found)


def test_support_is_meetings_for_support_and_learning_sets() -> None:
    def met(kind: str, title: str, **fields: Any) -> Record[Any]:
        return record("meeting", type=kind, title=title, **fields)

    five = [{"role": "jobcoach", "n": 5}]
    known = Records(
        [
            met("support", "Hulp", date="2026-03-01", agreed="Bel.", attendance=five),
            met("learning_set", "Leerkring", date="2026-01-01"),
            met("team_meeting", "Teamoverleg"),
            met("support", "Elders", study_id="twee"),
        ]
    )
    found = support(known, "een", FIVE)
    assert [(each.title, each.agreed) for each in found] == [("Leerkring", None), ("Hulp", "Bel.")]
    assert found[1].attendance.total == 5
