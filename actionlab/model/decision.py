"""A decision: a yes/no question put to somebody who has the power to decide."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class AskedOf(Part, frozen=True, kw_only=True):
    """Who is asked: a role, and the organisation."""

    role: Annotated[str | None, Asks(N_("Role"), vocabulary="role")] = None
    organisation_id: Annotated[str | None, Asks(N_("Organisation"), refers_to=("organisation",))] = None


class Decision(RecordData, frozen=True, kw_only=True):
    """A decision asked for; `answer` missing means still open."""

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    question: Annotated[str, Asks(N_("Question"))]
    insight_ids: Annotated[tuple[str, ...], Asks(N_("Insights"), refers_to=("insight",))] = ()
    asked_of: Annotated[AskedOf | None, Asks(N_("Asked of"), asked=True)] = None
    asked_on: Annotated[dt.date | None, Asks(N_("Asked on"), asked=True)] = None
    needed_by: Annotated[dt.date | None, Asks(N_("Needed by"), asked=True)] = None
    answer: Annotated[str | None, Asks(N_("Answer"), vocabulary="decision_answer")] = None
    answered_on: Annotated[dt.date | None, Asks(N_("Answered on"))] = None
    reason: Annotated[str | None, Asks(N_("Reason given"))] = None
