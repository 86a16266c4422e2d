"""`log` with nothing else: which study, which kind, and then the questions of that kind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.cli.verbs.log import KINDS_TYPED
from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
MakeStudy = Callable[..., str]

KIND = "What do you want to write down?"
STORED = (("Is this right?", "Store it"), ("Another one?", "no"))
QUICK = (
    ("What did you see", "Tekst."),
    ("When was it?", ENTER),
    ("Who was there?", ()),
    ("Did it help", "Later, or not known"),
    ("Write down more?", "no"),
    *STORED,
)


def english(call: Call, *arguments: str) -> Result:
    done: Result = call("--lang", "en", *arguments)
    return done


def test_every_kind_is_offered_with_what_it_is_the_usual_ones_first(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch, (KIND, STOP))
    assert english(call, "log").exit_code == 130
    person = Person(monkeypatch, (KIND, "observation"), *QUICK)
    english(call, "log")
    offered = person.offered[KIND]
    assert len(offered) == len(KINDS_TYPED) == len(set(offered))
    assert offered[0] == "observation — What somebody saw or heard in practice."
    assert all(" — " in line and line.endswith(".") for line in offered)


def test_the_study_is_asked_first_when_there_are_several(
    call: Call, make_study: MakeStudy, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_study(id="hou-eerste", title="Eerst")
    make_study(id="hou-laatste", title="Laatst")
    Person(monkeypatch, ("Which study", "Laatst (hou-laatste)"), (KIND, "observation"), *QUICK)
    done = english(call, "log")
    (record,) = stored()
    assert (done.exit_code, done.stdout) == (0, f"{record.id}\n")
    assert record.data.study_id == "hou-laatste"


def test_a_kind_that_spans_studies_gets_none(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = (
        ("What is the organisation called?", "Sociaal team"),
        ("What kind of organisation", "Later, or not known"),
        ("Which part", "Later, or not known"),
        ("Write down more?", "no"),
    )
    Person(monkeypatch, (KIND, "organisation"), *questions, *STORED)
    assert english(call, "log").exit_code == 0
    assert [record.folder for record in stored()] == ["_shared"]


def test_without_a_terminal_it_shows_the_kinds_as_before(call: Call, study: str) -> None:
    shown = english(call, "log")
    assert shown.exit_code == 2
    assert "follow-up" in shown.stderr


@pytest.mark.parametrize("arguments", [("log",), ("log", "observation")])
def test_without_a_study_nothing_is_asked(
    call: Call, workspace: object, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    person = Person(monkeypatch)
    refused = english(call, *arguments)
    assert (refused.exit_code, person.asked) == (1, [])
    assert "new-study" in refused.stderr


def test_in_a_workspace_that_takes_no_records_nothing_is_asked(
    call: Call, study: str, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Path(workspace.folder) / "actionlab.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("read_only = false", "read_only = true"), encoding="utf-8")
    person = Person(monkeypatch)
    for arguments in (("log",), ("log", "observation"), ("log", "training")):
        assert english(call, *arguments).exit_code == 1
    assert person.asked == []


def test_what_has_to_name_something_is_not_asked_before_that_is_there(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    refused = english(call, "log", "member-check")
    assert (refused.exit_code, person.asked) == (1, [])
    assert "insight" in refused.stderr


@pytest.mark.parametrize("typed", [("-s", "hou-twee"), ("--study", "hou-twee"), ("--study=hou-twee",)])
def test_who_typed_the_study_is_asked_the_kind(
    call: Call,
    make_study: MakeStudy,
    stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
) -> None:
    make_study(id="hou-een")
    make_study(id="hou-tweede")
    Person(monkeypatch, (KIND, "observation"), *QUICK)
    assert english(call, "log", *typed).exit_code == 0
    assert stored()[0].data.study_id == "hou-tweede"


def test_a_text_without_a_kind_is_not_repeated(call: Call, study: str) -> None:
    refused = english(call, "log", "Mevrouw Jansen 06-12345678")
    assert refused.exit_code == 2
    assert "Jansen" not in refused.stderr
    assert 'actionlab log observation "…"' in refused.stderr
