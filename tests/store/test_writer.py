"""The writer: what can be a code, which is also the name of a file."""

import pytest

from actionlab.store.writer import is_writer_code


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("onderzoeker-7k3f", True),
        ("ab", True),
        ("a" * 41, True),
        ("a", False),
        ("a" * 42, False),
        ("-ab", False),
        ("Jan", False),
        ("jan.jansen", False),
    ],
)
def test_a_code_is_short_and_plain(code: str, fits: bool) -> None:
    assert is_writer_code(code) is fits
