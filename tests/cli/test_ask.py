"""Asking on a terminal: who can be asked, and real keys on a pseudo terminal."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.renderer import Renderer
from pseudo_terminal import BACKSPACE, CLEAR, DOWN, EDITOR, ENTER, ESCAPE, NEW_LINE, SPACE, STOP, at_terminal

from actionlab.cli import ask
from actionlab.cli.session import Session
from actionlab.errors import DamagedFile
from actionlab.i18n import _
from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
END_OF_LINE = b"\x05"
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


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    """A keyboard for questions in this process; what they draw goes nowhere."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


TEN = {str(number): f"antwoord {number}" for number in range(1, 11)}


def test_the_first_answer_stands_ready_or_the_one_that_is_named(keyboard: PipeInput) -> None:
    keyboard.send_bytes(ENTER * 2)
    assert ask.choose("Welke?", TEN) == "1"
    assert ask.choose("Welke?", TEN, ready="7") == "7"


def test_a_long_list_is_narrowed_by_typing(keyboard: PipeInput) -> None:
    keyboard.send_bytes(b"10" + ENTER)
    assert ask.choose("Welke?", TEN) == "10"


def test_several_answers_come_in_the_order_of_the_list(keyboard: PipeInput) -> None:
    keyboard.send_bytes(DOWN * 2 + SPACE + ENTER)
    assert ask.choose_many("Welke?", TEN, ready=["7", "1"]) == ("1", "3", "7")
    keyboard.send_bytes(ENTER)
    assert ask.choose_many("Welke?", TEN) == ()


def test_a_fault_is_told_and_the_question_comes_again_with_what_was_typed(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(ask, "show", told.append)
    keyboard.send_bytes(b"twaalf" + ENTER + b" (12)" + ENTER)
    answer = ask.text("Hoeveel?", check=lambda typed: None if "12" in typed else f"Geen getal: {typed}")
    assert (answer, told) == ("twaalf (12)", ["Geen getal: twaalf"])


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (ENTER, "vandaag"),
        (b"gisteren" + ENTER, "gisteren"),
        (b"\x1b[200~12-3-2026\x1b[201~" + ENTER, "12-3-2026"),
        (CLEAR + ENTER, ""),
        (BACKSPACE * 7 + b"-3d" + ENTER, "-3d"),
        (END_OF_LINE + b" vroeg" + ENTER, "vandaag vroeg"),
    ],
)
def test_a_ready_text_is_accepted_or_typed_over(keyboard: PipeInput, typed: bytes, answer: str) -> None:
    keyboard.send_bytes(typed)
    assert ask.text("Wanneer?", ready="vandaag") == answer


def test_lines_that_are_pasted_in_a_short_answer_become_one_line(keyboard: PipeInput) -> None:
    keyboard.send_bytes(b"Over \x1b[200~regel een\r\n\r\nregel twee\n\x1b[201~" + ENTER)
    assert ask.text("Hoe heet de bijeenkomst?") == "Over regel een regel twee"


def test_a_text_that_is_changed_is_not_typed_over(keyboard: PipeInput) -> None:
    keyboard.send_bytes(b" en later nee" + ENTER)
    assert ask.new_text("Nieuwe tekst:", "Hij zegt ja") == "Hij zegt ja en later nee"


def test_a_long_text_has_lines_and_enter_ends_it(keyboard: PipeInput) -> None:
    keyboard.send_bytes(b"een" + NEW_LINE + b"twee" + ENTER)
    assert ask.long_text("Wat zag u?") == "een\ntwee"


@pytest.mark.parametrize(
    ("asked", "typed", "answer"),
    [
        pytest.param(lambda: ask.text("Wie?"), b"half", "half af", id="line"),
        pytest.param(lambda: ask.long_text("Wat?"), b"half", "half af", id="text"),
        pytest.param(lambda: ask.choose("Welke?", {" af": "af"}), b"", " af", id="list"),
    ],
)
def test_escape_asks_first_and_then_the_question_goes_on(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch, asked: Callable[[], str], typed: bytes, answer: str
) -> None:
    def stays() -> bool:
        keyboard.send_bytes((b" af" if typed else b"") + ENTER)
        return False

    monkeypatch.setattr(ask, "wants_to_stop", stays)
    keyboard.send_bytes(typed + ESCAPE)
    assert asked() == answer


