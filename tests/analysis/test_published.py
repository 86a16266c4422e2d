"""What was published stays as it was, until a later report tells nothing about fewer than k people."""

import datetime as dt
import itertools
from typing import Any

import msgspec
import pytest
from builders import HOUTEN, NIEUWEGEIN, findings, measured, observation, people, person, record, study
from hypothesis import given, settings
from hypothesis import strategies as st
from publications import JULY, MARCH, MAY, climbed, publication, published, trained

from actionlab.analysis.findings import Findings
from actionlab.analysis.outcomes import Outcome
from actionlab.analysis.sessions import ShownTraining
from actionlab.analysis.shown_change import ShownChange
from actionlab.model.records import Record

Found = list[Record[Any]]


def later(records: Found, *publications: Record[Any], **given: Any) -> Findings:
    return findings([*records, *publications], **{"today": JULY, **given})


def ladder(shown: Findings) -> ShownChange:
    (found,) = (each.change for each in shown.studies[0].outcomes if each.instrument == "ladder")
    assert found
    return found


def cells(shown: Findings) -> list[int] | None:
    groups = ladder(shown).groups
    return [cell.n for cell in groups.cells] if groups else None


def session(shown: Findings) -> ShownTraining:
    (found,) = shown.studies[0].trainings
    return found


def graded(*values: int) -> Found:
    found = people(len(values))
    given = (measured(one.id, "after_conversation", value) for one, value in zip(found, values, strict=True))
    return [study(), *found, *given]


def grades_of(shown: Findings) -> Outcome:
    (found,) = (each for each in shown.studies[0].outcomes if each.instrument == "grade")
    return found


# kept, and until when


def test_without_an_earlier_publication_everything_is_of_today() -> None:
    shown = later(climbed(7, 5, 0))
    assert (cells(shown), ladder(shown).stand) == ([7, 5, 0], None)
    assert {each.as_of for each in shown.figures} == {JULY}


@pytest.mark.parametrize(
    ("now", "expected", "stand"),
    [
        ((7, 4, 1), [7, 5], None),
        ((8, 4, 1), [7, 5], MARCH),
        ((6, 4, 1), [7, 5], MARCH),
        ((8, 4, 0), [7, 5], MARCH),
        ((11, 4, 1), [7, 5], MARCH),
        ((12, 4, 1), [12, 5], None),
        ((12, 4, 2), [7, 5], MARCH),
        ((12, 5, 5), [12, 5, 5], None),
        ((7, 9, 1), [7, 10], None),
        ((13, 4, 0), [7, 5], MARCH),
    ],
)
def test_a_division_stays_until_every_number_is_the_same_or_differs_by_five(
    now: tuple[int, int, int], expected: list[int], stand: dt.date | None
) -> None:
    shown = later(climbed(*now), published(climbed(7, 4, 1)))
    assert (cells(shown), ladder(shown).stand) == (expected, stand)


def test_all_of_a_group_is_kept_together_also_how_many_dropped_out() -> None:
    began = [measured("HOU-ZZZZ", "baseline", 2, instrument="ladder"), person("HOU-ZZZZ")]
    shown = ladder(later([*climbed(8, 4, 1), *began], published(climbed(7, 4, 1))))
    assert (shown.n_start, shown.n_paired, shown.n_missing) == (12, 12, 0)
    assert shown.interval == ladder(later(climbed(7, 4, 1))).interval


def test_who_was_measured_is_kept_with_the_numbers() -> None:
    employer = person("ZEI-AAAA", group="employer")
    steps = [measured("ZEI-AAAA", moment, 2, instrument="ladder") for moment in ("baseline", "follow_up_1")]
    shown = ladder(later([*climbed(7, 4, 1), employer, *steps], published(climbed(7, 4, 1))))
    assert (shown.n_paired, shown.group, shown.stand) == (12, "resident", MARCH)


def test_one_more_who_began_is_shown_and_one_less_is_not() -> None:
    began = [measured("HOU-ZZZZ", "baseline", 2, instrument="ladder"), person("HOU-ZZZZ")]
    first = climbed(7, 4, 1)
    assert ladder(later([*first, *began], published(first))).n_start == 13
    gone = ladder(later(first, published([*first, *began])))
    assert (gone.n_start, gone.n_missing, gone.stand) == (13, 1, MARCH)


def test_somebody_who_withdrew_cannot_be_subtracted() -> None:
    first = [*climbed(7, 4, 1), *graded_too(12), trained(level1={"grades": [7] * 14})]
    left = [each for each in first if "HOU-AAAA" not in (each.id, getattr(each.data, "participant", ""))]
    assert len(left) == len(first) - 4
    before, after = findings(first), later(left, published(first))
    assert cells(after) == cells(before)
    assert grades_of(after).grades == msgspec.structs.replace(before_grades(before), stand=MARCH)
    assert after.studies[0].steps.participants.per_group == (("resident", 12),)
    assert after.studies[0].steps.participants.stand == MARCH


def graded_too(n: int) -> Found:
    return [measured(each.id, "after_conversation", 7) for each in people(n)]


