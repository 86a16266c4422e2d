"""Cleaning: what must go from the files because it was erased, known or not. Knows no disk.

An erased record leaves a tombstone with its id, which beats every revision of that id. Of a record whose
former versions were forgotten only the revisions with the highest `forgets` count. The measurements of an
erased person go. Whatever else mentions the person's code stays without it: no link, no quote of theirs, and
`GAP` in place of the code in texts. The same bytes are always cleaned into the same bytes, so it does not
matter on which computer it happens, how often, or in what order with the uniting of files.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from actionlab.model.rules import PSEUDONYM
from actionlab.store import record_file, revisions
from actionlab.store.revisions import TOMBSTONE, Revision

GAP = "[…]"
# how often the versions of a record were forgotten that is erased whole
GONE = 1 << 53


class Entry(msgspec.Struct, frozen=True):
    """A revision with the bytes of its document."""

    revision: Revision
    document: bytes


def erasures(found: Iterable[Revision], known: Mapping[str, int]) -> dict[str, int]:
    """Give for every id what was erased: GONE for a tombstone, else how often its versions were forgotten.

    `known` is what was known before; ids of which nothing was erased are absent.
    """
    erased = dict(known)
    for each in found:
        level = GONE if each.kind == TOMBSTONE else each.forgets
        if level > erased.get(each.id, 0):
            erased[each.id] = level
    return erased


def people(erased: Mapping[str, int]) -> frozenset[str]:
    """Give the codes of erased people."""
    return frozenset(
        each for each, level in erased.items() if level == GONE and re.fullmatch(PSEUDONYM, each)
    )


def mentions(codes: Collection[str]) -> re.Pattern[bytes]:
    """Give what finds these codes in bytes, in any case."""
    return re.compile(b"|".join(re.escape(each.encode()) for each in sorted(codes)) or b"(?!)", re.IGNORECASE)


def cleaned(entries: Sequence[Entry], erased: Mapping[str, int]) -> list[Entry | None]:
    """Give for each entry what stays of it, in the same order: itself, a cleaned one, or None."""
    if not erased:
        return list(entries)
    codes = people(erased)
    stays: list[Entry | None] = [None if is_dead(each, erased, codes) else each for each in entries]
    return _without_people(stays, codes) if codes else stays


def is_dead(entry: Entry, erased: Mapping[str, int], codes: Collection[str]) -> bool:
    """Tell whether a revision was erased whole."""
    revision = entry.revision
    if revision.kind == TOMBSTONE:
        return False
    measured = revision.kind == "measurement" and bool(codes)
    return revision.forgets < erased.get(revision.id, 0) or (
        measured and revision.fields.get("participant") in codes
    )


def _without_people(entries: Sequence[Entry | None], codes: Collection[str]) -> list[Entry | None]:
    found = mentions(codes)
    touched = {
        each.revision.id
        for each in entries
        if each and each.revision.kind != TOMBSTONE and found.search(each.document)
    }
    if not touched:
        return list(entries)
    chains: dict[str, dict[str, Entry]] = {}
    for each in entries:
        if each and each.revision.id in touched:
            chains.setdefault(each.revision.id, {})[each.revision.rev] = each
    in_text = re.compile(found.pattern.decode(), re.IGNORECASE | re.ASCII)
    new: dict[str, Entry | None] = {}
    for chain in chains.values():
        new.update(_cleaned_chain(chain, codes, in_text))
    return [new.get(each.revision.rev, each) if each else None for each in entries]


def _cleaned_chain(
    chain: Mapping[str, Entry], codes: Collection[str], in_text: re.Pattern[str]
) -> dict[str, Entry | None]:
    new: dict[str, Entry | None] = {}
    renamed: dict[str, str] = {}
    for revision in revisions.in_order({rev: each.revision for rev, each in chain.items()}):
        entry = chain[revision.rev]
        changed = _cleaned_entry(entry, codes, in_text, renamed)
        renamed[revision.rev] = changed.revision.rev
        new[revision.rev] = changed
    # a version whose parent was cleaned on another computer is the same version when it says the same
    said: dict[bytes, str] = {}
    for rev in sorted(new, key=lambda rev: (not _has_parents(new[rev], renamed), rev)):
        entry_here = new[rev]
        if entry_here is None:
            continue
        same = said.setdefault(_what_it_says(entry_here), entry_here.revision.rev)
        if same != entry_here.revision.rev:
            new[rev] = None
    return new


def _has_parents(entry: Entry | None, renamed: Mapping[str, str]) -> bool:
    known = set(renamed.values())
    return entry is not None and all(parent in known for parent in entry.revision.revises)


def _what_it_says(entry: Entry) -> bytes:
    revision = entry.revision
    return b"\0".join([revision.at.encode(), revision.by.encode(), bytes(revision.data)])


def _cleaned_entry(
    entry: Entry, codes: Collection[str], in_text: re.Pattern[str], renamed: Mapping[str, str]
) -> Entry:
    envelope: dict[str, Any] = msgspec.json.decode(entry.document)
    del envelope["rev"]
    changed = _cleaned_value(envelope, codes, in_text)
    if "revises" in envelope:
        changed["revises"] = [renamed.get(rev, rev) for rev in envelope["revises"]]
    if changed == envelope:
        return entry
    document = record_file.encode(changed)
    return Entry(revisions.decode(document), document)


def _cleaned_value(value: Any, codes: Collection[str], in_text: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return in_text.sub(GAP, value)
    if isinstance(value, list):
        return [_cleaned_value(each, codes, in_text) for each in value]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    for name, each in value.items():
        if name == "participants" and isinstance(each, list):
            kept[name] = [code for code in each if code not in codes]
        elif not (name == "participant" and each in codes) and not _is_quote(each, codes):
            kept[name] = _cleaned_value(each, codes, in_text)
    return kept


def _is_quote(value: Any, codes: Collection[str]) -> bool:
    return isinstance(value, dict) and value.get("speaker") in codes
