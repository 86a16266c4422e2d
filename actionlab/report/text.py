"""The same blocks as plain text: for a look in the terminal, and for tests that read a whole report."""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from actionlab.report.blocks import (
    Block,
    Bullets,
    Contents,
    Control,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    Table,
    Title,
    plain,
)

UNDERLINES = {1: "=", 2: "-", 3: "~"}


def render_text(document: Document, width: int = 80) -> str:
    """Give a document as plain text of at most `width` columns; tables become one labelled group per row."""
    parts = ["\n".join(_RENDERERS[type(block)](block, width)) for block in document.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


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
    yield from _wrapped(f"‘{block.text}’ – {block.attribution}", width, "  ")


def _table(block: Table, width: int) -> Iterator[str]:
    yield from _wrapped(f"[{block.caption}]", width)
    for row in block.rows:
        for place, (label, cell) in enumerate(zip(block.header, row, strict=True)):
            text = cell if isinstance(cell, str) else _fields(cell)
            yield from _wrapped(f"{label}: {text}", width, "* " if place == 0 else "  ")


def _question(block: Question, width: int) -> Iterator[str]:
    yield from _wrapped(" ".join(part for part in (block.text, block.help) if part), width)
    yield from _wrapped(_fields(block.controls), width, "  ")


def _fields(controls: tuple[Control, ...]) -> str:
    """Give fields as somebody could fill them in by typing: boxes, and lines after their names."""
    return " ".join(
        f"[{'x' if each.value else ' '}] {each.text}".rstrip()
        if each.kind == "check"
        else each.value or f"{each.label}: ____"
        for each in controls
    )


def _page_break(block: PageBreak, width: int) -> Iterator[str]:
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
    PageBreak: _page_break,
}
