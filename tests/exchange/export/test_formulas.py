"""Formulas: what a spreadsheet would run gets an apostrophe, and every text comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionlab.exchange.export.formulas import defused, restored

SIGNS = "=+-@＝＋－＠\t\r\n' a;,"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  =", "'="])
def test_a_text_that_could_run_gets_one_apostrophe_in_front(start: str) -> None:
    assert defused(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    "text", ["'s ochtends", "'t gesprek", "", "'", "gewoon", "a=b", "1-2", " spatie", "ja, -nee"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == restored(text) == text


@given(st.text(st.sampled_from(SIGNS) | st.characters(), max_size=6))
def test_every_text_comes_back_as_it_was(text: str) -> None:
    assert restored(defused(text)) == text


@given(st.text(st.sampled_from(SIGNS), max_size=6))
def test_what_stands_in_a_cell_never_begins_as_a_formula(text: str) -> None:
    assert defused(text).lstrip()[:1] not in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize("between", [";", ",", "\t", "\n", "; "])
def test_a_cell_that_begins_in_the_middle_of_a_text_is_no_formula_either(between: str) -> None:
    assert defused(f"een{between}=1+1{between}@drie") == f"een{between}'=1+1{between}'@drie"
