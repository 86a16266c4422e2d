"""With the report and a full calendar of who met whom, nobody finds who a source is about.

Two proofs on random worlds. An attacker looks which events of the calendar fit a source, also by making
reports of his own with the program. And whenever two observations are described in the same words, the
report stays the same, letter by letter, when what was seen at the one was seen at the other; so nothing in
it, not even what nobody thought of, tells them apart.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest
from builders import example
from privacy.calendar.attacker import Calendar, Found, attack, calendar_of, exchanged, report
from privacy.calendar.reading import read
from privacy.calendar.worlds import World, random_world
from reliability.counts import record_figures, trials

from actionlab.analysis import citations, themes
from actionlab.analysis.crowds import Seen, Trait
from actionlab.privacy.disclosure import Protection

LIMITS = {"municipality": 5, "public": 10}
FEW = range(30)
Told = dict[str, dict[str, Trait]]


def found(world: World, audience: str) -> list[Found]:
    return attack(report(world.records, audience), Calendar(world, audience), LIMITS[audience])


def told_apart(world: World, text: str, calendar: Calendar, audience: str) -> tuple[str, str] | None:
    """Give two observations described in the same words that a report tells apart all the same."""
    alike = list(calendar.alike())
    if not alike:
        return None
    one, other = random.Random(len(text)).choice(alike)
    return (one, other) if report(exchanged(world, one, other).records, audience) != text else None


def look_everywhere(seeds: Iterable[int], audience: str) -> Counter[str]:
    """Attack many worlds; nothing may be found. Give how much there was to look at."""
    seen: Counter[str] = Counter()
    for seed in seeds:
        world = random_world(seed)
        text, calendar = report(world.records, audience), Calendar(world, audience)
        assert attack(text, calendar, LIMITS[audience]) == [], seed
        assert told_apart(world, text, calendar, audience) is None, seed
        sources = read(text).sources.values()
        described = sum(1 for each in sources if each.facts)
        exchanges = any(True for _ in calendar.alike())
        seen.update(worlds=1, sources=len(sources), described=described, exchanges=exchanges)
    return seen


@pytest.mark.long
@pytest.mark.parametrize("audience", LIMITS)
def test_no_source_leads_to_fewer_than_k_people(audience: str) -> None:
    seen = look_everywhere(range(100), audience)
    assert seen["described"] > 30
    assert seen["exchanges"] > 70


@pytest.mark.long
@pytest.mark.parametrize("audience", LIMITS)
def test_no_source_of_many_worlds_leads_to_fewer_than_k_people(audience: str) -> None:
    seen = look_everywhere(range(1000, 1000 + trials(200, 2000)), audience)
    record_figures("calendar", audience=audience, **seen)


@pytest.mark.parametrize("audience", LIMITS)
def test_no_source_of_the_example_leads_to_fewer_than_k_people(audience: str) -> None:
    assert found(calendar_of(example()), audience) == []


def say_everything(seen: Sequence[Seen], names: Sequence[str], protection: Protection) -> Told:
    return {each.id: {name: each.traits.get(name) for name in names} for each in seen}


def say_what_k_people_fit(seen: Sequence[Seen], names: Sequence[str], protection: Protection) -> Told:
    """The rule that was there before: it counts people of all groups together, and nobody who is unsaid."""

    def fits(one: Seen, said: Sequence[str]) -> bool:
        like = [each for each in seen if all(each.traits.get(n) == one.traits.get(n) for n in said)]
        return not protection.is_small(len({code for each in like for code in each.present.codes}))

    told: Told = {}
    for each in seen:
        said = next((names[:n] for n in range(len(names), 0, -1) if fits(each, names[:n])), ())
        told[each.id] = {name: each.traits.get(name) for name in said}
    return told


@pytest.mark.parametrize("rule", [say_everything, say_what_k_people_fit])
@pytest.mark.parametrize("audience", LIMITS)
def test_a_rule_that_says_too_much_is_caught(
    rule: object, audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citations, "told_apart", rule)
    caught = [seed for seed in FEW if found(random_world(seed), audience)]
    assert len(caught) > 5


def test_rows_in_the_order_of_time_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(themes, "sorted", lambda rows, key=None: list(rows), raising=False)
    caught = 0
    for seed in FEW:
        world = random_world(seed)
        text, calendar = report(world.records, "municipality"), Calendar(world, "municipality")
        caught += told_apart(world, text, calendar, "municipality") is not None
    assert caught > 3


def test_a_row_that_tells_the_setting_of_every_observation_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(citations.Citations, "setting", lambda self, observation: observation.data.setting)
    caught = [seed for seed in FEW if found(random_world(seed), "municipality")]
    assert len(caught) > 3
