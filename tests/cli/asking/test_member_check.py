"""A member check that is asked for: which insights, who was there, and what they said of each."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.model.member_check import MemberCheck
from actionlab.model.records import Record
from actionlab.store import Workspace, read

Call = Callable[..., Result]

FIRST, SECOND = "Rust helpt.", "Vooraf bellen helpt."
BEGIN = (
    ("Which insights", (FIRST, SECOND)),
    ("When was it?", "2026-06-09"),
    ("In which way", "meeting"),
    ("Who took part?", ("resident",)),
    ("How many", "4"),
)
RECOGNISED = (("Did people recognise", "recognised"), ("What did they say", ""))
PARTLY = (
    ("Did people recognise", "partly"),
    ("What did they say", "Niet altijd = soms: zo"),
    ("What was changed", "Er staat nu: vaak."),
)
STORED = (("Is this right?", "Store it"), ("Another one?", "no"))


@pytest.fixture
def insights(call: Call, study: str) -> tuple[str, ...]:
    """The ids of two insights."""
    return tuple(str(call("log", "insight", text).stdout.strip()) for text in (FIRST, SECOND))


def english(call: Call, *arguments: str) -> Result:
    result: Result = call("--lang", "en", "log", "member-check", *arguments)
    return result


def checks(workspace: Workspace) -> tuple[Record[MemberCheck], ...]:
    return read(workspace).records.of(MemberCheck)


def test_what_people_said_of_each_insight_is_stored(
    call: Call, insights: tuple[str, ...], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *BEGIN, *PARTLY, *RECOGNISED, *STORED)
    done = english(call)
    assert done.exit_code == 0, done.stderr
    (check,) = checks(workspace)
    assert done.stdout == f"{check.id}\n"
    assert set(check.data.insight_ids) == set(insights)
    assert (str(check.data.date), check.data.form) == ("2026-06-09", "meeting")
    assert [(each.role, each.n) for each in check.data.participants] == [("resident", 4)]
    said = {each.recognised: (each.remark, each.changes) for each in check.data.outcome}
    assert said == {
        "recognised": (None, None),
        "partly": ("Niet altijd = soms: zo", "Er staat nu: vaak."),
    }
    shown = "".join(person.seen)
    assert FIRST in shown
    assert SECOND in shown


@pytest.mark.parametrize("answer", ["Later, or not known", ENTER])
def test_an_insight_that_was_not_talked_about_has_no_outcome(
    call: Call,
    insights: tuple[str, ...],
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    answer: object,
) -> None:
    later = ("Did people recognise", answer)
    Person(monkeypatch, *BEGIN, later, *RECOGNISED, *STORED)
    assert english(call).exit_code == 0
    (check,) = checks(workspace)
    assert (len(check.data.insight_ids), len(check.data.outcome)) == (2, 1)


def test_what_was_changed_is_asked_only_when_not_all_was_recognised(
    call: Call, insights: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *BEGIN, *RECOGNISED, *RECOGNISED, *STORED)
    assert english(call).exit_code == 0
    assert not any("changed" in question for question in person.asked)


@pytest.mark.parametrize("answered", range(len(BEGIN) + len(PARTLY) + 1))
def test_who_stops_leaves_nothing_stored(
    call: Call,
    insights: tuple[str, ...],
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    answered: int,
) -> None:
    asked: tuple[tuple[str, Any], ...] = (*BEGIN, *PARTLY, *RECOGNISED)
    Person(monkeypatch, *asked[:answered], (asked[answered][0], STOP))
    assert english(call).exit_code == 130
    assert checks(workspace) == ()


@pytest.mark.parametrize("before", [(), ("--no-input",)])
def test_where_nobody_can_answer_what_is_missing_is_named(
    call: Call, study: str, before: tuple[str, ...]
) -> None:
    refused = call("--lang", "en", *before, "log", "member-check")
    assert refused.exit_code == 2
    assert "--insight-ids" in refused.stderr
