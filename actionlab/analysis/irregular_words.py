"""Irregular words: forms that no rule of endings gives, mostly the past of verbs that change their vowel.

Notes are written in the past: *zij vroeg*, *hij hielp*, *er werd gesproken*.
"""

import re
from collections.abc import Iterator
from functools import cache

from actionlab.analysis.verb_parts import without_any_part

# the vowel of *spreek, sprak, spraken, gesproken*, then the verbs that change it so.
# left out: verbs of which a form is mostly another word (*week* of *wijken*, *zon* of *zinnen*)
_CLASSES = {
    "ij ee ee ee": """
        bezwijk bijt blijf blijk drijf dwijn glijd grijp kijk knijp krijg lijd lijk mijd ontwijk prijs
        rijd rijg rijs schijn schrijd schrijf slijp slijt smijt snijd splijt stijg strijd verwijt wijs wrijf
        zwijg
    """,
    "ie oo oo oo": "bedrieg bied geniet giet kies lieg schiet verdriet vlieg",
    "ui oo oo oo": "buig druip duik fluit kruip ruik schuif sluip sluit snuif snuit spuit stuif zuig zuip",
    "i o o o": """
        begin bind blink dring drink dwing glim klim klink krimp schrik slink spin spring stink verzin
        vind win wring zing zink
    """,
    "e o o o": "geld scheld schenk smelt tref trek vecht verberg vlecht zend zwel zwem",
    "e ie ie o": "bederf help sterf werf werp zwerf",
    "ee a aa oo": "beveel breek neem spreek steek steel",
    "ee a aa ee": "geef genees lees meet treed vergeet vreet",
    "ee oo oo oo": "scheer weeg",
    "aa oe oe aa": "draag gedraag graaf vaar",
    "aa ie ie aa": "blaas laat raad slaap",
    "a i i a": "hang vang",
    "a ie ie a": "val",
    "oe ie ie oe": "roep",
    "oo ie ie oo": "loop",
}
# a word, then those of its forms
_WORDS = """
afwijken afweek afweken afgeweken, bakken gebakken, bidden bad baden gebeden, braden gebraden, brengen
bracht brachten gebracht, denken dacht dachten gedacht, doen doet doe deed deden gedaan, eten at aten
gegeten, gaan gaat ga ging gingen gegaan, graag liever, hebben heeft hadden gehad, heffen
hief hieven geheven, heten geheten, houden hield hielden gehouden, jagen joeg joegen, komen kom komt kwam
kwamen gekomen, kopen kocht kochten gekocht, kunnen kon konden gekund, lachen gelachen, laden geladen,
liggen lag lagen gelegen, moeten moest moesten, mogen mag mocht mochten, raden ried rieden geraden,
scheiden gescheiden, scheppen schiep schiepen geschapen, slaan slaat sla sloeg sloegen geslagen, spannen
gespannen, staan staat sta stond stonden gestaan, stoten gestoten, verliezen verloor verloren, vouwen
gevouwen, vragen vroeg vroegen, vriezen vroor gevroren, wassen gewassen, weinig minder, weten wist wisten
geweten, willen wilde wilden wou wouden, uitwijken uitweek uitweken uitgeweken, worden werd werden
geworden, zeggen zei zeiden gezegd, zien ziet zie zag zagen gezien, zitten zat zaten gezeten, zoeken
zocht zochten gezocht, zweren zwoer zwoeren gezworen
"""
# the last part of a longer word has them too
_NOUNS = """
centrum centra, crisis crises, criterium criteria, ei eieren, kind kinderen, lid leden, medium media, museum
musea, schip schepen, stad steden
"""
_NOUN = re.compile(".{3,}?(leden|lid|steden|stad|kinderen|kind|centra|centrum)")
_BEGUN = re.compile("(?:be|ge|ont|ver)[^aeiou].*[aeiou].*")
_OPEN = re.compile("(.*)(aa|ee|oo|uu)(.)")
_SHORT = re.compile(".*[^aeiou][aeiou][bdfgklmnprst]")
_SOFT = {"f": "v", "s": "z"}


def forms_of(word: str) -> tuple[str, ...]:
    """Give the irregular forms of a word, also of a longer one; none for a word that has none."""
    found = list(_table().get(word, ()))
    begun = without_any_part(word)
    if begun and word.endswith("n"):
        first, verb = begun
        for form in forms_of(verb):
            found += {first + form, first + form.removeprefix("ge")}
    noun = _NOUN.fullmatch(word)
    if noun:
        found += (word.removesuffix(noun[1]) + form for form in _table().get(noun[1], ()))
    return tuple(found)


def forms_of_stem(stem: str) -> tuple[str, ...]:
    """Give the irregular forms of the verb of a stem: *sprak* for *spreek*."""
    return forms_of(_with_en(stem))


def words_of(form: str) -> tuple[str, ...]:
    """Give the words that an irregular form may be of: *leden* is of *lid* and of *lijden*."""
    found = list(_turned().get(form, ()))
    begun = without_any_part(form)
    if begun:
        first, rest = begun
        verbs = (*words_of(rest), *_turned().get(f"ge{rest}", ()))
        found += (first + verb for verb in verbs if verb.endswith("n"))
    noun = _NOUN.fullmatch(form)
    if noun:
        found += (form.removesuffix(noun[1]) + word for word in _turned().get(noun[1], ()))
    return tuple(found)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = (each.split() for each in f"{_WORDS},{_NOUNS}".split(","))
    return dict(_strong_verbs()) | {word: tuple(forms) for word, *forms in lines}


def _strong_verbs() -> Iterator[tuple[str, tuple[str, ...]]]:
    for vowels, stems in _CLASSES.items():
        own, *others = vowels.split()
        for stem in stems.split():
            one, many, done = (other.join(stem.rsplit(own, 1)) for other in others)
            with_ge = "" if _BEGUN.fullmatch(stem) else "ge"
            yield _with_en(stem), (one, _with_en(many), with_ge + _with_en(done))


def _with_en(stem: str) -> str:
    """Give *blijven* for *blijf*, *lezen* for *lees*, *trekken* for *trek*."""
    found = _OPEN.fullmatch(stem)
    if found:
        return f"{found[1]}{found[2][0]}{_SOFT.get(found[3], found[3])}en"
    if _SHORT.fullmatch(stem):
        return f"{stem}{stem[-1]}en"
    return f"{stem[:-1]}{_SOFT.get(stem[-1], stem[-1])}en"


@cache
def _turned() -> dict[str, tuple[str, ...]]:
    turned: dict[str, tuple[str, ...]] = {}
    for word, forms in _table().items():
        for form in forms:
            turned[form] = (*turned.get(form, ()), word)
    return turned
