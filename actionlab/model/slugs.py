"""Slugs: the short name of a study, which is also the name of its folder on every computer."""

import string

from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_

LETTERS = frozenset(string.ascii_lowercase + string.digits + "-")

# names that Windows keeps for devices, whatever the folder and whatever comes behind a dot
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
_DEVICES |= {f"{name}{n}" for name in ("com", "lpt") for n in "0123456789¹²³"}
_NOT_ON_WINDOWS = frozenset('<>:"/\\|?*')


def check_slug(text: str) -> str:
    """Give a slug back unchanged: 3 to 60 of a-z, 0-9 and hyphens, a letter or digit at both ends.

    Raises `Malformed` for anything else, and for names that Windows keeps for devices.
    """
    if not (3 <= len(text) <= 60 and LETTERS.issuperset(text) and text.strip("-") == text):
        sentence = N_(
            "{slug} cannot be the code of a study. Use 3 to 60 of a-z, 0-9 and hyphens, as in hou-intake."
        )
        raise Malformed([Problem("slug", sentence, slug=ascii(text[:60]))])
    if not is_windows_name(text):
        sentence = N_("{slug} cannot be the code of a study: Windows keeps this name for itself.")
        raise Malformed([Problem("slug", sentence, slug=ascii(text))])
    return text


def is_windows_name(name: str) -> bool:
    """Tell whether Windows takes this as the name of one file or folder.

    It refuses some signs, forgets a dot or space at the end, and has devices such as ``con``, also with an
    ending (``con.docx``).
    """
    if _NOT_ON_WINDOWS.intersection(name) or any(each < " " for each in name) or name[-1:] in (".", " "):
        return False
    return bool(name) and name.partition(".")[0].rstrip(" ").casefold() not in _DEVICES
