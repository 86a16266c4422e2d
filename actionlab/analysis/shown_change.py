"""What may be shown of a change between two measurements of the same people."""

import math
from collections import Counter
from collections.abc import Mapping

import msgspec

from actionlab.analysis import statistics
from actionlab.analysis.change import Change
from actionlab.analysis.published import Block, Told
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.settings import SMALLEST_GROUP
from actionlab.privacy.disclosure import Groups, Protection, ShownShare, rounded_change, shown_groups

SHARE_FROM, PERCENT_FROM, T_SCORES_FROM = 10, 20, 10
JOINS = ((("same", "down"),),)


class ShownChange(Block, frozen=True, kw_only=True):
    """What a reader may see of a change; None where nothing may be shown.

    The numbers of drop-out are always there. With `words_only` the group is too small for any other number.
    `people` are the persons in the pairs. With `not_up` it is only said that the middle is not up. `middles`
    are the middle scores of a scan at the start and at the follow-up. `groups` counts up, same and down, or
    up against ``("same", "down")`` together. `percent_up` is whole and only ever goes with the counts.
    `interval` (of the share that moved up, 0 to 1) and `p` are for an appendix. `reached` is the number of
    goals at 0 or higher, `reached_by` the persons with such a goal and those with another one. `primary`
    marks the one indicator that was chosen beforehand, `group` the participant group that was measured, None
    when there were several.

    For the team only: `steps` counts per step of the ladder the people at the start and at the follow-up,
    `middle_interval` holds the middle change with at least 95 % certainty, and `t_scores` are the middle
    T-scores at both moments, of 10 people or more (GAS).
    """

    instrument: str
    n_start: int
    n_paired: int
    n_missing: int
    words_only: bool
    people: int = 0
    primary: bool = False
    group: str | None = None
    median_change: float | None = None
    not_up: bool = False
    groups: Groups | None = None
    percent_up: int | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None
    reached: ShownShare | None = None
    reached_by: tuple[int, int] | None = None
    middles: tuple[float, float] | None = None
    steps: tuple[tuple[int, int], ...] = ()
    middle_interval: tuple[float, float] | None = None
    t_scores: tuple[float, float] | None = None

    def narrowed(self, protection: Protection) -> "ShownChange":
        """Give what a reader with this limit may see; researchers (no limit) see every count.

        From k people on: the middle change, rounded, and the middles of a scan. From 10 pairs: how many
        moved up, when the cells allow it and not all are in one. From 20: the percentage beside it. Only the
        primary indicator is tested; its p needs 20 pairs and three cells that are shown, because a p gives
        away how many moved down. GAS shows goals reached instead of goals moved up: two divisions of one
        group can be subtracted. A counter is not about people: words only, its values are shown elsewhere.
        Source: docs/decisions/0003.
        """
        if protection.k is None or self.words_only:
            return self
        if protection.is_small(self.people):
            return ShownChange(
                instrument=self.instrument,
                n_start=self.n_start,
                n_paired=self.n_paired,
                n_missing=self.n_missing,
                words_only=True,
            )
        groups = _division(self, protection)
        middle = self.median_change
        if middle is not None:
            middle = rounded_change(middle, INSTRUMENTS[self.instrument].step)
        not_up = _is_not_up(self, middle, groups, protection.k)
        tested = self.primary and groups and not groups.joined and self.n_paired >= PERCENT_FROM
        reached = self.reached if min(self.reached_by or (0,)) >= protection.k else None
        return msgspec.structs.replace(
            self,
            median_change=None if not_up else middle,
            not_up=not_up,
            groups=groups,
            percent_up=self.percent_up if groups else None,
            interval=self.interval if groups else None,
            p=self.p if tested else None,
            reached=reached,
            reached_by=self.reached_by if reached else None,
            middles=_middles(self, groups, protection.k),
            steps=(),
            middle_interval=None,
            t_scores=None,
        )

    def told(self) -> Mapping[str, Told]:
        """Give the pairs, and what is told of them: it is all of the same people.

        The middles are told by themselves, so that they can be added to what was shown without them.
        """
        if self.words_only:
            return {}
        counts = {"n_paired": self.n_paired, "people": self.people}
        for cell in self.groups.cells if self.groups else ():
            counts["+".join(cell.labels)] = cell.n
        if self.reached and self.reached.part is not None and self.reached_by:
            counts |= {"reached": self.reached.part, "not_reached": self.reached.whole - self.reached.part}
            counts |= dict(zip(("reached_by", "not_reached_by"), self.reached_by, strict=True))
        said = (self.group, self.median_change, self.not_up, self.percent_up, self.interval, self.p)
        told = {"change": Told(counts=counts, said=said)}
        if self.middles:
            told["middles"] = Told(
                counts={"n_paired": self.n_paired, "people": self.people}, said=self.middles
            )
        return told

    def counts(self) -> Mapping[str, int]:
        """Give the numbers, with the two cells that may be joined also together."""
        found = dict(super().counts())
        if "same" in found and "down" in found:
            found["same+down"] = found["same"] + found["down"]
        return found

    def begun(self) -> int:
        """Give how many were measured first."""
        return self.n_start


