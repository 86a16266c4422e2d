"""Answer sheets of trainings: attendance and evaluations, each put with the session that it belongs to.

A sheet names its session by id, or by title (of the session or its module) and day. Without such a session
there is a new one. What was typed about a session stays, and the same sheet adds nothing a second time.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.errors import Problem
from actionlab.exchange.forms.evaluation_forms import (
    Counted,
    alike,
    answers_of,
    clashing,
    counted,
    forms_of,
    has_open_pairs,
)
from actionlab.exchange.forms.evaluations import counted_forms, evaluated
from actionlab.exchange.forms.sessions import Place, Sessions
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION, Incoming
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.attendance import Attendance
from actionlab.model.fields import field
from actionlab.model.training import EvaluationForm, Training
from actionlab.model.words import caseless
from actionlab.store.versions import Versions

_OPEN = N_(
    "For a learning goal only 'before' or only 'after' was answered."
    " That goal does not count for this person."
)
_TWIN = N_("This says exactly the same as another form. If it is the same form, leave one of them out.")
_CORRECTS = N_("A form of this name was counted before; this one replaces what it said.")
_ELSEWHERE = N_("A form of this name was counted before in the session {id}.")
_OTHER_DAY = N_("The sheet says {date}, but the session {id} was on {day}. That day stays.")
_TWICE = N_(
    "This form or row is in it twice, with different answers (also in {file}). Leave one of them out."
)
_TWO_NUMBERS = N_(
    "For the role '{role}' there are different numbers: {numbers}. Leave one of the sheets out."
)
_UNKNOWN_GOAL = N_(
    "There are answers about learning goal {number}, but of this session {count} are known. Add the learning"
    " goals to the session first."
)


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one training session, and of the sheets that belong to it.

    `training_id` may be that of a session that is not there yet. `fields` are all fields of the session, as
    stored; None when nothing changes, also because the session was erased. Sheets are `new`, `corrected`
    (what they said before is replaced) or `known`. With `problems` the sheets in `refused` cannot be taken,
    and there is no session.
    """

    training_id: str = ""
    fields: dict[str, Any] | None = None
    new: tuple[Incoming, ...] = ()
    corrected: tuple[Incoming, ...] = ()
    known: tuple[Incoming, ...] = ()
    refused: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def incomings(self) -> tuple[Incoming, ...]:
        """All sheets that it is about."""
        return (*self.new, *self.corrected, *self.known, *self.refused)


def settled(
    incomings: Sequence[Incoming], versions: Versions, study_id: str, *, again: bool = False
) -> list[Settled]:
    """Give each session of a study that sheets belong to, with what it says then; first what is refused.

    `incomings` are of the kinds `EVALUATION` and `ATTENDANCE`, without problems of their own; `versions`
    holds the trainings of the study. In which order the sheets come does not matter. A session that sheets
    began and that was erased stays away, unless it is to come `again`.
    """
    sessions = Sessions(versions, study_id, again=again)
    refused: list[Settled] = []
    found: dict[Place, list[Incoming]] = {}
    # a sheet without a day may belong to a session that another sheet begins
    for incoming in sorted(incomings, key=lambda each: not each.fields.get("date")):
        place = sessions.find(incoming.fields)
        if isinstance(place, Problem):
            refused.append(Settled(refused=(incoming,), problems=(place,)))
        else:
            found.setdefault(place, []).append(incoming)
    told: list[Settled] = []
    for place, sheets in found.items():
        if versions.is_erased(place.training_id):
            told.append(Settled(training_id=place.training_id, known=tuple(sheets)))
            continue
        session = _Session(place, sheets, versions, study_id)
        session.take_attendance([each for each in sheets if each.kind == ATTENDANCE])
        session.take_evaluations([each for each in sheets if each.kind == EVALUATION])
        refused += session.refused
        told += session.outcome()
    return [*refused, *told]


