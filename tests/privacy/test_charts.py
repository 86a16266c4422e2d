"""From the charts of a report nobody works out what was seen of fewer than k people, nor how many moved.

The attacker holds the whole calendar and the program, as in `test_attacker`: he knows which observations
are counted in which bar, and subtracts one report from the next.
"""

import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import pytest
from builders import findings, measured, people
from privacy.calendar.worlds import World, random_world, words
from publications import publication
from reliability.counts import record_figures, trials

from actionlab.analysis import published, shown_change
from actionlab.analysis.change import change
from actionlab.analysis.charted import PhaseSignals, ShownSignals
from actionlab.analysis.citations import Citations
from actionlab.analysis.cycles import phase_of
from actionlab.analysis.shown_change import ShownChange
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection

K = 5
QUICK = trials(300, 3000)
Charts = dict[str, ShownSignals]


class Leak(NamedTuple):
    """What an attacker found: in which study, in which bar, and what."""

    study: str
    phase: str | None
    what: str


def shown(records: Any, audience: str = "municipality") -> Charts:
    """The signals of each study in a report."""
    return {
        each.id: each.signals for each in findings(records, audience=audience).studies if each.signals.phases
    }


def attack(world: World, charts: Charts) -> Iterator[Leak]:
    """Give every bar that leads to too few people, or that tells of everybody in it the same."""
    records = Records(world.records)
    for study_id, signals in charts.items():
        bars = _bars(records, study_id)
        for bar in signals.phases:
            there = frozenset().union(*(world.met[ref] for ref in bars[bar.phase]))
            groups = Counter(each.group for each in there)
            if bar.phase and any(n < K for n in groups.values()):
                yield Leak(study_id, bar.phase, "few people")
            if sum(1 for n in bar.signals[:-1] if n) < 2:
                yield Leak(study_id, bar.phase, "all the same")
            if sum(bar.signals) != len(bars[bar.phase]):
                yield Leak(study_id, bar.phase, "others are counted in it")


def _bars(records: Records, study_id: str) -> dict[str | None, list[str]]:
    """The observations in each bar, as the attacker works it out with the program."""
    citations = Citations(records, Protection(k=K))
    bars: defaultdict[str | None, list[str]] = defaultdict(list)
    for each in records.in_study(study_id).of(Observation):
        bars[citations.phase(each)].append(each.id)
    return bars


def later(world: World, seed: int) -> tuple[Record[Any], ...]:
    """The records some time later: a few observations more or fewer, or with another signal."""
    dice = random.Random(seed)
    seen = [each for each in world.records if each.kind == "observation"]
    happening, some = (
        dice.choice(("more", "fewer", "other")),
        dice.sample(seen, min(len(seen), dice.randint(1, 7))),
    )
    if happening == "more":
        return (*world.records, *(_like(each, f"obs-later-{n}", dice) for n, each in enumerate(some)))
    gone = {each.id for each in some}
    rest = tuple(each for each in world.records if each.id not in gone)
    return rest if happening == "fewer" else (*rest, *(_like(each, each.id, dice) for each in some))


def _like(each: Record[Any], name: str, dice: random.Random) -> Record[Any]:
    data = msgspec.structs.replace(each.data, what_seen=words(dice), signal=dice.choice(ids("signal")))
    return msgspec.structs.replace(each, id=name, data=data)


def subtracted(world: World, charts: Charts, seed: int) -> Iterator[Leak]:
    """Give every number of a first report that a later one shows changed by 1 to k - 1."""
    first = publication(findings(world.records))
    for study_id, signals in shown([*later(world, seed), first]).items():
        was = {each.phase: each.signals for each in charts[study_id].phases} if study_id in charts else {}
        for bar in signals.phases:
            pairs = zip(was.get(bar.phase, bar.signals), bar.signals, strict=True)
            if any(0 < abs(now - then) < K for then, now in pairs):
                yield Leak(study_id, bar.phase, "subtracted")


def tried(seeds: range) -> tuple[list[tuple[int, Leak]], int]:
    """Attack the charts of many worlds: what was found, and how many charts there were."""
    found: list[tuple[int, Leak]] = []
    drawn = 0
    for seed in seeds:
        world = random_world(seed)
        charts = shown(world.records)
        drawn += len(charts)
        if charts:
            leaks = (*attack(world, charts), *subtracted(world, charts, seed))
            found += [(seed, leak) for leak in leaks]
    return found, drawn


def caught() -> set[str]:
    return {leak.what for _, leak in tried(range(80))[0]}


def test_no_bar_tells_of_too_few_people_nor_of_everybody_nor_of_who_came_later() -> None:
    found, drawn = tried(range(QUICK))
    record_figures("charts: signals", worlds=QUICK, charts=drawn, recovered=len(found))
    assert found == []
    assert drawn > QUICK / 20


@pytest.mark.long
def test_nor_in_many_more_worlds() -> None:
    worlds = trials(2000, 10_000)
    found, drawn = tried(range(10_000, 10_000 + worlds))
    record_figures("charts: signals, many worlds", worlds=worlds, charts=drawn, recovered=len(found))
    assert found == []


def test_the_public_is_shown_no_signals_of_any_world() -> None:
    assert [seed for seed in range(40) if shown(random_world(seed).records, "public")] == []


def test_a_chart_with_the_phase_of_every_observation_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Citations, "phase", lambda self, each: phase_of(each, self._records))
    assert "few people" in caught()


def test_a_chart_of_phases_in_which_all_is_the_same_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PhaseSignals, "is_mixed", True)
    assert "all the same" in caught()


def test_a_chart_that_does_not_mind_what_was_published_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "may_follow", lambda *given: True)
    assert "subtracted" in caught()


# how many moved, beside the middle scores at the start and later

BOTH = ("baseline", "follow_up_1")


def told(stays: tuple[tuple[int, int], ...]) -> ShownChange:
    """What is told of people who gave these answers to every statement of a scan, at the start and later."""
    everybody = zip(people(len(stays), group="professional"), stays, strict=True)
    records = [
        measured(each.id, moment, [answer] * 8, instrument="collaboration_scan").data
        for each, pair in everybody
        for moment, answer in zip(BOTH, pair, strict=True)
    ]
    return shown_change.shown_change(change(records, "collaboration_scan")).narrowed(Protection(k=K))


def certain(n: int) -> list[tuple[str, int]]:
    """Which small numbers of `n` people are certain to who is told one thing and knows the rules.

    On the coarsest scan there is, of two answers only; from ten people on, because below ten it is only the
    coarseness that tells that a middle lies half way.
    """
    alike: defaultdict[ShownChange, set[tuple[int, int, int]]] = defaultdict(set)
    for stays in itertools.combinations_with_replacement([(1, 1), (1, 5), (5, 1), (5, 5)], n):
        up, down = stays.count((1, 5)), stays.count((5, 1))
        alike[told(stays)].add((up, n - up - down, down))
    found = []
    for divisions in alike.values():
        for name, counts in zip(("up", "same", "down"), zip(*divisions, strict=True), strict=True):
            if len(set(counts)) == 1 and 0 < counts[0] < K:
                found.append((name, counts[0]))
    return found


@pytest.mark.parametrize("n", [10, 11, 12])
def test_the_middle_scores_leave_it_open_how_many_moved(n: int) -> None:
    assert certain(n) == []


def test_middle_scores_that_take_joined_cells_apart_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_change, "_middles", lambda shown, groups, k: shown.middles)
    assert ("same", 1) in certain(12)
