"""Checking: each fault is found at its place, with what to do; a workspace without faults has no findings."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import msgspec
import pytest
from builders import AGREED
from colleague import revision, tombstone, write

from actionlab.errors import DAMAGED, NEWER, NOT_POSSIBLE
from actionlab.store import Workspace, open_workspace
from actionlab.store.checking import Checked, check
from actionlab.store.findings import Finding
from actionlab.store.lock import local_file
from actionlab.store.surroundings import is_elsewhere

CHECKOUT = Path(__file__).parents[2]
Add = Callable[..., str]
STUDY = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}


def seen(workspace: Workspace) -> list[tuple[str, str, int | None]]:
    """Every finding: its kind, the name of the file, and the line."""
    return [short(each) for each in check(workspace).findings]


def noted(workspace: Workspace) -> list[tuple[str, str, int | None]]:
    """Every note, in the same way."""
    return [short(each) for each in check(workspace).notes]


def short(found: Finding) -> tuple[str, str, int | None]:
    # whatever is found can be told too
    assert "{" not in f"{found.what} {found.remedy}"
    return found.kind, Path(found.path).name, found.line


def only(found: Checked) -> Finding:
    (finding,) = found.findings
    return finding


@pytest.fixture
def colleague(own_file: Path) -> Path:
    """The record file of a colleague in the same study; not there yet."""
    return own_file.with_name("collega-0001.json")


def test_nothing_is_found_where_nothing_is_wrong(workspace: Workspace, put: Add, colleague: Path) -> None:
    put()
    write(colleague, revision("obs-theirs00"))

    found = check(workspace)

    assert (found.findings, found.notes, found.exit_code) == ((), (), 0)
    assert (found.files, found.revisions) == (2, 4)


def test_every_damaged_line_of_a_file_is_told(workspace: Workspace, put: Add, own_file: Path) -> None:
    for number in range(4):
        put(what_seen=f"Tekst {number}")
    lines = own_file.read_bytes().split(b"\n")
    lines[4] = lines[4].replace(b"Tekst", b"Woord")
    lines[6] = lines[6][:30] + b"\0" * 8 + lines[6][38:]
    own_file.write_bytes(b"\n".join(lines))

    found = check(workspace)

    assert seen(workspace) == [("damaged", own_file.name, 5), ("zeros", own_file.name, 7)]
    assert found.exit_code == DAMAGED
    assert found.findings[0].what == "Damaged: the line was changed outside actionlab."
    assert "check --repair" in found.findings[0].remedy
    assert found.revisions == 4


@pytest.mark.parametrize(
    ("content", "kind"), [(b"", "empty"), (b"\0" * 500, "zeros"), (b"<html>sign in</html>", "damaged")]
)
def test_a_file_with_nothing_of_ours_is_named_for_what_it_is(
    content: bytes, kind: str, workspace: Workspace, colleague: Path
) -> None:
    colleague.write_bytes(content)
    colleague.chmod(0o600)

    assert seen(workspace) == [(kind, colleague.name, 1)]
    assert check(workspace).exit_code == DAMAGED


def test_a_record_of_another_form_than_its_kind_is_damage_where_it_stands(
    workspace: Workspace, colleague: Path
) -> None:
    write(colleague, revision("obs-theirs00"), revision("obs-odd00000", data={"study_id": 7}))

    assert seen(workspace) == [("damaged", colleague.name, 4)]


def test_a_file_that_is_gone_is_told_and_so_is_what_cannot_be_read(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    put()
    own_file.unlink()
    write(colleague, revision("hou-intake", kind="study", data=STUDY))
    colleague.with_name("folder.json").mkdir(mode=0o700)

    assert seen(workspace) == [("unreadable", "folder.json", None), ("missing", own_file.name, None)]
    assert check(workspace).exit_code == DAMAGED


def test_a_newer_format_is_told_and_the_other_files_are_verified(
    workspace: Workspace, colleague: Path
) -> None:
    write(colleague, format=2)
    colleague.with_name("notulen.docx").write_bytes(b"PK")
    colleague.with_name("notulen.docx").chmod(0o600)

    found = check(workspace)

    assert seen(workspace) == [("newer_format", colleague.name, 2), ("foreign", "notulen.docx", None)]
    assert found.exit_code == NEWER
    assert found.revisions == 2
    colleague.with_name("leeg-0001.json").write_bytes(b"")
    assert check(workspace).exit_code == DAMAGED


def test_what_a_newer_program_wrote_is_counted_in_a_note(workspace: Workspace, colleague: Path) -> None:
    newer = {"study_id": "hou-intake", "what_seen": "Zon.", "weather": "sun"}
    write(
        colleague,
        revision("wiz-00000000", kind="wizard"),
        revision("obs-newer000", data=newer),
        tombstone("x"),
    )

    (note,) = check(workspace).notes

    assert (note.kind, note.facts["n"]) == ("newer_records", 2)
    assert check(workspace).exit_code == 0


def test_files_that_do_not_belong_are_told_and_companions_are_not(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    put()
    for name in (
        "desktop.ini",
        "Thumbs.db",
        ".DS_Store",
        "._x.json",
        "~$notulen.docx",
        ".dropbox",
        ".gitkeep",
    ):
        (own_file.parent / name).write_bytes(b"x")
    for name in ("notulen.docx", "x.csv"):
        (own_file.parent / name).write_bytes(b"x")
    (own_file.parent / "oud").mkdir()
    for name in ("x.json.bak", "X.JSON", "oud/x.json", "../x.json"):
        shutil.copy(own_file, own_file.parent / name)
    for path in own_file.parent.parent.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)

    assert sorted(seen(workspace)) == [
        ("foreign", "notulen.docx", None),
        ("foreign", "oud", None),
        ("foreign", "x.csv", None),
        ("not_read", "X.JSON", None),
        ("not_read", "x.json", None),
        ("not_read", "x.json", None),
        ("not_read", "x.json.bak", None),
    ]
    assert check(workspace).exit_code == NOT_POSSIBLE


def test_a_copy_of_a_file_is_told_under_any_name(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()
    for name in ("onderzoeker-test-LAPTOP.json", "onderzoeker-test (conflicted copy).json"):
        shutil.copy(own_file, own_file.with_name(name))

    found = check(workspace)

    assert [each.kind for each in found.findings] == ["copy", "copy"]
    assert all("'actionlab tidy'" in each.remedy for each in found.findings)


def test_a_writer_that_can_be_none_is_told(
    workspace: Workspace, colleague: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(colleague, revision("obs-theirs00"), writer="../../x")
    assert seen(workspace) == [("bad_writer", colleague.name, 2)]

    monkeypatch.setenv("ACTIONLAB_WRITER", "Jan Jansen")
    assert {kind for kind, _name, _line in seen(workspace)} == {"writer", "bad_writer"}


def test_a_file_of_another_study_is_told(workspace: Workspace, colleague: Path) -> None:
    write(colleague, revision("obs-theirs00"), study="std-anders00")
    assert seen(workspace) == [("other_study", colleague.name, 2)]

    colleague.unlink()
    other = {"study_id": "nie-werk", "what_seen": "Elders."}
    write(colleague, revision("obs-theirs00", data=other))
    finding = only(check(workspace))
    assert (finding.kind, finding.facts["study"], finding.facts["folder"]) == (
        "wrong_folder",
        "nie-werk",
        "hou-intake",
    )


def test_a_study_that_is_not_there_is_told_once(
    workspace: Workspace, own_file: Path, colleague: Path
) -> None:
    others = own_file.parent.parent.parent / "nie-werk" / "records"
    others.mkdir(parents=True, mode=0o700)
    others.parent.chmod(0o700)
    made = [revision(f"obs-0000000{n}", data={"study_id": "nie-werk", "what_seen": "x"}) for n in range(3)]
    write(others / colleague.name, *made)

    assert seen(workspace) == [("no_study", "nie-werk", None)]


def test_a_folder_with_another_name_than_its_study_is_told(workspace: Workspace, put: Add) -> None:
    put()
    (workspace.studies / "hou-intake").rename(workspace.studies / "hou-intake - kopie")

    found = check(workspace)

    assert [(each.kind, each.facts["study"]) for each in found.findings] == [("wrong_folder", "hou-intake")]
    assert [each.kind for each in found.notes] == ["removed_study"]


def test_a_folder_without_records_is_told_and_a_study_removed_whole_is_a_note(
    workspace: Workspace, put: Add
) -> None:
    put()
    (workspace.studies / "nieuw" / "records").mkdir(parents=True, mode=0o700)
    (workspace.studies / "nieuw").chmod(0o700)
    (workspace.studies / ".stversions").mkdir(mode=0o700)
    assert seen(workspace) == [("no_records", "nieuw", None)]

    shutil.rmtree(workspace.studies / "nieuw")
    shutil.rmtree(workspace.studies / "hou-intake")
    assert seen(workspace) == []
    assert noted(workspace) == [("removed_study", "hou-intake", None)]


def test_what_a_killed_process_left_is_told(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()
    temporary = own_file.with_name(f".{own_file.name}.0123456789ab.tmp")
    report = workspace.reports / ".rapport.docx.0123456789ab.tmp"
    for path in (temporary, report):
        path.write_bytes(b"")
        path.chmod(0o600)

    assert seen(workspace) == [("left_over", report.name, None), ("left_over", temporary.name, None)]


def test_work_that_cannot_be_finished_is_told(workspace: Workspace) -> None:
    unfinished = Path(local_file(workspace.folder, "locks", ".unfinished"))
    unfinished.write_bytes(b"not a list")

    assert seen(workspace) == [("unfinished", unfinished.name, None)]


def test_lines_that_were_set_aside_are_a_note(workspace: Workspace, own_file: Path) -> None:
    aside = own_file.with_name(own_file.name + ".damaged")
    aside.write_bytes(b"x\n")
    aside.chmod(0o600)

    assert (seen(workspace), noted(workspace)) == ([], [("set_aside", aside.name, None)])


@pytest.mark.skipif(os.name != "posix", reason="Windows passes on who may open a folder")
def test_what_others_may_open_is_told_once(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()
    own_file.chmod(0o644)
    own_file.parent.chmod(0o755)
    workspace.reports.chmod(0o755)

    finding = only(check(workspace))

    assert (finding.kind, finding.path, finding.facts["n"]) == ("permissions", str(workspace.studies), 3)
    assert f"chmod -R go-rwx {workspace.studies} {workspace.reports}" in finding.remedy
    subprocess.run(finding.facts["command"], shell=True, check=True)
    assert seen(workspace) == []


@pytest.mark.parametrize(
    ("known", "elsewhere"),
    [
        ({"st_size": 900, "st_blocks": 8}, False),
        ({"st_size": 900, "st_blocks": 0}, True),
        ({"st_size": 0, "st_blocks": 0}, False),
        ({"st_size": 900, "st_blocks": 8, "st_flags": 0x40000000}, True),
        ({"st_size": 900, "st_file_attributes": 0x400000}, True),
    ],
)
def test_a_file_whose_content_is_elsewhere_is_recognised(known: dict[str, int], elsewhere: bool) -> None:
    told = {"st_blocks": 8, **known}

    assert is_elsewhere(cast("os.stat_result", SimpleNamespace(**told)), room_tells=True) is elsewhere


def test_a_reference_that_leads_nowhere_is_told_where_the_record_stands(
    workspace: Workspace, put: Add, colleague: Path
) -> None:
    mine = put()
    evidence = [{"ref": ref, "relation": "supports"} for ref in (mine, "obs-nowhere0", "wiz-00000000")]
    insight = {"study_id": "hou-intake", "statement": "Zo is het.", "evidence": evidence}
    group = [{"ref": "measurement:hou-intake:grade", "relation": "supports"}]
    write(
        colleague,
        revision("wiz-00000000", kind="wizard"),
        revision("ins-00000001", kind="insight", data=insight),
        revision("ins-00000002", kind="insight", data={**insight, "evidence": group}),
    )

    found = check(workspace)

    assert [(each.kind, each.line, each.facts["ref"]) for each in found.findings] == [
        ("dangling", 4, "obs-nowhere0"),
        ("dangling", 5, "measurement:hou-intake:grade"),
    ]
    assert [each.kind for each in found.notes] == ["newer_records"]
    colleague.with_name("leeg-0001.json").write_bytes(b"")
    assert "dangling" not in [kind for kind, _name, _line in seen(workspace)], "it may be in what is not read"


def test_evidence_that_was_erased_is_a_note(workspace: Workspace, put: Add, colleague: Path) -> None:
    mine, other = put(), put(what_seen="Nog iets.")
    evidence = [{"ref": ref, "relation": "supports"} for ref in (mine, other)]
    put("insight", statement="Zo is het.", evidence=evidence)
    write(colleague, tombstone(other))
    assert [kind for kind, _name, _line in seen(workspace)] == ["came_back"]

    (note,) = [each for each in check(workspace).notes if each.kind == "lost_evidence"]
    assert note.facts["n"] == 1


def test_the_same_measurement_twice_is_told_of_the_later_one(
    workspace: Workspace, put: Add, colleague: Path
) -> None:
    put("participant", pseudonym="HOU-K7M2", group="resident", consent=AGREED)
    grade = {"instrument": "grade", "participant": "HOU-K7M2", "moment": "baseline", "value": 7}
    mine = put("measurement", **grade)
    write(
        colleague,
        revision("met-theirs00", kind="measurement", data={"study_id": "hou-intake", **grade}),
        revision(
            "met-anders00", kind="measurement", data={"study_id": "hou-intake", **grade, "moment": "other"}
        ),
    )

    found = check(workspace)

    assert (only(found).kind, only(found).line) == ("measured_twice", 3)
    assert (only(found).facts["id"], only(found).facts["other"]) == ("met-theirs00", mine)
    assert found.notes == ()


def test_a_record_that_was_changed_apart_is_told_with_who_and_when(
    workspace: Workspace, colleague: Path
) -> None:
    first = revision("obs-theirs00")
    one, other = (
        revision("obs-theirs00", revises=[first["rev"]], by=by, why=by) for by in ("een-1", "twee-2")
    )
    write(colleague, first, one, other)

    finding = only(check(workspace))

    assert (finding.kind, finding.facts["id"]) == ("two_heads", "obs-theirs00")
    for words in (
        "een-1 (2026-03-12 10:00 UTC)",
        "twee-2 (2026-03-12 10:00 UTC)",
        "actionlab edit obs-theirs00",
    ):
        assert words in f"{finding.what} {finding.remedy}"


def test_a_rule_that_is_not_kept_is_a_note(workspace: Workspace, colleague: Path) -> None:
    cycle = {"study_id": "hou-intake", "number": 1}
    write(colleague, revision("cyc-theirs00", kind="cycle", data=cycle))

    found = check(workspace)

    assert found.findings == ()
    assert [each.kind for each in found.notes] == ["broken_rule", "broken_rule"]
    assert "cyc-0001" in found.notes[0].what


def test_what_was_erased_and_came_back_is_told(
    workspace: Workspace, put: Add, own_file: Path, colleague: Path
) -> None:
    mine = put()
    write(colleague, tombstone(mine))

    assert seen(workspace) == [("came_back", own_file.name, None)]


@pytest.fixture
def git(workspace: Workspace) -> Callable[..., None]:
    """A function that calls git in a repository around the workspace."""
    if shutil.which("git") is None:
        pytest.skip("git is not there")

    def call(*arguments: str) -> None:
        subprocess.run(["git", "-C", workspace.folder, *arguments], check=True, capture_output=True)

    call("init", "--quiet")
    return call


def test_records_that_git_keeps_are_told(
    workspace: Workspace, put: Add, git: Callable[..., None], own_file: Path
) -> None:
    put()
    assert (seen(workspace), noted(workspace)) == ([], [])

    git("add", "--force", "studies")
    finding = only(check(workspace))
    assert (finding.kind, Path(finding.path), finding.facts["n"]) == ("tracked", own_file, 1)
    subprocess.run(finding.facts["command"], shell=True, check=True, capture_output=True)
    assert seen(workspace) == []


def test_without_git_a_repository_is_told_as_not_looked_into(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / ".git").mkdir()
    monkeypatch.setenv("PATH", "")

    assert noted(workspace) == [("git_unknown", workspace.root.name, None)]


def test_in_a_workspace_with_invented_data_only_damage_is_a_finding(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    put()
    shutil.copy(own_file, own_file.with_name("kopie.json"))
    settings = msgspec.structs.replace(workspace.settings, synthetic=True)
    invented = msgspec.structs.replace(workspace, settings=settings)

    found = check(invented)
    assert (found.findings, found.exit_code) == ((), 0)
    assert [(each.kind, each.remedy) for each in found.notes] == [("copy", "")]

    own_file.write_bytes(own_file.read_bytes()[:-1])
    assert check(invented).exit_code == DAMAGED


def test_the_example_of_the_repository_has_no_findings() -> None:
    found = check(open_workspace(CHECKOUT))

    assert found.findings == ()
    assert {each.kind for each in found.notes} <= {"tracked", "permissions", "git_unknown"}
    assert found.files == 5


def test_checking_changes_nothing(workspace: Workspace, put: Add, own_file: Path, colleague: Path) -> None:
    mine = put()
    write(colleague, tombstone(mine))
    own_file.with_name("leeg.json").write_bytes(b"")

    def content() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}

    before = content()
    check(workspace)

    assert content() == before
