"""Plain: a text in which every digit, space, dash and accented letter is written in one way.

Copied text holds full-width digits, hard spaces, soft hyphens and letters with loose accents. Patterns look
at the plain form; `Plain.span` gives the place in the text as it was written.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

# patterns stay text until they are needed: compiling them costs every `log` some milliseconds;
# beyond these signs a text is read sign by sign; the euro and the curly quotes are in every Dutch text
_UNUSUAL = "[^\x00-\x9f\xa1-\xac\xae-\u017f‘’“”„…•€]"
_LOOSE = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"


class Plain(msgspec.Struct, frozen=True):
    """A text in plain form; `places` are the places of its characters as written, None when the same."""

    text: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text as written, `end` exclusive, with the accents that belong to it."""
        return (start, end) if self.places is None else (self.places[start], self.places[end])


class Word(msgspec.Struct, frozen=True):
    """A word of a text: as written, in small letters, and its place."""

    text: str
    low: str
    start: int
    end: int


_LONG_BEFORE, _LONGEST_SIGN = 5, 12
_WORD = r"\w+(?:[-'’`&](?=[^\W\d_])\w+)*"


def words_of(text: str) -> list[Word]:
    """Give the words of a text in order; "ggz-behandeling" and "O'Neill" are one."""
    return [
        Word(found[0], found[0].casefold(), found.start(), found.end()) for found in re.finditer(_WORD, text)
    ]


def mentions(text: str, hints: Iterable[str]) -> bool:
    """Tell whether one of these hints, in small letters, stands in a text: cheap, before a pattern."""
    low = text.lower()
    return any(hint in low for hint in hints)


def has_capital(word: Word) -> bool:
    """Tell whether a word has a capital at its beginning, or after a short one: "al-Masri", "d'Hondt"."""
    first, *rest = re.split(r"[-'’`]", word.text)
    return first[0].isupper() or (len(first) < _LONG_BEFORE and any(part[:1].isupper() for part in rest))


def begins_line(text: str, word: Word) -> bool:
    """Tell whether a word is the first of its line, perhaps after the sign of a list."""
    before = text[max(0, word.start - _LONGEST_SIGN) : word.start]
    line = before.rpartition("\n")[2]
    whole = line != before or word.start <= _LONGEST_SIGN
    return whole and not line.strip(" \t*•-(")


def word_list(text: str) -> frozenset[str]:
    """Give a list of words that is written as text, without the quotes and commas."""
    return frozenset(text.split())


def plain(text: str) -> Plain:
    """Give a text in plain form."""
    if text.isascii() or not re.search(_UNUSUAL, text):
        return Plain(text)
    same_length = text.translate(_signs())
    loose = re.compile(f"[{_LOOSE}]")
    if not loose.search(same_length):
        return Plain(same_length)
    from unicodedata import normalize

    places, signs = [], []
    for cluster in re.finditer(f"[^{_LOOSE}][{_LOOSE}]*", same_length):
        places.append(cluster.start())
        signs.append(normalize("NFC", loose.sub(_accent, cluster[0]))[0])
    return Plain("".join(signs), [*places, len(text)])


def _accent(sign: re.Match[str]) -> str:
    return sign[0] if "\u0300" <= sign[0] <= "\u036f" else ""


class _Signs(dict[int, str]):
    """The plain form of every sign that was met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        import unicodedata

        sign = chr(code)
        form = unicodedata.normalize("NFKC", sign)
        digit, category = unicodedata.decimal(sign, None), unicodedata.category(sign)
        if digit is not None:
            form = str(digit)
        elif category in ("Zs", "Pd") or sign == "\u2212":
            form = " " if category == "Zs" else "-"
        elif category in ("Zl", "Zp"):
            form = "\n"
        self[code] = form if len(form) == 1 else sign
        return self[code]


@cache
def _signs() -> _Signs:
    return _Signs()
