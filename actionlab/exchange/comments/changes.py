"""Changes: what readers changed in the text of a report while Word kept track: shown, never taken in."""

from collections.abc import Iterator

import msgspec

from actionlab.exchange.comments.positions import Position, Positions, one_line
from actionlab.exchange.comments.walking import ADDED, DELETED, MOVED_FROM, MOVED_TO, By, Piece, Span, Walk


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A tracked change: `old` became `new`, either may be empty; `is_moved` text stands elsewhere now.

    `author` and `initials` tell readers apart on the screen, and are kept nowhere.
    """

    old: str = ""
    new: str = ""
    is_moved: bool = False
    author: str = ""
    initials: str = ""
    day: str = ""
    position: Position


def changes_in(walk: Walk, positions: Positions) -> tuple[Change, ...]:
    """Give the tracked changes of a document, in order; what was moved stands where it went to."""
    targets = {piece.change.move for piece in walk.pieces if piece.change and piece.change.kind == MOVED_TO}
    found = (_change(walk, positions, each, targets) for each in _changed(walk.pieces))
    return tuple(change for change in found if change is not None)


def _changed(pieces: list[Piece]) -> Iterator[Span]:
    """Give the spans that were changed, each as long as nothing unchanged or moved stands between."""
    start, kind = 0, ""
    for place, piece in enumerate(pieces):
        now = _kind(piece)
        if now is None or now == kind:
            continue
        if kind:
            yield (start, place)
        start, kind = place, now
    if kind:
        yield (start, len(pieces))


def _kind(piece: Piece) -> str | None:
    """Give what makes pieces part of one change; "" for what is unchanged, None for what says nothing."""
    by = piece.change
    if by is None:
        return "" if piece.text else None
    if by.kind in (MOVED_FROM, MOVED_TO):
        return f"{by.kind} {by.move}"
    return "changed"


def _change(walk: Walk, positions: Positions, span: Span, targets: set[str]) -> Change | None:
    pieces = [piece for piece in walk.pieces[span[0] : span[1]] if piece.change]
    by = pieces[0].change or By("")
    if by.kind == MOVED_FROM and by.move in targets:
        return None
    is_moved = by.kind == MOVED_TO
    old = one_line("".join(each.text for each in pieces if _is(each, DELETED, MOVED_FROM)))
    new = one_line("".join(each.text for each in pieces if _is(each, ADDED, MOVED_TO)))
    if not (old or new):
        return None
    return Change(
        old=old,
        new=new,
        is_moved=is_moved,
        author=by.author,
        initials=by.initials,
        day=by.date[:10],
        position=positions.of(span),
    )


def _is(piece: Piece, *kinds: str) -> bool:
    return piece.change is not None and piece.change.kind in kinds
