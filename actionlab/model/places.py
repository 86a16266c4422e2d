"""Places: the names by which a passage of a report is known, in its links and to who reads it back.

A Word comment on a passage can be tied to the insight or action that it is about. The name tells nothing
of the record to who has only the report: ids never leave the team.
"""

import hashlib

PLACE = "al_"
_BYTES = 6


def place_of(record_id: str) -> str:
    """Give the name of the place that is about a record: "al_" and 12 hexadecimal digits.

    The same for the same id everywhere, so that a report that comes back can be read on another computer.
    """
    return f"{PLACE}{hashlib.blake2b(record_id.encode(), digest_size=_BYTES).hexdigest()}"


def source_place(number: int) -> str:
    """Give the name of the place where a numbered source is described."""
    return f"bron_{number}"
