"""Removing what was kept long enough: what is shown, what goes, what stays, and the proof of it."""

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask, session
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, read

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
CODE = "hou-driehoek"


def holding(workspace: Workspace, text: str) -> list[str]:
    """Give the names of the record files that hold these bytes."""
    found = workspace.studies.rglob("*.json")
    return sorted(path.name for path in found if text.encode() in path.read_bytes())


def record_files(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.studies.rglob("*.json")}


def proofs(workspace: Workspace) -> list[Any]:
    """Give what the removals say."""
    return [record.data for record in read(workspace).records if record.kind == "removal"]


@pytest.fixture
def kept(workspace: Workspace, make_study: Callable[..., str], call: Call) -> Workspace:
    """Two studies: one that was kept until yesterday, with a few records, and one that goes on."""
    fields = {"title": "Aanpak in Houten"}
    (approach,) = add(workspace, [Draft(kind="approach", fields=fields)], now=NOW)
    make_study(end_date="2016-06-14", retention_until="2026-06-14", approach_id=approach)
    make_study(id="zei-werk", municipality=["GM0355"], title="Werk", retention_until="2027-01-31")
    consent = ("--consent-status", "gegeven", "--consent-scopes", "measurements")
    person = ("--pseudonym", "HOU-K7M2", "--role", "inwoner", *consent)
    for typed in (
        ("participant", *person, "-s", CODE),
        ("observation", "Woorden in Houten.", "-s", CODE),
        ("observation", "Andere woorden in Houten.", "-s", CODE),
        ("observation", "Woorden in Zeist.", "-s", "zei-werk"),
    ):
        logged = call("log", *typed)
        assert logged.exit_code == 0, logged.output
    return workspace


@pytest.fixture
def removed(kept: Workspace, call: Call) -> Workspace:
    """The same after the removal."""
    done = call("purge", "--due", "--yes")
    assert done.exit_code == 0, done.output
    return kept


def test_without_a_terminal_all_is_shown_and_nothing_happens(call: Call, kept: Workspace) -> None:
    plan = kept.studies / CODE / "studieplan.docx"
    plan.write_bytes(b"plan")
    report = call("report", "-m", "Houten").stdout.strip()
    before = record_files(kept)
    shown = call("--lang", "en", "purge", "--due")
    assert shown.exit_code == 1
    assert [line.strip() for line in shown.stdout.splitlines()] == [
        "To be removed, with all former versions",
        f"Samen aan tafel ({CODE})",
        "ended on 14 June 2016, kept until 14 June 2026",
        "study: 1, participant: 1, observation: 2",
        "What stays",
        "Shared by studies: municipal approach: 1",
        "Reports that were made with it; remove those for researchers yourself:",
        report,
        "Other files in the folder of the study:",
        str(plan),
    ]
    assert "--yes" in shown.stderr
    assert record_files(kept) == before


def test_a_study_that_was_kept_long_enough_goes_from_every_file(call: Call, kept: Workspace) -> None:
    own = kept.records(CODE) / "onderzoeker-test.json"
    shutil.copy(own, own.with_name("onderzoeker-test-LAPTOP.json"))
    (kept.studies / CODE / "studieplan.docx").write_bytes(b"plan")
    done = call("purge", "--due", "--yes")
    assert done.exit_code == 0, done.output
    assert holding(kept, "Houten.") == holding(kept, "resident") == []
    kinds = {record.kind for record in read(kept).records.in_study("zei-werk")}
    assert kinds == {"study", "observation"}
    assert [record.kind for record in read(kept).records if record.kind == "approach"] == ["approach"]
    assert (kept.studies / CODE / "studieplan.docx").exists()


def test_the_proof_says_what_went_and_holds_no_content(call: Call, removed: Workspace) -> None:
    (proof,) = proofs(removed)
    assert (proof.study, proof.reason) == (CODE, "retention")
    assert (proof.kept_until, proof.removed_on) == (dt.date(2026, 6, 14), dt.date(2026, 6, 15))
    assert {each.kind: each.n for each in proof.counts} == {"study": 1, "participant": 1, "observation": 2}
    (shown,) = json.loads(call("list", "removal", "--json").stdout)["records"]
    assert "HOU-K7M2" not in json.dumps(shown)
    assert "Samen aan tafel" not in json.dumps(shown)


def test_a_study_with_the_letters_of_a_code_keeps_its_own_in_the_proof(
    call: Call, workspace: Workspace, make_study: Callable[..., str]
) -> None:
    make_study(id="hou-werk", retention_until="2020-01-01")
    call("log", "participant", "--pseudonym", "HOU-WERK", "--role", "inwoner", "--consent-status", "gevraagd")
    assert call("purge", "--due", "--yes").exit_code == 0
    assert [(proof.study, len(proof.counts)) for proof in proofs(workspace)] == [("hou-werk", 2)]


