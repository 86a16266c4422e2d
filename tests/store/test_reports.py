"""Reports on disk: replaced when ours, left alone when somebody worked on them, named when a source goes."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from actionlab import errors
from actionlab.store import SavedReport, Workspace, reports, save_file, save_reports
from actionlab.store.replacing import replace_files
from actionlab.store.reports import Uses, forgotten_uses, reports_that_used, save_files
from actionlab.store.writer import local_folder

NAME = "terugkoppelrapport-houten.docx"


def save_report(workspace: Workspace, name: str, content: bytes, **settings: Any) -> SavedReport:
    return save_reports(workspace, name, {".docx": content}, **settings)[0]


def test_a_report_that_is_still_ours_is_replaced(workspace: Workspace) -> None:
    first = save_report(workspace, NAME, b"one")
    second = save_report(workspace, NAME, b"two")

    assert first == second
    assert (second.path, second.renamed) == (workspace.reports / NAME, False)
    assert second.path.read_bytes() == b"two"


def test_a_report_that_somebody_edited_stays_and_another_name_is_told(workspace: Workspace) -> None:
    path = save_report(workspace, NAME, b"one").path
    path.write_bytes(b"one, with remarks of the alderman")

    again = save_report(workspace, NAME, b"two")
    third = save_report(workspace, NAME, b"three")

    assert path.read_bytes() == b"one, with remarks of the alderman"
    assert (again.path.name, again.renamed) == ("terugkoppelrapport-houten-2.docx", True)
    assert third == again
    assert again.path.read_bytes() == b"three"


def test_a_file_that_is_not_ours_stays(workspace: Workspace) -> None:
    (workspace.reports / NAME).write_bytes(b"theirs")

    assert save_report(workspace, NAME, b"one").renamed
    assert (workspace.reports / NAME).read_bytes() == b"theirs"


def test_a_final_report_is_never_overwritten(workspace: Workspace) -> None:
    final = save_report(workspace, NAME, b"final", final=True)

    assert save_report(workspace, NAME, b"concept").renamed
    assert save_report(workspace, NAME, b"other final", final=True).path.name.endswith("-2.docx")
    assert save_report(workspace, NAME, b"third final", final=True).path.name.endswith("-3.docx")
    assert save_report(workspace, NAME, b"final", final=True) == final
    assert final.path.read_bytes() == b"final"


def names(folder: Path) -> dict[str, bytes]:
    """The files in a folder that are no memory of ours, with their content."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_files_that_belong_together_get_the_ends_of_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "uit"
    saved = save_files(folder / "x.csv", {"-a.csv": b"one", "-b.csv": b"two"})

    assert [each.path for each in saved] == [folder / "x-a.csv", folder / "x-b.csv"]
    assert names(folder) == {"x-a.csv": b"one", "x-b.csv": b"two"}
    assert not any(each.renamed for each in saved)


def test_when_one_of_them_is_somebodys_work_all_get_the_same_number(tmp_path: Path) -> None:
    save_files(tmp_path / "uit" / "x.csv", {"-a.csv": b"one", "-b.csv": b"two"})
    (tmp_path / "uit" / "x-b.csv").write_bytes(b"two, corrected")
    saved = save_files(tmp_path / "uit" / "x.csv", {"-a.csv": b"new", "-b.csv": b"new"})

    assert [each.path.name for each in saved] == ["x-2-a.csv", "x-2-b.csv"]
    assert all(each.renamed for each in saved)
    assert names(tmp_path / "uit") == {
        "x-a.csv": b"one",
        "x-b.csv": b"two, corrected",
        "x-2-a.csv": b"new",
        "x-2-b.csv": b"new",
    }


def test_files_that_belong_together_are_all_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_files(tmp_path / "uit" / "x.csv", {"-a.csv": b"one", "-b.csv": b"two"})
    real = os.replace

    def refuse(source: str, target: str) -> None:
        if target.endswith("x-b.csv") and Path(source).read_bytes() == b"newer":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(errors.CannotSave):
        save_files(tmp_path / "uit" / "x.csv", {"-a.csv": b"new", "-b.csv": b"newer"})

    assert names(tmp_path / "uit") == {"x-a.csv": b"one", "x-b.csv": b"two"}


