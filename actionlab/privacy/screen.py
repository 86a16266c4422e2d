"""Screen: what in a text looks like personal data, and where. Pure: no file, no clock.

`look` gives every hit, `without_known` leaves out words that are known here, `mask` replaces hits.
A first look without patterns decides whether anything needs a second one: every `log` comes past here.

What this cannot find: a rare first name at the beginning of a sentence, a nickname, a name in small letters,
a number written in words, a person who is described without a name ("the only woman on the night shift"),
and health or origin told in other words than those of the lists. It helps people who are careful; it makes
nobody anonymous.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from actionlab.privacy.hits import HIT_KINDS, Hit, HitKind
from actionlab.privacy.known_names import FIRST_NAMES, NAME_WORDS, PREFIXES, SHORTENED, TITLES
from actionlab.privacy.plain import Plain, mentions, plain, words_of
from actionlab.privacy.sensitive import is_mentioned

__all__ = [
    "HIT_KINDS",
    "Hit",
    "HitKind",
    "look",
    "look_for_somebody",
    "look_for_structured",
    "mask",
    "without_known",
]

_NEVER_KNOWN = frozenset(
    {"postcode", "street", "case_number", *(kind.id for kind in HIT_KINDS.values() if kind.structured)}
)
_DIGITS = frozenset("0123456789")
_AT = ("@", " at ", "(at", "( at", "[at", "[ at", "{at", "<at", "staart", "(a)")
_TO_SPACES = str.maketrans(dict.fromkeys('.,;:!?()[]{}<>/\\|"“”„‘…=+*_&#', " "))
_OPENERS = "\"'(‘“„«/*_[-"
_ENDS = (".", "!", "?", ":", "…")
_CLOSERS = "\"'’”)]»"


def look(text: str, *, year: int) -> tuple[Hit, ...]:
    """Give every hit in a text, in order of place, without overlap; `year` is the present year.

    Where hits overlap, a structured one stays before one that is asked about, and then the longest.
    """
    form = plain(text)
    found = [*_in_form(form, year), *_in_words(form.text)]
    return tuple(Hit(hit.kind, *form.span(hit.start, hit.end)) for hit in _without_overlap(found))


def look_for_structured(text: str, *, year: int) -> tuple[Hit, ...]:
    """Give the structured hits of `look` only, in less time; for what was stored before."""
    form = plain(text)
    found = [hit for hit in _in_form(form, year) if HIT_KINDS[hit.kind].structured]
    return tuple(Hit(hit.kind, *form.span(hit.start, hit.end)) for hit in _without_overlap(found))


def look_for_somebody(text: str, *, year: int) -> tuple[Hit, ...]:
    """Give the structured hits of `look` and the names; for what is said beside a record."""
    return tuple(hit for hit in look(text, year=year) if HIT_KINDS[hit.kind].structured or hit.kind == "name")


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


def _in_form(form: Plain, year: int) -> Iterator[Hit]:
    if _may_be_structured(form.text):
        from actionlab.privacy import structured

        yield from structured.find(form.text, year=year)


def _may_be_structured(text: str) -> bool:
    if _DIGITS.isdisjoint(text):
        return mentions(text, _AT)
    import re

    digits = (
        r"\d\D{0,3}\d|(?:straat|str\.|[a-z]aan|weg|gracht|kade|singel|dreef|plein|hof|dijk|steeg)\b.{1,12}\d"
    )
    return re.search(digits, text) is not None or mentions(text, _AT)


def _in_words(text: str) -> Iterator[Hit]:
    low = set(text.casefold().translate(_TO_SPACES).split())
    low |= {word.strip("-'’`") for word in low}
    sensitive = is_mentioned(low)
    named = _has_capital_inside(text) or not all(map(low.isdisjoint, (TITLES, NAME_WORDS, FIRST_NAMES)))
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


def _has_capital_inside(text: str) -> bool:
    """Tell whether a capital may stand inside a sentence; more often than it does, never less."""
    for line in text.splitlines():
        ended = True
        for piece in line.split():
            word = piece.lstrip(_OPENERS)
            if (word[:1].isupper() and not ended) or word[1:] != word[1:].lower():
                return True
            end = piece.rstrip(_CLOSERS)
            ended = end.endswith(_ENDS) and not (end[-1] == "." and _is_shortened(end.strip(".").lower()))
    return False


def _is_shortened(word: str) -> bool:
    return len(word) < 2 or "." in word or word in SHORTENED


def _without_overlap(found: Sequence[Hit]) -> list[Hit]:
    if len(found) < 2:
        return list(found)
    from bisect import bisect_left

    order = {kind: place for place, kind in enumerate(HIT_KINDS)}
    kept: list[Hit] = []
    starts: list[int] = []
    for hit in sorted(found, key=lambda hit: _weight(hit, order)):
        place = bisect_left(starts, hit.end)
        if place == 0 or kept[place - 1].end <= hit.start:
            starts.insert(place, hit.start)
            kept.insert(place, hit)
    return kept


def _weight(hit: Hit, order: dict[str, int]) -> tuple[bool, int, int, int]:
    return not HIT_KINDS[hit.kind].structured, hit.start - hit.end, order[hit.kind], hit.start


def _is_known(text: str, hit: Hit, words: Collection[str]) -> bool:
    if hit.kind in _NEVER_KNOWN:
        return False
    if hit.kind == "name":
        from actionlab.privacy.names import is_after_title

        if is_after_title(text, hit.start):
            return False
    piece = text[hit.start : hit.end].casefold()
    return piece in words or all(_is_known_word(word.low, words) for word in words_of(piece))


def _is_known_word(word: str, words: Collection[str]) -> bool:
    if word in words or word in PREFIXES:
        return True
    parts = word.replace("'", "-").replace("’", "-").replace("&", "-").split("-")
    return len(parts) > 1 and all(part in words or not part for part in parts)
