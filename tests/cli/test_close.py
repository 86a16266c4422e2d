"""Closing a cycle, and marking an action as done."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.model.records import Record
from actionlab.store import Workspace, history

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def cycle(call: Call, study: str) -> str:
    """The id of a running cycle."""
    return call("log", "cycle", "--number", "1", "--status", "running", "--goal", "Leren").stdout.strip()


@pytest.fixture
def insight(call: Call, study: str) -> str:
    """The id of an insight."""
    return call("log", "insight", "Rust helpt.").stdout.strip()


def test_a_cycle_closes_with_a_decision_a_reason_and_a_ground(
    call: Call, cycle: str, insight: str, workspace: Workspace
) -> None:
    result = call("close", cycle[:7], "--decision", "doorgaan", "--reason", "Het werkt", "--because", insight)
    assert (result.exit_code, result.stdout) == (0, cycle + "\n")
    assert history(workspace, cycle)[-1].fields == {
        "study_id": "hou-driehoek",
        "number": 1,
        "goal": "Leren",
        "status": "finished",
        "decision": "continue",
        "reason": "Het werkt",
        "because": [insight],
    }


@pytest.mark.parametrize(
    ("given", "code", "named"),
    [
        ((), 2, ("--decision", "--reason")),
        (("--decision", "stop"), 2, ("--reason",)),
        (("--decision", "misschien", "--reason", "x"), 2, ("--decision",)),
        (("--decision", "stop", "--reason", "x"), 1, ("--because",)),
        (("--decision", "stop", "--reason", "x", "--because", "ins-99999999"), 1, ("--because",)),
    ],
)
def test_without_them_it_stays_open(
    given: tuple[str, ...], code: int, named: tuple[str, ...], call: Call, cycle: str, workspace: Workspace
) -> None:
    refused = call("close", cycle, *given)
    assert refused.exit_code == code
    for option in named:
        assert option in refused.stderr
    assert len(history(workspace, cycle)) == 1


def test_a_closed_cycle_is_not_closed_again(
    call: Call, cycle: str, insight: str, workspace: Workspace
) -> None:
    given = ("--reason", "Het werkt", "--because", insight)
    call("close", cycle, "--decision", "doorgaan", *given)
    refused = call("close", cycle, "--decision", "stop", *given)
    assert refused.exit_code == 1
    assert f"actionlab edit {cycle}" in refused.stderr
    assert history(workspace, cycle)[-1].fields["decision"] == "continue"


def test_only_a_cycle_can_be_closed(call: Call, insight: str) -> None:
    refused = call("close", insight, "--decision", "stop", "--reason", "x")
    assert refused.exit_code == 1
    assert "cyclus" in refused.stderr


def test_an_action_is_done_with_a_result(call: Call, study: str, stored: Stored) -> None:
    action = call("log", "action", "Voer het in", "--status", "open").stdout.strip()
    assert call("done", action[:7], "--result", "Ingevoerd").stdout == action + "\n"
    assert (stored()[0].data.status, stored()[0].data.result) == ("done", "Ingevoerd")


def test_an_action_that_was_done_stays_as_it_is(call: Call, study: str, workspace: Workspace) -> None:
    action = call("log", "action", "Voer het in").stdout.strip()
    call("done", action)
    again = call("--lang", "en", "done", action)
    assert again.exit_code == 0
    assert "Nothing changed" in again.stderr
    assert len(history(workspace, action)) == 2
