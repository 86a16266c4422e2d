"""Sessions in tables: how many people were there, and what they answered afterwards.

Answers stand per question and in the order of the answers, never per person: who sees the answers of one
person to all questions side by side would know a colleague by them.
"""

from collections.abc import Iterator

from actionlab.exchange.export.codebook import (
    Table,
    Value,
    Variable,
    choices,
    named,
    of_type,
    text,
    variable,
    whole,
)
from actionlab.i18n import N_
from actionlab.model.attendance import Attendance
from actionlab.model.fields import fields
from actionlab.model.kinds import KINDS
from actionlab.model.records import Records, study_of
from actionlab.model.training import Training

STUDY = of_type("id", "study_id", N_("Study"), "")

_QUESTIONS = {
    "grade": N_("grade"),
    "fits_my_work": N_("fits my work"),
    "learning_goal": N_("learning goal"),
}
_ATTENDED = {"training": "attendance", "meeting": "attendance", "member_check": "participants"}


def attendance(records: Records) -> Table:
    """Give who were at trainings, meetings and member checks, counted per role."""
    kinds = tuple(each for each in choices("record_kind") if each[0] in _ATTENDED)
    rows = (
        (record.id, record.kind, study_of(record), line.role, line.n)
        for kind_id, name in _ATTENDED.items()
        for record in records.of(KINDS[kind_id].data_class)
        for line in getattr(record.data, name)
    )
    return Table(
        name="attendance",
        label=N_("One row per session and role: how many people were there."),
        variables=(
            of_type("id", "session", N_("Id"), ""),
            Variable(name="kind", label=N_("Kind"), type="choice", answers=kinds, missing=""),
            STUDY,
            *(variable(each) for each in fields(Attendance)),
        ),
        rows=tuple(rows),
    )


def evaluation(records: Records) -> Table:
    """Give how people looked back on trainings (levels 1 and 2), without who answered what."""
    rows = [
        (training.id, training.data.study_id, *answer)
        for training in records.of(Training)
        for answer in _answers(training.data)
    ]
    return Table(
        name="training_evaluation",
        label=N_("One row per answer, in the order of the answers: rows do not tell who answered."),
        variables=(
            of_type("id", "training", N_("Id"), ""),
            STUDY,
            Variable(
                name="question", label=N_("Question"), type="choice", answers=named(_QUESTIONS), missing=""
            ),
            text("statement", N_("Statement"), N_("no learning goal")),
            whole("value", N_("Answer"), N_("a learning goal")),
            whole("before", N_("Before"), N_("not asked, or no learning goal")),
            whole("after", N_("After"), N_("not asked, or no learning goal")),
            of_type("yes_no", "retrospective", N_("Asked before afterwards")),
        ),
        rows=tuple(rows),
    )


def _answers(data: Training) -> Iterator[tuple[Value, ...]]:
    if data.evaluation is None:
        return
    if data.evaluation.level1:
        for grade in sorted(data.evaluation.level1.grades):
            yield "grade", None, grade, None, None, None
        for answer in sorted(data.evaluation.level1.fits_my_work):
            yield "fits_my_work", None, answer, None, None, None
    for goal in data.evaluation.level2:
        if len(goal.before) == len(goal.after):
            pairs: list[tuple[Value, Value]] = [*sorted(zip(goal.before, goal.after, strict=True))]
        else:
            # whose answer is whose is not known
            pairs = [(each, None) for each in sorted(goal.before)]
            pairs += [(None, each) for each in sorted(goal.after)]
        for before, after in pairs:
            yield "learning_goal", goal.statement, None, before, after, goal.retrospective
