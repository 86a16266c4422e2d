"""Input for a working conference of all municipalities: a page for each, and cards of insights."""

import datetime as dt
from typing import TYPE_CHECKING

from actionlab.cli.faults import NoStudies
from actionlab.cli.reporting import Asked, Made
from actionlab.cli.reports.feedback import about
from actionlab.cli.reports.region import inside
from actionlab.cli.session import Session
from actionlab.cli.wordings import wording

if TYPE_CHECKING:
    from actionlab.store import Reading, Workspace

WORDING = "reports/conference.nl.toml"
NAME = "werkconferentie"


def make(session: Session, workspace: "Workspace", reading: "Reading", asked: Asked, today: dt.date) -> Made:
    """Give the pages and cards, the same for every audience: others than the team are at the table.

    Raises `NoStudies` when there is no study, and what reading wording raises.
    """
    from actionlab.analysis.agenda import agenda
    from actionlab.analysis.region import region
    from actionlab.report.content.conference import conference

    scope = inside(reading, asked)
    learned, questions = region(scope, today), agenda(scope, today)
    if not learned.studies:
        raise NoStudies(folder=workspace.folder)
    told = {record.id: record for record in (*learned.records, *questions.records)}
    words = wording(workspace, WORDING)
    return Made(
        document=conference(learned, questions, today, words, about(workspace, final=asked.final)),
        name=NAME,
        records=tuple(told.values()),
    )
