"""The region: what the studies of all municipalities may tell each other.

An insight goes to other municipalities when its own agreed, when it was seen more often, and when it is not
left out of the report on its own municipality. Nothing here counts people: two municipalities that know their
own number could subtract it (docs/decisions/0023).
Municipalities stand in the order of their names, never in that of what was found there.
"""

import datetime as dt
from collections.abc import Iterator

import msgspec

from actionlab.analysis.chosen import Chosen
from actionlab.analysis.cycles import cycle_on, phase_on
from actionlab.analysis.insights import STRENGTH_ORDER
from actionlab.analysis.scope import scope
from actionlab.analysis.strength import strength
from actionlab.errors import NothingRecorded
from actionlab.model.approach import Approach
from actionlab.model.fields import RecordData
from actionlab.model.insight import Insight
from actionlab.model.meeting import Meeting
from actionlab.model.member_check import MemberCheck
from actionlab.model.municipalities import by_code
from actionlab.model.note import Note
from actionlab.model.observation import Observation
from actionlab.model.organisation import Organisation
from actionlab.model.records import Record, Records, study_of
from actionlab.model.study import Study
from actionlab.model.training import Training
from actionlab.model.vocabulary import ids

SEEN_OFTEN = ("supported", "confirmed")
# kinds of which there is always something to say, also in a study in which nothing was recorded yet
_ALWAYS = {"study", "cycle", "organisation", "agenda_item"}
_COUNTED = {"observation", "training", "meeting"}


class RegionScope(msgspec.Struct, frozen=True, kw_only=True):
    """The records of all studies that a document for the region may use.

    `records` holds those of the period asked for, `basis` also what happened before it.
    """

    records: Records
    basis: Records


class SharedInsight(msgspec.Struct, frozen=True, kw_only=True):
    """An insight that other municipalities may read; `municipalities` are names.

    `counter` and `transferability` missing were not recorded.
    """

    id: str
    name: str
    statement: str
    theme: str
    strength: str
    municipalities: tuple[str, ...]
    counter: str | None
    transferability: str | None


class RegionalStudy(msgspec.Struct, frozen=True, kw_only=True):
    """A study as other municipalities may know it.

    Of one without `insights` only where, on what theme and when. `cycle` and `phase` are those of the day of
    the report, missing between cycles and when the phases have no dates. `partners` are kinds of
    organisation. Observations, trainings and meetings are counted as events.
    """

    id: str
    study: Study
    municipalities: tuple[str, ...]
    cycle: int | None
    phase: str | None
    approach: Approach | None
    partners: tuple[str, ...]
    insights: tuple[SharedInsight, ...]
    observations: int
    trainings: int
    meetings: int


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """What the regional report may say of the studies; `records` are those that it says something of."""

    start: dt.date | None
    end: dt.date | None
    studies: tuple[RegionalStudy, ...]
    records: tuple[Record[RecordData], ...]

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The names of all municipalities with a study, in order."""
        return tuple(sorted({name for study in self.studies for name in study.municipalities}))

    @property
    def sharing(self) -> tuple[RegionalStudy, ...]:
        """The studies that share an insight."""
        return tuple(study for study in self.studies if study.insights)

    @property
    def insights(self) -> tuple[SharedInsight, ...]:
        """All insights, by theme; within a theme those recognised first, then by municipality."""
        found = (insight for study in self.studies for insight in study.insights)
        return tuple(sorted(found, key=_by_theme))


def region_scope(
    records: Records, *, since: dt.date | None = None, until: dt.date | None = None
) -> RegionScope:
    """Give what a document for the region may use: what the reports on all municipalities may.

    `since` and `until` are inclusive and choose among events.
    """
    always = [record for record in records if record.kind in _ALWAYS]
    period, basis = list(always), list(always)
    for code in municipalities(records):
        try:
            found = scope(records, code, since=since, until=until)
        except NothingRecorded:
            continue
        period += found.records
        basis += found.basis
    return RegionScope(records=Records(period), basis=Records(basis))


def municipalities(records: Records) -> tuple[str, ...]:
    """Give the CBS codes of all municipalities that have a study, in the order of their names."""
    codes = {code for study in records.of(Study) for code in study.data.municipality}
    return tuple(sorted(codes, key=lambda code: (by_code(code).name, code)))


def names(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names of municipalities, in order."""
    return tuple(sorted({by_code(code).name for code in codes}))


