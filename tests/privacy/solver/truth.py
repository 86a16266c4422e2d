"""The truth behind a report: the answer of every person in each block, straight from the records."""

from collections.abc import Iterable, Mapping
from typing import Any

from privacy.solver.known import PLACED
from privacy.solver.question import Cell
from privacy.solver.reader import PAIRED
from privacy.solver.wording import Block

from actionlab.model.records import Record

Answers = Mapping[tuple[Block, str], list[float | str]]


def truth(world: Iterable[Record[Any]]) -> Answers:
    """Give the answers per block and per way of counting its people."""
    found: dict[tuple[Block, str], list[float | str]] = {}
    records = list(world)
    titles = {each.id: each.data.title for each in records if each.kind == "study"}
    for name, title in titles.items():
        own = [each for each in records if getattr(each.data, "study_id", None) == name]
        agreed = [each.data for each in own if each.kind == "participant"]
        given = [each.group for each in agreed if each.consent.status == "given" and each.status != "erased"]
        found[("groups", title), "groups"] = [*given]
        measured = [each.data for each in own if each.kind == "measurement"]
        for instrument in PAIRED:
            for moment in ("follow_up_1", "follow_up_2"):
                block = ("change", title, instrument, moment)
                pairs = _pairs(measured, instrument, moment)
                found[block, "changes"] = [after - before for before, after in pairs]
                found[block, "reached"] = [float(after >= 0) for _, after in pairs]
                found[block, "first"] = [before for before, _ in pairs]
                found[block, "later"] = [after for _, after in pairs]
        graded = [float(each.value) for each in measured if each.instrument == "grade"]
        found[("change", title, "grade", "follow_up_1"), "grades"] = [*graded]
        for session in (each.data for each in own if each.kind == "training"):
            found |= _session(("session", title, session.title), session)
        found |= _placed(("counts", title), measured)
    return found


def is_plain(world: Iterable[Record[Any]]) -> bool:
    """Tell whether everybody has one goal and gave one grade: then goals and grades are people."""
    keys = [
        (each.data.study_id, each.data.participant, each.data.instrument, each.data.moment)
        for each in world
        if each.kind == "measurement" and each.data.instrument in ("gas", "grade")
    ]
    return len(keys) == len(set(keys))


def people_in(cell: Cell, answers: Iterable[float | str]) -> int:
    """Give how many people are in a cell."""
    return sum(
        each == cell.label if isinstance(each, str) else cell.low - 1e-9 <= each <= cell.high + 1e-9
        for each in answers
    )


def _pairs(measured: Iterable[Any], instrument: str, moment: str) -> list[tuple[float, float]]:
    values: dict[tuple[object, object, object], float] = {}
    for each in measured:
        value = _score(each.value, instrument) if each.instrument == instrument else None
        if value is not None:
            values[each.participant, each.goal, each.moment] = value
    return [
        (value, values[person, goal, moment])
        for (person, goal, when), value in values.items()
        if when == "baseline" and (person, goal, moment) in values
    ]


def _score(value: Any, instrument: str) -> float | None:
    if instrument not in ("collaboration_scan", "expertise_self_scan"):
        return float(value)
    answered = [each for each in value if each is not None]
    needed = 6 if instrument == "collaboration_scan" else 5
    return sum(answered) / len(answered) if len(answered) >= needed else None


def _placed(block: Block, measured: Iterable[Any]) -> dict[tuple[Block, str], list[float | str]]:
    counted = {
        (each.moment, each.label): int(each.value) for each in measured if each.instrument == "counter"
    }
    found: dict[tuple[Block, str], list[float | str]] = {}
    for name, moment in (("first", "baseline"), ("later", "follow_up_1")):
        begun, finished, stopped = (counted.get((moment, label), 0) for label in PLACED)
        parts = {PLACED[1]: finished, PLACED[2]: stopped, "under way": begun - finished - stopped}
        found[block, name] = [label for label, n in parts.items() for _ in range(n)]
    return found


def _session(block: Block, session: Any) -> dict[tuple[Block, str], list[float | str]]:
    evaluation = session.evaluation
    learned, later = evaluation.level2[0], evaluation.level3_applied
    present = sum(line.n for line in session.attendance)
    changes = [after - before for before, after in zip(learned.before, learned.after, strict=True)]
    answers: dict[str, list[Any]] = {
        "graded": list(evaluation.level1.grades),
        "fitting": list(evaluation.level1.fits_my_work),
        "learned": changes,
        "applied": [1] * later.n_applied + [0] * (later.n_responded - later.n_applied) if later else [],
    }
    found: dict[tuple[Block, str], list[float | str]] = {
        (block, "attendance"): [f"role {line.role}" for line in session.attendance for _ in range(line.n)]
    }
    for counted, given in answers.items():
        silent = ["no answer"] * (present - len(given))
        found[block, counted] = [*(float(each) for each in given), *silent]
    return found
