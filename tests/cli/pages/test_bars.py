"""Small bars, and what stands there where no blocks can be drawn."""

import pytest

from actionlab.cli import terminal
from actionlab.cli.pages.bars import bar, row_of_bars


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(terminal, "draws_blocks", lambda: request.param)


@pytest.mark.parametrize("draws", [True], indirect=True)
@pytest.mark.usefixtures("draws")
@pytest.mark.parametrize(
    ("length", "drawn"), [(0, ""), (0.1, "▌"), (1, "█"), (1.4, "█"), (1.5, "█▌"), (3.9, "███▌")]
)
def test_a_bar_is_as_long_as_its_number_and_is_always_seen(length: float, drawn: str) -> None:
    assert bar(length) == drawn


@pytest.mark.parametrize("draws", [True], indirect=True)
@pytest.mark.usefixtures("draws")
@pytest.mark.parametrize(
    ("counts", "drawn"),
    [((0, 1, 2, 4, 8), "·▁▂▄█"), ((1,), "█"), ((0, 0), "··"), ((), ""), ((1, 1000), "▁█")],
)
def test_a_row_of_bars_reaches_the_top_for_the_largest_number(counts: tuple[int, ...], drawn: str) -> None:
    assert row_of_bars(counts) == drawn


@pytest.mark.parametrize("draws", [False], indirect=True)
@pytest.mark.usefixtures("draws")
def test_without_blocks_there_are_plain_signs_and_numbers() -> None:
    assert [bar(0), bar(0.1), bar(2.6)] == ["", "#", "###"]
    assert row_of_bars((0, 12, 3)) == "0 12 3"
