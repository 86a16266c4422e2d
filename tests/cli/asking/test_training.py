"""A training session and how people looked back on it, asked for at a terminal."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

STORE = ("Is this right?", "Store it")
GOALS = ("--learning-goals", "Ik stel open vragen", "--learning-goals", "Ik vat samen")
LAST = ("What did it bring", "")


def english(call: Call, *arguments: str) -> Result:
    done: Result = call("--lang", "en", *arguments)
    return done


@pytest.fixture
def session(call: Call, study: str) -> str:
    """A session with two learning goals; its id."""
    logged = call("log", "training", "Samen spreken", "--date", "2026-04-01", *GOALS)
    return logged.stdout.strip()


def test_a_module_of_the_template_fills_the_session(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (("When was it?", ""), ("Who came?", ()), ("What was learned?", ""))
    person = Person(
        monkeypatch,
        ("Which training session", "1"),
        *first,
        ("Write down more?", "no"),
        STORE,
        ("Another one?", "no"),
    )
    assert english(call, "log", "training").exit_code == 0
    (record,) = stored()
    assert record.data.title == record.data.module_ref == person.offered["Which training session was it?"][0]
    assert record.data.learning_goals
    assert "Learning goals: " in person.seen[0]


def test_a_module_that_turns_out_wrong_makes_way_for_a_title(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (("When was it?", ""), ("Who came?", ()), ("What was learned?", ""), ("Write down more?", "no"))
    change = (("Is this right?", "change"), ("What do you want to change?", "title"))
    own = (("Which training session", "own"), ("What is the session called?", "Eigen"))
    Person(monkeypatch, ("Which training session", "1"), *first, *change, *own, STORE, ("Another one?", "no"))
    assert english(call, "log", "training").exit_code == 0
    (record,) = stored()
    assert (record.data.title, record.data.module_ref, record.data.learning_goals) == ("Eigen", None, ())


def test_an_evaluation_is_asked_goal_by_goal(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("Which training session is it about?", "Samen spreken"),
        ("Which grades", "7,8 11"),
        ("Which grades", "7,8 8"),
        ("How far", ""),
        ("What did people answer before", ""),
        ("And after", ""),
        ("What did people answer before", "1,2"),
        ("And after", "3"),
        ("What did people answer before", ENTER),
        ("And after", "3,4"),
        ("Was 'before' asked afterwards?", "yes"),
        ("What did it bring", "Meer plannen"),
        STORE,
        ("Another one?", "no"),
    )
    done = english(call, "log", "evaluation")
    assert (done.exit_code, done.stdout) == (0, f"{session}\n"), done.stderr
    evaluation = stored()[0].data.evaluation
    assert evaluation.level1.grades == (7, 8, 8)
    (learned,) = evaluation.level2
    assert (learned.statement, learned.before, learned.after) == ("Ik vat samen", (1, 2), (3, 4))
    assert learned.retrospective is True
    assert evaluation.level4_note == "Meer plannen"
    assert len(person.told) == 1
    assert "before" in person.seen[2]


def test_without_answers_of_before_nobody_is_asked_when_those_were_given(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = (("What did people answer before", ""), ("And after", "3,4"))
    Person(monkeypatch, ("Which grades", ""), ("How far", ""), *pair * 2, LAST, STORE)
    assert english(call, "log", "evaluation", session).exit_code == 0
    assert [each.retrospective for each in stored()[0].data.evaluation.level2] == [None, None]


def test_options_hold_for_the_first_session_only(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = ("Which training session is it about?", "Samen spreken")
    pairs = (("What did people answer before", ""), ("And after", "")) * 2
    first = (which, ("How far", ""), *pairs, LAST, STORE, ("Another one?", "yes"))
    Person(monkeypatch, *first, which, ("Which grades", STOP))
    assert english(call, "log", "evaluation", "--grades", "7,8").exit_code == 130
    assert stored()[0].data.evaluation.level1.grades == (7, 8)


def test_answers_that_are_there_stand_ready_and_stay(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("--grades", "7,8", "--statement", "Ik bel zelf", "--before", "1", "--after", "2")
    call("log", "evaluation", session, *given, "--level4-note", "Meer plannen")
    pair = (("What did people answer before", ENTER), ("And after", ENTER))
    person = Person(
        monkeypatch,
        ("Which grades", ENTER),
        ("How far", "4,5"),
        *pair * 3,
        ("Was 'before' asked afterwards?", ENTER),
        ("What did it bring", ENTER),
        ("Is this right?", "Change"),
        ("What do you want to change?", "before"),
        *pair * 3,
        ("Was 'before' asked afterwards?", ENTER),
        STORE,
    )
    done = english(call, "log", "evaluation", session)
    assert (done.exit_code, "replaced" in done.stderr) == (0, False)
    assert person.seen[0] == "There are answers of this session already. What you change takes their place."
    evaluation = stored()[0].data.evaluation
    assert (evaluation.level1.grades, evaluation.level1.fits_my_work) == ((7, 8), (4, 5))
    (learned,) = evaluation.level2
    assert (learned.statement, learned.before, learned.after) == ("Ik bel zelf", (1,), (2,))
    assert (learned.retrospective, evaluation.level4_note) == (None, "Meer plannen")


def test_answers_that_take_the_place_of_others_are_told(call: Call, session: str, stored: Stored) -> None:
    assert "replaced" not in english(call, "log", "evaluation", session, "--grades", "7,8").stderr
    assert "replaced" not in english(call, "log", "evaluation", session, "--fits-my-work", "4,5").stderr
    assert (
        f"actionlab show {session} --history"
        in english(call, "log", "evaluation", session, "--grades", "9,9").stderr
    )


def test_what_was_given_of_an_evaluation_is_not_asked(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    assert english(call, "log", "evaluation", session, "--grades", "7,8").exit_code == 0
    assert person.asked == []
    assert stored()[0].data.evaluation.level1.grades == (7, 8)


def test_a_follow_up_is_asked_number_by_number(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("When was it asked?", ENTER),
        ("How many people were asked?", ""),
        ("How many people were asked?", "12"),
        ("How many answered?", "13"),
        ("How many answered?", "10"),
        ("How many use", "11"),
        ("How many use", "8"),
        STORE,
    )
    done = english(call, "log", "follow-up", session)
    assert done.exit_code == 0, done.stderr
    applied = stored()[0].data.evaluation.level3_applied
    assert (applied.n_asked, applied.n_responded, applied.n_applied) == (12, 10, 8)
    assert str(applied.asked_on) == "2026-06-15"
    assert len(person.told) == 3
    assert person.told[1:] == ["That cannot be more than 12.", "That cannot be more than 10."]


def test_numbers_that_were_given_and_do_not_fit_are_told_before_anything_is_asked(
    call: Call, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    refused = english(call, "log", "follow-up", session, "--n-asked", "8", "--n-responded", "9")
    assert (refused.exit_code, person.asked) == (2, [])
    assert "--n-responded" in refused.stderr


@pytest.mark.parametrize("kind", ["evaluation", "follow-up"])
def test_who_stops_looking_back_has_changed_nothing(
    call: Call, session: str, stored: Stored, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    before = stored()[0].rev
    asked = (("Which grades", "7"), ("How far", STOP))
    Person(monkeypatch, *(asked if kind == "evaluation" else (("When was it asked?", STOP),)))
    assert english(call, "log", kind, session).exit_code == 130
    assert stored()[0].rev == before


@pytest.mark.parametrize("kind", ["evaluation", "follow-up"])
def test_without_a_terminal_the_session_is_named_as_missing(call: Call, session: str, kind: str) -> None:
    refused = english(call, "log", kind)
    assert refused.exit_code == 2
    assert "TRAINING" in refused.stderr


def test_without_a_session_there_is_nothing_to_look_back_on(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    refused = english(call, "log", "evaluation")
    assert (refused.exit_code, person.asked) == (1, [])
    assert f"actionlab log training -s {study}" in refused.stderr
