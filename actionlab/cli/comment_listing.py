"""A report that came back, on the screen: every comment with its place, and what was changed in the text."""

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from typing import Any

from actionlab.cli import show
from actionlab.cli.comment_choices import Tied
from actionlab.cli.values import kind_label, main_text
from actionlab.errors import shortened
from actionlab.exchange.comments.changes import Change
from actionlab.exchange.comments.positions import Position
from actionlab.exchange.comments.reading import Comment, Commented
from actionlab.i18n import _, current_language, ngettext
from actionlab.model.records import Record
from actionlab.privacy.harmless import masked
from actionlab.report.format import day

_ANCHOR_MOST, _CHANGE_MOST = 120, 300


class Listing:
    """Shows what readers wrote; anywhere but on a terminal without what looks like somebody."""

    def __init__(self, commented: Commented, known: Callable[[Comment, Record[Any] | None], str], year: int):
        """Take what was read; `known` gives the id of the record that a comment became before."""
        self._commented = commented
        self._known = known
        self._year = year
        self._is_seen_by_one = sys.stdout.isatty()

    def show(self, comments: Sequence[Tied], file: str) -> None:
        """Show all comments with their numbers, and then the changes."""
        n, readers = len(comments), len(self._commented.readers)
        told = ngettext("{file}: {n} comment", "{file}: {n} comments", n).format(file=file, n=n)
        by = ngettext("by {n} reader", "by {n} readers", readers).format(n=readers)
        show.heading(f"{told}, {by}" if n else told)
        for comment, record in comments:
            self.show_comment(comment, record)
        if self._commented.changes:
            n = len(self._commented.changes)
            show.heading(ngettext("{n} change in the text", "{n} changes in the text", n).format(n=n))
        for change in self._commented.changes:
            self._show_change(change)

    def show_comment(self, comment: Comment, record: Record[Any] | None) -> None:
        """Show one comment: number, reader and day, what it is about, the passage, and its words."""
        indent = 2 + 2 * ("." in comment.number)
        facts = [self._reader(comment.reader, comment.initials), _day(comment.day)]
        if comment.is_resolved:
            facts.append(_("resolved"))
        if known := self._known(comment, record):
            facts.append(_("taken in before: {id}").format(id=known))
        show.line(f"{comment.number}  {', '.join(facts)}", indent - 2)
        if "." not in comment.number:
            show.line(self._about(comment, record), indent)
        words = comment.text or (_("(a picture, no words)") if comment.has_picture else _("(no words)"))
        for line in self._safe(words).split("\n"):
            show.line(line, indent + 2)

    def _about(self, comment: Comment, record: Record[Any] | None) -> str:
        said = "" if record is None else main_text(record)
        about = f"{kind_label(record.kind)} {record.id}: {said}" if record else _where(comment.position)
        passage = "" if comment.anchor == said else str(shortened(comment.anchor, _ANCHOR_MOST))
        if comment.is_deleted and not passage:
            passage = _("the text is gone")
        elif comment.is_deleted:
            passage = _("“{text}”, deleted").format(text=passage)
        elif passage:
            passage = f"“{passage}”"
        return self._safe(f"{about} ({passage})" if passage else about)

    def _show_change(self, change: Change) -> None:
        reader = self._reader(self._commented.readers.get(change.author, 0), change.initials)
        show.line(f"{self._safe(_where(change.position))}, {reader}, {_day(change.day)}", 2)
        old, new = (self._safe(str(shortened(text, _CHANGE_MOST))) for text in (change.old, change.new))
        if change.is_moved:
            told = _("moved to here: “{new}”")
        elif old and new:
            told = _("“{old}” became “{new}”")
        else:
            told = _("added: “{new}”") if new else _("deleted: “{old}”")
        show.line(told.format(old=old, new=new), 4)

    def _reader(self, number: int, initials: str) -> str:
        told = _("reader {n}").format(n=number)
        return f"{told} ({initials})" if initials and self._is_seen_by_one else told

    def _safe(self, text: str) -> str:
        return text if self._is_seen_by_one else masked(text, self._year)


def _where(position: Position) -> str:
    if position.headings:
        return position.headings[0]
    return _("before the first heading") if position.passages else _("somewhere in the report")


def _day(written: str) -> str:
    try:
        return day(dt.date.fromisoformat(written), current_language())
    except ValueError:
        return _("day unknown")
