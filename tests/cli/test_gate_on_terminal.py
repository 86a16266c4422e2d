"""The gate on a real terminal: the keys that are pressed, and that nothing found reaches standard error."""

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from click.testing import Result
from pseudo_terminal import CLEAR, DOWN, ENTER, ESCAPE, STOP
from pseudo_terminal import at_terminal as at_any_terminal

from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

NUMBER, ILLNESS = "06-12345678", "depressie"
TEXT = f"Zij belt op {NUMBER} over een {ILLNESS}."
CHOOSE, WRITE, WHY = "What is to be done with it?", "New text:", "Why may it be stored?"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal"),
]


at_terminal = partial(at_any_terminal, language="en", errors_apart=True)


def test_enter_alone_replaces_everything(call: Call, study: str, stored: Stored) -> None:
    code, screen, told = at_terminal("log", "observation", TEXT, keys=[(CHOOSE, ENTER), (CHOOSE, ENTER)])
    assert code == 0, screen + told
    (record,) = stored()
    assert record.data.what_seen == "Zij belt op [telefoonnummer] over een [gezondheid]."
    assert f">>{NUMBER}<<" in screen
    assert "Replaced: " in told
    for text in (NUMBER, ILLNESS):
        assert text not in told


def test_one_answer_replaces_all_that_was_found(call: Call, study: str, stored: Stored) -> None:
    code, screen, told = at_terminal("log", "observation", TEXT, keys=[(CHOOSE, DOWN * 2 + ENTER)])
    assert code == 0, screen + told
    (record,) = stored()
    assert record.data.what_seen == "Zij belt op [telefoonnummer] over een [gezondheid]."


def test_a_text_is_changed_and_what_stays_gets_a_reason(call: Call, study: str, stored: Stored) -> None:
    keys = [
        (CHOOSE, DOWN + ENTER),
        (WRITE, CLEAR + f"Het ging over een {ILLNESS}.".encode() + ENTER),
        (CHOOSE, DOWN + DOWN + ENTER),
        (WHY, b"over de cursus" + ENTER),
    ]
    code, screen, told = at_terminal("log", "observation", TEXT, keys=keys)
    assert code == 0, screen + told
    (record,) = stored()
    assert record.data.what_seen == f"Het ging over een {ILLNESS}."
    assert str(record.confirmed).endswith(": over de cursus")
    assert ILLNESS not in told


def test_words_are_approved_with_one_answer(call: Call, study: str, stored: Stored) -> None:
    keys = [(CHOOSE, DOWN * 3 + ENTER)]
    code, screen, told = at_terminal("log", "observation", f"Een {ILLNESS}.", keys=keys)
    assert code == 0, screen + told
    assert call("log", "observation", f"Weer een {ILLNESS}.").exit_code == 0
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("pressed", "code"),
    [
        pytest.param(STOP, 130, id="Ctrl-C"),
        pytest.param(DOWN * 2 + ENTER, 1, id="store nothing"),
        pytest.param(ESCAPE + b"\x04" + STOP, 130, id="Esc and Ctrl-D do nothing by themselves"),
    ],
)
def test_who_stops_has_stored_nothing(
    call: Call, study: str, stored: Stored, workspace: Workspace, pressed: bytes, code: int
) -> None:
    ended, screen, told = at_terminal("log", "observation", f"Bel {NUMBER}.", keys=[(CHOOSE, pressed)])
    assert (ended, stored()) == (code, ()), screen + told
    assert NUMBER not in told
    assert "Traceback" not in screen + told


def test_with_no_input_nobody_is_asked(call: Call, study: str, stored: Stored) -> None:
    ended, screen, told = at_terminal("--no-input", "log", "observation", TEXT, keys=[])
    assert (ended, stored()) == (1, ())
    assert NUMBER not in screen + told


def test_the_found_part_cannot_give_the_terminal_orders(call: Call, study: str) -> None:
    text = f"Bel \x1b]0;titel\x07 op {NUMBER} \x1b[31mnu."
    _code, screen, told = at_terminal("log", "observation", text, keys=[(CHOOSE, STOP)])
    assert "\x1b]0;titel" not in screen + told
    assert "\x1b[31mnu" not in screen + told
