"""A removal: the proof, without any content, that a study was removed and how much went with it."""

import datetime as dt
from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Removed(Part, frozen=True, kw_only=True):
    """A kind of record and how many of them were removed, 1 or more."""

    kind: Annotated[str, Asks(N_("Kind"), vocabulary="record_kind")]
    n: Annotated[int, Asks(N_("Number of records"), low=1)]


class Removal(RecordData, frozen=True, kw_only=True):
    """Which study was removed, when and why, until when it was kept, and how many records of each kind went.

    `study` is the code that the study had: a word, no reference, because there is nothing left to refer to.
    `unknown` counts removed records of kinds that only a newer program knows.
    """

    study: Annotated[str, Asks(N_("Study code"))]
    reason: Annotated[str, Asks(N_("Reason"), vocabulary="removal_reason")]
    removed_on: Annotated[dt.date, Asks(N_("Removed on"))]
    kept_until: Annotated[dt.date | None, Asks(N_("Kept until"))] = None
    counts: Annotated[tuple[Removed, ...], Asks(N_("What was removed"))] = ()
    unknown: Annotated[int | None, Asks(N_("Records that only a newer version knows"), low=1)] = None
