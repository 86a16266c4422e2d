"""Change between two measurements: the example's known results, and what of it a reader may see."""

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from actionlab.analysis import statistics
from actionlab.analysis.change import Change, change
from actionlab.analysis.grades import ShownGrades, grades, shown_grades
from actionlab.analysis.shown_change import ShownChange, shown_change
from actionlab.model.measurement import Measurement
from actionlab.privacy.disclosure import Cell, Groups, Protection, ShownShare

MUNICIPALITY, PUBLIC, RESEARCHERS = Protection(k=5), Protection(k=10), Protection(k=None)

# baseline and follow-up of the example studies, one pair per person (None: not measured again)
LADDER = [
    (2, 3), (2, 2), (3, 4), (3, 3), (1, 2), (4, 5), (2, 4), (3, 4), (3, 3), (4, 3), (2, 3), (3, 3), (3, None),
]  # fmt: skip
TASK_LADDER = [(3, 5), (2, 3), (3, 4), (4, 4), (3, 3), (4, 5)]
SCAN = [
    ([3, 3, 2, 3, 2, 3, 2, 3], [4, 4, 3, 4, 4, 4, 3, 4]),
    ([2, 3, 2, 3, 2, 2, 2, 3], [3, 3, 3, 3, 3, 3, 2, 3]),
    ([3, 4, 3, 3, 3, 3, 2, 3], [4, 4, 4, 3, 4, 4, 3, 4]),
    ([3, 3, 3, 2, 2, 3, 3, 3], [4, 3, 4, 3, 4, 3, 3, 4]),
    ([2, 3, 2, 2, 2, 3, 2, 2], [3, 3, 3, 3, 3, 3, 3, 3]),
    ([4, 4, 3, 3, 3, 3, 3, 4], [4, 4, 3, 3, 3, 3, 3, 4]),
    ([3, 3, 2, 2, 2, 2, 2, 3], [3, 4, 3, 3, 4, 3, 2, 3]),
]
SELF_SCAN = [
    ([2, 2, 3, 2, 2, 3], [3, 3, 4, 3, 3, 3]),
    ([3, 2, 2, 2, 3, 3], [4, 3, 3, 3, 4, 4]),
    ([2, 3, 3, 2, 2, 2], [3, 4, 3, 3, 3, 3]),
    ([3, 3, 3, 3, 2, 3], [3, 4, 4, 3, 3, 3]),
    ([2, 2, 2, 2, 2, 2], [3, 2, 3, 2, 3, 3]),
    ([3, 3, 2, 3, 3, 3], [4, 4, 3, 4, 3, 4]),
    ([2, 2, 3, 2, 3, 2], [2, 2, 3, 2, 3, 2]),
    ([4, 3, 3, 3, 3, 4], [4, 3, 3, 4, 3, 4]),
]
GOALS = [(-1, 0), (-1, 1), (-1, -1), (-1, 0)]
GRADES = [8, 7, 7, 9, 6, 8, 7, 5, 8, 7, 8, 6]


def protected(found: Change, protection: Protection, *, primary: bool = False) -> ShownChange:
    return shown_change(found, primary=primary).narrowed(protection)


def _measured(instrument: str, value: Any, **fields: Any) -> Measurement:
    given = {"study_id": "hou-driehoek", "participant": "HOU-A000", "moment": "baseline"}
    return Measurement(**({**given, "instrument": instrument, "value": value} | fields))


def _pairs(instrument: str, values: Sequence[tuple[Any, Any]], **fields: Any) -> list[Measurement]:
    """Both measurements of one person per pair of values, unless `fields` say who it was."""
    found = []
    for number, both in enumerate(values):
        for moment, value in zip(("baseline", "follow_up_1"), both, strict=True):
            who = {"participant": f"HOU-A{number:03}", "moment": moment} | fields
            found += [_measured(instrument, value, **who)] if value is not None else []
    return found


def _moved(*counts: int) -> list[tuple[int, int]]:
    """Ladder pairs of as many people up, same and down as asked."""
    return [pair for pair, n in zip([(3, 4), (3, 3), (3, 2)], counts, strict=True) for _ in range(n)]


def _shown(values: Sequence[tuple[Any, Any]], protection: Protection, **asked: bool) -> ShownChange:
    return protected(change(_pairs("ladder", values), "ladder"), protection, **asked)


