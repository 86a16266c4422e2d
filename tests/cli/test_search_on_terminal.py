"""What was found, as a person sees it on a terminal: most, in context, and how much more there is."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

from actionlab.model.records import Draft
from actionlab.store import Workspace, add

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
OnTerminal = Callable[..., list[str]]


def seen(workspace: Workspace, study: str, *texts: str, **fields: Any) -> None:
    """Write down an observation of every text."""
    drafts = [
        Draft(kind="observation", fields={"study_id": study, "what_seen": text, **fields}) for text in texts
    ]
    add(workspace, drafts, now=NOW)


def plain(lines: list[str]) -> list[str]:
    return [click.unstyle(line).rstrip() for line in lines]


def test_what_a_person_can_read_is_shown_and_all_when_that_is_asked(
    workspace: Workspace, study: str, on_terminal: OnTerminal
) -> None:
    seen(workspace, study, *["Een gesprek."] * 32)
    first = plain(on_terminal("search", "gesprek"))
    assert len([line for line in first if line.startswith("obs-")]) == 30
    assert first[-1] == "30 of 32 records. Give more words, or --all to see everything."
    everything = plain(on_terminal("search", "gesprek", "--all"))
    assert len([line for line in everything if line.startswith("obs-")]) == 32
    assert everything[-1] == "32 records found."


def test_of_a_record_a_few_places_are_shown_and_the_others_counted(
    workspace: Workspace, study: str, on_terminal: OnTerminal
) -> None:
    tags = [f"gesprek {n}" for n in range(4)]
    seen(workspace, study, "Een gesprek.", tags=tags)
    assert "    and in 2 other places" in plain(on_terminal("search", "gesprek"))
    seen(workspace, study, "Een vraag.", tags=["vraag een", "vraag twee"])
    assert not any("other place" in line for line in plain(on_terminal("search", "vraag")))


def test_what_was_asked_stands_out_also_beside_the_name_of_its_field(
    workspace: Workspace, study: str, on_terminal: OnTerminal
) -> None:
    seen(workspace, study, "Stil.", interpretation="Er ging een gesprek aan vooraf.", date="2026-03-01")
    seen(workspace, study, "Lang gesprek.", date="2026-03-02")
    lines = on_terminal("search", "gesprek")
    assert "    Lang gesprek." in plain(lines)
    assert "    What do you think this means? Er ging een gesprek aan vooraf." in plain(lines)
    assert len([line for line in lines if "\x1b[1mgesprek\x1b[0m" in line]) == 2


def test_the_code_of_a_study_is_told_once(workspace: Workspace, study: str, on_terminal: OnTerminal) -> None:
    assert f"{study} · study" in plain(on_terminal("search", "tafel"))
