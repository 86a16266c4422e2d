"""The forms of a training session: the evaluation (levels 1 and 2), and the attendance per role.

There is a form for each session that needs one, and for each module of the template without a session.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec

from actionlab.model import vocabulary
from actionlab.model.records import Record
from actionlab.model.training import Training
from actionlab.model.words import caseless
from actionlab.report.blocks import Block, Control, Document, Heading, Paragraph, Run, Table
from actionlab.report.content.forms_basis import Basis, ask, field, form_document, listed, scale
from actionlab.report.wording import Wording

_GRADES = range(1, 11)
_ANSWERS = range(1, 6)


class Gathering(msgspec.Struct, frozen=True, kw_only=True):
    """A training session, or a module that has no session yet; then `record_id` is empty.

    `roles` are those that it was meant for or that were there.
    """

    title: str
    record_id: str = ""
    date: dt.date | None = None
    goals: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What a form says that it is about: the id of the session, or the title of the module."""
        return self.record_id or self.title


def to_evaluate(basis: Basis) -> tuple[Gathering, ...]:
    """Give the sessions of which no level 1 and 2 are recorded, and the modules without a session."""
    return _gatherings(basis, _without_evaluation)


def to_count(basis: Basis) -> tuple[Gathering, ...]:
    """Give the sessions of which no attendance is recorded, and the modules without a session."""
    return _gatherings(basis, lambda session: not session.attendance)


def evaluation_form(basis: Basis, gathering: Gathering, say: Wording) -> Document:
    """Give the evaluation form of a session or module; without learning goals it asks for level 1 only."""
    return form_document(
        basis,
        say,
        _evaluation(gathering, say),
        form="evaluation",
        heading=say("evaluation.heading"),
        about=gathering.about,
    )


def attendance_sheet(basis: Basis, gathering: Gathering, say: Wording) -> Document:
    """Give the sheet on which is counted how many people of each role came; those it is meant for first."""
    return form_document(
        basis,
        say,
        _attendance(gathering, say),
        form="attendance",
        heading=say("attendance.heading"),
        about=gathering.about,
    )


def _gatherings(basis: Basis, is_open: Callable[[Training], bool]) -> tuple[Gathering, ...]:
    sessions = basis.records.of(Training)
    held = {caseless(name) for each in sessions for name in (each.data.module_ref, each.data.title) if name}
    modules = {caseless(module.title): module for module in basis.modules}
    waiting = [
        Gathering(title=module.title, goals=module.learning_goals, roles=module.audience_roles)
        for name, module in modules.items()
        if name not in held
    ]
    return (*(_of_session(each, basis) for each in sessions if is_open(each.data)), *waiting)


def _of_session(session: Record[Training], basis: Basis) -> Gathering:
    data = session.data
    names = {caseless(name) for name in (data.module_ref, data.title) if name}
    module = next((each for each in basis.modules if caseless(each.title) in names), None)
    came = tuple(line.role for line in data.attendance)
    return Gathering(
        title=data.title,
        record_id=session.id,
        date=data.date,
        goals=data.learning_goals or (module.learning_goals if module else ()),
        roles=came or (module.audience_roles if module else ()),
    )


def _without_evaluation(session: Training) -> bool:
    found = session.evaluation
    return found is None or (found.level1 is None and not found.level2)


def _head(gathering: Gathering, say: Wording, key: str) -> Iterator[Block]:
    yield Paragraph((Run(say("training.name"), strong=True), Run(gathering.title)))
    yield Paragraph(say(f"{key}.intro"))
    day = gathering.date.isoformat() if gathering.date else ""
    yield ask(say, f"{key}.date", (field(say, f"{key}.date", "date", kind="date", value=day),))


def _evaluation(gathering: Gathering, say: Wording) -> Iterator[Block]:
    yield from _head(gathering, say, "evaluation")
    yield ask(say, "evaluation.grade", scale(say, "evaluation.grade", "grade", _GRADES))
    yield ask(say, "evaluation.fits", scale(say, "evaluation.fits", "fits", _ANSWERS))
    if gathering.goals:
        key = "evaluation.learning"
        yield Heading(say(f"{key}.heading"), 2)
        yield Paragraph(say(f"{key}.lead"))
        yield Table(
            caption=say(f"{key}.caption"),
            description=say(f"{key}.description"),
            header=tuple(say(f"{key}.{name}") for name in ("goal", "before", "after")),
            rows=tuple(_goal(n, goal, say) for n, goal in enumerate(gathering.goals, 1)),
            widths=(8, 7, 7),
        )


def _goal(n: int, goal: str, say: Wording) -> tuple[tuple[Control, ...], ...]:
    key = "evaluation.learning"
    # the words of the goal come back with the answers: a module has no session yet that knows them
    words = Control(tag=f"goal.{n}", label=say(f"{key}.goal_short", n=n), kind="fixed", value=goal)
    before, after = (
        tuple(
            Control(
                tag=f"{when}.{n}.{answer}",
                label=say(f"{key}.{when}_short", n=n, answer=answer),
                kind="check",
                text=str(answer),
            )
            for answer in _ANSWERS
        )
        for when in ("before", "after")
    )
    return (words,), before, after


def _attendance(gathering: Gathering, say: Wording) -> Iterator[Block]:
    yield from _head(gathering, say, "attendance")
    meant = [role for role in vocabulary.ids("role") if role in gathering.roles]
    roles = dict.fromkeys([*meant, *vocabulary.ids("role")])
    yield Table(
        caption=say("attendance.caption"),
        description=say("attendance.description"),
        header=(say("attendance.role"), say("attendance.number")),
        rows=tuple(
            (words, (Control(tag=f"n.{role}", label=say("attendance.number_short", role=words)),))
            for role, words in listed("role", roles)
        ),
        widths=(3, 2),
    )
