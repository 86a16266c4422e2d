"""The shim finds out what it is there to find out: shown on stores that are made worse on purpose."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from reliability.calls import HAS_FORK
from reliability.fault_shim import Fault
from reliability.rehearsal import Rehearsal, Verb
from reliability.stage import Stage

from actionlab.store import erasing, replacing

LOG = Verb(("log", "observation", "-s", "een", "Een nieuwe waarneming."))
ERASE = Verb(("erase", "obs-0002", "org-1001", "--yes"))


def test_a_new_python_does_to_the_byte_what_a_fork_does(stage: Stage) -> None:
    ends = []
    for by_fork in (HAS_FORK, False):
        stage.restore()
        called = stage.call(LOG.typed, by_fork=by_fork)
        ends.append((called, stage.state()))

    assert ends[0] == ends[1]
    assert {each.name for each in ends[0][0].operations} >= {"create", "write", "fsync", "close", "replace"}


def test_a_kill_and_a_full_disk_strike_where_they_were_meant_to(stage: Stage) -> None:
    operations = stage.call(LOG.typed).operations
    at = max(number for number, each in enumerate(operations) if each.name == "write")
    for by_fork in (HAS_FORK, False):
        for how, codes in (("kill before", ()), ("ENOSPC", (3,))):
            stage.restore()
            called = stage.call(LOG.typed, fault=Fault(at, how), by_fork=by_fork)
            assert called.codes == codes, called.err
            assert ("the disk is full" in called.err) == (how == "ENOSPC")


def test_a_store_that_writes_over_the_live_file_is_found_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_over(temporary: str, path: str) -> None:
        content = Path(temporary).read_bytes()
        with Path(path).open("wb") as file:
            file.write(content)

    monkeypatch.setattr(replacing, "_replace", write_over)
    rehearsal = Rehearsal(stage, LOG)

    assert "half done" in _complaints(rehearsal, "write", "kill halfway")


def test_a_store_that_does_not_remember_what_is_unfinished_is_found_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = replacing.replace_files

    def forgetful(contents: Mapping[str, Any], unfinished: str | None = None) -> None:
        real(contents)

    monkeypatch.setattr(erasing, "replace_files", forgetful)
    rehearsal = Rehearsal(stage, ERASE)

    assert "half done" in _complaints(rehearsal, "replace", "kill after")


def _complaints(rehearsal: Rehearsal, name: str, how: str) -> list[str]:
    places = [at for at, each in enumerate(rehearsal.called.operations) if each.name == name]
    trials = [rehearsal.trial(Fault(at, how)) for at in places]
    return [complaint for trial in trials for complaint in rehearsal.complaints(trial)]
