"""A note: the author's own text in a report, printed at the end of a section; it survives regeneration."""

from typing import Annotated

from actionlab.i18n import N_
from actionlab.model.fields import Asks, RecordData


class Note(RecordData, frozen=True, kw_only=True):
    """Own text for one section of the report on a study or on a municipality."""

    report_section: Annotated[str, Asks(N_("Section of the report"), vocabulary="report_section")]
    text: Annotated[str, Asks(N_("Own text"))]
    study_id: Annotated[str | None, Asks(N_("Study"), refers_to=("study",))] = None
    municipality: Annotated[str | None, Asks(N_("Municipality"), municipality=True)] = None
