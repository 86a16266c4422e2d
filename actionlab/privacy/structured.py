"""Structured: personal data with a form of its own, wherever it stands in a text.

Here citizen service numbers (BSN), bank accounts, e-mail addresses and case numbers; telephone numbers,
addresses and dates of birth have modules of their own. The text is in plain form (`plain.py`).

What cannot be found: a number that is written in words ("nul zes …") or split over two records.
"""

import re
from collections.abc import Iterator

from actionlab.privacy import addresses, birth_dates, phones
from actionlab.privacy.hits import Hit
from actionlab.privacy.late import late
from actionlab.privacy.plain import mentions, word_list


def find(text: str, *, year: int) -> Iterator[Hit]:
    """Give every structured hit, and every case number, postcode and street; they may overlap."""
    yield from email(text)
    digits = sum(map(str.isdigit, text))
    if not digits:
        return
    # making the patterns ready takes longer than to count
    if digits >= _FEWEST_OF_BSN:
        yield from bsn(text)
    if digits >= _FEWEST_OF_IBAN:
        yield from iban(text)
    if digits >= phones.FEWEST_DIGITS:
        yield from phones.find(text)
    yield from addresses.find(text)
    yield from birth_dates.find(text, year=year)
    yield from case_numbers(text)


_FEWEST_OF_BSN = 8
# one separator between groups, perhaps with spaces around it
_GAP = r"(?:[ \t]?[ \t./\-][ \t]?)"
_GROUPINGS = (
    *((4, 2, 3), (3, 3, 3), (2, 2, 2, 3), (3, 2, 2, 2), (4, 3, 2), (2, 4, 3), (3, 4, 2)),
    *((5, 4), (4, 5), (3, 6), (6, 3), (3, 2, 3)),
)
_GROUPED = "|".join(_GAP.join(rf"\d{{{size}}}" for size in sizes) for sizes in _GROUPINGS)
_BSN = late(
    r"(?<!\d)(?<!\d[.,])\d{9}(?!\d|[.,]\d)"
    rf"|(?<!\w)(?<!\d[.,:/\-])(?:{_GROUPED})(?!\w|[.,:/\-]\d)"
)
_BSN_CUED = late(
    r"(?<![a-z])(?:bsn|b\.s\.n|burger ?service ?-?(?:nummer|nr)|sofi)"
    r"[^\d\n;!?]{0,40}?\n?(?<!\d)(\d(?:[ \t]{0,2}[.,/\-_]?[ \t]{0,2}\d){7,8})(?!\d|[./\-]\d)",
    re.IGNORECASE,
)
_BSN_HINTS = ("bsn", "b.s.n", "burger", "sofi")
_LIKE_DATE = late(r"\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/. ])(?:0\d|1[0-2])\2[0-3]\d")
_LIKE_AMOUNT = late(r"(?:€|\beuros?|\beur|\bbedrag(?: van)?)\s*$", re.IGNORECASE)
_AFTER_AMOUNT = late(r"\s*(?:euro|eur\b|,-|,\d\d(?!\d)|€)", re.IGNORECASE)
_LIKE_CASE = late(r"(?:19|20)\d\d[-/ ]\d{5}")
# the last group of an amount, or the last digit of an ISBN
_MORE_GROUPS = late(r" (?:\d{3}|\d)(?!\w| [a-z])")
_NOT_A_BSN = late(r"\b(?:isbn|issn|ean|(?:bank)?rekening(?:nummer|nr)?)\b[^\n]{0,25}$", re.IGNORECASE)


def bsn(text: str) -> Iterator[Hit]:
    """Give every citizen service number: nine digits in the usual groups that pass the 11-proof.

    After a word such as "bsn" eight or nine digits are one whatever the proof says: a mistyped number is
    still about somebody. An RSIN passes the same proof; refusing it is the safe side.
    """
    for found in _BSN_CUED.finditer(text) if mentions(text, _BSN_HINTS) else ():
        if not _LIKE_DATE.fullmatch(found[1]) or _proves(found[1]):
            yield Hit("bsn", found.start(1), found.end(1))
    for found in _BSN.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if _proves(found[0]) and not (
            _LIKE_AMOUNT.search(before)
            or _AFTER_AMOUNT.match(text, found.end())
            or _LIKE_CASE.fullmatch(found[0])
            or _NOT_A_BSN.search(before)
            or _MORE_GROUPS.match(text, found.end())
        ):
            yield Hit("bsn", found.start(), found.end())