@pytest.mark.parametrize(
    ("instrument", "values", "expected"),
    [
        ("ladder", LADDER, (13, 12, 1, 7, 4, 1, 3.0, 3.0, 1.0, 0.5, 0.5833, 0.070312, 0.0625, 0.7778)),
        (
            "collaboration_scan",
            SCAN,
            (7, 7, 0, 6, 1, 0, 2.625, 3.375, 0.75, 0.8571, 0.8571, 0.03125, 0.03125, 1.0),
        ),
        (
            "expertise_self_scan",
            SELF_SCAN,
            (8, 8, 0, 7, 1, 0, 2.4167, 3.25, 0.75, 0.875, 0.875, 0.015625, 0.015625, 1.0),
        ),
        ("ladder", TASK_LADDER, (6, 6, 0, 4, 2, 0, 3.0, 4.0, 1.0, 0.6667, 0.6667, 0.125, 0.125, 1.0)),
        ("gas", GOALS, (4, 4, 0, 3, 1, 0, -1.0, 0.0, 1.0, 0.75, 0.75, 0.25, 0.25, 1.0)),
    ],
)
def test_the_change_in_the_example_studies_is_as_recomputed_by_hand(
    instrument: str, values: list[tuple[Any, Any]], expected: tuple[float, ...]
) -> None:
    found = change(_pairs(instrument, values), instrument)
    counts = (found.n_start, found.n_paired, found.n_missing, found.up, found.same, found.down)
    medians = (found.median_before, found.median_after, found.median_change)
    effects = (found.net_shift, found.share_up, found.sign_test_p, found.wilcoxon_p, found.rank_biserial)
    assert counts + medians + effects == pytest.approx(expected, abs=5e-5)


def test_equal_changes_of_a_scan_count_as_equal_whatever_the_last_bits_say() -> None:
    values = [([1] * 6, [1] * 5 + [2]), ([2] * 6, [2] * 5 + [3]), ([4] * 6, [4] * 5 + [5])]
    found = change(_pairs("expertise_self_scan", values), "expertise_self_scan")
    assert len({7 / 6 - 1, 13 / 6 - 2, 25 / 6 - 4}) > 1
    assert len(set(found.changes)) == 1


def test_the_ladder_of_the_example_shows_seven_up_and_five_same_or_down() -> None:
    shown = _shown(LADDER, MUNICIPALITY, primary=True)
    assert shown == ShownChange(
        instrument="ladder",
        n_start=13,
        n_paired=12,
        n_missing=1,
        words_only=False,
        people=12,
        primary=True,
        median_change=1.0,
        groups=Groups(cells=(Cell(labels=("up",), n=7), Cell(labels=("same", "down"), n=5))),
        interval=statistics.clopper_pearson(7, 12),
    )


@pytest.mark.parametrize(
    ("instrument", "values"),
    [("collaboration_scan", SCAN), ("expertise_self_scan", SELF_SCAN), ("ladder", TASK_LADDER)],
)
def test_a_group_of_five_to_nine_shows_only_n_and_the_middle_change(
    instrument: str, values: list[tuple[Any, Any]]
) -> None:
    found = change(_pairs(instrument, values), instrument)
    shown = protected(found, MUNICIPALITY, primary=True)
    assert (shown.n_paired, shown.median_change) == (len(values), found.median_change)
    assert (shown.groups, shown.percent_up, shown.interval, shown.p) == (None, None, None, None)


def test_a_group_of_four_shows_only_how_many_dropped_out() -> None:
    shown = protected(change(_pairs("gas", GOALS), "gas"), MUNICIPALITY, primary=True)
    assert shown == ShownChange(instrument="gas", n_start=4, n_paired=4, n_missing=0, words_only=True)


def test_the_public_sees_less_of_the_ladder_than_the_municipality() -> None:
    shown = _shown(LADDER, PUBLIC)
    assert (shown.median_change, shown.groups) == (1.0, None)
    assert _shown(TASK_LADDER, PUBLIC).words_only


def test_the_team_sees_every_count_of_the_smallest_group_and_no_percentage() -> None:
    shown = protected(change(_pairs("gas", GOALS), "gas"), RESEARCHERS)
    assert shown.groups is not None
    assert [cell.n for cell in shown.groups.cells] == [3, 1, 0]
    assert (shown.percent_up, shown.p, shown.words_only) == (None, 0.25, False)
    assert shown.reached == ShownShare(whole=4, part=3, most=True)


