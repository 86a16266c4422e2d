"""Instruments: which values they take, what a value scores, and when two measurements are the same one."""

import datetime as dt
from typing import Any

import pytest

from actionlab.model import vocabulary
from actionlab.model.instruments import (
    INSTRUMENTS,
    gas_t_score,
    is_sufficient,
    score,
    told_apart,
    unique_key,
    value_problems,
)
from actionlab.model.measurement import Measurement, ScaleRow

ROW = {"task": "Werkgevers benaderen", "current_scale": "municipality", "reason": "law", "satisfied": 3}


def _measured(**fields: Any) -> Measurement:
    given: dict[str, Any] = {
        "study_id": "hou-driehoek",
        "instrument": "ladder",
        "value": 3,
        "participant": "HOU-K7M2",
    }
    return Measurement(**({**given, "moment": "baseline", "date": dt.date(2026, 3, 2)} | fields))


def test_every_instrument_of_the_vocabulary_is_described() -> None:
    assert tuple(INSTRUMENTS) == vocabulary.ids("instrument")


@pytest.mark.parametrize(
    ("instrument", "value"),
    [
        ("ladder", 1),
        ("ladder", 6),
        ("gas", -2),
        ("gas", 2),
        ("grade", 10),
        ("collaboration_scan", [3, 3, 2, 3, 2, 3, 2, 3]),
        ("collaboration_scan", (None, None, None, None, None, None, None, 5)),
        ("expertise_self_scan", [1, 2, 3, 4, 5, None]),
        ("counter", 0),
        ("counter", 12.5),
        ("scale_map", [ROW, {"task": "Alleen de taak"}]),
        ("scale_map", (ScaleRow(task="Werkgevers benaderen", wished_scale="national"),)),
    ],
)
def test_a_value_within_its_range_has_no_problems(instrument: str, value: Any) -> None:
    assert value_problems(instrument, value) == ()


@pytest.mark.parametrize(
    ("instrument", "value", "said"),
    [
        ("ladder", 0, ("1", "6", "0")),
        ("ladder", 7, ("1", "6", "7")),
        ("ladder", 3.0, ("1", "6", "3.0")),
        ("ladder", True, ("1", "6", "True")),
        ("ladder", "3", ("1", "6", "'3'")),
        ("ladder", None, ("1", "6")),
        ("gas", 3, ("-2", "2", "3")),
        ("grade", 11, ("1", "10", "11")),
        ("grade", 7.5, ("1", "10", "7.5")),
        ("collaboration_scan", [3, 3], ("8", "2")),
        ("collaboration_scan", 3, ("3",)),
        ("collaboration_scan", "33323232", ("33323232",)),
        ("collaboration_scan", [None] * 8, ()),
        ("expertise_self_scan", [1, 2, 3, 4, 5, 6], ("6", "1", "5")),
        ("counter", -1, ("0", "-1")),
        ("counter", float("nan"), ("nan",)),
        ("counter", float("inf"), ("inf",)),
        ("counter", 10**400, ()),
        ("counter", "12", ("'12'",)),
        ("scale_map", [], ("[]",)),
        ("scale_map", ["taak"], ("1", "taak")),
        ("scale_map", [ROW, {"current_scale": "national"}], ("2", "task")),
        ("scale_map", [{"task": " "}], ("1", "task")),
        ("scale_map", [ROW | {"reason": "mood"}], ("reason", "mood", "habit")),
        ("scale_map", [ROW | {"satisfied": 6}], ("satisfied", "6", "1", "5")),
        ("scale_map", [ROW | {"colour": "red"}], ("colour", "wished_scale")),
    ],
)
def test_a_value_outside_its_range_gives_one_sentence_that_names_it(
    instrument: str, value: Any, said: tuple[str, ...]
) -> None:
    (problem,) = value_problems(instrument, value)
    assert problem.field == "value"
    assert [part for part in said if part not in str(problem)] == []


def test_all_wrong_answers_of_a_form_are_named_at_once() -> None:
    first, second = value_problems("collaboration_scan", [0, 3, 2, 3, 2, 3, 2, 9])
    assert "1" in str(first)
    assert "8" in str(second)


def test_a_long_wrong_value_is_not_repeated_in_full() -> None:
    (problem,) = value_problems("ladder", "x" * 5000)
    assert len(str(problem)) < 200


@pytest.mark.parametrize("instrument", ["kirkpatrick", "zrm"])
def test_an_instrument_that_is_not_taken_is_refused_whatever_the_value(instrument: str) -> None:
    (problem,) = value_problems(instrument, 3)
    assert problem.field == "instrument"
    assert vocabulary.label("instrument", instrument) in str(problem)
    assert score(instrument, 3) is None


