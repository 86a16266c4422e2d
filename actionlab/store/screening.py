"""Screening: no record gets in with personal data that somebody did not look at.

Every way in comes past here, after the rules and before the disk. What was found is never kept or printed;
only its kind and place are.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property

import msgspec

from actionlab.errors import ActionlabError
from actionlab.model.build import build
from actionlab.model.words import texts_in
from actionlab.privacy.refusals import PersonalData
from actionlab.privacy.screen import HIT_KINDS, Hit, look, look_for_somebody, mask
from actionlab.privacy.texts import CONFIRMED, WHY, Place, Text, hits_in, masked, place_of, texts_of
from actionlab.store.preparing import Prepared
from actionlab.store.reading import Harvest, Stored, folders
from actionlab.store.revisions import Revision, heads
from actionlab.store.workspace import Workspace
from actionlab.store.writer import role_of

# kinds that a study begins with; their texts may come from a template, which nobody needs to answer for
_FROM_TEMPLATES = {"study", "approach", "cycle", "training"}
# their names are words of the workspace
_NAMED = {"organisation": ("name", "local_name"), "study": ("title",), "approach": ("title",)}

_Found = tuple[Text, tuple[Hit, ...]]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said beforehand: the reason why it may be stored, or that all is to be masked."""

    confirmed: str | None = None
    mask: bool = False


def screened(
    workspace: Workspace,
    entries: Sequence[Prepared],
    stored: Iterable[Stored],
    answer: Answer,
    *,
    now: dt.datetime,
    by: str,
) -> list[Prepared]:
    """Give the records as they may be stored: masked when that was asked, with who confirmed what.

    `stored` are the revisions that were read: a text that stood in a record before is not asked about
    again. Raises `PersonalData` with every place in every record.
    """
    bench = _Bench(workspace, entries, stored, now.year)
    found = [(entry, bench.look_at(entry)) for entry in entries]
    places = [] if answer.mask else list(_refused(found, answer))
    if places:
        raise PersonalData(places)
    if answer.mask:
        return [_masked(entry, hits) for entry, hits in found]
    _check_reason(answer, found, now.year)
    return [_confirmed(entry, hits, answer, f"{role_of(by)}, {now.date()}") for entry, hits in found]


def places(
    workspace: Workspace, entries: Sequence[Prepared], stored: Iterable[Stored], *, year: int
) -> tuple[tuple[Place, ...], ...]:
    """Give for each record the places of what would be refused or asked about if nothing was said."""
    bench = _Bench(workspace, entries, stored, year)
    return tuple(tuple(_refused([(entry, bench.look_at(entry))], Answer())) for entry in entries)


