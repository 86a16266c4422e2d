"""Measurements that are asked for: the grid of many people, a counter, the scale map."""

from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.cli.asking import filling
from actionlab.cli.cells import Cells
from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

CODES = ("HOU-A2BC", "HOU-D3EF", "HOU-G4HJ")
LADDER = (
    ("What was measured?", "ladder"),
    ("At which moment", "baseline"),
    ("On which day", "2026-01-12"),
    ("Who filled it in?", "klantmanager"),
)
STORE, NO_MORE = ("Is this right?", "Store it"), ("Another one?", "no")
Typing = Callable[[Cells], None]


@pytest.fixture(autouse=True)
def people(call: Call, study: str) -> None:
    """Three residents who agreed to measurements, one who did not, and one who was not asked."""
    for code in CODES:
        agreed = ("--consent-status", "given", "--consent-scopes", "measurements")
        call("log", "participant", code, "--role", "resident", *agreed)
    call("log", "participant", "HOU-K5LM", "--role", "resident", "--consent-status", "refused")
    call("log", "participant", "HOU-N6PQ", "--role", "resident", "--consent-status", "requested")


@pytest.fixture
def measured(stored: Stored) -> Callable[[], dict[str | None, Any]]:
    """A function that gives the value of every measurement by the code of the participant."""
    return lambda: {each.data.participant: each.data.value for each in stored() if each.kind == "measurement"}


