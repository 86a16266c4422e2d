"""Did you mean: what is near, and what is not."""

import pytest

from actionlab.model.nearest import nearest

CODES = ("hou-driehoek", "hou-zorgkennis", "zei-werkzorg")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hou-driehoeck", "hou-driehoek"),
        ("HOU_Driehoek", "hou-driehoek"),
        (" zei werkzorg ", "zei-werkzorg"),
        ("zorgkennis", "hou-zorgkennis"),
        ("amersfoort", None),
        ("", None),
    ],
)
def test_the_word_most_like_what_was_typed_is_given(typed: str, meant: str | None) -> None:
    assert nearest(typed, CODES) == meant


def test_where_words_are_alike_they_can_be_asked_to_be_nearly_the_same() -> None:
    assert nearest("obs-1x2y", ["obs-1a2b"]) == "obs-1a2b"
    assert nearest("obs-1x2y", ["obs-1a2b"], least=0.8) is None
    assert nearest("obs-1a2c", ["obs-1a2b"], least=0.8) == "obs-1a2b"


def test_nothing_is_near_when_nothing_is_known() -> None:
    assert nearest("hou", ()) is None
