"""An agenda item: a question for the learning and knowledge agenda that municipalities share."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, RecordData


class AgendaItem(RecordData, frozen=True, kw_only=True):
    """A question with the insights it came from; `priority` is 1 (high), 2 or 3 (low).

    Who takes it up is a role and an organisation, never a name.
    """

    text: Annotated[str, Asks(N_("Question"))]
    type: Annotated[str | None, Asks(N_("Kind of question"), asked=True, vocabulary="agenda_type")] = None
    theme: Annotated[str | None, Asks(N_("Theme"), asked=True, vocabulary="theme")] = None
    origin: Annotated[tuple[str, ...], Asks(N_("Comes from (insights)"), refers_to=("insight",))] = ()
    municipalities: Annotated[tuple[str, ...], Asks(N_("Municipalities"), asked=True, municipality=True)] = ()
    priority: Annotated[
        int | None, Asks(N_("Priority"), asked=True, vocabulary="priority", low=1, high=3)
    ] = None
    status: Annotated[str | None, Asks(N_("Status"), asked=True, vocabulary="agenda_status")] = None
    owner_role: Annotated[str | None, Asks(N_("Taken up by (role)"), vocabulary="role")] = None
    organisation_id: Annotated[str | None, Asks(N_("Organisation"), refers_to=("organisation",))] = None
    due_date: Annotated[dt.date | None, Asks(N_("Due"))] = None
