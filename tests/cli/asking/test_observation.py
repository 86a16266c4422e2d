"""An observation that is asked for: four questions, whether there is more, a summary, and the next one."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
MakeStudy = Callable[..., str]

TEXT = ("What did you see", "De inwoner begint zelf.")
QUICK = (TEXT, ("When was it?", ENTER), ("Who was there?", ("klantmanager",)), ("Did it help", "helping"))
NO_MORE = (("Write down more?", "no"),)
STORED = (("Is this right?", "Store it"), ("Another one?", "no"))


def english(call: Call, *arguments: str) -> Result:
    done: Result = call("--lang", "en", *arguments)
    return done


def test_four_questions_and_a_summary_make_an_observation(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, *QUICK, *NO_MORE, *STORED)
    done = english(call, "log", "observation")
    (record,) = stored()
    assert (done.exit_code, done.stdout) == (0, f"{record.id}\n")
    assert record.data.what_seen == "De inwoner begint zelf."
    assert str(record.data.date) == "2026-06-15"
    assert record.data.present_roles == ("klantmanager",)
    assert record.data.signal == "helping"
    assert person.seen == [
        "\nThis will be stored:"
        "\n  Study: Samen aan tafel (hou-driehoek)"
        "\n  What did you see or hear? (facts): De inwoner begint zelf."
        "\n  Date: 15 June 2026"
        "\n  Present (roles): case manager (Work & Income)"
        "\n  Helping or hindering? helping\n"
    ]


def test_what_is_left_empty_stays_not_recorded(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = (("When was it?", ""), ("Who was there?", ()), ("Did it help", "Later, or not known"))
    Person(monkeypatch, TEXT, *left, *NO_MORE, *STORED)
    english(call, "log", "observation")
    (record,) = stored()
    assert (record.data.date, record.data.present_roles, record.data.signal) == (None, (), None)


def test_what_was_given_is_not_asked_again(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("--date", "2026-06-01", "--signal", "helping", "--present-roles", "klantmanager")
    person = Person(monkeypatch, TEXT, *NO_MORE, *STORED)
    english(call, "log", "observation", *given)
    assert [question.split("?")[0] for question in person.asked][1:] == [
        "Write down more",
        "Is this right",
        "Another one",
    ]
    assert str(stored()[0].data.date) == "2026-06-01"


def test_who_gives_the_text_is_asked_nothing(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    assert english(call, "log", "observation", "Tekst").exit_code == 0
    assert (len(stored()), person.asked) == (1, [])


@pytest.mark.parametrize("arguments", [("Tekst",), ()])
def test_of_several_studies_one_is_chosen_the_last_written_first(
    call: Call,
    make_study: MakeStudy,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    make_study(id="hou-eerste", title="Eerst")
    make_study(id="hou-laatste", title="Laatst")
    call("log", "observation", "Ouder", "-s", "hou-eerste")
    asked = () if arguments else (*QUICK, *NO_MORE, *STORED)
    person = Person(monkeypatch, ("Which study", "Laatst"), *asked)
    assert english(call, "log", "observation", *arguments).exit_code == 0
    assert len(person.offered["Which study is it for?"]) == 2
    assert {record.data.study_id for record in stored()} == {"hou-eerste", "hou-laatste"}


@pytest.mark.parametrize(
    ("question", "wrong", "told"),
    [
        ("When was it?", "03/04/2026", "two ways"),
        ("When was it?", "31-2-2026", "no such day"),
        ("When was it?", "ooit", "not a date"),
        ("What did you see", "   ", "needed"),
    ],
)
def test_a_fault_is_told_at_its_question(
    call: Call,
    study: str,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    wrong: str,
    told: str,
) -> None:
    place = [begin for begin, _answer in QUICK].index(question)
    answers = [*QUICK[:place], (question, wrong), *QUICK[place:]]
    answers[place + 1] = (question, "Goed") if question != "When was it?" else (question, "-1d")
    person = Person(monkeypatch, *answers, *NO_MORE, *STORED)
    assert english(call, "log", "observation").exit_code == 0
    assert len(person.told) == 1
    assert told in person.told[0]
    assert len(stored()) == 1


@pytest.mark.parametrize("answered", range(7))
def test_who_stops_has_stored_nothing(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    script = [*QUICK, *NO_MORE, ("Is this right?", "Stop, and store nothing")]
    if answered < len(script) - 1:
        script[answered:] = [(script[answered][0], STOP)]
    Person(monkeypatch, *script)
    done = english(call, "log", "observation")
    assert (done.exit_code, done.stdout, stored()) == (130, "", ())


def test_the_next_one_keeps_the_study_and_the_day(
    call: Call, make_study: MakeStudy, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_study(id="hou-eerste")
    make_study(id="hou-tweede")
    first = (TEXT, ("When was it?", "2026-06-01"), *QUICK[2:], *NO_MORE, STORED[0])
    Person(monkeypatch, *first, ("Another one?", "yes"), *QUICK, *NO_MORE, *STORED)
    done = english(call, "log", "observation", "-s", "hou-tweede", "--setting", "workplace")
    assert len(done.stdout.splitlines()) == 2
    one, two = sorted(stored(), key=lambda record: done.stdout.index(record.id))
    assert str(one.data.date) == str(two.data.date) == "2026-06-01"
    assert one.data.study_id == two.data.study_id == "hou-tweede"
    assert (one.data.setting, two.data.setting) == ("workplace", None)


def test_who_stops_at_the_next_one_keeps_the_first(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, *QUICK, *NO_MORE, STORED[0], ("Another one?", "yes"), TEXT, ("When was it?", STOP))
    done = english(call, "log", "observation")
    assert (done.exit_code, len(stored())) == (130, 1)
    assert done.stdout == f"{stored()[0].id}\n"


def test_something_is_changed_before_it_is_stored(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = (("Is this right?", "Change something"), ("What do you want to change?", "Date: 15 June 2026"))
    again = (*change, ("When was it?", "gisteren"), ("Is this right?", "Change something"))
    to_text = (("What do you want to change?", "what_seen"), ("What did you see", "Anders."))
    Person(monkeypatch, *QUICK, *NO_MORE, *again, *to_text, *STORED)
    assert english(call, "log", "observation").exit_code == 0
    (record,) = stored()
    assert (str(record.data.date), record.data.what_seen) == ("2026-06-14", "Anders.")


def test_an_answer_can_be_taken_out_again(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = (("Is this right?", "Change something"), ("What do you want to change?", "signal"))
    Person(monkeypatch, *QUICK, *NO_MORE, *change, ("Did it help", "Later, or not known"), *STORED)
    english(call, "log", "observation")
    assert stored()[0].data.signal is None


@pytest.mark.parametrize(("answer", "kept"), [("oral", "oral"), ("unknown", None)])
def test_a_resident_without_a_code_is_asked_about_once(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch, answer: str, kept: str | None
) -> None:
    present = (*QUICK[:2], ("Who was there?", ("resident",)), QUICK[3])
    person = Person(monkeypatch, *present, *NO_MORE, ("Was it all right", answer), *STORED)
    done = english(call, "log", "observation")
    assert done.exit_code == 0
    assert stored()[0].data.residents_agreed == kept
    assert sum(question.startswith("Was it all right") for question in person.asked) == 1


def test_a_resident_who_is_added_in_the_summary_is_asked_about(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = (("Is this right?", "Change something"), ("What do you want to change?", "present_roles"))
    added = (*change, ("Who was there?", ("resident",)), ("Was it all right", "oral"))
    Person(monkeypatch, *QUICK, *NO_MORE, *added, *STORED)
    english(call, "log", "observation")
    assert stored()[0].data.residents_agreed == "oral"


def test_the_gate_asks_as_always_and_the_text_that_it_made_is_stored(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = ("What did you see", "Bel 06-12345678.")
    gate = ("What is to be done with it?", "replace")
    Person(monkeypatch, phone, *QUICK[1:], *NO_MORE, STORED[0], gate, STORED[1])
    assert english(call, "log", "observation").exit_code == 0
    assert stored()[0].data.what_seen == "Bel [telefoonnummer]."


def test_a_text_that_is_changed_at_the_gate_is_stored(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = ("What did you see", "Bel 06-12345678.")
    gate = (("What is to be done with it?", "change"), ("New text:", "Bel later."))
    Person(monkeypatch, phone, *QUICK[1:], *NO_MORE, STORED[0], *gate, STORED[1])
    assert english(call, "log", "observation").exit_code == 0
    assert stored()[0].data.what_seen == "Bel later."


def test_who_stores_nothing_at_the_gate_can_change_the_answer(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = ("What did you see", "Bel 06-12345678.")
    gate = ("What is to be done with it?", "stop")
    change = (("Is this right?", "change"), ("What do you want to change?", "what_seen"))
    better = ("What did you see", "Bel later.")
    Person(monkeypatch, phone, *QUICK[1:], *NO_MORE, STORED[0], gate, *change, better, *STORED)
    done = english(call, "log", "observation")
    assert (done.exit_code, stored()[0].data.what_seen) == (0, "Bel later.")
    assert "Your answers still stand here." in done.stderr


def test_a_code_of_somebody_who_did_not_agree_is_not_offered(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed = ("--consent-status", "given", "--consent-scopes", "observe_conversations")
    call("log", "participant", "HOU-AAAA", "--role", "resident", *agreed)
    call("log", "participant", "HOU-BBBB", "--role", "resident", "--consent-status", "refused")
    person = Person(
        monkeypatch,
        *QUICK,
        ("Write down more?", "yes"),
        ("Where or during", "Later, or not known"),
        ("Which observation prompt", "Later, or not known"),
        ("Which participants", ("HOU-AAAA · resident",)),
        ("Which phase", "Later, or not known"),
        ("Who saw or heard", "Later, or not known"),
        ("What do you think", ""),
        ("Did somebody say", ""),
        ("Which tags", ""),
        ("Over what", ""),
        *STORED,
    )
    assert english(call, "log", "observation").exit_code == 0
    assert person.offered["Which participants is it about?"] == ["HOU-AAAA · resident"]
    assert [record.data.participants for record in stored() if record.kind == "observation"] == [
        ("HOU-AAAA",)
    ]


def test_with_no_input_the_missing_text_is_named(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    refused = english(call, "--no-input", "log", "observation")
    assert (refused.exit_code, person.asked, stored()) == (2, [], ())
    assert "--what-seen" in refused.stderr


def test_a_wrong_option_is_told_before_anything_is_asked(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    refused = english(call, "log", "observation", "--date", "31-2-2026")
    assert (refused.exit_code, person.asked) == (2, [])
    assert "--date" in refused.stderr
