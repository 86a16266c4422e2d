"""One page: how much room a text takes on A4, and texts made shorter at the end of a sentence.

The room is an estimate, in lines of running text of the house style (Calibri 11 pt, 16 cm wide): a renderer
that knows better does not say so, and a document that has to fit one page is chosen before it is drawn.
"""

import math
import re
from collections.abc import Iterable, Sequence

from actionlab.report.blocks import Block, Bullets, Heading, Paragraph, Quote, Table, plain

# measured on pages of the house style as LibreOffice draws them, rounded down
CHARACTERS, LINES = 93, 45.5
_INDENT, _INDENT_OF_QUOTE = 5, 14
_AFTER_PARAGRAPH, _AFTER_LIST, _AROUND_QUOTE, _PER_HEADING = 0.35, 0.35, 1.2, {1: 2.3, 2: 1.9, 3: 1.8}
_AROUND_ITEM = {"list": 0.0, "ask": 0.4}
_SIDES_OF_CELL, _LINE_OF_TABLE, _AROUND_ROW, _AROUND_TABLE = 2, 0.95, 0.15, 1.7
# no small letter follows: "o.a. dit" goes on
_END_OF_SENTENCE = re.compile(r"[.!?…][’'\"”)]*(?=\s[^a-zà-ÿ])")


def fits(blocks: Sequence[Block], lines: float = LINES) -> bool:
    """Tell whether these blocks fit one page of A4, or so many lines."""
    return height(blocks) <= lines


def fitting(choices: Iterable[Iterable[Block]], lines: float = LINES) -> tuple[Block, ...]:
    """Give the first of several ways to tell it that fits one page of A4, or so many lines; else the last."""
    blocks: tuple[Block, ...] = ()
    for choice in choices:
        blocks = tuple(choice)
        if fits(blocks, lines):
            break
    return blocks


def height(blocks: Sequence[Block]) -> float:
    """Give the room that headings, paragraphs, lists, quotes and tables take, in lines; others take none."""
    return sum(_height(block) for block in blocks)


def shortened(text: str, most: int) -> str:
    """Give the first sentences of a text that together have at most `most` characters.

    When even the first sentence is longer, it breaks off between words with "…".

    >>> shortened("Het regent. Wij blijven binnen.", 20)
    'Het regent.'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _END_OF_SENTENCE.finditer(text) if found.end() <= most]
    if ends:
        return text[: ends[-1]]
    return f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def told_apart(texts: Sequence[str], most: int) -> list[str]:
    """Give each text shortened; those that would look the same keep where they differ, not their middle.

    >>> told_apart(["Samen aan tafel in Houten", "Samen aan tafel in Zeist"], 18)
    ['Samen … Houten', 'Samen … Zeist']
    """
    whole = [" ".join(text.split()) for text in texts]
    short = [shortened(text, most) for text in whole]
    alike: dict[str, set[str]] = {}
    for text, cut in zip(whole, short, strict=True):
        alike.setdefault(cut, set()).add(text)
    return [
        _without_middle(text, alike[cut] - {text}, most) if len(alike[cut]) > 1 else cut
        for text, cut in zip(whole, short, strict=True)
    ]


def _without_middle(text: str, others: Iterable[str], most: int) -> str:
    """Give the beginning of a text, and what follows from the word in which it differs from all others."""
    alike = max(_alike(text, other) for other in others)
    start = text.rfind(" ", 0, alike) + 1
    end = shortened(text[start:], most // 2)
    begin = shortened(text[:start], most - len(end) - 3)
    if begin == text[:start].strip():
        return f"{begin} {end}".strip()
    return f"{begin.removesuffix('…').rstrip()} … {end}"


def _alike(text: str, other: str) -> int:
    pairs = enumerate(zip(text, other, strict=False))
    return next((place for place, (one, two) in pairs if one != two), min(len(text), len(other)))


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return _PER_HEADING[block.level] + _lines(block.text, CHARACTERS // 2) - 1
    if isinstance(block, Paragraph):
        return _lines(plain(block.text), CHARACTERS) + _AFTER_PARAGRAPH
    if isinstance(block, Bullets):
        lines = sum(_lines(plain(item), CHARACTERS - _INDENT) for item in block.items)
        return lines + len(block.items) * _AROUND_ITEM[block.style] + _AFTER_LIST
    if isinstance(block, Quote):
        return _lines(block.text, CHARACTERS - _INDENT_OF_QUOTE) + 1 + _AROUND_QUOTE
    return _height_of_table(block) if isinstance(block, Table) else 0.0


def _height_of_table(table: Table) -> float:
    shares = table.widths or (1,) * len(table.header)
    room = [max(CHARACTERS * share // sum(shares) - _SIDES_OF_CELL, 1) for share in shares]
    rows = [
        max(
            (_lines(cell, width) for cell, width in zip(row, room, strict=True) if isinstance(cell, str)),
            default=1,
        )
        for row in (table.header, *table.rows)
    ]
    return sum(rows) * _LINE_OF_TABLE + len(rows) * _AROUND_ROW + _AROUND_TABLE


def _lines(text: str, characters: int) -> int:
    return sum(max(1, math.ceil(len(line) / characters)) for line in text.split("\n"))
