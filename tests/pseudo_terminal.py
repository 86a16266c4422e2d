"""A person at a real terminal: the program on a pseudo terminal, the keys that are pressed, and the screen.

Windows has no pseudo terminal; what uses this module is left out there.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte

from actionlab.model.kinds import KINDS

if sys.platform != "win32":
    import pexpect

CHECKOUT = Path(__file__).parent.parent
DOWN, ENTER, STOP, ESCAPE, CLEAR = b"\x1b[B", b"\r", b"\x03", b"\x1b", b"\x15"
UP, TAB, SPACE, END, NEW_LINE, EDITOR = b"\x1b[A", b"\t", b" ", b"\x04", b"\x1b\r", b"\x1bOS"
BACKSPACE = b"\x7f"

Keys = Sequence[tuple[str, bytes]]
_SECONDS = 30.0
# as long as nothing comes for this time, what the program draws at once is there
_QUIET = 0.03
_PREFIXES = "|".join(each.prefix for each in KINDS.values() if each.prefix)
_IDS = re.compile(rf"\b({_PREFIXES})-[0-9a-hjkmnp-tv-z]{{8}}\b")


class Walk(NamedTuple):
    """A walk through questions: the exit code, and the screen before each of the keys and at the end."""

    code: int
    screens: list[str]


def at_terminal(
    *arguments: str, keys: Keys, language: str = "nl", errors_apart: bool = False
) -> tuple[int, str, str]:
    """Run the program on a pseudo terminal and type keys when each text stands on the screen.

    Gives the exit code, all that came on the screen with its escape codes, and what came on standard error
    when that is no part of the screen. The program may end before all keys are typed.
    """
    with tempfile.NamedTemporaryFile() as errors:
        program = _Program(arguments, language, errors=errors.name if errors_apart else None)
        with program:
            for wanted, pressed in keys:
                if not program.wait(lambda wanted=wanted: wanted in program.sent):  # type: ignore[misc]
                    break
                program.type(pressed)
            code = program.end()
        return code, program.everything, errors.read().decode(errors="replace")


def walked(
    *arguments: str,
    keys: Keys,
    language: str = "nl",
    columns: int = 80,
    lines: int = 40,
    environ: dict[str, str] | None = None,
    masked: bool = True,
) -> Walk:
    """Run the program on a terminal of this size, and give the screen as a person sees it at every step.

    Keys are typed when their text was drawn after the keys before it, and the program draws no more. Screens
    have no spaces at the ends of lines and no empty lines at the end; when `masked`, the random part of every
    id is ``…``, with the same width. Fails with the last screen when a text does not come.
    """
    program = _Program(arguments, language, columns=columns, lines=lines, environ=environ)
    screens = []
    with program:
        for wanted, pressed in keys:
            if not program.wait(lambda wanted=wanted: program.shows(wanted)):  # type: ignore[misc]
                raise AssertionError(f"the program ended before {wanted!r} came:\n{program.shown()}")
            program.settle()
            screens.append(program.shown())
            program.type(pressed)
        code = program.end()
        screens.append(program.shown())
    return Walk(code, [_IDS.sub(rf"\1-{'…' * 8}", screen) for screen in screens] if masked else screens)


class _Drawing(pyte.Screen):
    """A screen that remembers what was drawn on it, one piece after another."""

    drawn = ""

    def draw(self, data: str) -> None:
        self.drawn += data
        super().draw(data)


class _Program:
    """The program on a terminal, as a context that lets nothing of it run on."""

    def __init__(
        self,
        arguments: Sequence[str],
        language: str,
        *,
        columns: int = 80,
        lines: int = 24,
        environ: dict[str, str] | None = None,
        errors: str | None = None,
    ) -> None:
        self.everything = self.sent = self.before = ""
        self.screen = _Drawing(columns, lines)
        self.stream = pyte.Stream(self.screen)
        # the size is that of the terminal
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        ours = {"PYTHONPATH": str(CHECKOUT), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.spawned = pexpect.spawn(
            sys.executable,
            ["-m", "actionlab", "--lang", language, *arguments],
            env={**kept, **ours, **(environ or {})},
            dimensions=(lines, columns),
            encoding="utf-8",
            codec_errors="replace",
            preexec_fn=None if errors is None else lambda: _lead_errors_to(errors),
        )
        self.spawned.delaybeforesend = None
        self.spawned.delayafterclose = self.spawned.delayafterterminate = _QUIET

    def __enter__(self) -> "_Program":
        return self

    def __exit__(self, *_fault: object) -> None:
        self.spawned.close(force=True)

    def type(self, keys: bytes) -> None:
        """Press keys; what comes after this is what counts."""
        self.sent, self.before, self.screen.drawn = "", self.shown(), ""
        self.spawned.write(keys.decode())

    def wait(self, is_there: Callable[[], bool]) -> bool:
        """Wait until something is there; False when the program ends without it. Fails after a while."""
        end = time.monotonic() + _SECONDS
        while not is_there():
            if time.monotonic() > end:
                raise AssertionError(f"nothing came any more:\n{self.shown()}")
            if self._read(1) is None:
                return is_there()
        return True

    def settle(self) -> None:
        """Read until the program has drawn all that it has to draw, and waits for keys."""
        while self._read(_QUIET) or not _is_resting(self.spawned.pid):
            pass

    def end(self) -> int:
        """Wait until the program has ended, and give its exit code."""
        self.wait(lambda: self._read(1) is None)
        self.spawned.wait()
        ended, signal = self.spawned.exitstatus, self.spawned.signalstatus
        return -(signal or 0) if ended is None else ended

    def shows(self, wanted: str) -> bool:
        """Tell whether a text came after the last keys; only what changes in a line may have been drawn."""
        return wanted in self.screen.drawn or (wanted not in self.before and wanted in self.shown())

    def shown(self) -> str:
        """Give the screen as a person sees it."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip("\n")

    def _read(self, seconds: float) -> str | None:
        """Give what comes within this time, "" when nothing came, None when the program has ended."""
        try:
            text = self.spawned.read_nonblocking(4096, seconds)
        except pexpect.TIMEOUT:
            return ""
        except pexpect.EOF:
            return None
        self.everything += text
        self.sent += text
        self.stream.feed(text)
        return str(text)


def _lead_errors_to(path: str) -> None:
    handle = os.open(path, os.O_WRONLY)
    os.dup2(handle, 2)
    os.close(handle)


def _is_resting(pid: int | None) -> bool:
    """Tell whether a process waits for something, as far as the system says so."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state != "R"
