"""Taking: what becomes of the comments that somebody chose to keep.

A comment on an insight becomes an outcome of a member check, one on a decision its answer; any comment may
become a question for the agenda or a note. Of several readers of one insight the weakest recognition counts
(docs/decisions/0022).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import Problem
from actionlab.exchange.comments.outcomes import with_outcomes
from actionlab.exchange.comments.reading import Comment
from actionlab.exchange.comments.said_before import saying
from actionlab.exchange.incoming import Incoming, Source
from actionlab.exchange.made_ids import living_id, made_id
from actionlab.exchange.planning import GONE, KNOWN, REFUSED, Step, to_store
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.records import Record, study_of
from actionlab.model.report_mark import ReportMark
from actionlab.store.versions import Versions

MEMBER_CHECK, DECISION, AGENDA_ITEM, NOTE = "member_check", "decision", "agenda_item", "note"
# the kinds of record that comments become, and those that they are about
NEEDED_KINDS = frozenset({"study", "insight", "action", MEMBER_CHECK, DECISION, AGENDA_ITEM, NOTE})
_SECTION_OF = {"insight": "insights", "decision": "actions", "action": "actions", "agenda_item": "agenda"}
_TWO_ANSWERS = N_("Comments {numbers} both answer this. Take one of them, and leave the others.")
_ANSWERED = N_("This was answered already: {answer}. Give --yes to put the new answer in its place.")


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A comment that somebody chose to keep, as a record of `kind` with this `value`.

    `record` is what it is about, None when that is not known; a member check and a decision always have one.
    The value is the recognition of an insight or the answer to a decision, "" for a note and a question. With
    `replaces` it may take the place of an earlier answer.
    """

    comment: Comment
    record: Record[Any] | None
    kind: str
    value: str = ""
    replaces: bool = False

    @property
    def about(self) -> str:
        """The id of what it is about, "" for nothing."""
        return self.record.id if self.record else ""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where comments came from: a file as people see it, the mark of the report, and its study.

    `municipality` is its CBS code, "" when not known. `role` is that of the readers, "" when not told.
    `today` is an ISO date: the day of a comment is not after it.
    """

    file: str
    mark: ReportMark | None
    study_id: str
    municipality: str = ""
    role: str = ""
    today: str

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one report from another: its mark, or the file when that is gone."""
        mark = self.mark
        if mark is None:
            return ("file", Source(file=self.file).place)
        return (mark.report, mark.municipality, mark.study, mark.audience, mark.date)


