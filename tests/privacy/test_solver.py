"""An independent solver reads reports on random studies and works out what it can about small groups.

ACTIONLAB_TRIALS=full makes all trials; a test run without it makes few.
"""

import itertools
from typing import Any

import pytest
from builders import findings, laddered, measured, people, study
from privacy.solver.attack import Recovered
from privacy.solver.changes import Changed, changed
from privacy.solver.random_studies import World, random_world
from privacy.solver.rounds import LIMITS, from_one, from_two, report
from privacy.solver.sums import ImpossibleError
from privacy.solver.unread import unread
from reliability.counts import record_figures, trials

from actionlab.analysis import grades, published, shown_change
from actionlab.analysis.published import Block
from actionlab.model.records import Record
from actionlab.privacy.disclosure import Protection, ShownShare

SINGLES, PAIRS, SAME_DAY = trials(40, 2000), trials(20, 700), trials(5, 150)
SCANNED = trials(150, 3000)
READERS = (
    ("municipality", "municipality"),
    ("public", "public"),
    ("municipality", "public"),
    ("public", "municipality"),
)


@pytest.mark.parametrize("audience", LIMITS)
def test_no_count_of_a_small_group_follows_from_one_report(audience: str) -> None:
    found = [(seed, count) for seed in range(SINGLES) for count in from_one(random_world(seed), audience)]
    record_figures(f"solver: one report, {audience}", trials=SINGLES, recovered=len(found))
    assert found == []


@pytest.mark.long
def test_nor_does_one_follow_where_the_middle_scores_of_a_scan_are_told_too() -> None:
    found: list[tuple[int, Recovered]] = []
    told = 0
    for seed in range(5000, 5000 + SCANNED):
        world = random_world(seed)
        shown = (each.change for one in findings(world).studies for each in one.outcomes)
        if any(change and change.middles for change in shown):
            told += 1
            found += [(seed, count) for count in from_one(world, "municipality")]
    record_figures("solver: middle scores", trials=SCANNED, told=told, recovered=len(found))
    assert found == []
    assert told > SCANNED / 10


def test_no_count_of_a_small_group_follows_from_two_reports() -> None:
    found: list[tuple[int, Recovered]] = []
    for seed in range(PAIRS):
        world, readers = random_world(seed), READERS[seed % len(READERS)]
        later = changed(world, seed, LIMITS[readers[1]] + 2)
        found += [(seed, count) for count in from_two(world, later, readers)]
    record_figures("solver: two reports", trials=PAIRS, recovered=len(found))
    assert found == []


def test_nor_does_one_follow_from_the_reports_for_both_audiences_when_nothing_changed() -> None:
    found: list[tuple[int, Recovered]] = []
    for seed, readers in itertools.product(range(SAME_DAY), READERS[2:]):
        world = random_world(seed)
        found += [(seed, count) for count in from_two(world, Changed(world, pure=True), readers)]
    record_figures("solver: both audiences", trials=SAME_DAY * 2, recovered=len(found))
    assert found == []


def test_the_reader_reads_every_number_about_people() -> None:
    for seed in range(20):
        for audience in LIMITS:
            _, text = report(random_world(seed), audience)
            assert list(unread(text)) == []


def test_a_report_without_protection_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Protection, "allows", lambda self, n: True)
    monkeypatch.setattr(Protection, "is_small", lambda self, n: not n)
    assert {"changes", "groups", "attendance"} <= _caught(40)


def test_a_part_that_is_shown_with_its_whole_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ShownShare, "narrowed", lambda self, protection: self)
    assert {"grades", "applied"} <= _caught(60)


def test_a_middle_that_says_that_exactly_half_moved_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_change, "rounded_change", lambda middle, step: middle)
    assert "changes" in _caught(40)


