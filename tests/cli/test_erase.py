"""Erasing records for good: what is shown, what is refused, what is left, and what is said at the end."""

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, read

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


def log(call: Call, *arguments: str) -> str:
    """Give the id of a record that is logged."""
    logged = call("log", *arguments)
    assert logged.exit_code == 0, logged.output
    return logged.stdout.strip()


def holding(workspace: Workspace, text: str) -> list[str]:
    """Give the names of the files in the workspace that hold these bytes."""
    found = (path for path in workspace.root.rglob("*") if path.is_file())
    return sorted(path.name for path in found if text.encode() in path.read_bytes())


def record_files(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.studies.rglob("*.json")}


@pytest.fixture
def observation(call: Call, study: str) -> str:
    """The id of an observation that was changed once."""
    made = log(call, "observation", "Kwetsbare woorden.", "--date", "2026-03-12")
    call("edit", made, "--what-seen", "Andere woorden.")
    return made


def test_without_a_terminal_the_preview_is_shown_and_nothing_happens(
    call: Call, observation: str, workspace: Workspace
) -> None:
    before = record_files(workspace)
    shown = call("--lang", "en", "erase", observation)
    assert shown.exit_code == 1
    assert f"{observation}\tobservation\t2026-03-12\tAndere woorden." in shown.stdout
    assert "--yes" in shown.stderr
    assert record_files(workspace) == before


def test_an_erased_record_is_gone_with_every_former_version(
    call: Call, observation: str, workspace: Workspace, stored: Stored
) -> None:
    done = call("erase", observation, "--yes")
    assert done.exit_code == 0, done.output
    assert stored() == ()
    assert holding(workspace, "woorden") == []
    assert call("show", observation).exit_code == 1


def test_what_cannot_be_reached_is_always_said(call: Call, observation: str) -> None:
    told = call("--lang", "en", "erase", observation, "--yes").stderr
    for place in ("mailed", "OneDrive", "backup", "Other computers"):
        assert place in told


def test_several_records_go_at_once_by_the_beginning_of_their_ids(
    call: Call, observation: str, stored: Stored
) -> None:
    note = log(call, "note", "Een tekst", "--report-section", "summary", "-s", "hou")
    stays = log(call, "action", "Bel elkaar")
    assert call("erase", observation[:8].upper(), note, "--yes").exit_code == 0
    assert [record.id for record in stored()] == [stays]


def test_nothing_is_erased_when_one_of_the_ids_is_wrong(
    call: Call, observation: str, workspace: Workspace
) -> None:
    before = record_files(workspace)
    refused = call("erase", observation, "obs-99999999", "--yes")
    assert refused.exit_code == 1
    assert "obs-99999999" in refused.stderr
    assert record_files(workspace) == before


@pytest.mark.parametrize("typed", ["obs", "", " "])
def test_an_id_that_fits_none_or_several_is_refused(
    call: Call, observation: str, stored: Stored, typed: str
) -> None:
    log(call, "observation", "Tekst")
    assert call("erase", typed, "--yes").exit_code == 1
    assert len(stored()) == 2


def test_erasing_again_is_said_and_is_no_fault(call: Call, observation: str, workspace: Workspace) -> None:
    call("erase", observation, "--yes")
    before = record_files(workspace)
    again = call("--lang", "en", "erase", observation)
    assert again.exit_code == 0
    assert f"{observation} was erased before" in again.stderr
    assert record_files(workspace) == before


def test_an_old_copy_that_brought_it_back_is_cleaned(
    call: Call, observation: str, workspace: Workspace
) -> None:
    (own,) = workspace.records("hou-driehoek").glob("*.json")
    old = own.read_bytes()
    call("erase", observation, "--yes")
    copy = own.with_name("onderzoeker-test-LAPTOP.json")
    copy.write_bytes(old)
    again = call("--lang", "en", "erase", observation)
    assert (again.exit_code, holding(workspace, "woorden")) == (0, [])
    assert copy.name in again.stderr


