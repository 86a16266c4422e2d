"""What may happen to a study between two reports: people join or leave, are measured again or corrected."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from privacy.solver.random_studies import Dice, World, new_person, new_value

from actionlab.model.instruments import score
from actionlab.model.records import Record

HAPPENINGS = ("nothing", "join", "leave", "join and leave", "measure", "drop out", "correct", "session")


class Changed(NamedTuple):
    """A world some time later. If `pure`, at most so many people joined or left a group, and that is all."""

    world: World
    joined: int = 0
    left: int = 0
    pure: bool = False


def changed(world: World, seed: int, most: int) -> Changed:
    """Let something happen to 0 to `most` people of one study of a world; the same seed gives the same."""
    dice = Dice(seed, "NEW")
    study = dice.choice([each.id for each in world if each.kind == "study"])
    happening, n = dice.choice(HAPPENINGS), dice.choice((dice.randint(0, most), dice.randint(most - 2, most)))
    joining = {"join": n, "join and leave": (n + 1) // 2}.get(happening, 0)
    leaving = {"leave": n, "join and leave": n // 2}.get(happening, 0)
    later = _without(world, _alike(world, study, leaving, dice))
    later = _with(later, study, joining, dice)
    if happening in ("measure", "correct", "drop out"):
        later = _remeasured(later, _alike(world, study, n, dice), happening, dice)
    if happening == "session":
        later = [_corrected(each, study, n, dice) if each.kind == "training" else each for each in later]
    more, fewer = happening in ("join", "measure"), happening in ("leave", "drop out")
    pure = more or fewer or happening == "nothing"
    return Changed(later, n if more else 0, n if fewer else 0, pure)


def _alike(world: World, study: str, n: int, dice: Dice) -> World:
    """Choose people who agreed, often of one group, and often those for whom it went best or worst."""
    there = [
        each
        for each in world
        if each.kind == "participant" and each.data.study_id == study and each.data.consent.status == "given"
    ]
    if there and dice.random() < 0.8:
        group = dice.choice(there).data.group
        there = [each for each in there if each.data.group == group]
    if dice.random() < 0.5:
        return dice.sample(there, min(n, len(there)))
    instruments = {each.data.instrument for each in world if each.kind == "measurement"}
    instrument = dice.choice(sorted(instruments) or [""])
    side = dice.choice((-1, 1))
    return sorted(there, key=lambda person: side * _went(_of(world, person.id), instrument))[:n]


def _went(measured: World, instrument: str) -> float:
    """Give the last value less the first, the grade itself when there is one, 0 for who was not measured."""
    values = [each.data.value for each in measured if each.data.instrument == instrument]
    scores = [found for value in values if (found := score(instrument, value)) is not None]
    return scores[-1] - (scores[0] if len(scores) > 1 else 0) if scores else 0.0


def _without(world: World, people: World) -> World:
    """Take the consent of some people away, and what was measured of them."""
    gone = {each.id for each in people}
    found: World = []
    for each in world:
        if each.id in gone:
            consent = msgspec.structs.replace(each.data.consent, status="withdrawn", scopes=())
            found.append(_replaced(each, consent=consent, status="erased"))
        elif each.kind == "observation":
            codes = tuple(code for code in each.data.participants if code not in gone)
            found.append(_replaced(each, participants=codes))
        elif getattr(each.data, "participant", None) not in gone:
            found.append(each)
    return found


def _with(world: World, study: str, n: int, dice: Dice) -> World:
    """Let people join who are like somebody who is there: of the same group, and measured as often."""
    found = list(world)
    for model in _alike(world, study, n, dice):
        person = new_person(study, model.data.group, dice)
        found.append(person)
        for each in _of(world, model.id):
            value = each.data.value if dice.random() < 0.7 else _other(each.data, each.data.value, 0.5, dice)
            found.append(_replaced(each, f"{each.id}-{person.id}", participant=person.id, value=value))
    return found


def _remeasured(world: World, people: World, how: str, dice: Dice) -> World:
    """Measure people for a second time, lose that measurement, or correct it in one direction for all."""
    found, leaning = list(world), dice.choice((0.0, 0.5, 1.0))
    for person in people:
        own = _of(found, person.id)
        for first in [each for each in own if each.data.moment == "baseline"]:
            again = [each for each in own if _what(each) == _what(first) and each is not first]
            value = _other(first.data, first.data.value, leaning, dice)
            if how == "measure" and not again:
                found.append(_replaced(first, f"{first.id}-again", moment="follow_up_1", value=value))
            elif how == "drop out":
                found = [each for each in found if each not in again]
            elif how == "correct" and again:
                found[found.index(again[0])] = _replaced(again[0], value=value)
        for grade in [each for each in own if how == "correct" and each.data.instrument == "grade"]:
            found[found.index(grade)] = _replaced(grade, value=_other(grade.data, 6, leaning, dice))
    return found


def _other(measurement: Any, before: Any, leaning: float, dice: Dice) -> Any:
    return new_value(measurement.instrument, leaning, dice, before)


def _what(measurement: Record[Any]) -> tuple[str, str | None]:
    return measurement.data.instrument, measurement.data.goal


def _replaced(record: Record[Any], name: str = "", /, **fields: Any) -> Record[Any]:
    data = msgspec.structs.replace(record.data, **fields)
    return msgspec.structs.replace(record, id=name or record.id, data=data)


def _of(world: World, code: str) -> World:
    return [each for each in world if getattr(each.data, "participant", None) == code]


def _corrected(session: Record[Any], study: str, n: int, dice: Dice) -> Record[Any]:
    """Correct who was at a session, and what they answered, by at most `n` people."""
    if session.data.study_id != study or not n:
        return session
    fields = msgspec.to_builtins(session.data)
    change = dice.choice((-1, 1)) * n
    lines, evaluation = fields.get("attendance", []), fields["evaluation"]
    if lines:
        line = dice.choice(lines)
        line["n"] = max(1, line["n"] + change)
    present = sum(line["n"] for line in lines)
    for asked, answers in evaluation["level1"].items():
        evaluation["level1"][asked] = _fewer_or_more(answers, change, present)
    for learned in evaluation["level2"]:
        learned |= {when: learned.get(when, [])[:present] for when in ("before", "after")}
    later = evaluation.get("level3_applied")
    if later:
        later["n_responded"] = max(0, min(later["n_asked"], present, later["n_responded"] + change))
        later["n_applied"] = min(later["n_responded"], later["n_applied"])
    return msgspec.structs.replace(session, data=msgspec.convert(fields, type(session.data)))


def _fewer_or_more(answers: Sequence[int], change: int, most: int) -> list[int]:
    kept = answers[: max(0, most + min(0, change))]
    return [*kept, *kept[: max(0, min(change, most - len(kept)))]]
