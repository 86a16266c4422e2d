"""What a study waits for, and what is not arranged, on a given day."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from actionlab.analysis.completeness import incomplete, not_recorded, unsettled
from actionlab.analysis.due import StudyStatus, Waiting, study_status
from actionlab.model.build import build
from actionlab.model.records import Record, Records
from actionlab.model.settings import Settings
from actionlab.model.study import Study

TODAY = dt.date(2026, 6, 15)


def record(kind: str, record_id: str, **fields: Any) -> Record[Any]:
    own = {} if kind in ("study", "approach") else {"study_id": "een"}
    data = build(kind, {**own, **fields})
    return Record(id=record_id, kind=kind, data=data, at="", by="", rev="", folder="een")


def study(**fields: Any) -> Record[Study]:
    return record("study", "een", id="een", title="Een", municipality=["GM0321"], theme="O1", **fields)


def cycles() -> list[Record[Any]]:
    return [
        record("cycle", "cyc-1", number=1, start_date="2026-01-05", end_date="2026-03-31", status="planned"),
        record("cycle", "cyc-2", number=2, start_date="2026-04-01", end_date="2026-06-30", status="planned"),
    ]


def person(code: str, **fields: Any) -> Record[Any]:
    consent = fields.pop("consent", {"status": "given"})
    return record("participant", code, pseudonym=code, group="resident", consent=consent, **fields)


def measured(record_id: str, who: str | None, moment: str = "baseline", **fields: Any) -> Record[Any]:
    values = {"instrument": "ladder", "value": 2, "moment": moment, **fields}
    return record("measurement", record_id, participant=who, **values)


def status(*records: Record[Any], today: dt.date = TODAY, **fields: Any) -> StudyStatus:
    one = study(**fields)
    return study_status(one, Records([one, *records]), today, settings=Settings())


def waiting(*records: Record[Any], today: dt.date = TODAY, **fields: Any) -> list[Waiting]:
    return list(status(*records, today=today, **fields).waiting)


def test_a_study_stands_in_the_cycle_of_the_day() -> None:
    state = status(*cycles())
    assert state.cycle
    assert state.cycle.id == "cyc-2"
    assert state.next_cycle is None
    early = status(*cycles(), today=dt.date(2025, 12, 1))
    assert early.cycle is None
    assert early.next_cycle
    assert early.next_cycle.id == "cyc-1"


def test_a_cycle_that_begins_today_is_no_longer_the_next() -> None:
    begins = cycles()[-1].data.start_date
    state = status(*cycles(), today=begins)
    assert (state.cycle, state.next_cycle) == (cycles()[-1], None)


def test_a_phase_that_was_recorded_in_another_cycle_is_not_that_of_today() -> None:
    seen = record("observation", "obs-1", what_seen="Iets", phase="act", cycle_id="cyc-1", date="2026-01-10")
    first = cycles()[0]
    assert status(*cycles(), seen, today=first.data.start_date).last_phase == "act"
    assert status(*cycles(), seen, today=cycles()[-1].data.start_date).last_phase is None


def test_an_action_is_late_the_day_after_its_due_day() -> None:
    def action(name: str, due: str, state: str) -> Record[Any]:
        return record("action", name, description="Doe iets", due_date=due, status=state)

    found = waiting(
        action("act-1", "2026-06-14", "open"),
        action("act-2", "2026-06-15", "open"),
        action("act-3", "2026-06-01", "done"),
        action("act-4", "2026-06-01", "dropped"),
        record("action", "act-5", description="Zonder datum"),
    )
    assert [each.record_id for each in found] == ["act-1"]
    assert found[0].late


def test_a_decision_is_awaited_until_there_is_an_answer() -> None:
    found = waiting(
        record("decision", "dec-1", question="Mag het?", needed_by="2026-07-01"),
        record("decision", "dec-2", question="Mag dat?", needed_by="2026-06-01"),
        record("decision", "dec-3", question="Mag dit?", answer="later", needed_by="2026-06-01"),
        record("decision", "dec-4", question="Zonder datum?"),
    )
    assert [(each.record_id, each.late) for each in found] == [
        ("dec-2", True),
        ("dec-1", False),
        ("dec-4", False),
    ]


def test_a_past_cycle_waits_to_be_closed() -> None:
    found = [each for each in waiting(*cycles()) if each.what == "cycle_to_close"]
    assert [each.record_id for each in found] == ["cyc-1"]


def test_people_with_a_baseline_only_are_counted() -> None:
    found = waiting(
        *cycles()[1:],
        person("HOU-AAAA"),
        person("HOU-BBBB"),
        person("HOU-CCCC"),
        measured("met-1", "HOU-AAAA"),
        measured("met-2", "HOU-AAAA", "follow_up_1", value=3),
        measured("met-3", "HOU-BBBB"),
        measured("met-4", "HOU-CCCC"),
        today=dt.date(2026, 6, 20),
    )
    assert [(each.what, each.subject, each.people, each.due_on) for each in found] == [
        ("follow_up_measurement", "ladder", 2, dt.date(2026, 6, 30))
    ]


def test_who_stopped_or_withdrew_is_not_waited_for() -> None:
    people = [
        person("HOU-AAAA", status="stopped"),
        person("HOU-BBBB", consent={"status": "withdrawn"}),
    ]
    values = [measured("met-1", "HOU-AAAA"), measured("met-2", "HOU-BBBB")]
    assert waiting(*cycles()[1:], *people, *values, today=dt.date(2026, 6, 20)) == []


def test_a_follow_up_is_due_when_the_last_cycle_has_begun() -> None:
    known = [*cycles(), person("HOU-AAAA"), measured("met-1", "HOU-AAAA")]
    before = waiting(*known, today=dt.date(2026, 3, 31))
    begun = waiting(*known, today=dt.date(2026, 4, 1))
    assert "follow_up_measurement" not in [each.what for each in before]
    assert "follow_up_measurement" in [each.what for each in begun]


def test_in_a_study_of_one_cycle_it_is_due_in_its_last_four_weeks() -> None:
    known = [cycles()[1], person("HOU-AAAA"), measured("met-1", "HOU-AAAA")]
    assert waiting(*known, today=dt.date(2026, 6, 1)) == []
    assert len(waiting(*known, today=dt.date(2026, 6, 2))) == 1


def test_a_count_of_the_whole_study_needs_its_follow_up_too() -> None:
    count: dict[str, Any] = {"instrument": "counter", "value": 4, "label": "plannen"}
    other = measured("met-2", None, "follow_up_1", **{**count, "label": "gesprekken"})
    found = waiting(*cycles(), measured("met-1", None, **count), other)
    assert [each.people for each in found if each.what == "follow_up_measurement"] == [None]


def test_a_training_is_followed_up_from_six_weeks() -> None:
    training = record("training", "trn-1", title="Oefenen", date="2026-05-04")
    applied = {"asked_on": "2026-06-15", "n_asked": 5, "n_responded": 4, "n_applied": 3}
    asked = record(
        "training", "trn-2", title="Gevraagd", date="2026-05-04", evaluation={"level3_applied": applied}
    )
    assert [each.record_id for each in waiting(training, asked)] == ["trn-1"]
    assert waiting(training, asked, today=dt.date(2026, 6, 14)) == []


def test_an_insight_waits_to_be_put_before_participants() -> None:
    insights = [record("insight", name, statement="Zo was het.", title="Zo") for name in ("ins-1", "ins-2")]
    check = record("member_check", "mck-1", insight_ids=["ins-1"])
    found = waiting(*insights, check)
    assert [(each.what, each.record_id) for each in found] == [
        ("insight_to_put_before_participants", "ins-2")
    ]


def that_lost(n: int, record_id: str = "ins-1", **fields: Any) -> Record[Any]:
    made = record("insight", record_id, **{"statement": "Zo was het.", "title": "Zo", **fields})
    return msgspec.structs.replace(made, lost=n)


def test_an_insight_that_lost_sources_waits_to_be_looked_at_again_also_in_a_finished_study() -> None:
    check = record("member_check", "mck-1", insight_ids=["ins-1", "ins-2", "ins-3"])
    known = [that_lost(2), that_lost(0, "ins-2"), that_lost(1, "ins-3", title=None), check]
    for state in ("running", "finished"):
        assert waiting(*known, status=state) == [
            Waiting(what="insight_lost_sources", subject="Zo", record_id="ins-1", lost_sources=2),
            Waiting(what="insight_lost_sources", subject="Zo was het.", record_id="ins-3", lost_sources=1),
        ]


def test_an_insight_of_another_study_is_not_waited_for() -> None:
    assert waiting(that_lost(1, study_id="twee")) == []


def test_a_finished_study_waits_for_answers_only() -> None:
    training = record("training", "trn-1", title="Oefenen", date="2026-01-05")
    action = record("action", "act-1", description="Doe", due_date="2026-01-05", status="open")
    found = waiting(*cycles(), training, action, status="finished")
    assert [each.what for each in found] == ["action_late"]


@pytest.mark.parametrize("state", ["running", "finished", "stopped"])
def test_a_key_file_and_data_wait_to_go_before_anything_else(state: str) -> None:
    kept: dict[str, Any] = {
        "key_file_destroy_by": "2026-06-15",
        "retention_until": "2026-07-15",
        "status": state,
    }
    action = record("action", "act-1", description="Doe", due_date="2026-01-05", status="open")
    found = waiting(action, person("HOU-AAAA"), **kept)
    assert [(each.what, each.record_id, each.late) for each in found] == [
        ("key_file_to_destroy", "een", True),
        ("data_to_remove", "een", False),
        ("action_late", "act-1", True),
    ]
    early = waiting(action, person("HOU-AAAA"), today=dt.date(2026, 5, 15), **kept)
    assert [each.what for each in early] == ["action_late"]


def test_what_is_not_arranged_is_named_field_by_field() -> None:
    one = study(
        approach_id="app-1",
        legal_basis="to_be_decided",
        dpo_consulted={"done": False},
        ethics_review={"done": True},
        level="both",
    )
    approach = record("approach", "app-1", title="Aanpak", aim="Iets")
    found = {
        each.record_id: [field.name for field in each.fields]
        for each in unsettled(one, Records([one, approach]))
    }
    assert {"legal_basis", "dpo_consulted", "organisations", "start_date"} <= set(found["een"])
    assert not {"ethics_review", "level", "approach_id"} & set(found["een"])
    assert "core_elements" in found["app-1"]
    assert "aim" not in found["app-1"]


def test_a_cycle_that_follows_from_the_date_is_not_missing() -> None:
    dated = record("observation", "obs-1", what_seen="x", date="2026-05-01")
    silent = record("observation", "obs-2", what_seen="x")
    known = Records([*cycles(), dated, silent])
    assert "cycle_id" not in [field.name for field in not_recorded(dated, known)]
    assert "cycle_id" in [field.name for field in not_recorded(silent, known)]
    assert "phase" in [field.name for field in not_recorded(dated, known)]


def test_incomplete_records_are_counted_per_kind() -> None:
    known = Records(
        [
            *cycles(),
            record("observation", "obs-1", what_seen="x"),
            record("observation", "obs-2", what_seen="y", study_id="twee"),
        ]
    )
    assert [(each.kind, each.records, each.total) for each in incomplete("een", known)] == [
        ("observation", 1, 1)
    ]


def test_an_insight_of_which_only_the_sources_were_erased_is_complete() -> None:
    told: dict[str, Any] = {"theme": "O1", "sub_question": 1, "counter": "Nee.", "transferability": "Ja."}
    assert incomplete("een", Records([that_lost(1, **told)])) == ()
    assert [each.kind for each in incomplete("een", Records([that_lost(0, **told)]))] == ["insight"]


def test_evidence_that_was_erased_is_not_called_not_recorded() -> None:
    known = Records([that_lost(1), that_lost(0, "ins-2")])
    lacking = {each.id: [field.name for field in not_recorded(each, known)] for each in known}
    assert {*lacking["ins-2"]} - {*lacking["ins-1"]} == {"evidence"}
