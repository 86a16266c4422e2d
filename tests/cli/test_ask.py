"""Asking on a terminal: who can be asked, and real keys on a pseudo terminal."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from pseudo_terminal import DOWN, ENTER, STOP, at_terminal

from actionlab.cli import ask
from actionlab.cli.session import Session
from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
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
    ended, screen, _apart = at_terminal("erase", made, keys=[("»", keys)])
    assert (ended, len(stored())) == (code, left), screen
    assert "Traceback" not in screen


@posix_only
def test_a_text_is_rewritten_on_the_terminal(call: Call, study: str, stored: Stored) -> None:
    agreed = ("--consent-status", "gegeven", "--consent-scopes", "observe_conversations")
    call("log", "participant", "--pseudonym", "HOU-K7M2", "--role", "inwoner", *agreed)
    call("log", "observation", "HOU-K7M2 zegt ja", "--participants", "HOU-K7M2")
    keys = DOWN + ENTER + b" en later nee" + ENTER + DOWN + ENTER
    ended, screen, _apart = at_terminal("withdraw", "HOU-K7M2", keys=[("»", keys)])
    assert ended == 0, screen
    (record,) = stored()
    assert record.data.what_seen == "[…] zegt ja en later nee"
    assert "Traceback" not in screen


@posix_only
def test_a_text_cannot_give_the_terminal_orders(call: Call, study: str, workspace: Workspace) -> None:
    made = call("log", "observation", "rood \x1b]0;titel\x07 en \x1b[31mrood").stdout.strip()
    _ended, screen, _apart = at_terminal("erase", made, keys=[("»", ENTER)])
    assert "\x1b]0;titel" not in screen
    assert "\x1b[31m" not in screen
    assert "␛[31mrood" in screen
