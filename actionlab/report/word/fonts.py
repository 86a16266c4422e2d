"""The letters of a document: the font of its text, and how broad its letters are beside ours."""

import re
from functools import lru_cache

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart

from actionlab.report.house_style.looks import Looks

_THEME_FONTS = {"minor": "+mn-lt", "major": "+mj-lt"}
_IN_THEME = {
    name: re.compile(rf'<a:{kind}Font>\s*<a:latin typeface="([^"]*)"'.encode())
    for kind, name in _THEME_FONTS.items()
}
# how broad Dutch text is beside the same text in Calibri; what is not known is taken for rather broad
_BREADTHS = {
    "calibri": 1.0,
    "carlito": 1.0,
    "times new roman": 1.0,
    "cambria": 1.1,
    "trebuchet ms": 1.1,
    "arial": 1.15,
    "liberation sans": 1.15,
    "segoe ui": 1.15,
    "tahoma": 1.15,
    "georgia": 1.15,
    "verdana": 1.35,
}
_UNKNOWN = 1.2


def theme_of(part: DocumentPart) -> bytes:
    """Give the theme of a document; empty when it has none."""
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    except KeyError:
        return b""


def text_font(part: DocumentPart) -> str:
    """Give the font of the text: a name, or "+mn-lt" or "+mj-lt" for one of the theme.

    One that is named nearby goes before one of the theme further away.
    """
    looks = Looks(part.styles.element)
    normal = looks.find("Normal")
    for said in looks.all_letters(normal, "w:rFonts") if normal is not None else ():
        if said.get(qn("w:asciiTheme")):
            return _THEME_FONTS[str(said.get(qn("w:asciiTheme")))[:5]]
        if said.get(qn("w:ascii")):
            return str(said.get(qn("w:ascii")))
    return _THEME_FONTS["minor"]


@lru_cache(maxsize=1)
def breadth(part: DocumentPart) -> float:
    """Give how broad the text is beside the same text in our own house style: 1.0 is as broad."""
    name = text_font(part)
    if name in _IN_THEME:
        found = _IN_THEME[name].search(theme_of(part))
        name = found[1].decode("utf-8", "replace") if found else ""
    return _BREADTHS.get(name.lower(), _UNKNOWN)
