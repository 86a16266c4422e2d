"""Planning: what of all that comes in is new, is a correction, was known already, or has to be refused.

The id of a record that was brought in follows from where it came from (docs/decisions/0017). So the same
thing never comes in twice, and what was erased does not come back. Nothing is written here.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from actionlab.errors import Malformed, Problem
from actionlab.exchange.forms.trainings import settled
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION, Incoming
from actionlab.exchange.likeness import alike, says, united
from actionlab.exchange.made_ids import living_id, made_id
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.build import build
from actionlab.model.instruments import unique_key
from actionlab.model.measurement import Measurement
from actionlab.model.records import Draft
from actionlab.privacy.texts import Place
from actionlab.store.versions import Versions

NEW, CHANGED, KNOWN, GONE, REFUSED = "new", "changed", "known", "gone", "refused"

_ANSWER_SHEETS = (EVALUATION, ATTENDANCE)
_TWO_VALUES = N_("This stands there twice, with different values (also in row {row}). Leave one of them out.")
_TWO_FORMS = N_("{file} says something else, and was taken for the same form. Leave one of them out.")
_OLDER_FORM = N_("{file} is an older form of the same person, so it does not count.")
_CHANGED_HERE = N_("This was taken in before. Since then it was changed here ({id}), and that stays.")
_UNKNOWN_ID = N_(
    "There is no {kind} '{id}' in this study. Leave the id out, and it is added as something new."
)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one thing that comes in, or of several that go into one record.

    `outcome` is NEW, CHANGED, KNOWN, GONE (erased or taken back before) or REFUSED. `draft` is what is to be
    stored (None when nothing is), `before` what the record said. `problems` say why it is refused;
    `malformed` when that is its form. `personal` is where something looks like personal data.
    """

    incomings: tuple[Incoming, ...]
    outcome: str
    record_id: str = ""
    draft: Draft | None = None
    before: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    malformed: bool = False
    personal: tuple[Place, ...] = ()

    @property
    def first(self) -> Incoming:
        """The thing that it is about, or the first of them."""
        return self.incomings[0]


def needed_kinds(incomings: Sequence[Incoming]) -> set[str]:
    """Give the kinds of records that these are compared with."""
    kinds = {"training" if each.kind in _ANSWER_SHEETS else each.kind for each in incomings}
    return kinds | {"study"}


def plan(
    incomings: Iterable[Incoming], versions: Versions, study_id: str, *, again: bool = False
) -> tuple[Step, ...]:
    """Give a step for each thing that comes in, in order; the answer sheets of a training come last.

    What was erased or taken back before stays away, unless it is to come in `again`; people never do.
    `versions` holds the records of `needed_kinds`. Nothing here knows the rules of the method: the store
    judges the drafts.
    """
    planner = _Planner(versions, study_id, again=again)
    sheets: list[Incoming] = []
    steps: list[Step] = []
    for each in _latest_consent(incomings):
        if each.kind in _ANSWER_SHEETS and not each.problems:
            sheets.append(each)
        else:
            steps.append(planner.step(each))
    return (*steps, *_sheet_steps(sheets, planner))


def _latest_consent(incomings: Iterable[Incoming]) -> Iterator[Incoming]:
    """Give everything, and of the consent forms of one person only the one with the latest date."""
    forms: dict[str, list[Incoming]] = {}
    for each in incomings:
        if each.kind == "participant" and each.is_form and not each.problems:
            forms.setdefault(each.fields["pseudonym"], []).append(each)
        else:
            yield each
    for of_person in forms.values():
        *older, last = sorted(of_person, key=lambda each: each.fields["consent"].get("date") or "")
        told = (_(_OLDER_FORM).format(file=each.source.file) for each in older if each.fields != last.fields)
        yield msgspec.structs.replace(last, notes=(*last.notes, *told))


