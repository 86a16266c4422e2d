"""Names: what follows a title, a relative or a role; initials with a surname; a few hundred first names.

What cannot be found: a rare first name at the beginning of a sentence, a nickname, a rare name in
small letters even after a title, and somebody who is described without a name.
"""

from collections.abc import Iterator, Sequence

from actionlab.privacy.capitals import begins_sentence
from actionlab.privacy.hits import Hit
from actionlab.privacy.known_names import (
    CUES,
    FIRST_NAMES,
    KIN,
    LETTERED,
    LOOSE_PREFIXES,
    NAME_WORDS,
    PREFIXES,
    ROLES,
    SHORT_TITLES,
    SURNAMES,
    TITLES,
    VERBS,
)
from actionlab.privacy.known_words import is_known, is_ordinary, is_place
from actionlab.privacy.plain import Word, begins_line, has_capital, words_of

_MOST_WORDS, _MOST_BETWEEN, _NEAR = 7, 5, 40
_LONG_INITIALS = ("th", "chr", "ph", "joh", "ch", "fr", "ij", "kh", "sh")
_LETTERS_OF_LISTS = "ABCDEF"
_QUOTES = " \t(\"'‘’“"


def find(text: str, words: Sequence[Word]) -> Iterator[Hit]:
    """Give every name in a text in plain form; they may overlap."""
    for place, word in enumerate(words):
        first = place + 1
        if word.low in TITLES:
            end = _end_after_title(text, words, place)
        elif word.low in KIN or word.low in ROLES or word.low in CUES:
            end = _end_after_role(text, words, place)
        elif word.low in NAME_WORDS:
            first = _first_after_name_word(text, words, place)
            end = _end_of_name(text, words, first, titled=False)
        else:
            first = place
            end = _end_by_itself(text, words, place)
        if end:
            yield Hit("name", words[first].start, end)


def is_after_title(text: str, start: int) -> bool:
    """Tell whether the word before a place is a title: a name after one is asked about, known or not."""
    before = words_of(text[max(0, start - _NEAR) : start])
    return bool(before) and before[-1].low in TITLES


def _end_after_title(text: str, words: Sequence[Word], place: int) -> int | None:
    if place + 1 == len(words):
        return None
    word, after = words[place], words[place + 1]
    gap = text[word.end : after.start]
    short = word.low in SHORT_TITLES
    if short and word.text.isupper() and not after.text.isupper() and gap[:1] != ".":
        # ING is a bank and MR a council
        return None
    rest = gap.removeprefix(".") if short else gap
    if rest.strip(_QUOTES + ":") not in ("", "\n") or len(gap) > 4:
        return None
    end = _end_of_name(text, words, place + 1, titled=True)
    return end or (after.end if _is_subject(text, words, place) else None)


