"""From fields as stored to a typed record: every fault of form, in words of our own."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from builders import VALID, valid

from actionlab.errors import Malformed, Problem
from actionlab.i18n import activate
from actionlab.model.build import build
from actionlab.model.fields import Field, fields
from actionlab.model.kinds import KINDS
from actionlab.model.observation import Observation
from actionlab.model.vocabulary import ids, label

FALLBACK = "This answer does not have the right form."


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the problems speak as they are written in the source."""
    activate("en")


def faults(kind: str, **given: Any) -> dict[str, str]:
    """The field and sentence of everything that is wrong."""
    return {problem.field: str(problem) for problem in problems(kind, valid(kind, **given))}


def problems(kind: str, values: dict[str, Any]) -> tuple[Problem, ...]:
    with pytest.raises(Malformed) as refused:
        build(kind, values)
    return refused.value.problems


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_enough(kind: str) -> None:
    assert type(build(kind, valid(kind))).__name__ == KINDS[kind].class_name


def test_every_kind_has_an_example_here() -> None:
    assert set(VALID) == set(KINDS)


def test_dates_and_lists_become_what_they_are() -> None:
    made = build("observation", valid("observation", date="2026-03-12", tags=["regie"], prompt=None))
    assert isinstance(made, Observation)
    assert (made.date, made.tags, made.prompt) == (dt.date(2026, 3, 12), ("regie",), None)


def test_fields_of_a_newer_program_are_passed_over() -> None:
    assert build("note", valid("note", colour="blue")) == build("note", valid("note"))


# what msgspec says in English, and what we say
SHAPES: list[tuple[str, dict[str, Any], str, str]] = [
    ("observation", {"date": "gisteren"}, "date", "This is not a date. Write it as 2026-03-12."),
    ("observation", {"date": "2026-02-30"}, "date", "This is not a date. Write it as 2026-03-12."),
    ("observation", {"date": 20260312}, "date", "This is not a date. Write it as 2026-03-12."),
    ("observation", {"prompt": "drie"}, "prompt", "Give a whole number."),
    ("observation", {"prompt": 2.5}, "prompt", "Give a whole number."),
    ("observation", {"prompt": True}, "prompt", "Give a whole number."),
    ("insight", {"share_regionally": "ja"}, "share_regionally", "Answer yes or no."),
    ("observation", {"tags": "regie"}, "tags", "Give a list."),
    ("observation", {"quote": "Ik weet het."}, "quote", "This answer has parts: give each of them."),
    ("observation", {"what_seen": 7}, "what_seen", "Give a text."),
    ("observation", {"what_seen": None}, "what_seen", "This is needed."),
]


@pytest.mark.parametrize(("kind", "given", "name", "sentence"), SHAPES)
def test_every_fault_of_form_has_a_sentence(
    kind: str, given: dict[str, Any], name: str, sentence: str
) -> None:
    assert faults(kind, **given) == {name: sentence}


@pytest.mark.parametrize(
    ("kind", "given", "name"),
    [
        ("observation", {"quote": {}}, "quote.text"),
        ("observation", {"quote": {"text": "Ja.", "permission": "ja"}}, "quote.permission"),
        ("observation", {"regie": [{"subject": "tempo"}, {"who": "resident"}]}, "regie.subject"),
        ("training", {"attendance": [{"role": "jobcoach", "n": "drie"}]}, "attendance.n"),
        ("training", {"evaluation": {"level1": {"grades": [7, "acht"]}}}, "evaluation.level1.grades"),
        ("training", {"evaluation": {"level2": [{"after": [4]}]}}, "evaluation.level2.statement"),
        ("participant", {"consent": {"scopes": []}}, "consent.status"),
    ],
)
def test_a_part_is_named_by_dots_and_labelled(kind: str, given: dict[str, Any], name: str) -> None:
    (problem,) = problems(kind, valid(kind, **given))
    assert problem.field == name
    assert problem.label
    assert str(problem) != FALLBACK