@pytest.mark.parametrize("answer", [DOWN + ENTER, b"stop" + ENTER, ESCAPE])
def test_who_wants_to_stop_stops(keyboard: PipeInput, answer: bytes) -> None:
    keyboard.send_bytes(answer)
    assert ask.wants_to_stop()


def test_who_does_not_want_to_stop_goes_on(keyboard: PipeInput) -> None:
    keyboard.send_bytes(ENTER)
    assert not ask.wants_to_stop()


def test_escape_and_yes_end_every_question(keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "wants_to_stop", lambda: True)
    for asked in (ask.text, ask.long_text, lambda question: ask.choose(question, TEN)):
        keyboard.send_bytes(ESCAPE)
        with pytest.raises(click.Abort):
            asked("?")


def test_ctrl_c_ends_every_question(keyboard: PipeInput) -> None:
    for asked in (ask.text, ask.long_text, lambda question: ask.choose_many(question, TEN)):
        keyboard.send_bytes(STOP)
        with pytest.raises(KeyboardInterrupt):
            asked("?")


def test_a_terminal_that_cannot_move_its_cursor_gets_no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    assert not ask.can_ask(Session())


@pytest.mark.parametrize(
    ("saved", "answer"),
    [
        pytest.param("één en nog een regel\n".encode(), "één en nog een regel", id="UTF-8"),
        pytest.param("één\r\ntwee\r\n".encode("cp1252"), "één\ntwee", id="as old programs on Windows do"),
        pytest.param(None, "een", id="an editor that cannot be opened"),
    ],
)
def test_a_long_text_can_be_written_in_the_editor_of_the_person(
    keyboard: PipeInput,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    saved: bytes | None,
    answer: str,
) -> None:
    def edited(filename: str) -> None:
        keyboard.send_bytes(ENTER)
        assert Path(filename).read_text(encoding="utf-8") == "een"
        if saved is None:
            raise click.ClickException("no editor")
        Path(filename).write_bytes(saved)

    monkeypatch.setattr(click, "edit", edited)
    keyboard.send_bytes(b"een" + EDITOR)
    assert ask.long_text("Wat zag u?") == answer
    assert bool(capsys.readouterr().err) is (saved is None)


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        pytest.param(ENTER, (), id="Enter at once is none"),
        pytest.param(DOWN + ENTER, ("2",), id="the arrow went there"),
        pytest.param(b"10" + ENTER, ("10",), id="typing went there"),
        pytest.param(DOWN + SPACE + DOWN + ENTER, ("2",), id="what is marked counts"),
    ],
)
def test_where_nothing_is_marked_the_answer_one_went_to_counts(
    keyboard: PipeInput, typed: bytes, marked: tuple[str, ...]
) -> None:
    keyboard.send_bytes(typed)
    assert ask.choose_many("Wie waren erbij?", TEN) == marked


def test_answers_that_begin_with_what_was_typed_come_first(keyboard: PipeInput) -> None:
    many = {**TEN, "inside": "meesamen", "word": "wij samen", "first": "Samen aan tafel", "é": "één"}
    keyboard.send_bytes(b"samen" + ENTER)
    assert ask.choose("Welk?", many) == "first"
    keyboard.send_bytes(b"samen" + DOWN + ENTER)
    assert ask.choose("Welk?", many) == "word"
    keyboard.send_bytes("éé".encode() + ENTER)
    assert ask.choose("Welk?", many) == "é"


def test_enter_takes_nothing_when_no_answer_fits_what_was_typed(keyboard: PipeInput) -> None:
    keyboard.send_bytes(b"xyz" + ENTER + BACKSPACE * 3 + b"10" + ENTER)
    assert ask.choose("Welke?", TEN) == "10"


