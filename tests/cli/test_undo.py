"""Taking back the last thing one stored."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import session
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, history, read

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture(autouse=True)
def ticking(workspace: Workspace, clock: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a minute pass each time the program looks at the clock."""
    moments = iter(range(1, 10_000))
    monkeypatch.setattr(session, "clock", lambda: clock + dt.timedelta(minutes=next(moments)))


@pytest.fixture
def observation(call: Call, study: str) -> str:
    """The id of an observation that was changed once."""
    made = call("log", "observation", "Drie mensen.", "--date", "2026-03-12").stdout.strip()
    call("edit", made, "--what-seen", "Vier mensen.", "--tags", "druk")
    return made


def by_colleague(monkeypatch: pytest.MonkeyPatch, call: Call, *arguments: str) -> Result:
    """Call the program as somebody else."""
    with monkeypatch.context() as other:
        other.setenv("ACTIONLAB_WRITER", "onderzoeker-ander")
        return call(*arguments)


def test_what_it_will_be_again_is_shown_and_nothing_happens_without_yes(
    call: Call, observation: str, workspace: Workspace
) -> None:
    shown = call("undo")
    assert shown.exit_code == 1
    assert observation in shown.stdout
    assert "Vier mensen. → Drie mensen." in shown.stdout
    assert "--yes" in shown.stderr
    assert len(history(workspace, observation)) == 2


def test_a_change_becomes_what_it_was_by_a_new_version(
    call: Call, observation: str, workspace: Workspace, stored: Stored
) -> None:
    done = call("undo", "--yes")
    assert done.exit_code == 0, done.output
    (record,) = stored()
    assert (record.data.what_seen, record.data.tags) == ("Drie mensen.", ())
    told = [revision.fields["what_seen"] for revision in history(workspace, observation)]
    assert told == ["Drie mensen.", "Vier mensen.", "Drie mensen."]


def test_undoing_again_brings_a_change_back(call: Call, observation: str, stored: Stored) -> None:
    call("undo", "--yes")
    assert call("undo", "--yes").exit_code == 0
    assert (stored()[0].data.what_seen, stored()[0].data.tags) == ("Vier mensen.", ("druk",))


def test_something_new_is_erased(call: Call, study: str, workspace: Workspace, stored: Stored) -> None:
    made = call("log", "observation", "Per ongeluk.").stdout.strip()
    assert f"{made}\t" in call("undo").stdout
    done = call("--lang", "en", "undo", "--yes")
    assert done.exit_code == 0
    assert "OneDrive" in done.stderr
    assert stored() == ()
    assert not any(b"Per ongeluk" in path.read_bytes() for path in workspace.studies.rglob("*.json"))


def test_everything_that_one_command_stored_is_taken_back(call: Call, study: str, stored: Stored) -> None:
    call("log", "observation", "Blijft.")
    call("log", "participant", "--count", "3", "--role", "inwoner", "--consent-status", "gevraagd")
    assert len(stored()) == 4
    assert call("undo", "--yes").exit_code == 0
    assert [record.kind for record in stored()] == ["observation"]


def test_a_closed_cycle_is_open_again(call: Call, study: str, stored: Stored) -> None:
    insight = call("log", "insight", "Een inzicht").stdout.strip()
    cycle = call("log", "cycle", "--number", "1").stdout.strip()
    call("close", cycle, "--decision", "stop", "--reason", "Klaar", "--because", insight)
    assert call("undo", "--yes").exit_code == 0
    (record,) = (each for each in stored() if each.kind == "cycle")
    assert (record.data.status, record.data.decision) == (None, None)


def test_only_what_this_writer_stored_is_taken_back(
    call: Call, observation: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = by_colleague(monkeypatch, call, "log", "observation", "Van een ander.").stdout.strip()
    assert call("undo", "--yes").exit_code == 0
    said = {record.id: record.data.what_seen for record in stored()}
    assert said == {observation: "Drie mensen.", other: "Van een ander."}


def test_it_is_refused_when_somebody_revised_it_since(
    call: Call, observation: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_colleague(monkeypatch, call, "edit", observation, "--what-seen", "Vijf mensen.")
    refused = call("undo", "--yes")
    assert refused.exit_code == 1
    assert observation in refused.stderr
    assert stored()[0].data.what_seen == "Vijf mensen."


def test_it_is_refused_when_somebody_built_upon_something_new(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = call("log", "observation", "Drie mensen.").stdout.strip()
    insight = by_colleague(monkeypatch, call, "log", "insight", "Iets", "--evidence", f"{made}:supports")
    refused = call("undo", "--yes")
    assert refused.exit_code == 1
    assert insight.stdout.strip() in refused.stderr
    assert len(stored()) == 2


def test_it_is_refused_when_there_is_nothing(call: Call, workspace: Workspace) -> None:
    refused = call("undo", "--yes")
    assert refused.exit_code == 1
    assert "onderzoeker-test" in refused.stderr


def test_it_is_refused_when_the_last_thing_was_an_erasure(call: Call, observation: str) -> None:
    call("erase", observation, "--yes")
    refused = call("undo", "--yes")
    assert refused.exit_code == 1
    assert observation in refused.stderr


def test_it_is_refused_when_the_former_version_was_forgotten(
    call: Call, observation: str, stored: Stored
) -> None:
    call("edit", observation, "--what-seen", "Vijf mensen.", "--forget", "--yes")
    refused = call("undo", "--yes")
    assert refused.exit_code == 1
    assert observation in refused.stderr
    assert stored()[0].data.what_seen == "Vijf mensen."


def test_a_record_of_a_newer_program_is_left_alone(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    made = call("log", "note", "Een tekst", "--report-section", "summary").stdout.strip()
    with monkeypatch.context() as older:
        older.delitem(KINDS, "note")
        refused = call("undo", "--yes")
    assert refused.exit_code == 1
    assert made in refused.stderr
    assert len(history(workspace, made)) == 1


def test_of_two_versions_brought_together_the_one_that_counted_comes_back(
    call: Call, observation: str, workspace: Workspace, stored: Stored, clock: dt.datetime
) -> None:
    first = history(workspace, observation)[0]
    fields = {**first.fields, "what_seen": "Apart gezien."}
    apart = Draft(kind="observation", fields=fields, id=observation, revises=(first.rev,))
    add(workspace, [apart], now=clock)
    counted = stored()[0].data.what_seen
    call("edit", observation, "--what-seen", "Samen.")
    assert call("undo", "--yes").exit_code == 0
    assert stored()[0].data.what_seen == counted
    assert len(stored()[0].heads) == 1


def test_what_a_final_report_showed_stays_remembered(
    call: Call, observation: str, stored: Stored, workspace: Workspace
) -> None:
    assert call("report", "-m", "Houten", "--final").exit_code == 0

    done = call("undo", "--yes")

    assert done.exit_code == 0, done.output
    kinds = {record.kind: record for record in stored()}
    assert "publication" in {record.kind for record in read(workspace).records}
    assert kinds["observation"].data.what_seen == "Drie mensen."
