"""Codes of people who are left out, as people write them."""

import pytest

from actionlab.model.leaving_out import GAP, in_text, without_people


@pytest.mark.parametrize(
    "written", ["HOU-RRR6", "hou-rrr6", "HOU\u2011RRR6", "HOU RRR6", "HOURRR6", "HOU\u00a0RRR6"]
)
def test_a_code_goes_however_it_is_written(written: str) -> None:
    assert without_people({"what_seen": f"Met {written} besproken."}, {"HOU-RRR6"}) == {
        "what_seen": f"Met {GAP} besproken."
    }


def test_other_codes_and_words_stay() -> None:
    text = "HOU-RRR7 houdt van RRR6."

    assert in_text({"HOU-RRR6"}).sub(GAP, text) == text


def test_of_several_codes_each_goes_whole_and_a_piece_of_one_stays() -> None:
    codes = {"HOU-RRR6", "HOU-RRR7", "NIE-RRR6", "HOU", "ZEI-A-B"}
    text = "HOU-RRR6, nie rrr6, HOU, zei-ab; NIE-RRR7, ZEI-A."

    pattern = in_text(codes - {"HOU"})
    assert pattern.sub(GAP, text) == f"{GAP}, {GAP}, HOU, {GAP}; NIE-RRR7, ZEI-A."
    assert in_text(codes).sub(GAP, "HOU en NIE") == f"{GAP} en NIE"


def test_without_codes_nothing_goes() -> None:
    assert in_text(set()).sub(GAP, "HOU-RRR6 en zo") == "HOU-RRR6 en zo"
