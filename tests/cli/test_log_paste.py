"""A whole day of notes at once: how they are told apart, the screen to review them, and one write."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from loaded import modules_loaded
from pseudo_terminal import DOWN, ENTER, STOP
from pseudo_terminal import at_terminal as at_any_terminal

from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

at_terminal = partial(at_any_terminal, language="en")
on_terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
READY, WHAT, WHICH, GATE = "Ctrl-Z", "with these notes?", "to be left out?", "to be done with it?"
END = b"\x04"
DAY = "Er zaten drie mensen.\n\nDe klantmanager vroeg door.\n\n- punt een\n- punt twee\n"


@pytest.fixture
def seen(stored: Stored) -> Callable[[], set[str]]:
    """A function that gives the texts of all observations."""
    return lambda: {each.data.what_seen for each in stored() if each.kind == "observation"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_blank_line_begins_the_next_note_and_bullets_stay(
    end: str, call: Call, study: str, seen: Callable[[], set[str]]
) -> None:
    made = call("log", "observation", "--paste", text=DAY.replace("\n", end))
    assert made.exit_code == 0, made.stderr
    assert len(made.stdout.split()) == 3
    assert seen() == {"Er zaten drie mensen.", "De klantmanager vroeg door.", "- punt een\n- punt twee"}


@pytest.mark.parametrize("between", ["\n\n\n\n", "\n \t\n", "\n\u00a0\n\n", "\n\n-----\n\n", "\n\n***\n\n\n"])
def test_more_blank_lines_and_lines_without_a_word_are_one_end(
    between: str, call: Call, study: str, seen: Callable[[], set[str]]
) -> None:
    made = call("log", "observation", "--paste", text=f"\ufeff\n\nEen{between}Twee{between}")
    assert (made.exit_code, seen()) == (0, {"Een", "Twee"})


def test_the_ids_stand_in_the_order_of_the_notes(call: Call, study: str, stored: Stored) -> None:
    ids = call("log", "observation", "--paste", text="Een\n\nTwee\n\nDrie").stdout.split()
    texts = {each.id: each.data.what_seen for each in stored()}
    assert [texts[each] for each in ids] == ["Een", "Twee", "Drie"]


def test_the_other_options_hold_for_all(call: Call, study: str, stored: Stored) -> None:
    given = ("--date", "12-3-2026", "--setting", "werkplek", "--observer-role", "jobcoach")
    assert call("log", "observation", "--paste", *given, text=DAY).exit_code == 0
    assert len(stored()) == 3
    for each in stored():
        assert (str(each.data.date), each.data.setting) == ("2026-03-12", "workplace")
        assert each.data.observer_role == "jobcoach"


@pytest.mark.parametrize(
    "line", ["12-3-2026", "2026-03-12", "12 maart 2026", "Donderdag 12 maart 2026:", "do. 12-3-2026"]
)
@pytest.mark.parametrize("after", ["\n", "\n\n\n"])
def test_a_line_with_only_a_date_is_the_day_of_what_follows(
    line: str, after: str, call: Call, study: str, stored: Stored
) -> None:
    text = f"Zonder dag\n\n{line}{after}Een\n\nTwee, op 12-3-2026\n\n13-3-2026\nDrie\n14-3-2026"
    assert call("log", "observation", "--paste", text=text).exit_code == 0
    days = {each.data.what_seen: each.data.date and str(each.data.date) for each in stored()}
    assert days == {
        "Zonder dag": None,
        "Een": "2026-03-12",
        "Twee, op 12-3-2026": "2026-03-12",
        # only above a note is it a date
        "Drie\n14-3-2026": "2026-03-13",
    }


@pytest.mark.parametrize("line", ["vandaag", "12 maart", "1 van 2026", "Om 10.30 uur"])
def test_what_is_no_whole_date_is_a_text(
    line: str, call: Call, study: str, seen: Callable[[], set[str]]
) -> None:
    call("log", "observation", "--paste", text=f"{line}\n\nTekst")
    assert seen() == {line, "Tekst"}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((), ""),
        ((), " \n\n---\n"),
        ((), "12-3-2026\n"),
        ((), "03/04/2026\n\nTekst"),
        ((), "31-2-2026\n\nTekst"),
        (("--date", "vandaag"), "12-3-2026\n\nTekst"),
        (("Tekst",), "Tekst"),
        (("--what-seen", "Tekst"), "Tekst"),
        (("--setting", "nergens"), "Tekst"),
        ((), b"caf\xe9"),
        (("--text-file", "bestaat-niet.txt"), "Tekst"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_nothing_is_stored(
    arguments: tuple[str, ...], text: str | bytes, call: Call, study: str, stored: Stored
) -> None:
    refused = call("log", "observation", "--paste", *arguments, text=text)
    assert (refused.exit_code, refused.stdout, stored()) == (2, "", ())
    assert refused.stderr.count("\n") == 1


def test_the_notes_may_stand_in_a_file(
    call: Call, study: str, seen: Callable[[], set[str]], own_folder: Path
) -> None:
    (own_folder / "dag.txt").write_bytes(b"\xef\xbb\xbfEen\r\n\r\nTwee\r\n")
    assert call("log", "observation", "--paste", "--text-file", "dag.txt").exit_code == 0
    assert seen() == {"Een", "Twee"}


def test_all_of_it_or_nothing_and_every_note_that_is_refused_is_named(
    call: Call, study: str, stored: Stored
) -> None:
    text = "Gewoon\n\nBel 06-12345678\n\nMail naar a@voorbeeld.nl"
    refused = call("--lang", "en", "log", "observation", "--paste", text=text)
    assert (refused.exit_code, refused.stdout, stored()) == (1, "", ())
    assert "row 3" in refused.stderr
    assert "row 5" in refused.stderr
    assert "06-12345678" not in refused.stderr
    masked = call("log", "observation", "--paste", "--mask", text=text)
    assert (masked.exit_code, len(stored())) == (0, 3)


def test_a_note_that_breaks_a_rule_is_named_and_nothing_is_stored(
    call: Call, study: str, stored: Stored
) -> None:
    cycle = call("log", "cycle", "--number", "1", "--start-date", "1-1-2026", "--end-date", "31-1-2026")
    text = "5-1-2026\n\nIn de cyclus\n\n5-2-2026\n\nErna"
    given = ("--cycle-id", cycle.stdout.strip())
    refused = call("--lang", "en", "log", "observation", "--paste", *given, text=text)
    assert (refused.exit_code, [each.kind for each in stored()]) == (1, ["cycle"])
    assert "row 7" in refused.stderr


def test_the_same_notes_again_add_nothing_and_two_equal_notes_stay_two(
    call: Call, study: str, stored: Stored
) -> None:
    assert len(call("log", "observation", "--paste", text="Rustig\n\nRustig\n").stdout.split()) == 2
    again = call("--lang", "en", "log", "observation", "--paste", text="Rustig\n\nRustig\n\nDruk")
    assert (again.exit_code, len(again.stdout.split()), len(stored())) == (0, 1, 3)
    assert "2 notes were stored before" in again.stderr
    nothing = call("log", "observation", "--paste", text="Rustig\n\nRustig\n\nDruk")
    assert (nothing.exit_code, nothing.stdout, len(stored())) == (0, "", 3)


def test_a_note_that_was_erased_does_not_come_back(call: Call, study: str, stored: Stored) -> None:
    made = call("log", "observation", "--paste", text="Een\n\nTwee").stdout.split()
    assert call("erase", made[0], "--yes").exit_code == 0
    assert call("log", "observation", "--paste", text="Een\n\nTwee").stdout == ""
    assert [each.data.what_seen for each in stored()] == ["Twee"]


def test_for_a_resident_without_a_code_it_is_told_what_is_open(call: Call, study: str) -> None:
    made = call("log", "observation", "--paste", "--present-roles", "inwoner", text="Een\n\nTwee")
    for record_id in made.stdout.split():
        assert f"actionlab edit {record_id} --residents-agreed" in made.stderr


@on_terminal
def test_at_a_terminal_everything_is_shown_before_it_is_stored(
    study: str, seen: Callable[[], set[str]]
) -> None:
    keys = [(READY, DAY.encode() + END), (WHAT, ENTER)]
    code, screen, _told = at_terminal("log", "observation", "--paste", keys=keys)
    assert code == 0, screen
    assert seen() == {"Er zaten drie mensen.", "De klantmanager vroeg door.", "- punt een\n- punt twee"}
    assert "Traceback" not in screen
    for shown in ("1. Er zaten drie mensen.", "3. - punt een (+1 line)", "Store these 3 notes"):
        assert shown in screen


@on_terminal
def test_some_are_left_out_by_their_numbers(study: str, seen: Callable[[], set[str]]) -> None:
    text = b"Een\n\nTwee\n\nDrie\n\nVier\n" + END
    keys = [
        (READY, text),
        (WHAT, DOWN + ENTER),
        (WHICH, ENTER),
        (WHAT, DOWN + ENTER),
        (WHICH, b"9" + ENTER),
        (WHICH, b"1, 3-4" + ENTER),
        (WHAT, ENTER),
    ]
    code, screen, _told = at_terminal("log", "observation", "--paste", keys=keys)
    assert (code, seen()) == (0, {"Twee"}), screen
    assert "There is no such note" in screen


@on_terminal
@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ([(WHAT, DOWN * 2 + ENTER)], 1),
        ([(WHAT, DOWN + ENTER), (WHICH, b"1-3" + ENTER)], 1),
        ([(WHAT, STOP)], 130),
    ],
)
def test_who_stops_has_stored_nothing(
    keys: list[tuple[str, bytes]], code: int, study: str, stored: Stored
) -> None:
    pasted = [(READY, DAY.encode() + END)]
    ended, screen, _told = at_terminal("log", "observation", "--paste", keys=[*pasted, *keys])
    assert (ended, stored()) == (code, ()), screen
    assert "Traceback" not in screen


@on_terminal
def test_the_review_says_what_the_gate_will_ask_and_it_asks_once_for_all(
    study: str, seen: Callable[[], set[str]]
) -> None:
    text = b"12-3-2026\n\nGewoon\n\nZij belt op 06-12345678.\n\nHij ook: 06-12345678.\n" + END
    keys = [(READY, text), (WHAT, ENTER), (GATE, ENTER)]
    code, screen, _told = at_terminal("log", "observation", "--paste", keys=keys)
    assert code == 0, screen
    assert "1. 12 March 2026: Gewoon" in screen
    assert screen.count("Looks like personal data: a telephone number.") == 2
    assert seen() == {"Gewoon", "Zij belt op [telefoonnummer].", "Hij ook: [telefoonnummer]."}


@on_terminal
@pytest.mark.skipif(sys.platform != "linux", reason="the longest line differs from terminal to terminal")
def test_a_line_that_the_terminal_cut_off_is_refused_and_never_stored_in_part(
    study: str, stored: Stored
) -> None:
    long = b"a" * 5000
    code, screen, _told = at_terminal("log", "observation", "--paste", keys=[(READY, long + b"\n" + END)])
    assert (code, stored()) == (2, ()), screen
    assert "--text-file" in screen


@on_terminal
def test_with_no_input_nobody_is_asked(study: str, seen: Callable[[], set[str]]) -> None:
    keys = [(READY, b"Een\n\nTwee\n" + END)]
    code, screen, _told = at_terminal("--no-input", "log", "observation", "--paste", keys=keys)
    assert (code, seen()) == (0, {"Een", "Twee"}), screen


def test_a_single_observation_loads_nothing_of_this(study: str) -> None:
    loaded = modules_loaded("log", "observation", "Tekst", "--date", "vandaag")
    assert "actionlab.cli.verbs.log_record" in loaded
    assert [name for name in loaded if name.startswith(("actionlab.exchange", "csv", "difflib"))] == []
    for name in ("log_observation", "log_measurement"):
        assert f"actionlab.cli.verbs.{name}" not in loaded


def test_notes_that_were_all_taken_back_come_in_when_they_are_pasted_again(
    call: Call, study: str, stored: Stored
) -> None:
    for made in call("log", "observation", "--paste", text="Een\n\nTwee").stdout.split():
        assert call("erase", made, "--yes").exit_code == 0

    again = call("log", "observation", "--paste", text="Een\n\nTwee")

    assert len(again.stdout.split()) == len(stored()) == 2, again.stderr
    assert call("log", "observation", "--paste", text="Een\n\nTwee").stdout == ""


def test_days_that_are_still_to_come_are_told_once(call: Call, study: str) -> None:
    text = "12-3-2027\n\nEen.\n\nTwee.\n\n13-3-2027\n\nDrie.\n\n1-6-2026\n\nVier.\n"
    result = call("--lang", "en", "log", "observation", "--paste", text=text)
    told = [line.partition(" is")[0] for line in result.stderr.splitlines() if "still to come" in line]
    assert told == ["12 March 2027", "13 March 2027"]
