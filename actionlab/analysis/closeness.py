"""Closeness: how near a word in a text comes to a word that is looked for."""

import re
from collections.abc import Iterable, Iterator

from actionlab.analysis.irregular_words import words_of
from actionlab.analysis.verb_parts import PARTICLES, VERB_PARTS
from actionlab.analysis.word_forms import forms, has_no_forms, spellings

# the word itself, a form of it, or a part of a compound
EXACT, FORM, INSIDE = 0, 1, 2

# these only look like compounds
_WHOLE = re.compile(
    "aandacht|bestuur|cultuur|natuur|structuur|control|plan(?:eet|et|t)|werkelijk|netwerk|resultat"
)
_NO_PART = frozenset(("her", "ont", "ver"))
# begins of other words: verg- of vergeten
_NO_WORD = re.compile("(?:ont|ver(?![fs]$)|her(?!fst$)|ge(?!ld$)|be(?!(?:[dl]|rg|st)$))[^aeiouy]*")
# mostly ends of other words: ervaring, minister
_SUFFIX = re.compile("[^aeiouy]ing|aard|baar|heid|isch|lijk|list|loos|schap|ster|zaam")
_ENDING = re.compile("s?(?:el|iek|ing)|oon|schap|schappij")
# gebruiker of gebruik
_SOMEBODY = re.compile("ers?|sters?")
# onveilig is found by veilig, and onschuld not by schuld
_ADJECTIVE = re.compile(".{2,}(?:[^aeiou]ig|lijk|baar|zaam|end|isch|heid)")
_VOWEL = re.compile("[aeiouy]")
_PART = 3
_CLEAR = 4
_LONG = 5


class Asked:
    """A word that is looked for."""

    def __init__(self, word: str) -> None:
        """Take a folded word; `pattern` finds what can be near it, to be judged by `closeness`."""
        self.word = word
        self._forms = forms(word)
        self._near: dict[str, int | None] = {}
        if has_no_forms(word):
            # alone it is fast to find; inside other words it would be in all of them
            self.pattern = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])")
            return
        shortest = [each for each in self._forms if not _is_begun(each, self._forms, each)]
        spelled = [each for each in self._forms if not _is_begun(each, self._forms, _as_it_stays(each))]
        written = {
            pattern for each in (*spelled, *self._forms) for pattern in _patterns(each, each in spelled)
        }
        self.pattern = re.compile("|".join(sorted(written, reverse=True)))
        # a shorter word is by chance at the end of many others, and at the begin of even more
        self._may_begin = max(map(len, shortest)) >= _CLEAR
        self._is_short = len(word) <= _CLEAR
        self._may_end = self._may_begin or len(word) > _CLEAR

    def closeness(self, word: str) -> int | None:
        """Give EXACT, FORM or INSIDE for a folded word; None when it is another word."""
        if word not in self._near:
            self._near[word] = self._judge(word)
        return self._near[word]

    def _judge(self, word: str) -> int | None:
        if word == self.word:
            return EXACT
        if self._forms & forms(word):
            return FORM
        if has_no_forms(self.word) or has_no_forms(word):
            return None
        whole = _WHOLE.search(word)
        for found in self.pattern.finditer(word):
            if not (whole and _is_less(found.span(), whole.span())) and self._is_part(word, found):
                return INSIDE
        return None

    def _is_part(self, word: str, found: re.Match[str]) -> bool:
        """Tell whether what was found is the end of a compound in any form, its begin, or its middle."""
        start, before = found.start(), word[: found.start()]
        follows = _is_part_of_its_own(before, _PART if self._may_end else _CLEAR)
        if self._is_short:
            follows = follows and not _NO_WORD.fullmatch(before)
        elif before == "on":
            follows = bool(_ADJECTIVE.fullmatch(self.word))
        suffix = _SUFFIX.fullmatch(found[0]) or _SUFFIX.fullmatch(self.word)
        if follows and not suffix and self._ends(word[start:], before):
            return True
        if before and not (follows and len(found[0]) > _CLEAR):
            return False
        return any(self._goes_before(word[end:], word[start:end]) for end in self._places(word, found))

    def _ends(self, part: str, before: str) -> bool:
        """Tell whether the last part of a word is a form: *avond* does not end in *vond* of *vinden*."""
        found = self._forms & forms(part)
        if part not in self._forms and before not in VERB_PARTS:
            found = found.difference(*(forms(verb) for verb in words_of(part) if verb.endswith("n")))
        return bool(found)

    def _places(self, word: str, found: re.Match[str]) -> Iterator[int]:
        """Give where a part may end that begins with what was found."""
        # taken- is of taak, takken- is not
        endings = ("en", "er", "ing") if len(found[0]) > _CLEAR else ("en", "ing")
        if self._may_begin and (found[0] in self._forms or word.startswith(endings, found.end())):
            yield found.end()
        for form in self._forms:
            end = found.start() + len(form)
            # bestand is not of best, and ouder not of oude
            clear = len(form) > _CLEAR or not (form.endswith("e") or _VOWEL.match(word, end))
            if len(form) >= _CLEAR and clear and word.startswith(form, found.start()):
                yield end

    def _goes_before(self, after: str, part: str) -> bool:
        """Tell whether what comes after a part makes it the begin of a compound."""
        if _SOMEBODY.fullmatch(after):
            return len(part) >= _LONG
        if self._is_short and _ENDING.fullmatch(after):
            return False
        return len(after) >= _PART and bool(_VOWEL.search(after))


def _is_part_of_its_own(text: str, least: int) -> bool:
    if text in PARTICLES:
        return least == _PART
    return len(text) >= least and bool(_VOWEL.search(text)) and text not in _NO_PART


def _is_begun(word: str, others: Iterable[str], begin: str) -> bool:
    """Tell whether the begin of a word is, or begins with, one of the others."""
    return any(other != word and begin.startswith(other) for other in others)


def _as_it_stays(word: str) -> str:
    """Give what of a word is the same in all that it is spelled as."""
    *_, spelling = spellings(word)
    return word if spelling == word else word[:-2]


def _is_less(found: tuple[int, int], whole: tuple[int, int]) -> bool:
    """Tell whether a place holds only a piece of another."""
    apart = found[1] <= whole[0] or whole[1] <= found[0]
    return not apart and not (found[0] <= whole[0] and whole[1] <= found[1])


def _patterns(form: str, whole: bool) -> list[str]:
    found = list(spellings(form))
    return found if whole else found[:-1]
