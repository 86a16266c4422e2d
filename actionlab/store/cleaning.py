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

from actionlab.model.leaving_out import is_code, without_people
from actionlab.model.rules import PSEUDONYM
from actionlab.store import record_file, revisions
from actionlab.store.revisions import TOMBSTONE, Revision

# how often the versions of a record were forgotten that is erased whole
GONE = 1 << 53


# an id in the bytes of a document, also after an editor changed the layout
_ID = re.compile(rb'"id"\s*:\s*"([0-9A-Za-z-]+)"')


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


def holds_erased(raw: bytes, erased: Mapping[str, int]) -> bool:
    """Tell whether bytes are of an erased record or a forgotten version, or name an erased person.

    It looks at bytes only, as damaged lines and half-written files have to be looked at.
    """
    codes = people(erased)
    if codes and mentions(codes).search(raw):
        return True
    level = max((erased.get(each.decode(), 0) for each in _ID.findall(raw)), default=0)
    return level == GONE or (level > 0 and b'"forgets":%d' % level not in raw)


def cleaned(entries: Sequence[Entry], erased: Mapping[str, int]) -> list[Entry | None]:
    """Give for each entry what stays of it, in the same order: itself, a cleaned one, or None."""
    if not erased:
        return list(entries)
    codes = people(erased)
    named = _naming(entries, codes)
    gone = {**erased, **dict.fromkeys(measured(entries, codes), GONE)} if named else erased
    stays: list[Entry | None] = [
        None if is_dead(each, gone, codes if each.revision.rev in named else ()) else each for each in entries
    ]
    return _without_people(stays, codes, named) if codes else stays


def measured(entries: Sequence[Entry], codes: Collection[str]) -> set[str]:
    """Give the ids of measurements of which the version that counts is of one of these people.

    An earlier version may name another person, whose measurement it turned out not to be.
    """
    all_measured = [each for each in entries if each.revision.kind == "measurement"] if codes else []
    named = _naming(all_measured, codes)
    theirs = {each.revision.id for each in all_measured if each.revision.rev in named}
    chains: dict[str, dict[str, Revision]] = {}
    for each in all_measured:
        if each.revision.id in theirs:
            chains.setdefault(each.revision.id, {})[each.revision.rev] = each.revision
    heads = {record_id: revisions.heads(tuple(found.values()))[0] for record_id, found in chains.items()}
    return {each for each, head in heads.items() if is_code(head.fields.get("participant"), codes)}


def _naming(entries: Iterable[Entry], codes: Collection[str]) -> set[str]:
    """Give the revisions that name one of these people, in any case."""
    wanted = [each.lower().encode() for each in codes]
    found: set[str] = set()
    # one look at every record that was ever stored: three times as fast as a pattern
    for each in entries if wanted else ():
        text = each.document.lower()
        for code in wanted:
            if code in text:
                found.add(each.revision.rev)
    return found


def is_dead(entry: Entry, erased: Mapping[str, int], codes: Collection[str]) -> bool:
    """Tell whether a revision was erased whole."""
    revision = entry.revision
    if revision.kind == TOMBSTONE:
        return False
    may_be_theirs = revision.kind == "measurement" and bool(codes)
    return revision.forgets < erased.get(revision.id, 0) or (
        may_be_theirs and is_code(revision.fields.get("participant"), codes)
    )


def _without_people(
    entries: Sequence[Entry | None], codes: Collection[str], named: Collection[str]
) -> list[Entry | None]:
    present = [each for each in entries if each and each.revision.kind != TOMBSTONE]
    known = {each.revision.rev for each in present}
    touched = {
        each.revision.id
        for each in present
        if each.revision.rev in named or not known.issuperset(each.revision.revises)
    }
    chains: dict[str, dict[str, Entry]] = {}
    for each in present:
        if each.revision.id in touched:
            chains.setdefault(each.revision.id, {})[each.revision.rev] = each
    new: dict[str, Entry | None] = {}
    for chain in chains.values():
        changed = _cleaned_chain(chain, codes)
        new.update({rev: entry for rev, entry in changed.items() if entry is not chain[rev]})
    return [new.get(each.revision.rev, each) if each else None for each in entries]


def _cleaned_chain(chain: Mapping[str, Entry], codes: Collection[str]) -> dict[str, Entry | None]:
    said = {rev: without_people(_envelope(each), codes) for rev, each in chain.items()}
    same: dict[str, str] = {}
    while True:
        new = _linked(chain, said, same)
        more = _same_versions(new)
        if not more:
            return {rev: new.get(rev) for rev in chain}
        same |= more


def _linked(
    chain: Mapping[str, Entry], said: Mapping[str, dict[str, Any]], same: Mapping[str, str]
) -> dict[str, Entry]:
    """Give what versions say, with the new names of those they follow; `same` are those that are another."""
    follows = {
        rev: msgspec.structs.replace(
            each.revision, revises=tuple(same.get(parent, parent) for parent in each.revision.revises)
        )
        for rev, each in chain.items()
        if rev not in same
    }
    new: dict[str, Entry] = {}
    for revision in revisions.in_order(follows):
        envelope = dict(said[revision.rev])
        if revision.revises:
            parents = (new[each].revision.rev if each in new else each for each in revision.revises)
            envelope["revises"] = list(dict.fromkeys(parents))
        entry = chain[revision.rev]
        if envelope != _envelope(entry):
            document = record_file.encode(envelope)
            entry = Entry(revisions.decode(document), document)
        new[revision.rev] = entry
    return new


def _same_versions(new: Mapping[str, Entry]) -> dict[str, str]:
    """Give a version that is the same as another one, but for what it follows, which is not at hand.

    Its parents were cleaned on another computer, so they have another name here.
    """
    known = {each.revision.rev for each in new.values()}
    loose = [rev for rev, each in new.items() if not known.issuperset(each.revision.revises)]
    if not loose:
        return {}
    firm = {_what_it_says(new[rev]): rev for rev in sorted(new.keys() - set(loose), reverse=True)}
    pairs = ((rev, firm.get(_what_it_says(new[rev]), "")) for rev in sorted(loose))
    # one at a time: two together might stand on each other
    return next(({rev: other} for rev, other in pairs if other and not _stands_on(other, rev, new)), {})


def _stands_on(rev: str, other: str, new: Mapping[str, Entry]) -> bool:
    names = {each.revision.rev: name for name, each in new.items()}
    waiting, seen = [rev], {rev}
    while waiting:
        parents = {names[each] for each in new[waiting.pop()].revision.revises if each in names}
        waiting += parents - seen
        seen |= parents
    return other in seen


def _what_it_says(entry: Entry) -> bytes:
    envelope = _envelope(entry)
    follows = bool(envelope.pop("revises", ()))
    return msgspec.json.encode([follows, envelope], order="sorted")


def _envelope(entry: Entry) -> dict[str, Any]:
    envelope: dict[str, Any] = msgspec.json.decode(entry.document)
    del envelope["rev"]
    return envelope
