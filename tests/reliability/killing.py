"""Killing: a process that works through commands is killed at a random moment, and what it said is compared.

Every record bears a label, and every command adds and removes labels. What is there must be what the
commands that were acknowledged made, with or without all of the one that was under way.
"""

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from reliability.calls import HAS_FORK
from reliability.labelled import Command, Labels, Work, labels
from reliability.stage import Stage

from actionlab.cli.main import program

_COMMANDS = 20
_LONGEST = 0.2
_READY, _NEXT = "ready\n", ">\n"


class Aftermath(NamedTuple):
    """What a killed process left: how many commands it acknowledged, whether the next one was done as well.

    `wrong` says what is not as it should be, and is empty when nothing is.
    """

    acknowledged: int
    next_done: bool
    wrong: str


def work(space: str, commands: Sequence[Sequence[str]], told: str) -> None:
    """Carry out commands one after the other; what they print goes to the file `told` at once."""
    nowhere = Path(os.devnull)
    with Path(told).open("w", encoding="utf-8", buffering=1) as sys.stdout, nowhere.open("w") as sys.stderr:
        sys.stdout.write(_READY)
        for command in commands:
            sys.stdout.write(_NEXT)
            try:
                program.main(["-C", space, "--lang", "en", "--no-input", *command])
            except SystemExit as ended:
                sys.stdout.write(f"<{ended.code}\n")


def kill_at_random(stage: Stage, seed: int) -> Aftermath:
    """Let a process work, kill it at a moment that depends on the seed, and see what is there."""
    chosen = random.Random(seed)
    before = labels(stage)
    commands = Work(stage, chosen, seed).commands(_COMMANDS)
    told = stage.root / "home" / "told"
    told.unlink(missing_ok=True)
    start = multiprocessing.get_context("fork").Process if HAS_FORK else multiprocessing.Process
    process = start(target=work, args=(str(stage.space), [each.typed for each in commands], str(told)))
    process.start()
    _wait_for(lambda: told.exists() and told.read_text("utf-8").startswith(_READY))
    time.sleep(chosen.uniform(0, _LONGEST))
    process.kill()
    process.join()
    return _aftermath(before, commands, told.read_text("utf-8"), labels(stage))


def _wait_for(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError("the process does not begin")
        time.sleep(0.001)


def _aftermath(before: Labels, commands: Sequence[Command], told: str, found: Labels) -> Aftermath:
    acknowledged = 0
    wanted = before
    for command, said in zip(commands, told.split(_NEXT)[1:], strict=False):
        if "<" in said and "<0" not in said:
            return Aftermath(acknowledged, False, f"{command.typed} failed: {said}")
        if "<0" in said or (command.prints and said):
            acknowledged += 1
            wanted = command.after(wanted)
    following = commands[acknowledged] if acknowledged < len(commands) else None
    next_done = following is not None and found == following.after(wanted)
    if found == wanted or next_done:
        return Aftermath(acknowledged, next_done, "")
    return Aftermath(acknowledged, False, f"lost {wanted - found}, more {found - wanted}, next {following}")