def test_what_is_kept_until_today_stays(
    call: Call, workspace: Workspace, make_study: Callable[..., str]
) -> None:
    make_study(retention_until="2026-06-15")
    make_study(id="zonder-einde")
    told = call("--lang", "en", "purge", "--due", "--yes")
    assert told.exit_code == 0
    assert f"The first that comes: {CODE}, kept until 15 June 2026." in told.stderr
    assert "not known until when these studies are kept: zonder-einde." in told.stderr
    assert len(read(workspace).records) == 2


def test_a_day_that_was_not_recorded_is_counted_from_the_end(
    call: Call, workspace: Workspace, make_study: Callable[..., str]
) -> None:
    make_study(end_date="2016-06-14")
    assert call("purge", "--due", "--yes").exit_code == 0
    assert [proof.kept_until for proof in proofs(workspace)] == [dt.date(2026, 6, 14)]


def test_one_study_can_be_removed_alone(call: Call, kept: Workspace, make_study: Callable[..., str]) -> None:
    make_study(id="hou-eerder", retention_until="2020-01-01")
    assert call("purge", "--due", "-s", "hou-eerder", "--yes").exit_code == 0
    assert [proof.study for proof in proofs(kept)] == ["hou-eerder"]
    not_yet = call("--lang", "en", "purge", "--due", "-s", "zei", "--yes")
    assert "zei-werk, kept until 31 January 2027" in not_yet.stderr
    assert [proof.study for proof in proofs(kept)] == ["hou-eerder"]


def test_several_studies_go_at_once_each_with_its_proof(
    call: Call, kept: Workspace, make_study: Callable[..., str]
) -> None:
    make_study(id="hou-eerder", retention_until="2020-01-01")
    assert call("purge", "--due", "--yes").exit_code == 0
    assert {proof.study for proof in proofs(kept)} == {CODE, "hou-eerder"}


def test_without_due_it_says_what_it_does(call: Call, kept: Workspace) -> None:
    refused = call("purge", "--yes")
    assert refused.exit_code == 2
    assert "actionlab erase" in refused.stderr
    assert proofs(kept) == []


def test_the_example_of_the_program_is_not_removed(call: Call, kept: Workspace) -> None:
    settings = kept.root / "actionlab.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("read_only = false", "read_only = true"), "utf-8")
    refused = call("purge", "--due", "--yes")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert holding(kept, "Woorden in Houten.") != []


@pytest.mark.parametrize(("answer", "code", "left"), [("no", 1, 0), ("yes", 0, 1)])
def test_on_a_terminal_it_is_asked(
    call: Call, kept: Workspace, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, left: int
) -> None:
    monkeypatch.setattr(ask, "can_ask", lambda session: not session.no_input)
    monkeypatch.setattr(ask, "choose", lambda question, answers, *, ready="": answer)
    assert call("purge", "--due").exit_code == code
    assert len(proofs(kept)) == left


def test_with_a_damaged_file_nothing_is_removed_because_it_would_be_no_proof(
    call: Call, kept: Workspace
) -> None:
    own = kept.records("zei-werk") / "onderzoeker-test.json"
    own.write_bytes(own.read_bytes().replace(b"Zeist", b"Zeizt"))
    before = record_files(kept)
    assert call("purge", "--due", "--yes").exit_code == 4
    assert record_files(kept) == before


