"""Small-sample statistics against scipy on random input, against counting by hand, and worked values."""

import itertools
import math
import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from scipy import stats

from actionlab.analysis import statistics

TIMES = 1000


def _draws(seed: int) -> Iterator[random.Random]:
    source = random.Random(seed)
    return (random.Random(source.random()) for _ in range(TIMES))


def _steps(draw: random.Random, longest: int) -> list[float]:
    return [float(draw.randint(-3, 3)) for _ in range(draw.randint(1, longest))]


def _counted_by_hand(changes: Sequence[float]) -> float | None:
    """Two-sided p of the signed ranks by writing out every way to give signs."""
    sizes = [abs(change) for change in changes if change]
    if not sizes:
        return None
    ranks = stats.rankdata(sizes)
    observed = sum(rank for rank, change in zip(ranks, filter(None, changes), strict=True) if change > 0)
    sums = [float(np.dot(signs, ranks)) for signs in itertools.product((0, 1), repeat=len(sizes))]
    tail = min(sum(one <= observed for one in sums), sum(one >= observed for one in sums))
    return min(1.0, 2 * tail / len(sums))


def test_the_median_equals_scipys_on_random_values() -> None:
    for draw in _draws(1):
        values = _steps(draw, 30)
        assert statistics.median(values) == np.median(values)


def test_nothing_has_no_median() -> None:
    assert statistics.median([]) is None


def test_the_sign_test_equals_scipys_on_random_counts() -> None:
    for draw in _draws(2):
        up, down = draw.randint(0, 40), draw.randint(1, 40)
        expected = stats.binomtest(up, up + down).pvalue
        assert statistics.sign_test(up, down) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("up", "down", "p"), [(7, 1, 0.0703125), (6, 0, 0.03125), (5, 0, 0.0625), (3, 3, 1.0)]
)
def test_the_sign_test_gives_the_worked_values(up: int, down: int, p: float) -> None:
    assert statistics.sign_test(up, down) == p
    assert statistics.sign_test(down, up) == p


def test_the_sign_test_says_nothing_when_nobody_moved() -> None:
    assert statistics.sign_test(0, 0) is None


@pytest.mark.parametrize(("moved", "needed"), [(10, 9), (12, 10), (15, 12), (20, 15), (30, 21)])
def test_the_sign_test_falls_below_005_only_from_the_known_majority(moved: int, needed: int) -> None:
    enough, too_few = (statistics.sign_test(up, moved - up) for up in (needed, needed - 1))
    assert enough is not None
    assert too_few is not None
    assert enough < 0.05 <= too_few


@pytest.mark.long
def test_wilcoxon_equals_scipys_exact_mode_on_random_values_without_ties() -> None:
    for draw in _draws(3):
        changes = draw.sample([value / 8 for value in range(-60, 61) if value], draw.randint(1, 30))
        changes = list({abs(change): change for change in changes}.values())
        expected = stats.wilcoxon(changes, method="exact").pvalue
        assert statistics.wilcoxon_signed_rank(changes) == pytest.approx(expected, abs=1e-12)


def test_wilcoxon_with_ties_and_zeros_equals_counting_all_signs_by_hand() -> None:
    for draw in _draws(4):
        changes = _steps(draw, 8)
        assert statistics.wilcoxon_signed_rank(changes) == _counted_by_hand(changes)


def test_wilcoxon_with_ties_equals_scipys_full_permutation_test() -> None:
    for draw in itertools.islice(_draws(5), 50):
        changes = [change for change in _steps(draw, 10) if change] or [1.0]
        changes = changes * 2 if len(changes) == 1 else changes
        permutations = stats.PermutationMethod(n_resamples=2**11)
        expected = stats.wilcoxon(changes, zero_method="wilcox", method=permutations).pvalue
        assert statistics.wilcoxon_signed_rank(changes) == pytest.approx(min(1.0, expected), abs=1e-12)