class Taking:
    """Compares the comments of one file with what is stored."""

    def __init__(
        self,
        origin: Origin,
        comments: Sequence[tuple[Comment, Record[Any] | None]],
        versions: Callable[[str], Versions],
        *,
        again: bool = False,
    ) -> None:
        """Take all comments of the file, each with what it is about; `versions` gives the records of a study.

        With `again` also what was erased or taken back before comes in.
        """
        self._origin = origin
        self._comments = comments
        self._versions = versions
        self._again = again

    def known(self, comment: Comment, record: Record[Any] | None) -> str:
        """Give the id of the record that a comment became before, of whichever kind; "" when it did not."""
        held = self._versions(self._study(record))
        kinds = (MEMBER_CHECK, DECISION, AGENDA_ITEM, NOTE)
        found = (saying(held, kind, comment.text, record, again=self._again) for kind in kinds)
        return next((record_id for record_id in found if record_id), "")

    def steps(self, taken: Sequence[Taken]) -> tuple[Step, ...]:
        """Give what becomes of these comments: a step for each record that they become part of."""
        return tuple(self._steps(taken))

    def _steps(self, taken: Sequence[Taken]) -> Iterator[Step]:
        together: dict[tuple[str, str], list[Taken]] = {}
        for each in taken:
            study_id = self._study(each.record)
            held = self._versions(study_id)
            known = saying(held, each.kind, each.comment.text, each.record, again=self._again)
            if known:
                yield Step(incomings=(self._incoming(each),), outcome=KNOWN, record_id=known)
                continue
            # one check for the whole report; all else by what it is about
            apart = {MEMBER_CHECK: study_id, DECISION: each.about}.get(each.kind)
            together.setdefault((each.kind, apart or self._id_of(each)), []).append(each)
        make = {MEMBER_CHECK: self._checked, DECISION: self._decided}
        for (kind, _apart), found in together.items():
            yield make.get(kind, self._written)(found)

    def _study(self, record: Record[Any] | None) -> str:
        return (study_of(record) if record else None) or self._origin.study_id

    def _checked(self, taken: Sequence[Taken]) -> Step:
        study_id = self._study(taken[0].record)
        held = self._versions(study_id)
        record_id = self._living(held, MEMBER_CHECK, study_id, "comments", *self._origin.key)
        record = held.records.get(record_id)
        before = held.fields(record) if record else {"study_id": study_id, "form": "written"}
        fields = with_outcomes(
            before,
            [(each.about, each.value, each.comment.text) for each in taken],
            days=[self._day(each.comment) for each in taken],
            role=self._origin.role,
            readers={each.comment.reader for each in taken},
            counted=self._counted(held),
        )
        return self._step(taken, record_id, fields)

    def _counted(self, held: Versions) -> set[int]:
        """Give the readers of this file of whom a comment is in a member check already."""
        return {
            comment.reader
            for comment, record in self._comments
            if saying(held, MEMBER_CHECK, comment.text, record, again=self._again)
        }

    def _decided(self, taken: Sequence[Taken]) -> Step:
        decision, answer = taken[0].record, taken[-1]
        before = self._fields(decision) if decision else {}
        if problem := _refusal(taken, before):
            incomings = tuple(map(self._incoming, taken))
            return Step(incomings=incomings, outcome=REFUSED, record_id=answer.about, problems=(problem,))
        day = self._day(answer.comment) or None
        fields = {**before, "answer": answer.value, "reason": answer.comment.text, "answered_on": day}
        return self._step(taken, answer.about, {name: said for name, said in fields.items() if said})

    def _written(self, taken: Sequence[Taken]) -> Step:
        first = taken[0]
        fields = self._note(first) if first.kind == NOTE else self._agenda_item(first)
        return self._step(taken, self._id_of(first), fields)

    def _id_of(self, taken: Taken) -> str:
        study_id = self._study(taken.record)
        held = self._versions(study_id)
        return self._living(held, taken.kind, study_id, "comment", taken.about, taken.comment.text)

    def _note(self, taken: Taken) -> dict[str, Any]:
        record, origin = taken.record, self._origin
        section = _SECTION_OF[record.kind] if record else _section(taken.comment.position.headings)
        fields = {"report_section": section, "text": taken.comment.text}
        study_id = study_of(record) if record else None
        if study_id or not origin.municipality:
            return {**fields, "study_id": study_id or origin.study_id}
        return {**fields, "municipality": origin.municipality}

    def _agenda_item(self, taken: Taken) -> dict[str, Any]:
        record, municipality = taken.record, self._origin.municipality
        insights = getattr(record.data, "insight_ids", getattr(record.data, "origin", ())) if record else ()
        is_insight = record is not None and record.kind == "insight"
        fields = {
            "text": taken.comment.text,
            "theme": getattr(record.data, "theme", None) if record else None,
            "origin": [taken.about] if is_insight else list(insights),
            "municipalities": [municipality] if municipality else [],
        }
        return {name: said for name, said in fields.items() if said}

    def _living(self, held: Versions, kind: str, *parts: object) -> str:
        return living_id(made_id(kind, *parts), held, again=self._again)

    def _fields(self, record: Record[Any]) -> dict[str, Any]:
        return self._versions(self._study(record)).fields(record)

    def _step(self, taken: Sequence[Taken], record_id: str, fields: dict[str, Any]) -> Step:
        incomings = tuple(map(self._incoming, taken))
        held = self._versions(self._study(taken[0].record))
        if held.is_erased(record_id):
            return Step(incomings=incomings, outcome=GONE, record_id=record_id)
        return to_store(held, incomings, taken[0].kind, record_id, fields)

    def _incoming(self, taken: Taken) -> Incoming:
        place = _("comment {number}").format(number=taken.comment.number)
        source = Source(file=self._origin.file, sheet=place)
        return Incoming(source=source, kind=taken.kind, fields={}, words=taken.comment.text)

    def _day(self, comment: Comment) -> str:
        return comment.day if comment.day <= self._origin.today else ""


def _refusal(taken: Sequence[Taken], before: Mapping[str, Any]) -> Problem | None:
    if len(taken) > 1:
        return Problem("answer", _TWO_ANSWERS, numbers=[each.comment.number for each in taken])
    if before.get("answer") and not taken[0].replaces:
        return Problem("answer", _ANSWERED, answer=vocabulary.label("decision_answer", before["answer"]))
    return None


def _section(headings: Sequence[str]) -> str:
    """Give the section of the report under these headings; the summary when it is none of them."""
    for heading in headings:
        words = heading.casefold()
        for section in vocabulary.ids("report_section"):
            if any(
                words.endswith(vocabulary.label("report_section", section, each).casefold())
                for each in ("nl", "en")
            ):
                return section
    return "summary"
