"""The day of which a number is, when it was kept from an earlier report."""

import datetime as dt

from actionlab.report.content.voice import Voice


def stamped(text: str, stand: dt.date | None, voice: Voice) -> str:
    """Give a text, with the day of the report that its numbers were kept from, if they were."""
    if stand is None:
        return text
    ended = text.endswith(".")
    return voice("general.as_of", text=text.removesuffix("."), date=voice.day(stand)) + "." * ended