def _is_subject(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether a title and a word in small letters open a sentence with a verb next: "mw karadag wil"."""
    if place + 2 >= len(words) or not begins_sentence(text, words, place):
        return False
    after, verb = words[place + 1], words[place + 2]
    plain = after.text.isalpha() and len(after.text) > 2 and not is_ordinary(after.low)
    name = plain and after.low not in VERBS and after.low not in PREFIXES and after.low not in TITLES
    return name and verb.low in VERBS and text[after.end : verb.start] == " "


def _end_after_role(text: str, words: Sequence[Word], place: int) -> int | None:
    if place + 1 == len(words) or text[words[place].end : words[place + 1].start].strip(_QUOTES):
        return None
    return _end_of_name(text, words, place + 1, titled=False)


def _first_after_name_word(text: str, words: Sequence[Word], place: int) -> int:
    """Give the place of the word that a name is told with: "mijn naam is Kees", "naam inwoner: Kees"."""
    for first in range(place + 1, min(place + _MOST_BETWEEN, len(words))):
        gap = text[words[first - 1].end : words[first].start]
        if ":" in gap or "=" in gap or words[first - 1].low == "is":
            return first
    return len(words)


def _end_of_name(text: str, words: Sequence[Word], first: int, *, titled: bool) -> int | None:
    """Give where a name ends that begins at a word; None when it is none.

    Without a title one letter is a label ("inwoner A"), and a known word no name ("jobcoach Houten").
    """
    end, after_prefix = None, False
    for place in range(first, min(first + _MOST_WORDS, len(words))):
        word = words[place]
        if place > first and not _joins(text, words[place - 1], word):
            break
        before = words[place - 1] if after_prefix else None
        if before and before.text.islower() and before.low in LOOSE_PREFIXES and word.low not in PREFIXES:
            break
        if _is_initial(text, word, titled=titled):
            end = word.end + (text[word.end : word.end + 1] == ".")
        elif _is_part_of_name(word, before, titled=titled, started=end is not None):
            end = word.end
            if word.text.isupper() and word.low not in FIRST_NAMES:
                break
        elif word.low not in PREFIXES:
            break
        after_prefix = word.low in PREFIXES
    return end


def _joins(text: str, before: Word, word: Word) -> bool:
    gap = text[before.end : word.start]
    prefix = before.low in PREFIXES
    if gap.strip(" \t") in ("", ")", "(", "'", "’") or (gap == "\n" and prefix):
        return True
    short = prefix or len(before.text) == 1 or before.low in _LONG_INITIALS
    return short and gap.strip(" \t") in (".", ".-", "/")


def _is_initial(text: str, word: Word, *, titled: bool) -> bool:
    dotted = text[word.end : word.end + 1] == "."
    if len(word.text) > 1:
        return dotted and word.low in _LONG_INITIALS and word.text[0].isupper()
    if word.text.isupper():
        return dotted or titled
    return titled and dotted and word.text.isalpha() and word.low not in PREFIXES


def _is_part_of_name(word: Word, prefix: Word | None, *, titled: bool, started: bool) -> bool:
    """Tell whether a word is part of a name; `prefix` is the word such as "van" before it, None for none."""
    if len(word.text) == 1 or any(sign.isdigit() for sign in word.text):
        return False
    if not has_capital(word):
        return _is_name_in_small_letters(word, prefix, titled=titled)
    alone = prefix is None and (is_ordinary(word.low) or word.low in TITLES)
    if alone or word.low in ROLES or (word.low in PREFIXES and not started):
        return False
    if not is_known(word) or (prefix is not None and is_ordinary(word.low)):
        return True
    surname = not SURNAMES.isdisjoint(word.low.split("-"))
    if not titled:
        return surname and not is_place(word.low)
    # "mevrouw van de Voedselbank" comes from there, "mevrouw Kamer" is called so
    of = prefix is not None and prefix.text.islower()
    return surname or (not word.text.isupper() and (is_place(word.low) or not of))


def _is_name_in_small_letters(word: Word, prefix: Word | None, *, titled: bool) -> bool:
    if prefix is None:
        return word.low in FIRST_NAMES or (titled and word.low in SURNAMES)
    # "van den" and "van der" stand in little else than names
    old = titled and prefix.low in ("der", "den")
    return word.low in SURNAMES or (old and (word.low == "meer" or not is_ordinary(word.low)))


def _end_by_itself(text: str, words: Sequence[Word], place: int) -> int | None:
    """Give where a name ends that nothing announces; None when it is none."""
    word = words[place]
    if not word.text[0].isupper():
        return None
    if word.low in FIRST_NAMES:
        month = word.low == "jan" and text[word.end :].lstrip(" .")[:1].isdigit()
        if month or _tells_nothing(words):
            return None
        return _end_of_name(text, words, place, titled=False) or word.end
    if _is_initial(text, word, titled=False):
        return _end_of_initials(text, words, place)
    return _end_of_initials_after(text, words, place)


def _tells_nothing(words: Sequence[Word]) -> bool:
    """Tell whether a text is no more than a first name and a word that is no verb and no surname."""
    return len(words) == 2 and words[1].text.islower() and words[1].low not in VERBS


def _end_of_initials(text: str, words: Sequence[Word], place: int) -> int | None:
    """Give where initials with a surname end; None for the letter of a list, a plan or an organisation."""
    last = place
    while (
        last + 1 < min(place + _MOST_WORDS, len(words))
        and _joins(text, words[last], words[last + 1])
        and (_is_initial(text, words[last], titled=False) or words[last].low in PREFIXES)
    ):
        last += 1
    surname = words[last]
    if len(surname.text) == 1 or not has_capital(surname) or surname.low.removesuffix("s") in ROLES:
        return None
    if (is_known(surname) and surname.low not in SURNAMES) or (
        last == place + 1 and is_ordinary(surname.low)
    ):
        return None
    if last == place + 1 and surname.low not in SURNAMES and _is_letter(text, words, place):
        return None
    return _end_of_name(text, words, place, titled=True)


def _is_letter(text: str, words: Sequence[Word], place: int) -> bool:
    """Tell whether a capital with a full stop is a number: of a plan, or "A." where a line begins."""
    if place and words[place - 1].low in LETTERED:
        return True
    return words[place].text in _LETTERS_OF_LISTS and begins_line(text, words[place])


def _end_of_initials_after(text: str, words: Sequence[Word], place: int) -> int | None:
    """Give where the initials end that follow a surname: "Jansen, J.P."; None when there are none."""
    word, *rest = words[place : place + _MOST_WORDS]
    comma = rest and len(word.text) > 2 and text[word.end : rest[0].start] == ", "
    if not comma or is_known(word) or not _is_initial(text, rest[0], titled=False):
        return None
    end = None
    for each in rest:
        if not _is_initial(text, each, titled=False):
            # "Ondertekend, P. Yang": they belong to the surname after them
            return None if has_capital(each) and text[end : each.start] == " " else end
        end = each.end + 1
    return end