def _proves(number: str) -> bool:
    from stdnum.nl import bsn as stdnum_bsn

    return stdnum_bsn.is_valid(re.sub(r"\D", "", number))


_EDGE = r"(?:(?<![^\W_])|(?<=iban)|(?<=nummer)|(?<=rekening))"
# looked for at every word, since "al 12 keer" begins like one of Albania
_IBAN = late(
    _EDGE + r"(?=([a-z][ \t.\-]?[a-z][ \t.\-]{0,2}\d[ \t.\-]?\d"
    r"(?:[ \t.\-/\n]{0,3}[a-z0-9]){11,30}))",
    re.IGNORECASE | re.ASCII,
)
_DUTCH_IBAN = late(
    _EDGE + r"n[ \t.\-]?l(?:[ \t.\-_]{0,2}\d){2}(?:[ \t.\-_]{0,2}[a-z]){4}"
    r"(?:[ \t.\-/\n_]{0,3}\d){8,10}(?!\d)",
    re.IGNORECASE,
)
_IBAN_CUED = late(
    r"(?<![a-z])iban(?:[ -]?(?:nummer|nr\.?))?[^\w\n]{0,4}(?:is |van [a-z ]{0,20})?"
    r"([a-z]{2}[ \t]?\d{2}(?:[ \t.\-]?[a-z0-9]){9,28}\d)(?!\w)",
    re.IGNORECASE,
)
_ACCOUNT_CUED = late(
    r"\b(?:bank)?reken(?:ing)?(?:nummer|nr\.?| nr\.?)[^\d\n]{0,20}(?<!\d)(\d(?:[ .\-]?\d){8,9})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_LIKE_IBAN = late(r"[A-Za-z][ \t.\-]?[A-Za-z][ \t.\-]{0,2}\d[ \t.\-]?\d")
_FEWEST_OF_IBAN = 7
_AS_DIGITS = {ord("A") + place: str(10 + place) for place in range(26)}


def iban(text: str) -> Iterator[Hit]:
    """Give every bank account: a right IBAN of any country in groups of any kind, or what was meant as one.

    NL, two digits, four letters and ten digits are one even when the check fails; so is what follows the
    word IBAN, and nine or ten digits after "rekeningnummer".
    """
    for pattern in (_IBAN_CUED, _ACCOUNT_CUED) if mentions(text, ("iban", "reken")) else ():
        for found in pattern.finditer(text):
            if sum(sign.isdigit() for sign in found[1]) >= _FEWEST_OF_IBAN:
                yield Hit("iban", found.start(1), found.end(1))
    if not _LIKE_IBAN.search(text):
        return
    for found in _DUTCH_IBAN.finditer(text):
        yield Hit("iban", found.start(), found.end())
    for found in _IBAN.finditer(text):
        if sum(sign.isdigit() for sign in found[1]) > _FEWEST_OF_IBAN:
            end = _end_of_iban(text, found.start(1), found.end(1))
            if end:
                yield Hit("iban", found.start(), end)


def _end_of_iban(text: str, start: int, end: int) -> int | None:
    """Give where a right IBAN ends: at the end of a word, at most at `end`; None when there is none."""
    while end > start:
        whole = end == len(text) or not text[end].isalnum()
        if whole and text[end - 1].isalnum():
            number = "".join(filter(str.isalnum, text[start:end])).upper()
            if _remainder(number) == 1 and _is_iban(number):
                return end
        end -= 1
    return None


def _remainder(number: str) -> int:
    return int((number[4:] + number[:4]).translate(_AS_DIGITS)) % 97


def _is_iban(number: str) -> bool:
    # it knows what a number looks like in every country, and costs as much as half of click
    from stdnum import iban as stdnum_iban

    return stdnum_iban.is_valid(number, check_country=False)


_LOCAL = r"(?<![\w.+%'\-])[\w.+%'\-]{0,63}[\w+\-]"
_LABEL = r"[\w\-]{1,63}"
_ENDINGS = r"(?:nl|com|org|net|eu|be|de|nu|info|fr|uk|tr|pl|gov|edu|frl)(?![\w])"
_STOP = r"(?:\s?\.\s?|\s(?:punt|dot)\s)"
_EMAIL = late(
    rf"{_LOCAL}(?:@(?=[\w\-]*\.|[\w\-]{{2}})(?P<host>{_LABEL}(?:\.{_LABEL}){{0,5}})(?:\s(?:punt|dot)\s{_ENDINGS})?"
    rf"|\s{{0,2}}@\s{{0,2}}{_LABEL}(?:{_STOP}{_LABEL}){{0,4}}?{_STOP}{_ENDINGS})",
    re.IGNORECASE,
)
_SPOKEN_EMAIL = late(
    rf"{_LOCAL}(?:\s{{0,2}}[(\[{{<]\s?(?:at?|ape?n?staart(?:je)?|@)\s?[)\]}}>]\s{{0,2}}"
    rf"|\s(?:at|ape?n?staart(?:je)?)\s)"
    rf"{_LABEL}(?:(?:\.|\s(?:punt|dot)\s|\s?[(\[](?:punt|dot|\.)[)\]]\s?){_LABEL}){{0,4}}?"
    rf"(?:\.|\s(?:punt|dot)\s|\s?[(\[](?:punt|dot|\.)[)\]]\s?){_ENDINGS}",
    re.IGNORECASE,
)
_SPOKEN_AT = (" at ", "(at", "( at", "[at", "[ at", "{at", "<at", "staart", "(a)", "(@", "[@")


def email(text: str) -> Iterator[Hit]:
    """Give every e-mail address, also with spaces or brackets around its at-sign, or "at … punt nl"."""
    for found in _EMAIL.finditer(text) if "@" in text else ():
        host = found["host"]
        # "a@b" is a sum or a list; an address without a country is at least a word
        if host is None or re.search(r"[^\W\d_]{2}", host):
            yield Hit("email", found.start(), found.end())
    for found in _SPOKEN_EMAIL.finditer(text) if mentions(text, _SPOKEN_AT) else ():
        yield Hit("email", found.start(), found.end())


_CASE = late(
    r"(?<![^\W_])(?:zaak|dossier|cli[eë]nt|klant|registratie|relatie|polis|debiteur(?:en)?|uitkerings"
    r"|patiënt(?:en)?|inschrijf|aanvraag|beschikkings?|personeels|paspoort|vreemdelingen|v(?=-n)|kenmerk)"
    r"(?:[ -]?(?:nummer|nr|no|code|id)\b[^\w\n]{0,3}(?:is |van [a-z ]{0,20})?(?=\S{0,12}\d)"
    r"|[ :#]{1,3}(?=\S{0,6}\d{4}))"
    r"([a-z]{0,6}[-/. ]?\d[\w\-/.]{1,20})",
    re.IGNORECASE,
)
_CASE_HINTS = word_list(
    "zaak dossier cliënt client klant registratie relatie polis debiteur uitkering patiënt inschrijf aanvraag"
    " beschikking personeel paspoort vreemdeling v-nummer v-nr kenmerk"
)
_YEAR = late(r"(?:19|20)\d\d\W*")


def case_numbers(text: str) -> Iterator[Hit]:
    """Give every number of a case, file or client: after a word that says so."""
    for found in _CASE.finditer(text) if mentions(text, _CASE_HINTS) else ():
        number = found[1].rstrip(".-/")
        if not _YEAR.fullmatch(number):
            yield Hit("case_number", found.start(1), found.start(1) + len(number))
