"""What changed or was answered per instrument, as far as it may be shown."""

import datetime as dt
from typing import Any

from builders import laddered, measured, people, record, study

from actionlab.analysis.citations import Citations
from actionlab.analysis.grades import ShownGrades
from actionlab.analysis.outcomes import Outcome, outcomes
from actionlab.analysis.published import Published
from actionlab.model.records import Record, Records
from actionlab.privacy.disclosure import Protection

FIVE, TEN = Protection(k=5), Protection(k=10)


def told(*records: Record[Any], protection: Protection = FIVE, **fields: Any) -> tuple[Outcome, ...]:
    one = study(**fields)
    known = Records([one, *records])
    return outcomes(one, known, Citations(known, protection), Published(protection))


TWELVE = people(12)
MOVED = laddered(TWELVE, [2] * 12, [3] * 7 + [2] * 4 + [1])


def test_a_change_is_shown_as_far_as_groups_are_large_enough() -> None:
    (found,) = told(*TWELVE, *MOVED)
    assert (found.instrument, found.primary, found.moment) == ("ladder", False, "follow_up_1")
    assert found.change
    assert found.change.group == "resident"
    assert found.change.groups
    assert (found.change.groups.count("up"), found.change.groups.count("same", "down")) == (7, 5)
    (public,) = told(*TWELVE, *MOVED, protection=TEN)
    assert public.change
    assert (public.change.n_paired, public.change.groups) == (12, None)


def test_the_most_important_indicator_comes_first() -> None:
    grade = [measured(each.id, "after_conversation", 7) for each in TWELVE]
    names = [each.instrument for each in told(*TWELVE, *MOVED, *grade, primary_indicator="grade")]
    assert names == ["grade", "ladder"]
    counted = record("measurement", instrument="counter", label="plekken", value=2)
    first = told(*TWELVE, *MOVED, counted, primary_indicator="counter")[0]
    assert first.counts
    assert (first.instrument, first.primary, first.counts.rows[0].label) == ("counter", True, "plekken")


def test_without_a_follow_up_it_is_expected_at_the_end_of_the_last_cycle() -> None:
    baseline = [each for each in MOVED if each.data.moment == "baseline"]
    cycles = [
        record("cycle", number=n, end_date=end)
        for n, end in ((1, "2026-06-30"), (2, "2026-03-01"), (3, None))
    ]
    (found,) = told(*TWELVE, *baseline, *cycles)
    assert (found.change, found.expected) == (None, dt.date(2026, 6, 30))
    (without,) = told(*TWELVE, *baseline, end_date="2026-12-31")
    assert without.expected == dt.date(2026, 12, 31)
    (unknown,) = told(*TWELVE, *baseline)
    assert unknown.expected is None


def test_every_follow_up_is_compared_with_the_baseline() -> None:
    second = [measured(each.id, "follow_up_2", 4, instrument="ladder") for each in TWELVE[:6]]
    found = told(*TWELVE, *MOVED, *second)
    assert [(each.moment, each.change.n_paired if each.change else 0) for each in found] == [
        ("follow_up_1", 12),
        ("follow_up_2", 6),
    ]


def test_several_groups_have_no_name() -> None:
    mixed = [*people(3), *people(3, "ZEI", group="professional")]
    (found,) = told(*mixed, *laddered(mixed, [2] * 6, [3] * 6))
    assert found.change
    assert (found.change.people, found.change.group) == (6, None)


def test_grades_say_what_they_are_about_when_it_is_one_thing() -> None:
    def graded(*about: str | None) -> ShownGrades:
        given = [
            measured(one.id, "after_conversation", 7, about=each)
            for one, each in zip(TWELVE, about, strict=False)
        ]
        (found,) = told(*TWELVE, *given)
        assert found.grades
        return found.grades

    assert graded(*["three_way_conversation"] * 6).about == "three_way_conversation"
    assert graded("three_way_conversation", "case_discussion").about is None
    assert graded(None, None).about is None
    assert graded("three_way_conversation").n is None


def test_measurements_of_another_study_do_not_count() -> None:
    assert told(*people(12, study_id="twee"), measured("HOU-AAAA", "baseline", 7, study_id="twee")) == ()
