"""The grid: where one goes, what one types, what is wrong, and what is shown of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from actionlab.cli import ask, grid
from actionlab.cli.cells import Cells, Column, Line, first_shown

CTRL_S, CTRL_C, ESC = "\x13", "\x03", "\x1b"
DOWN, UP, RIGHT, LEFT = "\x1b[B", "\x1b[A", "\x1b[C", "\x1b[D"
LADDER = Column(title="Trede", width=8, meanings={"1": "Geïsoleerd", "2": "Contacten"})


def one_or_two(line: Line, texts: Sequence[str]) -> Mapping[int, str]:
    return {place: f"{text} is wrong" for place, text in enumerate(texts) if text not in ("", "1", "2")}


def people(*closed: str, n: int = 3) -> list[Line]:
    """Lines for so many people; those whose number is in `closed` have a value already."""
    return [
        Line(names=(f"HOU-K{number}", "inwoner"), before=("2",) if str(number) in closed else ())
        for number in range(n)
    ]


def cells(*closed: str, n: int = 3, columns: int = 1) -> Cells:
    return Cells([LADDER] * columns, people(*closed, n=n), one_or_two)


def typed(made: Cells) -> dict[str, tuple[str, ...]]:
    return {line.names[0]: texts for line, texts in made.filled()}


def test_typing_replaces_what_stands_in_a_cell_one_arrives_in() -> None:
    made = cells()
    made.type("1")
    made.type("2")
    assert typed(made) == {"HOU-K0": ("12",)}
    made.below()
    made.go(down=-1)
    made.type("2")
    assert typed(made) == {"HOU-K0": ("2",)}


def test_backspace_takes_the_last_sign_and_delete_all_of_it() -> None:
    made = cells()
    made.type("12")
    made.rub_out()
    assert made.typed_here() == "1"
    made.type("2")
    made.clear()
    assert made.filled() == []


@pytest.mark.parametrize(
    ("move", "place"),
    [
        (lambda made: made.go(down=1), (2, 0)),
        (lambda made: made.go(down=10), (3, 0)),
        (lambda made: made.go(down=-1), (0, 0)),
        (lambda made: made.go(right=1), (0, 1)),
        (lambda made: made.go(right=-5), (0, 0)),
        (lambda made: made.forward(), (0, 1)),
        (lambda made: made.below(), (2, 0)),
        (lambda made: made.back(), (0, 0)),
    ],
)
def test_one_goes_past_cells_that_were_measured_before(
    move: Callable[[Cells], Any], place: tuple[int, int]
) -> None:
    lines = people(n=4)
    lines[1] = Line(names=("HOU-K1", "inwoner"), before=("2", "2"))
    made = Cells([LADDER] * 2, lines, one_or_two)
    move(made)
    assert (made.line, made.column) == place


def test_tab_goes_along_the_lines_and_enter_down_the_columns_up_to_the_last_cell() -> None:
    made, along, down = cells(n=2, columns=2), [(0, 0)], [(0, 0)]
    while made.forward():
        along.append((made.line, made.column))
    made = cells(n=2, columns=2)
    while made.below():
        down.append((made.line, made.column))
    assert along == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert down == [(0, 0), (1, 0), (0, 1), (1, 1)]


def test_what_is_wrong_is_known_at_its_cell_and_nothing_is_finished() -> None:
    made = cells()
    made.go(down=1)
    made.type("9")
    made.below()
    assert made.problems(1) == {0: "9 is wrong"}
    assert made.finish() is False
    assert (made.line, made.column) == (1, 0)
    made.type("2")
    assert made.finish() is True


def test_an_empty_cell_is_no_value_and_white_space_is_none_either() -> None:
    made = cells()
    made.type("  ")
    made.below()
    made.type(" 1 ")
    assert typed(made) == {"HOU-K1": ("1",)}


def test_a_column_that_was_copied_falls_into_the_cells_from_here_on() -> None:
    made = cells("1", n=4)
    assert made.paste("1\r\n2\r\n2\r\n") is True
    assert typed(made) == {"HOU-K0": ("1",), "HOU-K2": ("2",)}


def test_a_table_that_does_not_fit_is_not_pasted_at_all() -> None:
    made = cells()
    made.go(down=1)
    assert made.paste("1\n2\n1\n") is False
    assert made.paste("1\t2") is False
    assert made.filled() == []


def test_a_line_that_repeats_is_followed_by_an_empty_one_for_the_same_person() -> None:
    lines = [Line(names=("HOU-K0", ""), repeats=True), Line(names=("HOU-K1", ""), repeats=True)]
    made = Cells([Column(title="Doel", width=20, for_text=True)], lines, lambda line, texts: {})
    for sign in "Met de bus":
        made.type(sign)
    assert [line.names[0] for line in made.lines] == ["HOU-K0", "HOU-K0", "HOU-K1"]
    made.below()
    made.type("Koken")
    assert [texts for _line, texts in made.filled()] == [("Met de bus",), ("Koken",)]


def test_an_empty_line_that_comes_between_leaves_what_was_typed_below_it_in_its_place() -> None:
    lines = [Line(names=(code, ""), repeats=True) for code in ("HOU-K0", "HOU-K1")]
    made = Cells([Column(title="Doel", width=20, for_text=True)], lines, lambda line, texts: {})
    made.go(down=1)
    made.type("Koken")
    made.go(down=-1)
    made.type("Fietsen")
    assert [(line.names[0], texts) for line, texts in made.filled()] == [
        ("HOU-K0", ("Fietsen",)),
        ("HOU-K1", ("Koken",)),
    ]


def test_what_was_typed_is_taken_over_where_there_is_no_value_yet() -> None:
    before, after = cells(), cells("1")
    for value in ("1", "2", "1"):
        before.type(value)
        before.below()
    after.take_over(before)
    assert typed(after) == {"HOU-K0": ("1",), "HOU-K2": ("1",)}


def test_a_grid_in_which_nothing_is_open_cannot_be_filled() -> None:
    with pytest.raises(ValueError, match="open"):
        cells("0", "1", "2")


@pytest.mark.parametrize(
    ("current", "first", "shown"), [(0, 0, 0), (2, 0, 0), (3, 0, 1), (9, 0, 7), (4, 5, 4), (6, 5, 5)]
)
def test_the_part_that_is_shown_moves_no_more_than_needed(current: int, first: int, shown: int) -> None:
    assert first_shown([1] * 10, current, 3, first) == shown


def filled(made: Cells, *keys: str) -> None:
    """Fill the cells with keys as a terminal sends them."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("".join(keys))
        grid.fill(made, title="Ladder", names=("Deelnemer", "Rol"))