def test_what_only_a_newer_program_knows_goes_too_and_is_counted(
    call: Call, kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("log", "note", "Woorden van later.", "--report-section", "summary", "-s", CODE)
    with monkeypatch.context() as older:
        older.delitem(KINDS, "note")
        assert call("purge", "--due", "--yes").exit_code == 0
    assert holding(kept, "Woorden van later") == []
    assert [proof.unknown for proof in proofs(kept)] == [1]


def test_what_this_program_cannot_remove_is_named(call: Call, kept: Workspace) -> None:
    plan = kept.studies / CODE / "studieplan.docx"
    plan.write_bytes(b"plan")
    told = call("--lang", "en", "purge", "--due", "--yes").stderr
    assert f"The key file of {CODE}, if it is still there: destroy it." in told
    assert str(plan) in told
    assert "backup" in told


def test_a_key_file_that_was_destroyed_is_not_named(call: Call, kept: Workspace) -> None:
    assert call("edit", CODE, "--key-file-destroyed-on", "2017-01-10").exit_code == 0
    assert "key file" not in call("--lang", "en", "purge", "--due", "--yes").stderr


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_in_a_repository_that_keeps_the_records_it_is_not_finished(call: Call, kept: Workspace) -> None:
    for command in (["init", "--quiet"], ["add", "--force", "studies"]):
        subprocess.run(["git", "-C", kept.folder, *command], check=True)
    done = call("purge", "--due", "--yes")
    assert done.exit_code == 3
    assert "git -C" in done.stderr
    assert holding(kept, "Houten.") == []


def test_records_that_come_back_from_another_computer_are_removed_too(
    call: Call, kept: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = tmp_path / "laptop"
    shutil.copytree(kept.root, colleague)
    call("purge", "--due", "--yes")
    with monkeypatch.context() as other:
        other.setenv("ACTIONLAB_WRITER", "onderzoeker-ander")
        call("-C", str(colleague), "log", "observation", "Late woorden.", "-s", CODE)
    late = colleague / "studies" / CODE / "records" / "onderzoeker-ander.json"
    shutil.copy(late, kept.records(CODE))
    (finding,) = json.loads(call("check", "--json").stdout)["findings"]
    assert finding["record"] == CODE
    assert "Late woorden" in call("list").stdout
    again = call("--lang", "en", "purge", "--due", "-s", CODE, "--yes")
    assert again.exit_code == 0, again.output
    assert "observation: 1" in again.stdout
    assert holding(kept, "Late woorden") == []
    assert [proof.study for proof in proofs(kept)] == [CODE, CODE]
    assert call("check").exit_code == 0


def test_a_removed_study_is_gone_from_lists_and_its_removal_is_told(call: Call, removed: Workspace) -> None:
    assert "Samen aan tafel" not in call("list").stdout
    assert (call("list", "-s", CODE).exit_code, call("list", "-s", CODE).stdout) == (0, "")
    assert "Samen aan tafel" not in call("status").stdout
    for typed in (("status",), ("purge", "--due")):
        told = call("--lang", "en", *typed, "-s", CODE)
        assert told.exit_code == 0
        assert f"The study {CODE} was removed on 15 June 2026." in told.stderr


def test_a_removed_study_breaks_no_check_and_no_report(call: Call, removed: Workspace) -> None:
    assert call("check").exit_code == 0
    assert call("report", "-m", "Zeist").exit_code == 0
    assert call("report", "-m", "Houten").exit_code == 1


def test_the_code_of_a_removed_study_is_not_used_again(call: Call, removed: Workspace) -> None:
    again = ("new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--slug", CODE)
    for typed in (again, ("log", "observation", "Tekst", "-s", CODE)):
        refused = call(*typed)
        assert refused.exit_code == 1
        assert CODE in refused.stderr
    assert holding(removed, "Tekst") == []


def test_a_removed_study_is_not_asked_about_and_not_offered(call: Call, removed: Workspace) -> None:
    plain = call("log", "observation", "Meer woorden in Zeist.")
    assert plain.exit_code == 0, plain.output
    assert [each.folder for each in read(removed).records if each.id == plain.stdout.strip()] == ["zei-werk"]
    call("new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--slug", "hou-matchen")
    assert call("log", "observation", "Woorden over matchen.", "-s", "hou").exit_code == 0
    assert CODE not in call("log", "observation", "Tekst").stderr


@pytest.mark.parametrize(
    "typed", [("log", "observation", "Tekst", "-s"), ("new-study", "--plan"), ("forms", "-s")]
)
def test_who_names_a_removed_study_is_told_where_to_look(
    call: Call, removed: Workspace, typed: tuple[str, ...]
) -> None:
    refused = call(*typed, CODE)
    assert refused.exit_code == 1
    assert f"actionlab status -s {CODE}" in refused.stderr


def test_the_code_of_a_study_is_never_a_reason_to_keep_it(
    call: Call, workspace: Workspace, make_study: Callable[..., str]
) -> None:
    make_study(id="autisme-en-werk", retention_until="2020-01-01")
    assert call("purge", "--due", "--yes").exit_code == 0
    assert [proof.study for proof in proofs(workspace)] == ["autisme-en-werk"]


def test_a_removal_cannot_be_undone(call: Call, removed: Workspace) -> None:
    before = record_files(removed)
    refused = call("undo")
    assert refused.exit_code == 1
    assert CODE in refused.stderr
    assert record_files(removed) == before


def test_a_study_that_was_erased_is_told_as_erased(call: Call, kept: Workspace) -> None:
    call("erase", CODE, "--yes")
    assert f"The study {CODE} was erased." in call("--lang", "en", "status", "-s", CODE).stderr


def test_what_comes_within_a_month_and_what_is_late_is_in_status(
    call: Call, kept: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def due(day: dt.datetime) -> dict[str, list[tuple[str, str, bool]]]:
        monkeypatch.setattr(session, "clock", lambda: day)
        studies = json.loads(call("status", "--json").stdout)["studies"]
        return {
            each["id"]: [(one["what"], one["due_on"], one["late"]) for one in each["due"]] for each in studies
        }

    late = [("key_file_to_destroy", "2016-12-14", True), ("data_to_remove", "2026-06-14", True)]
    assert due(NOW) == {CODE: late, "zei-werk": []}
    near = due(dt.datetime(2027, 1, 1, 12, 0, tzinfo=dt.UTC))
    assert near["zei-werk"] == [("data_to_remove", "2027-01-31", False)]


def test_status_says_how_it_is_recorded_and_removed(call: Call, kept: Workspace) -> None:
    lines = call("--lang", "en", "status", "-s", CODE).stdout.splitlines()
    assert [line.split("\t") for line in lines if "\tlate\t" in line][:2] == [
        [
            "2016-12-14",
            "late",
            "",
            CODE,
            f"Destroy the key file · record it with: actionlab edit {CODE} --key-file-destroyed-on DATE",
        ],
        ["2026-06-14", "late", "", CODE, "Remove the data · look what goes with: actionlab purge --due"],
    ]