class _Planner:
    """Compares what comes in with what is stored, and with what came before it in the same file."""

    def __init__(self, versions: Versions, study_id: str, *, again: bool) -> None:
        self.versions = versions
        self.again = again
        self.study_id = study_id
        self._seen: dict[str, Incoming] = {}
        self._counted: dict[bytes, int] = {}
        self._contents: dict[str, dict[bytes, str]] = {}

    def step(self, incoming: Incoming) -> Step:
        if incoming.kind == "participant" and self.versions.is_erased(incoming.fields.get("pseudonym", "")):
            return Step(incomings=(incoming,), outcome=GONE, record_id=incoming.fields["pseudonym"])
        if incoming.problems:
            return _refused(incoming, incoming.problems)
        fields = {"study_id": self.study_id, **incoming.fields}
        try:
            record_id, problem = self._id_of(incoming, fields)
        except Malformed as fault:
            return _refused(incoming, fault.problems)
        if problem:
            return _refused(incoming, [problem])
        if incoming.kind != "participant":
            record_id = living_id(record_id, self.versions, again=self.again)
        return self._met_before(incoming, record_id, fields) or self._compared(incoming, record_id, fields)

    def _met_before(self, incoming: Incoming, record_id: str, fields: dict[str, Any]) -> Step | None:
        """Give the step for what stood in the same files before; None for what is met the first time."""
        if any(says(each, fields, whole=incoming.is_form) for each in self.versions.of(record_id)):
            return None
        before = self._seen.setdefault(record_id, incoming)
        if before is incoming:
            return None
        if before.fields == incoming.fields:
            return Step(incomings=(incoming,), outcome=KNOWN, record_id=record_id)
        if not before.source.row:
            return _refused(incoming, [Problem("", _TWO_FORMS, file=before.source.file)])
        return _refused(incoming, [Problem("", _TWO_VALUES, row=before.source.row)])

    def _compared(self, incoming: Incoming, record_id: str, fields: dict[str, Any]) -> Step:
        if self.versions.is_erased(record_id):
            return Step(incomings=(incoming,), outcome=GONE, record_id=record_id)
        record = self.versions.records.get(record_id)
        if record is None:
            return to_store(self.versions, (incoming,), incoming.kind, record_id, fields)
        former, current = self.versions.of(record_id), self.versions.fields(record)
        changed = united(fields, former, current, whole=incoming.is_form)
        if changed == current or any(says(each, fields, whole=incoming.is_form) for each in former):
            if not says(current, fields, whole=False):
                incoming = _with_note(incoming, _(_CHANGED_HERE).format(id=record_id))
            return Step(incomings=(incoming,), outcome=KNOWN, record_id=record_id)
        return to_store(self.versions, (incoming,), incoming.kind, record_id, changed)

    def _id_of(self, incoming: Incoming, fields: dict[str, Any]) -> tuple[str, Problem | None]:
        if incoming.kind == "participant":
            # a person who is known may come with some fields only
            return fields["pseudonym"], None
        if incoming.key[:1] == ("id",):
            return self._named(incoming)
        if incoming.kind == "measurement":
            key = unique_key(_measurement(fields))
            if key is not None:
                known = self._measured.get(key)
                return known or made_id("measurement", "measured", *key), None
        if incoming.weak:
            return self._of_form(incoming, fields), None
        if incoming.key:
            return made_id(incoming.kind, self.study_id, *incoming.key), None
        return self._of_content(incoming, fields), None

    def _named(self, incoming: Incoming) -> tuple[str, Problem | None]:
        record_id = incoming.key[1]
        record = self.versions.records.get(record_id)
        known = record is not None and record.kind == incoming.kind and record.folder == self.study_id
        if known or self.versions.is_erased(record_id):
            return record_id, None
        label, kind = N_("Id"), vocabulary.label("record_kind", incoming.kind)
        return "", Problem("id", _UNKNOWN_ID, label=label, id=record_id, kind=kind)

    def _of_form(self, incoming: Incoming, fields: dict[str, Any]) -> str:
        own = made_id(incoming.kind, self.study_id, *incoming.key)
        known = None if incoming.anonymous else self._known_content(incoming.kind, fields)
        if known:
            return known
        if own not in self._seen and not self.versions.has(own):
            return own
        standing = living_id(own, self.versions, again=False)
        others = [*self.versions.of(standing)]
        if standing in self._seen:
            others.append({"study_id": self.study_id, **self._seen[standing].fields})
        if not others or any(self._is_same(incoming, each, fields) for each in others):
            return own
        return self._namesake(incoming, fields) or made_id(
            incoming.kind, self.study_id, *incoming.key, fields
        )

    def _namesake(self, incoming: Incoming, fields: dict[str, Any]) -> str | None:
        """Give the id of another form that came under this name and says much the same; None without one."""
        if not incoming.is_form:
            # a list that was begun anew has thousands of them
            return None
        for record in self.versions.records:
            told = self.versions.of(record.id) if record.kind == incoming.kind else ()
            own = made_id(incoming.kind, self.study_id, *incoming.key, told[0]) if told else ""
            if record.id == own and any(self._is_same(incoming, each, fields) for each in told):
                return record.id
        return None

    def _is_same(self, incoming: Incoming, known: dict[str, Any], fields: dict[str, Any]) -> bool:
        return says(known, fields, whole=True) or alike(incoming.kind, known, fields)

    def _of_content(self, incoming: Incoming, fields: dict[str, Any]) -> str:
        if not incoming.anonymous:
            known = self._known_content(incoming.kind, fields)
            return known or made_id(incoming.kind, self.study_id, "content", fields)
        # two people may answer the same: the second one in a table is another one, and so is one elsewhere
        source = incoming.source
        table = [source.place, source.sheet, fields]
        content = _digest({"table": table})
        self._counted[content] = number = self._counted.get(content, 0) + 1
        return made_id(incoming.kind, self.study_id, "content", *table, number)

    def _known_content(self, kind_id: str, fields: Mapping[str, Any]) -> str | None:
        """Give the id of the record of which some version said exactly this; None when there is none."""
        if kind_id not in self._contents:
            told = self.versions.texts(kind_id)
            self._contents[kind_id] = {_digest(said): record_id for record_id, said in told}
        known = self._contents[kind_id]
        return known.get(_digest(fields)) if known else None

    @cached_property
    def _measured(self) -> dict[object, str]:
        return {unique_key(each.data): each.id for each in self.versions.records.of(Measurement)}


