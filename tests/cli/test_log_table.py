"""Measurements as they are copied from Excel: a code and a value on every line, all of them or none."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pseudo_terminal import DOWN, ENTER
from pseudo_terminal import at_terminal as at_any_terminal

from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
at_terminal = partial(at_any_terminal, language="en")


@pytest.fixture
def codes(call: Call, study: str) -> list[str]:
    """The codes of three residents who agreed to measurements."""
    consent = ("--consent-status", "gegeven", "--consent-scopes", "metingen")
    return str(call("log", "participant", "--role", "inwoner", *consent, "--count", "3").stdout).split()


@pytest.fixture
def measured(stored: Stored) -> Callable[[], dict[str | None, Any]]:
    """A function that gives the value of every measurement by the code of the participant."""
    return lambda: {each.data.participant: each.data.value for each in stored() if each.kind == "measurement"}


def lines(codes: Sequence[str], values: Sequence[object], sign: str) -> str:
    return "".join(f"{code}{sign}{value}\n" for code, value in zip(codes, values, strict=True))


@pytest.mark.parametrize("sign", ["\t", ";", "  ", " \t "])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_code_and_a_value_on_every_line_become_measurements(
    sign: str, end: str, call: Call, codes: list[str], stored: Stored
) -> None:
    text = lines(codes, [1, 6, 3], sign).replace("\n", end)
    given = ("--moment", "baseline", "--date", "2026-01-12", "--assessor-role", "klantmanager")
    made = call("log", "measurement", "ladder", *given, "--table", "-", text=text)
    assert made.exit_code == 0, made.stderr
    found = {each.data.participant: each for each in stored() if each.kind == "measurement"}
    assert [found[code].data.value for code in codes] == [1, 6, 3]
    for each in found.values():
        assert each.id in made.stdout
        assert (each.data.moment, str(each.data.date)) == ("baseline", "2026-01-12")
        assert (each.data.instrument, each.data.assessor_role) == ("ladder", "klantmanager")


@pytest.mark.parametrize("header", ["Code\tTrede\n", "Deelnemercode\t1\n", "\tstap\n", "Wie\tWat\n"])
def test_a_line_with_names_of_columns_may_stand_above_it(
    header: str, call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    call("log", "measurement", "ladder", "--table", "-", text=header + lines(codes, [1, 2, 3], "\t"))
    assert measured() == dict(zip(codes, [1, 2, 3], strict=True))


def test_a_mistyped_code_on_the_first_line_is_no_header(
    call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    refused = call(
        "log", "measurement", "ladder", "--table", "-", text="HOU-drie\tvier\n" + f"{codes[0]}\t3\n"
    )
    assert (refused.exit_code, measured()) == (2, {})


def test_the_table_may_come_from_a_file_and_a_code_may_have_small_letters(
    call: Call, codes: list[str], measured: Callable[[], dict[str, Any]], own_folder: Path
) -> None:
    (own_folder / "ladder.txt").write_bytes(b"\xef\xbb\xbf" + f"{codes[0].lower()};3;;\r\n\r\n".encode())
    made = call("log", "measurement", "ladder", "--moment", "T9", "--table", "ladder.txt")
    assert made.exit_code == 2
    made = call("log", "measurement", "ladder", "--moment", "baseline", "--table", "ladder.txt")
    assert (made.exit_code, measured()) == (0, {codes[0]: 3})


def test_a_scan_has_all_its_answers_behind_the_code(
    call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    text = f"Code;1;2;3;4;5;6;7;8\n{codes[0]};1;2;3;;-;5;5;1\n{codes[1]};;;;;;;;\n"
    made = call("log", "measurement", "samenwerkingsscan", "--moment", "baseline", "--table", "-", text=text)
    assert made.exit_code == 0, made.stderr
    assert measured() == {codes[0]: [1, 2, 3, None, None, 5, 5, 1]}


@pytest.mark.parametrize("cell", ["3,5", "2 4", "3.5"])
def test_a_cell_of_a_scan_holds_one_whole_answer(
    cell: str, call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    text = "\t".join([codes[0], cell, *"2345543"]) + "\n"
    refused = call("log", "measurement", "samenwerkingsscan", "--table", "-", text=text)
    assert (refused.exit_code, measured()) == (2, {})


def test_a_count_that_can_be_read_in_two_ways_is_refused(
    call: Call, codes: list[str], stored: Stored
) -> None:
    options = ("log", "measurement", "counter", "--label", "contacten", "--table", "-")
    assert call(*options, text=f"{codes[0]}\t1.234\n").exit_code == 2
    assert call(*options, text=f"{codes[0]}\t1234\n").exit_code == 0


@pytest.mark.parametrize("sign", ["\t", " "])
def test_a_goal_stands_between_code_and_value(
    sign: str, call: Call, codes: list[str], stored: Stored
) -> None:
    text = sign.join((codes[0], "Twee dagen werken", "-1")) + "\n" + sign.join((codes[0], "Fietsen", "0"))
    made = call("log", "measurement", "gas", "--moment", "baseline", "--table", "-", text=text)
    assert made.exit_code == 0, made.stderr
    goals = {each.data.goal: each.data.value for each in stored() if each.kind == "measurement"}
    assert goals == {"Twee dagen werken": -1, "Fietsen": 0}


def test_a_goal_of_everybody_is_given_once(call: Call, codes: list[str], stored: Stored) -> None:
    given = ("--goal", "Bellen", "--moment", "baseline")
    call("log", "measurement", "gas", *given, "--table", "-", text=lines(codes, [-1, 0, 2], "\t"))
    assert [each.data.goal for each in stored() if each.kind == "measurement"] == ["Bellen"] * 3


def test_a_line_without_a_value_says_nothing(
    call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    text = lines(codes, ["", "-", 3], "\t")
    call("log", "measurement", "ladder", "--table", "-", text=text)
    assert measured() == {codes[2]: 3}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{0}\tdrie", 2),
        ("{0}\t7", 2),
        ("{0}\t3\t4", 2),
        ("{0}\t3,5", 2),
        ("HOU-2222\t3", 1),
        ("Jan de Vries 3", 2),
        ('{0}\t"3', 2),
    ],
)
def test_one_wrong_line_and_nothing_is_stored(
    line: str, code: int, call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    text = f"{codes[1]}\t3\n{line.format(codes[0])}\n"
    refused = call("--lang", "en", "log", "measurement", "ladder", "--table", "-", text=text)
    assert (refused.exit_code, measured()) == (code, {})
    assert refused.stderr.count("\n") == 1
    assert "Vries" not in refused.output


def test_the_line_that_is_wrong_is_named(call: Call, codes: list[str]) -> None:
    text = "Code\tTrede\n" + lines(codes, [3, "x", 9], "\t")
    refused = call("--lang", "en", "log", "measurement", "ladder", "--table", "-", text=text)
    assert "standard input, row 3" in refused.stderr
    assert "row 4" in refused.stdout


def test_the_same_table_again_adds_nothing_and_another_value_is_a_correction(
    call: Call, codes: list[str], stored: Stored
) -> None:
    given = ("log", "measurement", "ladder", "--moment", "baseline", "--table", "-")
    for values in ([1, 2, 3], [1, 2, 3], [1, 2, 4]):
        assert call(*given, text=lines(codes, values, "\t")).exit_code == 0
    found = {each.data.participant: each for each in stored() if each.kind == "measurement"}
    assert [found[code].data.value for code in codes] == [1, 2, 4]
    assert len(found) == sum(each.kind == "measurement" for each in stored())


def test_a_trial_stores_nothing(call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]) -> None:
    text = lines(codes, [1, 2, 3], "\t")
    tried = call("log", "measurement", "ladder", "--table", "-", "--dry-run", text=text)
    assert (tried.exit_code, measured()) == (0, {})
    assert all(code in tried.stdout for code in codes)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ladder", "--dry-run"),
        ("ladder", "--table", "-", "--value", "3"),
        ("ladder", "--table", "-", "--participant", "HOU-K7M2"),
        ("--table", "-"),
        ("schaalkaart", "--table", "-"),
        ("kirkpatrick", "--table", "-"),
        ("ladder", "--table", "bestaat-niet.txt"),
        ("ladder", "--table", "-", "--moment", "ooit"),
    ],
)
def test_what_does_not_go_with_a_table_is_wrong_usage(
    arguments: tuple[str, ...], call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    refused = call("log", "measurement", *arguments, text=f"{codes[0]}\t3\n")
    assert (refused.exit_code, measured()) == (2, {})
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("text", ["", "\n \n", "Code\tTrede\n"])
def test_a_table_without_values_is_refused(text: str, call: Call, study: str) -> None:
    refused = call("log", "measurement", "ladder", "--table", "-", text=text)
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_one_value_is_logged_as_before(
    call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    made = call("log", "measurement", "ladder", "--value", "3", "--participant", codes[0])
    assert (made.exit_code, made.stdout.count("\n"), measured()) == (0, 1, {codes[0]: 3})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
@pytest.mark.parametrize(("answer", "kept"), [(DOWN + ENTER, 3), (ENTER, 0)])
def test_at_a_terminal_one_pastes_ends_and_is_asked_once(
    answer: bytes, kept: int, call: Call, codes: list[str], measured: Callable[[], dict[str, Any]]
) -> None:
    pasted = lines(codes, [1, 2, 3], "\t").encode() + b"\x04"
    keys = [("Ctrl-Z", pasted), ("Store this?", answer)]
    code, screen, _told = at_terminal("log", "measurement", "ladder", "--table", "-", keys=keys)
    assert (code, len(measured())) == (0 if kept else 1, kept), screen
