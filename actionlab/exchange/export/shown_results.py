"""Shown results: every number that a report gives about people and counts, one per row.

What may not be shown has no row. A number that was kept from an earlier report has the day of that report.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from actionlab.analysis.counts import ShownCounts
from actionlab.analysis.findings import StudyFindings
from actionlab.analysis.grades import ShownGrades
from actionlab.analysis.outcomes import Outcome
from actionlab.analysis.sessions import ShownTraining
from actionlab.analysis.shown_change import ShownChange
from actionlab.exchange.export.codebook import Table, Value, Variable, choice, named, of_type, text, whole
from actionlab.i18n import N_

_MEASURES = {
    "people": N_("number of people"),
    "started": N_("measured at the start"),
    "measured_twice": N_("measured twice"),
    "missing_later": N_("not measured again"),
    "up": N_("went up"),
    "same": N_("stayed the same"),
    "down": N_("went down"),
    "same_or_down": N_("stayed the same or went down"),
    "percent_up": N_("went up, in percents"),
    "median_change": N_("the middle change, in points of the scale"),
    "reached": N_("goals that were reached"),
    "answers": N_("number of answers"),
    "median": N_("the middle answer"),
    "sufficient": N_("grades of 6 or higher"),
    "used": N_("people who use what they learned"),
    "first": N_("counted at the start"),
    "later": N_("counted later"),
}
_CELLS = {("up",): "up", ("same",): "same", ("down",): "down", ("same", "down"): "same_or_down"}

_WHOLE = N_("about the group as a whole")
_VARIABLES = (
    of_type("id", "study_id", N_("Study"), ""),
    choice("about", N_("About"), "figure", ""),
    choice("instrument", N_("Instrument"), "instrument", _WHOLE),
    choice("moment", N_("Moment"), "moment", _WHOLE),
    whole("training", N_("Number of the training session"), N_("no training session")),
    text("subject", N_("Of whom or what"), _WHOLE),
)
_VALUE = (of_type("number", "value", N_("Number"), ""), of_type("date", "as_of", N_("As of"), ""))

_Row = tuple[Value, ...]


def results(studies: Iterable[tuple[StudyFindings, dt.date]]) -> Table:
    """Give the table of numbers of these studies, each with the day that its findings are of."""
    measure = Variable(
        name="measure", label=N_("What the number is"), type="choice", answers=named(_MEASURES), missing=""
    )
    return Table(
        name="results",
        label=N_("One row per number that a report may show. What is too small to show is not there."),
        variables=(*_VARIABLES, measure, *_VALUE),
        rows=tuple((study.id, *row) for study, today in studies for row in _of(study, today)),
    )


def _of(study: StudyFindings, today: dt.date) -> Iterator[_Row]:
    people = study.steps.participants
    for group, n in people.per_group:
        yield "participants", None, None, None, group, "people", n, people.stand or today
    for outcome in study.outcomes:
        yield from _outcome(outcome, today)
    for number, session in enumerate(study.trainings, 1):
        stand = session.numbers.stand or today
        for subject, name, value in _session(session):
            yield "session", None, None, number, subject, name, value, stand


def _outcome(outcome: Outcome, today: dt.date) -> Iterator[_Row]:
    instrument, change, grades, counted = outcome.instrument, outcome.change, outcome.grades, outcome.counts
    if change:
        for name, value in _change(change):
            yield "change", instrument, outcome.moment, None, None, name, value, change.stand or today
    if grades:
        for name, value in _grades(grades):
            yield "grades", instrument, None, None, grades.about, name, value, grades.stand or today
    if counted:
        for label, name, value in _counts(counted):
            yield "counts", instrument, None, None, label, name, value, counted.stand or today


def _change(shown: ShownChange) -> Iterator[tuple[str, Value]]:
    if shown.words_only:
        return
    yield "started", shown.n_start
    yield "measured_twice", shown.n_paired
    yield "missing_later", shown.n_missing
    for cell in shown.groups.cells if shown.groups else ():
        yield _CELLS[cell.labels], cell.n
    if shown.percent_up is not None:
        yield "percent_up", shown.percent_up
    if shown.median_change is not None:
        yield "median_change", shown.median_change
    if shown.reached and shown.reached.part is not None:
        yield "reached", shown.reached.part


def _grades(shown: ShownGrades) -> Iterator[tuple[str, Value]]:
    if shown.n is None or shown.median is None:
        return
    yield "answers", shown.n
    yield "median", shown.median
    if shown.sufficient and shown.sufficient.part is not None:
        yield "sufficient", shown.sufficient.part


def _counts(shown: ShownCounts) -> Iterator[tuple[str, str, Value]]:
    for row in shown.rows:
        for name, value in (("first", row.first), ("later", row.later)):
            if value is not None:
                yield row.label, name, value


def _session(session: ShownTraining) -> Iterator[tuple[Value, str, Value]]:
    numbers = session.numbers
    if numbers.attendance.total:
        yield None, "people", numbers.attendance.total
    for role, n in numbers.attendance.per_role or ():
        yield role, "people", n
    asked = [("grade", "median", numbers.grade), ("fits_my_work", "median", numbers.fits)]
    asked += [(goal.statement, "median_change", goal.answers) for goal in session.learning]
    for subject, measure, answers in asked:
        if answers and answers.n is not None:
            yield subject, "answers", answers.n
        if answers:
            yield subject, measure, answers.middle
    if numbers.use and numbers.use.part is not None:
        yield None, "used", numbers.use.part
