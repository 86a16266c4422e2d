"""Steps: what was done in each cycle, counted in records and events, and whose voices were heard."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from actionlab.analysis.cycles import cycle_of
from actionlab.analysis.people import groups_heard, roles_heard, took_part
from actionlab.analysis.published import Block, Key, Published, Told
from actionlab.model.cycle import Cycle
from actionlab.model.meeting import Meeting
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records
from actionlab.model.training import Training
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection


class CycleSteps(msgspec.Struct, frozen=True, kw_only=True):
    """One cycle: its dates, goal, number of observations, trainings and meetings (events), and decision."""

    number: int
    title: str | None
    goal: str | None
    start: dt.date | None
    end: dt.date | None
    status: str | None
    observations: int
    trainings: int
    meetings: int
    decision: str | None
    reason: str | None

    def state(self, today: dt.date) -> str:
        """Give where it stands: decided, ended (no decision yet), running or planned."""
        if self.decision:
            return "decided"
        if self.end and self.end < today:
            return "ended"
        return "running" if self.start and self.start <= today else "planned"


class ShownPeople(Block, frozen=True, kw_only=True):
    """How many people with a code take part, per participant group; all groups that have anybody, or none.

    The number of one group could be subtracted from how many people of all groups were measured.
    """

    per_group: tuple[tuple[str, int], ...] = ()

    def narrowed(self, protection: Protection) -> "ShownPeople":
        """Give the numbers when every group that has anybody is large enough."""
        return self if all(protection.allows(n) for _, n in self.per_group) else ShownPeople()

    def told(self) -> Mapping[str, Told]:
        """Give the number per group; 0 for a group that is not named."""
        if not self.per_group:
            return {}
        return {
            "participants": Told(counts=dict.fromkeys(ids("participant_group"), 0) | dict(self.per_group))
        }


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """All cycles of a study, what fell outside them, and who was heard.

    `not_heard` lists the groups (vocabulary *participant_group*) of which nobody was heard.
    """

    cycles: tuple[CycleSteps, ...]
    observations: int
    outside: int
    roles: tuple[str, ...]
    not_heard: tuple[str, ...]
    participants: ShownPeople


def steps(records: Records, study_id: str, published: Published) -> Steps:
    """Give what was done in a study; `outside` counts the observations that belong to no cycle."""
    in_study = records.in_study(study_id)
    observations = in_study.of(Observation)
    groups = groups_heard(in_study)
    return Steps(
        cycles=tuple(_cycle(cycle, in_study) for cycle in sorted(in_study.of(Cycle), key=_number)),
        observations=len(observations),
        outside=sum(1 for observation in observations if cycle_of(observation, in_study) is None),
        roles=roles_heard(in_study),
        not_heard=tuple(group for group in ids("participant_group") if group not in groups),
        participants=published.settle(
            Key(study=study_id, about="participants"), ShownPeople(per_group=tuple(_coded(in_study)))
        ),
    )


def _cycle(cycle: Record[Cycle], in_study: Records) -> CycleSteps:
    data = cycle.data
    return CycleSteps(
        number=data.number,
        title=data.title,
        goal=data.goal,
        start=data.start_date,
        end=data.end_date,
        status=data.status,
        observations=_count(cycle, in_study, Observation),
        trainings=_count(cycle, in_study, Training),
        meetings=_count(cycle, in_study, Meeting),
        decision=data.decision,
        reason=data.reason,
    )


def _count(
    cycle: Record[Cycle], in_study: Records, kind: type[Observation] | type[Training] | type[Meeting]
) -> int:
    return sum(1 for record in in_study.of(kind) if _same(cycle_of(record, in_study), cycle))


def _same(found: Record[Cycle] | None, cycle: Record[Cycle]) -> bool:
    return found is not None and found.id == cycle.id


def _coded(in_study: Records) -> Iterator[tuple[str, int]]:
    people = Counter(each.data.group for each in in_study.of(Participant) if took_part(each.data))
    yield from ((group, people[group]) for group in ids("participant_group") if people[group])


def _number(cycle: Record[Cycle]) -> int:
    return cycle.data.number