def shown_change(found: Change, *, primary: bool = False, group: str | None = None) -> ShownChange:
    """Give everything of a change that a report can show, for the team; `primary` and `group` as there."""
    bare = ShownChange(
        instrument=found.instrument,
        n_start=found.n_start,
        n_paired=found.n_paired,
        n_missing=found.n_missing,
        words_only=not found.n_paired,
    )
    if bare.words_only:
        return bare
    ordinal = INSTRUMENTS[found.instrument].ordinal
    counts = {"up": found.up, "same": found.same, "down": found.down}
    share = None
    if found.reached is not None:
        share = ShownShare(whole=found.n_paired, part=found.reached, most=2 * found.reached > found.n_paired)
    return msgspec.structs.replace(
        bare,
        people=found.people,
        primary=primary,
        group=group,
        median_change=found.median_change,
        groups=shown_groups(counts, (), Protection(k=None)),
        percent_up=round(100 * found.up / found.n_paired) if found.n_paired >= PERCENT_FROM else None,
        interval=found.interval,
        p=found.sign_test_p if ordinal else found.wilcoxon_p,
        reached=share,
        reached_by=(found.people_reached, found.people_not_reached) if share else None,
        **_of_the_scale(found),
    )


def _of_the_scale(found: Change) -> dict[str, object]:
    """Give what only some scales have: steps of a ladder, middles of a scan, T-scores of goals."""
    instrument, interval = INSTRUMENTS[found.instrument], statistics.median_interval(found.changes)
    more: dict[str, object] = {"middle_interval": interval}
    if found.instrument == "ladder":
        first, later = Counter(found.before), Counter(found.after)
        more["steps"] = tuple(
            (first[step], later[step]) for step in range(instrument.low, instrument.high + 1)
        )
    if instrument.form == "answers":
        more["middles"] = found.median_before, found.median_after
    if found.people >= T_SCORES_FROM:
        more["t_scores"] = found.t_scores
    return more


def _division(shown: ShownChange, protection: Protection) -> Groups | None:
    several_each = INSTRUMENTS[shown.instrument].told_apart_by
    if shown.groups is None or shown.n_paired < SHARE_FROM or several_each:
        return None
    groups = shown.groups.narrowed(JOINS, protection)
    # rule 6: where somebody stands on a scale is sensitive, so "all 12 went up" is not shown
    return None if groups is None or groups.everyone else groups


def _middles(shown: ShownChange, groups: Groups | None, k: int) -> tuple[float, float] | None:
    """Give the middle scores in quarters, unless they could take joined cells apart.

    A scan has a possible score near every quarter. So no reader sees that a middle lies half way between two
    people, which would tell that exactly half of them score lower.
    """
    if shown.middles is None or not _are_apart(shown, groups, k):
        return None
    first, later = shown.middles
    return in_quarters(first), in_quarters(later)


def in_quarters(middle: float) -> float:
    """Give a middle score in quarters of a point, half way up."""
    return math.floor(4 * middle + 0.5) / 4


def _are_apart(shown: ShownChange, groups: Groups | None, k: int) -> bool:
    """Tell whether same and down are joined for no reader, as far as this reader can tell."""
    if shown.n_paired < SHARE_FROM or INSTRUMENTS[shown.instrument].told_apart_by:
        return True
    return not groups.joined if groups else k == SMALLEST_GROUP


def _is_not_up(shown: ShownChange, middle: float | None, groups: Groups | None, k: int) -> bool:
    """Tell whether "not up" is all that may be said of the middle change.

    When same and down are joined, more would take them apart. They may be joined for a reader with a
    smaller limit too, who can hold both reports; so of a group that cannot be divided for this reader no
    more is said than that reader knows.
    """
    if shown.not_up or middle is None:
        return shown.not_up
    return middle <= 0 and not _are_apart(shown, groups, k)
