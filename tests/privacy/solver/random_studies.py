"""Random studies in which small groups are frequent, and what may happen to one between two reports."""

import datetime as dt
import itertools
import random
from collections.abc import Sequence
from typing import Any

from builders import insight, observation, record, study, supported_by

from actionlab.model.records import Record

World = list[Record[Any]]

NAMES = ("Studie noord", "Studie zuid")
GROUPS = ("resident", "professional", "employer", "expert_by_experience")
PROFESSIONS = ("klantmanager", "jobcoach", "wmo_consultant", "care_professional", "team_manager", "teacher")
SESSIONS = ("Sessie alfa", "Sessie beta", "Sessie gamma")
_SIZES = ((0, 0), (1, 4), (1, 9), (5, 9), (8, 14), (10, 24), (20, 40))
_SCANS = {"collaboration_scan": 8, "expertise_self_scan": 6}
_RANGES = {"ladder": (1, 6), "gas": (-2, 2), "grade": (1, 10)}
_THEMES = ("I1", "I2", "I4", "O1")


class Dice(random.Random):
    """Chance, and codes for new people that begin with three letters."""

    def __init__(self, seed: int, letters: str = "HOU") -> None:
        super().__init__(seed)
        self.codes = (f"{letters}-{''.join(four)}" for four in itertools.product("ABCDEFGH", repeat=4))


def random_world(seed: int) -> World:
    """One study, sometimes two, with groups of 0 to 40 people; the same seed gives the same world."""
    dice = Dice(seed)
    found: World = []
    for number, title in enumerate(NAMES[: 1 if dice.random() < 0.8 else 2]):
        found += _study(f"studie-{number}", title, dice)
    return found


def size(dice: Dice) -> int:
    """How many people: 0 to 40, mostly few."""
    return dice.randint(*dice.choice(_SIZES))


def new_person(name: str, group: str, dice: Dice) -> Record[Any]:
    """A participant who agreed, with a new code."""
    code = next(dice.codes)
    role = dice.choice(PROFESSIONS) if group == "professional" else group
    consent = {"status": "given", "scopes": ["measurements", "observe_conversations"]}
    return record("participant", pseudonym=code, study_id=name, group=group, role=role, consent=consent)


def new_value(instrument: str, leaning: float, dice: Dice, before: Any = None) -> Any:
    """A value of an instrument; after a first one a value near it, and higher when `leaning` is near 1."""
    low, high = _RANGES.get(instrument, (1, 5))
    if instrument in _SCANS:
        former = before or [None] * _SCANS[instrument]
        answers: list[int | None] = [_step(each, low, high, leaning, dice) for each in former]
        if dice.random() < 0.1:
            answers[dice.randrange(len(answers))] = None
        return answers
    return _step(before, low, high, leaning, dice)


def _step(before: int | None, low: int, high: int, leaning: float, dice: Dice) -> int:
    if before is None:
        middle = (low + high) // 2
        return dice.randint(max(low, middle - 2), min(high, middle + 1))
    if dice.random() < abs(2 * leaning - 1):
        return min(high, max(low, before + (1 if leaning > 0.5 else -1)))
    return min(high, max(low, before + dice.choice((-1, 0, 0, 1, 2))))


def _study(name: str, title: str, dice: Dice) -> World:
    people = [new_person(name, group, dice) for group in GROUPS for _ in range(size(dice))]
    agreed = [each for each in people if dice.random() < 0.95]
    refused = [_refusing(each) for each in people if each not in agreed]
    instruments = dice.sample(("ladder", "gas", "grade", *_SCANS), k=dice.randint(1, 4))
    primary = dice.choice((*instruments, "ladder"))
    found = [study(name, title=title, theme=dice.choice(_THEMES), primary_indicator=primary)]
    found += [*agreed, *refused, *_seen(name, agreed, dice)]
    for instrument in instruments:
        found += _measured(name, instrument, agreed, dice)
    if found[0].data.theme == "I4":
        found += _placed(name, dice)
    for session in SESSIONS[: dice.randint(0, 3)]:
        found.append(_session(name, session, dice))
    if dice.random() < 0.3:
        lines = _attendance(size(dice), dice)
        found.append(record("meeting", study_id=name, type="support", attendance=lines))
        found.append(record("member_check", study_id=name, participants=lines, insight_ids=[f"ins-{name}"]))
    return found


def _refusing(person: Record[Any]) -> Record[Any]:
    fields = {"pseudonym": person.id, "study_id": person.data.study_id, "group": person.data.group}
    return record("participant", consent={"status": "refused"}, role=person.data.role, **fields)


