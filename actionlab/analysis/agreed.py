"""Agreed: decisions asked for and actions agreed, what came of them, and what is late on a given day."""

import datetime as dt

import msgspec

from actionlab.analysis.due import is_awaited_too_long, is_late
from actionlab.model.action import Action
from actionlab.model.agenda_item import AgendaItem
from actionlab.model.decision import Decision
from actionlab.model.insight import Insight
from actionlab.model.meeting import Meeting
from actionlab.model.organisation import Organisation
from actionlab.model.records import Record, Records, study_of

LOWEST_PRIORITY = 4


class Owner(msgspec.Struct, frozen=True):
    """A role and an organisation; missing parts were not recorded. `employer` marks an employer."""

    role: str | None
    organisation: str | None
    employer: bool = False


class ShownAction(msgspec.Struct, frozen=True, kw_only=True):
    """An action with its owner; `late` when it was due before the day of the report and is not done."""

    description: str
    owner: Owner
    agreed_on: dt.date | None
    due: dt.date | None
    status: str | None
    result: str | None
    late: bool


class ShownDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision asked for, the answer (missing: still open) and the actions on the same insights."""

    study_id: str
    question: str
    asked_of: Owner
    asked_on: dt.date | None
    needed_by: dt.date | None
    answer: str | None
    answered_on: dt.date | None
    reason: str | None
    late: bool
    actions: tuple[ShownAction, ...]


class ShownAgendaItem(msgspec.Struct, frozen=True, kw_only=True):
    """A question for the agenda; `origins` names insights of this municipality.

    `elsewhere` means that it came up in another municipality, of which nothing more is said.
    """

    text: str
    type: str | None
    theme: str | None
    priority: int | None
    status: str | None
    origins: tuple[str, ...]
    elsewhere: bool


def actions(records: Records, today: dt.date) -> tuple[ShownAction, ...]:
    """Give all actions: late ones first, then open ones by due date, then what is done or dropped."""
    shown = [_action(action, records, today) for action in records.of(Action)]
    return tuple(sorted(shown, key=_urgency))


def decisions(records: Records, today: dt.date) -> tuple[ShownDecision, ...]:
    """Give all decisions asked for, the open ones first, by the day they are needed."""
    shown = [_decision(decision, records, today) for decision in records.of(Decision)]
    return tuple(sorted(shown, key=lambda each: (each.answer is not None, each.needed_by or dt.date.max)))


def previous_feedback(records: Records, today: dt.date) -> dt.date | None:
    """Give the day before `today` on which results were last fed back in a meeting, or None."""
    days = [
        meeting.data.date
        for meeting in records.of(Meeting)
        if meeting.data.type == "feedback_meeting" and meeting.data.date and meeting.data.date < today
    ]
    return max(days, default=None)


def since(decided: tuple[ShownDecision, ...], day: dt.date) -> tuple[ShownDecision, ...]:
    """Give the decisions that were open on a day or asked from that day on."""
    return tuple(
        each
        for each in decided
        if each.answer is None
        or (each.asked_on and each.asked_on >= day)
        or (each.answered_on and each.answered_on >= day)
    )


def agenda(
    items: tuple[Record[AgendaItem], ...], records: Records, own: frozenset[str], most: int
) -> tuple[ShownAgendaItem, ...]:
    """Give at most `most` agenda items that are not dropped or answered, by priority.

    `own` holds the ids of the studies of this municipality.
    """
    asked = [item for item in items if item.data.status not in ("answered", "dropped")]
    asked.sort(key=lambda item: (item.data.priority or LOWEST_PRIORITY, item.id))
    return tuple(_agenda_item(item, records, own) for item in asked[:most])


def _agenda_item(item: Record[AgendaItem], records: Records, own: frozenset[str]) -> ShownAgendaItem:
    sources = [records.find(Insight, ref) for ref in item.data.origin]
    mine = [source for source in sources if source and study_of(source) in own]
    return ShownAgendaItem(
        text=item.data.text,
        type=item.data.type,
        theme=item.data.theme,
        priority=item.data.priority,
        status=item.data.status,
        origins=tuple(source.data.title or source.data.statement for source in mine),
        elsewhere=bool(item.data.origin) and not mine,
    )


def _action(action: Record[Action], records: Records, today: dt.date) -> ShownAction:
    data = action.data
    return ShownAction(
        description=data.description,
        owner=_owner(data.owner_role, data.organisation_id, records),
        agreed_on=data.agreed_on,
        due=data.due_date,
        status=data.status,
        result=data.result,
        late=is_late(data, today),
    )


def _decision(decision: Record[Decision], records: Records, today: dt.date) -> ShownDecision:
    data = decision.data
    of = data.asked_of
    return ShownDecision(
        study_id=data.study_id,
        question=data.question,
        asked_of=_owner(of.role if of else None, of.organisation_id if of else None, records),
        asked_on=data.asked_on,
        needed_by=data.needed_by,
        answer=data.answer,
        answered_on=data.answered_on,
        reason=data.reason,
        late=is_awaited_too_long(data, today),
        actions=tuple(
            _action(action, records, today)
            for action in records.of(Action)
            if set(action.data.insight_ids) & set(data.insight_ids)
        ),
    )


def _owner(role: str | None, organisation_id: str | None, records: Records) -> Owner:
    organisation = records.find(Organisation, organisation_id)
    if organisation is None:
        return Owner(role, None)
    return Owner(role, organisation.data.name, organisation.data.type == "employer")


def _urgency(action: ShownAction) -> tuple[bool, bool, dt.date, str]:
    finished = action.status in ("done", "dropped")
    return finished, not action.late, action.due or dt.date.max, action.description
