"""Actions, decisions and questions for later, on a given day."""

import datetime as dt
from typing import Any

import pytest
from builders import HOUTEN, example, insight, record

from actionlab.analysis import agreed
from actionlab.analysis.agreed import Owner, ShownAgendaItem
from actionlab.analysis.scope import scope
from actionlab.model.records import Record, Records

TODAY = dt.date(2026, 7, 1)


def action(description: str, **fields: Any) -> Record[Any]:
    return record("action", description=description, **fields)


def decision(question: str, **fields: Any) -> Record[Any]:
    return record("decision", question=question, **fields)


def names(found: tuple[Any, ...], name: str) -> list[Any]:
    return [getattr(each, name) for each in found]


def test_late_actions_come_first_and_finished_ones_last() -> None:
    known = Records(
        [
            action("Klaar.", status="done", due_date="2026-01-01"),
            action("Vervallen.", status="dropped", due_date="2026-01-01"),
            action("Zonder datum.", status="open"),
            action("Later.", status="open", due_date="2026-09-01"),
            action("Vandaag.", status="in_progress", due_date="2026-07-01"),
            action("Te laat.", due_date="2026-06-30"),
        ]
    )
    found = agreed.actions(known, TODAY)
    assert names(found, "description") == [
        "Te laat.",
        "Vandaag.",
        "Later.",
        "Zonder datum.",
        "Klaar.",
        "Vervallen.",
    ]
    assert [each.late for each in found] == [True, False, False, False, False, False]


@pytest.mark.parametrize(("day", "late"), [(14, 0), (15, 0), (16, 1)])
def test_an_action_of_the_example_is_late_from_the_day_after(day: int, late: int) -> None:
    known = scope(example(), HOUTEN).records
    found = agreed.actions(known, dt.date(2026, 5, day))
    assert len(found) == 6
    assert sum(each.late for each in found) == late
    assert sum(each.late for each in agreed.decisions(known, dt.date(2026, 5, day))) == late


def test_an_owner_is_a_role_and_an_organisation() -> None:
    team = record("organisation", "org-1", name="Team", type="district_team")
    firm = record("organisation", "org-2", name="Bakker", type="employer")
    known = Records(
        [
            team,
            firm,
            action("A", owner_role="jobcoach", organisation_id="org-1"),
            action("B", organisation_id="org-2"),
            action("C", owner_role="jobcoach", organisation_id="org-9"),
            action("D"),
        ]
    )
    assert names(agreed.actions(known, TODAY), "owner") == [
        Owner("jobcoach", "Team"),
        Owner(None, "Bakker", True),
        Owner("jobcoach", None),
        Owner(None, None),
    ]


def test_open_decisions_come_first_by_the_day_they_are_needed() -> None:
    known = Records(
        [
            decision("Besloten?", answer="no", needed_by="2026-01-01"),
            decision("Ooit?"),
            decision("Straks?", needed_by="2026-08-01"),
            decision("Gisteren?", needed_by="2026-06-30", asked_of={"role": "policy_adviser"}),
        ]
    )
    found = agreed.decisions(known, TODAY)
    assert names(found, "question") == ["Gisteren?", "Straks?", "Ooit?", "Besloten?"]
    assert [each.late for each in found] == [True, False, False, False]
    assert found[0].asked_of == Owner("policy_adviser", None)
    assert found[1].asked_of == Owner(None, None)


def test_a_decision_shows_the_actions_on_the_same_insights() -> None:
    known = Records(
        [
            decision("Mag dit?", insight_ids=["ins-1", "ins-2"]),
            action("Doe dit.", insight_ids=["ins-2", "ins-3"]),
            action("Doe dat.", insight_ids=["ins-3"]),
            action("Doe iets."),
        ]
    )
    assert names(agreed.decisions(known, TODAY)[0].actions, "description") == ["Doe dit."]


def met(day: str | None, kind: str = "feedback_meeting") -> Record[Any]:
    return record("meeting", type=kind, date=day)


def published(day: str, **fields: Any) -> Record[Any]:
    return record("publication", date=day, **fields)


