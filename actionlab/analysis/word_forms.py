"""Word forms: what a Dutch word may come from, so that a search for *taak* finds *taken*.

Two words are forms of each other when they may come from the same word. *Taken* may come from *taak* and
from *tak*, and *vaak* only from *vaak*: so *vaak* is no form of *vak*. What a word may come from need not
exist; it is for comparing and never shown.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from actionlab.analysis.irregular_words import forms_of, forms_of_stem, words_of
from actionlab.analysis.verb_parts import FIXED, without_loose_part

# nothing is a form of these: they stand in every text
_SMALL_WORDS = """
aan al als bij dan dat de den der deze die dit door dus een en er geen haar had heb heel hem hen het hij
hoe hun ik in is ja je kan kun maar me mee meer men met mij na nee niet nog nou nu of om ons ook op over
per te toe tot twee uit van veel voor want waar was wat we wel wie wij wil word zal ze zelf zich zij zijn
zo
"""
_SMALL = frozenset(_SMALL_WORDS.split())
# these only look like a form of another word
_NO_FORM = "bedreven gebied geduld geluid gewicht gezicht gezond plant punt weekend wegens"
_AS_IT_IS = frozenset(_NO_FORM.split())
# of these verbs ge- is a part
_WITH_GE = "ge(?:beur|bruik|doog|hoorzaam|loof|schied|tuig)"
_PARTICIPLE = re.compile(f"(?:(?=(?:{FIXED}|{_WITH_GE}))|ge)(.*[aeiouy].*[dt])")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_VOWEL = re.compile("[aeiouy]")
# one vowel before one consonant at the end: it was doubled before the ending came, or not
# after a vowel only in: sociale, actuele, officiële, evalueren, creëren
_OPEN = re.compile("(|.*[^aeiou]|.*[iu](?=a)|.*e(?=al)|.*[eiu](?=e[lr]))([aeou])[bcdfgklmnprstvz]")
_DOUBLED = re.compile(r".*([bdfgklmnprst])\1")
# these have a comparative; what ends in -er is mostly somebody or something else
_ADJECTIVE = re.compile(".{2,}(?:lijk|[^aeiou]ig|zaam|baar|isch|vol|rijk|loos|ief|[iu]eel|[iu]aal)")
_SHORT_ADJECTIVES = """
arm bang bewust blij boos breed dicht diep dik dom druk dun duur eng erg fel fijn gek gezond goedkoop
groot hard helder hoog jong klein knap kort koud laag lang lekker leuk licht los mild mooi nauw nieuw
open rijk ruim scherp schoon simpel slecht slim smal snel soepel somber sterk stil strak streng trots
vaag vaak vlug vol vreemd vrij vroeg warm wijd zacht zeker ziek zwaar zwak
"""
_ADJECTIVES = frozenset(_SHORT_ADJECTIVES.split())
_DEGREE = re.compile("(.{3,}?)d?ere?|(.{3,}?)ste?")
_HARD = {"v": "f", "z": "s"}
_PLURAL_IN_S = re.compile(".*(?:[^aeou]e|[aeiou][lmnr]|[aeiou]{2}[fkpt]|[aeiou]p?[kpt]|au|ing|nt|ch|ck)")
_AFTER_AN_APOSTROPHE = re.compile("(.{2,})'(?:s|ers?|t?jes?)")
# verbs, and of weg, bedrag, verdrag and graf
_PLURALS_TOO = frozenset(("wegen", "bedragen", "verdragen", "graven"))
_ENDINGS = ("en", "e", "ing", "end", "etje")
_AFTER_A_WHOLE_WORD = ("tje", "pje", "je")
# gesprekjes, gesprekje, gesprek
_STEPS = 2
_SHORTEST, _LONGEST = 3, 60


def folded(text: str) -> str:
    """Give a text without capitals and accents; every character stays in its place."""
    low = text.lower()
    if low.isascii():
        return low
    # a few capitals become two characters
    if len(low) != len(text):
        return "".join(map(_folded, text))
    for char in set(_NOT_ASCII.findall(low)):
        low = low.replace(char, _folded(char))
    return low


@cache
def _folded(char: str) -> str:
    return unicodedata.normalize("NFD", char.lower())[0]


def has_no_forms(word: str) -> bool:
    """Tell whether a folded word is only itself: too short, too long, or in every text (*met*, *waar*)."""
    return word in _SMALL or not _SHORTEST <= len(word) <= _LONGEST


@cache
def forms(word: str) -> frozenset[str]:
    """Give a folded word and what it may come from: *gewerkt* from *werk*, *taken* from *taak* or *tak*."""
    if has_no_forms(word) or word in _AS_IT_IS:
        return frozenset((word,))
    whole = _AFTER_AN_APOSTROPHE.fullmatch(word)
    if whole:
        return forms(whole[1]) | {word}
    found = {word, *words_of(word), *_of_separable(word), *_of_adjective(word)}
    for _step in range(_STEPS):
        found |= {base for each in found for base in _of_ending(each)}
    found |= {*_of_participle(word), *_of_verb(word)}
    return frozenset(each for each in found if _could_be(each)) - _SMALL | {word}


def _could_be(word: str) -> bool:
    return len(word) >= _SHORTEST and bool(_VOWEL.search(word))


def spellings(word: str) -> Iterator[str]:
    """Give patterns of which one is in every word that may come from this one."""
    yield from map(re.escape, (*forms_of(word), *forms_of_stem(word)))
    if word.endswith("eer"):
        yield f"{re.escape(word[:-3])}atie"
    separable = without_loose_part(word)
    if separable:
        particle, rest = separable
        yield f"{particle}(?:ge)?{_spelling(rest)}"
    else:
        yield _spelling(word)


def _spelling(word: str) -> str:
    if word.endswith("icus"):
        return f"{re.escape(word[:-2])}(?:us|i)"
    if word.endswith("heid"):
        return f"{re.escape(word[:-2])}(?:id|den)"
    last = {"f": "[fv]", "s": "[sz]"}.get(word[-1:], re.escape(word[-1:]))
    begin = word[:-1]
    if begin.endswith(("aa", "ee", "oo", "uu")):
        return f"{re.escape(begin)}?{last}"
    return re.escape(begin) + last


def _of_separable(word: str) -> Iterator[str]:
    """Give *afspreken* for *afgesproken* and *opbel* for *opgebeld*."""
    found = without_loose_part(word)
    if found:
        particle, rest = found
        yield from (particle + base for base in _of_participle(rest))


def _of_participle(word: str) -> Iterator[str]:
    """Give *werk* for *gewerkt*, *richt* for *gericht* and *vertel* for *verteld*."""
    found = _PARTICIPLE.fullmatch(word)
    if found and word not in _AS_IT_IS and not word.endswith("heid"):
        yield found[1]
        # zet is the stem of gezet, ze is not
        if not re.fullmatch(".*cht|[^aeiou]*e[dt]", found[1]):
            yield found[1][:-1]


def _of_ending(word: str) -> Iterator[str]:
    """Give *huis* for *huizen*, *gesprek* for *gesprekje* and *manager* for *managers*."""
    if word in _AS_IT_IS:
        return
    if word.endswith("heden"):
        yield f"{word[:-5]}heid"
    elif word.endswith("ici"):
        yield f"{word[:-1]}us"
    elif re.fullmatch(".{4,}ien", word):
        yield word[:-1]
    elif word.endswith(("atie", "aties")):
        yield f"{word.removesuffix('s')[:-4]}eer"
    for ending in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ee"):
            yield from _spelled(word.removesuffix(ending), ending == "en" and _is_only_verb(word))
    yield from (word.removesuffix(ending) for ending in _AFTER_A_WHOLE_WORD if word.endswith(ending))
    if word.endswith("ches"):
        yield word[:-2]
    elif word.endswith("s") and _PLURAL_IN_S.fullmatch(word[:-1]):
        yield word[:-1]


def _is_only_verb(word: str) -> bool:
    return word not in _PLURALS_TOO and bool(forms_of(word))


def _of_adjective(word: str) -> Iterator[str]:
    """Give *moeilijk* for *moeilijker* and *moeilijkste*, *vaak* for *vaker*; *leider* is of no adjective."""
    found = _DEGREE.fullmatch(word)
    if found:
        stem = found[1] or found[2]
        for each in (stem, *_spelled(stem, found[1] is not None)):
            if each in _ADJECTIVES or _ADJECTIVE.fullmatch(each):
                yield each


def _of_verb(word: str) -> Iterator[str]:
    """Give *werk* for *werkt*, *werkte* and *werkten*, *bel* for *belde*."""
    if re.fullmatch(".*[bdfgklmnprsv]t", word):
        yield word[:-1]
    found = re.fullmatch("(.*(?:[kfspt]|ch))ten?|(.*[^kptc])den?", word)
    if found:
        yield found[1] or found[2]


def _spelled(stem: str, long_only: bool) -> Iterator[str]:
    """Give how a word is written without an ending that began with a vowel."""
    if _DOUBLED.fullmatch(stem):
        if stem.endswith("pp"):
            yield stem
        yield stem[:-1]
        return
    last = _HARD.get(stem[-1:], stem[-1:])
    found = _OPEN.fullmatch(stem)
    if found:
        yield stem[:-1] + found[2] + last
    if not (found and long_only):
        yield stem[:-1] + last
