"""Few letters: what an old console shows for the letters that it does not have."""

import codecs
import unicodedata

NEAR = "actionlab.near"
_PLAIN_ASCII = "actionlab-ascii"
_SIGNS = {
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),
    **dict.fromkeys("│┃", "|"),
    **dict.fromkeys("•·●▪", "*"),
    **dict.fromkeys("\u200b\u200c\u200d\ufe0f", ""),
    "€": "EUR",
    "→": "->",
    "←": "<-",
    "×": "x",
    "≤": "<=",
    "≥": ">=",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "Æ": "AE",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "ı": "i",
    "œ": "oe",
    "Œ": "OE",
}


def codec(encoding: str) -> str:
    """Give the name under which a stream is to have this encoding.

    click takes a stream in ASCII for a mistake and writes UTF-8 in it, so ASCII gets another name.
    """
    return _PLAIN_ASCII if codecs.lookup(encoding).name == "ascii" else encoding


def near(fault: UnicodeError) -> tuple[str, int]:
    """Give the nearest in ASCII for what could not be encoded, and where to go on; raises other faults.

    >>> "één ’s → 5".encode("ascii", NEAR)
    b"een 's -> 5"
    """
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(map(_near, fault.object[fault.start : fault.end])), fault.end


def _near(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    whole = unicodedata.normalize("NFKD", sign)
    plain = "".join(each for each in whole if each.isascii())
    return plain or ("" if unicodedata.combining(sign) else "?")


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != _PLAIN_ASCII:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode,
        found.decode,
        streamreader=found.streamreader,
        streamwriter=found.streamwriter,
        incrementalencoder=found.incrementalencoder,
        incrementaldecoder=found.incrementaldecoder,
        name=_PLAIN_ASCII,
    )


codecs.register(_search)
codecs.register_error(NEAR, near)
