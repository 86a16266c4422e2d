"""Crowds: the people who may be meant by a description, and how far sources are told apart.

A reader may hold a calendar of who met whom and this program, and so work out which sources get which
description. Sources with the same description therefore have a crowd together: of every group that may have
been there at least k people, or as many as there are when nothing is said (docs/decisions/0013).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from actionlab.analysis.people import NOT_HEARD_AS, attended, group_of
from actionlab.model.attendance import Attendance
from actionlab.model.measurement import Measurement
from actionlab.model.observation import Observation
from actionlab.model.participant import Participant
from actionlab.model.records import Records
from actionlab.model.vocabulary import ids
from actionlab.privacy.disclosure import Protection

# who may have been there when nobody wrote down who was
ANYBODY = frozenset(ids("participant_group"))
# people who filled in a form without a code are of no known group
UNKNOWN_GROUP = "unknown"

Trait = str | tuple[str, ...] | None


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """Who was at a source: the groups that may have been there, and those people who can be counted.

    `codes` pairs the group and the code of everyone with a code; `heads` counts people of a group who were
    there together without one.
    """

    groups: frozenset[str]
    codes: frozenset[tuple[str, str]] = frozenset()
    heads: Mapping[str, int] = msgspec.field(default_factory=dict)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A source with what could be said of it, by name; None is not recorded and cannot be said.

    `day` is never said: it tells apart two meetings of the same people, as a calendar does.
    """

    id: str
    traits: Mapping[str, Trait]
    present: Present
    day: str = ""


def at_observation(observation: Observation, records: Records) -> Present:
    """Give who was at an observation; people without a code cannot be counted.

    When no roles were recorded, anybody may have been there. The team itself (researchers, trainers) does
    not count.
    """
    people = (records.find(Participant, code) for code in observation.participants)
    found = [person.data for person in people if person and person.data.role not in NOT_HEARD_AS]
    heard = {group_of(role) for role in observation.present_roles if role not in NOT_HEARD_AS}
    groups = heard if observation.present_roles else ANYBODY
    return Present(
        groups=frozenset(groups | {person.group for person in found}),
        codes=frozenset((person.group, person.pseudonym) for person in found),
    )


def at_session(lines: Iterable[Attendance]) -> Present:
    """Give who was at a training or meeting, from its attendance per role."""
    heads: Counter[str] = Counter()
    present = attended(lines)
    for role, n in present.items():
        if role not in NOT_HEARD_AS:
            heads[group_of(role)] += n
    return Present(groups=frozenset(heads) if present else ANYBODY, heads=dict(heads))


def measured(found: Iterable[Measurement], records: Records) -> Present:
    """Give who was measured; the anonymous forms of one measurement are of different people."""
    codes: set[tuple[str, str]] = set()
    forms = 0
    for measurement in found:
        person = records.find(Participant, measurement.participant)
        if measurement.participant:
            codes.add((person.data.group if person else UNKNOWN_GROUP, measurement.participant))
        forms = max(forms, measurement.group_count or 0)
    heads = {UNKNOWN_GROUP: forms} if forms else {}
    return Present(
        groups=frozenset({group for group, _ in codes} | heads.keys()), codes=frozenset(codes), heads=heads
    )


def crowd(present: Iterable[Present]) -> dict[str, int]:
    """Give, of every group that may have been there, how many different people there are at least.

    People with a code are told apart. People without one may be the same every time.
    """
    every = tuple(present)
    coded = Counter(group for group, _ in frozenset[tuple[str, str]]().union(*(each.codes for each in every)))
    together: Counter[str] = Counter()
    for each in every:
        together |= Counter(each.heads)
    groups = frozenset[str]().union(*(each.groups for each in every))
    return {group: max(coded[group], together[group]) for group in groups}


def is_crowd(present: Iterable[Present], protection: Protection) -> bool:
    """Tell whether nobody can be picked out: somebody was there, and of each group enough people."""
    counted = crowd(present)
    return protection.k is None or (bool(counted) and not any(map(protection.is_small, counted.values())))