def test_from_twenty_pairs_the_percentage_comes_with_the_counts() -> None:
    shown = _shown(_moved(12, 4, 4), MUNICIPALITY, primary=True)
    assert shown.groups is not None
    assert (shown.groups.count("up"), shown.percent_up) == (12, 60)
    assert _shown(_moved(10, 5, 4), MUNICIPALITY).percent_up is None


def test_the_exact_test_is_given_for_the_primary_indicator_when_all_cells_are_shown() -> None:
    assert _shown(_moved(10, 5, 5), MUNICIPALITY, primary=True).p == statistics.sign_test(10, 5)
    assert _shown(_moved(10, 5, 5), MUNICIPALITY).p is None
    assert _shown(_moved(10, 5, 4), MUNICIPALITY, primary=True).p is None


def test_the_exact_test_is_left_out_where_it_gives_the_small_cell_away() -> None:
    shown = _shown(_moved(12, 6, 2), MUNICIPALITY, primary=True)
    assert shown.groups is not None
    assert shown.groups.count("same", "down") == 8
    assert shown.p is None


def test_that_all_moved_the_same_way_is_not_shown_in_numbers() -> None:
    shown = _shown(_moved(12, 0, 0), MUNICIPALITY)
    assert (shown.groups, shown.interval) == (None, None)
    assert shown.median_change == 1.0


def test_a_step_down_is_as_visible_as_a_step_up() -> None:
    shown = _shown(_moved(5, 0, 9), MUNICIPALITY)
    assert shown.median_change == -1.0
    assert shown.groups is not None
    assert [cell.n for cell in shown.groups.cells] == [5, 0, 9]


def test_a_middle_between_two_steps_in_a_small_group_does_not_say_that_half_went_up() -> None:
    assert change(_pairs("ladder", _moved(3, 3, 0)), "ladder").median_change == 0.5
    assert _shown(_moved(3, 3, 0), MUNICIPALITY).median_change == 0.0
    assert _shown(_moved(3, 3, 0), RESEARCHERS).median_change == 0.5


def test_a_scan_that_moved_less_than_one_answer_in_a_small_group_did_not_change() -> None:
    one_up = ([3] * 8, [3] * 7 + [4])
    values = [one_up] * 3 + [([3] * 8, [3] * 8)] * 3
    found = change(_pairs("collaboration_scan", values), "collaboration_scan")
    assert found.median_change == 0.0625
    assert protected(found, MUNICIPALITY).median_change == 0.0


def _as_found(changes: Sequence[int]) -> Change:
    """A change with everything a reader could compute from; the interval is a stand-in that tells `up`."""
    up, down = sum(each > 0 for each in changes), sum(each < 0 for each in changes)
    return Change(
        instrument="ladder",
        n_start=len(changes),
        n_paired=len(changes),
        n_missing=0,
        people=len(changes),
        up=up,
        same=len(changes) - up - down,
        down=down,
        before=(),
        after=(),
        changes=tuple(changes),
        median_before=None,
        median_after=None,
        median_change=statistics.median(changes),
        net_shift=None,
        share_up=None,
        interval=(up, up),
        sign_test_p=statistics.sign_test(up, down),
        wilcoxon_p=None,
        rank_biserial=None,
        reached=None,
        people_reached=0,
        people_not_reached=0,
        t_scores=None,
    )


def _alike(n: int, furthest: int, protection: Protection) -> Iterator[list[Change]]:
    """All groups of `n` people, put together when a reader sees the same of them."""
    views = defaultdict(list)
    steps = range(-furthest, furthest + 1)
    for changes in itertools.combinations_with_replacement(steps, n):
        found = _as_found(changes)
        views[protected(found, protection, primary=True)].append(found)
    return iter(views.values())


@pytest.mark.parametrize(
    ("k", "n", "furthest"),
    [
        *((5, n, 2) for n in range(5, 16)),
        *((5, n, 3) for n in (6, 10, 12)),
        *((6, n, 2) for n in (6, 11, 12, 13)),
        *((10, n, 2) for n in (10, 11, 12)),
        *((10, n, 1) for n in range(10, 31)),
        *((5, n, 1) for n in range(16, 31)),
    ],
)
def test_all_that_is_shown_together_never_gives_a_small_cell_away(k: int, n: int, furthest: int) -> None:
    for groups in _alike(n, furthest, Protection(k=k)):
        for name in ("up", "same", "down"):
            sizes = {getattr(each, name) for each in groups}
            assert len(sizes) > 1 or sizes.pop() not in range(1, k), groups[0]


