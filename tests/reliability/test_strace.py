"""The same faults from outside: strace lets the kernel refuse a call, or kills the process on its way in."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

import pytest
from reliability.calls import CHECKOUT
from reliability.counts import FULL, record_figures, trials
from reliability.stage import Stage

from actionlab import store

CALLS = ("openat", "write", "fsync", "rename", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat")
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES")
CALL = re.compile(r"\d+ +(\w+)\(")

VERBS = {
    "log": ("log", "observation", "-s", "een", "Een nieuwe waarneming."),
    "edit": ("edit", "obs-0001", "--signal", "helping"),
    "erase": ("erase", "obs-0002", "org-1001", "--yes"),
    "withdraw": ("withdraw", "HOU-AAAA", "--yes"),
    "tidy": ("tidy", "--yes"),
    "merge": ("merge", "{root}/other"),
}


class Place(NamedTuple):
    """A call of the kernel that touches our files: its name, and its number among all of that name."""

    name: str
    number: int
    line: str


class Traced(NamedTuple):
    """How a run under strace ended, and every call of the kernel that it made."""

    code: int
    err: str
    lines: list[str]


@pytest.fixture(scope="module", autouse=True)
def _strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"strace may not trace here: {tried.stderr.decode()}")


@pytest.mark.long
@pytest.mark.parametrize("verb", VERBS if FULL else ["log", "erase"])
def test_what_is_there_is_what_was_or_what_was_asked_for(stage: Stage, verb: str) -> None:
    before = _said(stage)
    whole = _trace(stage, verb)
    after = _said(stage)
    assert whole.code == 0, whole.err
    assert before != after
    faults = [(place, fault) for place in _places(stage, whole) for fault in FAULTS]
    random.Random(verb).shuffle(faults)

    ends: Counter[str] = Counter()
    wrong: dict[str, str] = {}
    for place, fault in faults[: trials(6, 10_000)]:
        stage.restore()
        traced = _trace(stage, verb, f"{place.name}:{fault}:when={place.number}")
        ends["killed" if traced.code < 0 else f"exit {traced.code}"] += 1
        said = _said(stage)
        complaint = _complaint(stage, traced, said == before, said == after)
        if complaint:
            wrong[f"{fault} at {place.line}"] = complaint

    record_figures(f"strace: {verb}", trials=sum(ends.values()), wrong=len(wrong), **ends)
    assert wrong == {}


def _complaint(stage: Stage, traced: Traced, is_before: bool, is_after: bool) -> str:
    struck = [line for line, following in pairwise(traced.lines) if _is_struck(line, following)]
    if not struck or str(stage.root) not in struck[0]:
        return f"the fault struck elsewhere: {struck}"
    if not (is_before or is_after):
        return f"half done: {traced.err}"
    done = traced.code == 0
    if traced.code >= 0 and not (is_after if done else is_before):
        return f"exit {traced.code}: {traced.err}"
    if traced.code > 0 and traced.err.count("Error: ") != 1:
        return f"not one clear line: {traced.err}"
    following = stage.call(("log", "observation", "-s", "een", "Daarna."))
    return "" if following.codes == (0,) else f"the next command: {following.err}"


def _is_struck(line: str, following: str) -> bool:
    return "(INJECTED)" in line or "+++ killed by SIGKILL +++" in following


def _said(stage: Stage) -> object:
    """What the records and the names of the files say; ids and moments are new in each run."""
    names = stage.state().names()
    reading = store.read(store.open_workspace(stage.space))
    said = sorted((record.kind, str(record.data)) for record in reading.records)
    return names, said, [str(each) for each in reading.damaged], sorted(reading.erased)


def _trace(stage: Stage, verb: str, injected: str = "") -> Traced:
    trace = stage.root.parent / "trace"
    typed = [part.format(root=stage.root) for part in VERBS[verb]]
    command = [
        "strace",
        "-f",
        "-y",
        "-o",
        str(trace),
        "-e",
        "trace=" + ",".join(f"?{call}" for call in CALLS),
    ]
    command += ["-e", f"inject={injected}"] if injected else []
    program = [sys.executable, "-m", "actionlab", "-C", str(stage.space), "--lang", "en", "--no-input"]
    # what Python reads and writes for itself is the same in each run
    same = {"PYTHONPATH": str(CHECKOUT), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [*command, *program, *typed],
        capture_output=True,
        text=True,
        env={**os.environ, **same},
        cwd=stage.root,
        check=False,
    )
    return Traced(ended.returncode, ended.stderr, trace.read_text().splitlines())


def _places(stage: Stage, traced: Traced) -> list[Place]:
    counted: Counter[str] = Counter()
    found: list[Place] = []
    for line in traced.lines:
        call = CALL.match(line)
        if call is None:
            continue
        counted[call[1]] += 1
        if str(stage.root) in line and not (call[1] == "openat" and "O_RDONLY" in line):
            found.append(Place(call[1], counted[call[1]], line.replace(str(stage.root), "")))
    return found
