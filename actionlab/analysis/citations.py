"""Citations: sources get numbers in the order of the text, and descriptions that unmask nobody.

For the municipality and the public a source is described by setting, phase and month only as far as, of
every group that may have been there, at least k people fit the description. A manager's calendar of who met
whom then leads to no one, not even by working out which sources would have been described in this way
(docs/decisions/0013).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping

import msgspec

from actionlab.analysis.crowds import (
    Seen,
    Trait,
    at_observation,
    at_session,
    is_crowd,
    measured,
    told_apart,
)
from actionlab.analysis.cycles import phase_of
from actionlab.analysis.people import NOT_HEARD_AS, group_of, people_in_role
from actionlab.model.fields import RecordData
from actionlab.model.measurement import Measurement
from actionlab.model.meeting import Meeting
from actionlab.model.observation import Observation
from actionlab.model.records import Record, Records, day_of, study_of
from actionlab.model.references import MEASUREMENTS, outcome_ref
from actionlab.model.study import Study
from actionlab.model.training import Training
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection

# what is most worth saying comes first; whoever was there is only told on the page of the theme I2
SAYABLE = ("setting", "phase", "month")
SAYABLE_OF_OTHERS = ("month", "instrument")
SAYABLE_IN = {"I2": ("setting", "present", "phase", "month")}
SOMEBODY = ("mixed",)


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
        """Describe sources among `records`: everything that was seen in the studies of one report."""
        self._records = records
        self._protection = protection
        self._numbers: dict[str, int] = {}
        self._told: dict[str, dict[str, dict[str, dict[str, Trait]]]] = {}
        self._roles: dict[tuple[str, str], bool] = {}

    @property
    def exact(self) -> bool:
        """Whether everything may be said: for researchers."""
        return self._protection.k is None

    def number(self, ref: str) -> int:
        """Give the number of a source: a new one when it is cited for the first time."""
        return self._numbers.setdefault(ref, len(self._numbers) + 1)

    def exact_number(self, ref: str) -> int | None:
        """Give the number of a source for the researchers, who see what every figure rests on; else None."""
        return self.number(ref) if self.exact else None

    def cited(self) -> tuple[Citation, ...]:
        """Give all sources cited so far, by number. Raises KeyError for one that does not exist."""
        return tuple(self._describe(ref, number) for ref, number in self._numbers.items())

    def setting(self, observation: Record[Observation]) -> str | None:
        """Give the setting of an observation when its description says it, else None."""
        return _text(self._said(observation).get("setting"))

    def phase(self, observation: Record[Observation]) -> str | None:
        """Give the phase of an observation when its description says it, else None."""
        return _text(self._said(observation).get("phase"))

    def present(self, observation: Record[Observation]) -> tuple[str, ...]:
        """Give the groups that were at an observation; `SOMEBODY` when they may not be said.

        Empty is not recorded. They are only ever said in a study that tells of them (theme I2).
        """
        groups = self._said(observation).get("present")
        return groups if isinstance(groups, tuple) else SOMEBODY

    def names_role(self, study_id: str, role: str) -> bool:
        """Tell whether what was seen of somebody in a study may be told with this role.

        At least k people with the role took part, and the observations at which the role was present are a
        crowd.
        """
        if (study_id, role) not in self._roles:
            self._roles[study_id, role] = self._is_common(study_id, role)
        return self._roles[study_id, role]

    def _is_common(self, study_id: str, role: str) -> bool:
        if self.exact:
            return True
        in_study = self._records.in_study(study_id)
        there = [each.data for each in in_study.of(Observation) if role in each.data.present_roles]
        crowd = is_crowd((at_observation(each, self._records) for each in there), self._protection)
        return crowd and not self._protection.is_small(people_in_role(in_study, role))

    def _describe(self, ref: str, number: int) -> Citation:
        if ref.startswith(MEASUREMENTS):
            study_id = ref.split(":")[1]
            said = _citable(self._among("measurement", study_id).get(ref, {}))
            exact = {"ref": ref} if self.exact else {}
            return Citation(number=number, kind="measurement", **said, **exact)
        record = self._records.get(ref)
        if record is None:
            raise KeyError(ref)
        return Citation(
            number=number, kind=record.kind, **_citable(self._said(record)), **self._exact(record)
        )

    def _exact(self, record: Record[RecordData]) -> dict[str, str | None]:
        if not self.exact:
            return {}
        study = self._records.find(Study, study_of(record))
        return {"ref": record.id, "day": day_of(record) or None, "theme": study.data.theme if study else None}

    def _said(self, record: Record[RecordData]) -> Mapping[str, Trait]:
        if record.kind not in _SEEN:
            return {}
        return self._among(record.kind, study_of(record) or "").get(record.id, {})

    def _among(self, kind: str, study_id: str) -> dict[str, dict[str, Trait]]:
        """Give what may be said of every source of a kind in a study, worked out once for all of them."""
        if kind not in self._told:
            self._told[kind] = {
                study: told_apart(seen, self._sayable(kind, study), self._protection)
                for study, seen in _SEEN[kind](self._records).items()
            }
        return self._told[kind].get(study_id, {})

    def _sayable(self, kind: str, study_id: str) -> tuple[str, ...]:
        if kind != "observation":
            return SAYABLE_OF_OTHERS
        study = self._records.find(Study, study_id)
        return SAYABLE_IN.get(study.data.theme, SAYABLE) if study else SAYABLE


def _observations(records: Records) -> dict[str, list[Seen]]:
    found: defaultdict[str, list[Seen]] = defaultdict(list)
    for record in records.of(Observation):
        data = record.data
        heard = {group_of(role) for role in data.present_roles if role not in NOT_HEARD_AS}
        traits: dict[str, Trait] = {
            "setting": data.setting,
            "present": tuple(group for group in ids("participant_group") if group in heard),
            "phase": phase_of(record, records),
            "month": _month(record),
        }
        present = at_observation(data, records)
        seen = Seen(id=record.id, traits=traits, present=present, day=day_of(record))
        found[data.study_id].append(seen)
    return found


def _sessions(
    kind: type[Training] | type[Meeting],
) -> Callable[[Records], dict[str, list[Seen]]]:
    def sessions(records: Records) -> dict[str, list[Seen]]:
        found: defaultdict[str, list[Seen]] = defaultdict(list)
        for record in records.of(kind):
            present = at_session(record.data.attendance)
            traits = {"month": _month(record)}
            seen = Seen(id=record.id, traits=traits, present=present, day=day_of(record))
            found[record.data.study_id].append(seen)
        return found

    return sessions


def _measurements(records: Records) -> dict[str, list[Seen]]:
    groups: defaultdict[tuple[str, str], list[Measurement]] = defaultdict(list)
    for record in records.of(Measurement):
        groups[record.data.study_id, record.data.instrument].append(record.data)
    found: defaultdict[str, list[Seen]] = defaultdict(list)
    for (study_id, instrument), measurements in groups.items():
        present = measured(measurements, records)
        ref = outcome_ref(study_id, instrument)
        found[study_id].append(Seen(id=ref, traits={"instrument": instrument}, present=present))
    return found


# how to find the sources of a kind, by study
_SEEN: dict[str, Callable[[Records], dict[str, list[Seen]]]] = {
    "observation": _observations,
    "training": _sessions(Training),
    "meeting": _sessions(Meeting),
    "measurement": _measurements,
}


def _month(record: Record[RecordData]) -> str | None:
    return day_of(record)[:7] or None


def _text(trait: Trait) -> str | None:
    return trait if isinstance(trait, str) else None


def _citable(said: Mapping[str, Trait]) -> dict[str, str]:
    return {name: trait for name, trait in said.items() if isinstance(trait, str)}