@pytest.mark.parametrize("memory", [None, b"", b"{", b"\0\0", b'{"x": 1}'])
def test_without_memory_nothing_is_overwritten(workspace: Workspace, memory: bytes | None) -> None:
    path = save_report(workspace, NAME, b"one").path
    remembered = workspace.reports / ".written.json"
    remembered.unlink() if memory is None else remembered.write_bytes(memory)

    assert save_report(workspace, NAME, b"two").renamed
    assert path.read_bytes() == b"one"


def test_a_report_may_go_anywhere_by_the_same_rules(tmp_path: Path) -> None:
    path = tmp_path / "ergens" / "rapport.docx"
    assert save_file(path, b"one").path == path
    assert save_file(path, b"two").path.read_bytes() == b"two"
    path.write_bytes(b"edited")

    assert save_file(path, b"three").path.name == "rapport-2.docx"
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


def test_a_place_that_cannot_be_written_is_told(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (workspace.reports / NAME).mkdir()

    with pytest.raises(errors.CannotSave, match="file"):
        save_file(tmp_path / "file" / "rapport.docx", b"one")
    with pytest.raises(errors.CannotSave, match=NAME):
        save_report(workspace, NAME, b"one")


def test_a_trial_changes_nothing_and_tells_where_it_would_be_saved(
    workspace: Workspace, tmp_path: Path
) -> None:
    save_report(workspace, NAME, b"one").path.write_bytes(b"edited")
    before = {each.name: each.read_bytes() for each in workspace.reports.iterdir()}

    (there,) = save_reports(workspace, NAME, {".docx": b"two"}, trial=True)
    (elsewhere,) = save_files(tmp_path / "nieuw" / "x.docx", {".docx": b"two"}, trial=True)

    assert there == SavedReport(workspace.reports / "terugkoppelrapport-houten-2.docx", renamed=True)
    assert elsewhere.path == tmp_path / "nieuw" / "x.docx"
    assert not elsewhere.path.parent.exists()
    assert {each.name: each.read_bytes() for each in workspace.reports.iterdir()} == before
    assert save_report(workspace, NAME, b"two") == there


def test_a_trial_meets_the_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Path] = []
    write = os.write

    def full(handle: int, content: bytes) -> int:
        if bytes(content) == b"two":
            begun.extend(tmp_path.glob(".*.tmp"))
            raise OSError(28, "No space left on device")
        return write(handle, content)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(errors.CannotSave, match=r"x\.pdf"):
        save_files(tmp_path / "x.docx", {".docx": b"one", ".pdf": b"two"}, trial=True)

    # both lay there together: one by one they might have fitted
    assert len(begun) == 2
    assert names(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_in_the_folder_of_reports_stays_as_it_is(
    workspace: Workspace, tmp_path: Path, there: bool
) -> None:
    target = tmp_path / "echt.docx"
    if there:
        target.write_bytes(b"theirs")
    (workspace.reports / NAME).symlink_to(target)

    assert save_report(workspace, NAME, b"one").renamed
    assert (workspace.reports / NAME).is_symlink()
    assert (target.read_bytes() if target.exists() else None) == (b"theirs" if there else None)


def test_a_file_in_place_of_a_folder_is_named(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(errors.CannotSave) as told:
        save_file(tmp_path / "file" / "diep" / "rapport.docx", b"one")
    assert told.value.facts["file"] == str(tmp_path / "file")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_report_is_for_the_owner_only(workspace: Workspace) -> None:
    assert save_report(workspace, NAME, b"one").path.stat().st_mode & 0o777 == 0o600


def test_a_failed_save_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_contents: object, _unfinished: object, **_options: object) -> None:
        raise errors.CannotSave(file="rapport.docx", reason="the disk is full")

    monkeypatch.setattr(reports, "replace_files", full)
    with pytest.raises(errors.CannotSave):
        save_file(tmp_path / "ergens" / "diep" / "rapport.docx", b"one")
    assert not (tmp_path / "ergens").exists()


@pytest.mark.parametrize("refused", [NAME, ".written.json"])
def test_a_report_and_the_memory_of_it_are_written_together(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    path = save_report(workspace, NAME, b"one", made_from=["obs-1"]).path
    before = {each.name: each.read_bytes() for each in workspace.reports.iterdir()}
    replace, faults = os.replace, [PermissionError(13, "no")]

    def refuse_once(source: str, target: str) -> None:
        if Path(target).name == refused and faults:
            raise faults.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse_once)
    with pytest.raises(errors.CannotSave, match=refused):
        save_report(workspace, NAME, b"two", made_from=["obs-2"])

    assert {each.name: each.read_bytes() for each in workspace.reports.iterdir()} == before
    assert not save_report(workspace, NAME, b"three").renamed
    assert path.read_bytes() == b"three"


# which reports used a record


def uses(known: list[Path] | None = None, unknown: list[Path] | None = None) -> Uses:
    return Uses(known=tuple(known or ()), unknown=tuple(unknown or ()))


def test_a_report_that_used_a_record_is_named_wherever_it_was_saved(
    workspace: Workspace, tmp_path: Path
) -> None:
    here = save_report(workspace, NAME, b"one", made_from=["obs-1", "HOU-K7M2"]).path
    there = save_file(tmp_path / "elders" / "rapport.docx", b"one", made_from={"obs-1"}).path
    final = save_report(workspace, "def.docx", b"one", final=True, made_from=["obs-2"]).path

    assert reports_that_used(workspace, ["obs-1"]) == uses([there, here])
    assert reports_that_used(workspace, {"obs-2", "HOU-K7M2"}) == uses([final, here])
    assert reports_that_used(workspace, ["obs-9"]) == uses()
    assert reports_that_used(workspace, []) == uses()


def test_only_what_the_last_version_was_made_from_counts(workspace: Workspace) -> None:
    save_report(workspace, NAME, b"one", made_from=["obs-1"])
    save_report(workspace, NAME, b"two", made_from=["obs-2"])

    assert reports_that_used(workspace, ["obs-1"]) == uses()


def test_a_report_that_somebody_edited_is_still_named_and_one_that_is_gone_is_not(
    workspace: Workspace, tmp_path: Path
) -> None:
    edited = save_report(workspace, NAME, b"one", made_from=["obs-1"]).path
    edited.write_bytes(b"one, with remarks of the alderman")
    save_report(workspace, "weg.docx", b"one", made_from=["obs-1"]).path.unlink()
    save_file(tmp_path / "weg.docx", b"one", made_from=["obs-1"]).path.unlink()

    assert reports_that_used(workspace, ["obs-1"]) == uses([edited])


def test_documents_of_which_nothing_is_remembered_are_unknown(workspace: Workspace) -> None:
    folder = workspace.reports
    renamed = save_report(workspace, NAME, b"one", made_from=["obs-1"]).path.rename(folder / "versie 2.docx")
    before = save_report(workspace, "van-vroeger.docx", b"one").path
    (folder / "2025").mkdir()
    deeper = folder / "2025" / "rapport.DOCX"
    printed = folder / "rapport.pdf"
    for path in (deeper, printed, folder / "~$versie 2.docx", folder / "lees mij.txt"):
        path.write_bytes(b"x")

    assert reports_that_used(workspace, ["obs-1"]) == uses(unknown=sorted([renamed, before, deeper, printed]))


def test_a_report_saved_by_hand_into_the_folder_of_reports_is_remembered(workspace: Workspace) -> None:
    path = save_file(workspace.reports / ".." / "reports" / "mijn.docx", b"one", made_from=["obs-1"]).path

    assert reports_that_used(workspace, ["obs-1"]) == uses([path])
    assert reports_that_used(workspace, ["obs-2"]) == uses()


def test_a_detour_in_the_path_of_a_report_is_neither_told_nor_kept(tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    saved = save_file(tmp_path / "elders" / ".." / "rapport.docx", b"one")

    assert saved.path == tmp_path / "rapport.docx"
    assert save_file(tmp_path / "rapport.docx", b"two") == saved
    assert b".." not in Path(local_folder(), ".written.json").read_bytes()


def test_a_detour_that_was_kept_before_is_not_told(workspace: Workspace, tmp_path: Path) -> None:
    path = save_file(tmp_path / "rapport.docx", b"one", made_from=["obs-1"]).path
    memory = Path(local_folder(), ".written.json")
    kept = json.loads(memory.read_bytes())
    memory.write_text(json.dumps({str(workspace.reports / ".." / path.name): kept[str(path)], **kept}))
    (workspace.root / path.name).write_bytes(b"one")

    assert reports_that_used(workspace, ["obs-1"]) == uses(sorted([workspace.root / path.name, path]))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_detour_by_a_link_leads_where_the_link_points(tmp_path: Path) -> None:
    (tmp_path / "schijf" / "map").mkdir(parents=True)
    (tmp_path / "kort").symlink_to(tmp_path / "schijf" / "map")

    saved = save_file(tmp_path / "kort" / ".." / "rapport.docx", b"one")
    assert saved.path == tmp_path / "schijf" / "rapport.docx"


def test_a_workspace_without_reports_has_none_that_used_anything(workspace: Workspace) -> None:
    assert reports_that_used(workspace, ["obs-1"]) == uses()
    assert forgotten_uses(workspace, ["obs-1"]) == {}


def test_a_memory_from_before_ids_were_kept_still_guards_and_names_nothing(workspace: Workspace) -> None:
    path = save_report(workspace, NAME, b"one", final=True).path
    remembered = workspace.reports / ".written.json"
    digest = json.loads(remembered.read_bytes())[NAME]["digest"]
    remembered.write_text(json.dumps({NAME: {"digest": digest, "final": True}}))

    assert reports_that_used(workspace, ["obs-1"]) == uses(unknown=[path])
    assert save_report(workspace, NAME, b"two").renamed


def test_a_conflict_copy_of_the_memory_is_read_too(workspace: Workspace) -> None:
    path = save_report(workspace, NAME, b"one", made_from=["obs-1"]).path
    remembered = workspace.reports / ".written.json"
    remembered.rename(workspace.reports / ".written-LAPTOP-2.json")
    remembered.write_bytes(b"{}")

    assert reports_that_used(workspace, ["obs-1"]) == uses([path])


@pytest.mark.parametrize("key", ["x" * 5000, "a\u0000b", "..", "/", ""])
def test_an_odd_name_in_the_memory_names_no_report(workspace: Workspace, key: str) -> None:
    odd = {key: {"digest": "0", "made_from": ["obs-1"]}}
    (workspace.reports / ".written.json").write_text(json.dumps(odd))

    assert reports_that_used(workspace, ["obs-1"]) == uses()


def test_ids_that_are_forgotten_are_nowhere_and_all_else_stays(workspace: Workspace, tmp_path: Path) -> None:
    save_report(workspace, NAME, b"one", made_from=["HOU-K7M2", "obs-1"])
    save_report(workspace, "def.docx", b"two", final=True, made_from=["obs-2"])
    save_file(tmp_path / "elders.docx", b"one", made_from=["HOU-K7M2"])
    copy = workspace.reports / ".written (conflicted copy).json"
    copy.write_bytes((workspace.reports / ".written.json").read_bytes())

    changed = forgotten_uses(workspace, ["HOU-K7M2", "met-1"])
    replace_files(changed)

    memories = [workspace.reports / ".written.json", copy, Path(local_folder(), ".written.json")]
    assert sorted(changed) == sorted(map(str, memories))
    assert [each for each in memories if b"HOU-K7M2" in each.read_bytes()] == []
    assert forgotten_uses(workspace, ["HOU-K7M2", "met-1"]) == {}
    assert len(reports_that_used(workspace, ["obs-1"]).known) == 1
    assert not save_report(workspace, NAME, b"three").renamed
    assert save_report(workspace, "def.docx", b"four").renamed


def test_an_id_that_is_only_the_beginning_of_another_changes_nothing(workspace: Workspace) -> None:
    save_report(workspace, NAME, b"one", made_from=["obs-12"])

    assert forgotten_uses(workspace, ["obs-1"]) == {}


def test_a_damaged_memory_does_not_keep_the_ids(workspace: Workspace) -> None:
    damaged = workspace.reports / ".written.json"
    damaged.write_bytes(b'{"rapport.docx": {"made_from": ["HOU-K7M2", "obs')

    assert forgotten_uses(workspace, ["obs-9"]) == {}
    assert forgotten_uses(workspace, ["HOU-K7M2"]) == {str(damaged): b"{}"}


def test_what_a_killed_process_left_of_a_report_goes_with_the_ids(workspace: Workspace) -> None:
    left = workspace.reports / f".{NAME}.0123456789ab.tmp"
    left.write_bytes(b"half a report")

    assert forgotten_uses(workspace, []) == {}
    assert forgotten_uses(workspace, ["HOU-K7M2"]) == {str(left): None}


def test_a_memory_that_cannot_be_read_is_told_before_anything_is_erased(workspace: Workspace) -> None:
    (workspace.reports / ".written.json").mkdir()

    with pytest.raises(errors.CannotSave, match=r"\.written\.json"):
        forgotten_uses(workspace, ["HOU-K7M2"])
