"""Surroundings: what the program does where something is missing, closed, full, or has few letters.

Every verb either gives its ordinary answer, or says in one line what is wrong, with an exit code that
docs/contributing.md lists. Whatever happens: no traceback, and no file half written.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from pseudo_terminal import walked

from actionlab.cli import few_letters
from actionlab.store import open_workspace, read

CHECKOUT = Path(__file__).parent.parent
WRITER = {"ACTIONLAB_WRITER": "onderzoeker-test"}
TEXT = "Eén inwoner zegt “ja” → de jobcoach krijgt € 5 terug ✓"
LOOKING = {
    "version": ["--version"],
    "help": ["--help"],
    "help of log": ["log", "observation", "--help"],
    "status": ["status"],
    "list": ["list"],
    "list as JSON": ["list", "insight", "--json"],
    "show": ["show", "ins-0001"],
    "search": ["search", "regie"],
    "settings": ["settings"],
    "completion": ["completion", "bash"],
    "schema": ["schema", "observation"],
}
CHANGING = {
    "log": ["log", "observation", "-s", "hou-driehoek", TEXT],
    "new-study": ["new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--slug", "hou-nieuw"],
    "report": ["report", "-m", "Houten"],
    "forms": ["forms", "-s", "hou-driehoek"],
    "export": ["export", "-s", "hou-driehoek", "tabellen.json"],
}
REFUSED = {
    "log alone": ["log"],
    "export without a form": ["export", "-s", "hou-driehoek", "-"],
}
ALL = {**LOOKING, **CHANGING, **REFUSED}
# these stand for the others where a surrounding is met by all in the same place
SOME = ("status", "list", "log")


pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="these surroundings are made with a POSIX shell"),
]


class Ended(NamedTuple):
    """How a command ended: its code, its streams, and the files of the workspace that are new or changed."""

    code: int
    out: bytes
    err: bytes
    changed: dict[str, bytes]
    stored: int


class Stage:
    """A workspace with the invented studies, from which every command gets a copy of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start, self.place, self.home = folder / "start", folder / "werkmap", folder / "thuis"
        self.home.mkdir()
        self._ran(["init", str(self.start), "--example"], folder, self.environ())
        self.before = _files(self.start)
        self.records = _stored(self.start)

    def environ(self, changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """Give an ordinary environment with changes; None takes a variable away."""
        ours = {"PATH": os.environ["PATH"], "HOME": str(self.home), "PYTHONPATH": str(CHECKOUT)}
        environ = {**ours, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **WRITER, **(changes or {})}
        return {name: value for name, value in environ.items() if value is not None}

    def run(
        self,
        arguments: list[str],
        changes: Mapping[str, str | None] | None = None,
        *,
        shell: str = "",
        prelude: str = "",
    ) -> Ended:
        """Run a command in a copy; `shell` is what stands behind it, and `prelude` what runs before it."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.rmtree(self.home)
        self.home.mkdir()
        shutil.copytree(self.start, self.place)
        done = self._ran(arguments, self.place, self.environ(changes), shell, prelude)
        after = _files(self.place)
        changed = {name: content for name, content in after.items() if self.before.get(name) != content}
        assert [name for name in self.before if name not in after] == []
        return Ended(done.returncode, done.stdout, done.stderr, changed, _stored(self.place) - self.records)

    def _ran(
        self, arguments: list[str], cwd: Path, environ: dict[str, str], shell: str = "", prelude: str = ""
    ) -> "subprocess.CompletedProcess[bytes]":
        words = [sys.executable, "-m", "actionlab", *arguments]
        if shell or prelude:
            words = ["/bin/bash", "-c", f"{prelude} {shlex.join(words)} {shell}"]
        return subprocess.run(
            words, cwd=cwd, env=environ, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A stage for this module."""
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def ordinary(stage: Stage) -> dict[str, Ended]:
    """How every command ends where nothing is the matter."""
    ended = {name: stage.run(arguments) for name, arguments in ALL.items()}
    assert {name: each.err for name, each in ended.items() if each.code and name not in REFUSED} == {}
    return ended


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _stored(folder: Path) -> int:
    reading = read(open_workspace(folder))
    assert reading.damaged == ()
    return len(reading.records)


def _steady(content: bytes) -> bytes:
    return re.sub(rb"\b([a-z]{3})-[0-9a-hjkmnp-tv-z]{8}\b", rb"\1-x", content)


def _is_whole(ended: Ended) -> bool:
    """Tell whether a command ended as a program that knows what it does."""
    bad = (b"Traceback", b"Exception ignored", b"ACTIONLAB_DEBUG")
    halves = [name for name in ended.changed if name.endswith((".tmp", ".unfinished"))]
    return not any(each in ended.err for each in bad) and ended.code < 7 and not halves


def _unlike(
    stage: Stage, names: Iterable[str], is_right: Callable[[str, Ended], bool], **surroundings: object
) -> dict[str, Ended]:
    """Give the commands that end in another way than is right."""
    ended = {name: stage.run(ALL[name], **surroundings) for name in names}  # type: ignore[arg-type]
    return {name: each for name, each in ended.items() if not (_is_whole(each) and is_right(name, each))}


ODD: dict[str, dict[str, str | None]] = {
    "no locale, no PATH, a dumb terminal, no such time zone and no such language": {
        "LANG": None,
        "LC_ALL": "C",
        "PATH": None,
        "TERM": "dumb",
        "TZ": "nonsense",
        "LANGUAGE": "xx",
    },
    "a time zone that is another file, and columns that cannot be": {
        "TZ": ":/etc/passwd",
        "COLUMNS": "0",
        "LINES": "-1",
        "NO_COLOR": "1",
    },
}


@pytest.mark.parametrize("changes", ODD.values(), ids=list(ODD))
def test_odd_surroundings_change_no_letter_of_an_answer(
    stage: Stage, ordinary: dict[str, Ended], changes: dict[str, str | None]
) -> None:
    def is_right(name: str, ended: Ended) -> bool:
        usual = ordinary[name]
        same = _steady(ended.out) == _steady(usual.out) and _steady(ended.err) == _steady(usual.err)
        return same and ended.code == usual.code and set(ended.changed) == set(usual.changed)

    assert _unlike(stage, (*LOOKING, *REFUSED, "log", "report"), is_right, changes=changes) == {}


def test_a_narrow_terminal_breaks_help_and_nothing_else(stage: Stage, ordinary: dict[str, Ended]) -> None:
    def is_right(name: str, ended: Ended) -> bool:
        return ended.out.split() == ordinary[name].out.split() and ended.code == 0

    assert _unlike(stage, ("status", "list", "show"), is_right, changes={"COLUMNS": "20"}) == {}
    assert stage.run(["--help"], {"COLUMNS": "20"}).code == 0


@pytest.mark.parametrize("letters", ["ascii", "cp1252", "cp850"])
def test_a_console_of_few_letters_shows_the_nearest_and_what_is_stored_is_whole(
    stage: Stage, ordinary: dict[str, Ended], letters: str
) -> None:
    def is_right(name: str, ended: Ended) -> bool:
        usual = ordinary[name]
        if name in ("list as JSON", "schema"):
            # data: not a letter may be lost
            return bool(json.loads(ended.out) == json.loads(usual.out))
        near = usual.out.decode().encode(letters, few_letters.NEAR)
        return _steady(ended.out) == _steady(near) and ended.code == usual.code

    changes = {"PYTHONIOENCODING": letters}
    names = LOOKING if letters == "ascii" else ("status", "list", "log alone")
    assert _unlike(stage, (*names, "log"), is_right, changes=changes) == {}
    stored = stage.run(ALL["log"], changes).changed
    assert [name for name, content in stored.items() if json.dumps(TEXT).encode() in content]


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_a_pager_gets_the_letters_of_the_console(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.run(["--version"])
    monkeypatch.chdir(stage.place)
    monkeypatch.setenv("PAGER", "less")
    letters = {"PYTHONIOENCODING": "ascii", "LANG": "C.UTF-8"}
    code, screens = walked("status", keys=[("q: ", b"q")], lines=20, environ=letters)
    assert code == 0
    assert screens[0].isascii()
    assert " * hou-driehoek" in screens[0]


@pytest.mark.parametrize("closed", [">&-", ">/dev/full", "<&- >&- 2>&-"])
def test_an_answer_that_nobody_can_get_is_told_and_what_was_stored_is_not_called_a_fault(
    stage: Stage, ordinary: dict[str, Ended], closed: str
) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    told = "2>&-" not in closed

    def is_right(name: str, ended: Ended) -> bool:
        usual = ordinary[name]
        if name in LOOKING:
            last = ended.err.decode().splitlines()[-1:]
            return ended.code == 3 and (not told or bool(last and last[0].startswith("Fout: ")))
        shown = _steady(usual.out.strip()) in _steady(ended.err) or not told
        return (ended.code, ended.stored) == (usual.code, usual.stored) and shown

    names = ALL if told else SOME
    assert _unlike(stage, names, is_right, shell=closed) == {}


def test_a_reader_that_has_seen_enough_is_no_fault(stage: Stage, ordinary: dict[str, Ended]) -> None:
    def is_right(name: str, ended: Ended) -> bool:
        usual = ordinary[name]
        # only the first command of a pipe is ours
        return (ended.code, ended.stored) == (0, usual.stored) and _steady(ended.err) == _steady(usual.err)

    ended = stage.run(ALL["list"], shell="| head -1; exit ${PIPESTATUS[0]}")
    assert ended.out == ordinary["list"].out.splitlines(keepends=True)[0]
    gone = "| true; exit ${PIPESTATUS[0]}"
    assert _unlike(stage, (*LOOKING, "log", "forms"), is_right, shell=gone) == {}


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full", "<&-"])
def test_without_messages_or_input_the_answer_is_the_same(
    stage: Stage, ordinary: dict[str, Ended], closed: str
) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")

    def is_right(name: str, ended: Ended) -> bool:
        usual = ordinary[name]
        return (ended.code, _steady(ended.out)) == (usual.code, _steady(usual.out))

    assert _unlike(stage, (*SOME, "log alone", "new-study"), is_right, shell=closed) == {}


# a person who is not known to the system: neither HOME nor a line in the list of users
UNKNOWN_PERSON = """
import os, runpy, sys
os.getuid = lambda: 54321
sys.argv[0] = "actionlab"
runpy.run_module("actionlab", run_name="__main__", alter_sys=True)
"""


def test_without_a_home_everything_can_be_read_and_nothing_is_stored(
    stage: Stage, ordinary: dict[str, Ended], tmp_path: Path
) -> None:
    for name in (*SOME, "report", "new-study"):
        stage.run(["--version"])
        environ = stage.environ({"HOME": None})
        words = [sys.executable, "-c", UNKNOWN_PERSON, *ALL[name]]
        done = subprocess.run(words, cwd=stage.place, env=environ, capture_output=True, check=False)
        if name in LOOKING:
            assert (done.returncode, done.stdout) == (0, ordinary[name].out)
        else:
            assert (done.returncode, done.stdout) == (3, b"")
            assert "HOME" in done.stderr.decode().splitlines()[-1]
        assert _files(stage.place) == stage.before
        assert not (stage.place / "~").exists()


def test_a_home_in_which_nothing_can_be_kept_is_named_and_reading_goes_on(
    stage: Stage, ordinary: dict[str, Ended], tmp_path: Path
) -> None:
    home = tmp_path / "bestand"
    home.touch()

    def is_right(name: str, ended: Ended) -> bool:
        if name in LOOKING:
            return ended.out == ordinary[name].out
        return (ended.code, ended.out, ended.changed) == (3, b"", {}) and str(home).encode() in ended.err

    assert _unlike(stage, (*SOME, "report", "new-study"), is_right, changes={"HOME": str(home)}) == {}


def test_a_folder_that_is_gone_is_named_in_one_line(stage: Stage) -> None:
    gone = 'mkdir ../weg && cd ../weg && rmdir "$PWD" &&'
    for name in (*SOME, "report", "settings"):
        ended = stage.run(ALL[name], prelude=gone)
        assert (ended.code, ended.out, ended.changed) == (1, b"", {}), (name, ended)
        assert len(ended.err.splitlines()) == 1
    for others in (["init", "ander"], ["-C", str(stage.place), "report", "-m", "Houten", "-o", "r.docx"]):
        ended = stage.run(others, prelude=gone)
        assert (ended.code, ended.out, ended.changed) == (1, b"", {}), (others, ended)
        assert b"cd" in ended.err
    assert stage.run(["--version"], prelude=gone).code == 0
    named = stage.run(["-C", str(stage.place), "list", "insight"], prelude=gone)
    assert (named.code, named.out) == (0, stage.run(["list", "insight"]).out)


def test_nothing_we_make_is_open_to_others_whatever_the_umask(stage: Stage) -> None:
    for name in ("log", "report", "new-study", "export"):
        ended = stage.run(ALL[name], prelude="umask 0;")
        modes = {path: (stage.place / path).stat().st_mode & 0o777 for path in ended.changed}
        assert modes
        assert {path: oct(mode) for path, mode in modes.items() if mode != 0o600} == {}
