"""Findings: everything a report on one municipality may say, computed from its records and protected.

Only what leaves here reaches a reader: numbers about people went through `actionlab.privacy.disclosure`,
sources through `actionlab.analysis.citations`.
"""

import datetime as dt

import msgspec

from actionlab.analysis import agreed
from actionlab.analysis.charted import ShownSignals, signals
from actionlab.analysis.chosen import Chosen, LeftOut, left_out
from actionlab.analysis.citations import Citation, Citations
from actionlab.analysis.coverage import Coverage, coverage
from actionlab.analysis.insights import ShownInsight, headlines, quotes_left_out, shown_insights
from actionlab.analysis.outcomes import Outcome, outcomes
from actionlab.analysis.published import Published
from actionlab.analysis.scope import Scope
from actionlab.analysis.sessions import ShownMeeting, ShownTraining, support, trainings
from actionlab.analysis.steps import Steps, steps
from actionlab.analysis.themes import ThemePage, theme_page
from actionlab.model.approach import Approach
from actionlab.model.organisation import Organisation
from actionlab.model.publication import Figure
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.privacy.disclosure import Protection

MOST_AGENDA_ITEMS, MOST_HEADLINES = 5, 5


class StudyFindings(msgspec.Struct, frozen=True, kw_only=True):
    """What one study has to tell; `partners` are names of organisations, for the public no employers."""

    id: str
    study: Study
    approach: Approach | None
    partners: tuple[str, ...]
    steps: Steps
    signals: ShownSignals
    insights: tuple[ShownInsight, ...]
    outcomes: tuple[Outcome, ...]
    trainings: tuple[ShownTraining, ...]
    support: tuple[ShownMeeting, ...]
    theme_page: ThemePage


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What a report on a municipality (`municipality` is its CBS code) may say on the day `today`.

    `start` and `end` are the first and last day of its studies. `previous` is the day on which results were
    last fed back, missing for a first report; `since_previous` the decisions that matter since then.
    `headlines` are the insights of the summary and `asked` the open decisions, both in its order.
    `notes` pairs the section and the text of the authors' own notes, `left_out` counts what they left out.
    `figures` is what it shows about people,
    for the publication of a final report.
    """

    municipality: str
    audience: str
    protection: Protection
    today: dt.date
    start: dt.date | None
    end: dt.date | None
    studies: tuple[StudyFindings, ...]
    headlines: tuple[ShownInsight, ...]
    previous: dt.date | None
    since_previous: tuple[agreed.ShownDecision, ...]
    decisions: tuple[agreed.ShownDecision, ...]
    asked: tuple[agreed.ShownDecision, ...]
    actions: tuple[agreed.ShownAction, ...]
    agenda: tuple[agreed.ShownAgendaItem, ...]
    coverage: Coverage
    quotes_left_out: int
    observations_left_out: int
    citations: tuple[Citation, ...]
    notes: tuple[tuple[str, str], ...]
    left_out: LeftOut
    figures: tuple[Figure, ...]

    def own_texts(self, section: str) -> tuple[str, ...]:
        """Give what the authors wrote for a section, in the order of writing."""
        return tuple(text for name, text in self.notes if name == section)

    @property
    def insights(self) -> tuple[ShownInsight, ...]:
        """All insights of all studies, in the order of the report."""
        return tuple(insight for study in self.studies for insight in study.insights)


class Telling(msgspec.Struct, frozen=True):
    """How the findings of one report are told: to whom, with which sources and figures, as chosen by whom."""

    audience: str
    citations: Citations
    published: Published
    chosen: Chosen


def summarise(
    scope: Scope,
    today: dt.date,
    protection: Protection,
    *,
    audience: str = "municipality",
    previous: dt.date | None = None,
) -> Findings:
    """Give what a report may say about the records in `scope`, on the day `today`, to an audience.

    `previous` is the day of the report before this one; without it the last final report on this
    municipality or the last feedback meeting counts.
    """
    records, basis, chosen = scope.records, scope.basis, Chosen(scope.records)
    citations, published = Citations(basis, protection), Published(protection, scope.publications)
    told = Telling(audience, citations, published, chosen)
    studies = tuple(_study(study, scope, told) for study in scope.studies)
    insights = tuple(insight for study in studies for insight in study.insights)
    reports = (each for each in scope.publications if each.data.municipality == scope.municipality)
    before = previous or agreed.previous_feedback(basis, reports, today)
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
        headlines=headlines(insights, chosen, MOST_HEADLINES),
        previous=before,
        since_previous=agreed.since(decided, before) if before else (),
        decisions=decided,
        asked=agreed.asked(decided, chosen),
        actions=agreed.actions(records, today),
        agenda=agreed.agenda(scope.agenda, records, own, MOST_AGENDA_ITEMS),
        coverage=_coverage(records, insights, chosen),
        quotes_left_out=sum(quotes_left_out(basis, each.id, each.insights) for each in studies),
        observations_left_out=scope.left_out,
        citations=citations.cited(),
        notes=chosen.texts(),
        left_out=left_out(chosen, scope),
        figures=published.figures(today),
    )


def _coverage(records: Records, shown: tuple[ShownInsight, ...], chosen: Chosen) -> Coverage:
    # of what is not in the report, it does not say that it was not checked
    gone = {record.id for record in chosen.left_out(records, "insights")}
    inside = records.where(lambda record: record.id not in gone) if gone else records
    return coverage(inside, frozenset(each.id for each in shown if each.checked))


def _study(study: Record[Study], scope: Scope, told: Telling) -> StudyFindings:
    records, basis = told.chosen.without(scope.records), told.chosen.without(scope.basis)
    published, protection = told.published, told.published.protection
    approach = records.find(Approach, study.data.approach_id)
    partners = [records.find(Organisation, each) for each in study.data.organisations]
    return StudyFindings(
        id=study.id,
        study=study.data,
        approach=approach.data if approach else None,
        partners=tuple(
            partner.data.name
            for partner in partners
            if partner and (told.audience != "public" or partner.data.type != "employer")
        ),
        steps=steps(scope.records, study.id, published),
        signals=signals(scope.basis, study.id, told.citations, published),
        insights=shown_insights(scope.basis, study.id, told.citations, protection),
        outcomes=outcomes(study, basis, told.citations, published),
        trainings=_trainings(records, study.id, told),
        support=support(records, study.id, protection),
        theme_page=theme_page(study, records, told.citations),
    )


def _trainings(records: Records, study_id: str, told: Telling) -> tuple[ShownTraining, ...]:
    shown = trainings(records, study_id, told.citations, told.published)
    return told.chosen.arranged("training", shown, lambda training: training.id)
