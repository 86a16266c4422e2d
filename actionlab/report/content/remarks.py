"""Remarks: what the authors say themselves, at the end of a section and recognisable as theirs."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from actionlab.report.blocks import Block, Bullets, Paragraph
from actionlab.report.content.voice import Voice, label

BULLET = "- "


def remarks(texts: Iterable[str], voice: Voice) -> list[Block]:
    """Give texts of authors below one line that says whose they are; nothing without a text.

    An empty line begins a new paragraph, and lines that begin with "- " are the items of a list.
    """
    said = [block for text in texts for block in _blocks(text)]
    return [label(voice("remarks.label")), *said] if said else []


def _blocks(text: str) -> Iterator[Block]:
    # other signs that end a line are made visible by who draws the text
    lines = [line.strip(" \t\r") for line in text.split("\n")]
    for kind, group in groupby(lines, key=_kind):
        if kind == "text":
            yield Paragraph("\n".join(group))
        elif kind == "item":
            yield Bullets(items=tuple(line.removeprefix(BULLET).strip() for line in group))


def _kind(line: str) -> str:
    if not line:
        return "empty"
    return "item" if line.startswith(BULLET) and line.removeprefix(BULLET).strip() else "text"
