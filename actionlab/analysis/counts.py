"""Counts: what was counted in a study, at the start and later: events and days, and sometimes people.

A counter counts events, such as contacts or agreements kept. Where each event is one recognisable person,
such as a placement, it is a number of people and protected like one (docs/decisions/0016).
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

import msgspec

from actionlab.analysis.published import Block, Key, Published, Told
from actionlab.model.instruments import told_apart
from actionlab.model.measurement import Measurement
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection, are_safe_together

# in a study of places for work each count is of placements, and each placement is a resident
PLACES = "I4"
_OF_PEOPLE = re.compile(
    r"inwoner|deelnemer|mensen|personen|kandida|klant(?!manager)|cli[eë]nt|professional|medewerker|werknemer"
    r"|plaatsing|geplaatst|voordracht|voorgedragen|begonnen|gestart|afgemaakt|afgerond|contract|gestopt"
    r"|uitgevallen|uitstroom|uitgestroomd|jongeren|ouderen|vrouwen|mannen|statushouder|werkzoekende"
    r"|gerechtigde|wajong|uitval|gezin|huishouden|leerling|student|collega|coach|begeleider",
    re.IGNORECASE,
)
# there are more words for people than anybody can list: only what these name is surely no count of people
_OF_EVENTS = re.compile(
    r"contact|gesprek(?!spartner)|overleg|afspraak|afspraken|bijeenkomst|trainingen|bezoeken|telefoontjes"
    r"|mails|meldingen|vragen|formulieren|plannen|besluiten|besprekingen|\bdagen|\bweken|\buren|\bkeer"
    r"|vacatures|taken|waarnemingen|acties",
    re.IGNORECASE,
)


class ShownCount(msgspec.Struct, frozen=True, kw_only=True):
    """Something counted: how often or how many days, at the start and later; None is not counted.

    With `hidden` it is a number of people that may not be shown.
    """

    label: str
    unit: str | None
    first: float | None
    later: float | None
    hidden: bool = False


class ShownCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything counted in a study. `of_people` tells that there are people among it.

    `stand` is the day of the report from which the numbers of people were kept, else missing.
    """

    rows: tuple[ShownCount, ...]
    of_people: bool
    stand: dt.date | None


class _People(Block, frozen=True, kw_only=True):
    """Numbers of people by the id of the first measurement of a row, with *first* or *later*; all or none."""

    numbers: dict[str, float] = msgspec.field(default_factory=dict)

    def narrowed(self, protection: Protection) -> "_People":
        whole = [int(number) for number in self.numbers.values() if number.is_integer()]
        safe = len(whole) == len(self.numbers) and are_safe_together(whole, protection)
        return self if protection.k is None or safe else _People()

    def told(self) -> Mapping[str, Told]:
        counts = {name: int(number) for name, number in self.numbers.items()}
        return {"counts": Told(counts=counts)} if counts else {}


def counts(study: Record[Study], records: Records, published: Published) -> ShownCounts | None:
    """Give what was counted in a study: per label the first and the last value; None when nothing was."""
    series = _series(records.of_study(Measurement, study.id))
    if not series:
        return None
    people = [found for found in series if _is_of_people(found[0].data, study.data.theme)]
    numbers = {name: value for found in people for name, value in _numbers(found).items()}
    key = Key(study=study.id, about="counts", instrument="counter")
    shown = published.settle(key, _People(numbers=numbers)) if people else _People()
    return ShownCounts(
        rows=tuple(_row(found, shown.numbers if found in people else _numbers(found)) for found in series),
        of_people=bool(people),
        stand=shown.stand,
    )


def _series(measurements: Iterable[Record[Measurement]]) -> list[list[Record[Measurement]]]:
    series: dict[tuple[str | None, str | None], list[Record[Measurement]]] = {}
    for each in measurements:
        data = each.data
        if data.instrument == "counter" and not data.participant:
            series.setdefault(told_apart(data), []).append(each)
    return [sorted(found, key=_moment) for found in series.values()]


def _moment(counted: Record[Measurement]) -> tuple[int, dt.date]:
    # a baseline without a date still comes first
    data = counted.data
    return ids("moment").index(data.moment) if data.moment else 0, data.date or dt.date.min


def _is_of_people(counted: Measurement, theme: str) -> bool:
    label = counted.label or ""
    named = bool(_OF_PEOPLE.search(label)) or not _OF_EVENTS.search(label)
    return counted.unit != "days" and (theme == PLACES or named)


def _numbers(found: list[Record[Measurement]]) -> dict[str, float]:
    first, last = found[0], found[-1]
    numbers = {f"{first.id} first": float(first.data.value)}
    return numbers if len(found) == 1 else {**numbers, f"{first.id} later": float(last.data.value)}


def _row(found: list[Record[Measurement]], numbers: Mapping[str, float]) -> ShownCount:
    first = found[0]
    exact = _numbers(found)
    return ShownCount(
        label=first.data.label or "",
        unit=first.data.unit,
        first=numbers.get(f"{first.id} first"),
        later=numbers.get(f"{first.id} later"),
        hidden=not exact.keys() <= numbers.keys(),
    )
