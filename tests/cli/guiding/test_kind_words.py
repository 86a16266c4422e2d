"""Kinds of record as people type them: Dutch and English, one or more, in any writing."""

from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import Result

from actionlab.cli.guiding.kind_words import DUTCH, RECORD_KINDS, find_kind
from actionlab.cli.verbs.log import KINDS_TYPED, command
from actionlab.model import vocabulary
from actionlab.model.records import Record

Call = Callable[..., Result]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("waarneming", "observation"),
        ("Waarnemingen", "observation"),
        ("observations", "observation"),
        ("bijeenkomst", "training"),
        ("metingen", "measurement"),
        ("agenda-item", "agenda_item"),
        ("AGENDA_ITEM", "agenda_item"),
        ("agenda items", "agenda_item"),
        ("agendapunten", "agenda_item"),
        ("studies", "study"),
        ("afspraak", "action"),
        ("eigen tekst in het rapport", "note"),
        ("cycli", "cycle"),
        ("trainings", "training"),
        ("notes", "note"),
        ("observatie", "observation"),
        ("notitie", "observation"),
        ("Vergaderingen", "meeting"),
        ("beslissing", "decision"),
        ("taak", "action"),
        ("membercheck", "member_check"),
        ("agendaitem", "agenda_item"),
        ("waarnemer", None),
        ("", None),
    ],
)
def test_a_word_for_a_kind_is_read(typed: str, kind: str | None) -> None:
    assert find_kind(typed) == kind


def test_every_kind_has_a_dutch_word_and_no_word_stands_for_two() -> None:
    assert set(RECORD_KINDS) <= set(DUTCH)
    words = [word for kind in DUTCH for word in DUTCH[kind]]
    assert len(words) == len(set(words))
    assert {find_kind(word, tuple(DUTCH)) for word in words} == set(DUTCH)
    for kind in RECORD_KINDS:
        assert {find_kind(vocabulary.label("record_kind", kind, each)) for each in ("nl", "en")} == {kind}


@pytest.mark.parametrize("kind", KINDS_TYPED)
def test_every_dutch_word_calls_the_command_of_the_kind(kind: str) -> None:
    for word in DUTCH[kind.replace("-", "_")]:
        made = command.get_command(click.Context(command), word.title())
        assert made is not None
        assert made.name == kind


@pytest.mark.parametrize("typed", ["followup", "Follow_Up", "follow up"])
def test_a_kind_is_found_however_it_is_written_together(typed: str) -> None:
    made = command.get_command(click.Context(command), typed)
    assert made is not None
    assert made.name == "follow-up"


def test_a_waarneming_is_stored_as_an_observation(
    call: Call, study: str, stored: Callable[[], tuple[Record[Any], ...]]
) -> None:
    assert call("log", "waarneming", "De inwoner begon.").exit_code == 0
    assert [record.kind for record in stored()] == ["observation"]


def test_the_dutch_word_stands_beside_the_kind_in_a_dutch_help_only(call: Call) -> None:
    assert "observation (waarneming) " in call("log", "--help").stdout
    assert "observation (" not in call("--lang", "en", "log", "--help").stdout
