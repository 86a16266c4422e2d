"""The same blocks as plain text: for a look in the terminal, and for tests that read a whole report."""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from actionlab.report.blocks import (
    Begin,
    Block,
    Bullets,
    Card,
    Cards,
    Chart,
    Contents,
    Control,
    Document,
    End,
    Heading,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    Run,
    Table,
    Title,
    plain,
)

UNDERLINES = {1: "=", 2: "-", 3: "~"}


def render_text(document: Document, width: int = 80) -> str:
    """Give a document as plain text of at most `width` columns; tables become one labelled group per row."""
    parts = ["\n".join(_lines(block, width, document.language)) for block in document.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(block: Block, width: int, language: str) -> Iterator[str]:
    if isinstance(block, Chart):
        # a document without charts does not pay for the module that draws them
        from actionlab.report.chart_text import chart_lines

        return chart_lines(block, width, language)
    return _RENDERERS[type(block)](block, width)


def _title(block: Title, width: int) -> Iterator[str]:
    yield from _wrapped(block.title, width)
    yield from _wrapped(block.subtitle, width)
    for label, fact in block.facts:
        yield from _wrapped(f"{label}: {fact}", width)
    if block.notice:
        yield ""
        yield from _wrapped(block.notice, width)


def _contents(block: Contents, width: int) -> Iterator[str]:
    yield f"[{block.heading}]"


def _heading(block: Heading, width: int) -> Iterator[str]:
    text = f"{block.number} {block.text}".strip()
    yield from _wrapped(text, width)
    yield UNDERLINES[block.level] * min(len(text), width)


def _paragraph(block: Paragraph, width: int) -> Iterator[str]:
    yield from _wrapped(plain(block.text), width)


def _bullets(block: Bullets, width: int) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        sign = f"{number}. " if block.numbered else "- "
        yield from _wrapped(plain(item), width, sign)


def _quote(block: Quote, width: int) -> Iterator[str]:
    yield from _wrapped(f"‘{block.text}’ – {plain(block.attribution)}", width, "  ")


def _table(block: Table, width: int) -> Iterator[str]:
    yield from _wrapped(f"[{block.caption}]", width)
    for row in block.rows:
        for place, (label, cell) in enumerate(zip(block.header, row, strict=True)):
            text = _cell(cell)
            yield from _wrapped(f"{label}: {text}", width, "* " if place == 0 else "  ")


def _question(block: Question, width: int) -> Iterator[str]:
    yield from _wrapped(" ".join(part for part in (block.text, block.help) if part), width)
    yield from _wrapped(_fields(block.controls), width, "  ")


def _cell(cell: str | tuple[Run, ...] | tuple[Control, ...]) -> str:
    if isinstance(cell, str):
        return cell
    fields = tuple(each for each in cell if isinstance(each, Control))
    return _fields(fields) + "".join(each.text for each in cell if isinstance(each, Run))


def _fields(controls: tuple[Control, ...]) -> str:
    """Give fields as somebody could fill them in by typing: boxes, and lines after their names."""
    return " ".join(
        f"[{'x' if each.value else ' '}] {each.text}".rstrip()
        if each.kind == "check"
        else each.value or f"{each.label}: ____"
        for each in controls
    )


def _cards(block: Cards, width: int) -> Iterator[str]:
    for place, card in enumerate(block.cards):
        if place:
            yield ""
        yield from _card(card, width)


def _card(card: Card, width: int) -> Iterator[str]:
    """Give a card as a heading and its lines, with a rule of dashes to cut along."""
    yield "- " * (width // 2)
    yield from _heading(Heading(card.title, 3, card.number), width)
    for line in (*card.lines, card.foot):
        yield from _wrapped(line, width)


def _nothing(block: PageBreak | Begin | End, width: int) -> Iterator[str]:
    return iter(())


def _wrapped(text: str, width: int, sign: str = "") -> Iterator[str]:
    indent = " " * len(sign)
    for place, line in enumerate(text.split("\n") if text else ()):
        first = sign if place == 0 else indent
        yield from textwrap.wrap(line, width, initial_indent=first, subsequent_indent=indent) or [
            first.rstrip()
        ]


_RENDERERS: dict[type[Block], Callable[[Any, int], Iterator[str]]] = {
    Title: _title,
    Contents: _contents,
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Question: _question,
    Quote: _quote,
    Table: _table,
    PageBreak: _nothing,
    Begin: _nothing,
    Cards: _cards,
    End: _nothing,
}
