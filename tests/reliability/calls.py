"""Calls of the program in a process of their own, in which one file operation may go wrong.

A call is made in a fork of this process, which has imported everything already: a few milliseconds. Where
there is no fork, a new Python is started with this file.
"""

import datetime as dt
import importlib
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reliability.fault_shim import Fault, Operation, Shim

from actionlab.cli import session
from actionlab.cli.main import VERBS, program

CHECKOUT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
HAS_FORK = hasattr(os, "fork")
_LATER = (
    "cli.plan_file cli.show cli.verbs.log_record cli.verbs.log_training cli.verbs.log_participant"
    " report.word.rendering report.content.feedback report.content.study_plan store.query"
)


class Called(NamedTuple):
    """How a call ended: an exit code per command (none when it was killed), what was said, what was done."""

    codes: tuple[int, ...]
    out: str
    err: str
    operations: tuple[Operation, ...]


class Plan(NamedTuple):
    """What a process is to do: these commands, one after the other; `seed` makes its random ids.

    The shim watches what lies below `roots`.
    """

    commands: tuple[tuple[str, ...], ...]
    roots: tuple[str, ...]
    seed: int = 1
    fault: Fault | None = None


def call(plan: Plan, *, by_fork: bool = HAS_FORK) -> Called:
    """Carry out a plan in a process of its own, and say how that ended."""
    with tempfile.TemporaryDirectory() as folder:
        out, err, told = (Path(folder, name) for name in ("out", "err", "told"))
        (_in_fork if by_fork else _in_new_python)(plan, out, err, told)
        codes, operations = json.loads(told.read_bytes()) if told.exists() else ((), ())
        done = tuple(Operation(*each) for each in operations)
        return Called(tuple(codes), out.read_text("utf-8"), err.read_text("utf-8"), done)


def import_everything() -> None:
    """Import what any verb may need, so that no forked process has to."""
    for module, _help in VERBS.values():
        importlib.import_module(f"actionlab.cli.verbs.{module}")
    for name in _LATER.split():
        importlib.import_module(f"actionlab.{name}")


def _in_fork(plan: Plan, out: Path, err: Path, told: Path) -> None:
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 -- until the process ends
        sys.stdout = out.open("w", encoding="utf-8")
        sys.stderr = err.open("w", encoding="utf-8")
        carry_out(plan, told)
    finally:
        # never the end of pytest, which this process is a copy of
        os._exit(0)


def _in_new_python(plan: Plan, out: Path, err: Path, told: Path) -> None:
    with out.open("wb") as outward, err.open("wb") as errors:
        subprocess.run(
            [sys.executable, __file__, json.dumps(plan), str(told)],
            stdin=subprocess.DEVNULL,
            stdout=outward,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "tests")])},
            check=False,
        )


def carry_out(plan: Plan, told: Path) -> None:
    """Run the commands in this process behind a shim; exit codes and operations are written to `told`.

    Ids come from the seed and the clock stands still, so the same plan does the same to the last byte.
    """
    os.urandom = random.Random(plan.seed).randbytes
    session.clock = lambda: NOW + dt.timedelta(minutes=plan.seed)
    shim = Shim(plan.roots, plan.fault)
    shim.install()
    codes = [_run(command) for command in plan.commands]
    sys.stdout.flush()
    sys.stderr.flush()
    told.write_text(json.dumps([codes, shim.operations]))


def _run(command: Sequence[str]) -> int:
    try:
        program.main(["--lang", "en", "--no-input", *command])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    raise AssertionError("the program did not exit")


if __name__ == "__main__":
    commands, roots, seed, fault = json.loads(sys.argv[1])
    carry_out(Plan(commands, roots, seed, Fault(*fault) if fault else None), Path(sys.argv[2]))
