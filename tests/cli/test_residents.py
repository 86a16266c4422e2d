"""A resident who was present without a code: asked on a terminal, told without one, and acted on."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask
from actionlab.model.records import Record
from actionlab.model.vocabulary import ids

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
SEEN = ("log", "observation", "Het gesprek begint rustig.", "--date", "2026-06-01")
WITH_RESIDENT = (*SEEN, "--present-roles", "klantmanager", "--present-roles", "inwoner")
RESIDENT, COACH = "HOU-AAAA", "HOU-BBBB"


@pytest.fixture(autouse=True)
def in_study(call: Call, study: str) -> None:
    """A resident and a job coach who agreed to everything."""
    agreed = [part for scope in ids("consent_scope") for part in ("--consent-scopes", scope)]
    for code, role in ((RESIDENT, "resident"), (COACH, "jobcoach")):
        logged = call("log", "participant", code, "--role", role, "--consent-status", "given", *agreed)
        assert logged.exit_code == 0, logged.output


def observations(stored: Stored) -> list[Any]:
    return [record.data for record in stored() if record.kind == "observation"]


def english(call: Call, *arguments: str) -> Result:
    done: Result = call("--lang", "en", *arguments)
    return done


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[list[str]]]:
    """A function that lets a person at a terminal give one answer; gives what was offered each time."""

    def answer(key: str) -> list[list[str]]:
        offered: list[list[str]] = []

        def choose(question: str, answers: dict[str, str]) -> str:
            offered.append(list(answers))
            return key

        monkeypatch.setattr(ask, "can_ask", lambda _session: True)
        monkeypatch.setattr(ask, "choose", choose)
        return offered

    return answer


@pytest.mark.parametrize(
    "more",
    [
        ("--present-roles", "inwoner"),
        ("--present-roles", "resident"),
        ("--present-roles", "inwoner", "--participants", COACH),
        ("--quote", "Ik wil werken.", "--quote-speaker-role", "inwoner"),
    ],
)
def test_without_a_terminal_it_stays_open_and_that_is_said_first(
    call: Call, stored: Stored, more: tuple[str, ...]
) -> None:
    logged = english(call, *SEEN, *more)
    assert logged.exit_code == 0
    assert [each.residents_agreed for each in observations(stored)] == [None]
    first = logged.stderr.splitlines()[0]
    assert f"actionlab edit {logged.stdout.strip()} --residents-agreed …" in first


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--present-roles", "klantmanager"),
        ("--present-roles", "inwoner", "--participants", RESIDENT),
        ("--present-roles", "inwoner", "--participants", "hou-aa", "--participants", COACH),
        ("--present-roles", "inwoner", "--residents-agreed", "ja, op papier"),
        ("--quote", "Ik wil werken.", "--quote-speaker", RESIDENT),
        ("--quote", "Wij bellen.", "--quote-speaker-role", "jobcoach"),
    ],
)
def test_nobody_is_asked_when_there_is_nothing_to_ask(
    call: Call, asked: Callable[[str], list[list[str]]], more: tuple[str, ...]
) -> None:
    offered = asked("no")
    logged = english(call, *SEEN, *more)
    assert logged.exit_code == 0, logged.stderr
    assert offered == []
    assert "--residents-agreed" not in logged.stderr


@pytest.mark.parametrize(
    ("answer", "kept", "told"),
    [
        ("oral", "oral", ""),
        ("written", "written", ""),
        ("no", "no", "--forget --what-seen"),
        ("not_asked", "not_asked", "was not asked"),
        ("unknown", None, "Not recorded yet: Was it all right with the resident?, "),
    ],
)
def test_on_a_terminal_the_answer_is_kept_and_what_follows_is_said(
    call: Call,
    stored: Stored,
    asked: Callable[[str], list[list[str]]],
    answer: str,
    kept: str | None,
    told: str,
) -> None:
    offered = asked(answer)
    logged = english(call, *WITH_RESIDENT)
    assert logged.exit_code == 0
    assert offered == [["unknown", *ids("residents_agreed")]]
    assert [each.residents_agreed for each in observations(stored)] == [kept]
    *follows, reminder = logged.stderr.splitlines()
    if answer == "unknown":
        # one line for everything that is open
        follows = [*follows, reminder]
    assert len(follows) == bool(told)
    assert told in "".join(follows)


@pytest.mark.parametrize(("answer", "told"), [("nee", "Leave out of"), ("niet gevraagd", "was not asked")])
def test_the_same_is_said_when_the_answer_was_typed(call: Call, answer: str, told: str) -> None:
    logged = english(call, *WITH_RESIDENT, "--residents-agreed", answer)
    assert logged.exit_code == 0
    assert told in logged.stderr.splitlines()[0]
    assert logged.stdout.strip() in logged.stderr.splitlines()[0]


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--participants", RESIDENT), RESIDENT),
        (("--quote", "Nee.", "--quote-speaker", RESIDENT), "--quote"),
        (("--quote", "Nee.", "--quote-speaker-role", "inwoner"), "--quote"),
    ],
)
def test_of_a_resident_who_said_no_nothing_is_stored(
    call: Call, stored: Stored, more: tuple[str, ...], named: str
) -> None:
    refused = english(call, *WITH_RESIDENT, "--residents-agreed", "no", *more)
    assert refused.exit_code == 1
    assert "The resident said no" in refused.stderr
    assert named in refused.stderr
    assert observations(stored) == []


def test_an_answer_of_no_at_the_terminal_refuses_the_quote_too(
    call: Call, stored: Stored, asked: Callable[[str], list[list[str]]]
) -> None:
    asked("no")
    refused = call(*WITH_RESIDENT, "--quote", "Nee.", "--quote-speaker-role", "inwoner")
    assert refused.exit_code == 1
    assert observations(stored) == []