def test_a_middle_change_that_nobody_can_have_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of the six went up half a point and three five eighths: in the middle 0.5625."""
    half, more = [4] * 4 + [3] * 4, [4] * 5 + [3] * 3
    world = _scanned([[3] * 8] * 6, [half] * 3 + [more] * 3, "collaboration_scan")
    assert from_one(world, "municipality") == []
    monkeypatch.setattr(shown_change, "rounded_change", lambda middle, step: middle)
    assert {found.people for found in from_one(world, "municipality")} == {3}


def test_a_middle_that_takes_joined_cells_apart_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    world = _ladder(up=5, same=1, down=7)
    assert from_one(world, "municipality") == []
    monkeypatch.setattr(shown_change, "_is_not_up", lambda *given: False)
    assert 1 in [found.people for found in from_one(world, "municipality")]


def test_a_middle_half_way_that_is_subtracted_from_a_count_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [*[4] * 6, *[7] * 4, *[8] * 10]
    world = [study(), *people(20), *(_grade(one.id, n) for one, n in zip(people(20), given, strict=True))]
    assert from_one(world, "municipality") == []
    monkeypatch.setattr(grades, "whole_answer", lambda middle: middle)
    assert 4 in [found.people for found in from_one(world, "municipality")]


def test_a_middle_score_half_way_between_two_people_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can score 1.08: three of the six have every answer 1, the others score higher."""
    lowest, higher = [1] * 6, [2, *[1] * 5]
    world = _scanned([lowest] * 3 + [higher] * 3, [[4] * 6] * 6, "expertise_self_scan")
    assert from_one(world, "municipality") == []
    monkeypatch.setattr(shown_change, "in_quarters", lambda middle: middle)
    assert {found.people for found in from_one(world, "municipality")} == {3}


def test_a_report_that_does_not_mind_what_was_published_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "may_follow", lambda *given: True)
    caught: set[str] = set()
    for seed in range(0, 80, 4):
        world = random_world(seed)
        later = changed(world, seed, LIMITS["municipality"] + 2)
        caught |= {found.counted for found in from_two(world, later, READERS[0], keeps=False)}
    assert {"changes", "groups"} <= caught


def test_a_number_that_is_no_longer_there_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five of the six who went up leave: seven are left, and they are too few to be divided."""

    def far_or_equal(was: Block, now: Block, exact: Block, k: int) -> bool:
        counts = exact.counts()
        moved = [abs(counts.get(name, 0) - n) for name, n in was.counts().items()]
        return not any(0 < each < k for each in moved)

    world = _ladder(up=6, same=6, down=0)
    later = Changed(_without(world, 5), left=5)
    assert from_two(world, later, READERS[0]) == []
    monkeypatch.setattr(published, "may_follow", far_or_equal)
    assert 1 in [found.people for found in from_two(world, later, READERS[0])]


def _ladder(*, up: int, same: int, down: int) -> World:
    """A study in which so many people went up, stayed and went down one step, in this order."""
    everybody = people(up + same + down)
    after = [*[4] * up, *[3] * same, *[2] * down]
    return [study(), *everybody, *laddered(everybody, [3] * len(after), after)]


def _scanned(first: list[list[int]], later: list[list[int]], instrument: str) -> World:
    """A study of professionals who answered a scan like this, at the start and later."""
    everybody = people(len(first), group="professional")
    return [
        study(),
        *everybody,
        *(
            measured(each.id, moment, answers, instrument=instrument)
            for moment, answered in (("baseline", first), ("follow_up_1", later))
            for each, answers in zip(everybody, answered, strict=True)
        ),
    ]


def _grade(code: str, value: int) -> Record[Any]:
    return measured(code, "after_conversation", value)


def _without(world: World, n: int) -> World:
    gone = {each.id for each in [each for each in world if each.kind == "participant"][:n]}
    return [each for each in world if not {each.id, getattr(each.data, "participant", "")} & gone]


def _caught(worlds: int) -> set[str]:
    """Give what was counted where the solver recovered a small group."""
    return {found.counted for seed in range(worlds) for found in _tried(random_world(seed))}


def _tried(world: World) -> list[Recovered]:
    try:
        return from_one(world, "municipality")
    except (AssertionError, ImpossibleError):
        # a reader who knows the rules of another program reasons wrongly
        return []
