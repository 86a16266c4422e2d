"""Tidying up the copies of a synchronisation program, through the program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask
from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def copy(call: Call, study: str, workspace: Workspace) -> Path:
    """A conflict copy that has one observation that the own file does not have."""
    own = workspace.records(study) / "onderzoeker-test.json"
    before = own.read_bytes()
    call("log", "observation", "Alleen in de kopie.")
    made = own.with_name("onderzoeker-test-LAPTOP.json")
    made.write_bytes(own.read_bytes())
    own.write_bytes(before)
    return made


def test_without_copies_there_is_nothing_to_do(call: Call, study: str) -> None:
    result = call("--lang", "en", "tidy")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to tidy up" in result.stderr


def test_it_shows_what_it_will_do_and_does_it_with_yes(call: Call, copy: Path) -> None:
    result = call("--lang", "en", "tidy", "--yes")
    assert result.exit_code == 0
    assert "studies/hou-driehoek/records/onderzoeker-test-LAPTOP.json" in result.stdout
    assert "1 version that is not in onderzoeker-test.json yet" in result.stdout
    assert "1 file was tidied up" in result.stderr
    assert not copy.exists()
    assert "Alleen in de kopie." in call("list", "observation").stdout

    assert "nothing to tidy up" in call("--lang", "en", "tidy", "--yes").stderr


def test_without_a_terminal_and_without_yes_it_only_shows(call: Call, copy: Path) -> None:
    result = call("--lang", "en", "tidy")
    assert result.exit_code == 1
    assert copy.name in result.stdout
    assert "--yes" in result.stderr
    assert copy.exists()


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 1)])
def test_on_a_terminal_it_asks(
    call: Call, copy: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, code: int
) -> None:
    monkeypatch.setattr(ask, "can_ask", lambda session: True)
    monkeypatch.setattr(ask, "agrees", lambda question: answer)
    assert call("tidy").exit_code == code
    assert copy.exists() is not answer


def test_a_copy_that_becomes_the_own_file_is_told(call: Call, copy: Path) -> None:
    copy.with_name("onderzoeker-test.json").unlink()
    result = call("--lang", "en", "tidy", "--yes")
    assert (result.exit_code, "becomes onderzoeker-test.json" in result.stdout) == (0, True)


def test_left_over_temporary_files_are_removed_or_named(call: Call, study: str, workspace: Workspace) -> None:
    own = workspace.records(study) / "onderzoeker-test.json"
    useless, strange = (own.with_name(f".{name}.json.0123456789ab.tmp") for name in ("x", "y"))
    useless.write_bytes(own.read_bytes()[:100])
    strange.write_bytes(b"?")
    result = call("--lang", "en", "tidy", "--yes")
    assert result.exit_code == 0
    assert useless.name in result.stdout
    assert f"{strange.name}: it is not the beginning of a record file." in result.stdout
    assert (useless.exists(), strange.exists()) == (False, True)


def test_a_damaged_copy_is_named_and_the_rest_is_done(call: Call, copy: Path) -> None:
    damaged = copy.with_name("onderzoeker-test (2).json")
    damaged.write_bytes(copy.read_bytes()[:-20])
    result = call("--lang", "en", "tidy", "--yes")
    assert result.exit_code == 4
    assert result.stderr.count(f"Error: Damaged: {damaged}, line") == 1
    assert (copy.exists(), damaged.exists()) == (False, True)

    again = call("--lang", "en", "tidy")
    assert (again.exit_code, "nothing to tidy up" in again.stderr) == (4, True)


def test_what_was_erased_and_came_back_is_said_and_removed(
    call: Call, copy: Path, workspace: Workspace, stored: Stored
) -> None:
    old = copy.read_bytes()
    assert call("erase", stored()[0].id, "--yes").exit_code == 0
    copy.write_bytes(old)
    result = call("--lang", "en", "tidy", "--yes")
    assert result.exit_code == 0
    assert "brought back what was erased" in result.stderr
    assert copy.name in result.stderr
    assert stored() == ()
    assert not copy.exists()
