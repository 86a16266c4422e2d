"""Worlds: invented studies, and beside them the calendar of a manager who knows who met whom, and when."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from builders import HOUTEN, NIEUWEGEIN, measured, observation, person, record, study

from actionlab.model.records import Record
from actionlab.model.vocabulary import ids

FIRST_DAY = dt.date(2026, 1, 1)
ROLES = {
    "resident": ("resident",),
    "professional": ("klantmanager", "jobcoach", "district_team_professional"),
    "employer": ("employer",),
    "expert_by_experience": ("expert_by_experience",),
}
SETTINGS = ("three_way_conversation", "intake_conversation", "team_meeting", "interview", "workplace", None)
RELATIONS = ("supports", "supports", "supports", "contradicts", "nuances")
LETTERS = "BCDFGHKLMNPRSTVWXZ"


class Somebody(NamedTuple):
    """A person of flesh and blood; `code` is "" for who has none."""

    name: str
    group: str
    role: str
    code: str


Event = tuple[Record[Any], frozenset[Somebody]]


class World(NamedTuple):
    """The records of studies, and by id of each observation, training, meeting and group of measurements
    the people who were there."""

    records: tuple[Record[Any], ...]
    met: dict[str, frozenset[Somebody]]


def random_world(seed: int) -> World:
    """Give one or two studies in Houten, and sometimes one elsewhere, from very small to large."""
    dice = random.Random(seed)
    records: list[Record[Any]] = []
    met: dict[str, frozenset[Somebody]] = {}
    places = [HOUTEN] * dice.choice((1, 1, 2)) + [NIEUWEGEIN] * dice.choice((0, 1))
    for number, place in enumerate(places):
        made = _study(f"studie-{number}", place, dice)
        records += made.records
        met |= made.met
    return World(tuple(records), met)


def words(dice: random.Random) -> str:
    """Give a text that says nothing, and that no other record has."""
    return "Tekst " + "".join(dice.choice(LETTERS) for _ in range(10))


def _study(name: str, place: str, dice: random.Random) -> World:
    everyone = list(_people(name, dice))
    events = [*_observed(name, everyone, dice), *_sessions(name, everyone, dice)]
    measurements = list(_measurements(name, everyone, dice))
    met = {each.id: there for each, there in events}
    for each, there in measurements:
        ref = f"measurement:{name}:{each.data.instrument}"
        met[ref] = met.get(ref, frozenset()) | there
    coded = [each for each in everyone if each.code]
    return World(
        (
            study(name, title=name, theme=dice.choice(ids("theme")), municipality=[place]),
            *(person(each.code, study_id=name, group=each.group, role=each.role) for each in coded),
            *_cycles(name, dice),
            *(each for each, _ in (*events, *measurements)),
            *_insights(name, list(met), dice),
        ),
        met,
    )


def _people(name: str, dice: random.Random) -> Iterator[Somebody]:
    sizes = {
        "resident": dice.choice((0, 2, 4, 6, 12, 20, 30, 40)),
        "professional": dice.choice((1, 3, 7, 12, 20)),
        "employer": dice.choice((0, 0, 2, 7)),
        "expert_by_experience": dice.choice((0, 0, 0, 1, 6)),
    }
    number = 0
    for group, size in sizes.items():
        share = dice.choice((0.0, 0.8, 1.0, 1.0, 1.0))
        for each in range(size):
            number += 1
            code = f"{'ABC'[int(name[-1])] * 3}-AA{LETTERS[number // 18]}{LETTERS[number % 18]}"
            coded = dice.random() < share
            yield Somebody(f"{name} {group} {each}", group, dice.choice(ROLES[group]), code if coded else "")


def _cycles(name: str, dice: random.Random) -> Iterator[Record[Any]]:
    if dice.random() < 0.7:
        phases = [
            {
                "phase": phase,
                "date_from": FIRST_DAY + dt.timedelta(days=36 * place),
                "date_to": FIRST_DAY + dt.timedelta(days=36 * place + 35),
            }
            for place, phase in enumerate(ids("phase"))
        ]
        yield record("cycle", study_id=name, number=1, start_date=FIRST_DAY, phases=phases)


def _observed(name: str, everyone: list[Somebody], dice: random.Random) -> Iterator[Event]:
    skew = dice.choice((1, 2, 5))
    span = dice.choice((20, 90, 180))
    times = dice.choice((1, 1, 2, 5))
    by_group = {group: [each for each in everyone if each.group == group] for group in ROLES}
    for _ in range(dice.choice((1, 3, 6, 10, 20, 40))):
        setting = dice.choices(SETTINGS, weights=[skew**place for place in range(len(SETTINGS), 0, -1)])[0]
        there = frozenset(_there(setting, times, by_group, dice))
        recorded = dice.random() < 0.9
        roles = dict.fromkeys(each.role for each in sorted(there))
        day = FIRST_DAY + dt.timedelta(days=dice.randrange(span)) if dice.random() < 0.95 else None
        seen = observation(
            study_id=name,
            what_seen=words(dice),
            date=day,
            setting=setting,
            phase=dice.choice(ids("phase")) if dice.random() < 0.1 else None,
            present_roles=["researcher", *roles] if recorded else [],
            participants=sorted(each.code for each in there if each.code),
            **_said(sorted(roles), dice),
        )
        yield seen, there


def _there(
    setting: str | None, times: int, by_group: dict[str, list[Somebody]], dice: random.Random
) -> Iterator[Somebody]:
    sizes = {"resident": 1, "professional": dice.choice((0, 1, 2))}
    if setting == "team_meeting":
        sizes = {"professional": dice.choice((2, 4, 8))}
    if setting == "workplace":
        sizes = {"resident": dice.choice((1, 3, 6)), "employer": 1}
    if dice.random() < 0.05:
        sizes["expert_by_experience"] = 1
    for group, n in sizes.items():
        yield from dice.sample(by_group[group], min(n * times, len(by_group[group])))


def _said(roles: list[str], dice: random.Random) -> dict[str, Any]:
    """Give what an observation tells: content, which no calendar knows."""
    who = dice.choice([*roles, None])
    lead = {"subject": words(dice), "who": who, "agreed": dice.choice((True, False, None))}
    lacking = [{"what": words(dice), "kind": "means"}]
    return {
        "signal": dice.choice(ids("signal")),
        "tags": dice.choice(([], ["schaarste"])),
        "regie": [lead] if dice.random() < 0.5 else [],
        "missing": lacking if dice.random() < 0.3 else [],
        "barriers": [{"what": words(dice)}] if dice.random() < 0.3 else [],
    }


def _sessions(name: str, everyone: list[Somebody], dice: random.Random) -> Iterator[Event]:
    for kind in ("training", "meeting"):
        for _ in range(dice.choice((0, 1, 3))):
            there = frozenset(dice.sample(everyone, dice.randint(0, len(everyone))))
            lines = [
                {"role": role, "n": sum(1 for each in there if each.role == role)}
                for role in sorted({each.role for each in there})
            ]
            day = FIRST_DAY + dt.timedelta(days=dice.randrange(90))
            attendance = lines if dice.random() < 0.8 else []
            yield record(kind, study_id=name, date=day, title=words(dice), attendance=attendance), there


def _measurements(name: str, everyone: list[Somebody], dice: random.Random) -> Iterator[Event]:
    coded = [each for each in everyone if each.code]
    for instrument in dice.sample(("grade", "ladder", "gas"), dice.randint(0, 3)):
        for each in dice.sample(coded, dice.randint(0, len(coded))):
            yield measured(each.code, "baseline", 1, study_id=name, instrument=instrument), frozenset({each})
    if dice.random() < 0.3:
        there = frozenset(dice.sample(everyone, dice.randint(1, len(everyone))))
        forms = {"instrument": "collaboration_scan", "group_count": len(there)}
        yield measured(None, "baseline", [3] * 8, study_id=name, **forms), there


def _insights(name: str, refs: list[str], dice: random.Random) -> Iterator[Record[Any]]:
    for number in range(dice.choice((0, 1, 2, 4))):
        chosen = dice.sample(refs, min(len(refs), dice.randint(1, 8)))
        evidence = [{"ref": ref, "relation": dice.choice(RELATIONS)} for ref in chosen]
        yield record("insight", f"ins-{name}-{number}", study_id=name, title=words(dice), evidence=evidence)