def test_the_previous_feedback_is_the_last_meeting_for_it_before_today() -> None:
    known = [met("2026-03-10"), met("2026-01-10"), met("2026-07-01"), met("2026-06-01", "kickoff"), met(None)]
    assert agreed.previous_feedback(Records(known), (), TODAY) == dt.date(2026, 3, 10)
    assert agreed.previous_feedback(Records(known[2:]), (), TODAY) is None


@pytest.mark.parametrize(
    ("reports", "last"),
    [
        ([published("2026-03-09", file="a.docx")], 10),
        ([published("2026-03-12", file="a.docx"), published("2026-03-11")], 12),
        ([published("2026-03-12", file="A.DOCX")], 12),
        ([published("2026-07-01", file="a.docx")], 10),
        ([published("2026-03-12", file="cijfers.xlsx")], 10),
    ],
    ids=[
        "a meeting after it",
        "a report after the meeting",
        "a name in capitals",
        "the report of today",
        "an export",
    ],
)
def test_a_final_report_before_today_is_feedback_too(reports: list[Record[Any]], last: int) -> None:
    found = agreed.previous_feedback(Records([met("2026-03-10")]), reports, TODAY)
    assert found == dt.date(2026, 3, last)


def test_since_a_day_counts_what_was_open_asked_or_answered() -> None:
    known = Records(
        [
            decision("Open?", asked_on="2025-01-01"),
            decision("Oud?", asked_on="2025-01-01", answer="yes", answered_on="2026-03-09"),
            decision("Beantwoord?", asked_on="2025-01-01", answer="yes", answered_on="2026-03-10"),
            decision("Gevraagd?", asked_on="2026-03-10", answer="no"),
            decision("Zonder dag?", answer="no"),
            decision("Uitgesteld?", asked_on="2025-01-01", answer="later", answered_on="2026-01-10"),
        ]
    )
    found = agreed.since(agreed.decisions(known, TODAY), dt.date(2026, 3, 10))
    assert set(names(found, "question")) == {"Open?", "Beantwoord?", "Gevraagd?", "Uitgesteld?"}


@pytest.mark.parametrize(("day", "late"), [("2026-05-15", False), ("2026-05-16", True), (None, False)])
def test_an_answer_after_the_day_it_was_needed_came_late(day: str | None, late: bool) -> None:
    known = Records([decision("Mag dit?", needed_by="2026-05-15", answer="yes", answered_on=day)])
    (found,) = agreed.decisions(known, TODAY)
    assert (found.answered_late, found.late) == (late, False)


OWN = frozenset({"een"})


def asked(*items: Record[Any], known: tuple[Record[Any], ...] = ()) -> tuple[ShownAgendaItem, ...]:
    return agreed.agenda(items, Records(known), OWN, 3)


def test_the_agenda_has_open_items_by_priority_and_not_too_many() -> None:
    told: list[dict[str, Any]] = [
        {},
        {"priority": 3},
        {"priority": 1, "status": "answered"},
        {"priority": 1, "status": "dropped"},
        {"priority": 2, "status": "taken_up"},
        {"priority": 1, "status": "new"},
    ]
    items = [record("agenda_item", f"agd-{n}", text=f"Vraag {n}?", **fields) for n, fields in enumerate(told)]
    assert names(asked(*items), "text") == ["Vraag 5?", "Vraag 4?", "Vraag 1?"]


def test_an_item_says_from_which_insight_here_it_comes_or_that_it_came_from_elsewhere() -> None:
    here, plain = insight("ins-1", title="Regie"), insight("ins-2", statement="Vaker gezien.")
    items = [
        record("agenda_item", "agd-1", origin=["ins-1", "ins-9", "ins-2"]),
        record("agenda_item", "agd-2", origin=["ins-9"]),
        record("agenda_item", "agd-3"),
    ]
    found = asked(*items, known=(here, plain))
    assert [(each.origins, each.elsewhere) for each in found] == [
        (("Regie", "Vaker gezien."), False),
        ((), True),
        ((), False),
    ]
