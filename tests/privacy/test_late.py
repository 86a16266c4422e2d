"""Patterns that are compiled when they are first used."""

import re

import pytest

from actionlab.privacy import addresses, birth_dates, phones, structured
from actionlab.privacy.late import late


def test_a_late_pattern_finds_what_the_pattern_itself_finds() -> None:
    text, pattern = "Kamer 12, KAMER 7", late(r"kamer (?P<number>\d+)", re.IGNORECASE)

    assert [each["number"] for each in pattern.finditer(text)] == ["12", "7"]
    found = pattern.search(text, 3)
    assert found is not None
    assert found.span() == (10, 17)
    assert pattern.match(text, 10) is not None
    assert pattern.fullmatch(text) is None


def test_a_faulty_pattern_is_found_at_its_first_use() -> None:
    pattern = late("(")
    with pytest.raises(re.error, match="unterminated"):
        pattern.search("x")


@pytest.mark.parametrize("module", [addresses, birth_dates, phones, structured])
def test_no_pattern_of_personal_data_is_faulty(module: object) -> None:
    patterns = [each for name, each in vars(module).items() if name.isupper() and hasattr(each, "finditer")]

    assert len(patterns) >= 5
    assert all(each.pattern for each in patterns)
