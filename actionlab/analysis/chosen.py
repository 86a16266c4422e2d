"""Chosen: what the authors put first in a section and what they leave out of it (docs/decisions/0021).

Of the notes on the same study, or on the same municipality, the one written last that has an order decides
the order. What notes leave out adds up. An order for the municipality comes before one for a study.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from actionlab.analysis.scope import Scope
from actionlab.analysis.strength import strength
from actionlab.model.measurement import Measurement
from actionlab.model.note import Note
from actionlab.model.records import Record, Records
from actionlab.model.references import outcome_ref
from actionlab.model.study import Study

T = TypeVar("T")


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What the authors left out of the report, so that the report can say so.

    `outcomes` pairs the title of a study with the instrument, and tells whether it is the primary
    indicator; `contradicted` counts those of the insights that something speaks against.
    """

    insights: int = 0
    contradicted: int = 0
    outcomes: tuple[tuple[str, str, bool], ...] = ()
    trainings: int = 0
    decisions: int = 0
    actions: int = 0
    agenda: int = 0


class Chosen:
    """What the notes among some records choose, section by section."""

    def __init__(self, records: Records) -> None:
        """Take the notes that count in one report, as `actionlab.analysis.scope` gives them."""
        self._notes = sorted(records.of(Note), key=lambda note: (note.at, note.id))

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Give the section and the text of every note that has one, in the order of writing."""
        said = ((note.data.report_section, note.data.text) for note in self._notes)
        return tuple((section, text) for section, text in said if text)

    def is_left_out(self, section: str, ref: str) -> bool:
        """Tell whether a note leaves this out of a section."""
        return ref in self._left_out(section)

    def order(self, section: str) -> tuple[str, ...]:
        """Give what comes first in a section, in that order; empty when nobody chose."""
        last: dict[tuple[bool, str, str], tuple[str, ...]] = {}
        for note in self._in(section):
            if note.data.order:
                place, study = note.data.municipality or "", note.data.study_id or ""
                last[not place, study, place] = note.data.order
        return tuple(dict.fromkeys(ref for _, refs in sorted(last.items()) for ref in refs))

    def arranged(self, section: str, items: Iterable[T], ref: Callable[[T], str]) -> tuple[T, ...]:
        """Give the items of a section without those left out, the ordered ones first.

        `ref` gives what an item is called in a note. Items that no note puts in order stay as they stand.
        """
        place = {name: number for number, name in enumerate(self.order(section))}
        gone = self._left_out(section)
        kept = [item for item in items if ref(item) not in gone]
        return tuple(sorted(kept, key=lambda item: place.get(ref(item), len(place))))

    def without(self, records: Records) -> Records:
        """Give records without the trainings, the measurements and the actions that are left out.

        They are gone before anything is counted: what is not shown is not published either.
        """
        gone = {ref for section in ("change", "training", "actions") for ref in self._left_out(section)}
        return records.where(lambda record: _name(record) not in gone) if gone else records

    def left_out(self, records: Records, section: str) -> tuple[Record[Any], ...]:
        """Give the records that are left out of a section."""
        gone = self._left_out(section)
        return tuple(record for record in records if _name(record) in gone) if gone else ()

    def _left_out(self, section: str) -> frozenset[str]:
        return frozenset(ref for note in self._in(section) for ref in note.data.leave_out)

    def _in(self, section: str) -> Iterable[Record[Note]]:
        return (note for note in self._notes if note.data.report_section == section)


def left_out(chosen: Chosen, scope: Scope) -> LeftOut:
    """Give what is left out of a report on what is in scope."""
    # insights and outcomes also rest on what happened before the period of the report
    insights = chosen.left_out(scope.basis, "insights")
    return LeftOut(
        insights=len(insights),
        contradicted=sum(1 for each in insights if strength(each, scope.basis).contradicting),
        outcomes=tuple(_outcomes(chosen, scope.basis)),
        trainings=len(chosen.left_out(scope.records, "training")),
        decisions=len(chosen.left_out(scope.records, "since_last_report")),
        actions=len(chosen.left_out(scope.records, "actions")),
        agenda=sum(1 for item in scope.agenda if chosen.is_left_out("agenda", item.id)),
    )


def _outcomes(chosen: Chosen, basis: Records) -> Iterable[tuple[str, str, bool]]:
    measured = {(each.data.study_id, each.data.instrument): None for each in chosen.left_out(basis, "change")}
    for study_id, instrument in measured:
        study = basis.find(Study, study_id)
        if study:
            yield study.data.title, instrument, study.data.primary_indicator == instrument


def _name(record: Record[Any]) -> str:
    data = record.data
    if isinstance(data, Measurement):
        return outcome_ref(data.study_id, data.instrument)
    return record.id