@pytest.mark.parametrize("n", range(10, 31))
def test_a_reader_of_the_municipal_and_the_public_report_recovers_no_small_cell(n: int) -> None:
    views = defaultdict(list)
    for up, same in itertools.product(range(n + 1), repeat=2):
        if up + same <= n:
            found = _as_found([1] * up + [0] * same + [-1] * (n - up - same))
            both = tuple(protected(found, each, primary=True) for each in (MUNICIPALITY, PUBLIC))
            views[both].append((up, same, n - up - same))
    for groups in views.values():
        for sizes in zip(*groups, strict=True):
            assert len(set(sizes)) > 1 or sizes[0] not in range(1, 5), groups


def _everything_of(n: int) -> Iterator[ShownChange]:
    for changes in itertools.combinations_with_replacement((-2, -1, 0, 1), n):
        yield shown_change(_as_found(changes), primary=True)


@pytest.mark.parametrize("n", [5, 9, 10, 12, 20])
def test_what_the_public_may_see_follows_from_what_the_municipality_may_see(n: int) -> None:
    for everything in _everything_of(n):
        assert everything.narrowed(MUNICIPALITY).narrowed(PUBLIC) == everything.narrowed(PUBLIC)


def test_several_goals_of_one_person_are_one_person() -> None:
    measured = []
    for number in range(4):
        for goal in ("Bellen", "Meelopen", "Een gesprek voeren"):
            measured += _pairs("gas", [(-1, 0)], participant=f"ZEI-A{number}", goal=goal)
    found = change(measured, "gas")
    assert (found.n_paired, found.people) == (12, 4)
    assert protected(found, MUNICIPALITY).words_only


def test_goals_reached_are_shown_when_enough_people_stand_on_either_side() -> None:
    values = [(-1, 0)] * 6 + [(-1, -1)] * 5
    shown = protected(change(_pairs("gas", values, goal="Bellen"), "gas"), MUNICIPALITY)
    assert shown.reached == ShownShare(whole=11, part=6, most=True)
    assert shown.groups is None
    fewer = protected(change(_pairs("gas", values[:10], goal="Bellen"), "gas"), MUNICIPALITY)
    assert fewer.reached is None


def test_a_goal_is_paired_with_itself_and_not_with_another_goal() -> None:
    measured = [
        _measured("gas", -1, goal="Bellen met Anna"),
        _measured("gas", -2, goal="Meelopen"),
        _measured("gas", 1, goal="bellen met  anna", moment="follow_up_1"),
    ]
    found = change(measured, "gas")
    assert (found.n_start, found.n_paired, found.changes, found.reached) == (2, 1, (2.0,), 1)


def test_a_counter_is_paired_by_its_label_and_gets_words_only() -> None:
    measured = _pairs("counter", [(12, 20)], participant=None, label="Gesprekken")
    measured += _pairs("counter", [(4, None)], participant=None, label="Plannen")
    found = change(measured, "counter")
    assert (found.n_start, found.n_paired, found.changes, found.people) == (2, 1, (8.0,), 0)
    assert protected(found, MUNICIPALITY).words_only
    assert protected(found, RESEARCHERS).median_change == 8.0


def test_a_form_with_too_few_answers_is_reported_as_missing() -> None:
    values = [([3] * 8, [4] * 8), ([3] * 8, [4] * 5 + [None] * 3)]
    found = change(_pairs("collaboration_scan", values), "collaboration_scan")
    assert (found.n_start, found.n_paired, found.n_missing) == (2, 1, 1)


def test_a_form_without_a_participant_cannot_be_paired() -> None:
    found = change(_pairs("ladder", [(2, 3)], participant=None), "ladder")
    assert (found.n_start, found.n_paired) == (0, 0)


def test_other_instruments_and_moments_are_skipped() -> None:
    measured = [
        *_pairs("ladder", LADDER),
        _measured("grade", 8),
        _measured("ladder", 6, moment="follow_up_2"),
    ]
    assert change(measured, "ladder") == change(_pairs("ladder", LADDER), "ladder")
    later = change(measured, "ladder", after="follow_up_2")
    assert (later.n_paired, later.changes) == (1, (4.0,))


