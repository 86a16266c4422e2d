"""Sessions: trainings and support, with who was there, how people looked back, and what is used later."""

import datetime as dt
import math
import statistics

import msgspec

from actionlab.analysis.people import attended
from actionlab.model.meeting import Meeting
from actionlab.model.records import Record, Records
from actionlab.model.training import Learning, Training
from actionlab.privacy.disclosure import (
    Protection,
    ShownAttendance,
    ShownShare,
    attendance,
    shown_median,
    shown_share,
)

SUPPORT = ("support", "learning_set")


class ShownLearning(msgspec.Struct, frozen=True, kw_only=True):
    """One learning goal: the middle change on a scale of 1 to 5, person by person; None when not shown.

    With `rounded` it was rounded to whole points, towards no change, because the group is small. `n` people
    answered before and after. `retrospective` means that "before" was asked afterwards.
    """

    statement: str
    n: int
    median_change: float | None
    rounded: bool
    retrospective: bool


class ShownTraining(msgspec.Struct, frozen=True, kw_only=True):
    """One training session; numbers that may not be shown are None.

    With `grade_rounded` the middle grade was rounded to a whole one, because the group is small. `fits` is
    the middle answer (1 to 5) of `fitting` people on whether it fits their work, likewise rounded.

    `graded` is how many people gave a grade, `applied` the share of those who answered later that they use
    it. `asked_later` tells whether that was asked (level 3).
    """

    title: str
    date: dt.date | None
    attendance: ShownAttendance
    graded: int
    grade: float | None
    grade_rounded: bool
    fitting: int
    fits: float | None
    fits_rounded: bool
    learning: tuple[ShownLearning, ...]
    applied: ShownShare | None
    asked_later: bool
    what_learned: str | None
    result: str | None


class ShownMeeting(msgspec.Struct, frozen=True, kw_only=True):
    """A support meeting or learning set, and what was agreed there."""

    type: str
    title: str | None
    date: dt.date | None
    attendance: ShownAttendance
    agreed: str | None


def trainings(records: Records, study_id: str, protection: Protection) -> tuple[ShownTraining, ...]:
    """Give the training sessions of a study, by date."""
    return tuple(
        _training(training, protection)
        for training in records.of(Training)
        if training.data.study_id == study_id
    )


def support(records: Records, study_id: str, protection: Protection) -> tuple[ShownMeeting, ...]:
    """Give the support meetings and learning sets of a study, by date."""
    return tuple(
        ShownMeeting(
            type=meeting.data.type,
            title=meeting.data.title,
            date=meeting.data.date,
            attendance=attendance(attended(meeting.data.attendance), protection),
            agreed=meeting.data.agreed,
        )
        for meeting in records.of(Meeting)
        if meeting.data.study_id == study_id and meeting.data.type in SUPPORT
    )


def learning_change(entry: Learning) -> float | None:
    """Give the middle of the changes, after minus before, in points of 1 to 5; None without pairs.

    The answers are in the same order of people; it is the median of the changes, not of the answers.
    """
    pairs = zip(entry.before, entry.after, strict=False)
    changes = [after - before for before, after in pairs]
    return float(statistics.median(changes)) if changes else None


def _training(training: Record[Training], protection: Protection) -> ShownTraining:
    data, evaluation = training.data, training.data.evaluation
    reaction = evaluation.level1 if evaluation else None
    grades, fits = (reaction.grades, reaction.fits_my_work) if reaction else ((), ())
    later = evaluation.level3_applied if evaluation else None
    return ShownTraining(
        title=data.title,
        date=data.date,
        attendance=attendance(attended(data.attendance), protection),
        graded=len(grades),
        grade=shown_median(grades, protection),
        grade_rounded=protection.is_scarce(len(grades)),
        fitting=len(fits),
        fits=shown_median(fits, protection),
        fits_rounded=protection.is_scarce(len(fits)),
        learning=tuple(_learning(entry, protection) for entry in (evaluation.level2 if evaluation else ())),
        applied=shown_share(later.n_applied, later.n_responded, protection) if later else None,
        asked_later=later is not None,
        what_learned=data.what_learned,
        result=evaluation.level4_note if evaluation else None,
    )


def _learning(entry: Learning, protection: Protection) -> ShownLearning:
    n = min(len(entry.before), len(entry.after))
    middle = None if protection.is_small(n) else learning_change(entry)
    # a middle between two points says that exactly half of a small group moved
    rounded = middle is not None and protection.is_scarce(n)
    return ShownLearning(
        statement=entry.statement,
        n=n,
        median_change=float(math.trunc(middle)) if middle is not None and rounded else middle,
        rounded=rounded,
        retrospective=bool(entry.retrospective),
    )
