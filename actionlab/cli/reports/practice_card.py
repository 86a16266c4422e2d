"""Practice cards: one page for each study of a municipality, or for the one that was asked for."""

import datetime as dt
from typing import TYPE_CHECKING

from actionlab.cli.reporting import Asked, Made
from actionlab.cli.reports.feedback import Place, about, found, happened_later, inside, place
from actionlab.cli.session import Session
from actionlab.cli.wordings import wording
from actionlab.errors import NothingRecorded
from actionlab.i18n import _

if TYPE_CHECKING:
    from actionlab.analysis.findings import Findings
    from actionlab.report.content.feedback import About
    from actionlab.report.wording import Wording
    from actionlab.store import Reading, Workspace

WORDING = "reports/practice_card.nl.toml"
NAME = "praktijkkaart"


def make(session: Session, workspace: "Workspace", reading: "Reading", asked: Asked, today: dt.date) -> Made:
    """Give the cards; a study in which nothing was recorded yet has none.

    Raises `NoStudyInMunicipality`, `NothingRecorded` when no study has a card, and what reading wording
    raises.
    """
    from actionlab.report.content.practice_card import practice_cards

    here = place(session, workspace, asked)
    scope = inside(workspace, reading, asked, here)
    of = [Place(municipality=here.municipality, study=study.id) for study in scope.studies]
    per_study = [_one(workspace, reading, asked, each, today) for each in of]
    shown = [each for each in per_study if each]
    words, told = wording(workspace, WORDING), about(workspace, final=asked.final)
    return Made(
        document=practice_cards(shown, words, told),
        name=here.named(NAME),
        records=(*scope.basis, *scope.agenda),
        warnings=(
            *happened_later(scope, asked, today),
            *(line for each in shown for line in (*_missing(each), *_too_long(each, words, told))),
        ),
    )


def _one(
    workspace: "Workspace", reading: "Reading", asked: Asked, here: Place, today: dt.date
) -> "Findings | None":
    try:
        return found(workspace, reading, asked, here, today)[1]
    except NothingRecorded:
        return None


def _missing(findings: "Findings") -> list[str]:
    """Give a line for each part that only an author can write and nobody wrote."""
    from actionlab.report.content.own_words import own_paragraphs
    from actionlab.report.content.practice_card import SITUATION, STEPS

    (study,) = findings.studies
    lines = []
    if not own_paragraphs(findings, SITUATION):
        sentence = _(
            "The practice card of {study} has no situation yet. Write three sentences, invented or merged:"
            " {command}"
        )
        lines.append(sentence.format(study=study.id, command=_command(study.id, SITUATION)))
    elements = study.approach.core_elements if study.approach else ()
    if not elements and not own_paragraphs(findings, STEPS):
        sentence = _("The practice card of {study} has no steps yet. Write one on each line: {command}")
        lines.append(sentence.format(study=study.id, command=_command(study.id, STEPS)))
    return lines


def _too_long(findings: "Findings", words: "Wording", told: "About") -> list[str]:
    from actionlab.report.content.one_page import fits
    from actionlab.report.content.practice_card import practice_card
    from actionlab.report.content.voice import Voice

    if fits(practice_card(findings, Voice(words), told)):
        return []
    sentence = _("The practice card of {study} takes more than one page. Make your own texts for it shorter.")
    return [sentence.format(study=findings.studies[0].id)]


def _command(study: str, section: str) -> str:
    return f'actionlab log note -s {study} --section {section} "…"'
