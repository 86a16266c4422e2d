"""Sessions: trainings and support, with who was there, how people looked back, and what is used later."""

import datetime as dt
import statistics

import msgspec

from actionlab.analysis.citations import Citations
from actionlab.analysis.people import attended
from actionlab.analysis.published import Key, Published
from actionlab.analysis.shown_session import ShownAnswers, ShownSession, ShownUse
from actionlab.model.meeting import Meeting
from actionlab.model.records import Record, Records
from actionlab.model.training import Applied, Evaluation, Learning, Training
from actionlab.privacy.disclosure import Protection, attendance

SUPPORT = ("support", "learning_set")


class ShownLearning(msgspec.Struct, frozen=True, kw_only=True):
    """One learning goal; `answers` hold the middle change on a scale of 1 to 5, person by person.

    None when not shown. `retrospective` means that "before" was asked afterwards.
    """

    statement: str
    answers: ShownAnswers | None
    retrospective: bool


class ShownTraining(msgspec.Struct, frozen=True, kw_only=True):
    """One training session. `numbers` hold all that may be said in numbers of the people who were there.

    `graded` tells whether a grade was asked, `fitted` whether it fits the work, `asked_later` whether it was
    asked later if people use what they learned (level 3). What was learned there and what came of it is
    missing for a session of so few people that its date points at them. `source` is its number in the list
    of sources, for researchers only.
    """

    id: str
    title: str
    date: dt.date | None
    numbers: ShownSession
    graded: bool
    fitted: bool
    learning: tuple[ShownLearning, ...]
    asked_later: bool
    what_learned: str | None
    result: str | None
    source: int | None = None


class ShownMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """A support meeting or learning set, and what was agreed there.

    With `few` there were so few people that its date points at them: what was agreed is then not said.
    """

    type: str
    title: str | None
    date: dt.date | None
    agreed: str | None
    few: bool


def trainings(
    records: Records, study_id: str, citations: Citations, published: Published
) -> tuple[ShownTraining, ...]:
    """Give the training sessions of a study, by date."""
    return tuple(
        msgspec.structs.replace(_training(training, published), source=citations.exact_number(training.id))
        for training in records.of_study(Training, study_id)
    )


def support(records: Records, study_id: str, protection: Protection) -> tuple[ShownMeeting, ...]:
    """Give the support meetings and learning sets of a study, by date."""
    return tuple(
        _meeting(meeting.data, protection)
        for meeting in records.of_study(Meeting, study_id)
        if meeting.data.type in SUPPORT
    )


def learning_change(entry: Learning) -> float | None:
    """Give the middle of the changes, after minus before, in points of 1 to 5; None without pairs.

    The answers are in the same order of people; it is the median of the changes, not of the answers.
    """
    pairs = zip(entry.before, entry.after, strict=False)
    changes = [after - before for before, after in pairs]
    return float(statistics.median(changes)) if changes else None


def _meeting(data: Meeting, protection: Protection) -> ShownMeeting:
    few = _are_few(attended(data.attendance), protection)
    agreed = None if few else data.agreed
    return ShownMeeting(type=data.type, title=data.title, date=data.date, agreed=agreed, few=few)


def _are_few(present: dict[str, int], protection: Protection) -> bool:
    return bool(present) and protection.is_small(sum(present.values()))


def _training(training: Record[Training], published: Published) -> ShownTraining:
    data, evaluation = training.data, training.data.evaluation or Evaluation()
    present = attended(data.attendance)
    key = Key(study=data.study_id, about="session", training=training.id)
    numbers = published.settle(key, _numbers(data, evaluation))
    few = _are_few(present, published.protection)
    return ShownTraining(
        id=training.id,
        title=data.title,
        date=data.date,
        numbers=numbers,
        graded=bool(evaluation.level1 and evaluation.level1.grades),
        fitted=bool(evaluation.level1 and evaluation.level1.fits_my_work),
        learning=_learning(evaluation, numbers),
        asked_later=evaluation.level3_applied is not None,
        what_learned=None if few else data.what_learned,
        result=None if few else evaluation.level4_note,
    )


def _numbers(data: Training, evaluation: Evaluation) -> ShownSession:
    """Give everything that a report can show of a session, for the team."""
    reaction, later = evaluation.level1, evaluation.level3_applied
    return ShownSession(
        attendance=attendance(attended(data.attendance), Protection(k=None)),
        grade=_answers(reaction.grades) if reaction else None,
        fits=_answers(reaction.fits_my_work) if reaction else None,
        learning=tuple(_learned(entry) for entry in evaluation.level2),
        use=_use(later) if later else None,
    )


def _answers(values: tuple[int, ...]) -> ShownAnswers | None:
    if not values:
        return None
    return ShownAnswers(n=len(values), least=len(values), middle=float(statistics.median(values)))


def _learned(entry: Learning) -> ShownAnswers | None:
    middle = learning_change(entry)
    n = min(len(entry.before), len(entry.after))
    return None if middle is None else ShownAnswers(n=n, least=n, middle=middle)


def _use(later: Applied) -> ShownUse | None:
    if not later.n_responded:
        return None
    n, part = later.n_responded, later.n_applied
    return ShownUse(n=n, least=n, part=part, most=2 * part > n)


def _learning(evaluation: Evaluation, numbers: ShownSession) -> tuple[ShownLearning, ...]:
    # numbers that were kept from a report before a learning goal was added have none for it
    answers = (*numbers.learning, *[None] * len(evaluation.level2))
    return tuple(
        ShownLearning(statement=entry.statement, answers=each, retrospective=bool(entry.retrospective))
        for entry, each in zip(evaluation.level2, answers, strict=False)
    )
