"""Passages: where in a text something was found, and the piece of it to show."""

import re
from collections.abc import Sequence

import msgspec

# where something begins and ends in a text
Span = tuple[int, int]


class Passage(msgspec.Struct, frozen=True):
    """A piece of one line, with … where it goes on, and where the hits are in it."""

    text: str
    spans: tuple[Span, ...]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A text in which something was found: `spans` are the hits in it, `closeness` that of the nearest hit.

    `field` is the name of the field (dots for a part of it), `label` the message id of what people call it.
    """

    field: str
    label: str
    text: str
    spans: tuple[Span, ...]
    closeness: int

    def around(self, width: int) -> Passage:
        """Give the line with most hits close together, or so much of it as has this many characters."""
        near = 2 * width // 3
        start, end = max(
            self.spans, key=lambda span: sum(0 <= other[0] - span[0] < near for other in self.spans)
        )
        begin = self.text.rfind("\n", 0, start) + 1
        finish = self.text.find("\n", end)
        line = self.text[begin : finish if finish >= 0 else len(self.text)]
        spans = [(left - begin, right - begin) for left, right in self.spans]
        # a phrase may go on in the next line
        return _cut(re.sub("[\t\n]", " ", line), spans, (start - begin, end - begin), width)


def _cut(line: str, spans: Sequence[Span], middle: Span, width: int) -> Passage:
    """Give a line, or the piece of it with what has to be in it, and a third of the room before that."""
    start, end = middle
    begin, finish = 0, len(line)
    if finish > width:
        begin = max(min(start - width // 3, finish - width + 1), 0)
        if begin:
            # at the begin of a word
            begin = line.find(" ", begin, start) + 1 or begin
        finish = min(begin + width - 2, finish)
        if finish < len(line):
            finish = max(line.rfind(" ", 0, finish), end)
    before, after = "…" if begin else "", "…" if finish < len(line) else ""
    shift = len(before) - begin
    inside = ((left, min(right, finish)) for left, right in spans if begin <= left < finish)
    return Passage(
        text=f"{before}{line[begin:finish]}{after}",
        spans=tuple((left + shift, right + shift) for left, right in inside),
    )
