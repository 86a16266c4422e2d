"""Asking on a terminal: who can be asked, and real keys on a pseudo terminal."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli import ask
from actionlab.cli.session import Session
from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
CHECKOUT = Path(__file__).parents[2]
DOWN, ENTER, STOP = b"\x1b[B", b"\r", b"\x03"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")


@pytest.mark.parametrize(
    ("reads", "shows", "no_input", "possible"),
    [
        (True, True, False, True),
        (False, True, False, False),
        (True, False, False, False),
        (True, True, True, False),
    ],
)
def test_only_a_person_at_a_terminal_is_asked(
    monkeypatch: pytest.MonkeyPatch, reads: bool, shows: bool, no_input: bool, possible: bool
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: reads, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: shows, raising=False)
    assert ask.can_ask(Session(no_input=no_input)) is possible


def at_terminal(*arguments: str, keys: bytes, after: str) -> tuple[int, str]:
    """Run the program on a pseudo terminal, type keys when it says `after`; give exit code and screen."""
    import pty

    ours, theirs = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    program = subprocess.Popen(
        [sys.executable, "-m", "actionlab", "--lang", "nl", *arguments],
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    screen = b""
    end = time.monotonic() + 20
    try:
        while time.monotonic() < end:
            if not select.select([ours], [], [], 1)[0]:
                continue
            try:
                screen += os.read(ours, 4096)
            except OSError:  # the program has ended and closed the terminal
                break
            if keys and after.encode() in screen:
                os.write(ours, keys)
                keys = b""
        return program.wait(timeout=5), screen.decode(errors="replace")
    finally:
        program.kill()
        program.wait()
        os.close(ours)


@posix_only
@pytest.mark.parametrize(
    ("keys", "code", "left"),
    [
        pytest.param(ENTER, 1, 1, id="the answer that stands ready is no"),
        pytest.param(DOWN + ENTER, 0, 0, id="yes is one step down"),
        pytest.param(STOP, 130, 1, id="Ctrl-C stops"),
    ],
)
def test_a_question_is_answered_with_keys(
    call: Call, study: str, stored: Stored, keys: bytes, code: int, left: int
) -> None:
    made = call("log", "observation", "Tekst").stdout.strip()
    ended, screen = at_terminal("erase", made, keys=keys, after="»")
    assert (ended, len(stored())) == (code, left), screen
    assert "Traceback" not in screen


@posix_only
def test_a_text_is_rewritten_on_the_terminal(call: Call, study: str, stored: Stored) -> None:
    agreed = ("--consent-status", "gegeven", "--consent-scopes", "observe_conversations")
    call("log", "participant", "--pseudonym", "HOU-K7M2", "--role", "inwoner", *agreed)
    call("log", "observation", "HOU-K7M2 zegt ja", "--participants", "HOU-K7M2")
    keys = DOWN + ENTER + b" en later nee" + ENTER + DOWN + ENTER
    ended, screen = at_terminal("withdraw", "HOU-K7M2", keys=keys, after="»")
    assert ended == 0, screen
    (record,) = stored()
    assert record.data.what_seen == "[…] zegt ja en later nee"
    assert "Traceback" not in screen


@posix_only
def test_a_text_cannot_give_the_terminal_orders(call: Call, study: str, workspace: Workspace) -> None:
    made = call("log", "observation", "rood \x1b]0;titel\x07 en \x1b[31mrood").stdout.strip()
    _ended, screen = at_terminal("erase", made, keys=ENTER, after="»")
    assert "\x1b]0;titel" not in screen
    assert "\x1b[31m" not in screen
    assert "␛[31mrood" in screen
