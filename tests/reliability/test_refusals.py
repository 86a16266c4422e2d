"""Somebody else holds what we need: a lock, a file, a folder. Nothing changes, and it is said who or what."""

import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reliability.stage import OWN, Stage

from actionlab.cli.main import program
from actionlab.store import lock

HOLD = """
import sys
from actionlab.store.lock import locked
with locked(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def log(stage: Stage) -> Callable[[], Result]:
    """A function that logs an observation in the workspace of the stage."""
    typed = [
        "-C",
        str(stage.space),
        "--lang",
        "en",
        "--no-input",
        "log",
        "observation",
        "-s",
        "een",
        "Nieuw.",
    ]
    return lambda: CliRunner().invoke(program, typed)


@pytest.fixture
def holder(stage: Stage) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of the workspace until its standard input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(stage.space)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with process:
        yield process
        process.kill()


def test_who_waits_too_long_is_told_which_process_is_writing(
    stage: Stage, holder: subprocess.Popen[str], log: Callable[[], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "TIMEOUT", 0.2)
    before = stage.state()
    began = time.monotonic()

    refused = log()

    assert refused.exit_code == 5
    assert time.monotonic() - began >= 0.2
    assert f"process {holder.pid}" in refused.stderr
    assert stage.state() == before


def test_who_waits_long_enough_writes_when_the_other_is_done(
    stage: Stage, holder: subprocess.Popen[str], log: Callable[[], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        holder.communicate()

    monkeypatch.setattr(time, "sleep", wait)
    before = stage.state()

    done = log()

    assert done.exit_code == 0
    assert waits
    assert stage.state().records != before.records


def test_a_reader_does_not_wait_for_who_writes(stage: Stage, holder: subprocess.Popen[str]) -> None:
    listed = CliRunner().invoke(program, ["-C", str(stage.space), "--lang", "en", "list", "observation"])

    assert listed.exit_code == 0
    assert "obs-0001" in listed.stdout
    assert holder.poll() is None


@pytest.mark.parametrize("closed", ["een/records", "_shared/records", "een/records/" + OWN + ".json"])
def test_what_may_not_be_written_or_read_is_named(
    stage: Stage, log: Callable[[], Result], closed: str
) -> None:
    before = stage.state()
    place = stage.space / "studies" / closed
    mode = stat.S_IMODE(place.stat().st_mode)
    place.chmod(0)
    try:
        if os.access(place, os.R_OK):
            pytest.skip("this user may read and write everything; test_faults refuses it instead")
        refused = log()
    finally:
        place.chmod(mode)

    assert refused.exit_code in (3, 4)
    assert closed in refused.stderr
    assert stage.state() == before


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_a_file_that_another_program_holds_stays_as_it_is(
    stage: Stage, log: Callable[[], Result], monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    before = stage.state()
    tries = _hold_own_file(monkeypatch, system)

    refused = log()
    monkeypatch.undo()

    assert refused.exit_code == 3
    assert f"{OWN}.json" in refused.stderr
    assert "open in another program" in refused.stderr
    # on Windows a virus scanner lets go after a moment, so it is tried for a second or longer
    assert len(tries) == {"posix": 1, "nt": 20}[system]
    assert stage.state() == before


def test_on_windows_a_file_that_is_let_go_in_time_is_written(
    stage: Stage, log: Callable[[], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stage.state()
    tries = _hold_own_file(monkeypatch, "nt", times=3)

    done = log()
    monkeypatch.undo()

    assert done.exit_code == 0
    assert len(tries) == 4
    assert stage.state().names() == before.names()
    assert stage.state().records != before.records


def _hold_own_file(monkeypatch: pytest.MonkeyPatch, system: str, times: int = 1000) -> list[str]:
    """Let the writer's own file be held for so many tries, on a system of this name; give the tries."""
    tries: list[str] = []
    real, name = os.replace, os.name

    def replace(source: str, target: str) -> None:
        # the system has another name only while it is asked for: Path looks at it too
        monkeypatch.setattr(os, "name", name)
        if Path(target).name != f"{OWN}.json":
            return real(source, target)
        tries.append(target)
        if len(tries) > times:
            return real(source, target)
        monkeypatch.setattr(os, "name", system)
        raise PermissionError(13, "held", target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    return tries


def test_a_full_disk_is_said_and_changes_nothing(
    stage: Stage, log: Callable[[], Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stage.state()

    def write(handle: int, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", write)
        refused = log()

    assert refused.exit_code == 3
    assert re.search("the disk is full", refused.stderr)
    assert stage.state() == before
