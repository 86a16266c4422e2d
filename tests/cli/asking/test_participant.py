"""Participants asked for: new codes, several at once, a code of one's own, and what they agreed to."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from person import Person

from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

STORED = (("Write down more?", "no"), ("Is this right?", "Store it"), ("Another one?", "no"))


def english(call: Call, *arguments: str) -> Result:
    done: Result = call("--lang", "en", *arguments)
    return done


def test_several_codes_are_made_with_the_same_answers(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("Who takes part?", "several"),
        ("How many people?", "0"),
        ("How many people?", "3"),
        ("In which role?", "klantmanager"),
        ("Is there consent", "given"),
        ("Consent for what?", ("measurements",)),
        ("Which version", ""),
        ("When was consent", ""),
        *STORED,
    )
    done = english(call, "log", "participant")
    assert (done.exit_code, len(done.stdout.split())) == (0, 3), done.stderr
    assert {record.data.group for record in stored()} == {"professional"}
    assert all(record.data.agreed_to("measurements") for record in stored())
    assert len(person.told) == 1
    assert "Number of codes: 3" in person.seen[-1]


def test_without_a_role_the_group_is_asked(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(
        monkeypatch,
        ("Who takes part?", "one"),
        ("In which role?", "Later, or not known"),
        ("In which group", "resident"),
        ("Is there consent", "requested"),
        *STORED,
    )
    assert english(call, "log", "participant").exit_code == 0
    (record,) = stored()
    assert (record.data.group, record.data.role, record.data.consent.status) == (
        "resident",
        None,
        "requested",
    )
    assert record.id.startswith("HOU-")


def test_a_code_that_is_no_code_or_is_taken_is_told_at_its_question(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("log", "participant", "HOU-AAAA", "--role", "resident", "--consent-status", "refused")
    person = Person(
        monkeypatch,
        ("Who takes part?", "own"),
        ("Participant code", "Anna"),
        ("Participant code", "HOU-AAAA"),
        ("Participant code", "HOU-CCCC"),
        ("In which role?", "resident"),
        ("Is there consent", "refused"),
        *STORED,
    )
    assert english(call, "log", "participant").stdout == "HOU-CCCC\n"
    assert len(person.told) == 2
    assert {record.id for record in stored()} == {"HOU-AAAA", "HOU-CCCC"}
