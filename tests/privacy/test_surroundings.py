"""What lies around the records: closed to others, out of git, without a name, and with no text elsewhere."""

import getpass
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from privacy.canary import contents

from actionlab.cli.main import program
from actionlab.cli.verbs.log import KINDS_TYPED
from actionlab.store import Workspace, find_workspace

CHECKOUT = Path(__file__).parents[2]
Call = Callable[..., Result]

posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="a folder passes on who may open what is in it"
)
SAID = "kanarieqx7"
LOGIN, HOST = "jansenpietq", "laptopvanpietq"
# one of each verb that makes a file, in an order in which each has something to do
COMMANDS = [
    ("init", "."),
    (
        "new-study",
        "-m",
        "Houten",
        "-t",
        "driehoeksgesprek-en-regie",
        "--slug",
        "hou-een",
        "--start",
        "2026-01-05",
    ),
    ("new-study", "--plan", "hou-een"),
    ("log", "organisation", "Sociaal team"),
    ("log", "participant", "--role", "resident", "--consent-status", "given", "--count", "6"),
    ("log", "observation", SAID),
    ("log", "insight", f"{SAID} helpt."),
    ("log", "observation", "Nog iets."),
    ("undo", "--yes"),
    ("forms",),
    ("report", "-m", "Houten"),
    ("report", "-m", "Houten", "--final"),
    ("report", "-m", "Houten", "-o", "hier.docx"),
    ("status",),
    ("list",),
    ("tidy", "--yes"),
    ("merge", "../other"),
    ("check",),
]


@pytest.fixture
def call(own_folder: Path) -> Call:
    """A function that calls the program in the current folder."""

    def called(*arguments: str) -> Result:
        return CliRunner().invoke(program, ["--lang", "en", "--no-input", *arguments])

    return called


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    """A function that sets what new files are closed to; it is put back afterwards."""
    before = os.umask(0o022)

    def put(mask: int) -> None:
        os.umask(mask)

    yield put
    os.umask(before)


def _modes(*folders: Path) -> dict[str, int]:
    return {
        str(path): stat.S_IMODE(path.stat().st_mode)
        for folder in folders
        for path in (folder, *folder.rglob("*"))
    }


def _work(call: Call, tmp_path: Path) -> dict[tuple[str, ...], Result]:
    """Carry out all commands, with a copy of the workspace elsewhere and a damaged line on the way."""
    told = {}
    for command in COMMANDS:
        if command[0] == "merge":
            shutil.copytree(tmp_path / "work", tmp_path / "other")
        told[command] = call(*command)
    for path in (tmp_path / "work" / "studies" / "hou-een" / "records").glob("*.json"):
        path.write_bytes(path.read_bytes().replace(SAID.encode(), SAID.upper().encode(), 1))
    repair = ("check", "--repair", "--yes")
    told[repair] = call(*repair)
    shutil.rmtree(tmp_path / "other")
    return told


@posix_only
@pytest.mark.parametrize("mask", [0, 0o022, 0o077])
def test_everything_we_make_is_for_the_owner_only(
    call: Call, tmp_path: Path, umask: Callable[[int], None], mask: int
) -> None:
    umask(mask)
    told = _work(call, tmp_path)
    assert [command for command, result in told.items() if result.exit_code] == []

    modes = _modes(*(tmp_path / "work").iterdir(), *(tmp_path / "home").iterdir())
    names = {Path(path).name for path in modes}
    assert {".written.json", "studieplan.docx", "codeblad.docx", "hier.docx", "actionlab.toml"} <= names
    assert any(name.endswith(".damaged") for name in names)
    assert {path: oct(mode) for path, mode in modes.items() if mode not in (0o600, 0o700)} == {}
    assert [path for path, mode in modes.items() if (mode == 0o700) != Path(path).is_dir()] == []


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_gets_settings_and_templates_only(call: Call, tmp_path: Path) -> None:
    _work(call, tmp_path)
    templates = tmp_path / "work" / "templates" / "reports"
    templates.mkdir(parents=True)
    (templates / "eigen.toml").touch()

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(tmp_path / "work"), *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    git("init")
    git("add", "--all")

    assert set(git("ls-files").split()) == {".gitignore", "actionlab.toml", "templates/reports/eigen.toml"}


