"""Rules of the method: what is refused, with the field named, and what lies just beside it and is taken."""

from typing import Any

import pytest
from builders import (
    example,
    insight,
    measured,
    observation,
    people,
    person,
    record,
    study,
    supported_by,
    valid,
)
from hypothesis import given
from hypothesis import strategies as st

from actionlab.errors import Malformed, Problem
from actionlab.i18n import activate
from actionlab.model.build import build
from actionlab.model.kinds import KINDS
from actionlab.model.records import Record, Records
from actionlab.model.rules import needs, problems
from actionlab.model.vocabulary import ids

STUDY = study(sub_questions=["Wat?", "Hoe?"], observation_prompts=["Kijk", "Luister", "Voel"])
CYCLE = record("cycle", "cyc-0001", start_date="2026-01-05", end_date="2026-03-27")
AGREED = person("HOU-AAAA", consent={"status": "given", "scopes": ["observe_conversations", "measurements"]})
KNOWN = (STUDY, CYCLE, AGREED, observation("obs-0001"), insight("ins-0001"), record("training", "trn-0001"))


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the problems speak as they are written in the source."""
    activate("en")


def broken(kind: str, *beside: Record[Any], record_id: str = "new-0001", **given_fields: Any) -> list[str]:
    return [problem.field for problem in found(kind, *beside, record_id=record_id, **given_fields)]


def found(
    kind: str, *beside: Record[Any], record_id: str = "new-0001", **given_fields: Any
) -> tuple[Problem, ...]:
    data = build(kind, valid(kind, **given_fields))
    return problems(record_id, kind, data, Records([*KNOWN, *beside]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_record_breaks_no_rule(kind: str) -> None:
    given_fields: dict[str, Any] = {"number": 2} if kind == "cycle" else {}
    assert broken(kind, **given_fields) == []


CLOSED: dict[str, Any] = {
    "number": 2,
    "status": "finished",
    "decision": "continue",
    "reason": "Het werkte.",
    "because": ["ins-0001", "obs-0001"],
}
EVALUATED: dict[str, Any] = {"attendance": [{"role": "jobcoach", "n": 2}, {"role": "klantmanager", "n": 1}]}


def applied(asked_on: str, asked: int, responded: int, used: int) -> dict[str, Any]:
    level3 = {"asked_on": asked_on, "n_asked": asked, "n_responded": responded, "n_applied": used}
    return {"date": "2026-02-03", "evaluation": {"level3_applied": level3}}


def scored(*grades: int) -> dict[str, Any]:
    return {**EVALUATED, "evaluation": {"level1": {"grades": list(grades)}}}


def learned(before: list[int], after: list[int]) -> dict[str, Any]:
    return {"evaluation": {"level2": [{"statement": "Ik kan het.", "before": before, "after": after}]}}


# kind, what is refused, the fields named, what is taken
RULES: list[tuple[str, dict[str, Any], list[str], dict[str, Any]]] = [
    (
        "study",
        {"id": "twee", "start_date": "2026-03-02", "end_date": "2026-03-01"},
        ["end_date"],
        {"id": "twee", "start_date": "2026-03-01", "end_date": "2026-03-01"},
    ),
    ("study", {"id": "twee", "sub_questions": ["?"] * 6}, ["sub_questions"], {"sub_questions": ["?"] * 5}),
    ("approach", {"core_elements": ["x"] * 7}, ["core_elements"], {"core_elements": ["x"] * 6}),
    (
        "cycle",
        {"number": 2, "start_date": "2026-03-02", "end_date": "2026-03-01"},
        ["end_date"],
        {"number": 2, "start_date": "2026-03-01", "end_date": "2026-03-01"},
    ),
    (
        "cycle",
        {"number": 2, "phases": [{"phase": "act", "date_from": "2026-03-02", "date_to": "2026-03-01"}]},
        ["phases"],
        {"number": 2, "phases": [{"phase": "act", "date_from": "2026-03-01", "date_to": "2026-03-01"}]},
    ),
    ("cycle", {"number": 1}, ["number"], {"number": 2}),
    ("cycle", {**CLOSED, "decision": None}, ["decision"], CLOSED),
    ("cycle", {**CLOSED, "reason": None}, ["reason"], CLOSED),
    ("cycle", {**CLOSED, "because": []}, ["because"], CLOSED),
    ("cycle", {"number": 2, "status": "finished"}, ["decision", "reason", "because"], CLOSED),
    ("cycle", {"number": 2, "decision": "stop"}, ["reason", "because"], {"number": 2, "status": "running"}),
    ("cycle", {**CLOSED, "because": ["trn-0001"]}, ["because"], CLOSED),
    (
        "action",
        {"agreed_on": "2026-03-02", "due_date": "2026-03-01"},
        ["due_date"],
        {"agreed_on": "2026-03-01", "due_date": "2026-03-01"},
    ),
    (
        "action",
        {"due_date": "2026-03-01", "insight_ids": ["ins-9"]},
        ["insight_ids"],
        {"agreed_in": "trn-0001"},
    ),
    (
        "decision",
        {"asked_on": "2026-03-02", "needed_by": "2026-03-01", "answered_on": "2026-02-01"},
        ["needed_by", "answered_on"],
        {"asked_on": "2026-03-01", "needed_by": "2026-03-01", "answered_on": "2026-03-01"},
    ),
    (
        "observation",
        {"cycle_id": "cyc-0001", "date": "2026-01-04"},
        ["date"],
        {"cycle_id": "cyc-0001", "date": "2026-01-05"},
    ),
    (
        "observation",
        {"cycle_id": "cyc-0001", "date": "2026-03-28"},
        ["date"],
        {"cycle_id": "cyc-0001", "date": "2026-03-27"},
    ),
    ("observation", {"prompt": 4}, ["prompt"], {"prompt": 3}),
    ("observation", {"participants": ["HOU-ZZZZ"]}, ["participants"], {"participants": ["HOU-AAAA"]}),
    ("observation", {"cycle_id": "HOU-AAAA", "date": "2026-01-05"}, ["cycle_id"], {"cycle_id": None}),
    ("observation", {"cycle_id": "een", "date": "2026-01-05"}, ["cycle_id"], {"date": "2026-01-05"}),
    ("observation", {"participants": ["een"]}, ["participants"], {"participants": []}),
    (
        "training",
        {"cycle_id": "cyc-0001", "date": "2026-01-04"},
        ["date"],
        {"cycle_id": "cyc-0001", "date": "2026-03-27"},
    ),
    ("training", scored(7, 8, 8, 9), ["grades"], scored(7, 8, 9)),
    ("training", learned([1, 2], [3]), ["before"], learned([1, 2], [3, 4])),
    ("training", learned([1], [3, 4]), ["before"], learned([], [3, 4])),
    ("training", applied("2026-02-02", 9, 7, 6), ["asked_on"], applied("2026-02-03", 9, 7, 6)),
    ("training", applied("2026-04-01", 9, 7, 8), ["n_applied"], applied("2026-04-01", 9, 7, 7)),
    ("training", applied("2026-04-01", 9, 10, 7), ["n_applied"], applied("2026-04-01", 9, 9, 0)),
    (
        "meeting",
        {"cycle_id": "cyc-0001", "date": "2026-03-28"},
        ["date"],
        {"cycle_id": "cyc-0001", "date": "2026-03-27"},
    ),
    ("participant", {"pseudonym": "JAN"}, ["pseudonym"], {"pseudonym": "HOU-K7M2"}),
    ("participant", {"pseudonym": "HOU-K7M1"}, ["pseudonym"], {"pseudonym": "HOU-K7M9"}),
    ("participant", {"pseudonym": "HOU-K7MO"}, ["pseudonym"], {"pseudonym": "HOU-K7MP"}),
    ("participant", {"pseudonym": "hou-k7m2"}, ["pseudonym"], {"pseudonym": "AMF-AAAA"}),
    ("participant", {"pseudonym": "HOU-K7M2X"}, ["pseudonym"], {"pseudonym": "ZEI-2222"}),
    ("participant", {"pseudonym": "HOU-AAAA"}, ["pseudonym"], {"pseudonym": "HOU-AAAB"}),
    (
        "participant",
        {"consent": {"status": "withdrawn", "date": "2026-02-02", "withdrawn_on": "2026-02-01"}},
        ["consent.withdrawn_on"],
        {"consent": {"status": "withdrawn", "date": "2026-02-02", "withdrawn_on": "2026-02-02"}},
    ),
    (
        "measurement",
        {"instrument": "gas", "value": 0},
        ["goal"],
        {"instrument": "gas", "value": 0, "goal": "Lezen"},
    ),
    (
        "measurement",
        {"instrument": "counter", "value": 3},
        ["label"],
        {"instrument": "counter", "value": 3, "label": "gesprekken"},
    ),
    ("measurement", {"participant": "HOU-ZZZZ"}, ["participant"], {"participant": "HOU-AAAA"}),
    (
        "insight",
        {"evidence": supported_by("obs-0001", "trn-0001", "obs-0001")},
        ["evidence"],
        {"evidence": supported_by("obs-0001", "trn-0001")},
    ),
    ("insight", {"evidence": supported_by("obs-9999")}, ["evidence.ref"], {"evidence": []}),
    (
        "insight",
        {"evidence": supported_by("ins-0001")},
        ["evidence.ref"],
        {"evidence": supported_by("obs-0001")},
    ),
    ("insight", {"sub_question": 3}, ["sub_question"], {"sub_question": 2}),
    (
        "member_check",
        {"outcome": [{"insight_id": "ins-9999", "recognised": "not"}]},
        ["outcome.insight_id", "outcome"],
        {"outcome": [{"insight_id": "ins-0001", "recognised": "not"}]},
    ),
    (
        "member_check",
        {"outcome": [{"insight_id": "ins-0001", "recognised": word} for word in ("not", "partly")]},
        ["outcome"],
        {"outcome": []},
    ),
    ("note", {"study_id": None}, ["study_id"], {"study_id": None, "municipality": "GM0321"}),
]


@pytest.mark.parametrize(("kind", "refused", "names", "taken"), RULES)
def test_what_breaks_a_rule_is_named_and_what_lies_beside_it_is_taken(
    kind: str, refused: dict[str, Any], names: list[str], taken: dict[str, Any]
) -> None:
    assert broken(kind, **refused) == names
    assert all(problem.label and str(problem).endswith(".") for problem in found(kind, **refused))
    assert broken(kind, **taken) == []


def test_a_study_without_prompts_or_questions_takes_every_number() -> None:
    plain = study()
    known = Records([plain])
    for kind, fields in (("observation", {"prompt": 9}), ("insight", {"sub_question": 9})):
        assert problems("new", kind, build(kind, valid(kind, **fields)), known) == ()


def test_a_cycle_without_an_end_takes_every_later_day() -> None:
    endless = record("cycle", "cyc-0002", number=2, start_date="2026-01-05")
    assert broken("observation", endless, cycle_id="cyc-0002", date="2029-01-01") == []
    (problem,) = found("observation", endless, cycle_id="cyc-0002", date="2026-01-04")
    assert str(problem) == "2026-01-04 lies outside cycle 2 (2026-01-05 to …)."


def test_a_cycle_without_a_start_says_so_in_signs() -> None:
    beginless = record("cycle", "cyc-0002", number=2, end_date="2026-01-05")
    (problem,) = found("observation", beginless, cycle_id="cyc-0002", date="2026-01-06")
    assert str(problem) == "2026-01-06 lies outside cycle 2 (… to 2026-01-05)."


def test_a_record_is_not_compared_with_its_own_former_self() -> None:
    assert broken("cycle", record_id="cyc-0001") == []
    assert broken("participant", record_id="HOU-AAAA", pseudonym="HOU-AAAA") == []
    first = measured("HOU-AAAA", "baseline", 7, date="2026-01-05")
    assert broken("measurement", first, record_id=first.id, participant="HOU-AAAA", moment="baseline") == []


FIRST: dict[str, Any] = {"participant": "HOU-AAAA", "instrument": "ladder", "moment": "baseline", "value": 2}
LATER: dict[str, Any] = {**FIRST, "moment": "follow_up_1"}
GOAL: dict[str, Any] = {**FIRST, "instrument": "gas", "value": -1, "goal": "Brieven lezen"}
COUNT: dict[str, Any] = {"instrument": "counter", "value": 3, "label": "Contacten", "moment": "baseline"}


@pytest.mark.parametrize(
    ("stored", "new", "names"),
    [
        (FIRST, FIRST, ["moment"]),
        (FIRST, {**FIRST, "participant": "HOU-AAAB"}, []),
        (FIRST, {**FIRST, "instrument": "grade"}, []),
        (FIRST, {**FIRST, "study_id": "twee"}, []),
        (GOAL, {**GOAL, "goal": " brieven  LEZEN "}, ["moment"]),
        (GOAL, {**GOAL, "goal": "Bellen"}, []),
        (COUNT, {**COUNT, "label": "contacten"}, ["moment"]),
        (COUNT, {**COUNT, "label": "dagen"}, []),
        (FIRST, {**LATER, "participant": "HOU-AAAA"}, []),
    ],
)
def test_a_value_is_measured_once(stored: dict[str, Any], new: dict[str, Any], names: list[str]) -> None:
    beside = [study("twee"), *people(2), record("measurement", **stored)]
    known = Records([*beside, STUDY])
    data = build("measurement", valid("measurement", **new))
    told = [problem.field for problem in problems("new", "measurement", data, known)]
    assert [name for name in told if name != "participant"] == names


def test_anonymous_forms_are_never_doubles_or_out_of_order() -> None:
    form: dict[str, Any] = {"instrument": "grade", "value": 7, "moment": "baseline", "date": "2026-03-01"}
    stored = record("measurement", **form)
    assert broken("measurement", stored, **form) == []
    assert broken("measurement", stored, **{**form, "moment": "follow_up_1", "date": "2026-02-01"}) == []


DAYS = [
    ("2026-03-01", "2026-03-02", []),
    ("2026-03-02", "2026-03-02", ["date"]),
    ("2026-03-03", "2026-03-02", ["date"]),
]


@pytest.mark.parametrize(("baseline", "follow_up", "names"), DAYS)
@pytest.mark.parametrize("measured_as", [FIRST, GOAL, COUNT], ids=["ladder", "gas", "counter"])
def test_a_follow_up_comes_after_the_baseline_whichever_is_entered_first(
    measured_as: dict[str, Any], baseline: str, follow_up: str, names: list[str]
) -> None:
    first = {**measured_as, "date": baseline}
    later = {**measured_as, "moment": "follow_up_1", "date": follow_up}
    for stored, new in ((first, later), (later, first)):
        assert broken("measurement", record("measurement", **stored), **new) == names


def test_the_second_follow_up_comes_after_the_first() -> None:
    stored = record("measurement", **LATER, date="2026-03-02")
    second: dict[str, Any] = {**FIRST, "moment": "follow_up_2"}
    assert broken("measurement", stored, **second, date="2026-03-02") == ["date"]
    assert broken("measurement", stored, **second, date="2026-03-03") == []


def test_spelling_of_a_goal_does_not_hide_a_wrong_order() -> None:
    stored = record("measurement", **GOAL, date="2026-03-02")
    later: dict[str, Any] = {**GOAL, "moment": "follow_up_1", "goal": "BRIEVEN lezen", "date": "2026-03-01"}
    assert broken("measurement", stored, **later) == ["date"]
    assert broken("measurement", stored, **{**later, "goal": "Bellen"}) == []


def test_without_dates_nothing_is_out_of_order() -> None:
    stored = record("measurement", **FIRST)
    assert broken("measurement", stored, **LATER, date="2026-03-01") == []
    assert broken("measurement", record("measurement", **FIRST, date="2026-03-02"), **LATER) == []


def test_all_rules_are_told_at_once() -> None:
    names = broken(
        "observation",
        person("HOU-BBBB", consent={"status": "refused"}),
        cycle_id="cyc-0001",
        date="2026-12-01",
        participants=["HOU-BBBB", "HOU-ZZZZ"],
        prompt=8,
    )
    assert names == ["participants", "date", "participants", "prompt"]


def test_only_kinds_that_matter_are_needed() -> None:
    def wanted(kind: str, **given_fields: Any) -> set[str]:
        return set(needs(kind, build(kind, valid(kind, **given_fields))))

    assert wanted("organisation") == set()
    assert wanted("observation") == {"study"}
    assert wanted("observation", participants=["HOU-AAAA"], cycle_id="cyc-1") == {
        "study",
        "participant",
        "cycle",
    }
    assert wanted("measurement") == {"study", "measurement"}
    assert wanted("insight", evidence=supported_by("OBS-7k", "trn-1")) == {"study", "observation", "training"}
    everything = {"study", "observation", "training", "meeting", "measurement"}
    assert wanted("insight", evidence=supported_by("obs-1", "measurement:een:grade")) == everything


EXAMPLE = example()
IDS = [*(each.id for each in EXAMPLE), "", "xyz", "measurement:", "measurement:hou-driehoek:grade"]


def _answers(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    days = st.dates().map(str)
    evidence = st.fixed_dictionaries(
        {"ref": st.sampled_from(IDS), "relation": st.sampled_from(ids("relation"))}
    )
    ref, refs = st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=3)
    chosen: dict[str, st.SearchStrategy[Any]] = {
        **dict.fromkeys(("date", "start_date", "end_date", "agreed_on", "due_date", "asked_on"), days),
        **dict.fromkeys(("study_id", "cycle_id", "participant", "organisation_id", "agreed_in"), ref),
        **dict.fromkeys(("participants", "because", "insight_ids", "origin", "organisations"), refs),
        "evidence": st.lists(evidence, max_size=3),
        "instrument": st.sampled_from(ids("instrument")),
        "moment": st.sampled_from(ids("moment")),
        "number": st.integers(1, 5),
        "prompt": st.integers(1, 9),
        "pseudonym": st.text(max_size=9),
        "id": st.text(max_size=9),
    }
    names = KINDS[kind].data_class.__struct_fields__
    return st.fixed_dictionaries({}, optional={name: each for name, each in chosen.items() if name in names})


@given(st.data(), st.sampled_from(sorted(KINDS)))
def test_whatever_a_record_names_rules_give_problems_and_nothing_else(data: st.DataObject, kind: str) -> None:
    try:
        made = build(kind, valid(kind, **data.draw(_answers(kind))))
    except Malformed:
        return
    assert all(isinstance(each, Problem) and str(each) for each in problems("new", kind, made, EXAMPLE))
