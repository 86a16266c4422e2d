"""Questions that make nothing up, tell what is wrong where it was typed, and lose no answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, Person

from actionlab.cli import ask
from actionlab.cli.asking.fields import LATER
from actionlab.model import vocabulary
from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

NO_MORE = ("Write down more?", "no")
STORE, DONE = ("Is this right?", "Store it"), ("Another one?", "no")
PHONE = "Bel 06-12345678."
GATE = ("What is to be done with it?", "stop")


def english(call: Call, *arguments: str) -> Result:
    done: Result = call("--lang", "en", *arguments)
    return done


def change(what: str) -> tuple[tuple[str, object], ...]:
    return ("Is this right?", "Change something"), ("What do you want to change?", what)


def test_no_word_of_a_list_stands_for_later() -> None:
    assert LATER not in {each for words in vocabulary.VOCABULARY.values() for each in words}


def test_later_is_an_answer_to_a_decision(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(
        monkeypatch,
        ("What is asked?", "Mag het?"),
        ("Who is asked?", "policy_adviser"),
        ("When is the answer needed?", ""),
        ("Write down more?", "yes"),
        ("When was it asked?", ENTER),
        ("What is the answer?", "later"),
        ("When was it answered?", "today"),
        ("Which reason", "Er is geen geld."),
        STORE,
        DONE,
    )
    assert english(call, "log", "decision").exit_code == 0
    (record,) = stored()
    assert (record.data.answer, record.data.reason) == ("later", "Er is geen geld.")


def test_a_number_of_people_that_is_none_is_told_without_signs_of_the_option(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("What kind of meeting", ENTER),
        ("When was it?", ENTER),
        ("Who was there?", ("welfare_professional",)),
        ("How many people", "a=3"),
        ("How many people", "3"),
        ("What was agreed", ""),
        NO_MORE,
        STORE,
        DONE,
    )
    assert english(call, "log", "meeting").exit_code == 0
    assert person.told == ["'a=3' is not a whole number."]
    assert "welfare professional: 3\n" in person.seen[-1]
    assert [(each.role, each.n) for each in stored()[0].data.attendance] == [("welfare_professional", 3)]


def test_a_note_is_not_asked_what_comes_first_where_nothing_can(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("For which section", "summary"),
        ("What do you want to say there?", "Eigen woorden."),
        ("Is this right?", "Change"),
        ("What do you want to change?", "text"),
        ("What do you want to say there?", "Andere woorden."),
        STORE,
        DONE,
    )
    assert english(call, "log", "note").exit_code == 0
    assert len(person.offered["What do you want to change?"]) == 2


def test_who_is_added_cannot_have_taken_consent_back(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("Who takes part?", "one"),
        ("In which role?", "resident"),
        ("Is there consent", "requested"),
        NO_MORE,
        STORE,
        DONE,
    )
    assert english(call, "log", "participant").exit_code == 0
    assert (
        vocabulary.label("consent_status", "withdrawn")
        not in person.offered["Is there consent to take part?"]
    )


def test_nobody_types_for_nothing_where_a_file_is_damaged(
    call: Call, study: str, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("log", "observation", "Tekst")
    (file,) = Path(workspace.folder).glob(f"studies/{study}/records/*.json")
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])
    person = Person(monkeypatch)
    for kind in ("observation", "measurement", "insight"):
        assert english(call, "log", kind).exit_code == 4
    assert person.asked == []


def test_who_stores_nothing_of_a_study_can_change_its_title(
    call: Call, workspace: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(
        monkeypatch,
        ("What is the study called?", f"Werk 06-12345678 van {PHONE}"),
        ("Which code", ENTER),
        ("What is the main question?", ""),
        ("On which day", ""),
        STORE,
        GATE,
        *change("title"),
        ("What is the study called?", "Werk"),
        STORE,
    )
    done = english(call, "new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1")
    # the code that stood ready has nothing of what was found in the title
    assert (done.exit_code, done.stdout) == (0, "hou-werk-van-bel\n"), done.stderr


def test_a_code_that_holds_personal_data_is_refused_at_its_question(
    call: Call, workspace: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("What is the study called?", "Werk"),
        ("Which code", "werk-0612345678"),
        ("Which code", "werk"),
        ("What is the main question?", ""),
        ("On which day", ""),
        STORE,
    )
    assert english(call, "new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1").exit_code == 0
    assert len(person.told) == 1


def test_answers_outlive_a_workspace_that_is_gone_for_a_moment(
    call: Call, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Path(workspace.folder) / "actionlab.toml"
    elsewhere = settings.with_name("gone.toml")
    person = Person(
        monkeypatch,
        ("What is the study called?", "Werk"),
        ("Which code", ENTER),
        ("What is the main question?", ""),
        ("On which day", ""),
        STORE,
        STORE,
    )
    choose = person.choose

    def away(question: str, answers: Any, *, ready: str = "") -> str:
        there = settings.exists()
        chosen = choose(question, answers, ready=ready)
        if question == "Is this right?":
            settings.rename(elsewhere) if there else elsewhere.rename(settings)
        return chosen

    monkeypatch.setattr(ask, "choose", away)
    done = english(call, "new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1")
    assert (done.exit_code, done.stdout) == (0, "hou-werk\n"), done.stderr
    assert "No workspace here" in person.seen[1]


def test_who_stores_nothing_of_a_closing_can_change_the_reason(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = call("log", "cycle", "Doel", "--number", "1").stdout.strip()
    insight = call("log", "insight", "Rust helpt.").stdout.strip()
    given = ("--decision", "adjust", "--because", insight, "--end-date", "2026-06-01")
    Person(
        monkeypatch,
        ("Why?", PHONE),
        STORE,
        GATE,
        *change("reason"),
        ("Why?", "Te traag."),
        STORE,
    )
    done = english(call, "close", cycle, *given)
    assert (done.exit_code, done.stdout) == (0, f"{cycle}\n"), done.stderr
    assert next(each for each in stored() if each.id == cycle).data.reason == "Te traag."
    assert "Your answers still stand here." in done.stderr


def test_who_stores_nothing_of_an_action_can_change_what_came_of_it(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = call("log", "action", "Vraag het na.").stdout.strip()
    Person(
        monkeypatch,
        ("Which action was done?", ENTER),
        ("What came of it?", PHONE),
        STORE,
        GATE,
        *change("result"),
        ("What came of it?", "Gevraagd."),
        STORE,
    )
    done = english(call, "done")
    assert (done.exit_code, done.stdout) == (0, f"{action}\n"), done.stderr
    assert (stored()[0].data.status, stored()[0].data.result) == ("done", "Gevraagd.")
    assert "Your answers still stand here." in done.stderr


def test_a_day_that_is_still_to_come_is_told_and_taken(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        ("What did you see", "Tekst."),
        ("When was it?", "16-6-2026"),
        ("Who was there?", ()),
        ("Did it help", "Later, or not known"),
        NO_MORE,
        STORE,
        DONE,
    )
    done = english(call, "log", "observation")
    assert person.seen[0] == "16 June 2026 is still to come."
    assert "still to come" not in done.stderr
    assert str(stored()[0].data.date) == "2026-06-16"


def test_what_was_wrong_before_a_question_is_not_told_at_it(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("log", "participant", "HOU-BBBB", "--role", "resident", "--consent-status", "refused")
    person = Person(
        monkeypatch,
        ("What did you see", "Tekst."),
        ("When was it?", ENTER),
        ("Who was there?", ()),
        ("Did it help", "helping"),
        NO_MORE,
        STORE,
        ("Is this right?", "Stop"),
    )
    english(call, "log", "observation", "--participants", "HOU-BBBB")
    assert person.told == []
    assert "HOU-BBBB" in person.seen[1]
    assert [each.kind for each in stored() if each.kind == "observation"] == []
