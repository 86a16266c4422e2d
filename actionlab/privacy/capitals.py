"""Capitals: a word with a capital letter inside a sentence that is in no list of known words, perhaps a name.

Words in a row are one hit. What cannot be found: a name that is also a place ("Van Houten" after nothing that
says so), an organisation in capitals that is a person's nickname, and the first word of a sentence.
"""

import re
from collections.abc import Iterator, Sequence

from actionlab.privacy.hits import Hit
from actionlab.privacy.known_names import PREFIXES, SHORTENED
from actionlab.privacy.known_words import is_known
from actionlab.privacy.plain import Word, begins_line, has_capital

_END_OF_SENTENCE = re.compile(r"""[.!?:…]["'’”)\]»*_]*\s""")
_OPENING = re.compile(r"""(?:^|[\s(\[])["'‘“„«*_]+$""")
# a dash or bullet that stands by itself begins something new
_SIGN = re.compile(r"(?:^|\s)[-•*>|→#=+](?:\s|$)|\|")


def find(text: str, words: Sequence[Word]) -> Iterator[Hit]:
    """Give every row of unknown words with a capital inside a sentence, in a text in plain form."""
    row: list[Word] = []
    for place, word in enumerate(words):
        if row and not _continues(text, words[place - 1], word):
            yield from _hit(row)
            row = []
        prefix = word.low in PREFIXES
        unknown = _has_capital(word) and (prefix or not is_known(word))
        if (unknown and not begins_sentence(text, words, place)) or (row and prefix):
            row.append(word)
        elif row:
            yield from _hit(row)
            row = []
    yield from _hit(row)


def _hit(row: Sequence[Word]) -> Iterator[Hit]:
    capitals = [word for word in row if _has_capital(word)]
    if any(word.low not in PREFIXES for word in capitals):
        last = [word for word in capitals if word.low not in PREFIXES][-1]
        yield Hit("capital", capitals[0].start, last.end)


def _continues(text: str, before: Word, word: Word) -> bool:
    return text[before.end : word.start] in (" ", "-", " & ", "  ")


def _has_capital(word: Word) -> bool:
    return len(word.text) > 1 and has_capital(word) and not any(sign.isdigit() for sign in word.text)


def begins_sentence(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether a word is the first of a sentence, a line, a point of a list or a quotation."""
    if place == 0:
        return True
    before, gap = words[place - 1], text[words[place - 1].end : words[place].start]
    if "\n" in gap or _OPENING.search(gap) or _SIGN.search(gap):
        return True
    if _END_OF_SENTENCE.search(gap):
        return not _is_shortened(text, before, gap)
    numbered = before.text.isdigit() or (len(before.text) == 1 and gap[:1] in (")", "."))
    return numbered and begins_line(text, before)


def _is_shortened(text: str, word: Word, gap: str) -> bool:
    """Tell whether a full stop belongs to the word before it: "bijv.", "o.a."."""
    if not gap.startswith(".") or gap.strip() != ".":
        return False
    letter = len(word.text) == 1 and word.text.islower() and text[word.start - 1 : word.start] == "."
    return letter or word.low in SHORTENED