def before_grades(shown: Findings) -> Any:
    return grades_of(shown).grades


def test_a_middle_that_changed_while_nobody_came_or_went_is_kept() -> None:
    kept = grades_of(later(graded(7, 7, 7, 8, 9), published(graded(7, 7, 6, 5, 9)))).grades
    assert kept
    assert (kept.n, kept.median, kept.stand) == (5, 7.0, None)
    corrected = grades_of(later(graded(7, 8, 8, 8, 9), published(graded(7, 7, 6, 5, 9)))).grades
    assert corrected
    assert (corrected.n, corrected.median, corrected.stand) == (5, 7.0, MARCH)


def test_a_group_that_became_too_small_is_kept_until_nobody_is_left() -> None:
    first = published(climbed(8, 1, 0))
    for left in ((3, 0, 0), (4, 0, 0), (1, 1, 1)):
        assert (
            ladder(later(climbed(*left), first)).n_paired,
            ladder(later(climbed(*left), first)).stand,
        ) == (
            9,
            MARCH,
        )
    began = [measured(each.id, "baseline", 2, instrument="ladder") for each in people(9)]
    later_on = measured("ZEI-AAAA", "follow_up_1", 2, instrument="ladder")
    gone = ladder(later([study(), *people(9), *began, person("ZEI-AAAA"), later_on], first))
    assert (gone.n_paired, gone.stand) == (0, None)


def test_a_division_that_may_no_longer_be_shown_is_kept() -> None:
    first = published(climbed(6, 6, 0))
    left = ladder(later(climbed(1, 6, 0), first))
    assert (left.n_paired, left.stand) == (12, MARCH)
    corrected = later(climbed(2, 0, 10), published(climbed(7, 5, 0)))
    assert (cells(corrected), ladder(corrected).stand) == ([7, 5, 0], MARCH)


def test_how_many_did_not_answer_is_held_against_the_former_number_too() -> None:
    def with_grades(there: int, answered: int) -> Found:
        lines = [{"role": "jobcoach", "n": there}]
        evaluation = {"level1": {"grades": [7] * answered}}
        return [study(), record("training", "trn-0001", attendance=lines, evaluation=evaluation)]

    first = published(with_grades(12, 6))
    kept = session(later(with_grades(19, 12), first)).numbers
    assert (kept.attendance.total, kept.stand) == (12, MARCH)
    shown = session(later(with_grades(19, 13), first)).numbers
    assert (shown.attendance.total, shown.stand) == (19, None)


def test_a_figure_that_was_not_shown_before_is_simply_shown() -> None:
    first = published(graded(7, 7, 7))
    assert not [each for each in first.data.figures if each.about == "grades"]
    now = grades_of(later(graded(7, 7, 7, 7, 7), first)).grades
    assert now
    assert (now.n, now.stand) == (5, None)


def test_a_later_answer_is_added_to_a_session_and_a_changed_one_keeps_all_of_it() -> None:
    asked = {"asked_on": "2026-06-01", "n_asked": 14, "n_responded": 14, "n_applied": 7}
    first = [study(), trained(level1={"grades": [7] * 14})]
    added = session(
        later([study(), trained(level1={"grades": [7] * 14}, level3_applied=asked)], published(first))
    )
    assert added.numbers.use
    assert (added.numbers.use.part, added.numbers.stand) == (7, None)
    changed = [study(), trained(level1={"grades": [8] * 14}, level3_applied=asked)]
    kept = session(later(changed, published(first)))
    assert kept.numbers.grade
    assert (kept.numbers.grade.middle, kept.numbers.use, kept.numbers.stand) == (7.0, None, MARCH)


def test_a_group_of_participants_that_nobody_belonged_to_is_not_added_one_by_one() -> None:
    first = climbed(7, 4, 1)
    more = [*first, *people(3, "ZEI", group="employer")]
    shown = later(more, published(first)).studies[0].steps.participants
    assert (shown.per_group, shown.stand) == ((("resident", 12),), MARCH)
    enough = later([*first, *people(5, "ZEI", group="employer")], published(first)).studies[0].steps
    assert enough.participants.per_group == (("resident", 12), ("employer", 5))


# which publications count


def test_a_figure_is_held_against_every_publication_and_the_last_is_kept() -> None:
    first = published(climbed(7, 4, 1))
    second = published(climbed(13, 4, 1), first, today=MAY)
    assert cells(later(climbed(13, 4, 1), first, second)) == [13, 5]
    back = later(climbed(8, 4, 1), first, second)
    assert (cells(back), ladder(back).stand) == ([13, 5], MAY)


def test_a_kept_figure_keeps_its_first_date_in_later_publications() -> None:
    first = published(climbed(7, 4, 1))
    second = published(climbed(8, 4, 1), first, today=MAY)
    third = later(climbed(9, 4, 1), first, second)
    assert (cells(third), ladder(third).stand) == ([7, 5], MARCH)


