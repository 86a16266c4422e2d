"""Change: what moved between two measurements of the same people.

`change` computes everything and is for the team only; `actionlab.analysis.shown_change` says what may leave.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from actionlab.analysis import statistics
from actionlab.model.instruments import INSTRUMENTS, gas_t_score, score, told_apart
from actionlab.model.measurement import Measurement

_Key = tuple[str | None, str | None]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Change of one instrument in one study, per pair: follow-up minus baseline, in points of the scale.

    A pair is a person measured twice; for GAS a goal of a person, for a counter a label. `n_start` counts
    those with a first value, `n_missing` those of them without a second; `people` the different persons in
    the pairs. `before` and `after` are the values of the pairs, in the same order. The medians are of the
    pairs, and `median_change` is the median of `changes`, not the difference of two medians. `net_shift`
    runs from -1 to 1, `share_up` and its 95 % `interval` from 0 to 1. The ladder and GAS report the sign
    test; `wilcoxon_p` is for the means of scans. `reached` counts the goals at 0 or higher afterwards (GAS
    only), `people_reached` and `people_not_reached` the persons who have a value there, or one below 0.
    `t_scores` are the middle T-scores of the persons at both moments (GAS only). None: nothing to compute it
    from.
    """

    instrument: str
    n_start: int
    n_paired: int
    n_missing: int
    people: int
    up: int
    same: int
    down: int
    before: tuple[float, ...]
    after: tuple[float, ...]
    changes: tuple[float, ...]
    median_before: float | None
    median_after: float | None
    median_change: float | None
    net_shift: float | None
    share_up: float | None
    interval: tuple[float, float] | None
    sign_test_p: float | None
    wilcoxon_p: float | None
    rank_biserial: float | None
    reached: int | None
    people_reached: int
    people_not_reached: int
    t_scores: tuple[float, float] | None


class _Pair(msgspec.Struct, frozen=True):
    person: str | None
    before: float
    after: float
    weight: int

    @property
    def change(self) -> float:
        # means of six answers differ in the last bits, and then equal changes would not tie
        return round(self.after - self.before, 9)


def change(
    measurements: Iterable[Measurement],
    instrument: str,
    *,
    before: str = "baseline",
    after: str = "follow_up_1",
) -> Change:
    """Give the change from one moment to another, for one study and one instrument.

    `measurements` are those of the study; other instruments and moments are skipped. Only pairs count: a
    missing second value is reported, never filled in, and a form with too few answers is no value. Forms
    without a participant cannot be paired and are left out, except for a counter, which is not per person.
    Of two values for the same person and moment the later counts.
    """
    mine = [each for each in measurements if each.instrument == instrument]
    first, second = _scores(mine, before), _scores(mine, after)
    weights = {told_apart(each): each.weight or 1 for each in mine if each.moment == before}
    both = [key for key in sorted(first, key=str) if key in second]
    pairs = [_Pair(key[0], first[key], second[key], weights[key]) for key in both]
    return _computed(instrument, len(first), pairs)


def _scores(measurements: Sequence[Measurement], moment: str) -> Mapping[_Key, float]:
    """Give the score per person (and goal or label) at one moment; the latest when there are more."""
    latest: dict[_Key, tuple[dt.date, float]] = {}
    for each in measurements:
        value = score(each.instrument, each.value) if each.moment == moment else None
        if value is None or (each.participant is None and INSTRUMENTS[each.instrument].per_participant):
            continue
        dated = (each.date or dt.date.min, value)
        latest[told_apart(each)] = max(dated, latest.get(told_apart(each), dated))
    return {key: value for key, (_, value) in latest.items()}


def _computed(instrument: str, n_start: int, pairs: Sequence[_Pair]) -> Change:
    changes = tuple(pair.change for pair in pairs)
    n = len(changes)
    up, down = sum(each > 0 for each in changes), sum(each < 0 for each in changes)
    reached = [pair for pair in pairs if pair.after >= 0]
    return Change(
        instrument=instrument,
        n_start=n_start,
        n_paired=n,
        n_missing=n_start - n,
        people=len({pair.person for pair in pairs} - {None}),
        up=up,
        same=n - up - down,
        down=down,
        before=tuple(pair.before for pair in pairs),
        after=tuple(pair.after for pair in pairs),
        changes=changes,
        median_before=statistics.median([pair.before for pair in pairs]),
        median_after=statistics.median([pair.after for pair in pairs]),
        median_change=statistics.median(changes),
        net_shift=statistics.net_shift(up, down, n),
        share_up=up / n if n else None,
        interval=statistics.clopper_pearson(up, n) if n else None,
        sign_test_p=statistics.sign_test(up, down),
        wilcoxon_p=statistics.wilcoxon_signed_rank(changes),
        rank_biserial=statistics.rank_biserial(changes),
        reached=len(reached) if instrument == "gas" else None,
        people_reached=len({pair.person for pair in reached}),
        people_not_reached=len({pair.person for pair in pairs if pair not in reached}),
        t_scores=_t_scores(pairs) if instrument == "gas" else None,
    )


def _t_scores(pairs: Sequence[_Pair]) -> tuple[float, float] | None:
    goals: defaultdict[str | None, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        goals[pair.person].append(pair)
    first: list[float] = []
    later: list[float] = []
    for own in goals.values():
        weights = [goal.weight for goal in own]
        first.append(gas_t_score([int(goal.before) for goal in own], weights))
        later.append(gas_t_score([int(goal.after) for goal in own], weights))
    middles = statistics.median(first), statistics.median(later)
    return None if middles[0] is None or middles[1] is None else (middles[0], middles[1])