def test_a_study_goes_with_everything_in_it_and_nothing_else(
    call: Call, workspace: Workspace, make_study: Callable[..., str], stored: Stored
) -> None:
    make_study()
    make_study(id="zei-werk", municipality=["GM0355"])
    log(call, "observation", "Woorden in Houten.", "-s", "hou")
    log(
        call,
        "participant",
        "--pseudonym",
        "HOU-K7M2",
        "--role",
        "inwoner",
        "--consent-status",
        "gegeven",
        "--consent-scopes",
        "metingen",
        "-s",
        "hou",
    )
    log(call, "measurement", "grade", "--value", "7", "--participant", "HOU-K7M2", "-s", "hou")
    stays = log(call, "observation", "Woorden in Zeist.", "-s", "zei")
    preview = call("--lang", "en", "erase", "hou-driehoek").stdout
    assert "study: 1, participant: 1, observation: 1, measurement: 1" in preview
    assert call("erase", "hou-driehoek", "--yes").exit_code == 0
    assert [record.id for record in read(workspace).records] == ["zei-werk", stays]
    assert holding(workspace, "Houten") == []


def test_with_a_study_goes_what_only_a_newer_program_knows(
    call: Call, study: str, workspace: Workspace, clock: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(call, "note", "Woorden van later.", "--report-section", "summary")
    with monkeypatch.context() as older:
        older.delitem(KINDS, "note")
        assert call("erase", study, "--yes").exit_code == 0
    assert holding(workspace, "Woorden van later") == []


def test_what_lies_in_the_folder_of_a_study_and_is_of_another_one_stays(
    call: Call, workspace: Workspace, make_study: Callable[..., str], stored: Stored
) -> None:
    make_study()
    make_study(id="zei-werk", municipality=["GM0355"])
    stays = log(call, "observation", "Woorden in Zeist.", "-s", "zei")
    shutil.copy(
        workspace.records("zei-werk") / "onderzoeker-test.json",
        workspace.records("hou-driehoek") / "onderzoeker-test-2.json",
    )
    assert call("erase", "hou-driehoek", "--yes").exit_code == 0
    assert [record.id for record in stored()] == [stays]


def test_a_person_is_withdrawn_and_not_erased(call: Call, study: str, stored: Stored) -> None:
    log(call, "participant", "--pseudonym", "HOU-K7M2", "--role", "inwoner", "--consent-status", "gegeven")
    refused = call("erase", "HOU-K7M2", "--yes")
    assert refused.exit_code == 1
    assert "actionlab withdraw HOU-K7M2" in refused.stderr
    assert len(stored()) == 1


def test_what_another_record_cannot_do_without_is_refused_unless_that_goes_too(
    call: Call, study: str, stored: Stored
) -> None:
    insight = log(call, "insight", "Een inzicht")
    check = log(call, "member-check", "--outcome", f"{insight}:recognised")
    refused = call("erase", insight, "--yes")
    assert refused.exit_code == 1
    assert check in refused.stderr
    assert len(stored()) == 2
    assert call("erase", insight, check, "--yes").exit_code == 0
    assert stored() == ()


def test_the_approach_of_a_study_is_refused(
    call: Call, workspace: Workspace, make_study: Callable[..., str], clock: dt.datetime
) -> None:
    (approach,) = add(workspace, [Draft(kind="approach", fields={"title": "Aan tafel"})], now=clock)
    make_study(approach_id=approach)
    refused = call("erase", approach, "--yes")
    assert refused.exit_code == 1
    assert "hou-driehoek" in refused.stderr


def test_an_insight_that_loses_evidence_is_named_and_keeps_the_rest(
    call: Call, observation: str, stored: Stored
) -> None:
    other = log(call, "observation", "Nog iets.")
    insight = log(
        call,
        "insight",
        "Een inzicht",
        "--evidence",
        f"{observation}:supports",
        "--evidence",
        f"{other}:supports",
    )
    assert insight in call("erase", observation).stdout
    done = call("--lang", "en", "erase", observation, "--yes")
    assert f"lost evidence: {insight}" in done.stderr
    (record,) = (each for each in stored() if each.kind == "insight")
    assert [each.ref for each in record.data.evidence] == [other]
    assert record.lost == 1


def test_a_group_of_measurements_loses_evidence_with_one_of_them(call: Call, study: str) -> None:
    one, _other = (
        log(call, "measurement", "grade", "--value", value, "--group-count", "5") for value in "78"
    )
    insight = log(call, "insight", "Een inzicht", "--evidence", "measurement:hou-driehoek:grade:supports")
    assert insight in call("erase", one, "--yes").stderr


def test_reports_that_used_it_are_named(call: Call, observation: str, workspace: Workspace) -> None:
    report = call("report", "-m", "Houten").stdout.strip()
    other = workspace.reports / "eigen.docx"
    other.write_bytes(b"van iemand")
    told = call("erase", observation, "--yes").stderr
    assert report in told
    assert str(other) in told


def test_a_damaged_file_that_may_hold_it_is_named_with_exit_code_3(
    call: Call, observation: str, workspace: Workspace, stored: Stored
) -> None:
    own = workspace.records("hou-driehoek") / "onderzoeker-test.json"
    damaged = own.with_name("onderzoeker-ander.json")
    damaged.write_bytes(own.read_bytes().replace(b"Kwetsbare", b"Kwetsbara"))
    before = damaged.read_bytes()
    done = call("erase", observation, "--yes")
    assert done.exit_code == 3
    assert str(damaged) in done.stderr
    assert damaged.read_bytes() == before
    assert holding(workspace, "Kwetsbare") == []
    assert stored() == ()


def test_what_lies_beside_the_records_of_a_study_is_named(
    call: Call, study: str, workspace: Workspace
) -> None:
    plan = workspace.studies / study / "studieplan.docx"
    plan.write_bytes(b"plan")
    done = call("erase", study, "--yes")
    assert done.exit_code == 0
    assert str(plan) in done.stderr
    assert plan.exists()
    assert "onderzoeker-test.json" not in done.stderr


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_in_a_repository_that_keeps_the_records_it_is_not_finished(
    call: Call, observation: str, workspace: Workspace
) -> None:
    for command in (["init", "--quiet"], ["add", "--force", "studies"]):
        subprocess.run(["git", "-C", workspace.folder, *command], check=True)
    done = call("erase", observation, "--yes")
    assert done.exit_code == 3
    assert "git -C" in done.stderr
    assert holding(workspace, "Kwetsbare") == []


def test_a_record_that_may_be_in_a_damaged_file_is_not_said_to_be_unknown(
    call: Call, observation: str, workspace: Workspace
) -> None:
    own = workspace.records("hou-driehoek") / "onderzoeker-test.json"
    own.write_bytes(own.read_bytes().replace(b"woorden", b"woordan"))
    assert call("erase", observation, "--yes").exit_code == 4


def test_the_example_of_the_program_is_not_erased(call: Call, observation: str, workspace: Workspace) -> None:
    settings = workspace.root / "actionlab.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("read_only = false", "read_only = true"), "utf-8")
    refused = call("erase", observation, "--yes")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "actionlab init" in refused.stderr


@pytest.mark.parametrize(("answer", "left"), [("no", 1), ("yes", 0)])
def test_on_a_terminal_it_is_asked(
    call: Call, observation: str, stored: Stored, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr(ask, "can_ask", lambda session: not session.no_input)
    monkeypatch.setattr(ask, "choose", lambda question, answers, *, ready="": answer)
    asked = call("erase", observation)
    assert (asked.exit_code, len(stored())) == (left, left)


def test_who_stops_at_the_question_changes_nothing(
    call: Call, observation: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(question: str, answers: object, *, ready: str) -> str:
        raise KeyboardInterrupt

    before = record_files(workspace)
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "choose", stop)
    assert call("erase", observation).exit_code == 130
    assert record_files(workspace) == before
