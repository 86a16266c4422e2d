"""Searching: the records that hold the words somebody asks for, and where in them these stand. Pure.

Nothing is kept between two searches: what is looked through is what was read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from actionlab.analysis import record_texts
from actionlab.analysis.closeness import EXACT, FORM, INSIDE, Asked
from actionlab.analysis.passages import Place, Span
from actionlab.analysis.record_texts import Said, readable, texts_of
from actionlab.analysis.word_forms import folded
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_
from actionlab.model.fields import RecordData
from actionlab.model.municipalities import all_municipalities
from actionlab.model.records import Record, day_of
from actionlab.model.vocabulary import VOCABULARY, label

# only in the label of what was chosen from a list
CHOSEN = 3
# a shorter begin of an id or code is one of too many
_LEAST_OF_CODE = 5
CLOSENESS = {EXACT: "exact", FORM: "form", INSIDE: "inside", CHOSEN: "chosen"}

# foto's and zzp'er are one word, wmo-consulent are two
_WORD = re.compile(r"[^\W_]+(?:['’](?:s|ers?|t?jes?)(?![^\W_]))?")
# reïntegratie is written as re-integratie too
_RE = re.compile(r"(?<![^\W_])re-?(?=[aeiou])")
_BETWEEN = re.compile(r"[\W_]{1,5}")
_ESCAPED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)")
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]|(\\S+)')


class NothingAsked(ActionlabError):
    """What is to be looked for has no letter or digit."""

    exit_code = MALFORMED
    sentence = N_("Give one word or more to look for, such as: actionlab search gesprek")


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A record that holds all that was asked, and every place, the nearest first.

    `closeness` is that of the asked word that is farthest from how it was asked.
    """

    record: Record[RecordData]
    closeness: int
    places: tuple[Place, ...]


