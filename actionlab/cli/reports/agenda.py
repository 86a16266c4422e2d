"""The learning and knowledge agenda of the region."""

import datetime as dt
from typing import TYPE_CHECKING

from actionlab.cli.faults import NoQuestions
from actionlab.cli.reporting import Asked, Made
from actionlab.cli.reports.feedback import about
from actionlab.cli.reports.region import inside
from actionlab.cli.session import Session
from actionlab.cli.wordings import wording

if TYPE_CHECKING:
    from actionlab.store import Reading, Workspace

WORDING = "reports/agenda.nl.toml"


def make(session: Session, workspace: "Workspace", reading: "Reading", asked: Asked, today: dt.date) -> Made:
    """Give the agenda. Raises `NoQuestions` and what reading wording raises."""
    from actionlab.analysis.agenda import agenda
    from actionlab.report.content.agenda import agenda_report

    told = agenda(inside(reading, asked), today)
    if not told.questions:
        raise NoQuestions
    document = agenda_report(
        told,
        wording(workspace, WORDING),
        about(workspace, final=asked.final),
        audience=asked.audience,
        today=today,
    )
    return Made(document=document, name="leer-en-kennisagenda", records=told.records)
