"""What authors put first and leave out, and what a report says of that."""

from typing import Any

import msgspec
import pytest
from builders import (
    HOUTEN,
    NIEUWEGEIN,
    example,
    findings,
    insight,
    laddered,
    measured,
    observation,
    people,
    record,
    study,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from actionlab.analysis.chosen import Chosen, LeftOut
from actionlab.analysis.findings import Findings
from actionlab.model.records import Record, Records
from actionlab.model.references import outcome_ref

EXAMPLE = example()
ON_HOUTEN: dict[str, Any] = {"study_id": None, "municipality": HOUTEN}


def note(section: str, at: str = "", **fields: Any) -> Record[Any]:
    made = record("note", report_section=section, text=fields.pop("text", None), **fields)
    return msgspec.structs.replace(made, at=at)


def chosen(*notes: Record[Any]) -> Chosen:
    return Chosen(Records(notes))


def told(*more: Record[Any], **given: Any) -> Findings:
    return findings([*EXAMPLE, *more], **given)


# which note counts


def test_the_last_order_counts_whatever_order_the_notes_are_read_in() -> None:
    first = note("insights", "2026-01-01", order=["ins-1"])
    later = note("insights", "2026-02-01", order=["ins-2"])
    plain = note("insights", "2026-03-01", text="Zo is het.")
    for notes in ((first, later, plain), (plain, later, first)):
        assert chosen(*notes).order("insights") == ("ins-2",)


def test_what_is_left_out_adds_up() -> None:
    found = chosen(note("insights", leave_out=["ins-1"]), note("insights", leave_out=["ins-2"]))
    assert [found.is_left_out("insights", f"ins-{n}") for n in (1, 2, 3)] == [True, True, False]
    assert not found.is_left_out("summary", "ins-1")


def test_an_order_for_the_municipality_comes_before_one_for_a_study() -> None:
    found = chosen(
        note("summary", "2026-03-01", study_id="een", order=["ins-1", "ins-2"]),
        note("summary", "2026-02-01", study_id="twee", order=["ins-5"]),
        note("summary", "2026-01-01", **ON_HOUTEN, order=["ins-3", "ins-1"]),
    )
    assert found.order("summary") == ("ins-3", "ins-1", "ins-2", "ins-5")


def test_what_nobody_put_in_order_stays_as_it_stands_behind_the_rest() -> None:
    found = chosen(note("actions", order=["c"], leave_out=["b"]))
    assert found.arranged("actions", "abcd", str) == ("c", "a", "d")
    assert found.arranged("agenda", "abcd", str) == ("a", "b", "c", "d")


def test_texts_come_in_the_order_of_writing() -> None:
    found = chosen(
        note("summary", "2026-02-01", text="Later."),
        note("summary", "2026-01-01", text="Eerst."),
        note("summary", "2026-03-01", order=["ins-1"]),
    )
    assert found.texts() == (("summary", "Eerst."), ("summary", "Later."))


# what it does to a report


def test_insights_stand_and_are_numbered_in_the_order_that_was_chosen() -> None:
    found = told(note("insights", study_id="hou-driehoek", order=["ins-0003", "ins-0002"]))
    assert [each.id for each in found.studies[0].insights] == ["ins-0003", "ins-0002", "ins-0001"]
    assert found.studies[0].insights[0].numbers[0] == 1
    assert told().studies[0].insights[-1].numbers[0] > 1


def test_the_summary_holds_the_insights_that_were_chosen_and_no_other() -> None:
    found = told(note("summary", **ON_HOUTEN, order=["ins-0005", "ins-0003"]))
    assert [each.id for each in found.headlines] == ["ins-0005", "ins-0003"]
    assert len(found.insights) == 5
    assert found.left_out == LeftOut()


def test_without_a_choice_the_summary_holds_what_was_seen_most_often() -> None:
    found = told(note("summary", study_id="hou-driehoek", leave_out=["ins-0001"]))
    assert [each.id for each in found.headlines] == ["ins-0002", "ins-0004", "ins-0003", "ins-0005"]


def test_the_summary_holds_five_insights_at_most() -> None:
    many = [insight(f"ins-{n}") for n in range(7)]
    chosen_six = note("summary", order=[each.id for each in reversed(many)][:6])
    assert len(findings([study(), observation(), *many]).headlines) == 5
    found = findings([study(), observation(), *many, chosen_six])
    assert [each.id for each in found.headlines] == ["ins-6", "ins-5", "ins-4", "ins-3", "ins-2"]


def test_an_insight_that_is_left_out_stands_nowhere_and_is_counted() -> None:
    found = told(note("insights", study_id="hou-driehoek", leave_out=["ins-0002"]))
    assert "ins-0002" not in [each.id for each in (*found.insights, *found.headlines)]
    assert found.left_out == LeftOut(insights=1, contradicted=1)
    assert all(each.number <= len(found.citations) for each in found.citations)
    assert len(found.citations) < len(told().citations)


def test_of_an_insight_that_is_left_out_it_is_not_said_that_it_was_not_checked() -> None:
    before = told().coverage
    after = told(note("insights", study_id="hou-driehoek", leave_out=["ins-0001"])).coverage
    assert (after.insights, after.unchecked) == (before.insights - 1, before.unchecked)
    assert after.observations == before.observations


def test_an_outcome_that_is_left_out_is_named_and_not_published() -> None:
    ladder = outcome_ref("hou-driehoek", "ladder")
    before, found = told(), told(note("change", **ON_HOUTEN, leave_out=[ladder]))
    title = before.studies[0].study.title
    assert found.left_out.outcomes == ((title, "ladder", False),)
    assert "ladder" in [each.instrument for each in before.studies[0].outcomes]
    assert "ladder" not in [each.instrument for each in found.studies[0].outcomes]
    assert "ladder" in [each.instrument for each in before.figures]
    assert "ladder" not in [each.instrument for each in found.figures]


def test_the_primary_indicator_is_known_as_such_when_it_is_left_out() -> None:
    group = people(6)
    known = [study(primary_indicator="ladder"), *group, *laddered(group, [2] * 6, [3] * 6)]
    found = findings([*known, note("change", leave_out=["measurement:een:ladder"])])
    assert found.left_out.outcomes == (("Een", "ladder", True),)


def test_a_training_that_is_left_out_is_counted_and_the_others_take_its_place() -> None:
    sessions = [record("training", f"trn-{n}", title=str(n), date=f"2026-01-0{n}") for n in (1, 2, 3)]
    note_on_it = note("training", order=["trn-3"], leave_out=["trn-2"])
    found = findings([study(), *sessions, note_on_it])
    assert [each.title for each in found.studies[0].trainings] == ["3", "1"]
    assert (found.left_out.trainings, found.coverage.trainings) == (1, 3)


def test_an_action_that_is_left_out_stands_beside_no_decision_either() -> None:
    known = [
        study(),
        insight("ins-1"),
        record("decision", "dec-1", insight_ids=["ins-1"]),
        *(record("action", f"act-{n}", description=str(n), insight_ids=["ins-1"]) for n in (1, 2, 3)),
    ]
    found = findings([*known, note("actions", order=["act-3"], leave_out=["act-1"])])
    assert [each.id for each in found.actions] == ["act-3", "act-2"]
    assert [each.id for each in found.decisions[0].actions] == ["act-2", "act-3"]
    assert (found.left_out.actions, found.decisions[0].actions_left_out) == (1, True)
    assert not findings(known).decisions[0].actions_left_out


def test_an_action_that_is_left_out_does_not_stand_on_the_page_of_a_theme_either() -> None:
    lacking = observation("obs-1", signal="hindering", missing=[{"what": "tijd", "kind": "means"}])
    agreed = [record("action", f"act-{n}", description=f"Doe {n}.", agreed_in="obs-1") for n in (1, 2)]
    known = [study(theme="I1"), lacking, *agreed]
    assert [row.then for row in findings(known).studies[0].theme_page.missing] == ["Doe 1.; Doe 2."]
    found = findings([*known, note("actions", leave_out=["act-1"])])
    assert [row.then for row in found.studies[0].theme_page.missing] == ["Doe 2."]


@pytest.mark.parametrize(
    ("section", "ledger", "summary", "gone"),
    [("since_last_report", ["dec-2"], ["dec-2"], 1), ("summary", ["dec-1", "dec-2"], ["dec-2"], 0)],
)
def test_a_decision_is_left_out_of_the_summary_only_or_of_the_whole_report(
    section: str, ledger: list[str], summary: list[str], gone: int
) -> None:
    known = [study(), record("decision", "dec-1"), record("decision", "dec-2")]
    found = findings([*known, note(section, leave_out=["dec-1"])], previous=None)
    assert [each.id for each in found.decisions] == ledger
    assert [each.id for each in found.asked] == summary
    assert found.left_out.decisions == gone


def test_questions_for_later_follow_the_order_that_was_chosen_before_they_are_cut_off() -> None:
    items = [record("agenda_item", f"agd-{n}", text=str(n), municipalities=[HOUTEN]) for n in range(7)]
    found = findings([study(), observation(), *items, note("agenda", order=["agd-6"], leave_out=["agd-0"])])
    assert [each.id for each in found.agenda] == ["agd-6", "agd-1", "agd-2", "agd-3", "agd-4"]
    assert found.left_out.agenda == 1


def test_an_insight_that_is_left_out_is_not_told_as_the_origin_of_a_question() -> None:
    item = record("agenda_item", "agd-1", origin=["ins-1"])
    known = [study(), observation(), insight("ins-1", title="Regie"), item]
    (shown,) = findings([*known, note("insights", leave_out=["ins-1"])]).agenda
    assert (shown.origins, shown.elsewhere, shown.origin_left_out) == ((), False, True)
    (shown,) = findings(known).agenda
    assert (shown.origins, shown.origin_left_out) == (("Regie",), False)


def test_a_choice_for_one_municipality_changes_nothing_in_another() -> None:
    for_nieuwegein = note("insights", study_id=None, municipality=NIEUWEGEIN, leave_out=["ins-0001"])
    assert told(for_nieuwegein) == told()


def test_a_choice_that_names_what_is_gone_changes_nothing() -> None:
    assert told(note("insights", order=["ins-9"], leave_out=["ins-8"], **ON_HOUTEN)) == told()


REFS = st.lists(st.sampled_from([f"ins-000{n}" for n in range(1, 8)]), unique=True)


@settings(max_examples=40, deadline=None)
@given(REFS, REFS, st.sampled_from(["municipality", "researchers"]))
def test_whatever_is_chosen_the_rest_stands_there_and_the_sources_are_numbered_in_a_row(
    order: list[str], gone: list[str], audience: str
) -> None:
    found = told(note("insights", **ON_HOUTEN, order=order, leave_out=gone), audience=audience)
    everything = {each.id for each in told().insights}
    assert {each.id for each in found.insights} == everything - set(gone)
    assert found.left_out.insights == len(everything & set(gone))
    assert [each.number for each in found.citations] == list(range(1, len(found.citations) + 1))
    for one in found.studies:
        named = [each.id for each in one.insights if each.id in order]
        assert named == [ref for ref in order if ref in named]


def test_measurements_that_are_left_out_still_support_an_insight() -> None:
    evidence = [{"ref": "measurement:een:grade", "relation": "supports"}]
    known = [study(), measured(None, "baseline", 7), insight("ins-1", evidence=evidence)]
    (kept,) = findings([*known, note("change", leave_out=["measurement:een:grade"])]).insights
    assert kept.kinds == (("measurement", 1),)
