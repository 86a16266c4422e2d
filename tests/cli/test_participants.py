"""Logging participants: random codes, several at once, with one consent, and never a code that was erased."""

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from actionlab.cli.verbs import log_participant
from actionlab.cli.verbs.log_participant import SIGNS, new_codes
from actionlab.model.records import Record
from actionlab.store import Workspace, add

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]
MakeStudy = Callable[..., str]
RESIDENTS = ("log", "participant", "--role", "inwoner", "--consent-status")


@pytest.fixture
def dice(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A function that lets chance give the last four signs of these codes, in order."""

    def throw(*signs: str) -> None:
        thrown: Iterator[bytes] = iter([bytes(SIGNS.index(sign) for sign in each) for each in signs])
        chance = SimpleNamespace(urandom=lambda _n: next(thrown))
        monkeypatch.setattr(log_participant, "os", chance)

    return throw


def test_people_agree_to_the_same_at_once_in_one_write(
    call: Call, study: str, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[int] = []

    def counted(workspace: Workspace, drafts: Any, **given: Any) -> tuple[str, ...]:
        writes.append(len(drafts))
        return add(workspace, drafts, **given)

    monkeypatch.setattr("actionlab.store.add", counted)
    scopes = ("--consent-scopes", "metingen", "--consent-scopes", "anonymous_quote")
    form = ("--consent-version", "2", "--consent-date", "12-3-2026")
    made = call(*RESIDENTS, "gegeven", "--count", "13", *scopes, *form)
    assert made.exit_code == 0, made.stderr
    assert writes == [13]
    codes = made.stdout.split()
    assert len({code for code in codes if re.fullmatch(r"HOU-[A-HJ-NP-Z2-9]{4}", code)}) == 13
    assert {record.id for record in stored()} == set(codes)
    (consent,) = {record.data.consent for record in stored()}
    assert (consent.status, consent.scopes) == ("given", ("measurements", "anonymous_quote"))
    assert (consent.version, consent.date.isoformat()) == ("2", "2026-03-12")


def test_afterwards_it_says_how_to_make_the_code_sheet(call: Call, study: str) -> None:
    made = call(*RESIDENTS, "gevraagd", "--count", "2")
    assert f"actionlab forms -s {study}" in made.stderr
    assert call("forms", "-s", study).exit_code == 0


@pytest.mark.parametrize(
    ("more", "open_question"),
    [(("gegeven",), True), (("gegeven", "--consent-scopes", "metingen"), False), (("gevraagd",), False)],
)
def test_consent_to_nothing_in_particular_is_told(
    call: Call, study: str, more: tuple[str, ...], open_question: bool
) -> None:
    made = call(*RESIDENTS, *more)
    assert (f"actionlab edit {made.stdout.strip()} --consent-scopes" in made.stderr) is open_question


@pytest.mark.parametrize("erase", [("withdraw", "HOU-K7M2", "--yes"), ("erase", "hou-driehoek", "--yes")])
def test_the_code_of_somebody_who_was_erased_is_never_given_again(
    call: Call, make_study: MakeStudy, workspace: Workspace, dice: Callable[..., None], erase: tuple[str, ...]
) -> None:
    first, second = make_study(), make_study(id="hou-tweede")
    assert call(*RESIDENTS, "gegeven", "-s", first, "--pseudonym", "HOU-K7M2").exit_code == 0
    assert call(*erase).exit_code == 0
    dice("K7M2", "K7M2", "R4TD")
    assert new_codes(workspace, second, 1) == ("HOU-R4TD",)


def test_a_code_is_unique_in_the_whole_workspace_and_in_one_batch(
    call: Call, make_study: MakeStudy, workspace: Workspace, dice: Callable[..., None]
) -> None:
    first, second = make_study(), make_study(id="hou-tweede")
    assert call(*RESIDENTS, "gegeven", "-s", first, "--pseudonym", "HOU-K7M2").exit_code == 0
    dice("K7M2", "R4TD", "R4TD", "B3XN")
    assert new_codes(workspace, second, 2) == ("HOU-R4TD", "HOU-B3XN")


def test_codes_made_ahead_wait_for_consent(call: Call, study: str, stored: Stored) -> None:
    made = call("log", "participant", "--count", "13", "--role", "resident")

    codes = made.stdout.split()
    assert (made.exit_code, len(set(codes))) == (0, 13)
    assert {record.data.consent.status for record in stored()} == {"requested"}
    assert f"actionlab edit {codes[0]} --consent-status" in made.stderr
    refused = call("log", "observation", "Iets gezien.", "--participants", codes[0])
    assert refused.exit_code == 1
