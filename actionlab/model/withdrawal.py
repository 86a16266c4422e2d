"""Withdrawal: a person takes back consent, whole or for some purposes. Pure; here is what then has to go.

Whole: the store takes out everything about an erased person, so only the texts that mention the person are
decided on here. In part: measurements, quotes, or the links and quotes of conversations go, with the former
versions in which they stood. A text that mentions the person is kept without it, rewritten or erased.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.model.fields import RecordData
from actionlab.model.kinds import KINDS
from actionlab.model.leaving_out import id_names, in_text, without_people, without_quote
from actionlab.model.records import Draft, Record

MEASUREMENTS, QUOTES, CONVERSATIONS = "measurements", "anonymous_quote", "observe_conversations"
KEEP, REWRITE, ERASE = "keep", "rewrite", "erase"


class Says(msgspec.Struct, frozen=True, kw_only=True):
    """How a version of a record speaks of a person: as measured, present (linked), quoted, or in a text."""

    measured: bool = False
    linked: bool = False
    quoted: bool = False
    named: bool = False

    @property
    def anything(self) -> bool:
        """Whether it speaks of the person at all."""
        return self.measured or self.mentions

    @property
    def mentions(self) -> bool:
        """Whether it is a text that mentions the person, about which somebody has to decide."""
        return self.linked or self.quoted or self.named


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """A record that speaks of a person: its fields as `stored`, and what it says now and ever said."""

    record: Record[RecordData]
    stored: Mapping[str, Any]
    now: Says
    ever: Says


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What happens to a text that mentions the person: KEEP, REWRITE (with the new main text) or ERASE."""

    what: str = KEEP
    text: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the store is asked to do: records to erase, and new versions to store."""

    ids: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()


def trace(record: Record[RecordData], versions: Sequence[Mapping[str, Any]], code: str) -> Trace | None:
    """Give what a record says about the person; None when it never did.

    `versions` are its fields as stored; the last is what it says now.
    """
    said = [says(stored, code) for stored in versions]
    ever = Says(**{name: any(getattr(each, name) for each in said) for name in Says.__struct_fields__})
    return Trace(record=record, stored=versions[-1], now=said[-1], ever=ever) if ever.anything else None


def says(stored: Mapping[str, Any], code: str) -> Says:
    """Give how stored fields speak of the person. Codes in texts are found in any case."""
    kept = without_quote(stored, [code])
    return Says(
        measured=stored.get("participant") == code,
        linked=code in (stored.get("participants") or ()),
        quoted=kept != stored,
        named=any(in_text([code]).search(text) for text in _texts(kept)),
    )


def has_main_text(text: Trace) -> bool:
    """Tell whether a record begins with a text of its own, which can be rewritten."""
    return text.record.kind not in ("participant", "measurement", "member_check", "meeting")


def plan_whole(code: str, traces: Iterable[Trace], decisions: Mapping[str, Decision]) -> Plan:
    """Give what has to be done when a person withdraws altogether.

    What is kept, and former versions, need no plan: an erased person is taken out of them by the store.
    """
    ids, drafts = [code], []
    for each in traces:
        decision = decisions.get(each.record.id, Decision())
        if decision.what == ERASE or each.now.measured:
            ids.append(each.record.id)
        elif decision.what == REWRITE:
            drafts.append(_replaced_by(each, without_person(each.stored, code), decision))
    return Plan(ids=tuple(ids), drafts=tuple(drafts))


def plan_part(
    code: str, scopes: Collection[str], traces: Iterable[Trace], decisions: Mapping[str, Decision]
) -> Plan:
    """Give what has to be done when a person withdraws consent for `scopes` only, the consent aside."""
    ids: list[str] = []
    drafts: list[Draft] = []
    for each in traces:
        decision = decisions.get(each.record.id, Decision())
        goes = MEASUREMENTS in scopes and each.now.measured
        if goes or (CONVERSATIONS in scopes and decision.what == ERASE):
            ids.append(each.record.id)
        elif _is_touched(each, scopes):
            drafts.append(_replaced_by(each, _without(each.stored, code, scopes), decision))
    return Plan(ids=tuple(ids), drafts=tuple(drafts))


def withdrawn_consent(stored: Mapping[str, Any], scopes: Collection[str], today: dt.date) -> dict[str, Any]:
    """Give the fields of a participant who withdraws consent for `scopes`.

    When nothing is left of what was recorded, the consent as a whole is withdrawn. When it was never
    recorded for what, it stays unknown: nothing is made up.
    """
    consent = dict(stored["consent"])
    recorded = consent.get("scopes") or []
    left = [scope for scope in recorded if scope not in scopes]
    if recorded:
        consent["scopes"] = left
    if recorded and not left:
        consent["status"] = "withdrawn"
    consent["withdrawn_on"] = today.isoformat()
    return {**stored, "consent": consent}


def without_person(stored: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Give stored fields without the person; a measurement stays that of the person."""
    named = {"participant": code} if stored.get("participant") == code else {}
    return {**without_people(stored, [code]), **named}


def _without(stored: Mapping[str, Any], code: str, scopes: Collection[str]) -> dict[str, Any]:
    if CONVERSATIONS in scopes:
        return without_person(stored, code)
    return without_quote(stored, [code]) if QUOTES in scopes else dict(stored)


def _is_touched(each: Trace, scopes: Collection[str]) -> bool:
    return (
        (CONVERSATIONS in scopes and each.ever.mentions)
        or (QUOTES in scopes and each.ever.quoted)
        or (MEASUREMENTS in scopes and each.ever.measured)
    )


def _replaced_by(each: Trace, stored: dict[str, Any], decision: Decision) -> Draft:
    record = each.record
    if decision.what == REWRITE:
        stored = {**stored, KINDS[record.kind].main: decision.text}
    return Draft(kind=record.kind, fields=stored, id=record.id, revises=record.heads, forgets=True)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name not in id_names():
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
