"""Microsoft Forms: the columns that its Excel file puts before the questions, in Dutch and English.

Id | Begintijd | Tijd van voltooien | E-mail | Naam | Vraag 1 | …
"""

from collections.abc import Sequence

from actionlab.exchange.columns.never_taken import folded

_NUMBER = ("id",)
_STARTED = ("begintijd", "starttijd", "start time")
_FINISHED = ("tijd van voltooien", "voltooiingstijd", "completion time")


def is_ms_forms(header: Sequence[str]) -> bool:
    """Tell whether a table was made by Microsoft Forms: its first three columns say so."""
    first = [folded(name) for name in header[:3]]
    wanted = (_NUMBER, _STARTED, _FINISHED)
    return len(first) == 3 and all(name in names for name, names in zip(first, wanted, strict=True))


def key_columns(header: Sequence[str]) -> tuple[int, ...]:
    """Give where the columns stand that tell one answer from another.

    The number alone begins again at 1 in every form; together with the moment of beginning it is one
    person's answer, also when that was changed afterwards.
    """
    return tuple(index for index, name in enumerate(header[:3]) if folded(name) in (*_NUMBER, *_STARTED))
