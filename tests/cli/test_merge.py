"""Taking in another copy, through the program."""

import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.store import Workspace, open_workspace

Call = Callable[..., Result]


@pytest.fixture
def seen(call: Call, study: str) -> str:
    """The id of an observation."""
    return call("log", "observation", "Eerst.").stdout.strip()


@pytest.fixture
def other(seen: str, workspace: Workspace, tmp_path: Path) -> Path:
    """A copy of the workspace on another laptop, where nothing was changed yet."""
    made = tmp_path / "other"
    shutil.copytree(workspace.root, made)
    return made


@pytest.fixture
def elsewhere(call: Call, other: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A function that calls the program on the other laptop."""

    def called(*arguments: str) -> Result:
        with monkeypatch.context() as patched:
            patched.setenv("ACTIONLAB_WRITER", "collega-0001")
            return call("-C", str(other), *arguments)

    return called


def test_it_says_what_was_taken_in_and_again_that_there_is_nothing_new(
    call: Call, other: Path, elsewhere: Call
) -> None:
    assert elsewhere("log", "observation", "Gezien door een collega.").exit_code == 0
    result = call("--lang", "en", "merge", str(other))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Taken in: 1 new version, with 1 new record." in result.stderr
    assert "2 versions were here already." in result.stderr
    assert "Gezien door een collega." in call("list", "observation").stdout

    again = call("--lang", "en", "merge", str(other))
    assert again.exit_code == 0
    assert f"There is nothing new in {other}." in again.stderr
    assert "3 versions were here already." in again.stderr


def test_new_studies_are_named(call: Call, other: Path, elsewhere: Call) -> None:
    new = ("-m", "Nieuwegein", "-t", "eerlijk-matchen", "--slug", "nie-nieuw", "--start", "2026-12-01")
    assert elsewhere("new-study", *new).exit_code == 0
    result = call("--lang", "en", "merge", str(other))
    assert (result.exit_code, "New studies: nie-nieuw." in result.stderr) == (0, True)


def test_records_changed_in_both_are_named(call: Call, seen: str, other: Path, elsewhere: Call) -> None:
    assert call("edit", seen, "--what-seen", "Hier.").exit_code == 0
    assert elsewhere("edit", seen, "--what-seen", "Daar.").exit_code == 0
    result = call("--lang", "en", "merge", str(other))
    assert result.exit_code == 0
    assert f"Changed in both, so look which version counts: {seen}." in result.stderr


def test_what_was_erased_there_is_named_with_the_reports_that_used_it(
    call: Call, seen: str, other: Path, elsewhere: Call
) -> None:
    report = call("report", "-m", "Houten").stdout.strip()
    assert elsewhere("erase", seen, "--yes").exit_code == 0
    result = call("--lang", "en", "merge", str(other))
    assert result.exit_code == 0
    assert f"Erased there, and now here too: {seen}." in result.stderr
    assert report in result.stderr
    assert call("list", "observation").stdout == ""


def test_what_was_erased_here_is_not_taken_in(call: Call, seen: str, other: Path, elsewhere: Call) -> None:
    assert call("erase", seen, "--yes").exit_code == 0
    result = call("--lang", "en", "merge", str(other))
    assert (result.exit_code, "1 version was not taken in" in result.stderr) == (0, True)
    assert call("list", "observation").stdout == ""


def test_a_newer_copy_that_came_to_lie_in_an_older_one_is_told_with_how_to_take_it_in(
    call: Call, other: Path, workspace: Workspace
) -> None:
    assert call("log", "observation", "Week twee.").exit_code == 0
    shutil.copytree(workspace.root, other / workspace.root.name)
    assert call("--lang", "en", "init", str(other.parent / "new")).exit_code == 0
    new = ("--lang", "en", "-C", str(other.parent / "new"))

    told = call(*new, "merge", str(other)).stderr
    assert "holds another workspace. It was not taken in" in told
    assert "Week twee." not in call(*new, "list", "observation").stdout
    (command,) = re.findall("do that with: actionlab (.+)", told)
    again = call(*new, *shlex.split(command, posix=sys.platform != "win32"))
    assert "another workspace" not in again.stderr
    assert "Week twee." in call(*new, "list", "observation").stdout


def test_invented_studies_do_not_come_among_real_ones(call: Call, study: str, tmp_path: Path) -> None:
    practice = tmp_path / "practice"
    assert call("init", str(practice), "--example").exit_code == 0
    for place in (practice, practice / "studies" / "hou-driehoek"):
        refused = call("--lang", "en", "merge", str(place))
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert f"The data in {place} are invented" in refused.stderr
    assert "ins-0001" not in call("list", "insight").stdout

    other = tmp_path / "more"
    assert call("init", str(other), "--example").exit_code == 0
    assert call("-C", str(other), "merge", str(practice)).exit_code == 0


def test_templates_of_the_other_copy_are_told(call: Call, other: Path) -> None:
    (other / "templates" / "reports").mkdir(parents=True)
    (other / "templates" / "reports" / "feedback.nl.toml").touch()
    assert "has templates of its own" in call("--lang", "en", "merge", str(other)).stderr


@pytest.mark.parametrize(
    ("place", "code", "sentence"),
    [
        (".", 1, "the same workspace"),
        ("studies", 1, "the same workspace"),
        ("../nergens", 2, "is not a workspace"),
    ],
)
def test_what_cannot_be_taken_in_is_said(
    call: Call, other: Path, place: str, code: int, sentence: str
) -> None:
    result = call("--lang", "en", "merge", place)
    assert (result.exit_code, sentence in result.stderr) == (code, True)


def test_damage_over_there_ends_with_exit_code_4(call: Call, other: Path, workspace: Workspace) -> None:
    file = open_workspace(other).records("hou-driehoek") / "onderzoeker-test.json"
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    result = call("--lang", "en", "merge", str(other))
    assert (result.exit_code, str(file) in result.stderr) == (4, True)
