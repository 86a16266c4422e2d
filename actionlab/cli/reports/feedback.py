"""The feedback report on one municipality, whole or short."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from actionlab.cli.reporting import RESEARCHERS, Asked, Made
from actionlab.cli.session import Session
from actionlab.cli.wordings import wording
from actionlab.i18n import _
from actionlab.model.municipalities import by_code

if TYPE_CHECKING:
    from actionlab.analysis.findings import Findings
    from actionlab.analysis.scope import Scope
    from actionlab.report.blocks import Document
    from actionlab.report.content.feedback import About
    from actionlab.report.wording import Wording
    from actionlab.store import Reading, Workspace

WORDING = "reports/feedback.nl.toml"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is on: a municipality (CBS code), and one study of it; None for all."""

    municipality: str
    study: str | None

    def named(self, kind: str) -> str:
        """Give the name of the file of a report of this kind, without the end."""
        return "-".join([kind, by_code(self.municipality).slug, *([self.study] if self.study else [])])


def make(session: Session, workspace: "Workspace", reading: "Reading", asked: Asked, today: dt.date) -> Made:
    """Give the report. Raises `NoStudyInMunicipality`, `NothingRecorded` and what reading wording raises."""
    from actionlab.analysis.published import published

    here = place(session, workspace, asked)
    scope, findings = found(workspace, reading, asked, here, today)
    tell = _short() if asked.short else _whole()
    return Made(
        document=tell(findings, wording(workspace, WORDING), about(workspace, final=asked.final)),
        name=here.named("terugkoppelrapport-kort" if asked.short else "terugkoppelrapport"),
        records=(*scope.basis, *scope.agenda),
        publication=published(findings, ""),
        warnings=happened_later(scope, asked, today),
    )


def happened_later(scope: "Scope", asked: Asked, today: dt.date) -> tuple[str, ...]:
    """Give a line when a report tells of what happened after its day, and no last day was chosen."""
    from actionlab.analysis.scope import is_after

    if asked.until or not any(is_after(record, today) for record in scope.basis):
        return ()
    date = today.isoformat()
    said = _("There are records of after {date}. With --until {date} you leave these out.")
    return (said.format(date=date),)


def _whole() -> "Callable[[Findings, Wording, About], Document]":
    from actionlab.report.content.feedback import feedback

    return feedback


def _short() -> "Callable[[Findings, Wording, About], Document]":
    from actionlab.report.content.short import short

    return short


def place(session: Session, workspace: "Workspace", asked: Asked) -> Place:
    """Give the one municipality that the report is on, and the study that was asked for."""
    if asked.municipality is None:
        raise TypeError("a report on one municipality was asked for without one")
    study = session.study(workspace, asked.study) if asked.study else None
    return Place(municipality=asked.municipality, study=study)


def about(workspace: "Workspace", *, final: bool) -> "About":
    """Give what a report says about itself, from the settings of the workspace."""
    from actionlab.report.content.feedback import About

    settings = workspace.settings
    return About(
        final=final,
        synthetic=settings.synthetic,
        contact=settings.contact,
        programme=settings.programme,
        platform=settings.platform,
        knowledge_institute=settings.knowledge_institute,
    )


def found(
    workspace: "Workspace", reading: "Reading", asked: Asked, here: Place, today: dt.date
) -> "tuple[Scope, Findings]":
    """Give the records that a report on a municipality may use, and what it may say about them.

    Raises what `inside` raises.
    """
    from actionlab.analysis.findings import summarise
    from actionlab.analysis.scope import protection

    scope = inside(workspace, reading, asked, here)
    limit = protection(asked.audience, workspace.settings, scope.studies)
    return scope, summarise(scope, today, limit, audience=asked.audience, previous=asked.since)


def inside(workspace: "Workspace", reading: "Reading", asked: Asked, here: Place) -> "Scope":
    """Give the records that a report on a municipality may use.

    Raises `NoStudyInMunicipality` and `NothingRecorded`, and the damage of a shared file.
    """
    from actionlab.analysis.codes import without_codes
    from actionlab.analysis.scope import scope
    from actionlab.analysis.strength import with_lost_groups

    refuse_without_publications(workspace, reading, asked)
    # before a period is chosen: what falls outside it is not lost
    records = without_codes(with_lost_groups(reading.records))
    return scope(records, here.municipality, study_id=here.study, since=asked.since, until=asked.until)


def refuse_without_publications(workspace: "Workspace", reading: "Reading", asked: Asked) -> None:
    """Raise the damage of a shared file: it may hold what earlier reports showed, which has to be known."""
    from actionlab.store.workspace import SHARED

    if asked.audience == RESEARCHERS:
        return
    shared = Path(workspace.place(SHARED)).resolve()
    for damaged in reading.damaged:
        if Path(str(damaged.facts["file"])).resolve().is_relative_to(shared):
            raise damaged
