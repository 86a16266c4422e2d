"""The current state of a record that somebody wants to change, and its next revision."""

from collections.abc import Mapping
from typing import Any

import msgspec

from actionlab.analysis.strength import groups_gone
from actionlab.cli.faults import AmbiguousRecord, MistypedRecord, WrongKind, unknown_record
from actionlab.cli.gate import Gate
from actionlab.cli.session import Session
from actionlab.errors import ErasedRecord, UnknownRecord
from actionlab.i18n import _
from actionlab.model.cycle import Cycle
from actionlab.model.fields import RecordData
from actionlab.model.insight import Insight
from actionlab.model.kinds import KINDS, Kind
from actionlab.model.records import Draft, Record
from actionlab.model.references import without
from actionlab.model.vocabulary import label
from actionlab.store import Reading, Workspace, history, read


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """A record with its fields as stored, those of a newer program included.

    References to what was erased are left out; `lost` tells that there were some, which the next edit
    takes out of the record for good.
    """

    workspace: Workspace
    record: Record[RecordData]
    fields: dict[str, Any]
    lost: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of the record."""
        return KINDS[self.record.kind]

    def revise(self, gate: Gate, fields: Mapping[str, Any], why: str | None = None) -> bool:
        """Store the next revision, which follows all heads, and give True.

        When nothing changed and there is only one head, nothing is written and it gives False. Raises what
        `Gate.add` raises.
        """
        if dict(fields) == self.fields and not self.lost and len(self.record.heads) == 1:
            return False
        record = self.record
        draft = Draft(kind=record.kind, fields=dict(fields), id=record.id, revises=record.heads, why=why)
        gate.add(self.workspace, [draft])
        return True


def find_current(session: Session, typed: str, kind_id: str = "") -> Current:
    """Give the record whose id begins with what was typed, of one kind when `kind_id` is given.

    Raises `UnknownRecord`, `AmbiguousRecord` or `WrongKind`; `DamagedFile` when a file cannot be read and
    the record may be in it.
    """
    workspace = session.workspace()
    reading = read(workspace)
    found = reading.records.with_prefix(typed.strip()) if typed.strip() else ()
    fitting = [record for record in found if not kind_id or record.kind == kind_id] or found
    if typed.strip() in reading.erased:
        raise ErasedRecord(id=typed.strip())
    if not fitting:
        for damaged in reading.damaged:
            raise damaged
        raise _unknown(typed, reading, kind_id)
    if len(fitting) > 1:
        raise AmbiguousRecord(id=typed, known=[record.id for record in fitting[:5]])
    record = fitting[0]
    if kind_id and record.kind != kind_id:
        raise WrongKind(id=record.id, kind=_kind(record.kind), wanted=_kind(kind_id))
    revisions = {revision.rev: revision for revision in history(workspace, record.id)}
    stored = revisions[record.rev].fields
    kept, _lost = without(record.kind, stored, _gone(record, reading))
    return Current(workspace=workspace, record=record, fields=kept, lost=kept != stored)


def _unknown(typed: str, reading: Reading, kind_id: str) -> UnknownRecord:
    if kind_id == "cycle":
        # people know a cycle by its number
        numbered = [each.id for each in reading.records.of(Cycle) if str(each.data.number) == typed.strip()]
        if numbered:
            return MistypedRecord(id=typed, near=numbered[:5])
    of_kind = (record for record in reading.records if record.kind == (kind_id or record.kind))
    return unknown_record(typed, of_kind)


def _gone(record: Record[RecordData], reading: Reading) -> set[str]:
    groups = groups_gone(record.data, reading.records) if isinstance(record.data, Insight) else ()
    return {*reading.erased, *groups}


def _kind(kind_id: str) -> str:
    return label("record_kind", kind_id)


def nothing_changed() -> str:
    """Give the sentence for an edit that says what the record says already."""
    return _("Nothing changed: this is what the record says already.")
