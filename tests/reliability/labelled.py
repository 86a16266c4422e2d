"""Labelled work: every record bears a label, so what a command adds and removes can be counted."""

import random
import shutil
from collections import Counter
from typing import NamedTuple

from reliability.stage import OWN, Stage

from actionlab import store
from actionlab.model.fields import RecordData
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Record, Records

Labels = Counter[str]

_SORTS = ("log", "log", "people", "study", "edit", "erase", "withdraw", "merge", "tidy")


class Command(NamedTuple):
    """What is typed, the labels that it adds and removes, and whether it prints an id when it is done."""

    typed: tuple[str, ...]
    adds: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    prints: bool = False

    def after(self, found: Labels) -> Labels:
        """Give the labels that there are when this is done."""
        return found - Counter(self.removes) + Counter(self.adds)


class Work:
    """Commands of every sort, in any order, about the records of a workspace as they are now."""

    def __init__(self, stage: Stage, chosen: random.Random, seed: int) -> None:
        """Look at what can be edited, erased and withdrawn: each at most once."""
        self.stage = stage
        self.chosen = chosen
        self.seed = seed
        records = _read(stage)
        self._free = [each for each in records.of(Observation) if each.data.what_seen.startswith("k-")]
        self._people = [each for each in records.of(Participant) if each.data.consent.version]
        chosen.shuffle(self._free)
        chosen.shuffle(self._people)

    def commands(self, count: int) -> tuple[Command, ...]:
        """Give so many commands; what `merge` and `tidy` work on is made now."""
        return tuple(self._command(f"k-{self.seed}-{number}") for number in range(count))

    def _command(self, label: str) -> Command:
        sort = self.chosen.choice(_SORTS)
        # an old workspace is copied for each of these, and once in a process is enough
        if sort in ("merge", "tidy") and not label.endswith("-1"):
            sort = "log"
        if sort == "edit" and self._free:
            one = self._free.pop()
            return Command(("edit", one.id, "--what-seen", label), (label,), (_label(one),), prints=True)
        if sort == "erase" and len(self._free) > 1:
            two = [self._free.pop(), self._free.pop()]
            typed = ("erase", *(each.id for each in two), "--yes")
            return Command(typed, removes=tuple(_label(each) for each in two))
        if sort == "withdraw" and self._people:
            person = self._people.pop()
            return Command(("withdraw", person.id, "--yes"), removes=(_label(person),))
        return {"people": _people, "study": _study, "merge": self._merge, "tidy": self._tidy}.get(sort, _log)(
            label
        )

    def _merge(self, label: str) -> Command:
        other = self.stage.copy_of_space(label)
        self.stage.add_elsewhere(other, label)
        return Command(("merge", str(other)), (label,) * 3)

    def _tidy(self, label: str) -> Command:
        records = self.stage.space / "studies" / "een" / "records"
        shutil.copyfile(records / f"{OWN}.json", records / f"{OWN}-{label}.json")
        return Command(("tidy", "--yes"))


def labels(stage: Stage) -> Labels:
    """Count the records of the workspace by label. Raises `DamagedFile`."""
    return Counter(_label(record) for record in _read(stage))


def _log(label: str) -> Command:
    return Command(("log", "observation", "-s", "een", label), (label,), prints=True)


def _people(label: str) -> Command:
    known = ("--role", "resident", "--consent-status", "given", "--consent-version", label)
    return Command(("log", "participant", "-s", "een", "--count", "3", *known), (label,) * 3, prints=True)


def _study(label: str) -> Command:
    named = ("--slug", label, "--approach-title", label)
    typed = ("new-study", "-m", "Houten", "-t", "driehoeksgesprek-en-regie", *named)
    # the study, its approach and three cycles
    return Command(typed, (label,) * 5, prints=True)


def _read(stage: Stage) -> Records:
    reading = store.read(store.open_workspace(stage.space))
    for damaged in reading.damaged:
        raise damaged
    return reading.records


def _label(record: Record[RecordData]) -> str:
    data = record.data
    if isinstance(data, Participant):
        return data.consent.version or record.id
    named = (getattr(data, name, None) for name in ("what_seen", "title", "name"))
    own = next((text for text in named if text and text.startswith("k-")), None)
    return own or (record.folder if record.folder.startswith("k-") else record.id)
