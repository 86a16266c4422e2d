"""Forgetting: the present version of a record stays, all former ones go."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, history

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def observation(call: Call, study: str) -> str:
    """The id of an observation with two former versions."""
    made = call("log", "observation", "Eerste woorden.").stdout.strip()
    for text in ("Tweede woorden.", "Derde woorden."):
        call("edit", made, "--what-seen", text, "--why", f"Nu: {text}")
    return made


def bytes_of(workspace: Workspace) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(workspace.studies.rglob("*.json")))


def test_without_a_change_the_present_version_stays(
    call: Call, observation: str, workspace: Workspace, stored: Stored
) -> None:
    done = call("edit", observation, "--forget", "--yes")
    assert done.exit_code == 0, done.output
    assert done.stdout.endswith(observation + "\n")
    assert [revision.fields["what_seen"] for revision in history(workspace, observation)] == [
        "Derde woorden."
    ]
    assert stored()[0].data.what_seen == "Derde woorden."
    for gone in (b"Eerste", b"Tweede"):
        assert gone not in bytes_of(workspace)


def test_with_a_change_only_the_new_version_is_left(
    call: Call, observation: str, workspace: Workspace
) -> None:
    call("edit", observation, "--what-seen", "Nieuw.", "--tags", "later", "--forget", "--yes")
    (only,) = history(workspace, observation)
    assert (only.fields["what_seen"], only.fields["tags"]) == ("Nieuw.", ["later"])
    assert b"woorden" not in bytes_of(workspace)


def test_the_former_versions_go_from_the_files_of_others_too(
    call: Call, observation: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONLAB_WRITER", "onderzoeker-ander")
    call("edit", observation, "--what-seen", "Vierde woorden.")
    call("edit", observation, "--what-seen", "Vijfde.", "--forget", "--yes")
    assert b"woorden" not in bytes_of(workspace)


def test_a_version_that_others_made_apart_goes_too(
    call: Call, observation: str, workspace: Workspace, stored: Stored, clock: dt.datetime
) -> None:
    first = history(workspace, observation)[0]
    fields = {**first.fields, "what_seen": "Apart."}
    add(
        workspace, [Draft(kind="observation", fields=fields, id=observation, revises=(first.rev,))], now=clock
    )
    assert len(stored()[0].heads) == 2
    call("edit", observation, "--forget", "--yes")
    assert (len(stored()[0].heads), stored()[0].data.what_seen) == (1, "Derde woorden.")
    assert b"Apart." not in bytes_of(workspace)


def test_the_preview_says_what_goes_and_what_stays(
    call: Call, observation: str, workspace: Workspace
) -> None:
    before = bytes_of(workspace)
    shown = call("--lang", "en", "edit", observation, "--tags", "druk", "--forget")
    assert shown.exit_code == 1
    assert "3 former versions" in shown.stdout
    assert "15 June 2026, onderzoeker-test" in shown.stdout
    assert "Derde woorden." in shown.stdout
    assert "not recorded → druk" in shown.stdout
    assert "--yes" in shown.stderr
    assert bytes_of(workspace) == before


def test_on_a_terminal_it_is_asked(
    call: Call, observation: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["no", "yes"])
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "choose", lambda question, possible, *, ready="": next(answers))
    assert call("edit", observation, "--forget").exit_code == 1
    assert len(history(workspace, observation)) == 3
    assert call("edit", observation, "--forget").exit_code == 0
    assert len(history(workspace, observation)) == 1


def test_what_cannot_be_reached_and_the_reports_are_named(call: Call, observation: str) -> None:
    report = call("report", "-m", "Houten").stdout.strip()
    told = call("edit", observation, "--forget", "--yes").stderr
    assert "OneDrive" in told
    assert report in told


def test_a_record_with_one_version_has_nothing_to_forget(
    call: Call, study: str, workspace: Workspace
) -> None:
    made = call("log", "observation", "Tekst").stdout.strip()
    before = bytes_of(workspace)
    done = call("edit", made, "--forget")
    assert (done.exit_code, done.stdout) == (0, made + "\n")
    assert bytes_of(workspace) == before


def test_an_old_copy_does_not_bring_the_former_versions_back(
    call: Call, observation: str, workspace: Workspace
) -> None:
    (own,) = workspace.records("hou-driehoek").glob("*.json")
    old = own.read_bytes()
    call("edit", observation, "--forget", "--yes")
    own.with_name("kopie.json").write_bytes(old)
    assert call("show", observation, "--history").stdout.count("woorden") == 1
    assert b"Eerste" not in bytes_of(workspace)


def test_a_wrong_value_forgets_nothing(call: Call, observation: str, workspace: Workspace) -> None:
    refused = call("edit", observation, "--cycle-id", "cyc-99999999", "--forget", "--yes")
    assert refused.exit_code == 1
    assert "--cycle-id" in refused.stderr
    assert len(history(workspace, observation)) == 3