class _Bench:
    """What texts are judged by; the words of the workspace are read when there is something to ask."""

    def __init__(
        self, workspace: Workspace, entries: Sequence[Prepared], stored: Iterable[Stored], year: int
    ) -> None:
        self._workspace = workspace
        self._entries = entries
        self._stored = stored
        self._year = year
        # a column of a table says the same over and over
        self._seen: dict[tuple[str, str, str, str | None], tuple[Hit, ...]] = {}
        self._known: dict[str, frozenset[str]] = {}
        self._templates: frozenset[str] | None = None

    def look_at(self, entry: Prepared) -> list[_Found]:
        kind = entry.draft.kind
        texts = list(texts_of(kind, entry.fields))
        if entry.draft.why:
            texts.append(msgspec.structs.replace(WHY, text=entry.draft.why))
        found = [(text, self._hits(kind, text)) for text in texts]
        found = [(text, hits) for text, hits in found if hits]
        if not found:
            return []
        found = [(text, self._left(entry, text, hits)) for text, hits in found]
        return [(text, hits) for text, hits in found if hits]

    def _hits(self, kind: str, text: Text, study: str | None = None) -> tuple[Hit, ...]:
        """Give what is found in a text; for a study ("" for none) without the words that are known there."""
        known = (kind, text.field, text.text, study)
        if known not in self._seen:
            words = frozenset() if study is None else self._words_known_in(study)
            self._seen[known] = hits_in(kind, text, year=self._year, words=words)
        return self._seen[known]

    def _left(self, entry: Prepared, text: Text, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Leave out what is no news: it stood there before, or is a word that everybody knows."""
        current, former = self._before(entry)
        if text.text in current:
            return ()
        structured = tuple(hit for hit in hits if HIT_KINDS[hit.kind].structured)
        if len(structured) == len(hits) or self._is_template(entry.draft.kind, text.text):
            return structured
        study = entry.id if entry.draft.kind == "study" else getattr(entry.data, "study_id", None)
        left = self._hits(entry.draft.kind, text, study or "")
        return tuple(hit for hit in left if hit in structured or _piece(text, hit) not in former)

    def _before(self, entry: Prepared) -> tuple[frozenset[str], frozenset[str]]:
        """Give the texts of the current version of a record, and what was found in any version of it."""
        chain = self._chains.get(entry.id, ()) if entry.draft.revises else ()
        if not chain:
            return frozenset(), frozenset()
        kind = entry.draft.kind
        current = frozenset(text.text for text in texts_of(kind, heads(chain)[0].fields))
        texts = {text.text: text for each in chain for text in texts_of(kind, each.fields)}
        former = {_piece(text, hit) for text in texts.values() for hit in self._hits(kind, text)}
        return current, frozenset(former)

    @cached_property
    def _chains(self) -> dict[str, list[Revision]]:
        found: dict[str, list[Revision]] = {}
        for each in self._stored:
            found.setdefault(each.entry.revision.id, []).append(each.entry.revision)
        return found

    def _is_template(self, kind: str, text: str) -> bool:
        if kind not in _FROM_TEMPLATES:
            return False
        if self._templates is None:
            self._templates = frozenset(_template_texts(self._workspace))
        return text in self._templates

    def _words_known_in(self, study: str) -> frozenset[str]:
        if study not in self._known:
            self._known[study] = self._words[""] | self._words.get(study, frozenset())
        return self._known[study]

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        return _words_of(self._workspace, self._entries, self._year)


def _refused(found: Iterable[tuple[Prepared, list[_Found]]], answer: Answer) -> Iterator[Place]:
    for entry, texts in found:
        for text, hits in texts:
            for hit in hits:
                if HIT_KINDS[hit.kind].structured or answer.confirmed is None:
                    yield place_of(entry.id, entry.draft.kind, text, hit)


def _check_reason(answer: Answer, found: Iterable[tuple[Prepared, list[_Found]]], year: int) -> None:
    """Refuse a reason that holds what it is about, or other personal data."""
    if answer.confirmed is None:
        return
    reason = msgspec.structs.replace(CONFIRMED, text=answer.confirmed)
    hits = [*look_for_somebody(reason.text, year=year)]
    pieces = {
        (_piece(text, hit), hit.kind) for _entry, texts in found for text, each in texts for hit in each
    }
    for piece, kind in sorted(pieces):
        start = reason.text.casefold().find(piece)
        if start >= 0:
            hits.append(Hit(kind, start, start + len(piece)))
    if hits:
        raise PersonalData(place_of("", "", reason, hit) for hit in hits)


def _piece(text: Text, hit: Hit) -> str:
    return text.text[hit.start : hit.end].casefold()


def _confirmed(entry: Prepared, found: Sequence[_Found], answer: Answer, who: str) -> Prepared:
    if answer.confirmed is None or not found:
        return entry
    return msgspec.structs.replace(entry, confirmed=f"{who}: {answer.confirmed.strip()}")


def _masked(entry: Prepared, found: Sequence[_Found]) -> Prepared:
    draft = entry.draft
    inside = []
    for text, hits in found:
        if text.path == WHY.path:
            draft = msgspec.structs.replace(draft, why=mask(text.text, hits))
        else:
            inside.append((text, hits))
    fields = masked(entry.fields, inside)
    return msgspec.structs.replace(
        entry, draft=draft, fields=fields, data=build(draft.kind, fields) if inside else entry.data
    )


def _words_of(workspace: Workspace, entries: Iterable[Prepared], year: int) -> dict[str, frozenset[str]]:
    """Give the words of the workspace, in small letters, under "", and of each study those it approved."""
    settings = workspace.settings
    own = (settings.name, settings.programme, settings.platform, settings.knowledge_institute)
    named: list[str] = list(own)
    approved: dict[str, frozenset[str]] = {}
    reading = Harvest({*_NAMED}).gather(workspace, folders(workspace, None)).reading()
    present = ((each.kind, each.id, each.data) for each in reading.records)
    coming = ((each.draft.kind, each.id, each.data) for each in entries)
    for kind, record_id, data in (*present, *coming):
        texts = [getattr(data, name, None) or "" for name in _NAMED.get(kind, ())]
        # the name of a person in a title is not known because it is in a title
        named += texts if kind == "organisation" else [_without_names(text, year) for text in texts]
        if kind == "study":
            approved[record_id] = frozenset(_split(getattr(data, "approved_words", ())))
    return {**approved, "": frozenset(_split(named))}


def _without_names(text: str, year: int) -> str:
    return mask(text, [hit for hit in look(text, year=year) if hit.kind == "name"])


def _split(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield text.casefold()
        yield from (word.strip(".,;:()'\"").casefold() for word in text.replace("-", " ").split())


def _template_texts(workspace: Workspace) -> Iterator[str]:
    from actionlab.model.study_template import parse_template
    from actionlab.store.templates import study_template_ids, template_text

    for template_id in study_template_ids(workspace):
        name = f"studies/{template_id}.toml"
        # one with faults is told by the verb that uses it
        with suppress(ActionlabError):
            yield from texts_in(msgspec.to_builtins(parse_template(template_text(workspace, name), name)))
