"""What one cell says: dates, numbers and texts as Dutch tables hold them; what is ambiguous is refused."""

import datetime as dt
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionlab.errors import Unreadable
from actionlab.exchange.files.cells import as_date, as_number, as_text, as_whole
from actionlab.exchange.files.tables import Cell


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("7,5", 7.5),
        ("7.5", 7.5),
        (" 8 ", 8),
        ("7,0", 7),
        ("-2,25", -2.25),
        ("+3", 3),
        ("007", 7),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("1.234.567,89", 1234567.89),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("1,2345", 1.2345),
        (7, 7),
        (7.0, 7),
        (0.30000000000000004, 0.3),
        (2.5, 2.5),
    ],
)
def test_a_number_is_read_with_a_decimal_comma_or_point(cell: Cell, number: float) -> None:
    assert repr(as_number(cell)) == repr(number)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "123,456", "-1.234"])
def test_a_number_that_can_be_a_thousand_or_a_fraction_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="two ways"):
        as_number(text)


@pytest.mark.parametrize(
    "cell",
    [
        "1e999",
        "1e3",
        "1_0",
        "nan",
        "inf",
        "７",
        "٣",
        "7½",
        "75%",
        "€ 5",
        ".5",
        "5.",
        "1.23.4",
        "1.234.5,6.7",
        "",
        "x",
        None,
        True,
        math.nan,
        math.inf,
        -math.inf,
        dt.date(2026, 5, 7),
        "#N/B",
        "#REF!",
    ],
)
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        as_number(cell)


@given(number=st.floats(min_value=-1e14, max_value=1e14).map(lambda number: round(number, 4)))
def test_a_number_as_a_dutch_spreadsheet_writes_it_is_that_number(number: float) -> None:
    grouped = f"{number:,.4f}".replace(",", " ").replace(".", ",").replace(" ", ".")

    assert math.isclose(as_number(grouped), number, rel_tol=1e-14)


def test_a_whole_number_may_come_with_a_decimal_that_is_zero() -> None:
    assert [as_whole(cell) for cell in ("7,0", 7.0, 7, "7")] == [7] * 4


@pytest.mark.parametrize("cell", ["7,5", 7.5, "zeven", True])
def test_what_is_no_whole_number_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        as_whole(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-01-05",
        "5-1-2026",
        "05-01-2026",
        "5 januari 2026",
        "2026-01-05T12:30:11.123+01:00",
        "2026-01-05T12:30:11Z",
        "5-1-2026 13:30",
        " 2026-01-05 ",
        dt.date(2026, 1, 5),
        dt.datetime(2026, 1, 5, 23, 59),  # noqa: DTZ001 - a cell has no time zone
    ],
)
def test_a_day_is_read_without_its_time(cell: Cell) -> None:
    assert as_date(cell) == dt.date(2026, 1, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2026",
        "3/4/2026",
        "31-02-2026",
        "5-1-26",
        "2026-02-30",
        "gisteren",
        "vandaag",
        "-3d",
        "",
        "x",
        "12:00",
        "2026-01-05 en later",
        46027,
        46027.5,
        True,
        None,
        "#N/B",
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        as_date(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" zoals het er staat ", " zoals het er staat "),
        (None, ""),
        (7, "7"),
        (7.5, "7,5"),
        (0.1 + 0.2, "0,3"),
        (True, "ja"),
        (False, "nee"),
        (dt.date(2026, 1, 5), "2026-01-05"),
        (dt.datetime(2026, 1, 5, 9, 5), "2026-01-05 09:05"),  # noqa: DTZ001 - a cell has no time zone
        ("# een kop", "# een kop"),
    ],
)
def test_a_cell_as_text_is_what_the_spreadsheet_shows(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize("fault", ["#N/B", "#N/A", "#REF!", "#VERW!", "#WAARDE!", "#DEEL/0!", " #DIV/0! "])
def test_what_went_wrong_in_a_formula_is_no_text(fault: str) -> None:
    with pytest.raises(Unreadable, match="formula"):
        as_text(fault)


@given(
    cell=st.one_of(
        st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.none()
    )
)
def test_every_cell_is_read_or_refused(cell: Cell) -> None:
    reads: tuple[Callable[[Cell], object], ...] = (
        as_text,
        as_number,
        as_whole,
        as_date,
    )
    for read in reads:
        assert outcome(read, cell) is not None


def outcome(read: Callable[[Cell], object], cell: Cell) -> object:
    """What reading a cell gives, be it the sentence that it cannot be read."""
    try:
        return read(cell)
    except Unreadable as fault:
        return str(fault)
