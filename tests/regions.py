"""Worlds of several municipalities, and the documents for the region that are made of them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from builders import CHECKOUT, TODAY, insight, observation, record, study, supported_by

from actionlab.analysis.agenda import Agenda, agenda
from actionlab.analysis.codes import without_codes
from actionlab.analysis.region import Region, region, region_scope
from actionlab.model.records import Record, Records
from actionlab.report.blocks import Document, Table
from actionlab.report.content.agenda import agenda_report
from actionlab.report.content.feedback import About
from actionlab.report.content.region import Told, regional_report
from actionlab.report.text import render_text
from actionlab.report.wording import Wording, read_wording

AMERSFOORT, HOUTEN, NIEUWEGEIN, UTRECHT, WIJK, ZEIST = (
    "GM0307",
    "GM0321",
    "GM0356",
    "GM0344",
    "GM0352",
    "GM0355",
)
SIX = (ZEIST, WIJK, UTRECHT, NIEUWEGEIN, HOUTEN, AMERSFOORT)
THEMES = ("I1", "I2", "I3", "I4", "O1", "O2")
AUDIENCES = ("municipality", "public", "researchers")

Found = list[Record[Any]]


def learned(study_id: str, insight_id: str, seen: int = 3, *, share: bool = True, **fields: Any) -> Found:
    """An insight of a study that was seen so many times: in other settings, on other days."""
    settings = ("intake_conversation", "case_discussion", "three_way_conversation")
    sources = [
        observation(
            f"obs-{insight_id}-{n}",
            study_id=study_id,
            date=f"2026-02-{n + 1:02}",
            setting=settings[n % len(settings)],
            what_seen=f"Gezien {insight_id} {n}.",
        )
        for n in range(seen)
    ]
    claim = {"statement": f"Bewering {insight_id}.", "counter": f"Tegen {insight_id}.", **fields}
    evidence = supported_by(*(each.id for each in sources))
    claim["evidence"] = [*evidence, *claim.get("evidence", [])]
    return [*sources, insight(insight_id, study_id=study_id, share_regionally=share, **claim)]


def recognised(study_id: str, insight_id: str, outcome: str = "recognised") -> Record[Any]:
    """A member check of one insight."""
    found = [{"insight_id": insight_id, "recognised": outcome}]
    return record(
        "member_check", study_id=study_id, insight_ids=[insight_id], outcome=found, date="2026-03-01"
    )


def six_municipalities() -> Found:
    """A study in each of the six municipalities, on every theme, that shares two insights."""
    found: Found = [
        record("organisation", "org-wi", name="Werk (voorbeeld)", type="social_service"),
        record("organisation", "org-baas", name="Bakker (voorbeeld)", type="employer"),
    ]
    for code, theme in zip(SIX, THEMES, strict=True):
        name = f"studie-{theme.lower()}"
        found += [
            record(
                "approach",
                f"app-{name}",
                title=f"Aanpak {theme}",
                target_group="Klantmanagers",
                aim="Meedoen",
                core_elements=["Samen aan tafel", "Eerst de vraag"],
                conditions=["Tijd"],
            ),
            study(
                name,
                title=f"Studie {theme}",
                municipality=[code],
                theme=theme,
                status="running",
                level="execution",
                study_type="try_out",
                start_date="2026-01-05",
                end_date="2026-12-31",
                main_question="Wat werkt hier?",
                approach_id=f"app-{name}",
                organisations=["org-wi"],
                primary_indicator="ladder",
            ),
            record(
                "cycle",
                study_id=name,
                number=1,
                start_date="2026-01-05",
                phases=[{"phase": "act", "date_from": "2026-01-05"}],
            ),
            *learned(name, f"ins-{theme}1", title=f"Inzicht {theme} een", transferability="Overal."),
            *learned(name, f"ins-{theme}2", title=f"Inzicht {theme} twee"),
            recognised(name, f"ins-{theme}2"),
            record("training", study_id=name, date="2026-02-01"),
            record("meeting", study_id=name, date="2026-02-01"),
            record(
                "agenda_item",
                f"agd-{theme}",
                text=f"Wat vraagt {theme}?",
                type="learning_question",
                theme=theme,
                origin=[f"ins-{theme}1"],
                municipalities=[code],
                priority=1,
                status="new",
            ),
        ]
    return found


def of_region(found: Iterable[Record[Any]], today: dt.date = TODAY, **period: Any) -> Region:
    """What the studies may tell each other; `period` are the options of `region_scope`."""
    return region(region_scope(_records(found), **period), today)


def of_agenda(found: Iterable[Record[Any]], today: dt.date = TODAY, **period: Any) -> Agenda:
    """The agenda of the region."""
    return agenda(region_scope(_records(found), **period), today)


def words(name: str) -> Wording:
    """The wording of a document for the region."""
    text = (CHECKOUT / f"templates/reports/{name}.nl.toml").read_text(encoding="utf-8")
    return read_wording(text, text, name)


def region_document(
    found: Iterable[Record[Any]],
    audience: str = "municipality",
    wording: Wording | None = None,
    about: About | None = None,
    **period: Any,
) -> Document:
    """The regional report."""
    records = _records(found)
    told = Told(
        region=of_region(records, **period),
        agenda=of_agenda(records, **period),
        audience=audience,
        today=TODAY,
    )
    return regional_report(told, wording or words("region"), about or About())


def agenda_document(
    found: Iterable[Record[Any]],
    audience: str = "municipality",
    wording: Wording | None = None,
    about: About | None = None,
) -> Document:
    """The learning and knowledge agenda."""
    said = wording or words("agenda")
    return agenda_report(of_agenda(found), said, about or About(), audience=audience, today=TODAY)


def everything(made: Document) -> str:
    """All text of a document, also what a reader does not see; sentences are not broken."""
    parts = [made.title, made.subject, made.keywords, made.header, made.footer, made.author]
    parts += [each.description for each in made.blocks if isinstance(each, Table)]
    return "\n".join([render_text(made, width=10_000), *parts])


def _records(found: Iterable[Record[Any]]) -> Records:
    return without_codes(found if isinstance(found, Records) else Records(found))
