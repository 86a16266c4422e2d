"""Agreed: decisions asked for and actions agreed, what came of them, and what is late on a given day."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from actionlab.analysis.chosen import Chosen
from actionlab.analysis.due import is_awaited_too_long, is_late
from actionlab.model.action import SETTLED, Action
from actionlab.model.agenda_item import AgendaItem
from actionlab.model.decision import Decision
from actionlab.model.insight import Insight
from actionlab.model.meeting import Meeting
from actionlab.model.organisation import Organisation
from actionlab.model.publication import Publication
from actionlab.model.records import Record, Records, study_of

LOWEST_PRIORITY = 4
CLOSED = ("answered", "dropped")
PUT_OFF = "later"
REPORT = ".docx"


class Owner(msgspec.Struct, frozen=True):
    """A role and an organisation; missing parts were not recorded. `employer` marks an employer."""

    role: str | None
    organisation: str | None
    employer: bool = False


class ShownAction(msgspec.Struct, frozen=True, kw_only=True):
    """An action with its owner; `late` when it was due before the day of the report and is not done."""

    id: str
    description: str
    owner: Owner
    agreed_on: dt.date | None
    due: dt.date | None
    status: str | None
    result: str | None
    late: bool


class ShownDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision asked for, the answer (missing: still open) and the actions on the same insights.

    `late` while it is open after the day on which it was needed; `answered_late` when the answer came later.
    `actions_left_out` when there are actions that the authors of the report left out of it.
    """

    id: str
    study_id: str
    question: str
    asked_of: Owner
    asked_on: dt.date | None
    needed_by: dt.date | None
    answer: str | None
    answered_on: dt.date | None
    reason: str | None
    late: bool
    answered_late: bool
    actions: tuple[ShownAction, ...]
    actions_left_out: bool


class ShownAgendaItem(msgspec.Struct, frozen=True, kw_only=True):
    """A question for the agenda; `origins` names insights of this municipality.

    `elsewhere` means that it came up in another municipality, of which nothing more is said, and
    `origin_left_out` that the authors of the report left out every insight that it came from.
    """

    id: str
    text: str
    type: str | None
    theme: str | None
    priority: int | None
    status: str | None
    origins: tuple[str, ...]
    elsewhere: bool
    origin_left_out: bool


def actions(records: Records, today: dt.date) -> tuple[ShownAction, ...]:
    """Give all actions: late ones first, then open ones by due date, then what is done or dropped.

    The authors of the report may have chosen another order.
    """
    shown = sorted((_action(action, records, today) for action in records.of(Action)), key=_urgency)
    return Chosen(records).arranged("actions", shown, lambda action: action.id)


def decisions(records: Records, today: dt.date) -> tuple[ShownDecision, ...]:
    """Give all decisions asked for, the open ones first, by the day they are needed, unless authors chose."""
    acting = {action.id: action for action in actions(records, today)}
    shown = [_decision(decision, records, acting, today) for decision in records.of(Decision)]
    shown.sort(key=lambda each: (each.answer is not None, each.needed_by or dt.date.max))
    return Chosen(records).arranged("since_last_report", shown, lambda decision: decision.id)


def asked(decided: tuple[ShownDecision, ...], chosen: Chosen) -> tuple[ShownDecision, ...]:
    """Give the open decisions among these that a summary may ask for, in the order that authors chose."""
    waiting = [decision for decision in decided if decision.answer is None]
    return chosen.arranged("summary", waiting, lambda decision: decision.id)


def previous_feedback(
    records: Records, publications: Iterable[Record[Publication]], today: dt.date
) -> dt.date | None:
    """Give the last day before `today` of a feedback meeting or of a published report, or None.

    What an export published is no report that anybody was asked to answer.
    """
    held = [each.data.date for each in records.of(Meeting) if each.data.type == "feedback_meeting"]
    reported = [
        each.data.date for each in publications if (each.data.file or REPORT).lower().endswith(REPORT)
    ]
    return max((day for day in (*held, *reported) if day and day < today), default=None)


def since(decided: tuple[ShownDecision, ...], day: dt.date) -> tuple[ShownDecision, ...]:
    """Give the decisions that were open on a day or asked from that day on; one put off is still open."""
    return tuple(
        each
        for each in decided
        if each.answer in (None, PUT_OFF)
        or (each.asked_on and each.asked_on >= day)
        or (each.answered_on and each.answered_on >= day)
    )


def agenda(
    items: tuple[Record[AgendaItem], ...], records: Records, own: frozenset[str], most: int
) -> tuple[ShownAgendaItem, ...]:
    """Give at most `most` agenda items that are not dropped or answered, by priority.

    `own` holds the ids of the studies of this municipality. Its authors may have chosen another order.
    """
    chosen = Chosen(records)
    asked = [item for item in items if item.data.status not in CLOSED]
    asked.sort(key=lambda item: (item.data.priority or LOWEST_PRIORITY, item.id))
    arranged = chosen.arranged("agenda", asked, lambda item: item.id)
    return tuple(_agenda_item(item, records, own, chosen) for item in arranged[:most])


def _agenda_item(
    item: Record[AgendaItem], records: Records, own: frozenset[str], chosen: Chosen
) -> ShownAgendaItem:
    sources = [records.find(Insight, ref) for ref in item.data.origin]
    mine = [source for source in sources if source and study_of(source) in own]
    told = [source for source in mine if not chosen.is_left_out("insights", source.id)]
    return ShownAgendaItem(
        id=item.id,
        text=item.data.text,
        type=item.data.type,
        theme=item.data.theme,
        priority=item.data.priority,
        status=item.data.status,
        origins=tuple(source.data.title or source.data.statement for source in told),
        elsewhere=bool(item.data.origin) and not mine,
        origin_left_out=bool(mine) and not told,
    )


def _action(action: Record[Action], records: Records, today: dt.date) -> ShownAction:
    data = action.data
    return ShownAction(
        id=action.id,
        description=data.description,
        owner=owner_of(data.owner_role, data.organisation_id, records),
        agreed_on=data.agreed_on,
        due=data.due_date,
        status=data.status,
        result=data.result,
        late=is_late(data, today),
    )


def _decision(
    decision: Record[Decision], records: Records, acting: Mapping[str, ShownAction], today: dt.date
) -> ShownDecision:
    data = decision.data
    of = data.asked_of
    on_it = [each.id for each in records.of(Action) if {*each.data.insight_ids} & {*data.insight_ids}]
    return ShownDecision(
        id=decision.id,
        study_id=data.study_id,
        question=data.question,
        asked_of=owner_of(of.role if of else None, of.organisation_id if of else None, records),
        asked_on=data.asked_on,
        needed_by=data.needed_by,
        answer=data.answer,
        answered_on=data.answered_on,
        reason=data.reason,
        late=is_awaited_too_long(data, today),
        answered_late=bool(data.needed_by and data.answered_on and data.answered_on > data.needed_by),
        actions=tuple(acting[each] for each in on_it if each in acting),
        actions_left_out=any(each not in acting for each in on_it),
    )


def owner_of(role: str | None, organisation_id: str | None, records: Records) -> Owner:
    """Give an owner by role and organisation; missing parts were not recorded."""
    organisation = records.find(Organisation, organisation_id)
    if organisation is None:
        return Owner(role, None)
    return Owner(role, organisation.data.name, organisation.data.type == "employer")


def _urgency(action: ShownAction) -> tuple[bool, bool, dt.date, str]:
    finished = action.status in SETTLED
    return finished, not action.late, action.due or dt.date.max, action.description