class _Hit(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    closeness: int


def find(asked: Sequence[str], records: Iterable[Record[RecordData]]) -> tuple[Match, ...]:
    """Give the records that hold everything asked: in the nearest form first, then the newest first.

    An asked text of several words is looked for as a phrase. Raises `NothingAsked`.
    """
    items = [_Item(text) for text in asked if _WORD.search(text)]
    if not items:
        raise NothingAsked
    found = (_match(record, items) for record in records if _may_hold(record, items))
    newest_first = sorted(filter(None, found), key=_moment, reverse=True)
    return tuple(sorted(newest_first, key=lambda match: match.closeness))


def phrases(typed: str) -> tuple[str, ...]:
    """Give what somebody typed on one line as it is asked for: words, and phrases between quotes."""
    found = (quoted or word for quoted, word in _QUOTED.findall(typed))
    return tuple(each for each in found if _WORD.search(each))


def occurring(asked: Sequence[str], records: Iterable[Record[RecordData]]) -> dict[str, int]:
    """Give for each asked text that has a letter or digit in how many of the records it occurs."""
    looked_through = tuple(records)
    return {text: len(find([text], looked_through)) for text in asked if _WORD.search(text)}


def words_like(asked: str, records: Iterable[Record[RecordData]]) -> frozenset[str]:
    """Give the words in the records that begin as the first asked word and are about as long.

    They are what somebody may have meant who mistyped it.
    """
    word = next(iter(_words(folded(asked))), "")
    if not word:
        return frozenset()
    # the letter first: it is found fastest
    first = f"{word[0]}(?<![^\\W_]{word[0]})"
    pattern = re.compile(f"{first}[^\\W_]{{{max(len(word) - 3, 0)},{len(word) + 1}}}(?![^\\W_])")
    seen: set[str] = set()
    found: set[str] = set()
    for record in records:
        new = set(pattern.findall(_raw(record))) - seen
        seen |= new
        for said in texts_of(record) if new else ():
            if said.origin == record_texts.WRITTEN:
                found |= {each for each in _words(said.text.lower()) if folded(each) in new}
    return frozenset(found)


def _may_hold(record: Record[RecordData], items: Sequence["_Item"]) -> bool:
    raw = _raw(record)
    return all(item.may_be_in(raw) for item in items)


def _raw(record: Record[RecordData]) -> str:
    """Give all that a record says in one text, folded: the names of its fields and what is no text too."""
    raw = f"{msgspec.json.encode(record.data).decode()} {record.id} {record.why or ''}"
    if "\\" in raw:
        # a new line is a letter in JSON
        raw = _ESCAPED.sub(" ", raw)
    return raw.lower() if raw.isascii() else folded(readable(raw))


class _Item:
    """One asked text: a word, or a phrase of several."""

    def __init__(self, text: str) -> None:
        self._text = folded(text.strip().strip('"“”„«»'))
        written = dict.fromkeys((self._text, _RE.sub("re", self._text), _RE.sub("re-", self._text)))
        self._ways = [[Asked(word) for word in _words(text)] for text in written]
        elsewhere = [f'"{term}"' for term in self._chosen()]
        if len(self._text) >= _LEAST_OF_CODE:
            elsewhere.append(re.escape(self._text))
        self._elsewhere = re.compile("|".join(elsewhere)) if elsewhere else None

    def may_be_in(self, raw: str) -> bool:
        """Tell whether it may be in a record, given all that it says; what passes is looked at again."""
        if self._elsewhere and self._elsewhere.search(raw):
            return True
        for words in self._ways:
            # that all words of a phrase are in it says little
            if all(word.pattern.search(raw) for word in words) and (
                len(words) == 1 or any(_hits(words, raw))
            ):
                return True
        return False

    def hits_in(self, said: Said, text: str) -> Iterable[_Hit]:
        """Give every place in a text of a record; `text` is the same, folded."""
        if said.origin == record_texts.CODE:
            return self._of_code(text)
        if said.origin == record_texts.CHOSEN:
            return (_Hit(hit.start, hit.end, CHOSEN) for hit in self.hits(text))
        return self.hits(text)

    def hits(self, text: str) -> Iterable[_Hit]:
        """Give every place in a folded text."""
        if len(self._ways) == 1:
            return _hits(self._ways[0], text)
        return chain.from_iterable(_hits(words, text) for words in self._ways)

    def _of_code(self, code: str) -> Iterator[_Hit]:
        if code == self._text:
            yield _Hit(0, len(code), EXACT)
        elif len(self._text) >= _LEAST_OF_CODE and code.startswith(self._text):
            yield _Hit(0, len(self._text), INSIDE)

    def _chosen(self) -> Iterator[str]:
        """Give the ids of what can be chosen from lists and is called so, folded."""
        for name, terms in VOCABULARY.items():
            yield from (folded(term) for term in terms if any(self.hits(folded(label(name, term)))))
        for each in all_municipalities():
            if any(self.hits(folded(each.name))):
                yield folded(each.code)


def _hits(words: Sequence[Asked], text: str) -> Iterator[_Hit]:
    """Give every place in a folded text where words stand next to each other."""
    first, *others = words
    passed = 0
    for found in first.pattern.finditer(text):
        if found.start() < passed:
            continue
        start, end = _around(text, found.start())
        passed, near = end, first.closeness(_plain(text[start:end]))
        for word in others:
            if near is not None:
                near, end = _next(word, text, near, end)
        if near is not None:
            yield _Hit(start, end, near)


def _next(word: Asked, text: str, near: int, end: int) -> tuple[int | None, int]:
    """Give how near the word after a place in a text comes, with all before it, and where it ends."""
    between = _BETWEEN.match(text, end)
    found = _WORD.match(text, between.end()) if between else None
    if found is None:
        return None, end
    closeness = word.closeness(_plain(found[0]))
    return None if closeness is None else max(near, closeness), found.end()


def _match(record: Record[RecordData], items: Sequence[_Item]) -> Match | None:
    nearest: dict[_Item, int] = {}
    places = []
    for said in texts_of(record):
        text = folded(said.text)
        together = []
        for item in items:
            found = list(item.hits_in(said, text))
            if found:
                nearest[item] = min(nearest.get(item, CHOSEN), *(hit.closeness for hit in found))
                together += found
        if together:
            places.append(_place(said, together))
    if len(nearest) < len(items):
        return None
    in_order = tuple(sorted(places, key=lambda place: place.closeness))
    return Match(record=record, closeness=max(nearest.values()), places=in_order)


def _place(said: Said, hits: Sequence[_Hit]) -> Place:
    spans: list[Span] = []
    for start, end in sorted((hit.start, hit.end) for hit in hits):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return Place(
        field=said.field,
        label=said.label,
        text=said.text,
        spans=tuple(spans),
        closeness=min(hit.closeness for hit in hits),
    )


def _words(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.findall(text)]


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _around(text: str, place: int) -> Span:
    """Give where the word begins and ends in which a place is."""
    start = place
    while start and text[start - 1].isalnum():
        start -= 1
    found = _WORD.match(text, start)
    return (start, found.end()) if found else (place, place + 1)


def _moment(match: Match) -> tuple[str, str, str]:
    record = match.record
    return day_of(record) or record.at[:10], record.at, record.id
