"""A training session: what people learned together, who was there, and how they looked back on it."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.attendance import Attendance
from actionlab.model.fields import Asks, Part, RecordData


class Reaction(Part, frozen=True, kw_only=True):
    """Level 1: one grade (1 to 10) and one answer "fits my work" (1 to 5) per person; empty is not asked."""

    grades: Annotated[tuple[int, ...], Asks(N_("Grades"), low=1, high=10)] = ()
    fits_my_work: Annotated[tuple[int, ...], Asks(N_("Fits my work"), low=1, high=5)] = ()


class Learning(Part, frozen=True, kw_only=True):
    """Level 2, one entry per learning goal: answers 1 to 5 before and after, person by person.

    `retrospective` means that "before" was asked afterwards.
    """

    statement: Annotated[str, Asks(N_("Statement"))]
    before: Annotated[tuple[int, ...], Asks(N_("Before"), low=1, high=5)] = ()
    after: Annotated[tuple[int, ...], Asks(N_("After"), low=1, high=5)] = ()
    retrospective: Annotated[bool | None, Asks(N_("Asked before afterwards"))] = None


class Applied(Part, frozen=True, kw_only=True):
    """Level 3: how many people were asked later, answered, and say that they use what they learned."""

    asked_on: Annotated[dt.date, Asks(N_("Asked on"))]
    n_asked: Annotated[int, Asks(N_("Number asked"), low=0)]
    n_responded: Annotated[int, Asks(N_("Number that answered"), low=0)]
    n_applied: Annotated[int, Asks(N_("Number that use it"), low=0)]


class EvaluationForm(Part, frozen=True, kw_only=True):
    """What one person answered on one form: a grade, "fits my work", and per learning goal before and after.

    `key` is a number that follows from the file or row, so that the same form counts once and a corrected
    one replaces what it said. Goals count from the first on the form; None was left open.
    """

    key: Annotated[int, Asks(N_("Form"))]
    grade: Annotated[int | None, Asks(N_("Grade"), low=1, high=10)] = None
    fits: Annotated[int | None, Asks(N_("Fits my work"), low=1, high=5)] = None
    before: Annotated[tuple[int | None, ...], Asks(N_("Before"), low=1, high=5)] = ()
    after: Annotated[tuple[int | None, ...], Asks(N_("After"), low=1, high=5)] = ()


class Evaluation(Part, frozen=True, kw_only=True):
    """The four levels of Kirkpatrick; a missing level was not asked. Level 4 is never computed.

    `forms` are the forms whose answers stand among those of levels 1 and 2. It is for bringing in forms:
    what people answered is read from the levels.
    """

    level1: Annotated[Reaction | None, Asks(N_("Reaction"))] = None
    level2: Annotated[tuple[Learning, ...], Asks(N_("Learning"))] = ()
    level3_applied: Annotated[Applied | None, Asks(N_("Behaviour"))] = None
    level4_note: Annotated[str | None, Asks(N_("Result"))] = None
    forms: Annotated[tuple[EvaluationForm, ...], Asks(N_("Forms counted"), counted=True)] = ()


class Training(RecordData, frozen=True, kw_only=True):
    """A training session of a study; attendance is counted per role, never by name.

    Agreements made here are actions with `agreed_in` = this session. `notes` are internal to the team.
    """

    study_id: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    title: Annotated[str, Asks(N_("Title"))]
    cycle_id: Annotated[str | None, Asks(N_("Cycle"), refers_to=("cycle",))] = None
    module_ref: Annotated[str | None, Asks(N_("Module of the template"))] = None
    date: Annotated[dt.date | None, Asks(N_("Date"), asked=True)] = None
    duration_minutes: Annotated[int | None, Asks(N_("Minutes"), asked=True, low=1)] = None
    attendance: Annotated[tuple[Attendance, ...], Asks(N_("Who was there, per role"), asked=True)] = ()
    facilitator_roles: Annotated[tuple[str, ...], Asks(N_("Facilitators"), vocabulary="role")] = ()
    work_forms: Annotated[tuple[str, ...], Asks(N_("Work forms"), vocabulary="work_form")] = ()
    learning_goals: Annotated[tuple[str, ...], Asks(N_("Learning goals"), asked=True)] = ()
    evaluation: Annotated[Evaluation | None, Asks(N_("Evaluation"))] = None
    what_learned: Annotated[str | None, Asks(N_("What was learned?"))] = None
    notes: Annotated[str | None, Asks(N_("Remarks (internal)"))] = None
