"""Slugs: the short name of a study, which is also the name of its folder on every computer."""

import string

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_

_LETTERS = frozenset(string.ascii_lowercase + string.digits + "-")

# names that Windows keeps for devices, whatever the folder
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


def check_slug(text: str) -> str:
    """Give a slug back unchanged: 3 to 60 of a-z, 0-9 and hyphens, a letter or digit at both ends.

    Raises `Malformed` for anything else, and for names that Windows keeps for devices.
    """
    if not (3 <= len(text) <= 60 and _LETTERS.issuperset(text) and text.strip("-") == text):
        sentence = N_(
            "{slug} cannot be the code of a study. Use 3 to 60 of a-z, 0-9 and hyphens, as in hou-intake."
        )
        raise Malformed([Problem("slug", sentence, slug=ascii(text[:60]))])
    if text in _DEVICES:
        sentence = N_("{slug} cannot be the code of a study: Windows keeps this name for itself.")
        raise Malformed([Problem("slug", sentence, slug=ascii(text))])
    return text
