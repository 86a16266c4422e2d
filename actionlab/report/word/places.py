"""Places of a Word file: bookmarks, by which links and the comments of readers find a passage."""

from collections.abc import Iterator, Sequence

from lxml import etree

from actionlab.report import blocks
from actionlab.report.word.styles import Element, qn


class Places:
    """The bookmarks of one document: each name is given out once, to the first passage that asks for it."""

    def __init__(self, content: Sequence[blocks.Block]) -> None:
        self._named = frozenset(_names(content)) - {""}
        self._written: set[str] = set()
        self._begun: dict[str, str] = {}
        self._last = -1

    def __contains__(self, name: str) -> bool:
        """Whether a passage of the document has this name, before or behind."""
        return name in self._named

    def start(self, parent: Element, name: str) -> str:
        """Append the start of a bookmark; give its number, "" when the name is empty or already given out."""
        if not name or name in self._written:
            return ""
        self._written.add(name)
        self._last += 1
        start = etree.SubElement(parent, qn("w:bookmarkStart"))
        start.set(qn("w:id"), str(self._last))
        start.set(qn("w:name"), name)
        return str(self._last)

    def end(self, parent: Element, number: str) -> None:
        """Append the end of the bookmark with this number; nothing for ""."""
        if number:
            etree.SubElement(parent, qn("w:bookmarkEnd")).set(qn("w:id"), number)

    def begin_passage(self, body: Element, name: str) -> None:
        """Begin a passage of several blocks. Raises ValueError inside another one."""
        if self._begun:
            raise ValueError(f"the place {name!r} begins inside {next(iter(self._begun))!r}")
        self._begun[name] = self.start(body, name)

    def end_passage(self, body: Element, name: str) -> None:
        """End the passage that began with this name. Raises ValueError when none did."""
        if name not in self._begun:
            raise ValueError(f"the place {name!r} ends and did not begin")
        self.end(body, self._begun.pop(name))

    def close(self) -> None:
        """Say that the document is finished. Raises ValueError when a passage did not end."""
        if self._begun:
            raise ValueError(f"the place {next(iter(self._begun))!r} does not end")


def _names(content: Sequence[blocks.Block]) -> Iterator[str]:
    for block in content:
        if isinstance(block, blocks.Begin):
            yield block.place
        elif isinstance(block, blocks.Bullets):
            yield from block.places
        elif isinstance(block, blocks.Table):
            yield from (name for row in block.places for name in row)
        elif isinstance(block, blocks.Cards):
            yield from (card.place for card in block.cards)
