"""The learning and knowledge agenda: the questions that municipalities put before each other.

A question is shared by being put on the agenda. The insight that it came from is not: only when other
municipalities may read it is it named here, else only that municipality.
"""

import datetime as dt
from collections.abc import Iterator

import msgspec

from actionlab.analysis.agreed import CLOSED, LOWEST_PRIORITY, Owner, owner_of
from actionlab.analysis.region import RegionScope, names, shared_strength
from actionlab.model.agenda_item import AgendaItem
from actionlab.model.fields import RecordData
from actionlab.model.insight import Insight
from actionlab.model.measurement import Measurement
from actionlab.model.records import Record, Records, study_of
from actionlab.model.study import Study
from actionlab.model.vocabulary import ids

# from this many studies on, an indicator is worth a thought of a larger study (domain 6.4)
ENOUGH_STUDIES = 3


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """An insight that a question came from; name and strength are missing when it may not be read."""

    ref: str
    municipalities: tuple[str, ...]
    name: str | None = None
    strength: str | None = None


class AgendaQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question on the agenda; `municipalities` are names, missing answers were not recorded.

    So are a type and a theme that only a newer program knows.

    `late` is true for an open question that was to be taken up before the day of the document.
    """

    id: str
    text: str
    type: str | None
    theme: str | None
    priority: int | None
    status: str | None
    municipalities: tuple[str, ...]
    origins: tuple[Origin, ...]
    owner: Owner
    due: dt.date | None
    late: bool

    @property
    def open(self) -> bool:
        """Whether it is still a question: neither answered nor dropped."""
        return self.status not in CLOSED


class SharedIndicator(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument in so many studies; `measured` counts the studies that already measured with it."""

    instrument: str
    studies: int
    measured: int


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """The questions, the most urgent first, and the indicators that enough studies share.

    `records` are those that it says something of.
    """

    questions: tuple[AgendaQuestion, ...]
    indicators: tuple[SharedIndicator, ...]
    records: tuple[Record[RecordData], ...]

    @property
    def open(self) -> tuple[AgendaQuestion, ...]:
        """The questions that are neither answered nor dropped."""
        return tuple(question for question in self.questions if question.open)


def agenda(found: RegionScope, today: dt.date) -> Agenda:
    """Give the agenda of the region on a day."""
    items = found.basis.of(AgendaItem)
    questions = [_question(item, found.basis, today) for item in items]
    questions.sort(key=lambda each: (each.priority or LOWEST_PRIORITY, each.text, each.id))
    organisations = {item.data.organisation_id for item in items}
    named = {origin.ref for question in questions for origin in question.origins if origin.name}
    told = [each for each in found.basis if each.kind == "study" or each.id in organisations | named]
    return Agenda(
        questions=tuple(questions),
        indicators=tuple(_indicators(found)),
        records=(*items, *told),
    )


def _question(item: Record[AgendaItem], basis: Records, today: dt.date) -> AgendaQuestion:
    data = item.data
    origins = tuple(origin for ref in data.origin if (origin := _origin(ref, basis)))
    came_from = tuple(sorted({name for origin in origins for name in origin.municipalities}))
    waits = data.status not in CLOSED
    return AgendaQuestion(
        id=item.id,
        text=data.text,
        type=_known("agenda_type", data.type),
        theme=_known("theme", data.theme),
        priority=data.priority,
        status=data.status,
        municipalities=names(data.municipalities) or came_from,
        origins=origins,
        owner=owner_of(data.owner_role, data.organisation_id, basis),
        due=data.due_date,
        late=waits and data.due_date is not None and data.due_date < today,
    )


def _origin(ref: str, basis: Records) -> Origin | None:
    insight = basis.find(Insight, ref)
    study = basis.find(Study, study_of(insight)) if insight else None
    if insight is None or study is None:
        return None
    places = names(study.data.municipality)
    found = shared_strength(insight, study, basis)
    if found is None:
        return Origin(ref=ref, municipalities=places)
    name = insight.data.title or insight.data.statement
    return Origin(ref=ref, municipalities=places, name=name, strength=found)


def _known(vocabulary: str, answer: str | None) -> str | None:
    """Give an answer of this program's vocabulary; what only a newer one knows has no place here."""
    return answer if answer in ids(vocabulary) else None


def _indicators(found: RegionScope) -> Iterator[SharedIndicator]:
    measured = {(each.data.instrument, each.data.study_id) for each in found.records.of(Measurement)}
    planned = {
        (instrument, study.id)
        for study in found.basis.of(Study)
        for instrument in (
            study.data.primary_indicator,
            *(each.instrument for each in study.data.instruments),
        )
    }
    for instrument in ids("instrument"):
        studies = {study for name, study in planned | measured if name == instrument}
        if len(studies) >= ENOUGH_STUDIES:
            done = {study for name, study in measured if name == instrument}
            yield SharedIndicator(instrument=instrument, studies=len(studies), measured=len(done))
