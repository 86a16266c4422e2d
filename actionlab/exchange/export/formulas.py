"""Formulas: a text that a spreadsheet would take for one gets an apostrophe, and loses it coming back."""

import re

# also after spaces and in full width; a text with an apostrophe in front of this gets one more
_LIVE = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
# who opens a .csv file with another separator gets cells that begin in the middle of a text
_LIVE_INSIDE = re.compile(r"(?<=[;,\t\r\n])( *)('*)(?=[=@＝＠])")
_DEFUSED_INSIDE = re.compile(r"(?<=[;,\t\r\n])( *)'('*)(?=[=@＝＠])")


def defused(text: str) -> str:
    """Give a text as it can stand in a cell that a spreadsheet reads.

    >>> defused("- belt morgen"), defused("'s ochtends"), defused("een;=1+1")
    ("'- belt morgen", "'s ochtends", "een;'=1+1")
    """
    inside = _LIVE_INSIDE.sub(r"\1'\2", text)
    return f"'{inside}" if _LIVE.match(text) else inside


def restored(text: str) -> str:
    """Give back what `defused` was given; any other text comes back as it is."""
    whole = text[1:] if text.startswith("'") and _LIVE.match(text) else text
    return _DEFUSED_INSIDE.sub(r"\1\2", whole)
