"""Positions: where in a report something stands, in terms that outlive what readers do to the file."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from actionlab.exchange.comments.walking import Paragraph, Span, Walk


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where something stands in a report.

    `places` are the names of the places that it stands in, the nearest first; `headings` the headings above
    it, the nearest first. `passages` are the paragraph itself and, in a table, the row. Headings and passages
    are given as they were sent: without what readers added, with what they deleted.
    """

    places: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


class Positions:
    """Tells of spans of one document where they stand."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._rows = _owners((row for row in walk.rows), len(walk.pieces))
        self._paragraphs = _owners((each.span for each in walk.paragraphs), len(walk.pieces))
        self._headings = sorted(
            (each for each in walk.paragraphs if each.level), key=lambda each: each.span[0]
        )
        self._starts = [each.span[0] for each in self._headings]
        self._parents = _parents(self._headings)
        self._places = [(self._whole(found), name) for name, spans in walk.places.items() for found in spans]

    def of(self, span: Span) -> Position:
        """Give where a span stands; of one that runs on, where most of it is."""
        return Position(
            places=tuple(dict.fromkeys(self._around(span))),
            headings=tuple(self._above(span[0])),
            passages=tuple(self._passages(span[0])),
        )

    def _around(self, span: Span) -> list[str]:
        """Give the places in which most of the words of a span stand; the smallest of them first."""
        found = []
        for order, (place, _name) in enumerate(self._places):
            shared = (max(span[0], place[0]), min(span[1], place[1]))
            if place[0] <= span[0] < place[1] or shared[0] < shared[1]:
                words = sum(len(piece.text) for piece in self._walk.pieces[shared[0] : shared[1]])
                found.append((-words, place[1] - place[0], order))
        return [self._places[order][1] for words, _size, order in sorted(found) if words == min(found)[0]]

    def _whole(self, place: Span) -> Span:
        """Give the paragraphs that a place touches, or its row: people write beside what is marked."""
        start, end = place
        # a place that ends before the first letter of a paragraph ends with the paragraph before it
        while end > start and not self._walk.pieces[end - 1].text:
            end -= 1
        if end == start:
            return place
        row = self._rows[start]
        if row and end <= row[1]:
            return row
        first, last = self._paragraphs[start], self._paragraphs[end - 1]
        return (first[0] if first else start, max(end, last[1]) if last else end)

    def _passages(self, position: int) -> Iterator[str]:
        if position < len(self._walk.pieces):
            around = (self._paragraphs[position], self._rows[position])
            yield from (text for span in around if span and (text := self._was(span)))

    def _above(self, position: int) -> list[str]:
        """Give the headings above a position: the last one, the one that it belongs under, and so on."""
        found: list[str] = []
        number = bisect_right(self._starts, position) - 1
        while number >= 0:
            found.append(self._was(self._headings[number].span))
            number = self._parents[number]
        return [text for text in found if text]

    def _was(self, span: Span) -> str:
        return one_line(self._walk.words(span, lambda piece: piece.was_there))


def one_line(text: str) -> str:
    """Give a text without line ends."""
    return " ".join(text.split())


def _owners(spans: Iterable[Span], size: int) -> list[Span | None]:
    """Give for each piece the innermost of the spans that it lies in; inner ones come first in `spans`."""
    found: list[Span | None] = [None] * size
    for span in spans:
        for place in range(*span):
            found[place] = found[place] or span
    return found


def _parents(headings: Sequence[Paragraph]) -> list[int]:
    """Give for each heading the number of the last one before it with a higher level; -1 for none."""
    found: list[int] = []
    for number, heading in enumerate(headings):
        parent = number - 1
        while parent >= 0 and headings[parent].level >= heading.level:
            parent = found[parent]
        found.append(parent)
    return found
