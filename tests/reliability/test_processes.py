"""Many processes at once: everything that was acknowledged is kept, and who reads is never in the way."""

import datetime as dt
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from reliability.counts import record_figures, trials

from actionlab.model.observation import Observation
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, init_workspace, read

CHECKOUT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
PROCESSES, READERS = 8, 2

WRITE = """
import pathlib, sys, time
from actionlab.cli.main import program

go, name, count = sys.argv[1:]
while not pathlib.Path(go).exists():
    time.sleep(0.001)
for number in range(int(count)):
    try:
        program.main(["log", "observation", f"{name}-{number}"])
    except SystemExit as ended:
        if ended.code:
            sys.exit(ended.code)
"""

READ = """
import json, pathlib, sys
from actionlab.cli.main import program
from click.testing import CliRunner

readings = most = 0
while not pathlib.Path(sys.argv[1]).exists():
    done = CliRunner().invoke(program, ["list", "--json"])
    assert done.exit_code == 0, done.stderr
    count = len(json.loads(done.stdout)["records"])
    assert count >= most, (count, most)
    readings, most = readings + 1, count
print(readings)
"""


@pytest.fixture
def workspace(own_folder: Path) -> Workspace:
    """A workspace with a study, in the current folder."""
    made = init_workspace(own_folder, name="Werkplaats", contact="de onderzoeker")
    study = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}
    add(made, [Draft(kind="study", fields=study)], now=NOW)
    return made


def started(script: str, *arguments: str, writer: str = "lezer-0001") -> subprocess.Popen[str]:
    """Start a process of its own that runs a script."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "ACTIONLAB_WRITER": writer}
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> list[str]:
    """Wait for a process and give the lines it printed on standard output."""
    printed, errors = process.communicate()
    assert process.returncode == 0, errors
    return printed.splitlines()


@pytest.mark.long
@pytest.mark.parametrize(
    "writers",
    [
        pytest.param(["onderzoeker-test"] * PROCESSES, id="the same writer"),
        pytest.param([f"onderzoeker-{n}" for n in range(PROCESSES)], id="different writers"),
        # without a code each takes that of the installation, which the first of them makes
        pytest.param([""] * PROCESSES, id="a new installation"),
    ],
)
def test_what_many_processes_write_at_once_is_kept_while_others_read(
    writers: list[str], workspace: Workspace, own_folder: Path, request: pytest.FixtureRequest
) -> None:
    count, go, stop = trials(15, 200), own_folder / "go", own_folder / "stop"
    with ExitStack() as all_ended:
        readers = [all_ended.enter_context(started(READ, str(stop))) for _ in range(READERS)]
        processes = [
            all_ended.enter_context(started(WRITE, str(go), f"p{n}", str(count), writer=writer))
            for n, writer in enumerate(writers)
        ]
        all_ended.callback(stop.touch)
        # all are ready before the first begins
        time.sleep(1)
        go.touch()
        acknowledged = [line for process in processes for line in ended(process)]
        stop.touch()
        readings = [int(line) for reader in readers for line in ended(reader)]

    reading = read(workspace)
    kept = {each.id: each.data.what_seen for each in reading.records.of(Observation)}
    record_figures(
        f"processes: {request.node.callspec.id}",
        trials=PROCESSES * count,
        lost=len({*acknowledged} - kept.keys()),
        readings=sum(readings),
    )
    assert reading.damaged == ()
    assert sorted(kept) == sorted(acknowledged)
    assert {*kept.values()} == {f"p{process}-{n}" for process in range(PROCESSES) for n in range(count)}
    assert min(readings) > 0
    assert list(own_folder.rglob("*.tmp")) == []
