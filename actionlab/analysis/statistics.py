"""Statistics for small groups: exact, without a random number, and honest when there is too little.

Nothing here knows what may be shown; `privacy.disclosure` and `analysis.change` decide that.
"""

import math
import statistics
from collections.abc import Callable, Sequence

MEDIAN_INTERVAL_FROM = 6


def median(values: Sequence[float]) -> float | None:
    """Middle value, in the unit of the values; the mean of the middle two when their number is even.

    None without values.
    """
    return float(statistics.median(values)) if values else None


def net_shift(up: int, down: int, n: int) -> float | None:
    """Net share that moved up: (up - down) / n, from -1 (all down) to 1 (all up). None when n is 0."""
    return (up - down) / n if n else None


def sign_test(up: int, down: int) -> float | None:
    """Exact two-sided p of the sign test: how often chance alone splits up and down at least this unevenly.

    p = min(1, 2·Σ C(m, i) / 2^m for i = 0 … min(up, down)), m = up + down; from 0 to 1. Who stayed the same
    does not count. None when nobody moved. Five people who all agree give 0.0625, so n = 5 never falls
    below 0.05.
    Source: Conover, Practical Nonparametric Statistics (1999), 3.4.
    """
    moved = up + down
    if not moved:
        return None
    tail = sum(math.comb(moved, count) for count in range(min(up, down) + 1))
    return min(1.0, tail / (1 << (moved - 1)))


def wilcoxon_signed_rank(changes: Sequence[float]) -> float | None:
    """Exact two-sided p of the signed-rank test, also with ties: all 2^m signs are counted.

    Zeros are left out, equal sizes share their middle rank; p = min(1, 2·min(P(W ≤ w), P(W ≥ w))), from 0
    to 1. For means of a scan; the distances of a ladder are not equal, so its test is `sign_test`. Changes
    that mean the same must be equal numbers: round first. None when nobody changed.
    Source: Wilcoxon (1945); Pratt & Gibbons, Concepts of Nonparametric Theory (1981), 3.
    """
    signed = _signed_ranks(changes)
    if not signed:
        return None
    ways = _ways_to_sum([abs(rank) for rank in signed])
    positive = sum(rank for rank in signed if rank > 0)
    tail = min(sum(ways[: positive + 1]), sum(ways[positive:]))
    return min(1.0, tail / (1 << (len(signed) - 1)))


def rank_biserial(changes: Sequence[float]) -> float | None:
    """Effect size of the signed ranks: (W⁺ - W⁻) / (W⁺ + W⁻), from -1 (all down) to 1 (all up).

    Zeros are left out, equal sizes share their middle rank. None when nobody changed.
    Source: Kerby, Comprehensive Psychology 3 (2014), 11.IT.3.1.
    """
    signed = _signed_ranks(changes)
    return sum(signed) / sum(abs(rank) for rank in signed) if signed else None


def clopper_pearson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Exact interval for a share of `k` out of `n`: low and high, from 0 to 1.

    Low solves P(X ≥ k) = (1 - level) / 2, high solves P(X ≤ k) = (1 - level) / 2; 0 and 1 at the ends.
    Wide for small groups: 7 of 12 gives 0.277 to 0.848. ValueError unless 0 ≤ k ≤ n, n ≥ 1, 0 < level < 1.
    Source: Clopper & Pearson, Biometrika 26 (1934), 404-413.
    """
    if not (0 <= k <= n and n >= 1 and 0 < level < 1):
        raise ValueError(f"{k} of {n} at level {level}")
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else _crossing(lambda share: _at_most(n - k, n, 1 - share) >= tail)
    high = 1.0 if k == n else _crossing(lambda share: _at_most(k, n, share) <= tail)
    return low, high


def median_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Interval for the median by order statistics, at least 95 %: low and high, in the unit of the values.

    The r-th value from below and from above, with the largest r for which 2·P(B ≤ r - 1) ≤ 0.05, B binomial
    (n, ½): ranks 3 and 10 for n = 12. Never for readers outside the team: up to n = 8 these are the lowest
    and the highest value. None below n = 6, where 95 % is impossible.
    Source: Conover, Practical Nonparametric Statistics (1999), 3.2.
    """
    if len(values) < MEDIAN_INTERVAL_FROM:
        return None
    n, rank, below = len(values), 0, 1
    while 40 * below <= 2**n:
        rank += 1
        below += math.comb(n, rank)
    ordered = sorted(values)
    return ordered[rank - 1], ordered[n - rank]


def _signed_ranks(changes: Sequence[float]) -> list[int]:
    """Give twice the middle rank of every change that is not zero, with its sign; twice, so it is whole."""
    moved = [change for change in changes if change]
    sizes = sorted(abs(change) for change in moved)
    first = {size: place for place, size in reversed(list(enumerate(sizes, 1)))}
    doubled = {size: 2 * place + sizes.count(size) - 1 for size, place in first.items()}
    return [doubled[abs(change)] * (1 if change > 0 else -1) for change in moved]


def _ways_to_sum(parts: Sequence[int]) -> list[int]:
    """Give, for every sum, the number of subsets of `parts` with that sum."""
    ways = [1]
    for part in parts:
        without, with_part = ways + [0] * part, [0] * part + ways
        ways = [one + other for one, other in zip(without, with_part, strict=True)]
    return ways


def _at_most(k: int, n: int, share: float) -> float:
    """Give P(X ≤ k) for X binomial (n, share), 0 < share < 1."""
    log_in, log_out = math.log(share), math.log1p(-share)
    return math.fsum(
        math.exp(_log_choose(n, count) + count * log_in + (n - count) * log_out) for count in range(k + 1)
    )


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _crossing(is_past: Callable[[float], bool]) -> float:
    """Give the share from 0 to 1 at which `is_past` turns from false to true, to the last bit."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if is_past(middle) else (middle, high)
    return high
