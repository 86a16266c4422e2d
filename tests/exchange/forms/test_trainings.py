"""Answer sheets: each counts once, whatever the order, and what was typed about a session stays."""

import itertools
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from answer_sheets import (
    DAY,
    GOALS,
    SESSION,
    TITLE,
    evaluation,
    form,
    known,
    one,
    revision,
    row,
    session,
    sheet,
    stored,
)
from builders import record
from hypothesis import given
from hypothesis import strategies as st

from actionlab.exchange.forms.trainings import settled
from actionlab.exchange.incoming import Incoming
from actionlab.i18n import activate
from actionlab.store.versions import Versions


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the problems speak as they are written in the source."""
    activate("en")


def levels(evaluated: dict[str, Any]) -> dict[str, Any]:
    """What an evaluation says, without which form said it."""
    return {name: level for name, level in evaluated.items() if name != "forms"}


def test_answers_on_forms_become_the_levels_of_the_session() -> None:
    forms = [
        form("a", grade=8, fits=4, before=[2, 3], after=[4, 4]),
        form("b", grade=6, before=[1, None], after=[3, None]),
    ]
    assert levels(evaluation(forms)) == {
        "level1": {"grades": [6, 8], "fits_my_work": [4]},
        "level2": [
            {"statement": GOALS[0], "before": [1, 2], "after": [3, 4], "retrospective": True},
            {"statement": GOALS[1], "before": [3], "after": [4], "retrospective": True},
        ],
    }


def test_the_rest_of_the_session_and_what_was_typed_stay() -> None:
    typed = {
        "level1": {"grades": [9, 5]},
        "level2": [{"statement": GOALS[0], "before": [1, 1], "after": [2, 2], "retrospective": True}],
        "level3_applied": {"asked_on": "2026-05-01", "n_asked": 5, "n_responded": 4, "n_applied": 3},
        "level4_note": "Rustiger.",
    }
    before = session(notes="Goed gegaan.", evaluation=typed)
    fields = one([form(grade=7, before=[4], after=[5])], known(before)).fields
    assert fields is not None
    assert (fields["notes"], fields["learning_goals"]) == ("Goed gegaan.", GOALS)
    found = fields["evaluation"]
    assert (found["level3_applied"], found["level4_note"]) == (typed["level3_applied"], "Rustiger.")
    assert found["level1"]["grades"] == [9, 5, 7]
    assert (found["level2"][0]["before"], found["level2"][0]["after"]) == ([1, 1, 4], [2, 2, 5])


def test_answers_asked_beforehand_are_not_mixed_with_those_asked_afterwards() -> None:
    entry = {"statement": GOALS[0], "before": [1, 1], "after": [2, 2], "retrospective": False}
    found = evaluation([form(before=[4], after=[5])], known(session(evaluation={"level2": [entry]})))
    assert found["level2"][0] == entry
    assert found["level2"][1] == {"statement": GOALS[0], "before": [4], "after": [5], "retrospective": True}


@pytest.mark.parametrize(
    "answers",
    [
        {"before": [1, 1], "retrospective": True},
        {"after": [1, 1], "retrospective": True},
        {"after": [1, 1]},
        {"before": [1, 1]},
        {"before": [1, 1], "after": [2, 2]},
    ],
)
def test_answers_that_cannot_be_compared_with_those_of_forms_are_left_alone(answers: dict[str, Any]) -> None:
    entry = {"statement": GOALS[0], **answers}
    found = evaluation([form(before=[4], after=[5])], known(session(evaluation={"level2": [entry]})))
    assert found["level2"][0] == entry
    assert found["level2"][1]["before"] == [4]


def test_a_goal_that_nobody_answered_takes_the_answers_of_forms() -> None:
    entry = {"statement": GOALS[0], "retrospective": False}
    found = evaluation([form(before=[4], after=[5])], known(session(evaluation={"level2": [entry]})))
    assert found["level2"][0] == {**entry, "before": [4], "after": [5], "retrospective": True}


def test_a_form_without_answers_about_goals_says_nothing_of_learning() -> None:
    assert "level2" not in evaluation([form(grade=7, before=[None], after=[None])])


def test_goals_left_open_at_the_end_make_no_other_form() -> None:
    first = one([form(grade=7, before=[2], after=[3])])
    assert one([form(grade=7, before=[2, None, None], after=[3, None, None])], stored(first)).fields is None


def test_the_same_form_again_adds_nothing() -> None:
    forms = [form("a", grade=8, fits=4), form("b", grade=8, fits=4)]
    first = one(forms)
    again = one(forms, stored(first))
    assert (first.new, again.fields, len(again.known)) == (tuple(forms), None, 2)


def test_equal_answers_of_two_people_both_count_and_a_copy_of_a_form_is_noted() -> None:
    full: dict[str, Any] = {"grade": 8, "fits": 4, "before": [2], "after": [4]}
    forms = [form("a", **full), form("a - kopie", **full)]
    found = one(forms)
    assert found.fields is not None
    assert found.fields["evaluation"]["level1"]["grades"] == [8, 8]
    assert all("exactly the same" in each.notes[0] for each in found.new)
    assert [each.notes for each in one(forms, stored(found)).known] == [(), ()]
    for few_or_rows in ([form("a", grade=8), form("b", grade=8)], table([full, full])):
        assert [each.notes for each in one(few_or_rows).new] == [(), ()]


def test_a_form_that_was_moved_to_another_folder_counts_once() -> None:
    said: dict[str, Any] = {"grade": 8, "fits": 4, "before": [2], "after": [4]}
    there = form("archief/a", **said)
    assert one([there], stored(one([form("a", **said)]))).fields is None
    together = one([form("a", **said), there])
    assert (len(together.new), len(together.known)) == (1, 1)
    # little was answered, or something else: that is somebody else
    for other in ({"grade": 8, "fits": 4}, {**said, "grade": 7}):
        assert len(one([form("archief/a", **other)], stored(one([form("a", **said)]))).new) == 1


def test_a_corrected_form_replaces_what_it_said() -> None:
    first = one([form("a", grade=8, fits=4, before=[2], after=[4]), form("b", grade=8)])
    corrected = form("a", grade=8, fits=5, before=[2], after=[4])
    found = one([corrected], stored(first))
    assert [each.source.file for each in found.corrected] == ["map/a.docx"]
    assert "replaces what it said" in found.corrected[0].notes[0]
    assert found.fields is not None
    assert found.fields["evaluation"]["level1"] == {"grades": [8, 8], "fits_my_work": [5]}
    assert found.fields["evaluation"]["level2"][0]["before"] == [2]


def test_a_form_that_was_filled_in_further_is_a_correction() -> None:
    full = form(grade=8, fits=3, before=[2, 3], after=[4, 4])
    for first, last in ((form(grade=8), full), (full, form(grade=8))):
        assert one([last], stored(one([first]))).corrected[0].fields == last.fields


def test_an_answer_added_or_taken_away_is_a_correction_too() -> None:
    first = one([form(grade=8, before=[2], after=[4])])
    found = evaluation([form(grade=8, fits=3, before=[2], after=[None])], stored(first))
    assert levels(found) == {
        "level1": {"grades": [8], "fits_my_work": [3]},
        "level2": [{"statement": goal, "retrospective": True} for goal in GOALS],
    }


def test_a_form_of_the_same_name_by_somebody_else_counts_as_well() -> None:
    first = one([form(grade=8, fits=4, before=[2, 2], after=[4, 4])])
    other = form(grade=5, fits=1, before=[2, 3], after=[3, 3])
    then = one([other], stored(first))
    assert (then.new, then.corrected) == ((other,), ())
    assert then.fields is not None
    assert then.fields["evaluation"]["level1"]["grades"] == [5, 8]
    assert one([other], stored(then)).fields is None


def test_what_a_form_said_before_it_was_corrected_changes_nothing_any_more() -> None:
    old, new = form(grade=8, fits=4), form(grade=8, fits=5)
    first = one([old])
    second = one([new], stored(first))
    assert first.fields is not None
    assert one([old], stored(second, former=[first.fields])).fields is None


def test_after_an_undo_a_form_counts_again() -> None:
    undone = one([form(grade=8, fits=4)]).fields
    assert undone is not None
    assert evaluation([form(grade=8, fits=4)], known(session(), former=[undone]))["level1"]["grades"] == [8]


def test_grades_that_somebody_typed_over_are_not_brought_back_by_another_form() -> None:
    first = one([form("a", grade=4), form("b", grade=5)])
    assert first.fields is not None
    typed = {**first.fields["evaluation"], "level1": {"grades": [9, 9]}}
    found = evaluation([form("c", grade=7)], known(session(evaluation=typed)))
    assert found["level1"]["grades"] == [9, 9, 7]


def test_goals_and_answers_that_somebody_took_out_stay_out() -> None:
    first = one([form("a", grade=4, before=[2, 2], after=[3, 3])])
    assert first.fields is not None
    forms = {"forms": first.fields["evaluation"]["forms"]}
    fewer = known(session(learning_goals=GOALS[:1], evaluation=forms))
    assert levels(evaluation([form("b", before=[1], after=[5])], fewer))["level2"][0]["before"] == [1]
    assert levels(evaluation([form("a", grade=4, before=[2], after=[None])], fewer)) == {
        "level1": {"grades": [4]}
    }


def test_a_goal_answered_on_one_side_only_is_left_out_and_said() -> None:
    found = one([form(grade=7, before=[2, 3], after=[None, 4])])
    assert found.fields is not None
    first, second = found.fields["evaluation"]["level2"]
    assert ("before" in first, "after" in first, second["before"]) == (False, False, [3])
    assert "only 'before' or only 'after'" in found.new[0].notes[0]


def test_the_numbers_of_a_form_show_no_digits_of_a_telephone() -> None:
    (kept,) = evaluation([form(grade=7)])["forms"]
    assert (type(kept["key"]), kept["grade"]) == (int, 7)
    assert kept["key"] < 2**53


def test_answers_about_a_goal_that_the_session_does_not_have_are_refused() -> None:
    found = one([form(grade=7, before=[1, 2, 3], after=[1, 2, 3])])
    assert (found.fields, found.problems[0].field) == (None, "learning_goals")
    assert "goal 3" in str(found.problems[0])


def test_goals_as_printed_count_in_the_words_of_the_session_where_these_are_the_same() -> None:
    printed = ["ik vraag  door.", "Ik zwijg."]
    found = evaluation([form(before=[1, 2], after=[3, 4], goals=printed)])
    assert [each["statement"] for each in found["level2"]] == [GOALS[0], "Ik zwijg."]


def test_a_session_without_goals_gets_those_of_the_form() -> None:
    without = known(session(learning_goals=None))
    forms = [form("a", grade=7), form("b", grade=7, goals=GOALS)]
    found, none = one(forms, without), one(forms[:1], without)
    assert found.fields is not None
    assert none.fields is not None
    assert (found.fields["learning_goals"], "learning_goals" in none.fields) == (GOALS, False)


ANSWER = st.none() | st.integers(1, 5)
ONE_PERSON = st.fixed_dictionaries(
    {
        "grade": st.none() | st.integers(6, 9),
        "fits": ANSWER,
        "before": st.lists(ANSWER, max_size=2),
        "after": st.lists(ANSWER, max_size=2),
    }
)


@given(st.lists(ONE_PERSON, min_size=1, max_size=6), st.data())
def test_the_order_and_the_number_of_times_that_forms_come_in_make_no_difference(
    people: list[dict[str, Any]], data: st.DataObject
) -> None:
    forms = [form(str(number), **answers) for number, answers in enumerate(people)]
    together = evaluation(forms)
    versions = known(session())
    for each in data.draw(st.permutations([*forms, *forms[:2]])):
        found = one([each], versions)
        versions = stored(found) if found.fields else versions
    (kept,) = versions.records
    assert versions.fields(kept)["evaluation"] == together
    assert one(forms, versions).fields is None


@given(st.lists(ONE_PERSON, min_size=1, max_size=5), st.lists(ONE_PERSON, min_size=1, max_size=5))
def test_corrected_forms_give_the_same_as_when_they_had_said_so_at_once(
    first: list[dict[str, Any]], last: list[dict[str, Any]]
) -> None:
    """Rows with a number of their own: there the last one always counts."""
    pairs = list(itertools.zip_longest(first, last))
    old = [row(n, key=("kobo", str(n)), **was) for n, (was, _now) in enumerate(pairs) if was]
    new = [row(n, key=("kobo", str(n)), **now) for n, (_was, now) in enumerate(pairs) if now]
    kept = [row(n, key=("kobo", str(n)), **(now or was)) for n, (was, now) in enumerate(pairs)]
    found = one(new, stored(one(old)))
    versions = stored(found) if found.fields else stored(one(old))
    (there,) = versions.records
    after, at_once = versions.fields(there)["evaluation"], evaluation(kept)
    assert after.get("level1", {}).get("grades", []) == at_once.get("level1", {}).get("grades", [])
    assert after["forms"] == at_once["forms"]
    answered = [entry for entry in after.get("level2", []) if entry.get("before")]
    assert answered == [entry for entry in at_once.get("level2", []) if entry.get("before")]


def table(people: Sequence[dict[str, Any]], file: str = "evaluatie.xlsx") -> list[Incoming]:
    return [row(number, file, **answers) for number, answers in enumerate(people, 2)]


@given(st.lists(ONE_PERSON, min_size=2, max_size=8), st.randoms(use_true_random=False), st.booleans())
def test_a_table_without_numbers_adds_nothing_when_it_comes_again(
    people: list[dict[str, Any]], shuffler: Any, renamed: bool
) -> None:
    """Also sorted otherwise, or under another name. Equal rows are different people."""
    first = one(table(people))
    assert first.fields is not None
    assert len(first.fields["evaluation"]["forms"]) == len(people)
    again = list(people)
    shuffler.shuffle(again)
    found = one(table(again, "kopie.xlsx" if renamed else "Evaluatie.xlsx"), stored(first))
    assert (found.fields, len(found.known)) == (None, len(people))


@given(st.lists(ONE_PERSON, min_size=1, max_size=6), st.lists(ONE_PERSON, max_size=4))
def test_of_a_table_that_grew_only_the_new_rows_count(
    people: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    found = one(table([*more, *people]), stored(one(table(people))))
    assert (len(found.new), len(found.known)) == (len(more), len(people))


def test_a_corrected_row_of_a_table_replaces_what_it_said() -> None:
    people = [{"grade": grade, "fits": 4} for grade in (6, 7, 8, 9)]
    found = one(table([{"grade": 5, "fits": 4}, *people[1:]]), stored(one(table(people))))
    assert (len(found.corrected), len(found.known)) == (1, 3)
    assert found.fields is not None
    assert found.fields["evaluation"]["level1"]["grades"] == [5, 7, 8, 9]


def test_a_row_by_somebody_else_replaces_nobody() -> None:
    people = [{"grade": grade, "fits": 4} for grade in (6, 7, 8, 9)]
    found = one(table([{"grade": 1, "fits": 1}, *people[1:]]), stored(one(table(people))))
    assert (len(found.new), len(found.corrected), len(found.known)) == (1, 0, 3)


def test_two_groups_with_equal_grades_in_two_tables_all_count() -> None:
    first = one(table([{"grade": 7}, {"grade": 8}, {"grade": 8}], "ochtend.xlsx"))
    second = one(table([{"grade": 8}, {"grade": 7}], "middag.xlsx"), stored(first))
    assert second.fields is not None
    assert second.fields["evaluation"]["level1"]["grades"] == [7, 7, 8, 8, 8]


def test_one_row_in_a_table_of_another_name_is_another_person() -> None:
    assert len(one(table([{"grade": 7}], "b.csv"), stored(one(table([{"grade": 7}], "a.csv")))).new) == 1


def test_a_table_of_the_same_name_with_other_people_counts_in_full() -> None:
    low, high = (
        [{"grade": n, "fits": n} for n in (1, 2, 3, 4)],
        [{"grade": 9, "fits": 5}, {"grade": 4, "fits": 4}],
    )
    second = one(table(high), stored(one(table(low))))
    assert len(second.new) == 2
    assert one(table(high), stored(second)).fields is None


def numbered(grades: Sequence[int], file: str = "a.csv") -> list[Incoming]:
    """Rows of a table that numbers them from 1."""
    rows = (row(n, file, ("row", str(n)), grade=grade, fits=4) for n, grade in enumerate(grades, 1))
    return [msgspec.structs.replace(each, weak=True) for each in rows]


def test_rows_numbered_from_one_in_two_tables_are_different_people() -> None:
    apart = one(numbered([9, 7], "b.csv"), stored(one(numbered([6, 7]))))
    together = one([*numbered([6, 7]), *numbered([9, 7], "b.csv")])
    for found in (apart, together):
        assert found.fields is not None
        assert found.fields["evaluation"]["level1"]["grades"] == [6, 7, 7, 9]


def test_a_numbered_row_is_corrected_in_its_own_table() -> None:
    found = one(numbered([6, 8]), stored(one(numbered([6, 7]))))
    assert (len(found.known), len(found.corrected)) == (1, 1)


def test_one_submission_in_two_exports_that_differ_is_refused() -> None:
    rows = [row(2, "a.csv", ("kobo", "u1"), grade=6), row(2, "b.csv", ("kobo", "u1"), grade=7)]
    found = settled([*rows, row(3, "b.csv", ("kobo", "u2"), grade=8)], known(session()), "een")
    assert [bool(each.problems) for each in found] == [True, True, False]
    assert "b.csv" in str(found[0].problems[0])


def test_a_number_that_two_rows_of_a_table_have_is_refused() -> None:
    found = settled([*numbered([6]), *numbered([9])], known(session()), "een")
    assert [bool(each.problems) for each in found] == [True, True]


def test_the_same_form_named_twice_counts_once() -> None:
    found = one([form(grade=8), form(grade=8)])
    assert (len(found.new), len(found.known)) == (1, 1)


def test_attendance_is_put_with_the_session_and_other_roles_stay() -> None:
    there = session(attendance=[{"role": "trainer", "n": 1}, {"role": "jobcoach", "n": 2}])
    found = one([sheet(klantmanager=6, jobcoach=3)], known(there))
    assert (len(found.new), len(found.corrected)) == (0, 1)
    assert found.fields is not None
    assert found.fields["attendance"] == [
        {"role": "trainer", "n": 1},
        {"role": "jobcoach", "n": 3},
        {"role": "klantmanager", "n": 6},
    ]
    assert one([sheet(klantmanager=6, jobcoach=3)], stored(found)).fields is None


def test_a_role_counted_as_nobody_goes() -> None:
    fields = one(
        [sheet(jobcoach=0, trainer=1)], known(session(attendance=[{"role": "jobcoach", "n": 2}]))
    ).fields
    assert fields is not None
    assert fields["attendance"] == [{"role": "trainer", "n": 1}]


def test_a_number_that_was_changed_by_hand_is_not_put_back() -> None:
    first = one([sheet(jobcoach=3)]).fields
    assert first is not None
    by_hand = session(attendance=[{"role": "jobcoach", "n": 2}])
    assert one([sheet(jobcoach=3)], known(by_hand, former=[{}, first])).fields is None


def test_after_an_undo_a_list_counts_again() -> None:
    undone = one([sheet(jobcoach=3)]).fields
    assert undone is not None
    assert one([sheet(jobcoach=3)], known(session(), former=[undone])).fields is not None


def test_rows_of_attendance_for_each_role_come_together() -> None:
    found = one([sheet("a", jobcoach=3), sheet("b", trainer=1), sheet("c", jobcoach=3)])
    assert found.fields is not None
    assert found.fields["attendance"] == [{"role": "jobcoach", "n": 3}, {"role": "trainer", "n": 1}]
    assert (len(found.new), len(found.known)) == (2, 1)


def test_sheets_that_say_different_numbers_of_a_role_are_all_refused() -> None:
    sheets = [sheet("a", jobcoach=3, trainer=1), sheet("b", jobcoach=4)]
    found = settled(sheets, known(session()), "een")
    assert [each.problems[0].field for each in found] == ["attendance", "attendance"]
    assert "job coach" in str(found[0].problems[0])


def test_a_session_without_a_day_gets_that_of_the_attendance_sheet() -> None:
    found = one([sheet(jobcoach=3)], known(session(date=None)))
    assert found.fields is not None
    assert found.fields["date"] == DAY


def test_a_day_that_only_one_of_them_has_is_not_noted() -> None:
    for versions, each in itertools.product(
        (known(session()), known(session(date=None))),
        (sheet(date=None, jobcoach=3), form(grade=7), row(grade=7, date="2026-04-01")),
    ):
        assert one([each], versions).incomings[0].notes == ()


def test_another_day_on_the_sheet_is_noted_and_the_day_stays() -> None:
    for each in (sheet(date="2026-04-01", jobcoach=3), form(date="2026-04-01", grade=7)):
        found = one([each])
        assert found.fields is not None
        assert found.fields["date"] == DAY
        assert "2026-04-01" in found.incomings[0].notes[0]


def test_a_form_that_was_counted_in_another_session_is_noted() -> None:
    first = one([form("a", TITLE, grade=7, fits=4, date="2026-03-06")], known())
    assert first.fields is not None
    made = record("training", first.training_id, **first.fields)
    found = one([form("a", TITLE, grade=7, fits=4, date=DAY)], known(session(), made))
    assert (found.training_id, first.training_id in found.new[0].notes[0]) == (SESSION, True)
    for other in (form("b", TITLE, grade=7, fits=4, date=DAY), form("a", TITLE, grade=2, fits=1, date=DAY)):
        assert one([other], known(session(), made)).new[0].notes == ()


def test_what_a_newer_program_stored_of_a_session_stays() -> None:
    versions = known(session())
    (chain,) = versions.chains.values()
    newer = {**chain[0].fields, "weather": "rain", "evaluation": {"level5": {"x": 1}}}
    versions = Versions(reading=versions.reading, chains={SESSION: (revision(SESSION, newer),)})
    fields = one([form(grade=7)], versions).fields
    assert fields is not None
    assert (fields["weather"], fields["evaluation"]["level5"]) == ("rain", {"x": 1})


def test_rows_that_two_columns_tell_apart_are_two_people() -> None:
    place = ("row", "map/lijst.csv", "")
    rows = [row(n, "lijst.csv", (*place, group, "1"), grade=n) for n, group in ((6, "A"), (9, "B"))]

    assert evaluation(rows)["level1"]["grades"] == [6, 9]
