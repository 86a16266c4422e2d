"""Outgoing: the records that may leave in an export for researchers, and what of them may not.

A file that has left is out of reach: nobody can take a person out of it again. Who never agreed or withdrew
is not in it. Whoever agreed is, by code, in each part that the person agreed to: as measured, as present, as
quoted. That is the research of one study. In an export that is for *reuse* are only people who agreed to that
too; and several studies in one file are reuse. Of all others there is no row, link, quote, or code in a text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from actionlab.analysis.people import took_part
from actionlab.analysis.scope import may_be_used
from actionlab.i18n import N_, in_both
from actionlab.model.agenda_item import AgendaItem
from actionlab.model.fields import RecordData
from actionlab.model.leaving_out import in_text, without_people
from actionlab.model.measurement import Measurement
from actionlab.model.note import Note
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records, study_of
from actionlab.model.references import read_outcome_ref, references
from actionlab.model.study import Study
from actionlab.model.withdrawal import CONVERSATIONS, MEASUREMENTS, QUOTES

REUSE = "reuse"

_PROOFS = ("publication", "removal")
# what a note chooses
_CHOSEN = ("order", "leave_out")
# no file format of an export can hold these
_UNFIT = re.compile("[\0\ufffe\uffff]")

Said = tuple[str, str]


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """What may leave. `left_out` names by record id the fields of which something had to stay behind.

    `basis` holds everything that a report for researchers rests on, to judge what is in it; it may not leave.
    `people` counts the participants who are left out (those who were erased aside), `measurements` and
    `quotes` what they did not agree to or what may not be used, `observations` those that a resident did not
    agree to or was not asked about. With `for_reuse` everybody in it agreed to reuse; `own_only` tells that
    there are people in it who did not.
    """

    records: Records
    basis: Records
    left_out: Mapping[str, tuple[str, ...]]
    for_reuse: bool
    own_only: bool
    people: int
    measurements: int
    observations: int
    quotes: int

    def remarks(self, table: str) -> tuple[Said, ...]:
        """Give what was left out of a table and why, also when nothing was, in Dutch and in English."""
        return tuple(in_both(sentence, n=n) for about, sentence, n in self._counted() if about == table)

    def left(self) -> tuple[Said, ...]:
        """Give what was left out and why; nothing of what was not."""
        return tuple(in_both(sentence, n=n) for _, sentence, n in self._counted() if n)

    def _counted(self) -> tuple[tuple[str, str, int], ...]:
        return (
            ("participants", _NO_REUSE if self.for_reuse else _NEVER_AGREED, self.people),
            ("measurements", _MEASUREMENTS, self.measurements),
            ("observations", _OBSERVATIONS, self.observations),
            ("observations", _QUOTES, self.quotes),
        )


_NO_REUSE = N_("People left out, because they did not agree to reuse in later research: {n}.")
_NEVER_AGREED = N_("People left out, because they did not agree or have withdrawn: {n}.")
_MEASUREMENTS = N_("Measurements left out, because the person did not agree to this: {n}.")
_OBSERVATIONS = N_("Observations left out, because the resident did not agree or was not asked: {n}.")
_QUOTES = N_("Quotes left out, because they may not be used: {n}.")


def outgoing(records: Records, studies: Collection[str], *, for_reuse: bool = False) -> Outgoing:
    """Give what may leave of these studies, with the shared records that they name.

    `records` are all records of the workspace: a code of a person of another study may stand in a text.
    """
    reuse = for_reuse or len(studies) > 1
    inside = tuple(_inside(records, studies))
    leaving = _Leaving({each.id: each.data for each in records.of(Participant)}, reuse)
    kept = Records(left for each in inside if (left := leaving.without_others(each)))
    people = [each for each in inside if isinstance(each.data, Participant) and each.data.status != "erased"]
    return Outgoing(
        records=kept,
        basis=Records(each for each in inside if may_be_used(each)),
        left_out=leaving.left_out,
        for_reuse=reuse,
        own_only=any(not each.data.agreed_to(REUSE) for each in kept.of(Participant)),
        people=sum(1 for each in people if each.id in leaving.others),
        measurements=leaving.measurements,
        observations=sum(1 for each in inside if not may_be_used(each)),
        quotes=leaving.quotes,
    )


class _Leaving:
    """Takes out of records whoever and whatever may not leave, and remembers of which it did."""

    def __init__(self, people: Mapping[str, Participant], reuse: bool) -> None:
        self._people = people
        self.others = frozenset(
            code
            for code, each in people.items()
            if not took_part(each) or (reuse and not each.agreed_to(REUSE))
        )
        self._named = in_text(self.others)
        self.left_out: dict[str, tuple[str, ...]] = {}
        self.measurements = self.quotes = 0

    def may_leave(self, code: str, scope: str) -> bool:
        """Tell whether what a person agreed to with `scope` may leave; who is unknown agreed to nothing."""
        person = self._people.get(code)
        return person is not None and code not in self.others and person.agreed_to(scope)

    def without_others(self, record: Record[RecordData]) -> Record[RecordData] | None:
        """Give what may leave of a record; None when nothing of it may."""
        data = record.data
        if record.id in self.others or not may_be_used(record):
            return None
        measured = data.participant if isinstance(data, Measurement) else None
        if measured and not self.may_leave(measured, MEASUREMENTS):
            self.measurements += 1
            return None
        text = msgspec.json.encode(data).decode()
        stored = kept = msgspec.json.decode(text)
        if self._named.search(text):
            kept = without_people(kept, self.others)
        if isinstance(data, Observation):
            kept = self._observation(data, kept)
        if "\\u0000" in text or _UNFIT.search(text):
            kept = _fit(kept)
        if kept == stored:
            return record
        self.left_out[record.id] = tuple(name for name in stored if kept.get(name) != stored[name])
        return msgspec.structs.replace(record, data=msgspec.convert(kept, type(data)))

    def _observation(self, data: Observation, kept: dict[str, Any]) -> dict[str, Any]:
        present = [code for code in data.participants if self.may_leave(code, CONVERSATIONS)]
        if len(present) < len(data.participants):
            kept = {**kept, "participants": present}
        quote = data.quote
        if quote is None or (
            quote.permission and (quote.speaker is None or self.may_leave(quote.speaker, QUOTES))
        ):
            return kept
        self.quotes += 1
        return {name: each for name, each in kept.items() if name != "quote"}


def _inside(records: Records, studies: Collection[str]) -> Iterator[Record[RecordData]]:
    own = [each for each in records if study_of(each) in studies and each.kind not in _PROOFS]
    named = {ref for each in own for _, _, ref in references(each.data)}
    places = {code for each in own if isinstance(each.data, Study) for code in each.data.municipality}
    ids = {each.id for each in own}
    asked = [
        each
        for each in records.of(AgendaItem)
        if ids.intersection(each.data.origin) or places.intersection(each.data.municipalities)
    ]
    named |= {each.data.organisation_id for each in asked if each.data.organisation_id}
    yield from own
    for item in asked:
        origin = tuple(each for each in item.data.origin if each in ids)
        yield msgspec.structs.replace(item, data=msgspec.structs.replace(item.data, origin=origin))
    for record in records:
        data = record.data
        if isinstance(data, Note):
            if data.study_id is None and data.municipality in places:
                chosen = {name: _inside_only(getattr(data, name), studies, records) for name in _CHOSEN}
                yield msgspec.structs.replace(record, data=msgspec.structs.replace(data, **chosen))
        elif record.kind in ("approach", "organisation") and record.id in named:
            yield record


def _inside_only(refs: Iterable[str], studies: Collection[str], records: Records) -> tuple[str, ...]:
    """Give what a note chooses, without what belongs to other studies."""
    kept = []
    for ref in refs:
        record = records.get(ref)
        study = study_of(record) if record else read_outcome_ref(ref)[0]
        if study is None or study in studies:
            kept.append(ref)
    return tuple(kept)


def _fit(value: Any) -> Any:
    if isinstance(value, str):
        return _UNFIT.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _fit(each) for name, each in value.items()}
    return [_fit(each) for each in value] if isinstance(value, list) else value