class Grids:
    """A person who fills grids: each with the values of one of `given`, by the names of a line.

    `shown` has every grid as it was found. What is wrong in it cannot be finished, as on a terminal.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *given: Any) -> None:
        self.given = list(given)
        self.shown: list[list[tuple[str, tuple[str, ...]]]] = []
        monkeypatch.setattr(filling, "fill", self.fill)

    def fill(self, cells: Cells, *, title: str, names: tuple[str, ...]) -> None:
        self.shown.append([(line.names[0], line.before) for line in cells.lines])
        values = self.given.pop(0)
        if values is STOP:
            raise click.Abort
        for name, texts in values.items():
            line = next(
                place
                for place, each in enumerate(cells.lines)
                if each.names[0] == name and not all(each.before or ("",))
            )
            for column, text in enumerate(texts):
                if text:
                    cells.line, cells.column = line, column
                    cells.clear()
                    cells.type(text)
        assert cells.finish(), [cells.problems(line) for line in range(len(cells.lines))]


def english(call: Call, *arguments: str) -> Result:
    result: Result = call("--lang", "en", "log", "measurement", *arguments)
    return result


def test_values_of_many_people_are_stored_in_one_write(
    call: Call, measured: Any, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    grids = Grids(monkeypatch, {CODES[0]: ("3",), CODES[2]: ("6",)})
    person = Person(monkeypatch, *LADDER, STORE, NO_MORE)
    done = english(call)
    assert done.exit_code == 0, done.stderr
    assert measured() == {CODES[0]: 3, CODES[2]: 6}
    found = [each for each in stored() if each.kind == "measurement"]
    assert sorted(done.stdout.split()) == sorted(each.id for each in found)
    for each in found:
        assert (each.data.instrument, each.data.moment) == ("ladder", "baseline")
        assert (str(each.data.date), each.data.assessor_role) == ("2026-01-12", "klantmanager")
    assert [name for name, _before in grids.shown[0]] == list(CODES)
    assert f"2 values: {CODES[0]}: 3, {CODES[2]}: 6" in person.seen[-1]
    call("undo", "--yes")
    assert measured() == {}


def test_it_is_said_beforehand_who_did_not_agree(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    Grids(monkeypatch, STOP)
    person = Person(monkeypatch, *LADDER)
    assert english(call).exit_code == 130
    assert "HOU-K5LM did not agree" in person.seen[-1]
    assert "HOU-N6PQ has not agreed yet" in person.seen[-1]


def test_what_was_measured_before_is_shown_and_not_asked_again(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    english(call, "ladder", "--participant", CODES[0], "--moment", "baseline", "--value", "4")
    grids = Grids(monkeypatch, {CODES[1]: ("2",)})
    Person(monkeypatch, LADDER[0], ("At which moment", ENTER), *LADDER[2:], STORE, NO_MORE)
    english(call)
    assert grids.shown[0] == [(CODES[0], ("4",)), (CODES[1], ()), (CODES[2], ())]
    assert measured() == {CODES[0]: 4, CODES[1]: 2}


def test_when_everybody_has_a_value_another_moment_is_asked(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in CODES:
        english(call, "ladder", "--participant", code, "--moment", "baseline", "--value", "1")
    Grids(monkeypatch, {CODES[0]: ("2",)})
    again = ("At which moment", ENTER)
    person = Person(monkeypatch, *LADDER, again, STORE, NO_MORE)
    english(call)
    assert any("Everybody in this study has a value" in each for each in person.seen)
    assert measured()[CODES[0]] == 2


def test_a_scan_has_a_cell_for_each_statement_and_one_may_be_left_open(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Grids(monkeypatch, {CODES[0]: (*"1234512", "")})
    scan = ("What was measured?", "collaboration_scan")
    Person(monkeypatch, scan, *LADDER[1:], ("Whose values", "Of participants"), STORE, NO_MORE)
    english(call)
    assert measured() == {CODES[0]: [1, 2, 3, 4, 5, 1, 2, None]}


def test_forms_without_a_code_count_one_by_one(
    call: Call, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    Grids(monkeypatch, {"1": ("8",), "3": ("6",)})
    grade = ("What was measured?", "grade")
    forms = (("Whose values", "Forms without"), ("How many forms", "nul"), ("How many forms", "3"))
    person = Person(monkeypatch, grade, *LADDER[1:], *forms, STORE, NO_MORE)
    english(call)
    found = [(each.data.group_count, each.data.value) for each in stored() if each.kind == "measurement"]
    assert sorted(found) == [(1, 6), (1, 8)]
    assert person.told == ["'nul' is not a whole number."]


def test_a_goal_stands_in_the_line_of_its_person_and_comes_back_at_the_next_moment(
    call: Call, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals = ("What was measured?", "gas")
    Grids(monkeypatch, {CODES[0]: ("Met de bus", "-1")})
    Person(monkeypatch, goals, *LADDER[1:], STORE, NO_MORE)
    english(call)
    later = Grids(monkeypatch, {CODES[0]: ("", "1")})
    again = (("At which moment", "follow_up_1"), ("On which day", "2026-05-01"), LADDER[3])
    Person(monkeypatch, goals, *again, STORE, NO_MORE)
    english(call)
    assert later.shown[0][:2] == [(CODES[0], ("Met de bus", "")), (CODES[0], ())]
    found = {
        (each.data.moment, each.data.goal, each.data.value) for each in stored() if each.kind == "measurement"
    }
    assert found == {("baseline", "Met de bus", -1), ("follow_up_1", "Met de bus", 1)}


def test_a_goal_with_values_of_several_moments_shows_the_one_of_this_moment(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = ("--instrument", "gas", "--assessor-role", "klantmanager")
    measured = (
        ("baseline", "1-2-2026", "0"),
        ("follow_up_1", "1-4-2026", "1"),
        ("follow_up_2", "1-6-2026", "2"),
    )
    for moment, day, value in measured:
        goal = ("--participant", CODES[0], "--goal", "Met de bus", "--value", value)
        done = english(call, *common, *goal, "--moment", moment, "--date", day)
        assert done.exit_code == 0, done.stderr
    for moment, day, value in measured:
        grids = Grids(monkeypatch, STOP)
        Person(monkeypatch)
        english(call, *common, "--moment", moment, "--date", day)
        assert grids.shown[0][0] == (CODES[0], ("Met de bus", value))


@pytest.mark.parametrize(("day", "before"), [("2026-05-01", ("5",)), ("2026-05-08", ())])
def test_after_another_conversation_the_same_person_is_measured_again(
    call: Call, monkeypatch: pytest.MonkeyPatch, day: str, before: tuple[str, ...]
) -> None:
    common = ("--instrument", "ladder", "--moment", "after_conversation", "--assessor-role", "klantmanager")
    first = english(call, "--value", "5", *common, "--participant", CODES[0], "--date", "2026-05-01")
    assert first.exit_code == 0, first.stderr
    grids = Grids(monkeypatch, STOP)
    Person(monkeypatch)
    english(call, *common, "--date", day)
    assert grids.shown[0][0] == (CODES[0], before)


def test_what_the_store_would_refuse_is_told_per_person_and_the_others_are_stored(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    english(
        call,
        "ladder",
        "-s",
        "hou",
        "--participant",
        CODES[0],
        "--moment",
        "follow_up_1",
        "--value",
        "4",
        "--date",
        "2025-12-01",
    )
    Grids(monkeypatch, {CODES[0]: ("1",), CODES[1]: ("2",)})
    person = Person(monkeypatch, *LADDER, ("This cannot be stored", "Store the other"), STORE, NO_MORE)
    english(call)
    assert f"{CODES[0]}: A follow-up comes after the baseline" in "".join(person.seen)
    assert measured() == {CODES[0]: 4, CODES[1]: 2}


def test_a_day_that_was_wrong_is_changed_without_typing_the_values_again(
    call: Call, measured: Any, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    grids = Grids(monkeypatch, {CODES[0]: ("1",)})
    change = (("Is this right?", "Change something"), ("What do you want", "Date"))
    Person(monkeypatch, *LADDER, *change, ("On which day", "2026-02-02"), STORE, NO_MORE)
    english(call)
    assert len(grids.shown) == 1
    (found,) = [each for each in stored() if each.kind == "measurement"]
    assert (str(found.data.date), found.data.value) == ("2026-02-02", 1)


def test_with_another_moment_the_values_are_looked_at_again(
    call: Call, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    grids = Grids(monkeypatch, {CODES[0]: ("1",)}, {})
    change = (("Is this right?", "Change something"), ("What do you want", "Moment"))
    Person(monkeypatch, *LADDER, *change, ("At which moment", "follow_up_1"), STORE, NO_MORE)
    english(call)
    assert len(grids.shown) == 2
    (found,) = [each for each in stored() if each.kind == "measurement"]
    assert (found.data.moment, found.data.value) == ("follow_up_1", 1)


def test_an_empty_grid_stores_nothing(call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Grids(monkeypatch, {CODES[0]: ("-",)})
    person = Person(monkeypatch, *LADDER, NO_MORE)
    done = english(call)
    assert (done.exit_code, done.stdout, measured()) == (0, "", {})
    assert "nothing to store" in person.seen[-1]


def test_another_one_keeps_study_and_day(call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Grids(monkeypatch, {CODES[0]: ("1",)}, {CODES[1]: ("2",)})
    second = (LADDER[0], LADDER[1], ("On which day", ENTER), LADDER[3])
    Person(monkeypatch, *LADDER, STORE, ("Another one?", "yes"), *second, STORE, NO_MORE)
    assert english(call).exit_code == 0
    assert measured() == {CODES[0]: 1, CODES[1]: 2}


def test_a_counter_is_of_the_study_as_a_whole(
    call: Call, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = ("What was measured?", "counter")
    asked = (("What is counted?", "contacten"), ("Is that a number", "number"), *LADDER[1:])
    value = (("What is the value?", "veel"), ("What is the value?", "12,5"))
    person = Person(monkeypatch, counter, *asked, *value, STORE, NO_MORE)
    assert english(call).exit_code == 0
    (found,) = [each for each in stored() if each.kind == "measurement"]
    assert (found.data.label, found.data.unit, found.data.value) == ("contacten", "number", 12.5)
    assert found.data.participant is None
    assert person.told == ["'veel' is not a number."]


def test_the_scale_map_is_asked_task_by_task(
    call: Call, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    scale_map = ("What was measured?", "scale_map")
    task = (
        ("Which task?", "Intake; en meer"),
        ("Which task?", "Intake"),
        ("Intake: At which scale does", "municipality"),
        ("Intake: Why there?", "Later"),
        ("Intake: At which scale should", "neighbourhood"),
        ("How satisfied", "4"),
        ("Which task?", ""),
    )
    person = Person(monkeypatch, scale_map, *LADDER[1:], *task, STORE, NO_MORE)
    assert english(call).exit_code == 0
    (found,) = [each for each in stored() if each.kind == "measurement"]
    (row,) = found.data.value
    assert (row["task"], row["current_scale"], row["wished_scale"], row["satisfied"]) == (
        "Intake",
        "municipality",
        "neighbourhood",
        4,
    )
    assert person.told == ["Leave out the sign ; here."]


def test_who_gives_a_value_is_asked_nothing_about_people(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    given = ("--participant", CODES[0], "--moment", "baseline", "--value", "4")
    assert english(call, "ladder", *given).exit_code == 0
    assert (measured(), person.asked) == ({CODES[0]: 4}, [])


def test_of_one_participant_that_was_named_only_the_value_is_asked(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    grids = Grids(monkeypatch, {CODES[1]: ("5",)})
    Person(monkeypatch, *LADDER[1:], STORE, NO_MORE)
    assert english(call, "ladder", "--participant", CODES[1]).exit_code == 0
    assert (len(grids.shown[0]), measured()) == (1, {CODES[1]: 5})


@pytest.mark.parametrize("answered", range(len(LADDER) + 1))
def test_who_stops_leaves_nothing_stored(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    Grids(monkeypatch, {CODES[0]: ("1",)})
    questions = (*LADDER, STORE)
    Person(monkeypatch, *questions[:answered], (questions[answered][0], STOP))
    assert (english(call).exit_code, measured()) == (130, {})


def test_who_stops_in_the_grid_leaves_nothing_stored(
    call: Call, measured: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Grids(monkeypatch, STOP)
    Person(monkeypatch, *LADDER)
    assert (english(call).exit_code, measured()) == (130, {})


@pytest.mark.parametrize(
    ("consent", "told"),
    [(None, "actionlab log participant"), ("requested", "--consent-scopes measurements")],
)
def test_where_nobody_can_be_measured_that_is_said_before_more_is_asked(
    call: Call,
    make_study: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    consent: str | None,
    told: str,
) -> None:
    make_study(id="hou-leeg")
    if consent:
        person = ("HOU-R7ST", "--role", "resident", "--consent-status", consent)
        call("log", "participant", *person, "-s", "hou-leeg")
    Person(monkeypatch, LADDER[0])
    refused = english(call, "-s", "hou-leeg")
    assert refused.exit_code == 1
    assert told in refused.stderr


@pytest.mark.parametrize("instrument", ["kirkpatrick", "zrm"])
def test_what_is_no_measurement_is_refused_before_anything_is_asked(
    call: Call, monkeypatch: pytest.MonkeyPatch, instrument: str
) -> None:
    person = Person(monkeypatch)
    assert english(call, instrument).exit_code == 2
    assert person.asked == []


@pytest.mark.parametrize("before", [(), ("--no-input",)])
def test_where_nobody_can_answer_what_is_missing_is_named(call: Call, before: tuple[str, ...]) -> None:
    refused = call("--lang", "en", *before, "log", "measurement", "ladder")
    assert refused.exit_code == 2
    assert "--value" in refused.stderr
