"""Sessions: which of them an answer sheet belongs to, and when that has to be asked."""

import itertools
from typing import Any

import pytest
from answer_sheets import DAY, GOALS, SESSION, TITLE, form, known, one, row, session, sheet, stored
from builders import record

from actionlab.exchange.forms.trainings import settled
from actionlab.i18n import activate
from actionlab.model.records import Record


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the problems speak as they are written in the source."""
    activate("en")


def test_a_session_is_found_by_title_or_module_and_day() -> None:
    sessions = [session(), session("trn-0002", title="Anders", module_ref="luisteren ", date="2026-06-01")]
    for day, wanted in ((DAY, SESSION), ("2026-06-01", "trn-0002")):
        found = one([form(about=" LUISTEREN", grade=7, date=day)], known(*sessions))
        assert found.training_id == wanted


def test_the_one_session_of_a_title_is_found_without_a_day() -> None:
    assert one([form(about=TITLE, grade=7)]).training_id == SESSION


def test_without_a_title_the_session_of_that_day_is_meant() -> None:
    there = known(session(module_ref=TITLE))
    assert one([row(training=None, date=DAY, grade=7)], there).training_id == SESSION
    assert one([row(training=None, date="2026-01-01", grade=7)], there).problems[0].field == "training"


def test_without_title_and_day_the_one_session_is_meant_whether_there_or_begun() -> None:
    bare = row(training=None, grade=7)
    assert one([bare]).training_id == SESSION
    assert len(one([bare, form(about=TITLE, date=DAY, grade=8)], known()).new) == 2
    (problem,) = one([bare], known()).problems
    assert "which session" in str(problem)


def test_a_sheet_without_a_day_goes_to_the_new_session_of_its_title() -> None:
    begun = [form("a", TITLE, date=DAY, grade=8), form("b", "Anders", date=DAY, grade=8)]
    found = settled([*begun, form("c", "anders", grade=7)], known(), "een")
    assert [len(each.new) for each in found] == [1, 2]


def test_another_day_is_another_session_of_that_title() -> None:
    found = one([form(about=TITLE, date="2026-04-01", grade=8)])
    assert found.fields is not None
    assert (found.training_id == SESSION, found.fields["date"]) == (False, "2026-04-01")


def test_which_sessions_fit_is_told_by_id_or_by_day() -> None:
    two = known(session(), session("trn-0002", date="2026-06-01"))
    assert "trn-0001, trn-0002" in str(one([form(about=TITLE, grade=7)], two).problems[0])
    days = [form(day, TITLE, date=day, grade=7) for day in (DAY, "2026-04-01")]
    refused, *_others = settled([*days, form("c", TITLE, grade=7)], known(), "een")
    assert f"{DAY}, 2026-04-01" in str(refused.problems[0])


def test_the_beginning_of_an_id_is_enough() -> None:
    sessions = known(session("trn-7k3fq2xd"), session("trn-7k3fwwww", date="2026-06-01"))
    assert one([form(about="TRN-7k3fq", grade=7)], sessions).training_id == "trn-7k3fq2xd"
    assert "trn-7k3fwwww" in str(one([form(about="trn-7k3f", grade=7)], sessions).problems[0])


@pytest.mark.parametrize(
    ("sessions", "sheet_fields"),
    [
        ([], {"about": "trn-9999"}),
        ([], {"about": TITLE}),
        ([session(study_id="twee")], {"about": SESSION}),
        ([session(), session("trn-0002")], {"about": TITLE, "date": DAY}),
        ([session(), session("trn-0002", date="2026-06-01")], {"about": TITLE}),
        ([session(date=None)], {"about": TITLE, "date": DAY}),
    ],
    ids=["no such id", "no day", "another study", "twice that day", "on two days", "no day recorded"],
)
def test_a_session_that_is_not_certain_is_asked_about(
    sessions: list[Record[Any]], sheet_fields: dict[str, Any]
) -> None:
    found = one([form(grade=7, **sheet_fields)], known(*sessions))
    assert (found.fields, [each.field for each in found.problems]) == (None, ["training"])


def test_without_a_session_a_new_one_begins_with_title_day_and_goals() -> None:
    sheets = [
        form("a", TITLE, grade=7, before=[1], after=[2], goals=GOALS, module_ref=TITLE, date=DAY),
        sheet(about=TITLE, jobcoach=1),
        # a form without a day belongs to the one session that there is
        form("b", TITLE, grade=9, goals=GOALS, module_ref=TITLE),
    ]
    for order in itertools.permutations(sheets):
        found = one(order, known())
        assert found.fields is not None
        assert {name: found.fields[name] for name in ("study_id", "title", "module_ref", "date")} == {
            "study_id": "een",
            "title": TITLE,
            "module_ref": TITLE,
            "date": DAY,
        }
        assert found.fields["learning_goals"] == GOALS
        assert found.fields["evaluation"]["level1"]["grades"] == [7, 9]
        assert one(order, stored(found)).fields is None


def test_a_session_that_forms_began_is_found_again_after_its_day_was_corrected() -> None:
    forms = [form("a", TITLE, grade=7, date=DAY)]
    first = one(forms, known())
    assert first.fields is not None
    corrected = known(record("training", first.training_id, **{**first.fields, "date": "2026-03-06"}))
    assert one(forms, corrected).fields is None
    together = one([*forms, form("b", TITLE, grade=9, date="2026-03-06")], corrected)
    assert (together.training_id, len(together.new)) == (first.training_id, 1)


def test_a_session_that_was_erased_does_not_come_back() -> None:
    new = one([form("a", TITLE, grade=7, date=DAY)], known())
    for about, gone in ((TITLE, new.training_id), (SESSION, SESSION)):
        found = one(
            [form("a", about, grade=7, date=DAY), sheet(about=about, jobcoach=2)], known(erased=[gone])
        )
        assert (found.fields, found.problems, len(found.known)) == (None, (), 2)


def test_every_session_is_settled_apart() -> None:
    sessions = known(session(), session("trn-0002", date="2026-06-01"))
    found = settled([form(grade=7), form(about="trn-0002", grade=9)], sessions, "een")
    assert [(each.training_id, len(each.new)) for each in found] == [(SESSION, 1), ("trn-0002", 1)]