def test_another_municipality_of_the_same_study_sees_the_same_figure() -> None:
    both = [study(municipality=[HOUTEN, NIEUWEGEIN]), *climbed(7, 4, 1)[1:]]
    more = [study(municipality=[HOUTEN, NIEUWEGEIN]), *climbed(8, 4, 1)[1:]]
    shown = later(more, published(both), municipality=NIEUWEGEIN)
    assert (cells(shown), ladder(shown).stand) == ([7, 5], MARCH)


def test_another_period_or_choice_of_studies_is_the_same_figure() -> None:
    records = [*climbed(8, 4, 1), study("twee")]
    first = published(climbed(7, 4, 1))
    for choice in ({"study_id": "een"}, {"since": MAY}, {"until": MAY}):
        assert cells(later(records, first, **choice)) == [7, 5]


def test_a_study_of_which_nothing_was_published_is_of_today() -> None:
    other = published([study("twee"), *climbed(7, 4, 1, study_id="twee")[1:]])
    assert cells(later(climbed(8, 4, 1), other)) == [8, 5]


def test_researchers_see_what_is_there_now() -> None:
    shown = later(climbed(8, 4, 1), published(climbed(7, 4, 1)), audience="researchers")
    assert (cells(shown), shown.figures) == ([8, 4, 1], ())


# for whom


def test_the_public_sees_of_a_published_figure_what_the_public_may_see() -> None:
    first = published(climbed(7, 4, 1))
    shown = ladder(later(climbed(8, 4, 1), first, audience="public"))
    assert (shown.n_paired, shown.groups, shown.median_change, shown.stand) == (12, None, 1.0, MARCH)
    few = published(climbed(7, 1, 0))
    assert ladder(later(climbed(8, 1, 0), few, audience="public")).words_only


def test_a_public_report_on_the_same_records_is_of_today() -> None:
    records = [*climbed(7, 4, 1), trained(level1={"grades": [7] * 12})]
    shown = later(records, published(records), audience="public")
    assert {each.as_of for each in shown.figures} == {JULY}


def test_the_municipality_keeps_the_division_that_the_public_was_not_shown() -> None:
    records = climbed(7, 4, 1)
    first = published(records)
    second = published(records, first, audience="public", today=MAY)
    shown = later(climbed(8, 4, 1), first, second)
    assert (cells(shown), ladder(shown).stand) == ([7, 5], MARCH)


def test_what_the_public_was_shown_is_held_against_what_the_municipality_sees() -> None:
    first = published(climbed(7, 4, 1), audience="public")
    shown = ladder(later(climbed(8, 4, 1), first))
    assert (shown.n_paired, shown.groups, shown.stand) == (12, None, MARCH)
    assert cells(later(climbed(12, 4, 1), first)) == [12, 5]


def test_the_public_keeps_what_it_was_shown_and_not_what_the_municipality_was_shown_since() -> None:
    first = published(climbed(13, 13, 0), audience="public")
    second = published(climbed(18, 13, 0), first, today=MAY)
    assert cells(later(climbed(18, 13, 0), first, second)) == [18, 13, 0]
    shown = later(climbed(18, 13, 0), first, second, audience="public")
    assert (cells(shown), ladder(shown).stand) == ([13, 13, 0], MARCH)


# what is written down


def test_a_publication_holds_no_code_and_no_text_of_anybody() -> None:
    records = [*climbed(7, 4, 1), *graded_too(12)]
    records.append(trained(level2=[{"statement": "Ik durf.", "before": [1] * 14, "after": [2] * 14}]))
    records.append(measured(None, "baseline", 9, instrument="counter", label="Plaatsingen"))
    written = msgspec.json.encode(published(records).data).decode()
    assert "counts" in written
    for text in ("HOU-", "Oefenen", "Ik durf", "Plaatsingen", "Een"):
        assert text not in written


def test_nothing_is_shown_beside_what_can_no_longer_be_read() -> None:
    first = published(climbed(7, 4, 1))
    broken = [msgspec.structs.replace(each, shown={"n_paired": "?"}) for each in first.data.figures]
    odd = msgspec.structs.replace(first, data=msgspec.structs.replace(first.data, figures=tuple(broken)))
    assert ladder(later(climbed(7, 4, 1), odd)).words_only


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 14)] * 3), min_size=2, max_size=4), st.sampled_from([5, 10]))
def test_no_two_reports_ever_differ_by_a_small_number(groups: list[tuple[int, int, int]], k: int) -> None:
    audience = "municipality" if k == 5 else "public"
    publications: Found = []
    seen: dict[str, set[int]] = {}
    for up, same, down in groups:
        shown = findings([*climbed(up, same, down), observation(), *publications], audience=audience)
        publications.append(publication(shown))
        for outcome in shown.studies[0].outcomes:
            change = outcome.change
            for told in change.told().values() if change else ():
                for name, n in told.counts.items():
                    seen.setdefault(name, set()).add(n)
    for numbers in seen.values():
        ordered = sorted(numbers)
        assert all(after - before >= k for before, after in itertools.pairwise(ordered))


def test_the_record_of_a_publication_can_be_stored() -> None:
    assert record("publication", figures=msgspec.to_builtins(findings(climbed(7, 4, 1)).figures)).data.figures