def _measurement(fields: dict[str, Any]) -> Measurement:
    """Give a measurement, only to tell which one it is: the store judges it. Raises `Malformed`."""
    try:
        return msgspec.convert(fields, Measurement)
    except msgspec.ValidationError:
        build("measurement", fields)
        raise


def to_store(
    versions: Versions, incomings: tuple[Incoming, ...], kind_id: str, record_id: str, fields: dict[str, Any]
) -> Step:
    """Give the step for a record that is new, or that says something else from now on."""
    record = versions.records.get(record_id)
    return Step(
        incomings=incomings,
        outcome=CHANGED if record else NEW,
        record_id=record_id,
        draft=Draft(kind=kind_id, fields=fields, id=record_id, revises=record.heads if record else ()),
        before=versions.fields(record) if record else None,
    )


def _sheet_steps(sheets: Sequence[Incoming], planner: _Planner) -> Iterator[Step]:
    """Give the steps for answer sheets: each training session they belong to becomes one draft."""
    if not sheets:
        return
    for each in settled(sheets, planner.versions, planner.study_id, again=planner.again):
        if each.problems:
            yield from (_refused(incoming, each.problems) for incoming in each.incomings)
        elif each.fields is None:
            gone = planner.versions.is_erased(each.training_id)
            yield Step(incomings=each.incomings, outcome=GONE if gone else KNOWN, record_id=each.training_id)
        else:
            yield to_store(planner.versions, each.incomings, "training", each.training_id, each.fields)


def _with_note(incoming: Incoming, note: str) -> Incoming:
    return msgspec.structs.replace(incoming, notes=(*incoming.notes, note))


def _refused(incoming: Incoming, problems: Sequence[Problem]) -> Step:
    return Step(incomings=(incoming,), outcome=REFUSED, problems=tuple(problems), malformed=True)


def _digest(fields: Mapping[str, Any]) -> bytes:
    return hashlib.blake2b(msgspec.json.encode(fields, order="sorted"), digest_size=16).digest()
