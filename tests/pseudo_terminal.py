"""A person at a real terminal: the program on a pseudo terminal, and the keys that are pressed."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
DOWN, ENTER, STOP, ESCAPE, CLEAR = b"\x1b[B", b"\r", b"\x03", b"\x1b", b"\x15"


def at_terminal(
    *arguments: str, keys: Sequence[tuple[str, bytes]], language: str = "nl", errors_apart: bool = False
) -> tuple[int, str, str]:
    """Run the program on a pseudo terminal and type keys when each text stands on the screen.

    Gives the exit code, the screen, and what came on standard error when that is no part of the screen.
    """
    import pty

    ours, theirs = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "actionlab", "--lang", language, *arguments],
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE if errors_apart else theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        screen = _typed(ours, keys)
        _out, told = program.communicate(timeout=10)
        return program.returncode, screen, (told or b"").decode(errors="replace")
    finally:
        program.kill()
        program.wait()
        os.close(ours)


def _typed(terminal: int, keys: Sequence[tuple[str, bytes]]) -> str:
    waiting, screen, seen = list(keys), b"", 0
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            screen += os.read(terminal, 4096)
        except OSError:  # the program has ended and closed the terminal
            break
        if waiting and waiting[0][0].encode() in screen[seen:]:
            os.write(terminal, waiting.pop(0)[1])
            # the same question may come again: only what comes after this counts
            seen = len(screen)
    return screen.decode(errors="replace")
