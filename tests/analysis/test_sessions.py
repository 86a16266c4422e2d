"""Trainings and support: who was there, how they looked back and what they use."""

from typing import Any

import pytest
from builders import record

from actionlab.analysis.citations import Citations
from actionlab.analysis.published import Published
from actionlab.analysis.sessions import ShownTraining, learning_change, support, trainings
from actionlab.analysis.shown_session import ShownAnswers, ShownSession, ShownUse
from actionlab.model.records import Record, Records
from actionlab.model.training import Learning
from actionlab.privacy.disclosure import Protection, ShownAttendance

FIVE, EXACT = Protection(k=5), Protection(k=None)


def trained(protection: Protection = FIVE, /, **fields: Any) -> ShownTraining:
    known = Records([record("training", **fields)])
    (found,) = trainings(known, "een", Citations(known, protection), Published(protection))
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
    found = trainings(known, "een", Citations(known, FIVE), Published(FIVE))
    assert [each.title for each in found] == ["Eerst", "Later"]


def test_attendance_is_protected() -> None:
    lines = [{"role": "jobcoach", "n": 6}, {"role": "resident", "n": 2}]
    assert trained(attendance=lines).numbers.attendance == ShownAttendance(
        roles=("jobcoach", "resident"), total=8
    )
    assert trained(EXACT, attendance=lines).numbers.attendance.per_role == (("jobcoach", 6), ("resident", 2))


def test_grades_of_too_few_people_are_not_shown_but_counted() -> None:
    few = evaluated(level1={"grades": [7, 8, 8, 9]})
    assert (few.graded, few.numbers.grade, few.numbers.fits) == (True, None, None)
    assert evaluated(EXACT, level1={"grades": [7, 8, 8, 9]}).numbers.grade == ShownAnswers(
        n=4, least=4, middle=8.0
    )


def test_the_middle_grade_of_a_small_group_is_whole_outside_the_team() -> None:
    small = evaluated(level1={"grades": [7, 7, 7, 8, 8, 8]})
    assert small.numbers.grade == ShownAnswers(n=6, least=6, middle=8.0)
    large = evaluated(level1={"grades": [7] * 5 + [8] * 5})
    assert large.numbers.grade == ShownAnswers(n=10, least=10, middle=7.5)
    assert evaluated(EXACT, level1={"grades": [7, 8]}).numbers.grade == ShownAnswers(n=2, least=2, middle=7.5)


def test_what_was_not_asked_is_not_there() -> None:
    bare = trained()
    assert (bare.graded, bare.numbers.grade, bare.learning) == (False, None, ())
    assert (bare.numbers.use, bare.asked_later) == (None, False)


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
    assert few.answers is None
    (enough,) = evaluated(level2=[statement([1] * 5, [2] * 5, retrospective=True)]).learning
    assert enough.answers == ShownAnswers(n=5, least=5, middle=1.0)
    assert enough.retrospective


def test_an_even_split_is_not_recognisable_outside_the_team() -> None:
    half = statement([1] * 6, [1, 1, 1, 2, 2, 2])
    (small,) = evaluated(level2=[half]).learning
    assert small.answers == ShownAnswers(n=6, least=6, middle=0.0)
    (exact,) = evaluated(EXACT, level2=[half]).learning
    assert exact.answers == ShownAnswers(n=6, least=6, middle=0.5)
    (large,) = evaluated(level2=[statement([1] * 10, [1] * 5 + [2] * 5)]).learning
    assert large.answers == ShownAnswers(n=10, least=10, middle=0.0)


def test_what_is_used_later_is_a_share_of_those_who_answered() -> None:
    def applied(asked: int, answered: int, used: int) -> ShownUse | None:
        level3 = {"asked_on": "2026-03-01", "n_asked": asked, "n_responded": answered, "n_applied": used}
        found = evaluated(level3_applied=level3)
        assert found.asked_later
        return found.numbers.use

    assert applied(14, 12, 7) == ShownUse(n=12, least=12, part=7, most=True)
    assert applied(14, 10, 8) == ShownUse(n=10, least=10, part=None, most=True)
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


def test_an_answer_that_a_few_did_not_give_is_told_in_words() -> None:
    there = [{"role": "jobcoach", "n": 14}]
    used = {"asked_on": "2026-03-01", "n_asked": 14, "n_responded": 12, "n_applied": 7}
    reaction = {"grades": [7] * 13, "fits_my_work": [4] * 14}
    found = trained(attendance=there, evaluation={"level1": reaction, "level3_applied": used}).numbers
    assert found.grade == ShownAnswers(n=None, least=10, middle=7.0)
    assert found.fits == ShownAnswers(n=14, least=14, middle=4.0)
    assert found.use == ShownUse(n=None, least=10, part=None, most=True)


@pytest.mark.parametrize("answered", range(15))
@pytest.mark.parametrize("there", range(1, 16))
def test_what_the_public_reads_of_a_session_follows_from_what_the_municipality_reads(
    there: int, answered: int
) -> None:
    def numbers(protection: Protection) -> ShownSession:
        lines = [{"role": "jobcoach", "n": there}]
        found = trained(protection, attendance=lines, evaluation={"level1": {"grades": [7] * answered}})
        return found.numbers

    assert numbers(FIVE).narrowed(Protection(k=10)) == numbers(Protection(k=10))
    assert numbers(FIVE) == numbers(EXACT).narrowed(FIVE)
