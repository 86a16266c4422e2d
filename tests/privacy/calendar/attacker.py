"""The attacker: a manager with the report, the whole calendar, and the program itself.

He knows of every observation, training, meeting and measurement when it was, where, and who was there, with
or without a code. He does not know which text belongs to which of them. He makes a report of his own, in
which every event of the calendar is a source under its own name, and looks which events are described as
the source is that he wants to find.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec
from builders import FEEDBACK, feedback_text, findings, insight, supported_by
from privacy.calendar.reading import UNSAID, Facts, Report, Row, Source, read
from privacy.calendar.worlds import Somebody, World

from actionlab.analysis.cycles import phase_of
from actionlab.analysis.people import group_of
from actionlab.model.insight import Insight
from actionlab.model.measurement import Measurement
from actionlab.model.meeting import Meeting
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records, study_of
from actionlab.model.training import Training
from actionlab.report.wording import Wording, read_wording

# what is said in these words is that nothing is said
NOT_SAID = {(name, UNSAID) for name in ("Moment", "Situatie", "Wie waren erbij")}
CALENDAR = ("date", "setting", "phase", "participants", "present_roles")


class Found(NamedTuple):
    """A source that leads to too few people: what is said of it, the events that fit, and who were there."""

    said: Facts
    events: tuple[str, ...]
    people: tuple[str, ...]


def report(records: Iterable[Record[Any]], audience: str) -> str:
    """Give the text of a report on Houten."""
    return feedback_text(findings(records, audience=audience), _wording())


class Calendar:
    """The calendar of one municipality, with how the program describes each event in it."""

    def __init__(self, world: World, audience: str) -> None:
        self._met = world.met
        self._records = Records(world.records)
        self._kinds = {ref: "measurement" for ref in world.met if ref.startswith("measurement:")}
        self._kinds |= {each.id: each.kind for each in self._records if each.id in world.met}
        own = read(report(_as_calendar(world), audience))
        self._sources = {ref: own.sources[own.numbers[ref][0]] for ref in world.met if ref in own.numbers}
        self._rows = {row.text: row for row in own.rows}

    def alike(self) -> Iterator[tuple[str, str]]:
        """Give pairs of observations that are described in the same words."""
        seen = [ref for ref in self._sources if self._kinds[ref] == "observation"]
        for place, one in enumerate(seen):
            for other in seen[place + 1 :]:
                if self._words(one) == self._words(other):
                    yield one, other

    def events(self, source: Source, row: Row | None) -> tuple[str, ...]:
        """Give the events that a numbered source can be; `row` is the row with the same text, if any."""
        return tuple(
            ref
            for ref, described in self._sources.items()
            if described[:3] == source[:3]
            and (row is None or self._cells(ref) == row.cells)
            and all(self._was(ref, fact) for fact in source.facts)
        )

    def events_of_row(self, row: Row) -> tuple[str, ...]:
        """Give the events that a row of a theme page can be."""
        return tuple(
            ref
            for ref, described in self._sources.items()
            if described.study == row.study and self._cells(ref) == row.cells
        )

    def people(self, events: Iterable[str]) -> frozenset[Somebody]:
        """Give everybody who was at one of these events."""
        return frozenset[Somebody]().union(*(self._met[ref] for ref in events))

    def everybody(self, study: str, kind: str) -> frozenset[Somebody]:
        """Give everybody who was at any event of a kind in a study."""
        return self.people(
            ref for ref, each in self._sources.items() if each.study == study and self._kinds[ref] == kind
        )

    def _words(self, ref: str) -> tuple[object, ...]:
        return (*self._sources[ref][:3], self._cells(ref))

    def _cells(self, ref: str) -> Facts | None:
        row = self._rows.get(ref)
        return row.cells if row else None

    def _was(self, ref: str, fact: tuple[str, str]) -> bool:
        """Look in the calendar itself, without the program, whether an event is as is said."""
        name, said = fact
        if name == "instrument":
            return ref.endswith(f":{said}")
        record: Any = self._records.get(ref)
        if name == "month":
            return bool(record.data.date) and record.data.date.isoformat().startswith(said)
        return said == (phase_of(record, self._records) if name == "phase" else record.data.setting)


def attack(text: str, calendar: Calendar, k: int) -> list[Found]:
    """Give every source of a report, and every row, that leads to fewer than k people."""
    return list(_found(read(text), calendar, k))


def calendar_of(records: Iterable[Record[Any]]) -> World:
    """Give records with as much of a calendar as can be read from them: people with a code, and heads."""
    found = Records(records)
    people = {each.id: Somebody(each.id, each.data.group, "", each.id) for each in found.of(Participant)}
    met: defaultdict[str, frozenset[Somebody]] = defaultdict(frozenset)
    for each in found.of(Observation):
        met[each.id] = frozenset(people[code] for code in each.data.participants)
    sessions: tuple[Record[Training | Meeting], ...] = (*found.of(Training), *found.of(Meeting))
    for session in sessions:
        heads = ((line.role, head) for line in session.data.attendance for head in range(line.n))
        met[session.id] = frozenset(Somebody(f"{role} {n}", group_of(role), role, "") for role, n in heads)
    for form in found.of(Measurement):
        if form.data.participant:
            ref = f"measurement:{form.data.study_id}:{form.data.instrument}"
            met[ref] |= {people[form.data.participant]}
    return World(tuple(found), dict(met))


def exchanged(world: World, one: str, other: str) -> World:
    """Give the world in which what was seen at one observation was seen at another, and the reverse."""
    records = Records(world.records)
    first, second = records.find(Observation, one), records.find(Observation, other)
    if first is None or second is None:
        raise KeyError(one, other)

    def at(record: Record[Any], place: Record[Any]) -> Record[Any]:
        where = {name: getattr(place.data, name) for name in CALENDAR}
        return msgspec.structs.replace(record, data=msgspec.structs.replace(record.data, **where))

    swapped = {one: at(first, second), other: at(second, first)}
    met = world.met | {one: world.met[other], other: world.met[one]}
    return World(tuple(swapped.get(each.id, each) for each in world.records), met)


@cache
def _wording() -> Wording:
    return read_wording(FEEDBACK, FEEDBACK, "feedback.nl.toml")


def _found(found: Report, calendar: Calendar, k: int) -> Iterator[Found]:
    rows = {row.text: row for row in found.rows}
    for source in found.sources.values():
        row = rows.get(source.text or "")
        said = source.facts | (row.cells if row else frozenset()) - NOT_SAID
        events = calendar.events(source, row)
        yield from _too_few(said, source.study, source.kind, events, calendar, k)
    for row in found.rows:
        events = calendar.events_of_row(row)
        yield from _too_few(row.cells - NOT_SAID, row.study, "observation", events, calendar, k)


def _too_few(
    said: Facts, study: str, kind: str, events: tuple[str, ...], calendar: Calendar, k: int
) -> Iterator[Found]:
    if not events:
        raise AssertionError(f"the attacker lost the source itself: {said}")
    people, everybody = calendar.people(events), calendar.everybody(study, kind)
    groups = {each.group for each in people} if kind != "measurement" else set()
    for group in (None, *sorted(groups)):
        fitting = {each.name for each in people if group in (None, each.group)}
        all_of_them = {each.name for each in everybody if group in (None, each.group)}
        # with nothing said a source still belongs to its study, and nothing can make that larger
        if people and len(fitting) < (k if said else min(k, len(all_of_them))):
            yield Found(said, events, tuple(sorted(fitting)))
            return


def _as_calendar(world: World) -> Iterator[Record[Any]]:
    records = Records(world.records)
    for each in records:
        if isinstance(each.data, Observation):
            plain = {"what_seen": each.id, "signal": "hindering", "missing": (), "barriers": (), "regie": ()}
            yield msgspec.structs.replace(each, data=msgspec.structs.replace(each.data, **plain))
        elif not isinstance(each.data, Insight):
            yield each
    for number, ref in enumerate(world.met):
        record = records.get(ref)
        study_id = ref.split(":")[1] if record is None else study_of(record)
        yield insight(f"ins-{number}", study_id=study_id, title=ref, evidence=supported_by(ref))