def test_enter_after_the_last_cell_finishes() -> None:
    made = cells()
    filled(made, "1\r", "2\r", "1\r")
    assert typed(made) == {"HOU-K0": ("1",), "HOU-K1": ("2",), "HOU-K2": ("1",)}


def test_ctrl_s_finishes_anywhere_and_arrows_and_tab_move() -> None:
    made = cells(columns=2)
    filled(made, "1\t2", DOWN, LEFT, "2", UP, RIGHT, "\x7f1", CTRL_S)
    assert typed(made) == {"HOU-K0": ("1", "1"), "HOU-K1": ("2", "")}


def test_a_wrong_value_keeps_the_grid_open_until_it_is_right() -> None:
    made = cells()
    filled(made, "9", DOWN, "1", CTRL_S, "2", CTRL_S)
    assert typed(made) == {"HOU-K0": ("2",), "HOU-K1": ("1",)}


def test_ctrl_c_stops_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        filled(cells(), "1", CTRL_C)


def test_escape_asks_whether_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "wants_to_stop", lambda: True)
    with pytest.raises(click.Abort):
        filled(cells(), "1", ESC)


def screen(made: Cells, columns: int = 80, lines: int = 24) -> list[str]:
    """What stands on a terminal of this size, line by line."""
    picture = grid.Picture(made, "Ladder", ("Deelnemer", "Rol"))
    return "".join(text for _look, text in picture.pieces(columns, lines)).split("\n")


def test_the_cell_one_is_in_a_fault_and_a_value_of_before_are_seen_without_colours() -> None:
    made = cells("1", n=4)
    made.type("9")
    made.below()
    made.type("1")
    assert screen(made)[:9] == [
        "Ladder",
        "",
        "Deelnemer  Rol       Trede    ",
        "HOU-K0     inwoner  !9        ",
        "HOU-K1     inwoner   (2)      ",
        "HOU-K2     inwoner  [1      ] ",
        "HOU-K3     inwoner   .        ",
        "",
        ">  1  Geïsoleerd",
    ]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_no_line_is_longer_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    made = cells("1", n=60, columns=8)
    made.go(down=59)
    made.go(right=7)
    made.type("9")
    assert max(map(len, screen(made, columns))) <= columns
    assert any("[9" in line for line in screen(made, columns))


def test_sixty_people_scroll_on_a_small_terminal() -> None:
    made = cells(n=60)
    made.go(down=40)
    shown = screen(made, lines=24)
    assert len(shown) < 24
    assert any(line.startswith("HOU-K40") for line in shown)
    assert not any(line.startswith("HOU-K0 ") for line in shown)


def test_a_text_cannot_give_the_terminal_orders() -> None:
    made = Cells([Column(title="Doel", width=20, for_text=True)], people(), lambda line, texts: {})
    made.paste("\x1b[2Jrood")
    assert not any("\x1b" in line for line in screen(made))
