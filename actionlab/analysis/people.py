"""People: how many took part in something, counted as people and not as records (domain 7.4)."""

from collections import Counter
from collections.abc import Iterable

from actionlab.model.attendance import Attendance
from actionlab.model.measurement import Measurement
from actionlab.model.meeting import Meeting
from actionlab.model.member_check import MemberCheck
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Records
from actionlab.model.training import Training

# the professional roles are all others
_GROUP_OF_ROLE = {
    "resident": "resident",
    "employer": "employer",
    "expert_by_experience": "expert_by_experience",
}
# the team itself is not one of the voices in a report
NOT_HEARD_AS = {"researcher", "trainer"}


def group_of(role: str) -> str:
    """Give the participant group that a role belongs to."""
    return _GROUP_OF_ROLE.get(role, "professional")


def took_part(person: Participant) -> bool:
    """Tell whether a participant agreed and may be counted; somebody who stopped later did take part."""
    return person.consent.stands and person.status != "erased"


def role_of(person: Participant) -> str | None:
    """Give the role of a participant; when it was not recorded, the group of who is no professional."""
    return person.role or (person.group if person.group in _GROUP_OF_ROLE else None)


def people_in_role(records: Records, role: str) -> int:
    """Give how many different people with this role took part, at least.

    People who came to several sessions are not counted twice: it is the largest of the participants with
    this role and the attendance of any one session.
    """
    coded = sum(1 for person in _people(records) if role_of(person) == role)
    sessions = [line.n for lines in _attendances(records) for line in lines if line.role == role]
    return max([coded, *sessions])


def roles_heard(records: Records) -> tuple[str, ...]:
    """Give the roles that were observed, attended or were asked, most often present first.

    The researchers and trainers themselves are left out.
    """
    present: Counter[str] = Counter()
    for observation in records.of(Observation):
        present.update(observation.data.present_roles)
    for lines in _attendances(records):
        present.update(line.role for line in lines)
    return tuple(role for role, _ in sorted(present.items(), key=_most_first) if role not in NOT_HEARD_AS)


def groups_heard(records: Records) -> frozenset[str]:
    """Give the participant groups of which somebody was observed, attended, was asked or was measured."""
    codes = {code for each in records.of(Observation) for code in each.data.participants}
    codes |= {each.data.participant for each in records.of(Measurement) if each.data.participant}
    groups = {person.group for person in _people(records) if person.pseudonym in codes}
    return frozenset(groups | {group_of(role) for role in roles_heard(records)})


def attended(lines: Iterable[Attendance]) -> dict[str, int]:
    """Give attendance as a mapping of role to number of people."""
    total: Counter[str] = Counter()
    for line in lines:
        total[line.role] += line.n
    return dict(total)


def _people(records: Records) -> list[Participant]:
    return [person.data for person in records.of(Participant) if took_part(person.data)]


def _attendances(records: Records) -> list[tuple[Attendance, ...]]:
    sessions = [training.data.attendance for training in records.of(Training)]
    sessions += [meeting.data.attendance for meeting in records.of(Meeting)]
    return sessions + [check.data.participants for check in records.of(MemberCheck)]


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    role, n = counted
    return -n, role
