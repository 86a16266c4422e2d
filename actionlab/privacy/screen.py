"""Screen: what in a text looks like personal data, and where. Pure: no file, no clock.

`look` gives every hit, `without_known` leaves out words that are known here, `mask` replaces hits.
One cheap first look decides whether anything is worth a second one, since every `log` comes past here.

What this cannot find: a rare first name at the beginning of a sentence, a nickname, a name in small letters,
a number written in words, a person who is described without a name ("the only woman on the night shift"),
and health or descent told in other words than those of the lists. It helps people who are careful; it makes nobody
anonymous. How much it finds was measured: docs/privacy.md.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from actionlab.privacy.hits import HIT_KINDS, Hit, HitKind
from actionlab.privacy.known_names import FIRST_NAMES, NAME_WORDS, TITLES
from actionlab.privacy.plain import plain, words_of
from actionlab.privacy.sensitive import is_mentioned

__all__ = ["HIT_KINDS", "Hit", "HitKind", "look", "mask", "without_known"]

_ANY_SIGN = re.compile(r"\d\D{0,3}?\d|@|nstaart|\bat\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CAPITAL = re.compile(r"[^\s.!?:…][ \t]+[\"'(‘“/]*[^\W\d_a-zß-öø-ÿ]|[^\W\d_]\.[ \t]?[^\W\d_a-zß-öø-ÿ]")


def look(text: str, *, year: int) -> tuple[Hit, ...]:
    """Give every hit in a text, in order of place, without overlap; `year` is the present year.

    Where hits overlap, a structured one stays before one that is asked about, and then the longest.
    """
    form = plain(text)
    found: list[Hit] = []
    if _ANY_SIGN.search(form.text):
        from actionlab.privacy import structured

        found += structured.find(form.text, year=year)
    found += _words(form.text)
    return tuple(Hit(hit.kind, *form.span(hit.start, hit.end)) for hit in _without_overlap(found))


def without_known(text: str, hits: Sequence[Hit], words: Collection[str]) -> tuple[Hit, ...]:
    """Leave out words with a capital, names and list words that are known: all their words are in `words`.

    `words` are in small letters (`str.casefold`). Structured hits and a name after a title always stay.
    """
    return tuple(hit for hit in hits if not _is_known(text, hit, words))


def mask(text: str, hits: Iterable[Hit]) -> str:
    """Give the text with every hit replaced by the mask of its kind, such as ``[telefoonnummer]``."""
    parts, done = [], 0
    for hit in sorted(hits, key=lambda each: each.start):
        parts += [text[done : hit.start], HIT_KINDS[hit.kind].mask]
        done = hit.end
    return "".join([*parts, text[done:]])


_NEVER_KNOWN = frozenset(
    {"postcode", "street", "case_number", *(kind.id for kind in HIT_KINDS.values() if kind.structured)}
)


def _words(text: str) -> Iterator[Hit]:
    low = set(_WORDS.findall(text.casefold()))
    sensitive = is_mentioned(low)
    named = _CAPITAL.search(text) or not all(map(low.isdisjoint, (TITLES, NAME_WORDS, FIRST_NAMES)))
    if not (sensitive or named):
        return
    words = words_of(text)
    if sensitive:
        from actionlab.privacy import sensitive as sensitive_words

        yield from sensitive_words.find(words)
    if named:
        from actionlab.privacy import capitals, names

        yield from names.find(text, words)
        yield from capitals.find(text, words)


def _without_overlap(found: Iterable[Hit]) -> list[Hit]:
    order = list(HIT_KINDS)
    by_weight = sorted(
        found,
        key=lambda hit: (
            not HIT_KINDS[hit.kind].structured,
            hit.start - hit.end,
            order.index(hit.kind),
            hit.start,
        ),
    )
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in by_weight:
        place = bisect_left(starts, hit.end)
        if place == 0 or kept[place - 1].end <= hit.start:
            starts.insert(place, hit.start)
            kept.insert(place, hit)
    return kept


def _is_known(text: str, hit: Hit, words: Collection[str]) -> bool:
    if hit.kind in _NEVER_KNOWN:
        return False
    if hit.kind == "name":
        from actionlab.privacy.names import is_after_title

        if is_after_title(text, hit.start):
            return False
    piece = text[hit.start : hit.end].casefold()
    parts = _WORDS.findall(piece)
    return piece in words or all(_is_known_word(part, words) for part in parts)


def _is_known_word(word: str, words: Collection[str]) -> bool:
    if word in words:
        return True
    from actionlab.privacy.known_names import PREFIXES

    return word in PREFIXES or ("-" in word and all(part in words for part in word.split("-")))
