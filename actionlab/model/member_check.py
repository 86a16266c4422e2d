"""A member check: insights put before the people they are about."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.attendance import Attendance
from actionlab.model.fields import Asks, Part, RecordData


class Outcome(Part, frozen=True, kw_only=True):
    """Whether people recognised one insight; `changes` says what was changed in its text, if anything."""

    insight_id: Annotated[str, Asks(N_("Insight"), refers_to=("insight",))]
    recognised: Annotated[str, Asks(N_("Recognised"), vocabulary="recognition")]
    remark: Annotated[str | None, Asks(N_("Remark"))] = None
    changes: Annotated[str | None, Asks(N_("What was changed"))] = None


class MemberCheck(RecordData, frozen=True, kw_only=True):
    """One occasion at which insights were put before participants, counted per role."""

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    insight_ids: Annotated[tuple[str, ...], Asks(N_("Insights"), refers_to=("insight",))]
    date: Annotated[dt.date | None, Asks(N_("Date"), asked=True)] = None
    form: Annotated[str | None, Asks(N_("In which way"), vocabulary="member_check_form")] = None
    participants: Annotated[tuple[Attendance, ...], Asks(N_("Who took part, per role"), asked=True)] = ()
    outcome: Annotated[tuple[Outcome, ...], Asks(N_("Outcome"), asked=True)] = ()
