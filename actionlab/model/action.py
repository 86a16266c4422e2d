"""An action: what somebody will do, by when. In Dutch: afspraak."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, RecordData

# nobody waits for an action in one of these states
SETTLED = ("done", "dropped")


class Action(RecordData, frozen=True, kw_only=True):
    """An action with a role and organisation as owner, never a name; overdue is computed, not stored."""

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    description: Annotated[str, Asks(N_("Action"))]
    insight_ids: Annotated[tuple[str, ...], Asks(N_("Insights"), asked=True, refers_to=("insight",))] = ()
    owner_role: Annotated[str | None, Asks(N_("Owner (role)"), asked=True, vocabulary="role")] = None
    organisation_id: Annotated[
        str | None, Asks(N_("Organisation"), asked=True, refers_to=("organisation",))
    ] = None
    agreed_on: Annotated[dt.date | None, Asks(N_("Agreed on"), asked=True)] = None
    due_date: Annotated[dt.date | None, Asks(N_("Due"), asked=True)] = None
    status: Annotated[str | None, Asks(N_("State of affairs"), asked=True, vocabulary="action_status")] = None
    result: Annotated[str | None, Asks(N_("Result"))] = None
    agreed_in: Annotated[
        str | None,
        Asks(N_("Agreed during"), refers_to=("training", "meeting", "member_check", "observation")),
    ] = None

    @property
    def is_settled(self) -> bool:
        """Whether it was done or dropped, so that nobody waits for it."""
        return self.status in SETTLED
