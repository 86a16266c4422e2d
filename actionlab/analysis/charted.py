"""Charted: what a chart may show that no other part of a report counts: what was seen, phase by phase.

What helped or hindered is counted in observations, which are events and not people. But one observation may
be of one person, and a manager has a calendar. So a chart says of an observation no more than the list of
sources says of it (docs/decisions/0020).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

import msgspec

from actionlab.analysis.citations import Citations
from actionlab.analysis.published import Block, Key, Published, Told
from actionlab.model.observation import Observation
from actionlab.model.records import Records
from actionlab.model.settings import SMALLEST_GROUP
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection

NOT_RECORDED = "not_recorded"


class PhaseSignals(msgspec.Struct, frozen=True, kw_only=True):
    """How many observations of a phase helped, hindered and so on; `phase` None is not told.

    `signals` has a number for every signal of the vocabulary and, last, for *not recorded*.
    """

    phase: str | None
    signals: tuple[int, ...]

    @property
    def observations(self) -> int:
        """The number of observations, whatever was seen."""
        return sum(self.signals)

    @property
    def is_mixed(self) -> bool:
        """Whether at least two different signals were recorded, so that none is everybody's."""
        return sum(1 for n in self.signals[:-1] if n) > 1


class ShownSignals(Block, frozen=True, kw_only=True):
    """What was seen in a study, phase by phase in the order of a cycle; empty when it may not be divided."""

    phases: tuple[PhaseSignals, ...] = ()

    def narrowed(self, protection: Protection) -> "ShownSignals":
        """Give what a reader with this limit may see: all, or nothing with a larger limit than the smallest.

        A larger limit divides the observations otherwise, and two divisions can be subtracted.
        """
        return self if protection.k in (None, SMALLEST_GROUP) else ShownSignals()

    def told(self) -> Mapping[str, Told]:
        """Give the number of observations per phase and signal, as carefully as if they were people."""
        counts = {
            f"{each.phase or ''} {signal}": n
            for each in self.phases
            for signal, n in zip(signals_named(), each.signals, strict=True)
        }
        return {"signals": Told(counts=counts)} if counts else {}


def signals_named() -> tuple[str, ...]:
    """Give the signals in the order of `PhaseSignals`."""
    return (*ids("signal"), NOT_RECORDED)


def signals(records: Records, study_id: str, citations: Citations, published: Published) -> ShownSignals:
    """Give what was seen in a study, phase by phase; empty when there is nothing to compare.

    `records` is everything that was seen, whatever period is asked for. An observation is counted with the
    phase that its description tells, else with those of which the phase is not told. For readers outside the
    team all phases are shown or none: none when in one of them all that is known is the same, because then
    everybody who was there would be known.
    """
    found: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for each in records.in_study(study_id).of(Observation):
        found[citations.phase(each)][each.data.signal or NOT_RECORDED] += 1
    phases = tuple(
        PhaseSignals(phase=phase, signals=tuple(found[phase][signal] for signal in signals_named()))
        for phase in (*ids("phase"), None)
        if phase in found
    )
    shown = len(phases) > 1 and (citations.exact or all(phase.is_mixed for phase in phases))
    return published.settle(
        Key(study=study_id, about="signals"), ShownSignals(phases=phases if shown else ())
    )
