"""Grades: how many people gave one, the middle grade, and how many were sufficient.

`grades` computes everything and is for the team only; `ShownGrades` says what may leave this package.
"""

from collections.abc import Iterable, Mapping

import msgspec

from actionlab.analysis import statistics
from actionlab.analysis.published import Block, Told
from actionlab.model.instruments import is_sufficient, score
from actionlab.model.measurement import Measurement
from actionlab.privacy.disclosure import Protection, ShownShare, lower_half, rounded_answer, whole_answer


class Grades(msgspec.Struct, frozen=True, kw_only=True):
    """Grades from 1 to 10, for the team: how many, from how many people, the median, and 6 or more.

    An anonymous form counts as one person.
    """

    n: int
    people: int
    median: float | None
    sufficient: int
    insufficient: int
    values: tuple[int, ...]


class ShownGrades(Block, frozen=True, kw_only=True):
    """What a reader may see of grades; None where nothing may be shown. `sufficient` is 6 or more.

    `n` people of a participant `group` (None: several) gave one, `about` a setting.
    """

    n: int | None = None
    median: float | None = None
    sufficient: ShownShare | None = None
    group: str | None = None
    about: str | None = None

    def narrowed(self, protection: Protection) -> "ShownGrades":
        """Give n and the median, rounded, from k people on; researchers (no limit) see all.

        The share *voldoende* only when both cells hold at least k, and every person gave one grade.
        """
        if protection.k is None:
            return self
        if self.n is None or self.median is None or protection.is_small(self.n):
            return ShownGrades(about=self.about)
        share = self.sufficient if self.sufficient and self.sufficient.whole == self.n else None
        share = share.narrowed(protection) if share else None
        share = share if share and share.part is not None else None
        return ShownGrades(
            n=self.n,
            # beside the number that is sufficient, half of the people is a count of who lies between
            median=whole_answer(self.median) if share else rounded_answer(self.median, self.n, protection),
            sufficient=share,
            group=self.group,
            about=self.about,
        )

    def told(self) -> Mapping[str, Told]:
        """Give how many people gave a grade and how many were sufficient, with the middle grade."""
        if self.n is None:
            return {}
        counts, share = {"n": self.n}, self.sufficient
        lower = None if self.median is None else lower_half(self.median, self.n)
        counts |= {} if lower is None else {"lower": lower}
        if share and share.part is not None:
            counts |= {"sufficient": share.part, "insufficient": share.whole - share.part}
        return {"grades": Told(counts=counts, said=(self.median, self.group, self.about))}


def grades(measurements: Iterable[Measurement]) -> Grades:
    """Give the grades among measurements of one study; other instruments are skipped.

    A value that stands for several anonymous forms counts that many times.
    """
    given = [each for each in measurements if each.instrument == "grade" and score("grade", each.value)]
    forms = [each for each in given for _ in range(1 if each.participant else each.group_count or 1)]
    values = [each.value for each in forms]
    people = [each.participant for each in forms]
    sufficient = sum(is_sufficient(value) for value in values)
    return Grades(
        n=len(values),
        people=len(set(people) - {None}) + people.count(None),
        median=statistics.median(values),
        sufficient=sufficient,
        insufficient=len(values) - sufficient,
        values=tuple(sorted(values)),
    )


def shown_grades(found: Grades, *, group: str | None = None, about: str | None = None) -> ShownGrades:
    """Give everything of grades that a report can show, for the team; no numbers without grades."""
    if not found.n:
        return ShownGrades(about=about)
    share = ShownShare(whole=found.n, part=found.sufficient, most=2 * found.sufficient > found.n)
    return ShownGrades(n=found.people, median=found.median, sufficient=share, group=group, about=about)
