"""The piece of a line that is shown: what was found is in it, and it is no longer than was asked."""

import pytest

from actionlab.analysis.passages import Passage, Place, Span


def around(text: str, *spans: Span, width: int) -> Passage:
    return Place(field="what_seen", label="Seen", text=text, spans=spans, closeness=0).around(width)


@pytest.mark.parametrize("width", [20, 30])
def test_what_stands_at_the_end_of_a_long_line_is_shown_in_the_width_that_was_asked(width: int) -> None:
    passage = around("x" * 50 + "y", (50, 51), width=width)
    assert passage.text == "…" + "x" * (width - 2) + "y"
    assert passage.spans == ((width - 1, width),)


def test_what_is_longer_than_the_width_is_shown_whole() -> None:
    passage = around("x" * 30 + " staart", (0, 30), width=20)
    assert passage == Passage("x" * 30 + "…", ((0, 30),))


def test_of_what_goes_on_after_the_piece_only_what_is_shown_is_marked() -> None:
    passage = around("een twee drie vier vijf zes", (0, 3), (4, 27), width=12)
    assert passage == Passage("een twee…", ((0, 3), (4, 8)))
