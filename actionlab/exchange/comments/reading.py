"""A report that readers commented on, read back: their comments, and what they changed in its text.

Nothing of the report itself is changed or kept. Who wrote a comment tells readers apart on the screen; it
is stored nowhere.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.exchange.comments.changes import Change, changes_in
from actionlab.exchange.comments.positions import Position, Positions, one_line
from actionlab.exchange.comments.walking import Walk, heading_levels
from actionlab.exchange.files.packages import Package
from actionlab.exchange.files.properties import custom_properties
from actionlab.exchange.files.refused import DamagedPackage
from actionlab.exchange.forms.fields import Element, W
from actionlab.exchange.forms.texts import Shown, TooDeep, transitional
from actionlab.i18n import N_
from actionlab.model.places import PLACE
from actionlab.model.report_mark import NAME, ReportMark, from_properties

_A_PLACE = re.compile(rb'name="' + PLACE.encode() + rb'[0-9a-f]{12}"')
_WORD = "http://schemas.microsoft.com/office/word"
_PARAGRAPH_ID = f"{{{_WORD}/2010/wordml}}paraId"
_EXTENDED = f"{{{_WORD}/2012/wordml}}"
# programs that do not know the day of a comment write one of long ago
_FIRST_YEAR = 2000
# the longest report has some hundreds of each; a change is one for every piece that Word cut it into
_MARKS_MOST, _CHANGES_MOST = 2_000, 20_000


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """What one reader wrote in the margin.

    `number` counts in the order of the text, "3.1" is the first reply to "3". `text` is "" when it holds no
    words. `anchor` is what it was written about, as sent; `is_deleted` when all of that is gone. `day` is an
    ISO date, "" when unknown; `reader` counts the readers from 1, `initials` are for the screen only.
    """

    number: str
    text: str
    anchor: str = ""
    is_deleted: bool = False
    is_resolved: bool = False
    has_picture: bool = False
    day: str = ""
    reader: int
    initials: str = ""
    position: Position


class TooManyMarks(ActionlabError):
    """The report `file` holds more comments, changes or places than anybody makes."""

    exit_code = MALFORMED
    sentence = N_("{file} holds more than {most} comments, changes or places: no reader makes so many.")


class Commented(msgspec.Struct, frozen=True, kw_only=True):
    """A report that came back. `mark` is None when the program that saved it left that out.

    `readers` has a number for each reader, from 1, by the name that the file gives; it is kept nowhere.
    """

    mark: ReportMark | None
    comments: tuple[Comment, ...]
    changes: tuple[Change, ...]
    readers: dict[str, int]


def is_report(package: Package) -> bool:
    """Tell whether a Word document is one of our reports: by its mark, else by its places.

    Raises `DamagedPackage` and `TooLarge` when it cannot be read.
    """
    if package.kind != "docx":
        return False
    if any(name.startswith(NAME) for name in custom_properties(package)):
        return True
    return bool(_A_PLACE.search(package.plain(package.main) or b""))


def read_comments(package: Package) -> Commented:
    """Give what readers wrote in a report and changed in it. Raises `DamagedPackage` and `TooLarge`."""
    try:
        return _Reader(package).read()
    except TooDeep:
        raise DamagedPackage(file=package.file) from None


class _Remark(msgspec.Struct, frozen=True, kw_only=True):
    """A comment as its part of the file holds it; `paragraphs` are the names of its paragraphs."""

    id: str
    author: str
    initials: str
    date: str
    text: str
    has_picture: bool
    paragraphs: tuple[str, ...]


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = package.main
        self._related = {each.type: each.target for each in package.relations(self._main)}
        self._walk = Walk({})
        self._readers: dict[str, int] = {}

    def read(self) -> Commented:
        styles = self._part("styles")
        self._walk = Walk({} if styles is None else heading_levels(styles))
        body = self._xml(self._main)
        if body is None:
            raise DamagedPackage(file=self._package.file)
        self._walk.through(body)
        self._check_numbers()
        positions = Positions(self._walk)
        comments = tuple(self._comments(positions))
        changes = changes_in(self._walk, positions)
        for change in changes:
            self._reader(change.author)
        return Commented(
            mark=from_properties(custom_properties(self._package)),
            comments=comments,
            changes=changes,
            readers=self._readers,
        )

    def _check_numbers(self) -> None:
        walk = self._walk
        changed = sum(1 for piece in walk.pieces if piece.change)
        most = max(len(walk.comments), sum(map(len, walk.places.values())))
        if most > _MARKS_MOST or changed > _CHANGES_MOST:
            raise TooManyMarks(file=self._package.file, most=_MARKS_MOST)

    def _part(self, kind: str) -> Element | None:
        name = self._related.get(kind)
        return None if name is None else self._xml(name)

    def _xml(self, name: str) -> Element | None:
        root = self._package.xml(name)
        return None if root is None else transitional(root)

    def _comments(self, positions: Positions) -> Iterator[Comment]:
        part = self._part("comments")
        remarks = [] if part is None else [_remark(each) for each in part.iter(f"{W}comment")]
        parents, resolved = self._threads(remarks)
        # what lost its place in the text comes last
        nowhere = len(self._walk.pieces) + 1
        spans = self._walk.comments
        threads = [each for each in remarks if each.id not in parents]
        threads.sort(key=lambda each: spans.get(each.id, (nowhere, nowhere)))
        for number, first in enumerate(threads, 1):
            replies = [each for each in remarks if parents.get(each.id) == first.id]
            is_resolved = first.id in resolved
            yield self._comment(first, str(number), first.id, positions, is_resolved=is_resolved)
            for place, reply in enumerate(replies, 1):
                yield self._comment(reply, f"{number}.{place}", first.id, positions, is_resolved=is_resolved)

    def _comment(
        self, remark: _Remark, number: str, anchored: str, positions: Positions, *, is_resolved: bool
    ) -> Comment:
        span = self._walk.comments.get(anchored)
        was = self._walk.words(span, lambda piece: piece.was_there) if span else ""
        left = self._walk.words(span, lambda piece: piece.is_there) if span else ""
        return Comment(
            number=number,
            text=remark.text,
            anchor=one_line(was) or one_line(left),
            is_deleted=span is None or (bool(was.strip()) and not left.strip()),
            is_resolved=is_resolved,
            has_picture=remark.has_picture,
            day=_day(remark.date),
            reader=self._reader(remark.author or remark.initials),
            initials=remark.initials,
            position=positions.of(span) if span else Position(),
        )

    def _reader(self, author: str) -> int:
        return self._readers.setdefault(author, len(self._readers) + 1)

    def _threads(self, remarks: Sequence[_Remark]) -> tuple[dict[str, str], set[str]]:
        """Give for each reply the comment that began its thread, and the comments that were resolved."""
        part = self._part("commentsExtended")
        told = [] if part is None else list(part.iter(f"{_EXTENDED}commentEx"))
        owner = {name: remark.id for remark in remarks for name in remark.paragraphs}
        above: dict[str, str] = {}
        resolved: set[str] = set()
        for each in told:
            comment = owner.get(str(each.get(f"{_EXTENDED}paraId", "")))
            parent = owner.get(str(each.get(f"{_EXTENDED}paraIdParent", "")))
            if comment and parent and parent != comment:
                above[comment] = parent
            if comment and each.get(f"{_EXTENDED}done") in ("1", "true", "on"):
                resolved.add(comment)
        return {reply: _first(reply, above) for reply in above if _first(reply, above) != reply}, resolved


def _first(comment: str, above: Mapping[str, str]) -> str:
    """Give the comment that a reply goes back to; itself for what goes back to nothing, or in a circle."""
    first, seen = comment, {comment}
    while first in above:
        first = above[first]
        if first in seen:
            return comment
        seen.add(first)
    return first


def _remark(element: Element) -> _Remark:
    shown = Shown(frozenset())
    shown.read(element)
    texts = [*shown.paragraphs, *(field.text for field in shown.fields)]
    return _Remark(
        id=str(element.get(f"{W}id")),
        author=str(element.get(f"{W}author") or ""),
        initials=str(element.get(f"{W}initials") or ""),
        date=str(element.get(f"{W}date") or ""),
        text="\n".join(line.strip() for text in texts for line in text.splitlines() if line.strip()),
        has_picture=shown.embedded > 0,
        paragraphs=tuple(
            name for each in element.iter(f"{W}p") if (name := str(each.get(_PARAGRAPH_ID, "")))
        ),
    )


def _day(date: str) -> str:
    """Give the day of a moment; Word writes the time on the wall, whatever it says of time zones."""
    try:
        day = dt.date.fromisoformat(date[:10])
    except ValueError:
        return ""
    return day.isoformat() if day.year >= _FIRST_YEAR else ""
