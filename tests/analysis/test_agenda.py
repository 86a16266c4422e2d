"""The learning and knowledge agenda: its questions, where they come from, and the indicators in common."""

import datetime as dt
from typing import Any

import msgspec
from builders import HOUTEN, ZEIST, example, insight, measured, observation, record, study
from regions import learned, of_agenda

from actionlab.analysis.agenda import Origin, SharedIndicator
from actionlab.analysis.agreed import Owner
from actionlab.model.records import Record


def item(record_id: str = "agd-1", /, **fields: Any) -> Record[Any]:
    return record("agenda_item", record_id, **fields)


def test_the_most_urgent_question_stands_first_and_one_without_priority_last() -> None:
    items = [item("agd-1", text="D?"), item("agd-2", text="C?", priority=3)]
    items += [item("agd-3", text="B?", priority=1), item("agd-4", text="A?", priority=1)]
    assert [each.text for each in of_agenda(items).questions] == ["A?", "B?", "C?", "D?"]


def test_answered_and_dropped_questions_are_open_no_more() -> None:
    states = {"agd-1": "answered", "agd-2": "dropped", "agd-3": "taken_up", "agd-4": "new", "agd-5": None}
    told = of_agenda([item(each, status=status) for each, status in states.items()])
    assert sorted(each.id for each in told.open) == ["agd-3", "agd-4", "agd-5"]
    assert len(told.questions) == 5


def test_an_insight_is_named_only_when_other_municipalities_may_read_it() -> None:
    found = [
        study(),
        study("twee", municipality=[ZEIST]),
        *learned("een", "ins-1", title="Gedeeld"),
        *learned("twee", "ins-2", title="Geheim", share=False),
        *learned("twee", "ins-3", title="Eén keer gezien", seen=1),
        *learned("twee", "ins-4", title="Weggelaten"),
        record("note", study_id="twee", report_section="insights", leave_out=["ins-4"]),
        item(origin=["ins-1", "ins-2", "ins-3", "ins-4", "ins-weg"]),
    ]
    (told,) = of_agenda(found).questions
    assert told.origins == (
        Origin(ref="ins-1", municipalities=("Houten",), name="Gedeeld", strength="supported"),
        *(Origin(ref=f"ins-{n}", municipalities=("Zeist",)) for n in (2, 3, 4)),
    )
    assert [each.id for each in of_agenda(found).records] == ["agd-1", "een", "twee", "ins-1"]


def test_what_only_a_newer_program_knows_counts_as_not_recorded() -> None:
    newer = item()
    newer = msgspec.structs.replace(newer, data=msgspec.structs.replace(newer.data, theme="X9", type="dream"))
    (told,) = of_agenda([newer]).questions
    assert (told.theme, told.type) == (None, None)


def test_municipalities_are_those_it_names_or_else_those_it_came_from() -> None:
    found = [study(municipality=[ZEIST, HOUTEN]), observation(), insight("ins-1")]
    named = [item("agd-1", origin=["ins-1"], municipalities=[ZEIST]), item("agd-2", origin=["ins-1"])]
    told = {each.id: each.municipalities for each in of_agenda([*found, *named, item("agd-3")]).questions}
    assert told == {"agd-1": ("Zeist",), "agd-2": ("Houten", "Zeist"), "agd-3": ()}


def test_who_takes_it_up_is_a_role_and_an_organisation() -> None:
    baker = record("organisation", "org-1", name="Bakker (voorbeeld)", type="employer")
    (told,) = of_agenda([baker, item(owner_role="jobcoach", organisation_id="org-1")]).questions
    assert told.owner == Owner("jobcoach", "Bakker (voorbeeld)", employer=True)
    assert [each.id for each in of_agenda([baker, item(organisation_id="org-1")]).records] == [
        "agd-1",
        "org-1",
    ]


def test_an_open_question_is_late_after_its_day() -> None:
    day = dt.date(2026, 7, 1)
    due = {"agd-1": "2026-06-30", "agd-2": "2026-07-01"}
    items = [item(each, due_date=when) for each, when in due.items()]
    items.append(item("agd-3", due_date="2026-01-01", status="answered"))
    assert {each.id: each.late for each in of_agenda(items, day).questions} == {
        "agd-1": True,
        "agd-2": False,
        "agd-3": False,
    }


def test_an_indicator_in_three_studies_is_named_with_how_many_measured() -> None:
    instruments = [{"instrument": "ladder"}]
    found = [
        study("een", instruments=instruments, primary_indicator="grade"),
        study("twee", primary_indicator="ladder"),
        study("drie", primary_indicator="grade"),
        measured("HOU-K7M2", "baseline", 3, instrument="ladder", study_id="drie"),
        measured("HOU-A2B3", "baseline", 3, instrument="ladder", study_id="drie"),
    ]
    assert of_agenda(found).indicators == (SharedIndicator(instrument="ladder", studies=3, measured=1),)


def test_no_indicator_of_the_example_is_used_in_three_studies() -> None:
    told = of_agenda(example())
    assert told.indicators == ()
    assert [each.id for each in told.open] == ["agd-0003", "agd-0001", "agd-0002", "agd-0004"]
