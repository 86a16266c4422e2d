"""Did you mean: the known word that is most like one that nobody knows."""

from collections.abc import Iterable


def nearest(typed: str, known: Iterable[str], *, least: float = 0.6) -> str | None:
    """Give the known word most like what was typed, as it is known; None when nothing is near.

    `least` is how alike they are at least, from 0 to 1. Case, spaces around it, and hyphens, underscores and
    spaces within make no difference.

    >>> nearest("HOU driehoekk", ["hou-driehoek", "zei-werkzorg"])
    'hou-driehoek'
    """
    import difflib  # only a fault needs it

    by_folded: dict[str, str] = {}
    for word in known:
        by_folded.setdefault(_folded(word), word)
    found = difflib.get_close_matches(_folded(typed), by_folded, n=1, cutoff=least)
    return by_folded[found[0]] if found else None


def _folded(text: str) -> str:
    return "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
