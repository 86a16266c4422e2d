"""Municipalities by name, slug or code."""

import pytest

from actionlab.model.municipalities import (
    WERKPLAATS,
    Municipality,
    all_municipalities,
    by_code,
    find,
    is_known,
    slug,
    suggest,
)


def test_all_are_there_and_the_six_of_the_werkplaats_first() -> None:
    known = all_municipalities()
    assert len(known) == 342
    assert len({each.code for each in known}) == len({each.slug for each in known}) == 342
    assert tuple(each.code for each in known[:6]) == WERKPLAATS
    assert [each.name for each in known[:6]] == [
        "Amersfoort",
        "Houten",
        "Nieuwegein",
        "Utrecht",
        "Wijk bij Duurstede",
        "Zeist",
    ]
    rest = [each.slug for each in known[6:]]
    assert rest == sorted(rest)


@pytest.mark.parametrize(
    "text",
    [
        "Wijk bij Duurstede",
        "wijk bij duurstede",
        "WIJK-BIJ-DUURSTEDE",
        "GM0352",
        "gm0352",
        " GM0352    ",
        "gemeente Wijk bij Duurstede",
        "Gemeente wijk-bij-duurstede",
    ],
)
def test_a_municipality_is_found_however_it_is_written(text: str) -> None:
    assert find(text) == Municipality("GM0352", "Wijk bij Duurstede", "wijk-bij-duurstede")


@pytest.mark.parametrize("text", ["", "Houte", "GM", "GM12345", "provincie Utrecht", "0321"])
def test_anything_else_is_no_municipality(text: str) -> None:
    assert find(text) is None


def test_a_code_of_a_merger_is_accepted_and_known_by_its_code() -> None:
    assert find("gm9999") == Municipality("GM9999", "GM9999", "gm9999")
    assert not is_known("GM9999")
    assert is_known("GM0321")


def test_a_code_gives_the_name() -> None:
    assert by_code("GM0321").name == "Houten"
    assert by_code("GM9999").name == "GM9999"


def test_a_mistyped_name_is_answered_with_the_nearest() -> None:
    assert suggest("Houtn")[0] == "Houten"
    assert suggest("Nieuwegijn")[0] == "Nieuwegein"
    assert suggest("qqqqqq") == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("'s-Gravenhage", "s-gravenhage"),
        ("Bergen (NH.)", "bergen-nh"),
        ("  Aa   en Hunze ", "aa-en-hunze"),
        ("…", ""),
    ],
)
def test_a_slug_is_lower_case_letters_digits_and_single_hyphens(name: str, expected: str) -> None:
    assert slug(name) == expected
