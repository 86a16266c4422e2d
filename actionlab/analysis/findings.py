"""Findings: everything a report on one municipality may say, computed from its records and protected.

Only what leaves here reaches a reader: numbers about people went through `actionlab.privacy.disclosure`,
sources through `actionlab.analysis.citations`.
"""

import datetime as dt

import msgspec

from actionlab.analysis import agreed
from actionlab.analysis.citations import Citation, Citations
from actionlab.analysis.coverage import Coverage, coverage
from actionlab.analysis.insights import ShownInsight, quotes_left_out, shown_insights
from actionlab.analysis.outcomes import Outcome, outcomes
from actionlab.analysis.published import Published
from actionlab.analysis.scope import Scope
from actionlab.analysis.sessions import ShownMeeting, ShownTraining, support, trainings
from actionlab.analysis.steps import Steps, steps
from actionlab.analysis.themes import ThemePage, theme_page
from actionlab.model.approach import Approach
from actionlab.model.note import Note
from actionlab.model.organisation import Organisation
from actionlab.model.publication import Figure
from actionlab.model.records import Record
from actionlab.model.study import Study
from actionlab.privacy.disclosure import Protection

MOST_AGENDA_ITEMS = 5


class StudyFindings(msgspec.Struct, frozen=True, kw_only=True):
    """What one study has to tell; `partners` are names of organisations, for the public no employers."""

    id: str
    study: Study
    approach: Approach | None
    partners: tuple[str, ...]
    steps: Steps
    insights: tuple[ShownInsight, ...]
    outcomes: tuple[Outcome, ...]
    trainings: tuple[ShownTraining, ...]
    support: tuple[ShownMeeting, ...]
    theme_page: ThemePage


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What a report on a municipality (`municipality` is its CBS code) may say on the day `today`.

    `start` and `end` are the first and last day of its studies. `previous` is the day on which results were
    last fed back, missing for a first report; `since_previous` the decisions that matter since then.
    `notes` pairs the section and the text of the author's own notes. `figures` is what it shows about people,
    for the publication of a final report.
    """

    municipality: str
    audience: str
    protection: Protection
    today: dt.date
    start: dt.date | None
    end: dt.date | None
    studies: tuple[StudyFindings, ...]
    previous: dt.date | None
    since_previous: tuple[agreed.ShownDecision, ...]
    decisions: tuple[agreed.ShownDecision, ...]
    actions: tuple[agreed.ShownAction, ...]
    agenda: tuple[agreed.ShownAgendaItem, ...]
    coverage: Coverage
    quotes_left_out: int
    observations_left_out: int
    citations: tuple[Citation, ...]
    notes: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]

    @property
    def insights(self) -> tuple[ShownInsight, ...]:
        """All insights of all studies, in the order of the report."""
        return tuple(insight for study in self.studies for insight in study.insights)


def summarise(
    scope: Scope,
    today: dt.date,
    protection: Protection,
    *,
    audience: str = "municipality",
    previous: dt.date | None = None,
) -> Findings:
    """Give what a report may say about the records in `scope`, on the day `today`, to an audience.

    `previous` is the day of the report before this one; without it the last feedback meeting counts.
    """
    records, basis = scope.records, scope.basis
    citations, published = Citations(basis, protection), Published(protection, scope.publications)
    studies = tuple(_study(study, scope, citations, published, audience) for study in scope.studies)
    insights = tuple(insight for study in studies for insight in study.insights)
    before = previous or agreed.previous_feedback(basis, today)
    decided = agreed.decisions(records, today)
    own = frozenset(study.id for study in studies)
    return Findings(
        municipality=scope.municipality,
        audience=audience,
        protection=protection,
        today=today,
        start=min((each.study.start_date for each in studies if each.study.start_date), default=None),
        end=max((each.study.end_date for each in studies if each.study.end_date), default=None),
        studies=studies,
        previous=before,
        since_previous=agreed.since(decided, before) if before else (),
        decisions=decided,
        actions=agreed.actions(records, today),
        agenda=agreed.agenda(scope.agenda, records, own, MOST_AGENDA_ITEMS),
        coverage=coverage(records, frozenset(each.id for each in insights if each.checked)),
        quotes_left_out=sum(quotes_left_out(basis, each.id, each.insights) for each in studies),
        observations_left_out=scope.left_out,
        citations=citations.cited(),
        notes=tuple((note.data.report_section, note.data.text) for note in records.of(Note)),
        figures=published.figures(today),
    )


def _study(
    study: Record[Study], scope: Scope, citations: Citations, published: Published, audience: str
) -> StudyFindings:
    records, basis, protection = scope.records, scope.basis, published.protection
    approach = records.find(Approach, study.data.approach_id)
    partners = [records.find(Organisation, each) for each in study.data.organisations]
    return StudyFindings(
        id=study.id,
        study=study.data,
        approach=approach.data if approach else None,
        partners=tuple(
            partner.data.name
            for partner in partners
            if partner and (audience != "public" or partner.data.type != "employer")
        ),
        steps=steps(records, study.id, published),
        insights=shown_insights(basis, study.id, citations, protection),
        outcomes=outcomes(study, basis, published),
        trainings=trainings(records, study.id, published),
        support=support(records, study.id, protection),
        theme_page=theme_page(study, records, citations),
    )