def _seen(name: str, people: Sequence[Record[Any]], dice: Dice) -> World:
    seen = [
        observation(
            f"obs-{name}-{number}",
            study_id=name,
            participants=[each.id for each in dice.sample(people, min(len(people), 2))],
            present_roles=dice.sample(("resident", "employer", *PROFESSIONS), k=2),
            quote={"text": "Zo werkt het.", "permission": True, "speaker_role": dice.choice(PROFESSIONS)},
        )
        for number in range(2)
    ]
    return [*seen, insight(f"ins-{name}", study_id=name, evidence=supported_by(*(each.id for each in seen)))]


def _measured(name: str, instrument: str, people: Sequence[Record[Any]], dice: Dice) -> World:
    group = dice.choice((*GROUPS[:2], *GROUPS[:2], "all"))
    asked = [each for each in people if group in ("all", each.data.group)]
    asked = asked if dice.random() < 0.5 else [each for each in asked if dice.random() < 0.8]
    if instrument == "grade":
        return _grades(name, asked, dice)
    leaning, stay = dice.choice((0.0, 0.3, 0.5, 0.5, 0.7, 1.0)), dice.choice((1.0, 0.9, 0.7, 0.3, 0.0))
    goals = ["Lezen"] if dice.random() < 0.7 else ["Lezen", "Fietsen"]
    found: World = []
    for person in asked:
        for goal in goals if instrument == "gas" else [None]:
            about = {"instrument": instrument, "participant": person.id, "study_id": name, "goal": goal}
            found += _series(about, leaning, stay, dice)
    return found


def _series(about: dict[str, Any], leaning: float, stay: float, dice: Dice) -> World:
    first = new_value(about["instrument"], leaning, dice)
    moments, values = ["baseline"], [first]
    for moment in ("follow_up_1", "follow_up_2"):
        if dice.random() < (stay if moment == "follow_up_1" else stay / 3):
            moments.append(moment)
            values.append(new_value(about["instrument"], leaning, dice, first))
    days = {"baseline": "2026-01-05", "follow_up_1": "2026-05-04", "follow_up_2": "2026-06-01"}
    return [
        record("measurement", moment=moment, value=value, date=days[moment], **about)
        for moment, value in zip(moments, values, strict=True)
    ]


def _grades(name: str, people: Sequence[Record[Any]], dice: Dice) -> World:
    lean, often = dice.choice((2, 5, 7)), dice.choice((1, 1, 2))
    about = {"instrument": "grade", "moment": "after_conversation", "study_id": name}
    return [
        record(
            "measurement",
            participant=person.id,
            value=min(10, dice.randint(lean, lean + 3)),
            date=dt.date(2026, 3, 1 + turn).isoformat(),
            **about,
        )
        for person in people
        for turn in range(often)
    ]


def _placed(name: str, dice: Dice) -> World:
    """Placements begun, finished and stopped, at the start and later; each is one resident."""
    found: World = []
    for moment in ("baseline", "follow_up_1"):
        parts = [size(dice) if dice.random() < 0.5 else 0 for _ in range(3)]
        for label, n in (("begonnen", sum(parts)), ("afgemaakt", parts[0]), ("gestopt", parts[1])):
            about = {"instrument": "counter", "label": f"Plaatsing {label}", "unit": "number"}
            found.append(record("measurement", study_id=name, moment=moment, value=n, **about))
    return found


def _attendance(n: int, dice: Dice) -> list[dict[str, Any]]:
    roles = dice.sample(("resident", *PROFESSIONS), k=dice.randint(1, 6))
    counted = dict.fromkeys(roles, 0)
    for role in dice.choices(roles, weights=[1 + 4 * place for place in range(len(roles))], k=n):
        counted[role] += 1
    return [{"role": role, "n": number} for role, number in counted.items() if number]


def _session(name: str, title: str, dice: Dice) -> Record[Any]:
    present = size(dice)
    graded, learned, asked = (_part(present, dice) for _ in range(3))
    answered = _part(asked, dice)
    applied = dice.choice((0, answered, dice.randint(0, answered)))
    before, lean = dice.choices(range(1, 6), k=learned), dice.choice((1, 3, 6))
    level3 = {"asked_on": "2026-05-01", "n_asked": asked, "n_responded": answered, "n_applied": applied}
    after = [new_value("fits", dice.choice((0.5, 1.0)), dice, each) for each in before]
    evaluation = {
        "level1": {
            "grades": [min(10, dice.randint(lean, lean + 3)) for _ in range(graded)],
            "fits_my_work": [dice.randint(1 + lean // 2, 5) for _ in range(graded)],
        },
        "level2": [{"statement": "Ik weet wat kan", "before": before, "after": after}],
        **({"level3_applied": level3} if dice.random() < 0.7 else {}),
    }
    fields = {"attendance": _attendance(present, dice), "evaluation": evaluation, "date": "2026-02-02"}
    return record("training", study_id=name, title=title, **fields)


def _part(n: int, dice: Dice) -> int:
    return n if dice.random() < 0.5 else dice.randint(0, n)