@pytest.mark.parametrize(
    ("changes", "p", "effect"),
    [
        ([1, 0, 1, 0, 1, 1, 2, 1, 0, -1, 1, 0], 0.0625, 7 / 9),
        ([1, 0.5, 0.875, 0.75, 0.5, 0, 0.375], 0.03125, 1.0),
        ([2, 1, 1, 0, 0, 1], 0.125, 1.0),
        ([0, 0, 0], None, None),
        ([], None, None),
    ],
)
def test_wilcoxon_and_its_effect_size_give_the_worked_values(
    changes: list[float], p: float | None, effect: float | None
) -> None:
    assert statistics.wilcoxon_signed_rank(changes) == p
    assert statistics.rank_biserial(changes) == (effect if effect is None else pytest.approx(effect))


def test_wilcoxon_is_still_exact_for_thirty_people() -> None:
    assert statistics.wilcoxon_signed_rank([1.0] * 30) == 2 / 2**30


def test_the_effect_size_equals_the_ranks_of_scipy_on_random_values() -> None:
    for draw in _draws(6):
        changes = [change for change in _steps(draw, 30) if change]
        if not changes:
            assert statistics.rank_biserial(changes) is None
            continue
        ranks = stats.rankdata(np.abs(changes))
        expected = float(np.dot(np.sign(changes), ranks) / ranks.sum())
        assert statistics.rank_biserial(changes) == pytest.approx(expected, abs=1e-12)


@pytest.mark.long
def test_the_exact_interval_equals_scipys_on_random_counts() -> None:
    for draw in _draws(7):
        n = draw.randint(1, 60)
        k, level = draw.randint(0, n), draw.choice((0.9, 0.95, 0.99))
        expected = stats.binomtest(k, n).proportion_ci(level, method="exact")
        assert statistics.clopper_pearson(k, n, level) == pytest.approx(tuple(expected), abs=1e-9)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(7, 12, 0.2767, 0.8483), (6, 7, 0.4213, 0.9964), (7, 8, 0.4735, 0.9968), (4, 6, 0.2228, 0.9567)],
)
def test_the_exact_interval_gives_the_worked_values(k: int, n: int, low: float, high: float) -> None:
    assert statistics.clopper_pearson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_the_exact_interval_ends_at_nobody_and_everybody() -> None:
    assert statistics.clopper_pearson(0, 12)[0] == 0.0
    assert statistics.clopper_pearson(12, 12)[1] == 1.0


@pytest.mark.parametrize(("k", "n", "level"), [(1, 0, 0.95), (-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1.0)])
def test_the_exact_interval_refuses_what_is_no_share(k: int, n: int, level: float) -> None:
    with pytest.raises(ValueError, match=f"{k} of {n}"):
        statistics.clopper_pearson(k, n, level)


@pytest.mark.parametrize(
    ("n", "ranks"),
    [
        (6, (1, 6)),
        (8, (1, 8)),
        (9, (2, 8)),
        (10, (2, 9)),
        (12, (3, 10)),
        (15, (4, 12)),
        (20, (6, 15)),
        (25, (8, 18)),
        (30, (10, 21)),
    ],
)
def test_the_interval_of_the_median_uses_the_known_ranks(n: int, ranks: tuple[int, int]) -> None:
    assert statistics.median_interval(list(range(n, 0, -1))) == ranks


def test_five_values_are_too_few_for_an_interval_of_the_median() -> None:
    assert statistics.median_interval([1, 2, 3, 4, 5]) is None


def test_the_interval_of_the_median_equals_scipys_on_random_values() -> None:
    for draw in _draws(8):
        values = sorted(_steps(draw, 40) + [0.0] * 6)
        rank = int(stats.binom.ppf(0.025, len(values), 0.5))
        low, high = values[rank - 1], values[len(values) - rank]
        assert statistics.median_interval(values) == (low, high)


def test_the_net_shift_runs_from_all_down_to_all_up() -> None:
    assert statistics.net_shift(7, 1, 12) == 0.5
    assert statistics.net_shift(0, 4, 4) == -1.0
    assert statistics.net_shift(0, 0, 0) is None


def test_the_tests_do_not_depend_on_the_order_of_the_values() -> None:
    for draw in itertools.islice(_draws(9), 100):
        changes = _steps(draw, 12)
        turned = draw.sample(changes, len(changes))
        assert statistics.wilcoxon_signed_rank(changes) == statistics.wilcoxon_signed_rank(turned)
        assert math.isclose(statistics.rank_biserial(changes) or 0, statistics.rank_biserial(turned) or 0)
