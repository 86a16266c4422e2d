"""Reports on disk: replaced when they are still ours, left alone when somebody worked on them."""

import sys
from pathlib import Path

import pytest

from actionlab import errors
from actionlab.store import Workspace, save_file, save_report

NAME = "terugkoppelrapport-houten.docx"


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_report_is_for_the_owner_only(workspace: Workspace) -> None:
    assert save_report(workspace, NAME, b"one").path.stat().st_mode & 0o777 == 0o600
