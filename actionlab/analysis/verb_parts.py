"""Verb parts: what stands before a verb, loose (*op*bellen, *deel*nemen) or fixed (*be*spreken)."""

_PARTICLES = """
aan achter af bij binnen buiten door in mee na om onder op over samen terug toe uit vast voor weg
"""
# words of their own, of which few make a verb longer; the word after them may begin with ge-
_LOOSE_WORDS = """
achterna achterop achteruit bekend bijeen bloot deel dicht dood droog fijn gelijk gerust goed groot heen hoog
ineen kennis kapot klaar kwijt langs leeg les los mis neer omhoog omlaag open opzij overeen plaats prijs
rond schoon stand stil stop stuk tegemoet tegen tekort teleur tentoon teweeg thuis uiteen veilig vol
voorbij voort vooraf vooruit vrij waar wakker warm weer zeker ziek zwart
"""
_FIXED_WORDS = "achter be door er her mis om onder ont over ver vol voor weer"
PARTICLES = frozenset(_PARTICLES.split())
_LOOSE = PARTICLES | frozenset(_LOOSE_WORDS.split())
_FIXED = frozenset(_FIXED_WORDS.split())
VERB_PARTS = _LOOSE | _FIXED
# as a pattern
FIXED = "|".join(_FIXED_WORDS.split())
# the longest first: overeen before over
_LENGTHS = sorted({len(part) for part in VERB_PARTS}, reverse=True)


def without_loose_part(verb: str) -> tuple[str, str] | None:
    """Give the loose part of a verb and the rest: *op* and *gebeld*; None when it has none."""
    return _parted(verb, _LOOSE, 3)


def without_any_part(verb: str) -> tuple[str, str] | None:
    """Give what stands before a verb, loose or fixed, and the rest; None when nothing does."""
    return _parted(verb, VERB_PARTS, 2)


def _parted(verb: str, parts: frozenset[str], least: int) -> tuple[str, str] | None:
    for length in _LENGTHS:
        if verb[:length] in parts and len(verb) - length >= least:
            return verb[:length], verb[length:]
    return None
