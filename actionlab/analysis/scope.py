"""Scope: the records that a report on one municipality may use, and nothing of any other municipality."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from actionlab.errors import NoStudyInMunicipality, NothingRecorded
from actionlab.model.agenda_item import AgendaItem
from actionlab.model.fields import RecordData
from actionlab.model.municipalities import by_code
from actionlab.model.note import Note
from actionlab.model.observation import Observation
from actionlab.model.publication import Publication
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.model.references import references
from actionlab.model.settings import Settings
from actionlab.model.study import Study
from actionlab.privacy.disclosure import Protection

# kinds that a study begins with; with only these nothing has been seen, said or measured yet
_SCAFFOLD = {"study", "approach", "cycle", "organisation", "participant"}
# kinds that happen on a day; --since and --until choose among these only
_EVENTS = {"observation", "training", "measurement", "meeting", "member_check"}


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """The studies of one municipality and their records.

    `records` holds the records of these studies in the period asked for, and the shared ones they name.
    `basis` also holds what happened before that period, because an insight rests on all that was seen.
    `agenda` holds the agenda items that come from these studies or that name the municipality.
    `publications` are the final reports, for any audience, on this municipality or that showed something of
    these studies. `left_out` counts the observations that may not be used because the resident did not
    agree or was not asked.
    """

    municipality: str
    studies: tuple[Record[Study], ...]
    records: Records
    basis: Records
    agenda: tuple[Record[AgendaItem], ...]
    publications: tuple[Record[Publication], ...]
    left_out: int


def scope(
    records: Records,
    municipality: str,
    *,
    study_id: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Scope:
    """Give what a report on a municipality (CBS code) may use; `since` and `until` are inclusive.

    Events without a date stay in: they happened, only their day was not recorded.
    Raises `NoStudyInMunicipality` when it has none, `NothingRecorded` when its studies hold no records yet.
    """
    here = tuple(study for study in records.of(Study) if municipality in study.data.municipality)
    studies = tuple(study for study in here if study_id in (None, study.id))
    name = by_code(municipality).name
    if not studies:
        raise NoStudyInMunicipality(municipality=name, slug=by_code(municipality).slug)
    own = {study.id for study in studies}
    inside = records.where(
        lambda record: study_of(record) in own and not _is_note_elsewhere(record, municipality)
    )
    if all(record.kind in _SCAFFOLD for record in inside):
        raise NothingRecorded(municipality=name, studies=sorted(own), first=min(own))
    usable = [record for record in inside if may_be_used(record)]
    shared = tuple(_shared(inside, records, municipality))
    basis = Records([*(each for each in usable if _in_period(each, None, until)), *shared], records.unknown)
    return Scope(
        municipality=municipality,
        studies=studies,
        records=basis.where(lambda record: _in_period(record, since, until)),
        basis=basis,
        publications=tuple(_publications(records, municipality, own)),
        agenda=tuple(_agenda(records, municipality, own, {study.id for study in here} - own)),
        left_out=sum(1 for record in inside if not may_be_used(record) and _in_period(record, since, until)),
    )


def may_be_used(record: Record[RecordData]) -> bool:
    """Tell whether a record may be used outside the team: not when a resident said no, or was not asked."""
    agreed = record.data.residents_agreed if isinstance(record.data, Observation) else None
    return agreed not in ("no", "not_asked")


def is_after(record: Record[RecordData], day: dt.date) -> bool:
    """Tell whether a record is of an event after a day; `until` that day leaves it out."""
    return not _in_period(record, None, day)


def _in_period(record: Record[RecordData], since: dt.date | None, until: dt.date | None) -> bool:
    day = day_of(record)
    if record.kind not in _EVENTS or not day:
        return True
    # a change needs its baseline, however long ago
    begun = since is None or record.kind == "measurement" or day >= since.isoformat()
    return begun and (until is None or day <= until.isoformat())


def _is_note_elsewhere(record: Record[RecordData], municipality: str) -> bool:
    return isinstance(record.data, Note) and record.data.municipality not in (None, municipality)


def _shared(inside: Records, records: Records, municipality: str) -> Iterable[Record[RecordData]]:
    named = {ref for record in inside for _, _, ref in references(record.data)}
    for record in records:
        if isinstance(record.data, Note):
            if record.data.study_id is None and record.data.municipality == municipality:
                yield record
        elif record.kind in ("approach", "organisation") and record.id in named:
            yield record


def _publications(records: Records, municipality: str, own: set[str]) -> Iterable[Record[Publication]]:
    for each in records.of(Publication):
        if each.data.municipality == municipality or any(figure.study in own for figure in each.data.figures):
            yield each


def _agenda(
    records: Records, municipality: str, own: set[str], left_aside: set[str]
) -> Iterable[Record[AgendaItem]]:
    for item in records.of(AgendaItem):
        # an insight that was erased says nothing any more, not even that it came from elsewhere
        found = [source for ref in item.data.origin if (source := records.get(ref))]
        origin, sources = tuple(source.id for source in found), {study_of(source) for source in found}
        # an item from a study here that was not asked for does not come from another municipality
        if sources & own or (municipality in item.data.municipalities and not sources & left_aside):
            yield msgspec.structs.replace(item, data=msgspec.structs.replace(item.data, origin=origin))


def protection(audience: str, settings: Settings, studies: Iterable[Record[Study]]) -> Protection:
    """Give the smallest group shown to an audience: of the workspace, or of a study that asks for more.

    Researchers see everything; the public never more than a municipality.
    """
    if audience == "researchers":
        return Protection(k=None)
    asked = [study.data.audience_thresholds for study in studies]
    limits = [settings.threshold_municipality, *(each.municipality or 0 for each in asked if each)]
    if audience == "public":
        limits += [settings.threshold_public, *(each.public or 0 for each in asked if each)]
    return Protection(k=max(limits))
