"""Addresses: a postcode with a house number; and what is only asked about, a bare postcode or a street.

What cannot be found: a house without a number ("the farm behind the church"), and a street whose name says
nothing ("De Meent 12") when no postcode stands beside it. A post office box is no house.
"""

import re
from collections.abc import Iterator

from actionlab.privacy.hits import Hit
from actionlab.privacy.late import late
from actionlab.privacy.plain import mentions, word_list

_POSTCODE = late(
    r"(?<!\w)(?<!\d\.)(?P<digits>[1-9]\d{3})(?P<gap>[ \t]?[ \-._]?[ \t]?)(?P<letters>[A-Za-z]{2})"
    r"(?![^\W\d_]|[’'&]\w)"
)
_NEVER = {"SA", "SD", "SS"}
_AFTER_DATE = late(r"\d[\-/.]\d{1,2}[\-/.]$")
_LIKE_YEAR = late(r"(?:19|20)\d\d")
# after a number two letters are more often one of these
_UNITS = word_list("km kg cm mm ml cl dl mg gb mb kb tb kw pk eu st ha gr hz va")
_SHORTS = word_list(
    "aa ai bg bo bv cv eu fg hr hu it mr ms na ns nu nv or ov pc pk pr pw rd sp sw sz tv uk uu uw vn vo vs wk"
    " ww"
)
_SMALL_WORDS = word_list(
    "aan al an ap be bv ca de do dr ds en er et ex ge ha he hé ik in is ja je jl ma me mw na ne no nr nu nv"
    " of oh om op or ov po re se ta te ti tv uw vd ve vs we zo ze"
)
_CUED = late(r"\b(?:postcodes?|pc)\W{0,3}(?:gebied |is |van )?$", re.IGNORECASE)

_NUMBER = (
    r"\d{1,4}(?!\d)(?:[ \-/]?(?:[a-zA-Z]|bis|bs|hs|huis|rd|i{1,3})(?!\w))?(?:[ \-/]\d{1,3}(?!\w))?"
    r"(?: (?:kamer|k|app\.?|appartement|unit|verdieping|etage|flat) ?\d{1,4}(?!\d))?"
)
_PLACE = r"(?-i:[A-Z])[\w'’\-]+(?: (?:bij|aan|op|en|de|den|der|(?-i:[A-Z])[\w'’\-]+)){0,3}"
_BEFORE = late(
    rf"(?<![\w.,])(?P<number>{_NUMBER})(?:[ \t\n]|[,;:|(\-/])[ \t\n]{{0,2}}[,;:|(\-/]?[ \t\n]{{0,2}}"
    rf"(?:(?:te |in )?{_PLACE}[ \t]?[,;|(]?[ \t]?)?(?:te |in |met |en )?"
    r"(?:postcode|pc)?[ \t:]{0,3}(?:NL[\- ])?$",
    re.IGNORECASE,
)
_AFTER = late(
    rf"[ \t]?[,;:|()./+_\-]?[ \t\n]{{0,2}}(?:(?:(?:te |in )?{_PLACE},? )?(?:met |en |op )?"
    r"(?:huis)?(?:nummer|h?nr\.?|no\.?)[ \t]?[:.]?[ \t]?(?:is )?(?P<cued>\d{1,5})(?!\d)"
    rf"|#?(?P<number>{_NUMBER})(?![\w:%]|[.,]\d"
    r"| ?(?:uur|%|euro|keer|jaar|inwoners|deelnemers|mensen|personen|gesprekken)))",
    re.IGNORECASE,
)
_BOX = late(r"\b(?:postbus|antwoordnummer)\W{0,3}$", re.IGNORECASE)
_NEAR = 45

_HOUSE = rf"[ \t]{{1,2}}(?:(?:huis)?(?:nummer|nr\.?|no\.)[ \t]?)?(?P<number>{_NUMBER})(?!\w|[:%]|[.,]\d)"
_STREET = late(
    r"(?P<sure>straat(?:weg)?|str\.|laan|gracht|kade|singel|dreef|plantsoen|steeg)?"
    r"(?(sure)|(?:weg|plein|hof|pad|dijk|wal|park|markt|brink|haven|boulevard|erf))"
    rf"(?:-(?:noord|oost|zuid|west))?{_HOUSE}",
    re.IGNORECASE,
)
_STREET_HINTS = word_list(
    "straat str. laan gracht kade singel dreef plantsoen steeg weg plein hof pad dijk wal park markt brink"
    " haven boulevard erf"
)
_LONG_STREET = late(
    r"(?<!\w)(?:Laan|Weg|Kade|Straat)[ \t](?:(?:van|der|den|de|het|naar)[ \t]){1,3}[A-Z][\w\-]+"
    rf"(?:[ \t][A-Z][\w\-]+)?{_HOUSE}"
)
_NAME_BEFORE = late(
    r"(?:(?:[A-Z][\w'’.\-]*|van|der|den|'t|ter|ten)[ \t]"
    r"(?:(?:[A-Z][\w'’.\-]*|van|der|den|de|het|'t|naar|la)[ \t]){0,3})?[^\W\d][\w'’.\-]*$"
)
_STREET_BEFORE = late(
    r"(?:straat|straatweg|str\.|laan|weg|gracht|kade|singel|dreef|plantsoen|steeg|plein|hof|dijk|pad)"
    r"[ \t]{1,2}(?:(?:huis)?(?:nummer|nr\.?)[ \t]?)?$",
    re.IGNORECASE,
)
_NO_STREET = word_list(
    "onderweg snelweg omweg uitweg tussenweg werkplein leerpad werkpad stappenpad zoekpad groeipad"
    " leerwerkpark bedrijvenpark werkpark arbeidsmarkt banenmarkt supermarkt huizenmarkt gerechtshof fietspad"
    " voetpad banenplein leerwerkplein vakantiepark marktplein leerhof park pad weg hof plein markt haven erf"
    " wal straat laan kade dijk gracht singel steeg dreef"
)


