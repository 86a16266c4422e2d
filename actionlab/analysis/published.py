"""Published: what final reports showed about people, and what a later report may say beside it.

Two reports can be subtracted: "7 went up" and later "8 went up" tell what one new person did. So what was
shown of a group stays as it was published, with its date, until every number in it is the same or differs by
at least k. All of a group is kept or replaced together (docs/decisions/0012).
"""

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from actionlab.model.publication import Figure, Publication
from actionlab.model.records import Record
from actionlab.model.settings import SMALLEST_GROUP
from actionlab.privacy.disclosure import Protection

if TYPE_CHECKING:
    from actionlab.analysis.findings import Findings

# shows nothing of any group
NOTHING = Protection(k=sys.maxsize)


class Key(msgspec.Struct, frozen=True):
    """Which group of people something is shown of: the same whatever period or study is asked for."""

    study: str
    about: str
    instrument: str | None = None
    moment: str | None = None
    training: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of people by name, and whatever else was told of these same people."""

    counts: Mapping[str, int]
    said: tuple[object, ...] = ()


class Block(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a report shows of one group of people; kept or replaced as a whole.

    `stand` is the day of the report from which it was kept, missing for what is computed now.
    """

    stand: dt.date | None = None

    def narrowed(self, protection: Protection) -> Self:
        """Give what a reader with this limit may see of it."""
        raise NotImplementedError

    def told(self) -> Mapping[str, Told]:
        """Give what is shown, by name; nothing when no number is shown."""
        raise NotImplementedError

    def counts(self) -> Mapping[str, int]:
        """Give every number of people that is shown in it, and those that follow from them."""
        return {name: n for told in self.told().values() for name, n in told.counts.items()}

    def begun(self) -> int:
        """Give how many people began, of whom it is also shown how many dropped out; 0 when it is not."""
        return 0


B = TypeVar("B", bound=Block)


class _Former(msgspec.Struct, frozen=True):
    figure: Figure
    k: int


class Published:
    """What was published before, and what this report shows; for one audience."""

    def __init__(self, protection: Protection, publications: Iterable[Record[Publication]] = ()) -> None:
        self.protection = protection
        self._former: defaultdict[Key, list[_Former]] = defaultdict(list)
        self._shown: dict[Key, Block] = {}
        for publication in sorted(publications, key=_moment):
            for figure in publication.data.figures:
                k = max(publication.data.smallest_group, SMALLEST_GROUP)
                self._former[_key(figure)].append(_Former(figure, k))

    def settle(self, key: Key, exact: B) -> B:
        """Give what this report shows of a group, from everything that is known of it now.

        That is what its audience may see, unless a publication for whatever audience could be subtracted
        from it: then the one published last, as far as this audience may see it. Researchers see all.
        """
        if self.protection.k is None:
            return exact
        former = self._former.get(key, [])
        shown = exact.narrowed(self.protection)
        if not all(self._may_follow(each, exact) for each in former):
            shown = self._kept(former, exact)
        if shown.told():
            self._shown[key] = shown
        return shown

    def figures(self, today: dt.date) -> tuple[Figure, ...]:
        """Give everything that was settled and shown, for the publication of a report of this day."""
        return tuple(_figure(key, block, today) for key, block in self._shown.items())

    def _may_follow(self, former: _Former, exact: Block) -> bool:
        was = _block(former, type(exact))
        if was is None or self.protection.k is None:
            return False
        now = exact.narrowed(Protection(k=former.k))
        return may_follow(was, now, exact, self.protection.k)

    def _kept(self, former: Sequence[_Former], exact: B) -> B:
        # what only others were shown may be too close to what this audience was
        own = [each for each in former if each.k >= (self.protection.k or 0)] or former
        last = own[-1]
        was = _block(last, type(exact))
        if was is None:
            # what was published can no longer be read, so nothing can be held against it
            return exact.narrowed(NOTHING)
        for each in former:
            finer = _block(each, type(exact))
            # the public hears less of the same numbers than a municipality did
            if finer and each.k < last.k and finer.narrowed(Protection(k=last.k)) == was:
                last, was = each, finer
        kept = was.narrowed(self.protection) if last.k < (self.protection.k or 0) else was
        return msgspec.structs.replace(kept, stand=last.figure.as_of)


def published(findings: "Findings", file: str) -> Publication | None:
    """Give what a document of this name shows about people, to be remembered; None when the team keeps it."""
    if findings.protection.k is None:
        return None
    shown = Publication(
        municipality=findings.municipality,
        audience=findings.audience,
        date=findings.today,
        smallest_group=findings.protection.k,
        file=file,
        figures=findings.figures,
    )
    # as it is read back, to be compared with what is known
    return msgspec.json.decode(msgspec.json.encode(shown), type=Publication)


def may_follow(was: B, now: B, exact: B, k: int) -> bool:
    """Tell whether a group may be shown anew after it was shown as it `was`, with limit k.

    `now` is what readers of that publication would see now, `exact` all that is known. Every number that was
    shown has to be shown again, the same or differing by at least k: who knows this rule can often work out
    a number that is no longer there. Where something else differs, such as a middle value, at least k people
    have to have come or gone. How many began may grow (domain 7.4.9): when fewer did, somebody left.
    """
    if not any(exact.counts().values()):
        return True
    if 0 < was.begun() - exact.begun() < k:
        return False
    counts, seen = now.counts(), now.told()
    for name, told in was.told().items():
        if not told.counts.keys() <= counts.keys():
            return False
        moved = [abs(counts[label] - n) for label, n in told.counts.items()]
        if any(0 < each < k for each in moved):
            return False
        if seen.get(name) != told and max(moved, default=0) < k:
            return False
    return True


def _moment(publication: Record[Publication]) -> tuple[str, dt.date, str]:
    return publication.at, publication.data.date, publication.id


def _key(figure: Figure) -> Key:
    return Key(figure.study, figure.about, figure.instrument, figure.moment, figure.training)


def _figure(key: Key, block: Block, today: dt.date) -> Figure:
    shown: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(block, stand=None))
    return Figure(**msgspec.structs.asdict(key), as_of=block.stand or today, shown=shown)


def _block(former: _Former, form: type[B]) -> B | None:
    try:
        return msgspec.convert(former.figure.shown, form)
    except msgspec.ValidationError:
        return None
