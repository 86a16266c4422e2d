"""Closing a cycle and marking an action as done, when it is asked what was not given."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.model.records import Record
from actionlab.store import Workspace, history

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
Ids = dict[str, str]

STORE = ("Is this right?", "Store it")
# the answers to `close`, question by question
CLOSING = (
    ("Which cycle", "Cycle 1"),
    ("What was decided?", "adjust"),
    ("Why?", "Het kan beter."),
    ("What is the decision based on?", ("Rust helpt",)),
    ("On which day", "2026-03-08"),
)
DONE = (("Which action", "Voer het in"), ("What came of it?", "Ingevoerd."))


@pytest.fixture
def ids(call: Call, study: str) -> Ids:
    """The ids of two cycles, an insight, observations in and outside the first cycle, and two actions."""

    def made(*arguments: str) -> str:
        return str(call("log", *arguments).stdout.strip())

    dates = ("--start-date", "2026-01-05", "--end-date", "2026-03-01")
    return {
        "second": made("cycle", "Meten", "--number", "2", "--start-date", "2026-07-01"),
        "first": made("cycle", "Leren", "--number", "1", "--title", "Verkennen", *dates),
        "insight": made("insight", "Rust helpt."),
        "inside": made("observation", "Zij belt eerst.", "--date", "2026-02-01"),
        "outside": made("observation", "Veel later.", "--date", "2026-05-01"),
        "action": made("action", "Voer het in", "--due-date", "2026-09-01"),
        "late": made("action", "Bel de partners", "--due-date", "2026-05-01"),
        "dropped": made("action", "Vervallen", "--status", "dropped"),
    }


def last(workspace: Workspace, record_id: str) -> dict[str, Any]:
    return dict(history(workspace, record_id)[-1].fields)


def english(call: Call, *arguments: str) -> Result:
    result: Result = call("--lang", "en", *arguments)
    return result


def test_a_cycle_is_closed_by_answering(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *CLOSING, STORE)
    done = english(call, "close")
    assert (done.exit_code, done.stdout) == (0, ids["first"] + "\n")
    stored = last(workspace, ids["first"])
    assert (stored["decision"], stored["reason"]) == ("adjust", "Het kan beter.")
    assert (stored["because"], stored["end_date"], stored["status"]) == (
        [ids["insight"]],
        "2026-03-08",
        "finished",
    )
    (summary,) = person.seen
    for told in ("Verkennen", "adjust", "Het kan beter.", "Rust helpt.", "8 March 2026"):
        assert told in summary


def test_it_says_the_same_as_the_command_with_those_options(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, *CLOSING, STORE)
    english(call, "close")
    asked = last(workspace, ids["first"])
    call("undo", "--yes")
    given = ("--decision", "adjust", "--reason", "Het kan beter.", "--because", ids["insight"])
    call("close", ids["first"], *given, "--end-date", "2026-03-08")
    assert last(workspace, ids["first"]) == asked


def test_a_decision_may_rest_on_the_insights_and_the_observations_of_that_cycle(
    call: Call, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *CLOSING, STORE)
    english(call, "close")
    offered = " ".join(person.offered["What is the decision based on?"])
    assert ids["insight"] in offered
    assert ids["inside"] in offered
    assert ids["outside"] not in offered


def test_cycles_that_ended_come_first_and_closed_ones_not_at_all(
    call: Call, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *CLOSING, STORE)
    english(call, "close")
    assert [each[:7] for each in person.offered["Which cycle do you close?"]] == ["Cycle 1", "Cycle 2"]
    person = Person(monkeypatch, ("Which cycle", "Cycle 2"), ("What was decided?", STOP))
    english(call, "close")
    assert len(person.offered["Which cycle do you close?"]) == 1


def test_cycles_are_offered_in_the_order_in_which_they_end_and_those_to_come_last(
    call: Call, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, *days in (
        ("3", "--start-date", "2026-06-01"),
        ("4", "--start-date", "2026-07-01", "--end-date", "2026-09-01"),
        ("5", "--start-date", "2026-01-05", "--end-date", "2026-02-01"),
    ):
        call("log", "cycle", "Doel", "--number", number, *days)
    person = Person(monkeypatch, CLOSING[0], ("What was decided?", STOP))
    english(call, "close")
    offered = person.offered["Which cycle do you close?"]
    assert [each.removeprefix("Cycle ")[0] for each in offered] == ["5", "1", "3", "4", "2"]


def test_what_the_cycle_says_already_is_not_asked_again(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("edit", ids["first"], "--because", ids["inside"])
    Person(monkeypatch, *CLOSING[1:3], CLOSING[4], STORE)
    assert english(call, "close", ids["first"]).exit_code == 0
    assert last(workspace, ids["first"])["because"] == [ids["inside"]]


def test_what_was_given_is_not_asked_again(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, *CLOSING[1:2], *CLOSING[4:], STORE)
    given = ("--reason", "Goed", "--because", ids["inside"][:8])
    assert english(call, "close", ids["first"][:8], *given).exit_code == 0
    assert last(workspace, ids["first"])["because"] == [ids["inside"]]


def test_who_gives_all_that_is_needed_is_asked_nothing(
    call: Call, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    given = ("--decision", "stop", "--reason", "Goed", "--because", ids["insight"])
    assert english(call, "close", ids["first"], *given).exit_code == 0
    assert person.asked == []


def test_every_fault_is_told_at_its_question(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        *CLOSING[:2],
        ("Why?", "  "),
        CLOSING[2],
        ("What is the decision based on?", ()),
        CLOSING[3],
        ("On which day", "31-2-2026"),
        ("On which day", "2026-01-01"),
        ("On which day", ""),
        STORE,
    )
    assert english(call, "close").exit_code == 0
    needed, no_day, too_early = person.told
    assert needed == "This is needed."
    assert "no such day" in no_day
    assert "comes before" in too_early
    assert any("Mark at least one" in each for each in person.seen)
    assert last(workspace, ids["first"])["end_date"] == "2026-03-01"


def test_something_is_changed_from_the_summary(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = (("Is this right?", "Change something"), ("What do you want to change?", "Decision"))
    Person(monkeypatch, *CLOSING, *change, ("What was decided?", "stop"), STORE)
    english(call, "close")
    assert last(workspace, ids["first"])["decision"] == "stop"


@pytest.mark.parametrize("answered", range(len(CLOSING) + 1))
def test_who_stops_leaves_nothing_stored(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    questions = (*CLOSING, STORE)
    Person(monkeypatch, *questions[:answered], (questions[answered][0], STOP))
    assert english(call, "close").exit_code == 130
    assert len(history(workspace, ids["first"])) == 1


def test_without_a_ground_it_is_said_before_more_is_asked(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("log", "cycle", "Leren", "--number", "1")
    Person(monkeypatch, *CLOSING[:3])
    refused = english(call, "close")
    assert refused.exit_code == 1
    assert "actionlab log insight" in refused.stderr


@pytest.mark.parametrize("verb", ["close", "done"])
def test_when_nothing_is_open_that_is_said(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    Person(monkeypatch)
    assert english(call, verb).exit_code == 1


@pytest.mark.parametrize("verb", ["close", "done"])
@pytest.mark.parametrize("before", [(), ("--no-input",)])
def test_where_nobody_can_answer_what_is_missing_is_named(
    call: Call, ids: Ids, verb: str, before: tuple[str, ...]
) -> None:
    refused = call("--lang", "en", *before, verb)
    assert refused.exit_code == 2
    assert ("CYCLE" if verb == "close" else "ACTION") in refused.stderr


def test_an_action_is_done_by_answering(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *DONE, STORE)
    done = english(call, "done")
    assert (done.exit_code, done.stdout) == (0, ids["action"] + "\n")
    stored = last(workspace, ids["action"])
    assert (stored["status"], stored["result"]) == ("done", "Ingevoerd.")
    late, open_one = person.offered["Which action was done?"]
    assert late.startswith("Bel de partners · late")
    assert open_one.startswith("Voer het in")


def test_a_result_that_was_given_is_not_asked_and_nothing_is_no_result(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, ("Which action", "Bel de partners"), STORE)
    english(call, "done", "--result", "Gebeld")
    Person(monkeypatch, DONE[0], ("What came of it?", ENTER), STORE)
    english(call, "done")
    assert last(workspace, ids["late"])["result"] == "Gebeld"
    assert "result" not in last(workspace, ids["action"])


@pytest.mark.parametrize("answered", range(len(DONE) + 1))
def test_who_stops_leaves_the_action_open(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    questions = (*DONE, STORE)
    Person(monkeypatch, *questions[:answered], (questions[answered][0], STOP))
    assert english(call, "done").exit_code == 130
    assert len(history(workspace, ids["action"])) == 1
