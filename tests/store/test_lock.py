"""The lock: who comes second waits, and is told who is busy."""

import os
from pathlib import Path

import pytest

from actionlab import errors
from actionlab.store import lock
from actionlab.store.lock import locked


def test_who_comes_second_is_told_who_is_busy(tmp_path: Path) -> None:
    with (
        locked(tmp_path),
        pytest.raises(errors.Busy, match=str(os.getpid())) as busy,
        locked(tmp_path, timeout=0.05),
    ):
        pass

    assert busy.value.exit_code == 5


def test_after_one_is_done_the_next_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "TIMEOUT", 0.05)
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        pass


def test_another_workspace_has_a_lock_of_its_own(tmp_path: Path) -> None:
    with locked(tmp_path / "a"), locked(tmp_path / "b", timeout=0.05):
        pass


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make a link there")
def test_a_workspace_reached_by_two_ways_has_one_lock(tmp_path: Path) -> None:
    (tmp_path / "werkmap").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "werkmap")
    with (
        locked(tmp_path / "werkmap"),
        pytest.raises(errors.Busy),
        locked(tmp_path / "link", timeout=0),
    ):
        pass


def test_nothing_is_written_in_the_workspace_itself(own_folder: Path) -> None:
    with locked(own_folder):
        assert list(own_folder.iterdir()) == []
