"""A meeting: people talk and agree; nobody is taught (training) and nobody watches (observation)."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.attendance import Attendance
from actionlab.model.fields import Asks, RecordData


class Meeting(RecordData, frozen=True, kw_only=True):
    """A meeting of a study; actions point to it with `agreed_in`."""

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    type: Annotated[str, Asks(N_("Kind of meeting"), vocabulary="meeting_type")]
    cycle_id: Annotated[str | None, Asks(N_("Cycle"), refers_to=("cycle",))] = None
    title: Annotated[str | None, Asks(N_("Title"))] = None
    date: Annotated[dt.date | None, Asks(N_("Date"), asked=True)] = None
    attendance: Annotated[tuple[Attendance, ...], Asks(N_("Who was there, per role"), asked=True)] = ()
    agreed: Annotated[str | None, Asks(N_("What was agreed?"))] = None