def _wrong_answers(holder: Any, inside: str, base: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field below `holder` with an answer of a wrong type, in otherwise valid values."""
    for field in fields(holder):
        name = inside + field.name
        for wrong in _wrong(field):
            yield name, {**base, field.name: [wrong] if field.many else wrong}
        if field.many:
            yield name, {**base, field.name: "geen lijst"}
        if field.required:
            yield name, {given: answer for given, answer in base.items() if given != field.name}
        for part, values in _wrong_answers(field.type, f"{name}.", _minimal(field)) if field.parts else ():
            yield part, {**base, field.name: [values] if field.many else values}


def _wrong(field: Field) -> list[Any]:
    if field.parts:
        return ["tekst", 3]
    wrong: dict[Any, list[Any]] = {str: [3, ["x"]], int: ["x", 2.5], bool: ["ja", 1], dt.date: ["x", 3]}
    return wrong.get(field.type, [])


def _minimal(field: Field) -> dict[str, Any]:
    answers: dict[Any, Any] = {int: 1, dt.date: "2026-03-12"}
    return {part.name: answers.get(part.type, "x") for part in field.parts if part.required}


CASES = [
    (kind, name, values)
    for kind in KINDS
    for name, values in _wrong_answers(KINDS[kind].data_class, "", valid(kind))
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_wrong_answer_to_any_field_is_told_in_english_of_msgspec(kind: str) -> None:
    cases = [(name, values) for found, name, values in CASES if found == kind]
    assert cases
    told = [(name, problems(kind, values)[0]) for name, values in cases]
    assert [name for name, problem in told if problem.field != name] == []
    assert [name for name, problem in told if not problem.label or str(problem) == FALLBACK] == []
    assert [name for name, problem in told if "`" in str(problem)] == []


def test_a_sentence_of_a_newer_msgspec_still_names_the_field(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(*_: object) -> None:
        raise msgspec.ValidationError("Something that was never said before - at `$.quote.text`")

    monkeypatch.setattr(msgspec, "convert", convert)
    (problem,) = problems("observation", {})
    assert (problem.field, problem.label, str(problem)) == ("quote.text", "Quote", FALLBACK)


def test_all_faults_are_told_at_once() -> None:
    told = faults(
        "observation",
        what_seen=" ",
        setting="huisbezoek aan de maan",
        phase="handlen",
        prompt=0,
        present_roles=["jobcoach", "xyz"],
        quote={"text": "", "speaker_role": "koning"},
    )
    assert list(told) == [
        "what_seen",
        "phase",
        "setting",
        "present_roles",
        "prompt",
        "quote.text",
        "quote.speaker_role",
    ]


def test_an_unknown_word_is_answered_with_the_nearest_one() -> None:
    activate("nl")
    (problem,) = problems("observation", valid("observation", phase="handlen"))
    assert problem.facts["near"] == "handelen"
    activate("en")
    told = faults("observation", phase="acting")
    assert told == {"phase": "'acting' is not in the list. Did you mean 'act'?"}


def test_a_word_like_no_other_is_answered_with_the_whole_list() -> None:
    words = ", ".join(label("signal", each, "en") for each in ids("signal"))
    told = faults("observation", signal="qqqq")
    assert told == {"signal": f"'qqqq' is not in the list. Choose from: {words}."}


@pytest.mark.parametrize("blank", ["", " ", "\n\t "])
def test_an_empty_text_is_no_text(blank: str) -> None:
    assert faults("action", description=blank) == {"description": "The text is empty."}
    assert faults("observation", tags=["regie", blank]) == {"tags": "The text is empty."}


def test_a_damaged_character_is_refused_wherever_it_stands() -> None:
    half = "caf\udce9"
    sentence = "The text holds a character that is damaged. Type it again, or save the file as UTF-8."
    assert faults("observation", what_seen=half) == {"what_seen": sentence}
    assert faults("observation", quote={"text": half}) == {"quote.text": sentence}
    row = {"task": half, "current_scale": "municipality"}
    assert faults("measurement", instrument="scale_map", value=[row]) == {"value": sentence}


@pytest.mark.parametrize("month", ["2026", "2026-00", "2026-13", "03-2026", "2026-3", "2026-03-01", "maart"])
def test_a_month_is_a_year_and_a_month(month: str) -> None:
    assert list(faults("approach", since=month)) == ["since"]


def test_a_good_month_is_taken() -> None:
    assert build("approach", valid("approach", since="2025-12"))


@pytest.mark.parametrize("code", ["Houten", "gm0321", "GM321", "GM03211", "GM0321 ", ""])
def test_a_municipality_is_stored_by_its_code(code: str) -> None:
    assert "municipality" in faults("study", municipality=["GM0321", code])


def test_answers_that_hold_a_comma_are_told_apart() -> None:
    told = faults("observation", residents_agreed="xyzzy")["residents_agreed"]
    assert "yes, asked orally; yes, in writing; no" in told


def test_a_municipality_that_is_not_in_the_list_is_taken() -> None:
    assert build("study", valid("study", municipality=["GM9999"]))


RANGES: list[tuple[str, str, list[object], list[object]]] = [
    ("cycle", "number", [1, 12], [0, -1]),
    ("observation", "prompt", [1], [0]),
    ("insight", "sub_question", [1], [0]),
    ("agenda_item", "priority", [1, 3], [0, 4]),
    ("measurement", "group_count", [1], [0]),
    ("measurement", "potential_12m", [1, 6], [0, 7]),
    ("measurement", "weight", [1], [0]),
    ("training", "duration_minutes", [1], [0]),
    ("training", "attendance", [[{"role": "jobcoach", "n": 1}]], [[{"role": "jobcoach", "n": 0}]]),
    (
        "training",
        "evaluation",
        [{"level1": {"grades": [1, 10], "fits_my_work": [1, 5]}}, {"level1": {}}],
        [{"level1": {"grades": [0]}}, {"level1": {"grades": [11]}}, {"level1": {"fits_my_work": [6]}}],
    ),
    (
        "study",
        "audience_thresholds",
        [{"municipality": 5, "public": 5}],
        [{"municipality": 4}, {"public": 4}],
    ),
    ("study", "template_version", [1], [0]),
]


@pytest.mark.parametrize(("kind", "name", "good", "bad"), RANGES)
def test_a_number_lies_in_its_range(kind: str, name: str, good: list[object], bad: list[object]) -> None:
    for answer in good:
        assert build(kind, valid(kind, **{name: answer}))
    for answer in bad:
        (told,) = faults(kind, **{name: answer}).items()
        assert told[0].split(".")[0] == name


def test_a_range_says_from_and_to() -> None:
    assert faults("measurement", potential_12m=7) == {
        "potential_12m": "7 is not possible. Give a number from 1 to 6."
    }
    assert faults("cycle", number=0) == {"number": "0 is too low. Give 1 or more."}


def test_at_least_one_is_asked_where_a_list_is_required() -> None:
    assert faults("study", municipality=[]) == {"municipality": "Give at least one."}
    assert faults("member_check", insight_ids=[]) == {"insight_ids": "Give at least one."}


def test_the_code_of_a_study_can_be_a_folder() -> None:
    assert list(faults("study", id="Nul punt")) == ["slug"]
    assert list(faults("study", id="con")) == ["slug"]


def test_a_measurement_fits_its_instrument() -> None:
    assert list(faults("measurement", instrument="ladder", value=7)) == ["value"]
    assert list(faults("measurement", instrument="zrm", value=3)) == ["instrument"]
    assert list(faults("measurement", instrument="ladder", value="3")) == ["value"]