def agreed(insight: Record[Insight]) -> bool:
    """Tell whether a municipality agreed to share an insight; not when two people edited it apart.

    One of them may just have taken that back.
    """
    return insight.data.share_regionally and len(insight.heads) < 2


def shared_strength(insight: Record[Insight], study: Record[Study], basis: Records) -> str | None:
    """Give the strength of an insight of this study that other municipalities may read, else None.

    They may when its own agreed, when it was seen more often, and when no note leaves it out of the report
    on its own municipality.
    """
    if not agreed(insight) or _chosen_in(study, basis).is_left_out("insights", insight.id):
        return None
    found = strength(insight, basis).id
    return found if found in SEEN_OFTEN else None


def region(found: RegionScope, today: dt.date) -> Region:
    """Give what the studies of all municipalities may tell each other on a day, by municipality."""
    studies = [_study(study, found, today) for study in found.basis.of(Study)]
    studies.sort(key=lambda each: (each.municipalities, each.study.theme, each.id))
    return Region(
        start=min((each.study.start_date for each in studies if each.study.start_date), default=None),
        end=max((each.study.end_date for each in studies if each.study.end_date), default=None),
        studies=tuple(studies),
        records=tuple(_told(found, studies)),
    )


def _study(study: Record[Study], found: RegionScope, today: dt.date) -> RegionalStudy:
    data, basis = study.data, found.basis
    cycle = cycle_on(basis, study.id, today)
    approach = basis.find(Approach, data.approach_id)
    partners = {each.data.type for ref in data.organisations if (each := basis.find(Organisation, ref))}
    counted = [
        sum(1 for each in found.records.of(kind) if study_of(each) == study.id)
        for kind in (Observation, Training, Meeting)
    ]
    return RegionalStudy(
        id=study.id,
        study=data,
        municipalities=names(data.municipality),
        cycle=cycle.data.number if cycle else None,
        phase=phase_on(cycle.data, today) if cycle else None,
        approach=approach.data if approach else None,
        # that a municipality works with itself goes without saying
        partners=tuple(kind for kind in ids("organisation_type") if kind in partners - {"municipality"}),
        insights=tuple(_insights(study, basis)),
        observations=counted[0],
        trainings=counted[1],
        meetings=counted[2],
    )


def _insights(study: Record[Study], basis: Records) -> Iterator[SharedInsight]:
    for insight in basis.of(Insight):
        data = insight.data
        found = shared_strength(insight, study, basis) if data.study_id == study.id else None
        if found:
            yield SharedInsight(
                id=insight.id,
                name=data.title or data.statement,
                statement=data.statement if data.title else "",
                theme=data.theme or study.data.theme,
                strength=found,
                municipalities=names(study.data.municipality),
                counter=data.counter,
                transferability=data.transferability,
            )


def _chosen_in(study: Record[Study], basis: Records) -> Chosen:
    """Give what notes on a study, or on a municipality of it, choose: any of them may leave something out."""
    places = (None, *study.data.municipality)
    notes = (
        note
        for note in basis.of(Note)
        if note.data.study_id in (None, study.id) and note.data.municipality in places
    )
    return Chosen(Records(notes))


def _told(found: RegionScope, studies: list[RegionalStudy]) -> Iterator[Record[RecordData]]:
    """Give the records that the report says something of; of a study that shares nothing, hardly any."""
    sharing = {study.id: study.study for study in studies if study.insights}
    shown = {insight.id for study in studies for insight in study.insights}
    told = shown | {ref for study in sharing.values() for ref in (*study.organisations, study.approach_id)}
    for ref in shown:
        insight = found.basis.find(Insight, ref)
        told |= {each.ref for each in insight.data.evidence} if insight else set()
    told |= {each.id for each in found.records if each.kind in _COUNTED and study_of(each) in sharing}
    for record in found.basis:
        checked = record.data.insight_ids if isinstance(record.data, MemberCheck) else ()
        if record.kind in ("study", "cycle") or record.id in told or shown.intersection(checked):
            yield record


def _by_theme(insight: SharedInsight) -> tuple[str, int, tuple[str, ...], str]:
    return insight.theme, STRENGTH_ORDER.index(insight.strength), insight.municipalities, insight.id