def find(text: str) -> Iterator[Hit]:
    """Give every address, bare postcode and street with a house number; they may overlap."""
    for found in _POSTCODE.finditer(text):
        place = _with_number(text, found)
        if place:
            yield Hit("address", *place)
        elif _is_bare(text, found):
            yield Hit("postcode", found.start(), found.end())
    if not mentions(text, _STREET_HINTS):
        return
    for found in _STREET.finditer(text):
        start = _start_of_street(text, found)
        if start is not None:
            yield Hit("street", start, found.end())
    for found in _LONG_STREET.finditer(text):
        if not _LIKE_YEAR.match(found["number"]):
            yield Hit("street", found.start(), found.end())


def _with_number(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Give the place of the address that a postcode is part of; None when no house number is beside it."""
    edge = max(0, found.start() - _NEAR)
    before = _BEFORE.search(text[edge : found.start()])
    number = edge + before.start() if before else 0
    sure = _is_meant(text, found)
    if not sure and not (_can_be_postcode(text, found) and _STREET_BEFORE.search(text, edge, number)):
        return None
    if before and not _LIKE_YEAR.match(before["number"]) and not _BOX.search(text, edge, number):
        return _start_of_name(text, number), found.end()
    after = _AFTER.match(text, found.end()) if sure else None
    if after and (after["cued"] or not _LIKE_YEAR.match(after["number"])):
        return found.start(), after.end()
    street = _STREET.search(text, found.end(), found.end() + _NEAR) if sure else None
    if street and not re.search(r"[.!?]\s", text[found.end() : street.start()]):
        return found.start(), street.end()
    return None


def _can_be_postcode(text: str, found: re.Match[str]) -> bool:
    letters, edge = found["letters"], max(0, found.start() - 6)
    odd = letters[0].islower() and letters[1].isupper()
    return not odd and letters.upper() not in _NEVER and not _AFTER_DATE.search(text, edge, found.start())


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Tell whether four digits and two letters are meant as a postcode, and not as "2026 en"."""
    if not _can_be_postcode(text, found):
        return False
    if _is_cued(text, found):
        return True
    low = found["letters"].lower()
    if low in _UNITS or (found["gap"] and low in _SHORTS and _LIKE_YEAR.fullmatch(found["digits"])):
        return False
    return found["letters"].isupper() or low not in _SMALL_WORDS


def _is_cued(text: str, found: re.Match[str]) -> bool:
    return _CUED.search(text, max(0, found.start() - 25), found.start()) is not None


def _is_bare(text: str, found: re.Match[str]) -> bool:
    if not _is_meant(text, found) or text[found.end() : found.end() + 1].isdigit():
        return False
    year = found["gap"] and _LIKE_YEAR.fullmatch(found["digits"])
    small = found["gap"] and found["letters"].islower()
    return _is_cued(text, found) or not (year or small)


def _start_of_name(text: str, number: int) -> int:
    """Give where the street of a house number begins; the number itself when no name stands before it."""
    edge = max(0, number - _NEAR)
    name = _NAME_BEFORE.search(text[edge:number].rstrip(" \t"))
    named = name is not None and (name[0][0].isupper() or _STREET_BEFORE.search(text, edge, number))
    return edge + name.start() if name and named else number


def _start_of_street(text: str, found: re.Match[str]) -> int | None:
    """Give where a street begins; None when the word is an ordinary one, such as "onderweg 2"."""
    edge = max(0, found.start() - _NEAR)
    name = _NAME_BEFORE.search(text[edge : found.start("number")].rstrip())
    if not name or _LIKE_YEAR.match(found["number"]):
        return None
    words = name[0].split()
    capital = any(word[0].isupper() for word in words)
    if words[-1].casefold() in _NO_STREET and not (capital and len(words) > 1):
        return None
    return edge + name.start() if found["sure"] or capital else None