def told_apart(
    seen: Iterable[Seen], names: Sequence[str], protection: Protection
) -> dict[str, dict[str, Trait]]:
    """Give, by id, what may be said of each source, choosing the traits in the order of `names`.

    Sources are divided by the first trait, each part by the next, and so on. What is not a crowd by itself
    stays behind without that trait. When what stays behind would be found out by that, some of the others
    stay behind with it.
    """
    ordered = sorted(seen, key=_by_what_a_calendar_tells)
    told: dict[str, dict[str, Trait]] = {each.id: {} for each in ordered}
    parts = [ordered]
    for name in names:
        parts = [part for whole in parts for part in _divided(whole, name, told, protection)]
    return told


def _divided(
    whole: list[Seen], name: str, told: dict[str, dict[str, Trait]], protection: Protection
) -> list[list[Seen]]:
    by_value: defaultdict[Trait, list[Seen]] = defaultdict(list)
    for each in whole:
        by_value[each.traits.get(name)].append(each)
    rest = by_value.pop(None, [])
    parts: dict[Trait, list[Seen]] = {}
    for value in sorted(by_value, key=str):
        if _is_crowd(by_value[value], protection):
            parts[value] = by_value[value]
        else:
            rest += by_value[value]
    rest, parts = _covered(rest, parts, whole, protection)
    for value, part in parts.items():
        for each in part:
            told[each.id][name] = value
    return [part for part in (*parts.values(), rest) if part]


def _covered(
    rest: list[Seen], parts: dict[Trait, list[Seen]], whole: list[Seen], protection: Protection
) -> tuple[list[Seen], dict[Trait, list[Seen]]]:
    """Give the rest with enough others that it is hidden, and the parts without those."""
    if not rest or _is_hidden(rest, whole, protection):
        return rest, parts
    more, fewer = _lent(rest, parts, whole, protection)
    if _is_hidden(more, whole, protection):
        return more, fewer
    more, fewer = list(rest), dict(parts)
    while fewer and not _is_hidden(more, whole, protection):
        more += fewer.pop(min(fewer, key=lambda value: (len(fewer[value]), str(value))))
    return more, fewer


def _lent(
    rest: list[Seen], parts: dict[Trait, list[Seen]], whole: list[Seen], protection: Protection
) -> tuple[list[Seen], dict[Trait, list[Seen]]]:
    """Move single sources that bring the people who lack, from parts that stay a crowd without them."""
    more, fewer = list(rest), dict(parts)
    known = {code for each in rest for code in each.present.codes}
    lacking = _lacking(more, protection)
    for value in sorted(parts, key=lambda value: (-len(parts[value]), str(value))):
        for each in parts[value]:
            if not any(group in lacking for group, _ in each.present.codes - known):
                continue
            others = [other for other in fewer[value] if other is not each]
            if not _is_crowd(others, protection):
                continue
            more.append(each)
            fewer[value] = others
            if _is_hidden(more, whole, protection):
                return more, fewer
            known |= each.present.codes
            lacking = _lacking(more, protection)
    return more, fewer


def _lacking(rest: list[Seen], protection: Protection) -> set[str]:
    return {group for group, n in crowd(_present(rest)).items() if protection.is_small(n)}


def _is_hidden(rest: list[Seen], whole: list[Seen], protection: Protection) -> bool:
    counted = crowd(_present(rest))
    if not counted or _is_crowd(rest, protection):
        return True
    if protection.k is None or _is_crowd(whole, protection):
        return False
    among = crowd(_present(whole))
    enough = all(n >= min(protection.k, among[group]) for group, n in counted.items())
    return enough and sum(counted.values()) >= min(protection.k, sum(among.values()))


def _is_crowd(seen: list[Seen], protection: Protection) -> bool:
    return is_crowd(_present(seen), protection)


def _present(seen: list[Seen]) -> Iterable[Present]:
    return (each.present for each in seen)


def _by_what_a_calendar_tells(seen: Seen) -> tuple[str, list[tuple[str, str]], str, str, str]:
    # by id first, which of two texts belongs to which meeting would decide what is said of others
    there = seen.present
    also = repr((sorted(there.groups), sorted(there.heads.items())))
    return repr(sorted(seen.traits.items())), sorted(there.codes), also, seen.day, seen.id
