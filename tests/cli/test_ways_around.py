"""Ways around the gate and around consent that somebody tried, each closed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from actionlab.model.records import Record
from actionlab.store import Workspace

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

CODE = "HOU-K7M2"
AGREED = ("--consent-status", "gegeven", "--consent-scopes", "metingen")
TYPED = "mevrouw Zwaluwstein belt 06-12345678"


def on_disk(workspace: Workspace) -> bytes:
    paths = sorted(Path(workspace.folder).rglob("*"))
    return b"".join(path.read_bytes() for path in paths if path.is_file())


@pytest.fixture
def measured(call: Call, study: str) -> str:
    """The code of a participant of whom a measurement is stored."""
    person = call("log", "participant", "--pseudonym", CODE, "--role", "inwoner", *AGREED)
    assert person.exit_code == 0, person.stderr
    measurement = ("log", "measurement", "ladder", "--participant", CODE, "--moment", "baseline")
    assert call(*measurement, "--value", "3").exit_code == 0
    return CODE


@pytest.mark.parametrize(
    "taken", [("--consent-status", "ingetrokken"), ("--consent-status", "geweigerd"), ("--clear", "consent")]
)
def test_consent_that_records_rest_on_is_not_taken_back_by_an_edit(
    call: Call, measured: str, workspace: Workspace, taken: tuple[str, ...]
) -> None:
    before = on_disk(workspace)

    refused = call("edit", measured, *taken)

    assert refused.exit_code in (1, 2)
    assert on_disk(workspace) == before
    if taken[0] == "--consent-status":
        assert f"actionlab withdraw {measured}" in refused.stderr


def test_consent_that_nothing_rests_on_is_changed_by_an_edit(call: Call, measured: str) -> None:
    more = ("--consent-scopes", "metingen", "--consent-scopes", "anonymous_quote")
    assert call("edit", measured, *more).exit_code == 0
    assert call("edit", measured, *AGREED).exit_code == 0


def test_the_name_of_a_person_in_a_title_is_not_known_from_then_on(call: Call, study: str) -> None:
    seen = ("log", "observation", "Zij zag Youssef lopen.")
    made = ("new-study", "-m", "Houten", "-t", "leeg", "--theme", "O1", "--title", "De weg van Youssef")

    assert call(*made).exit_code == 1
    assert call(*made, "--confirmed", "een verzonnen verhaal").exit_code == 0
    assert call(*seen, "-s", study).exit_code == 1


@pytest.mark.parametrize("words", ["mevrouw J. de Kraker", "Jan Zwaluwstein", "Fatima"])
def test_a_study_does_not_approve_the_name_of_a_person(call: Call, study: str, words: str) -> None:
    assert call("edit", study, "--approved-words", words).exit_code == 1
    assert call("edit", study, "--approved-words", "autisme").exit_code == 0


def test_the_code_of_somebody_who_withdrew_does_not_come_back(
    call: Call, measured: str, workspace: Workspace
) -> None:
    assert call("withdraw", measured, "--yes").exit_code == 0
    tombstones = on_disk(workspace).count(measured.encode())

    logged = call("log", "observation", f"Deelnemer {measured} danste.")
    refused = call("log", "observation", "Er werd gedanst.", "--participants", measured)

    assert logged.exit_code == 0
    assert on_disk(workspace).count(measured.encode()) == tombstones
    assert refused.exit_code == 1
    assert "gewist" in refused.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", TYPED),
        ("log", "member-check", TYPED),
        ("log", "observation", "Iets gezien.", "--participants", TYPED),
        ("log", "observation", "Iets gezien.", "-s", TYPED),
        ("log", "observation", "Iets gezien.", *TYPED.split()),
        ("log", "approach", "Aanpak", "--since", TYPED),
        ("log", "participant", "--count", TYPED),
        ("edit", TYPED),
        ("show", TYPED),
        ("erase", TYPED),
        ("report", "-m", TYPED),
        ("new-study", "-m", "Houten", "-t", TYPED),
    ],
    ids=lambda arguments: " ".join(arguments[:2])[:30],
)
@pytest.mark.parametrize("debug", [False, True])
def test_what_was_typed_in_the_wrong_place_is_not_repeated(
    call: Call, study: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], debug: bool
) -> None:
    if debug:
        monkeypatch.setenv("ACTIONLAB_DEBUG", "1")

    refused = call(*arguments)

    assert refused.exit_code != 0
    assert "Zwaluwstein" not in refused.output + refused.stderr + repr(refused.exception)
    assert "12345678" not in refused.output + refused.stderr + repr(refused.exception)
