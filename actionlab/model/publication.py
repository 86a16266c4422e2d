"""A publication: what a final report showed about people, so that no later report can be held beside it."""

import datetime as dt
from typing import Annotated, Any

from actionlab.i18n import N_
from actionlab.model.fields import Asks, Part, RecordData


class Figure(Part, frozen=True, kw_only=True):
    """What was shown together about one group of people; it is kept or replaced as a whole.

    `about` and the fields after it say which group: the same in every report, whatever period or study was
    asked for. `as_of` is the day it is the stand of, earlier than the report when it was kept from another.
    `shown` holds names and numbers and no text of anybody (`actionlab.analysis.published`).
    """

    study: Annotated[str, Asks(N_("Study"), refers_to=("study",))]
    about: Annotated[str, Asks(N_("About"), vocabulary="figure")]
    as_of: Annotated[dt.date, Asks(N_("As of"))]
    shown: Annotated[Any, Asks(N_("What was shown"))]
    instrument: Annotated[str | None, Asks(N_("Instrument"), vocabulary="instrument")] = None
    moment: Annotated[str | None, Asks(N_("Moment"), vocabulary="moment")] = None
    training: Annotated[str | None, Asks(N_("Training session"), refers_to=("training",))] = None


class Publication(RecordData, frozen=True, kw_only=True):
    """One final report: about which municipality (CBS code), for whom, and what it showed about people.

    `date` is the day of the report, `smallest_group` its limit in people, `file` the name that it was saved
    by; a number was added to that name when it was taken.
    """

    municipality: Annotated[str, Asks(N_("Municipality"), municipality=True)]
    audience: Annotated[str, Asks(N_("For whom"), vocabulary="audience")]
    date: Annotated[dt.date, Asks(N_("Date"))]
    smallest_group: Annotated[int, Asks(N_("Smallest group that is shown"), low=5)]
    file: Annotated[str | None, Asks(N_("File"))] = None
    figures: Annotated[tuple[Figure, ...], Asks(N_("What was shown about people"))] = ()
