"""What may be shown of a training session: who was there and what they answered, as one group of people."""

from collections.abc import Iterator, Mapping

import msgspec

from actionlab.analysis.published import Block, Told
from actionlab.model.settings import SMALLEST_GROUP
from actionlab.privacy.disclosure import (
    Protection,
    ShownAttendance,
    lower_half,
    rounded_answer,
    rounded_change,
    shown_part,
    shown_share,
)


class ShownAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """The middle of what `n` people answered; n None is told in words: most of those who were there.

    `least` is how many must have answered, as far as a reader can tell.
    """

    n: int | None
    least: int
    middle: float


class ShownUse(msgspec.Struct, frozen=True, kw_only=True):
    """How many of `n` people who answered later use what they learned; `n` and `least` as of other answers.

    `part` is None when not shown; `most` says if it is over half.
    """

    n: int | None
    least: int
    part: int | None
    most: bool


class ShownSession(Block, frozen=True, kw_only=True):
    """The numbers of one training session: who was there and what they answered; None where not shown.

    `learning` has an entry per learning goal, in their order. All of it is about the same people, so a
    number of answers next to the number of people there also tells how many did not answer.
    """

    attendance: ShownAttendance = ShownAttendance(roles=())
    grade: ShownAnswers | None = None
    fits: ShownAnswers | None = None
    learning: tuple[ShownAnswers | None, ...] = ()
    use: ShownUse | None = None

    @property
    def present(self) -> int:
        """The largest number of people in it: of those who were there, or else of those who answered."""
        answered = (each.n for _, each in self._answers() if each.n is not None)
        return max([self.attendance.total or 0, *answered])

    def narrowed(self, protection: Protection) -> "ShownSession":
        """Give what a reader with this limit may see; researchers (no limit) see all.

        What a larger limit leaves follows from what the smallest leaves: who holds both reports knows no
        more than who holds one.
        """
        if protection.k is None:
            return self
        if protection.k > SMALLEST_GROUP:
            return self._narrowed(Protection(k=SMALLEST_GROUP))._narrowed(protection)
        return self._narrowed(protection)

    def told(self) -> Mapping[str, Told]:
        """Give who was there and every answer by itself, so that a later answer can be added."""
        found: dict[str, Told] = {}
        if self.attendance.total:
            per_role = {f"role:{role}": n for role, n in self.attendance.per_role or ()}
            found["attendance"] = Told(counts={"total": self.attendance.total, **per_role})
        for name, answers in self._answers():
            found[name] = Told(counts=self._counts(name, answers), said=_said(answers))
        return found

    def counts(self) -> Mapping[str, int]:
        """Give every number, with the largest of them as `present`."""
        return {**super().counts(), "present": self.present}

    def _narrowed(self, protection: Protection) -> "ShownSession":
        attendance = self.attendance.narrowed(protection)
        answered = (each.n for _, each in self._answers() if each.n is not None)
        present = max([attendance.total or 0, *(n for n in answered if not protection.is_small(n))])

        def middle(answers: ShownAnswers | None, *, is_change: bool = False) -> ShownAnswers | None:
            count = _count(answers, present, protection)
            if answers is None or count is None:
                return None
            n, least = count
            shown = rounded_answer(answers.middle, n, protection)
            return ShownAnswers(
                n=n, least=least, middle=rounded_change(answers.middle, 1) if is_change else shown
            )

        return ShownSession(
            attendance=attendance,
            grade=middle(self.grade),
            fits=middle(self.fits),
            learning=tuple(middle(each, is_change=True) for each in self.learning),
            use=_use(self.use, present, protection),
        )

    def _answers(self) -> Iterator[tuple[str, ShownAnswers | ShownUse]]:
        named = {"grade": self.grade, "fits": self.fits, "use": self.use}
        yield from ((name, each) for name, each in named.items() if each)
        for number, answers in enumerate(self.learning, 1):
            if answers:
                yield f"learning {number}", answers

    def _counts(self, name: str, answers: ShownAnswers | ShownUse) -> dict[str, int]:
        if answers.n is None:
            return {"present": self.present}
        counts = {name: answers.n}
        if self.attendance.total:
            counts[f"no {name}"] = abs(self.attendance.total - answers.n)
        lower = lower_half(answers.middle, answers.n) if isinstance(answers, ShownAnswers) else None
        if lower is not None:
            counts[f"{name} lower"] = lower
        if isinstance(answers, ShownUse) and answers.part is not None:
            counts |= {"used": answers.part, "not used": answers.n - answers.part}
        return counts


def _said(answers: ShownAnswers | ShownUse) -> tuple[object, ...]:
    if isinstance(answers, ShownAnswers):
        return (answers.middle,)
    return (answers.most,) if answers.part is None else ()


def _count(
    answers: ShownAnswers | ShownUse | None, present: int, protection: Protection
) -> tuple[int | None, int] | None:
    """Give how many answered (None: in words) and how many at least; None when nothing may be shown."""
    if answers is None or protection.k is None:
        return None
    if answers.n is None:
        return None if protection.is_small(answers.least) else (None, answers.least)
    part = shown_part(answers.n, present, protection)
    if part is None:
        return None
    return part.n, answers.n if part.n is not None else max(protection.k, present - protection.k + 1)


def _use(use: ShownUse | None, present: int, protection: Protection) -> ShownUse | None:
    count = _count(use, present, protection)
    if use is None or count is None:
        return None
    n, least = count
    share = None if n is None or use.part is None else shown_share(use.part, n, protection)
    return ShownUse(n=n, least=least, part=share.part if share else None, most=use.most)