class _Session:
    """One session on its way: what it said, what it will say, and what became of its sheets."""

    def __init__(self, place: Place, sheets: Sequence[Incoming], versions: Versions, study_id: str) -> None:
        self.place = place
        record = versions.records.find(Training, place.training_id)
        self.stored = versions.fields(record) if record else {}
        self.former = versions.of(place.training_id)
        self.fields = dict(self.stored) or {"study_id": study_id, **place.begun(sheets)}
        self.others = {
            form: each.id
            for each in versions.records.of(Training)
            if each.data.evaluation and each.id != place.training_id
            for form in each.data.evaluation.forms
        }
        self.sheets: dict[str, list[Incoming]] = {"new": [], "corrected": [], "known": []}
        self.refused: list[Settled] = []

    def outcome(self) -> Iterator[Settled]:
        """Give what becomes of the session; nothing when all its sheets are refused."""
        new, corrected, known = (tuple(found) for found in self.sheets.values())
        if new or corrected or known:
            yield Settled(
                training_id=self.place.training_id,
                fields=self.fields if new or corrected else None,
                new=new,
                corrected=corrected,
                known=known,
            )

    def take_attendance(self, sheets: Sequence[Incoming]) -> None:
        """Put the number of people per role of each sheet with the session; roles on no sheet stay."""
        numbers: dict[str, list[int]] = {}
        for sheet in sheets:
            for role, n in _roles(sheet).items():
                numbers.setdefault(role, []).append(n)
        for sheet in sheets:
            differ = [role for role in _roles(sheet) if len(set(numbers[role])) > 1]
            if differ:
                said = sorted(set(numbers[differ[0]]))
                label = field(Attendance, "n").asks.label
                role = vocabulary.label("role", differ[0])
                self._refuse(sheet, Problem("attendance", _TWO_NUMBERS, label=label, role=role, numbers=said))
            else:
                self._take_numbers(sheet)

    def take_evaluations(self, sheets: Sequence[Incoming]) -> None:
        """Count the forms and rows with the evaluation of the session."""
        evaluation = self.stored.get("evaluation") or {}
        known = counted_forms(evaluation)
        goals = self._learning_goals(sheets)
        taken, forms = self._without_problems(sheets, forms_of(sheets, known), goals)
        asked = [_goals_of(each.fields, goals) for each in taken]
        former = {form for each in self.former for form in counted_forms(each.get("evaluation") or {})}
        counts = counted(taken, forms, asked, known=known, former=former)
        for each in counts:
            name = "known" if not each.form else "corrected" if each.replaces else "new"
            sheet = _with_notes(each, self.others)
            # rows of a table may have the day on which they were filled in
            self.sheets[name].append(self._noting_day(sheet) if sheet.is_form else sheet)
        if any(each.form for each in counts):
            self.fields["evaluation"] = evaluated(evaluation, counts, goals)
            if goals and not self.fields.get("learning_goals"):
                self.fields["learning_goals"] = list(goals)

    def _take_numbers(self, sheet: Incoming) -> None:
        roles, listed = _roles(sheet), self.fields.get("attendance") or []
        now = {line["role"]: line["n"] for line in listed}
        if _says(now, roles) or (roles.keys() & now.keys() and self._was_said(roles)):
            self.sheets["known"].append(sheet)
            return
        self.sheets["corrected" if roles.keys() & now.keys() else "new"].append(self._noting_day(sheet))
        if sheet.fields.get("date"):
            self.fields.setdefault("date", sheet.fields["date"])
        now |= roles
        lines = {line["role"]: line for line in listed}
        order = dict.fromkeys([*lines, *vocabulary.ids("role"), *sorted(roles)])
        self.fields["attendance"] = [
            {**lines.get(role, {}), "role": role, "n": now[role]} for role in order if now.get(role)
        ]

    def _was_said(self, roles: Mapping[str, int]) -> bool:
        """Tell whether a former version said this: it was taken before, and changed by hand since."""
        said = ({line["role"]: line["n"] for line in each.get("attendance") or []} for each in self.former)
        return any(_says(numbers, roles) for numbers in said)

    def _noting_day(self, sheet: Incoming) -> Incoming:
        day, date = self.fields.get("date"), sheet.fields.get("date")
        if not (day and date) or day == date:
            return sheet
        note = _(_OTHER_DAY).format(date=date, id=self.place.training_id, day=day)
        return msgspec.structs.replace(sheet, notes=(*sheet.notes, note))

    def _learning_goals(self, sheets: Sequence[Incoming]) -> tuple[str, ...]:
        printed = (each.fields.get("goals") or () for each in sheets)
        own = self.stored.get("learning_goals") or next((each for each in printed if each), ())
        return tuple(own)

    def _without_problems(
        self, sheets: Sequence[Incoming], forms: Sequence[EvaluationForm], goals: Sequence[str]
    ) -> tuple[list[Incoming], list[EvaluationForm]]:
        clashes = clashing(sheets, forms)
        taken = []
        for place, (sheet, form) in enumerate(zip(sheets, forms, strict=True)):
            asked = _goals_of(sheet.fields, goals)
            if place in clashes:
                other = sheets[clashes[place]].source.file
                self._refuse(sheet, Problem("", _TWICE, file=other))
            elif len(form.before) > len(asked):
                facts = {"number": len(form.before), "count": len(asked)}
                self._refuse(
                    sheet, Problem("learning_goals", _UNKNOWN_GOAL, label=N_("Learning goals"), **facts)
                )
            else:
                taken.append((sheet, form))
        return [sheet for sheet, _form in taken], [form for _sheet, form in taken]

    def _refuse(self, sheet: Incoming, problem: Problem) -> None:
        self.refused.append(Settled(refused=(sheet,), problems=(problem,)))


def _roles(sheet: Incoming) -> dict[str, int]:
    return sheet.fields.get("roles") or {}


def _says(numbers: Mapping[str, int], roles: Mapping[str, int]) -> bool:
    return all(numbers.get(role, 0) == n for role, n in roles.items())


def _goals_of(fields: Mapping[str, Any], goals: Sequence[str]) -> tuple[str, ...]:
    """Give what a form asked about, in the words of the session where these are the same."""
    printed = fields.get("goals")
    if not printed:
        return tuple(goals)
    own = {caseless(goal): goal for goal in goals}
    return tuple(own.get(caseless(goal), goal) for goal in printed)


def _with_notes(each: Counted, others: Mapping[EvaluationForm, str]) -> Incoming:
    incoming = each.incoming
    notes = list(incoming.notes)
    if has_open_pairs(answers_of(incoming.fields)):
        notes.append(_(_OPEN))
    if each.form:
        there = [
            where for form, where in others.items() if form.key == each.form.key and alike(form, each.form)
        ]
        notes += [_(_ELSEWHERE).format(id=where) for where in there if incoming.is_form]
        notes += [_(_TWIN)] if each.twin else []
        notes += [_(_CORRECTS)] if each.replaces and incoming.is_form else []
    return msgspec.structs.replace(incoming, notes=tuple(notes))
