"""Grades: how many people gave one, the middle grade, and how many were sufficient.

`grades` computes everything and is for the team only; `protected_grades` gives what may leave this package.
"""

from collections.abc import Iterable

import msgspec

from actionlab.analysis import statistics
from actionlab.model.instruments import is_sufficient, score
from actionlab.model.measurement import Measurement
from actionlab.privacy.disclosure import Protection, ShownShare, shown_median, shown_share


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


class ShownGrades(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader may see of grades; None where nothing may be shown. `sufficient` is 6 or more.

    `rounded` tells that the median was rounded to a whole grade, because the group is small.
    """

    n: int | None = None
    median: float | None = None
    sufficient: ShownShare | None = None
    rounded: bool = False


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


def protected_grades(found: Grades, protection: Protection) -> ShownGrades:
    """Give what may be shown of grades: n and the median from k people on.

    The share *voldoende* only when both cells hold at least k, and every person gave one grade.
    """
    if protection.is_small(found.people):
        return ShownGrades()
    share = shown_share(found.sufficient, found.n, protection)
    if share and (share.part is None or (protection.k and found.people < found.n)):
        share = None
    return ShownGrades(
        n=found.n,
        median=shown_median(found.values, protection),
        rounded=protection.is_scarce(len(found.values)),
        sufficient=share,
    )
