"""The letter to the residents and professionals who took part, on one page."""

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from actionlab.cli.reporting import RESEARCHERS, Asked, Made, NotWithThis
from actionlab.cli.reports.feedback import about, found, happened_later, place
from actionlab.cli.session import Session
from actionlab.cli.wordings import wording
from actionlab.i18n import _

if TYPE_CHECKING:
    from actionlab.store import Reading, Workspace

WORDING = "reports/letter.nl.toml"
NAME = "brief"


def make(session: Session, workspace: "Workspace", reading: "Reading", asked: Asked, today: dt.date) -> Made:
    """Give the letter, with what the public may know, whatever the audience.

    Raises `NotWithThis` for the researchers, `NoStudyInMunicipality`, `NothingRecorded` and what reading
    wording raises.
    """
    from actionlab.report.content.letter import AUDIENCE, letter
    from actionlab.report.content.one_page import fits

    if asked.audience == RESEARCHERS:
        raise NotWithThis(option=f"--audience {RESEARCHERS}", report="--letter")
    here = place(session, workspace, asked)
    public = msgspec.structs.replace(asked, audience=AUDIENCE)
    scope, findings = found(workspace, reading, public, here, today)
    document = letter(findings, wording(workspace, WORDING), about(workspace, final=asked.final))
    too_long = _("The letter takes more than one page. Make your own text for it shorter.")
    return Made(
        document=document,
        name=here.named(NAME),
        records=(*scope.basis, *scope.agenda),
        warnings=(*happened_later(scope, asked, today), *(() if fits(document.blocks) else (too_long,))),
    )