def test_nobody_is_named_by_what_we_make(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, LOGIN)
    for name in ("HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, HOST)
    monkeypatch.setattr("socket.gethostname", lambda: HOST)
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", HOST, "1", "1", "x")), raising=False)
    home = tmp_path / LOGIN
    (tmp_path / "home").rename(home)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    # the code of the writer is made here too
    monkeypatch.delenv("ACTIONLAB_WRITER")
    assert getpass.getuser() == LOGIN

    told = _work(call, tmp_path)

    assert [command for command, result in told.items() if result.exit_code] == []
    for name in (LOGIN, HOST):
        wanted = name.encode()
        found = {
            path
            for each in ("work", LOGIN)
            for path, content in contents(tmp_path / each)
            if wanted in content
        }
        assert found == set()


def test_the_writer_is_a_role_and_random_signs(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACTIONLAB_WRITER")
    _work(call, tmp_path)
    names = {path.stem for path in (tmp_path / "work" / "studies").rglob("records/*.json")}
    assert all(re.fullmatch("onderzoeker-[0-9a-z]{4}", name) for name in names)
    assert len(names) == 1


@pytest.mark.long
def test_no_text_is_written_outside_the_study_but_into_reports(call: Call, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("strace may not trace here")
    call("init", ".")
    for command in COMMANDS[1:5]:
        assert call(*command).exit_code == 0

    opened = {
        path for command in COMMANDS[5:11] for path in _opened_to_write(command, tmp_path, tmp_path / "trace")
    }

    places = ("work/studies/", "work/reports/", "home/actionlab/", "home/.config/actionlab/")
    inside = {str(path.relative_to(tmp_path)) for path in opened if path.is_relative_to(tmp_path)}
    assert len(inside) > len(places)
    assert [each for each in inside if not each.startswith(places)] == []
    assert [each for each in opened if not each.is_relative_to(tmp_path) and each.parts[1] != "dev"] == []
    assert [path for path, content in contents(tmp_path / "home") if SAID.encode() in content] == []


def _opened_to_write(command: tuple[str, ...], folder: Path, trace: Path) -> Iterator[Path]:
    """Every file that a command opens to write, makes or renames, in a process of its own."""
    calls = "?open,?openat,?creat,?rename,?renameat,?renameat2,?link,?linkat,?memfd_create,?symlinkat"
    traced = ["strace", "-f", "-y", "-o", str(trace), "-e", f"trace={calls}"]
    subprocess.run(
        [*traced, sys.executable, "-m", "actionlab", "--no-input", *command],
        cwd=folder / "work",
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
    )
    for line in trace.read_text().splitlines():
        if "O_RDONLY" not in line and " = -1 " not in line:
            for name in re.findall(r'"([^"]+)"', line):
                yield Path(os.path.normpath(folder / "work" / name))


@pytest.fixture
def workspace(call: Call, own_folder: Path) -> Workspace:
    """A workspace in the current folder with a study, a participant and an observation."""
    for command in (*COMMANDS[:2], *COMMANDS[4:6]):
        assert call(*command).exit_code == 0
    return find_workspace(own_folder, None, {})


def test_every_verb_that_takes_a_text_says_who_can_see_it(call: Call, workspace: Workspace) -> None:
    assert workspace.root.is_dir()
    seen = call("list", "observation", "--json").stdout
    (record,) = set(re.findall(r"obs-[0-9a-z]{8}", seen))
    # of a follow-up only numbers and a day are asked
    kinds = [("log", kind) for kind in KINDS_TYPED if kind != "follow-up"]
    for verb in (*kinds, ("edit", record), ("close",), ("done",), ("new-study",), ("withdraw",)):
        told = " ".join(call(*verb, "--help").output.split())
        assert "can be seen by other users of this computer" in told, verb
