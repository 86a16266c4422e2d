"""A cycle: one round of orienting, planning, acting, observing and reflecting, closed by a decision."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Phase(Part, frozen=True, kw_only=True):
    """What is planned in one phase of a cycle, what was done, and when; phases may overlap."""

    phase: Annotated[str, Asks(N_("Phase"), vocabulary="phase")]
    planned_actions: Annotated[tuple[str, ...], Asks(N_("Planned"))] = ()
    done_note: Annotated[str | None, Asks(N_("Done"))] = None
    date_from: Annotated[dt.date | None, Asks(N_("From"))] = None
    date_to: Annotated[dt.date | None, Asks(N_("Until and including"))] = None


class Cycle(RecordData, frozen=True, kw_only=True):
    """A cycle of a study; `number` counts from 1, both dates belong to the cycle.

    It closes only with a `decision`, its `reason` and what led to it (`because`, at least one insight or
    observation): without a ground it is not action research.
    """

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    number: Annotated[int, Asks(N_("Number"), low=1)]
    title: Annotated[str | None, Asks(N_("Title"))] = None
    goal: Annotated[str | None, Asks(N_("Goal of the cycle"), asked=True)] = None
    start_date: Annotated[dt.date | None, Asks(N_("Start"), asked=True)] = None
    end_date: Annotated[dt.date | None, Asks(N_("End"))] = None
    status: Annotated[str | None, Asks(N_("Status"), asked=True, vocabulary="cycle_status")] = None
    phases: Annotated[tuple[Phase, ...], Asks(N_("Phases"))] = ()
    decision: Annotated[str | None, Asks(N_("Decision"), vocabulary="cycle_decision")] = None
    reason: Annotated[str | None, Asks(N_("Reason"))] = None
    because: Annotated[tuple[str, ...], Asks(N_("Based on"), refers_to=("insight", "observation"))] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it was closed: with a decision, or marked as finished."""
        return bool(self.decision) or self.status == "finished"