def test_an_instrument_of_a_newer_program_is_not_judged_and_has_no_score() -> None:
    assert value_problems("mood_board", "anything") == ()
    assert score("mood_board", 3) is None


@pytest.mark.parametrize(
    ("instrument", "value", "expected"),
    [
        ("ladder", 3, 3.0),
        ("gas", -1, -1.0),
        ("counter", 14, 14.0),
        ("collaboration_scan", [3, 3, 2, 3, 2, 3, 2, 3], 2.625),
        ("collaboration_scan", [3, 3, 2, 3, 2, 5, None, None], 3.0),
        ("collaboration_scan", [3, 3, 2, 3, 2, None, None, None], None),
        ("expertise_self_scan", [2, 2, 3, 2, 3, None], 2.4),
        ("expertise_self_scan", [2, 2, 3, 2, None, None], None),
        ("scale_map", [ROW], None),
        ("ladder", 9, None),
        ("ladder", None, None),
    ],
)
def test_a_score_is_the_value_or_the_mean_of_enough_answers(
    instrument: str, value: Any, expected: float | None
) -> None:
    assert score(instrument, value) == expected


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ((0, 0, 0), None, 50.0),
        ((2,), None, 70.0),
        ((1, 1, 0), (1, 1, 1), 59.1287),
        ((1, 1, 0), (2, 1, 1), 60.0),
        ((-1, -1, -1), None, 36.3069),
        ((-2, -2, -2), None, 22.6139),
    ],
)
def test_the_goal_score_gives_the_check_values(
    values: tuple[int, ...], weights: tuple[int, ...] | None, expected: float
) -> None:
    assert gas_t_score(values, weights) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(("values", "weights"), [((), None), ((1, 1), (1,)), ((1,), (0,))])
def test_the_goal_score_refuses_goals_and_weights_that_do_not_fit(
    values: tuple[int, ...], weights: tuple[int, ...] | None
) -> None:
    with pytest.raises(ValueError, match="goals"):
        gas_t_score(values, weights)


def test_a_grade_of_five_and_a_half_is_sufficient_because_it_rounds_up() -> None:
    assert [is_sufficient(grade) for grade in (5, 5.4, 5.5, 6, 10)] == [False, False, True, True, True]


def test_the_smallest_step_of_a_scan_is_one_answer() -> None:
    assert [INSTRUMENTS[each].step for each in ("ladder", "collaboration_scan")] == [1.0, 0.125]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"value": 4}),
        ({}, {"date": dt.date(2026, 3, 9)}),
        (
            {"instrument": "gas", "goal": "Bellen met  Anna"},
            {"instrument": "gas", "goal": "bellen met anna "},
        ),
        ({"instrument": "counter", "participant": None, "label": "Gestart"},) * 2,
        ({"instrument": "scale_map", "participant": None},) * 2,
        ({"instrument": "grade", "moment": "after_training"},) * 2,
    ],
)
def test_two_measurements_of_the_same_thing_have_the_same_key(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert unique_key(_measured(**one)) == unique_key(_measured(**other))
    assert unique_key(_measured(**one)) is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"participant": "HOU-R4TD"},
        {"study_id": "hou-zorgkennis"},
        {"moment": "follow_up_1"},
        {"instrument": "grade"},
    ],
)
def test_measurements_of_different_things_have_different_keys(changed: dict[str, Any]) -> None:
    assert unique_key(_measured()) != unique_key(_measured(**changed))


def test_a_person_may_have_several_goals_and_a_grade_after_every_conversation() -> None:
    goals = [_measured(instrument="gas", value=0, goal=goal) for goal in ("Bellen", "Meelopen")]
    days = (dt.date(2026, 3, 2), dt.date(2026, 4, 2))
    given = [_measured(instrument="grade", moment="after_conversation", date=day) for day in days]
    assert len({unique_key(each) for each in goals + given}) == 4


def test_an_anonymous_form_is_never_a_double() -> None:
    assert unique_key(_measured(instrument="grade", participant=None, group_count=1)) is None


def test_both_moments_of_a_goal_belong_to_the_same_person_and_goal() -> None:
    goal = {"instrument": "gas", "value": -1, "goal": "Bellen"}
    later = _measured(**goal, moment="follow_up_1", date=dt.date(2026, 6, 2))
    assert told_apart(_measured(**goal)) == told_apart(later) == ("HOU-K7M2", "bellen")