def test_of_two_values_at_one_moment_the_later_counts_whatever_the_order() -> None:
    old, new = (_measured("ladder", step, date=dt.date(2026, step, 1)) for step in (2, 4))
    follow_up = _measured("ladder", 5, moment="follow_up_1")
    for measured in itertools.permutations((old, new, follow_up)):
        assert change(measured, "ladder").changes == (1.0,)


def test_the_change_does_not_depend_on_the_order_of_the_measurements() -> None:
    measured, draw = _pairs("expertise_self_scan", SELF_SCAN), random.Random(11)
    for _ in range(20):
        turned = draw.sample(measured, len(measured))
        assert change(turned, "expertise_self_scan") == change(measured, "expertise_self_scan")


def test_no_follow_up_yet_gives_counts_and_no_statistics() -> None:
    found = change(_pairs("ladder", [(3, None)] * 6), "ladder")
    assert (found.n_start, found.n_paired, found.n_missing) == (6, 0, 6)
    assert (found.median_change, found.net_shift, found.interval, found.sign_test_p) == (None,) * 4
    assert protected(found, RESEARCHERS).words_only


def _graded(values: Sequence[int], **fields: Any) -> list[Measurement]:
    return [
        _measured("grade", value, **({"participant": f"HOU-A{number:03}"} | fields))
        for number, value in enumerate(values)
    ]


def test_the_grades_of_the_example_are_as_recomputed_by_hand() -> None:
    found = grades([*_graded(GRADES), _measured("ladder", 2)])
    assert (found.n, found.median, found.sufficient, found.insufficient) == (12, 7.0, 11, 1)


def test_eleven_sufficient_and_one_insufficient_shows_only_n_and_the_middle_grade() -> None:
    shown = shown_grades(grades(_graded(GRADES))).narrowed(MUNICIPALITY)
    assert shown == ShownGrades(n=12, median=7.0, sufficient=None)


def test_the_share_sufficient_is_shown_when_both_cells_are_large_enough() -> None:
    shown = shown_grades(grades(_graded([7] * 6 + [5] * 5))).narrowed(MUNICIPALITY)
    assert shown.sufficient == ShownShare(whole=11, part=6, most=True)
    assert shown_grades(grades(_graded([7] * 11))).narrowed(MUNICIPALITY).sufficient is None


def test_too_few_grades_are_not_shown_and_the_team_sees_them() -> None:
    found = grades(_graded([5, 6, 8, 9]))
    assert shown_grades(found).narrowed(MUNICIPALITY) == ShownGrades()
    team = shown_grades(found).narrowed(RESEARCHERS)
    assert (team.n, team.median, team.sufficient) == (4, 7.0, ShownShare(whole=4, part=3, most=True))


def test_several_grades_of_one_person_are_one_person() -> None:
    found = grades(_graded([7] * 6 + [5] * 5, participant="HOU-A000"))
    assert (found.n, found.people) == (11, 1)
    assert shown_grades(found).narrowed(MUNICIPALITY) == ShownGrades()


def test_a_share_of_grades_is_not_shown_when_somebody_gave_more_than_one() -> None:
    measured = _graded([7] * 6 + [5] * 5) + _graded([7], moment="after_training")
    shown = shown_grades(grades(measured)).narrowed(MUNICIPALITY)
    assert shown == ShownGrades(n=11, median=7.0, sufficient=None)


def test_an_anonymous_form_counts_as_a_person_and_a_bundle_as_that_many() -> None:
    bundle = _measured("grade", 8, participant=None, group_count=4)
    found = grades([bundle, _measured("grade", 6, participant=None)])
    assert (found.n, found.people, found.median) == (5, 5, 8.0)


def test_a_median_of_the_grades_never_tells_how_many_were_insufficient() -> None:
    for n in range(5, 11):
        views = defaultdict(set)
        for values in itertools.combinations_with_replacement((4, 5, 6, 7), n):
            found = grades(_graded(values))
            views[shown_grades(found).narrowed(MUNICIPALITY)].add(found.insufficient)
        for sizes in views.values():
            assert len(sizes) > 1 or sizes <= {0, *range(5, n + 1)}, sizes
            assert len(sizes) > 1 or n - min(sizes) in {0, *range(5, n + 1)}, sizes
