"""Consent at work: what is refused because a person did not agree to it, and what is taken."""

from typing import Any

import pytest
from builders import AGREED, observation, person, record, study, valid

from actionlab.errors import Problem
from actionlab.i18n import activate
from actionlab.model.build import build
from actionlab.model.records import Record, Records
from actionlab.model.rules import problems
from actionlab.model.vocabulary import label

REFUSED = "HOU-BBBB did not agree or has withdrawn. Nothing about this person may be stored."
WAITING = (
    "HOU-BBBB has not agreed yet. Record the consent first, with 'actionlab edit HOU-BBBB --consent-status"
    " given --consent-scopes …', or leave the code out."
)
EVERYTHING = AGREED["scopes"]

# the scope, and a record that needs it of HOU-BBBB: kind, the field that is named, fields
NEEDS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("observe_conversations", "observation", "participants", {"participants": ["HOU-AAAA", "HOU-BBBB"]}),
    ("anonymous_quote", "observation", "quote.speaker", {"quote": {"text": "Ja.", "speaker": "HOU-BBBB"}}),
    ("measurements", "measurement", "participant", {"participant": "HOU-BBBB"}),
]


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the problems speak as they are written in the source."""
    activate("en")


def found(kind: str, *people: Record[Any], **fields: Any) -> tuple[Problem, ...]:
    known = Records([study(), person("HOU-AAAA"), *people])
    return problems("new-0001", kind, build(kind, valid(kind, **fields)), known)


def broken(kind: str, *people: Record[Any], **fields: Any) -> list[str]:
    return [problem.field for problem in found(kind, *people, **fields)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"consent": {**AGREED, "status": "refused"}}, REFUSED),
        ({"consent": {**AGREED, "status": "withdrawn"}}, REFUSED),
        ({"consent": {"status": "given", "withdrawn_on": "2026-06-01"}}, REFUSED),
        ({"status": "erased"}, REFUSED),
        ({"status": "erased", "consent": {"status": "requested"}}, REFUSED),
        ({"consent": {**AGREED, "status": "requested"}}, WAITING),
    ],
)
@pytest.mark.parametrize(("_scope", "kind", "name", "fields"), NEEDS)
def test_nothing_is_stored_about_somebody_who_did_not_agree(
    said: dict[str, Any], sentence: str, _scope: str, kind: str, name: str, fields: dict[str, Any]
) -> None:
    told = [(each.field, str(each)) for each in found(kind, person("HOU-BBBB", **said), **fields)]
    assert told == [(name, sentence)]


@pytest.mark.parametrize(("scope", "kind", "name", "fields"), NEEDS)
def test_a_record_needs_the_very_scope_that_it_is_about(
    scope: str, kind: str, name: str, fields: dict[str, Any]
) -> None:
    others = [each for each in EVERYTHING if each != scope]
    only = person("HOU-BBBB", consent={"status": "given", "scopes": [scope]})
    assert broken(kind, only, **fields) == []
    without = person("HOU-BBBB", consent={"status": "given", "scopes": others})
    (problem,) = found(kind, without, **fields)
    assert (problem.field, problem.facts["code"]) == (name, "HOU-BBBB")
    assert "agreed, but not to this" in str(problem)


@pytest.mark.parametrize(("scope", "kind", "name", "fields"), NEEDS)
def test_what_was_not_recorded_was_not_agreed_to_and_the_remedy_is_named(
    scope: str, kind: str, name: str, fields: dict[str, Any]
) -> None:
    (problem,) = found(kind, person("HOU-BBBB", consent={"status": "given"}), **fields)
    assert (problem.field, problem.facts["scope"]) == (name, label("consent_scope", scope))
    assert "actionlab edit HOU-BBBB --consent-scopes" in str(problem)


def test_after_a_part_was_withdrawn_the_rest_still_stands() -> None:
    left = {"status": "given", "scopes": ["measurements"], "withdrawn_on": "2026-06-01"}
    one = person("HOU-BBBB", consent=left)
    assert broken("measurement", one, participant="HOU-BBBB") == []
    assert broken("observation", one, participants=["HOU-BBBB"]) == ["participants"]


def test_somebody_who_stopped_did_take_part() -> None:
    stopped = person("HOU-BBBB", status="stopped")
    for _scope, kind, _name, fields in NEEDS:
        assert broken(kind, stopped, **fields) == []


def test_every_person_is_named_and_an_unknown_code_is_told_once() -> None:
    refused = [person(code, consent={"status": "refused"}) for code in ("HOU-BBBB", "HOU-CCCC")]
    told = found("observation", *refused, participants=["HOU-BBBB", "HOU-CCCC", "HOU-ZZZZ"])
    assert sorted(str(each.facts.get("code") or each.facts["ref"]) for each in told) == [
        "HOU-BBBB",
        "HOU-CCCC",
        "HOU-ZZZZ",
    ]


def test_a_record_that_is_not_about_the_person_any_more_can_be_stored() -> None:
    gone = person("HOU-BBBB", consent={"status": "withdrawn"})
    before = observation("new-0001", participants=["HOU-BBBB"])
    known = Records([study(), gone, before])
    data = build("observation", valid("observation", what_seen="Nu zonder."))
    assert problems("new-0001", "observation", data, known) == ()


RESIDENT, PROFESSIONAL = person("HOU-BBBB"), person("HOU-PPPP", group="professional", role="jobcoach")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"participants": ["HOU-BBBB"]}, ["participants"]),
        ({"participants": ["HOU-PPPP"]}, []),
        ({"quote": {"text": "Nee.", "speaker": "HOU-BBBB"}}, ["quote"]),
        ({"quote": {"text": "Nee.", "speaker_role": "resident"}}, ["quote"]),
        ({"quote": {"text": "Nee.", "speaker": "HOU-PPPP"}}, []),
        ({"quote": {"text": "Nee.", "speaker_role": "jobcoach"}}, []),
        ({"quote": {"text": "Nee."}}, []),
        ({}, []),
    ],
)
def test_of_a_resident_who_said_no_nothing_is_kept(fields: dict[str, Any], names: list[str]) -> None:
    said_no = {"present_roles": ["resident"], "residents_agreed": "no", **fields}
    assert broken("observation", RESIDENT, PROFESSIONAL, **said_no) == names
    for answer in ("oral", "written", "not_asked"):
        assert broken("observation", RESIDENT, PROFESSIONAL, **{**said_no, "residents_agreed": answer}) == []


def test_other_records_are_not_taken_for_people() -> None:
    meeting = record("meeting", "mtg-0001")
    assert broken("observation", meeting, participants=["mtg-0001"]) == ["participants"]
