"""A walk through a Word document: its words in order, what was changed in them, and where marks stand.

A position is a number of pieces of text before it. A span runs from one position up to, and without,
another. A paragraph begins with an empty piece, so that nothing at its beginning stands in the one before.
"""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from actionlab.exchange.forms.fields import Element, W, value_of
from actionlab.exchange.forms.texts import COMPATIBILITY, DEEPEST, NO_TEXT, Shown, TooDeep
from actionlab.model.places import PLACE

Span = tuple[int, int]

ADDED, DELETED, MOVED_FROM, MOVED_TO = "added", "deleted", "moved_from", "moved_to"
# added by one reader and deleted by another
UNDONE = "undone"


class By(msgspec.Struct, frozen=True):
    """Who changed a piece of text and when, as the file tells; `move` is the name of a move, "" for none."""

    kind: str
    author: str = ""
    initials: str = ""
    date: str = ""
    move: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A few letters, and how they were changed; None when they were not."""

    text: str
    change: By | None = None

    @property
    def is_there(self) -> bool:
        """Whether it stands in the text with all changes in."""
        return self.change is None or self.change.kind in (ADDED, MOVED_TO)

    @property
    def was_there(self) -> bool:
        """Whether it is of the text as it was sent, wherever that was moved to."""
        return self.change is None or self.change.kind in (DELETED, MOVED_TO)


class Paragraph(msgspec.Struct, frozen=True):
    """Where a paragraph stands, and its level as a heading; 0 when it is none."""

    span: Span
    level: int


class Walk:
    """A document that was walked through.

    `places` has the spans of our bookmarks by name, `comments` the spans of comments by the number that the
    file gives them. `rows` are the spans of rows of tables.
    """

    def __init__(self, levels: Mapping[str, int]) -> None:
        """Take the level of each style of headings, by its id."""
        self.pieces: list[Piece] = []
        self.paragraphs: list[Paragraph] = []
        self.rows: list[Span] = []
        self.places: dict[str, list[Span]] = {}
        self.comments: dict[str, Span] = {}
        self._levels = levels
        self._begun: dict[str, tuple[str, int]] = {}
        self._moves: dict[str, str] = {}
        self._changes: list[By] = []
        self._depth = 0

    def through(self, part: Element) -> None:
        """Walk through a part. Raises `TooDeep` for one that nobody made with a word processor."""
        self._inside(part)
        # LibreOffice cuts a place in two: a beginning without an end, and the last paragraph as a whole
        for name, start in self._begun.values():
            ends = [end for later, end in self.places.get(name, ()) if later >= start]
            if ends:
                self.places[name].append((start, min(ends)))

    def words(self, span: Span, wanted: Callable[[Piece], bool]) -> str:
        """Give the text of the pieces in a span that are wanted."""
        return "".join(piece.text for piece in self.pieces[span[0] : span[1]] if wanted(piece))

    def _inside(self, element: Element) -> None:
        if self._depth > DEEPEST:
            raise TooDeep
        self._depth += 1
        for child in element.iterchildren("*"):
            read = _READERS.get(child.tag, Walk._inside)
            read(self, child)
        self._depth -= 1

    def _add(self, text: str) -> None:
        self.pieces.append(Piece(text, self._changes[-1] if self._changes else None))

    def _here(self) -> int:
        return len(self.pieces)

    def _paragraph(self, element: Element) -> None:
        start = self._here()
        self._add("")
        self._inside(element)
        ended = [_by(mark, kind) for mark, kind in _marks(element.find(f"{W}pPr/{W}rPr"))]
        self._changes += ended[:1]
        self._add("\n")
        if ended:
            self._changes.pop()
        self.paragraphs.append(Paragraph((start, self._here()), self._level(element)))

    def _level(self, paragraph: Element) -> int:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return 0
        own = _outline(properties)
        return own or self._levels.get(value_of(properties, "pStyle"), 0)

    def _row(self, element: Element) -> None:
        start = self._here()
        changed = [_by(mark, kind) for mark, kind in _marks(element.find(f"{W}trPr"))][:1]
        self._changes += changed
        self._inside(element)
        if changed:
            self._changes.pop()
        self.rows.append((start, self._here()))

    def _changed(self, element: Element) -> None:
        move = next(reversed(self._moves.values()), "")
        kind = _KINDS[element.tag]
        if kind in (DELETED, MOVED_FROM) and any(each.kind == ADDED for each in self._changes):
            kind = UNDONE
        self._changes.append(_by(element, kind, move))
        self._inside(element)
        self._changes.pop()

    def _letters(self, element: Element) -> None:
        self._add(element.text or "")

    def _sign(self, element: Element) -> None:
        shown = Shown(frozenset())
        shown.read(element)
        self._add("".join(shown.paragraphs))

    def _alternatives(self, element: Element) -> None:
        for choice in element.iterchildren(f"{COMPATIBILITY}Choice", f"{COMPATIBILITY}Fallback"):
            before = self._here()
            self._inside(choice)
            if self._here() > before:
                return

    def _begin_place(self, element: Element) -> None:
        self._begun[str(element.get(f"{W}id"))] = (str(element.get(f"{W}name")), self._here())

    def _end_place(self, element: Element) -> None:
        begun = self._begun.pop(str(element.get(f"{W}id")), None)
        if begun and begun[0].startswith(PLACE):
            name, start = begun
            self.places.setdefault(name, []).append((start, self._here()))

    def _begin_comment(self, element: Element) -> None:
        self.comments[str(element.get(f"{W}id"))] = (self._here(), self._here())

    def _end_comment(self, element: Element) -> None:
        name = str(element.get(f"{W}id"))
        start, _end = self.comments.get(name, (self._here(), self._here()))
        self.comments[name] = (start, self._here())

    def _refer_to_comment(self, element: Element) -> None:
        self.comments.setdefault(str(element.get(f"{W}id")), (self._here(), self._here()))

    def _begin_move(self, element: Element) -> None:
        self._moves[str(element.get(f"{W}id"))] = str(element.get(f"{W}name"))

    def _end_move(self, element: Element) -> None:
        self._moves.pop(str(element.get(f"{W}id")), None)


def heading_levels(styles: Element) -> dict[str, int]:
    """Give the level of each style of headings, by its id; the id differs by language, the name does not."""
    found = {}
    for style in styles.iter(f"{W}style"):
        word, _space, level = value_of(style, "name").casefold().rpartition(" ")
        properties = style.find(f"{W}pPr")
        outline = 0 if properties is None else _outline(properties)
        if word == "heading" and level.isascii() and level.isdigit():
            found[str(style.get(f"{W}styleId"))] = int(level[:2])
        elif outline:
            found[str(style.get(f"{W}styleId"))] = outline
    return found


def _outline(properties: Element) -> int:
    """Give the level that a paragraph or style has in the outline, from 1; 0 for running text."""
    told = value_of(properties, "outlineLvl")
    return int(told) + 1 if told in tuple("012345678") else 0


def _marks(properties: Element | None) -> Iterator[tuple[Element, str]]:
    """Give what says that the end of a paragraph, or a row, was added or taken out."""
    if properties is not None:
        for child in properties.iterchildren(*_KINDS):
            yield child, _KINDS[str(child.tag)]


def _by(element: Element, kind: str, move: str = "") -> By:
    told = {name: str(element.get(f"{W}{name}") or "") for name in ("author", "initials", "date")}
    return By(kind, **told, move=move if kind in (MOVED_FROM, MOVED_TO) else "")


def _fixed(text: str) -> Callable[[Walk, Element], None]:
    return lambda walk, _element: walk._add(text)


def _nothing(_walk: Walk, _element: Element) -> None:
    return None


_KINDS = {
    f"{W}ins": ADDED,
    f"{W}del": DELETED,
    f"{W}moveFrom": MOVED_FROM,
    f"{W}moveTo": MOVED_TO,
}
_READERS: dict[object, Callable[[Walk, Element], None]] = {
    f"{COMPATIBILITY}AlternateContent": Walk._alternatives,
    **{f"{W}{name}": _nothing for name in NO_TEXT},
    **{f"{W}{name}": _fixed("\n") for name in ("br", "cr")},
    **{f"{W}{name}": _fixed("\t") for name in ("tab", "ptab")},
    **{f"{W}{name}": Walk._letters for name in ("t", "delText")},
    **dict.fromkeys(_KINDS, Walk._changed),
    **{f"{W}{name}": Walk._begin_move for name in ("moveFromRangeStart", "moveToRangeStart")},
    **{f"{W}{name}": Walk._end_move for name in ("moveFromRangeEnd", "moveToRangeEnd")},
    f"{W}noBreakHyphen": _fixed("\N{NON-BREAKING HYPHEN}"),
    f"{W}sym": Walk._sign,
    f"{W}p": Walk._paragraph,
    f"{W}tr": Walk._row,
    f"{W}bookmarkStart": Walk._begin_place,
    f"{W}bookmarkEnd": Walk._end_place,
    f"{W}commentRangeStart": Walk._begin_comment,
    f"{W}commentRangeEnd": Walk._end_comment,
    f"{W}commentReference": Walk._refer_to_comment,
}