@pytest.mark.parametrize("keys", [DOWN, SPACE, DOWN + SPACE + ENTER, b"\x10"])
def test_a_list_in_which_nothing_fits_says_so_and_goes_on(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch, keys: bytes
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(DummyOutput, "write", lambda self, text: drawn.append(text))
    rendered = Renderer.render

    def render(self: Renderer, *arguments: Any, **settings: Any) -> None:
        rendered(self, *arguments, **settings)
        if "xyz" in "".join(drawn):
            monkeypatch.setattr(Renderer, "render", rendered)
            # a key can only get lost in a list that was drawn without answers
            keyboard.send_bytes(keys + BACKSPACE * 3 + b"10" + SPACE + ENTER)

    monkeypatch.setattr(Renderer, "render", render)
    keyboard.send_bytes(b"xyz")
    assert ask.choose_many("Welke?", TEN) == ("10",)
    told = _("Nothing in this list fits '{typed}'. Backspace takes letters away.")
    assert told.format(typed="xyz") in "".join(drawn)


def test_what_was_marked_is_kept_when_the_list_is_narrowed(keyboard: PipeInput) -> None:
    keyboard.send_bytes(DOWN + SPACE + b"10" + SPACE + ENTER)
    assert ask.choose_many("Welke?", TEN) == ("2", "10")


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        pytest.param(b"klant jobc ", ("c", "b"), id="each is typed from its first letter"),
        pytest.param(b"klant jobc", ("c", "b"), id="what was typed last needs no mark"),
        pytest.param(b"wijk b ", ("d",), id="a space within an answer"),
        pytest.param(b"sociaal ", ("s",), id="an answer that is a word of another"),
        pytest.param(b"\t\x01jobc ", ("b",), id="no key marks all"),
    ],
)
def test_several_answers_are_chosen_by_typing(
    keyboard: PipeInput, typed: bytes, marked: tuple[str, ...]
) -> None:
    roles = {"c": "klantmanager (W&I)", "b": "jobcoach", "t": "sociaal team", "s": "sociaal"}
    places = {"w": "Wijkteam", "d": "Wijk bij Duurstede"}
    keyboard.send_bytes(typed + ENTER)
    assert ask.choose_many("Wie waren erbij?", {**roles, **places, **TEN}) == marked


def test_an_answer_is_found_by_what_the_terminal_has_no_room_for(keyboard: PipeInput) -> None:
    long = {f"st-{number}": f"{'Een lange titel ' * 6}{number} (st-{number})" for number in range(1, 20)}
    keyboard.send_bytes(b"st-17" + ENTER)
    assert ask.choose("Welke studie?", long) == "st-17"


def test_a_short_list_is_narrowed_by_typing_too(keyboard: PipeInput) -> None:
    recognised = {"yes": "herkend", "partly": "deels herkend", "no": "niet herkend"}
    keyboard.send_bytes(b"niet" + ENTER + b"deel" + ENTER)
    assert (ask.choose("Herkend?", recognised), ask.choose_many("Wat?", recognised)) == ("no", ("partly",))


@pytest.mark.parametrize("letters", [b"a", b"i", b"\t"])
def test_no_letter_marks_all_answers_of_a_short_list(keyboard: PipeInput, letters: bytes) -> None:
    keyboard.send_bytes(letters + BACKSPACE + ENTER)
    assert ask.choose_many("Waarvoor?", {"one": "een citaat", "two": "hergebruik"}) == ()


@pytest.mark.parametrize(("typed", "agrees"), [(b"y", True), (b"n", False), (b"", False)])
def test_yes_and_no_can_be_typed(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch, typed: bytes, agrees: bool
) -> None:
    monkeypatch.setattr(ask, "_", lambda text: text)
    keyboard.send_bytes(typed + ENTER)
    assert ask.agrees("More?") is agrees


@pytest.mark.parametrize(("typed", "left"), [(b"twee\x03", "twee"), (b"\x03", "")])
def test_a_long_text_that_is_stopped_can_still_be_copied(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch, typed: bytes, left: str
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(ask, "show", seen.append)
    keyboard.send_bytes(typed)
    with pytest.raises(KeyboardInterrupt):
        ask.long_text("Wat zag u?")
    assert "".join(seen) == left


def test_a_text_stays_on_the_screen_when_something_else_goes_wrong(
    keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(ask, "show", seen.append)

    def damaged(_typed: str) -> str | None:
        raise DamagedFile(file="a.json", line=2, reason="-")

    keyboard.send_bytes(b"Een hele notitie" + ENTER)
    with pytest.raises(DamagedFile):
        ask.long_text("Wat zag u?", check=damaged)
    assert seen == ["Een hele notitie"]


def test_ctrl_s_opens_no_search_in_another_language(keyboard: PipeInput) -> None:
    search = b"\x13\x12"
    keyboard.send_bytes(search + b"10" + ENTER + search + b"twee" + ENTER)
    assert (ask.choose("Welke?", TEN), ask.text("Hoeveel?")) == ("10", "twee")
