"""Changing and completing records."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add, history
from actionlab.store.erasing import erase

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def observation(call: Call, study: str) -> str:
    """The id of an observation with a quote, two tags and a row about who takes the lead."""
    made = call(
        *("log", "observation", "Er zaten drie mensen.", "--tags", "een", "--tags", "twee"),
        *("--quote", "Nu wel.", "--regie", "plan=klantmanager:ja", "--date", "2026-03-12"),
    )
    return made.stdout.strip()


def test_only_what_is_given_changes(call: Call, observation: str, stored: Stored) -> None:
    result = call("edit", observation, "--setting", "werkplek", "--why", "Vergeten")
    (record,) = stored()
    assert result.stdout == observation + "\n"
    assert record.data.setting == "workplace"
    assert record.data.what_seen == "Er zaten drie mensen."
    assert record.data.tags == ("een", "twee")
    assert record.why == "Vergeten"


def test_the_former_version_stays_in_the_history(call: Call, observation: str, workspace: Workspace) -> None:
    call("edit", observation, "--what-seen", "Er zaten vier mensen.")
    told = [revision.fields["what_seen"] for revision in history(workspace, observation)]
    assert told == ["Er zaten drie mensen.", "Er zaten vier mensen."]


def test_a_list_is_replaced(call: Call, observation: str, stored: Stored) -> None:
    call("edit", observation, "--tags", "drie", "--regie", "vervoer")
    assert stored()[0].data.tags == ("drie",)
    assert [row.subject for row in stored()[0].data.regie] == ["vervoer"]


def test_one_part_of_an_answer_can_be_changed(call: Call, observation: str, stored: Stored) -> None:
    call("edit", observation, "--no-quote-permission")
    assert stored()[0].data.quote.text == "Nu wel."
    assert stored()[0].data.quote.permission is False


def test_a_field_can_be_cleared(call: Call, observation: str, stored: Stored) -> None:
    call("edit", observation, "--clear", "date", "--clear", "--tags", "--clear", "quote")
    data = stored()[0].data
    assert (data.date, data.tags, data.quote) == (None, (), None)


def test_a_needed_or_unknown_field_cannot_be_cleared(call: Call, observation: str, stored: Stored) -> None:
    for field in ("what-seen", "weer", "study_id"):
        refused = call("edit", observation, "--clear", field)
        assert refused.exit_code == 2
        assert field in refused.stderr
    assert stored()[0].data.what_seen == "Er zaten drie mensen."


def test_when_nothing_changes_nothing_is_written(call: Call, observation: str, workspace: Workspace) -> None:
    result = call("--lang", "en", "edit", observation, "--tags", "een", "--tags", "twee")
    assert (result.exit_code, result.stdout) == (0, observation + "\n")
    assert "Nothing changed" in result.stderr
    assert len(history(workspace, observation)) == 1


def test_what_a_newer_program_wrote_is_kept(
    call: Call, study: str, workspace: Workspace, clock: dt.datetime
) -> None:
    fields = {"study_id": study, "what_seen": "Drie mensen.", "weather": "zon"}
    (newer,) = add(workspace, [Draft(kind="observation", fields=fields)], now=clock)
    call("edit", newer, "--date", "vandaag")
    assert history(workspace, newer)[-1].fields == {**fields, "date": "2026-06-15"}


@pytest.mark.parametrize("text", ["Zes mensen.", "Vijf mensen.", "Vier mensen."])
def test_an_edit_follows_both_versions_when_two_people_edited_apart(
    text: str, call: Call, observation: str, workspace: Workspace, stored: Stored, clock: dt.datetime
) -> None:
    (first,) = history(workspace, observation)
    for version in ("Vier mensen.", "Vijf mensen."):
        fields = {**first.fields, "what_seen": version}
        draft = Draft(kind="observation", fields=fields, id=observation, revises=(first.rev,))
        add(workspace, [draft], now=clock)
    assert len(stored()[0].heads) == 2
    call("edit", observation, "--what-seen", text)
    assert len(stored()[0].heads) == 1
    assert stored()[0].data.what_seen == text


def test_the_beginning_of_an_id_is_enough_when_it_is_clear(
    call: Call, observation: str, stored: Stored
) -> None:
    assert call("edit", observation[:7].upper(), "--setting", "werkplek").exit_code == 0
    other = call("log", "observation", "Tekst").stdout.strip()
    refused = call("edit", "obs", "--setting", "interview")
    assert refused.exit_code == 1
    assert observation in refused.stderr
    assert other in refused.stderr


def test_an_unknown_id_is_refused(call: Call, observation: str) -> None:
    refused = call("edit", "obs-99999999", "--setting", "werkplek")
    assert refused.exit_code == 1
    assert "obs-99999999" in refused.stderr


def test_the_help_of_a_record_shows_the_fields_of_its_kind(call: Call, observation: str) -> None:
    assert "--what-seen" in call("edit", observation, "--help").output
    assert "--main-question" in call("edit", "hou-driehoek", "--help").output


def test_a_study_is_edited_by_its_code(call: Call, study: str, workspace: Workspace) -> None:
    result = call(
        *("edit", "hou", "--dpo-consulted-done", "--dpo-consulted-date", "2026-02-01", "--status", "lopend"),
        *("--instruments", "grade=Cijfer na a=b", "--audience-thresholds-public", "12"),
    )
    assert result.exit_code == 0, result.stderr
    fields = history(workspace, study)[-1].fields
    assert fields["dpo_consulted"] == {"done": True, "date": "2026-02-01"}
    assert fields["instruments"] == [{"instrument": "grade", "indicator": "Cijfer na a=b"}]
    assert fields["audience_thresholds"] == {"public": 12}
    assert fields["status"] == "running"


def test_a_phase_is_changed_without_losing_the_others(call: Call, study: str, stored: Stored) -> None:
    cycle = call("log", "cycle", "--number", "1", "--planned", "act=A", "--planned", "plan=B").stdout.strip()
    call("edit", cycle, "--done-note", "act=Gedaan")
    call("edit", cycle, "--planned", "plan=C", "--planned", "plan=D")
    phases = {row.phase: row for row in stored()[0].data.phases}
    assert (phases["act"].planned_actions, phases["act"].done_note) == (("A",), "Gedaan")
    assert phases["plan"].planned_actions == ("C", "D")


def test_the_value_of_a_measurement_follows_its_instrument(call: Call, study: str, stored: Stored) -> None:
    scan = call(
        "log", "measurement", "expertise_self_scan", "--value", "1,2,3,4,5,-", "--group-count", "1"
    ).stdout.strip()
    call("edit", scan, "--value", "5,4,3,2,1,1")
    assert stored()[0].data.value == [5, 4, 3, 2, 1, 1]


def test_a_wrong_value_changes_nothing_and_names_the_option(
    call: Call, observation: str, workspace: Workspace
) -> None:
    wrong = {
        "--date": "2026-02-30",
        "--setting": "thuis",
        "--prompt": "0",
        "--cycle-id": "cyc-99999999",
        "--quote": "",
        "--why": "a\udce9b",
    }
    for option, value in wrong.items():
        refused = call("edit", observation, option, value)
        assert refused.exit_code in (1, 2), option
        assert option in refused.stderr
    assert len(history(workspace, observation)) == 1


def test_text_can_come_from_standard_input(call: Call, observation: str, stored: Stored) -> None:
    call("edit", observation, "--text-file", "-", text="Vier mensen.\n")
    assert stored()[0].data.what_seen == "Vier mensen."


@pytest.mark.parametrize("given", [("--title", "Zo"), ("--why", "Het klopt nog.")])
def test_an_edit_takes_out_what_was_erased_and_so_clears_the_mark(
    call: Call, workspace: Workspace, study: str, given: tuple[str, str]
) -> None:
    refs = ["obs-aaaa", "obs-bbbb", f"measurement:{study}:grade"]
    evidence = [{"ref": ref, "relation": "supports"} for ref in refs]
    drafts = [
        Draft(kind="observation", id="obs-aaaa", fields={"study_id": study, "what_seen": "Een"}),
        Draft(kind="observation", id="obs-bbbb", fields={"study_id": study, "what_seen": "Twee"}),
        Draft(
            kind="measurement", id="met-aaaa", fields={"study_id": study, "instrument": "grade", "value": 7}
        ),
        Draft(
            kind="insight",
            id="ins-aaaa",
            fields={"study_id": study, "statement": "Zo.", "evidence": evidence},
        ),
    ]
    add(workspace, drafts, now=NOW)
    erase(workspace, ["obs-bbbb", "met-aaaa"], now=NOW)
    assert call("edit", "ins-aaaa", *given).exit_code == 0
    shown = json.loads(call("show", "ins-aaaa", "--json").stdout)["record"]
    assert shown["lost_sources"] == 0
    assert [each["ref"] for each in shown["data"]["evidence"]] == ["obs-aaaa"]
