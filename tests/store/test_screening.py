"""The gate stands in the door: what it refuses, what it asks, what it remembers, and what it lets pass."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionlab.model.records import Draft
from actionlab.privacy.refusals import PersonalData
from actionlab.store import Workspace, add, erase, read, study_template_ids, template_text
from actionlab.store.checking import check
from actionlab.store.repairing import repair, repairs

Add = Callable[..., str]
NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)
BSN = "123456782"
NAMED = "Daarna belde mevrouw Jansen terug."


def stored(workspace: Workspace, record_id: str) -> dict[str, Any]:
    (line,) = [
        line
        for path in workspace.studies.rglob("*.json")
        for line in path.read_text().splitlines()
        if f'"{record_id}"' in line
    ]
    document: dict[str, Any] = json.loads("{" + line.rstrip(",") + "}").popitem()[1]
    return document


def everything(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}


def seen(text: str) -> Draft:
    return Draft(kind="observation", fields={"study_id": "hou-intake", "what_seen": text})


@pytest.mark.parametrize("confirmed", [None, "het mag"])
def test_structured_data_are_refused_whatever_is_said(workspace: Workspace, confirmed: str | None) -> None:
    before = everything(workspace)

    with pytest.raises(PersonalData) as refused:
        add(workspace, [seen("Gewoon."), seen(f"Haar nummer is\n{BSN}.")], now=NOW, confirmed=confirmed)

    (place,) = refused.value.places
    assert (place.field, place.line, place.column, place.length) == ("what_seen", 2, 1, 9)
    assert everything(workspace) == before


def test_what_was_found_is_not_in_the_error(workspace: Workspace) -> None:
    with pytest.raises(PersonalData) as refused:
        add(workspace, [seen(f"{NAMED} {BSN}")], now=NOW)

    told = f"{refused.value} {refused.value!r} {refused.value.facts} {refused.value.args}"
    assert len(refused.value.places) == 2
    assert "Jansen" not in told
    assert BSN not in told


def test_what_is_asked_is_stored_with_a_reason_role_and_day(workspace: Workspace) -> None:
    with pytest.raises(PersonalData):
        add(workspace, [seen(NAMED)], now=NOW)

    plain, confirmed = add(workspace, [seen("Gewoon."), seen(NAMED)], now=NOW, confirmed="een winkel")

    assert stored(workspace, confirmed)["confirmed"] == "onderzoeker, 2026-03-12: een winkel"
    assert "confirmed" not in stored(workspace, plain)


@pytest.mark.parametrize("reason", ["Mevrouw Jansen is een winkel", f"zie {BSN}"])
def test_a_reason_repeats_nothing(workspace: Workspace, reason: str) -> None:
    before = everything(workspace)

    with pytest.raises(PersonalData) as refused:
        add(workspace, [seen(NAMED)], now=NOW, confirmed=reason)

    assert {place.field for place in refused.value.places} == {"confirmed"}
    assert everything(workspace) == before


def test_masking_replaces_everything_that_is_found(workspace: Workspace) -> None:
    (made,) = add(workspace, [seen(f"Mevrouw Jansen, 06-12345678, bsn {BSN}.")], now=NOW, mask=True)

    text = stored(workspace, made)["data"]["what_seen"]
    assert "[naam]" in text
    assert "[telefoonnummer]" in text
    assert not any(part in text for part in ("Jansen", "1234"))


def test_the_reason_of_a_change_is_looked_at_too(workspace: Workspace, put: Add) -> None:
    made = put()
    record = read(workspace).records.get(made)
    assert record is not None
    fields = {"study_id": "hou-intake", "what_seen": "Iets anders."}
    draft = Draft(kind="observation", fields=fields, id=made, revises=record.heads, why=f"bsn {BSN}")

    with pytest.raises(PersonalData) as refused:
        add(workspace, [draft], now=NOW)
    assert [place.field for place in refused.value.places] == ["why"]

    add(workspace, [draft], now=NOW, mask=True)
    changed = read(workspace).records.get(made)
    assert changed is not None
    assert changed.why is not None
    assert BSN not in changed.why


def test_what_stood_there_before_is_not_asked_again(workspace: Workspace) -> None:
    (made,) = add(workspace, [seen(NAMED)], now=NOW, confirmed="een winkel")
    record = read(workspace).records.get(made)
    assert record is not None

    def changed(text: str) -> Draft:
        fields = {"study_id": "hou-intake", "what_seen": text}
        return Draft(kind="observation", fields=fields, id=made, revises=record.heads)

    with pytest.raises(PersonalData):
        add(workspace, [changed(f"{NAMED} En meneer De Vries.")], now=NOW)

    assert add(workspace, [changed(f"Vanmiddag ook: {NAMED}")], now=NOW) == (made,)


def test_words_of_the_workspace_are_not_asked_about(workspace: Workspace) -> None:
    text = "We liepen naar Sterrenwacht en dronken koffie."
    with pytest.raises(PersonalData):
        add(workspace, [seen(text)], now=NOW)

    fields = {"name": "Sterrenwacht", "type": "employer"}
    add(workspace, [Draft(kind="organisation", fields=fields)], now=NOW)

    add(workspace, [seen(text)], now=NOW)


def test_a_study_approves_words_for_itself_only(workspace: Workspace) -> None:
    text = "Het ging over autisme en werk."
    study = read(workspace).records.get("hou-intake")
    assert study is not None
    other = {"id": "hou-ander", "title": "Ander", "municipality": ["GM0321"], "theme": "O1"}
    approved = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}
    approved["approved_words"] = ["autisme"]
    drafts = [
        Draft(kind="study", fields=other),
        Draft(kind="study", fields=approved, id="hou-intake", revises=study.heads),
    ]
    add(workspace, drafts, now=NOW)

    add(workspace, [seen(text)], now=NOW)
    elsewhere = Draft(kind="observation", fields={"study_id": "hou-ander", "what_seen": text})
    with pytest.raises(PersonalData):
        add(workspace, [elsewhere], now=NOW)


def test_no_template_is_asked_about(workspace: Workspace) -> None:
    from actionlab.model.study_setup import study_drafts
    from actionlab.model.study_template import parse_template

    for number, template_id in enumerate(study_template_ids(workspace)):
        template = parse_template(template_text(workspace, f"studies/{template_id}.toml"), template_id)
        study = {"id": f"studie-{number}", "title": "Een studie", "municipality": ["GM0321"], "theme": "O1"}
        drafts = study_drafts(template, study, {}, approach_id=f"app-{number}", settings=workspace.settings)
        add(workspace, drafts, now=NOW)
    assert number == 8


def test_texts_that_come_with_erasing_pass_the_gate(workspace: Workspace, put: Add) -> None:
    gone, stays = put(), put()
    record = read(workspace).records.get(stays)
    assert record is not None
    fields = {"study_id": "hou-intake", "what_seen": f"nummer {BSN}"}
    draft = Draft(kind="observation", fields=fields, id=stays, revises=record.heads, forgets=True)
    before = everything(workspace)

    with pytest.raises(PersonalData):
        erase(workspace, [gone], now=NOW, drafts=[draft])

    assert everything(workspace) == before


def test_a_line_that_was_changed_by_hand_passes_the_gate(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    made = put(what_seen="Een tekst.")
    own_file.write_text(own_file.read_text().replace("Een tekst.", f"Een tekst van {BSN}."))

    planned = repairs(workspace, now=NOW)
    repair(workspace, planned, now=NOW)

    (fate,) = [harm.fate for each in planned.mendings for harm in each.harms if harm.fate]
    assert BSN not in fate.why_not
    assert fate.why_not
    assert read(workspace).records.get(made) is None


def test_what_was_stored_before_is_named_and_does_not_stop_another_change(
    workspace: Workspace, put: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before_the_gate:
        before_the_gate.setattr("actionlab.store.adding.screened", lambda _space, entries, *_, **__: entries)
        made = put(what_seen=f"Haar nummer is {BSN}.")

    findings = [each for each in check(workspace, today=NOW.date()).findings if each.kind == "personal_data"]
    assert [each.facts["id"] for each in findings] == [made]
    assert BSN not in f"{findings[0].what} {findings[0].remedy} {findings[0]!r}"

    record = read(workspace).records.get(made)
    assert record is not None
    fields = {"study_id": "hou-intake", "what_seen": f"Haar nummer is {BSN}.", "tags": ["anders"]}
    add(workspace, [Draft(kind="observation", fields=fields, id=made, revises=record.heads)], now=NOW)
    with pytest.raises(PersonalData):
        put(what_seen=f"Haar nummer is {BSN}.")
