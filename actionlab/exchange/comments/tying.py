"""Tying: which insight, action, decision or agenda item a comment is about.

The place decides that the report has around each of them. When that went with the editing, the paragraph
itself does, or the nearest heading that says what an insight says. What is tied to nothing is shown too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from actionlab.exchange.comments.positions import Position
from actionlab.model.places import place_of
from actionlab.model.records import Record

# what may have a place in a report, and the fields by which it is known when the place is gone
KINDS_TIED: Mapping[str, tuple[str, ...]] = {
    "insight": ("title", "statement"),
    "decision": ("question",),
    "action": ("description",),
    "agenda_item": ("text",),
}
# a shorter text may stand in any paragraph
_SHORTEST_PASSAGE = 20


class Ties:
    """Finds the record that a position is about, among those of one workspace."""

    def __init__(self, records: Iterable[Record[Any]]) -> None:
        """Take the records that the report may be about; those of other kinds are passed over."""
        tied = [record for record in records if record.kind in KINDS_TIED]
        self._by_place = {place_of(record.id): record for record in tied}
        self._by_heading: dict[str, Record[Any] | None] = {}
        self._by_passage: list[tuple[str, Record[Any]]] = []
        for record in tied:
            for text in _texts(record):
                if record.kind == "insight":
                    known = self._by_heading.setdefault(text, record)
                    # two that say the same cannot be told apart
                    self._by_heading[text] = record if known is record else None
                if len(text) >= _SHORTEST_PASSAGE:
                    self._by_passage.append((text, record))

    def record_at(self, position: Position) -> Record[Any] | None:
        """Give the record that something at this position is about; None when that cannot be told."""
        around = [self._by_place[place] for place in position.places if place in self._by_place]
        if len(around) > 1:
            # a row of a table may be about a decision and about what was agreed because of it
            said = [record for record in around if self._is_in(record, position.passages[:1])]
            around = said or around
        return next(iter(around), None) or self._in(position.passages) or self._under(position.headings)

    def _is_in(self, record: Record[Any], passages: Iterable[str]) -> bool:
        return any(text in _folded(passage) for passage in passages for text in _texts(record))

    def _in(self, passages: Iterable[str]) -> Record[Any] | None:
        """Give the record that says what stands in a passage, the narrowest first; None when several do."""
        for passage in passages:
            words = _folded(passage)
            found = {record.id: record for text, record in self._by_passage if text in words}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def _under(self, headings: Iterable[str]) -> Record[Any] | None:
        for heading in headings:
            words = _folded(heading)
            number, _space, rest = words.partition(" ")
            is_numbered = number[:1].isdigit() or number[1:2].isdigit()
            for text in (words, rest) if is_numbered else (words,):
                if found := self._by_heading.get(text):
                    return found
        return None


def _texts(record: Record[Any]) -> list[str]:
    texts = (getattr(record.data, name) for name in KINDS_TIED[record.kind])
    return [folded for text in texts if text and (folded := _folded(text))]


def _folded(text: str) -> str:
    """Give a text in which capitals, kinds of space and the mark at its end make no difference."""
    return " ".join(text.casefold().split()).rstrip(" .:!?…")
