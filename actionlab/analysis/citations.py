"""Citations: sources get numbers in the order of the text, and descriptions that unmask nobody.

For the municipality and the public a source is described by phase, setting and month only as far as at
least k people fit the description; a manager's calendar of who met whom then leads to no one.
"""

from collections.abc import Callable

import msgspec

from actionlab.analysis.cycles import phase_of
from actionlab.analysis.people import attended, measured_people, participants_present
from actionlab.model.fields import RecordData
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.model.references import MEASUREMENTS
from actionlab.privacy.disclosure import Protection


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered source: its kind, and of phase, setting, month and instrument what may be said.

    `ref`, `day` and `theme` are exact and set for researchers only.
    """

    number: int
    kind: str
    phase: str | None = None
    setting: str | None = None
    month: str | None = None
    instrument: str | None = None
    ref: str | None = None
    day: str | None = None
    theme: str | None = None


class Citations:
    """Numbers sources as they are first cited, and describes them for one audience."""

    def __init__(self, records: Records, protection: Protection) -> None:
        self._records = records
        self._protection = protection
        self._numbers: dict[str, int] = {}
        self._traits: dict[str, Callable[[Record[Observation]], str | None]] = {
            "phase": lambda record: phase_of(record, records),
            "setting": lambda record: record.data.setting,
            "month": lambda record: day_of(record)[:7] or None,
        }

    def number(self, ref: str) -> int:
        """Give the number of a source: a new one when it is cited for the first time."""
        return self._numbers.setdefault(ref, len(self._numbers) + 1)

    def cited(self) -> tuple[Citation, ...]:
        """Give all sources cited so far, by number."""
        return tuple(self._describe(ref, number) for ref, number in self._numbers.items())

    def setting(self, observation: Record[Observation]) -> str | None:
        """Give the setting of an observation when enough people fit it, else None."""
        wanted = observation.data.setting
        if wanted is None or self._enough(observation, ("setting",)):
            return wanted
        return None

    def _describe(self, ref: str, number: int) -> Citation:
        if ref.startswith(MEASUREMENTS):
            return self._describe_measurements(ref, number)
        record = self._records.get(ref)
        if record is None:
            raise KeyError(ref)
        observation = self._records.find(Observation, ref)
        said = self._sayable(observation) if observation else self._session(record)
        return Citation(number=number, kind=record.kind, **said, **self._exact(record))

    def _describe_measurements(self, ref: str, number: int) -> Citation:
        _, study_id, instrument = ref.split(":", 2)
        enough = not self._protection.is_small(measured_people(self._records, study_id, instrument))
        return Citation(
            number=number,
            kind="measurement",
            instrument=instrument if enough else None,
            ref=ref if self._protection.k is None else None,
        )

    def _exact(self, record: Record[RecordData]) -> dict[str, str | None]:
        if self._protection.k is not None:
            return {}
        study = self._records.get(study_of(record))
        theme = getattr(study.data, "theme", None) if study else None
        return {"ref": record.id, "day": day_of(record) or None, "theme": theme}

    def _sayable(self, record: Record[Observation]) -> dict[str, str | None]:
        for names in (
            ("phase", "setting", "month"),
            ("setting", "month"),
            ("phase", "setting"),
            ("setting",),
            ("phase",),
        ):
            if self._enough(record, names):
                return dict(zip(names, self._described(record, names), strict=True))
        return {}

    def _enough(self, record: Record[Observation], names: tuple[str, ...]) -> bool:
        wanted = self._described(record, names)
        fitting = [
            other.data
            for other in self._records.of(Observation)
            if other.data.study_id == record.data.study_id and self._described(other, names) == wanted
        ]
        return not self._protection.is_small(participants_present(fitting))

    def _session(self, record: Record[RecordData]) -> dict[str, str | None]:
        people = sum(attended(getattr(record.data, "attendance", ())).values())
        return {} if self._protection.is_small(people) else {"month": day_of(record)[:7] or None}

    def _described(self, record: Record[Observation], names: tuple[str, ...]) -> list[str | None]:
        return [self._traits[name](record) for name in names]
