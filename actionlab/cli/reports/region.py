"""The report on the region: what municipalities learn together."""

import datetime as dt
from typing import TYPE_CHECKING

from actionlab.cli.faults import NoStudies
from actionlab.cli.reporting import Asked, Made
from actionlab.cli.reports.feedback import about
from actionlab.cli.session import Session
from actionlab.cli.wordings import wording
from actionlab.i18n import _

if TYPE_CHECKING:
    from actionlab.analysis.region import RegionScope
    from actionlab.store import Reading, Workspace

WORDING = "reports/region.nl.toml"


def make(session: Session, workspace: "Workspace", reading: "Reading", asked: Asked, today: dt.date) -> Made:
    """Give the report; it shows no number of people, so that there is nothing to remember of it.

    Raises `NoStudies` when there is no study, and what reading wording raises.
    """
    from actionlab.analysis.agenda import agenda
    from actionlab.analysis.region import region
    from actionlab.report.content.region import Told, regional_report

    found = inside(reading, asked)
    told = region(found, today)
    if not told.studies:
        raise NoStudies(folder=workspace.folder)
    asked_there = agenda(found, today)
    document = regional_report(
        Told(region=told, agenda=asked_there, audience=asked.audience, today=today),
        wording(workspace, WORDING),
        about(workspace, final=asked.final),
    )
    questions = {each.id for each in asked_there.open}
    return Made(
        document=document,
        name="regiorapport",
        records=(*told.records, *(each for each in asked_there.records if each.id in questions)),
        warnings=() if told.insights else (_nothing_shared(),),
    )


def _nothing_shared() -> str:
    return _(
        "No insight can be in this report yet. It has to be seen more often, and its municipality has to"
        " agree: 'actionlab edit ID --share-regionally'."
    )


def inside(reading: "Reading", asked: Asked) -> "RegionScope":
    """Give the records that a document for the region may use."""
    from actionlab.analysis.codes import without_codes
    from actionlab.analysis.region import region_scope

    return region_scope(without_codes(reading.records), since=asked.since, until=asked.until)
