"""Telephone numbers: Dutch ones as people write them, and those of other countries with + or 00.

Numbers of services (112, 14 030, 0800, 0900) are no personal data. A number whose length is right is a hit
even where no such area exists: people make mistakes, and a refusal is the safe side. That is why
phonenumberslite is not asked: it knows which numbers are handed out, not which were meant.
"""

import re
from collections.abc import Iterator

from actionlab.privacy.hits import Hit
from actionlab.privacy.late import late
from actionlab.privacy.plain import mentions

# what may stand between two digits
_NEXT = r"[ \t./()\-_]{0,4}\d"
# no part of a date, an amount or a longer number
_START = "(?<![\\w+])" + "".join(rf"(?<!\b{size}[.,:/\-])" for size in (r"\d", r"\d\d", r"\d{3}", r"\d{4}"))
_DUTCH = late(
    rf"{_START}(?:\(?0 ?6\)?(?:{_NEXT}){{8}}|\(?0\(?[1-578]\d(?:{_NEXT}){{7}}"
    rf"|31[ \-]?\(?0?\)?[ \-]?6(?:{_NEXT}){{8}}|6-\d{{8}})(?!\d|[.:]\d|,[1-9])"
)
_DUTCH_ABROAD = late(rf"(?<!\w)(?:\+|00)[ (]{{0,2}}31[ )]{{0,2}}-?(?:\(?0\)?)?(?:{_NEXT}){{9}}(?!\d)")
_ABROAD = late(rf"(?<!\w)(?:\+|(?<!\d[.,])00)[ (]{{0,2}}[1-9](?:{_NEXT}){{7,14}}(?!\d)")
_CUED = late(
    r"(?<![^\W_])(?:tel(?:efoon)?(?:nummer|nr)?|tel nr|mobiele?(?: nummer)?|gsm|whatsapp"
    r"|06[ -]?(?:nummer|nr))"
    r"(?:[.:]|\b)[^\w\n]{0,4}(?:(?:nummer|nr|is|op)[.:]? ){0,2}(\(?\d(?:" + _NEXT + r"){5,10})(?!\w|[.,:]\d)",
    re.IGNORECASE,
)
FEWEST_DIGITS = 6
_HINTS = ("tel", "mobiel", "gsm", "whatsapp", "06")
_SERVICE = late(r"0(?:800|90[069]|8008)")
_DATE = late(
    r"\(?(?:\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d\d(?!\d)|(?:19|20)\d\d([-/. ])(?:0\d|1[0-2])\2[0-3]\d(?!\d))"
)
_NOT_A_PHONE = late(r"(?:isbn|issn|ean|artikel|bestel|order|factuur)(?:nummer|nr\.?)?\W{0,3}$", re.IGNORECASE)
_MOST_GROUPS = 8


def find(text: str) -> Iterator[Hit]:
    """Give every telephone number; those of one place may overlap."""
    starts = set()
    for pattern in (_DUTCH, _DUTCH_ABROAD, _ABROAD):
        for found in pattern.finditer(text):
            if found.start() not in starts and _may_be_phone(text, found):
                starts.add(found.start())
                alone = found[0][0] == "(" and ")" not in found[0]
                yield Hit("phone", found.start() + alone, found.end())
    for found in _CUED.finditer(text) if mentions(text, _HINTS) else ():
        if not _SERVICE.match(_digits(found[1])) and not _DATE.match(found[1]):
            yield Hit("phone", found.start(1), found.end(1))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _may_be_phone(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 25) : found.start()]
    # "+1 0 2 1 …" is a row of scores
    groups = len(re.findall(r"\d+", found[0]))
    scores = groups > _MOST_GROUPS and found[0].startswith(("+", "00"))
    return not (
        scores or _SERVICE.match(_digits(found[0])) or _DATE.match(found[0]) or _NOT_A_PHONE.search(before)
    )
