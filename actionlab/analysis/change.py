"""Change: what moved between two measurements of the same people, and what of it may be shown.

`change` computes everything and is for the team only; `protected` gives what may leave this package.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from actionlab.analysis import statistics
from actionlab.model.instruments import INSTRUMENTS, score, told_apart
from actionlab.model.measurement import Measurement
from actionlab.privacy.disclosure import (
    Groups,
    Protection,
    ShownShare,
    shown_groups,
)

SHARE_FROM, PERCENT_FROM = 10, 20
JOINS = ((("same", "down"),),)

_Key = tuple[str | None, str | None]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Change of one instrument in one study, per pair: follow-up minus baseline, in points of the scale.

    A pair is a person measured twice; for GAS a goal of a person, for a counter a label. `n_start` counts
    those with a first value, `n_missing` those of them without a second; `people` the different persons in
    the pairs. The medians are of the pairs, and `median_change` is the median of `changes`, not the
    difference of two medians. `net_shift` runs from -1 to 1, `share_up` and its 95 % `interval` from 0 to
    1. The ladder and GAS report the sign test; `wilcoxon_p` is for the means of scans. `reached` counts the
    goals at 0 or higher afterwards (GAS only), `people_reached` and `people_not_reached` the persons who
    have a value there, or one below 0. None: nothing to compute it from.
    """

    instrument: str
    n_start: int
    n_paired: int
    n_missing: int
    people: int
    up: int
    same: int
    down: int
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


class ShownChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader may see of a change; None where nothing may be shown.

    The numbers of drop-out are always there. With `words_only` the group is too small for any other number.
    `rounded` tells that the middle change was rounded to whole answers, towards no change.
    `direction` is up, same or down: where the middle change lies. `groups` counts up, same and down, or up
    against ``("same", "down")`` together. `percent_up` is whole and only ever goes with the counts.
    `interval` (of the share that moved up, 0 to 1) and `p` are for an appendix. `reached` is the number of
    goals at 0 or higher.
    """

    instrument: str
    n_start: int
    n_paired: int
    n_missing: int
    words_only: bool
    median_change: float | None = None
    rounded: bool = False
    direction: str | None = None
    groups: Groups | None = None
    percent_up: int | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None
    reached: ShownShare | None = None


class _Pair(msgspec.Struct, frozen=True):
    person: str | None
    before: float
    after: float

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
    pairs = [_Pair(key[0], first[key], second[key]) for key in sorted(first, key=str) if key in second]
    return _computed(instrument, len(first), pairs)


def protected(found: Change, protection: Protection, *, primary: bool = False) -> ShownChange:
    """Give what may be shown of a change; researchers (no limit) see every count.

    From k people on: the middle change and its direction. From 10 pairs: how many moved up, when the cells
    allow it and not all are in one. From 20: the percentage beside it. `primary` marks the one indicator
    chosen beforehand, the only one tested; its p needs 20 pairs and three cells that are shown, because a p
    gives away how many moved down. GAS shows goals reached instead of goals moved up: two divisions of one
    group can be subtracted. A counter is not about people: words only, its values are shown elsewhere.
    Source: the decision on small groups in docs/decisions.
    """
    shown = ShownChange(
        instrument=found.instrument,
        n_start=found.n_start,
        n_paired=found.n_paired,
        n_missing=found.n_missing,
        words_only=not found.n_paired or protection.is_small(found.people),
    )
    if shown.words_only:
        return shown
    groups = _shown_division(found, protection)
    middle = _shown_middle(found, groups, protection)
    return msgspec.structs.replace(
        shown,
        median_change=middle,
        rounded=protection.is_scarce(found.people) and INSTRUMENTS[found.instrument].step == 1,
        direction=None if middle is None else ("same", "up", "down")[(middle > 0) - (middle < 0)],
        groups=groups,
        percent_up=_percent_up(found, groups),
        interval=found.interval if groups else None,
        p=_shown_p(found, groups, protection, primary),
        reached=_shown_reached(found, protection),
    )


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
    )


def _shown_division(found: Change, protection: Protection) -> Groups | None:
    counts = {"up": found.up, "same": found.same, "down": found.down}
    if protection.k is None:
        return shown_groups(counts, (), protection)
    if found.n_paired < SHARE_FROM or INSTRUMENTS[found.instrument].told_apart_by:
        return None
    groups = shown_groups(counts, JOINS, protection)
    # rule 6: where somebody stands on a scale is sensitive, so "all 12 went up" is not shown
    return None if groups is None or groups.everyone else groups


def _shown_middle(found: Change, groups: Groups | None, protection: Protection) -> float | None:
    """Give the middle change as far as it does not tell how many people are in a small cell.

    None when same and down were joined and fewer than half went up: the middle then lies among the joined,
    and would take them apart. With fewer than 2k people a middle between two answers says that exactly half
    went up (or down); it is cut to whole answers towards no change, and less than one answer of a scan is
    no change.
    """
    middle = found.median_change
    if middle is None or protection.k is None:
        return middle
    if groups and groups.joined and 2 * found.up < found.n_paired:
        return None
    if not protection.is_scarce(found.people):
        return middle
    step = INSTRUMENTS[found.instrument].step
    if step == 1:
        return float(math.trunc(middle))
    return middle if abs(middle) >= step else 0.0


def _percent_up(found: Change, groups: Groups | None) -> int | None:
    enough = found.n_paired >= PERCENT_FROM
    return round(100 * found.up / found.n_paired) if groups and enough else None


def _shown_p(found: Change, groups: Groups | None, protection: Protection, primary: bool) -> float | None:
    tested = found.sign_test_p if INSTRUMENTS[found.instrument].ordinal else found.wilcoxon_p
    if protection.k is None:
        return tested
    complete = groups is not None and not groups.joined
    return tested if primary and complete and found.n_paired >= PERCENT_FROM else None


def _shown_reached(found: Change, protection: Protection) -> ShownShare | None:
    fewest = min(found.people_reached, found.people_not_reached)
    if found.reached is None or (protection.k is not None and fewest < protection.k):
        return None
    return ShownShare(whole=found.n_paired, part=found.reached, most=2 * found.reached > found.n_paired)
