"""A measurement: one value of one instrument, for one person at one moment or for the study as a whole."""

import datetime as dt
from typing import Annotated, Any

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class ScaleRow(Part, frozen=True, kw_only=True):
    """One task on the scale map: where it lies, why, where it should lie, and satisfaction (1 to 5)."""

    task: Annotated[str, Asks(N_("Task"))]
    current_scale: Annotated[str | None, Asks(N_("Now"), vocabulary="scale_level")] = None
    reason: Annotated[str | None, Asks(N_("Reason"), vocabulary="scale_reason")] = None
    wished_scale: Annotated[str | None, Asks(N_("Wished"), vocabulary="scale_level")] = None
    satisfied: Annotated[int | None, Asks(N_("Satisfied"), low=1, high=5)] = None


class Measurement(RecordData, frozen=True, kw_only=True):
    """A value, typed per instrument (`actionlab.model.instruments`): a number, a list of answers, or rows.

    Unique per participant, instrument and moment, and also per goal (GAS), label (counter) and date (for
    grades after a conversation or a training). `group_count` says how many anonymous forms a value stands
    for. A missing follow-up is reported, never filled in.
    """

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    instrument: Annotated[str, Asks(N_("Instrument"), vocabulary="instrument")]
    value: Annotated[Any, Asks(N_("Value"))]
    participant: Annotated[str | None, Asks(N_("Participant"), refers_to=("participant",))] = None
    group_count: Annotated[int | None, Asks(N_("Number of anonymous forms"), low=1)] = None
    moment: Annotated[str | None, Asks(N_("Moment"), asked=True, vocabulary="moment")] = None
    date: Annotated[dt.date | None, Asks(N_("Date"), asked=True)] = None
    assessor_role: Annotated[str | None, Asks(N_("Assessed by"), asked=True, vocabulary="assessor_role")] = (
        None
    )
    about: Annotated[str | None, Asks(N_("About"), vocabulary="setting")] = None
    potential_12m: Annotated[int | None, Asks(N_("Step within reach in a year"), low=1, high=6)] = None
    goal: Annotated[str | None, Asks(N_("Goal"))] = None
    weight: Annotated[int | None, Asks(N_("Weight"), low=1)] = None
    label: Annotated[str | None, Asks(N_("What is counted"))] = None
    unit: Annotated[str | None, Asks(N_("Unit"), vocabulary="counter_unit")] = None
