"""Reading: the union of all record files, and what is told of those that are damaged or newer."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import AGREED
from tinydb import TinyDB

from actionlab import errors
from actionlab.model.observation import Observation
from actionlab.store import Workspace, history, read, record_file

Add = Callable[..., str]

ENVELOPE = {"at": "2026-03-12T10:00:00.000Z", "by": "collega-0001", "schema": 1}
COLLEAGUE = {"kind": "header", "format": 1, "study": "std-00000000", "writer": "collega-0001"}


def revision(record_id: str, kind: str = "observation", **given: Any) -> dict[str, Any]:
    """Give a revision as a colleague would have written it, with its hash under `rev`."""
    data = given.pop("data", {"study_id": "hou-intake", "what_seen": "Van een collega."})
    made = {**ENVELOPE, "id": record_id, "kind": kind, "data": data, **given}
    document = json.loads(record_file.encode(made))
    return {**made, "rev": document["rev"]}


def write(path: Path, *made: dict[str, Any], header: dict[str, Any] = COLLEAGUE) -> Path:
    """Write a record file as a colleague's program would."""
    documents = [record_file.encode({k: v for k, v in each.items() if k != "rev"}) for each in made]
    path.write_bytes(record_file.new_file(record_file.encode(header), documents))
    return path


def text_of(workspace: Workspace, record_id: str) -> str:
    record = read(workspace).records.find(Observation, record_id)
    assert record is not None
    return record.data.what_seen


def test_what_two_writers_wrote_is_read_as_one(workspace: Workspace, put: Add, own_file: Path) -> None:
    mine = put()
    write(own_file.with_name("collega-0001.json"), revision("obs-theirs"))

    ids = {record.id for record in read(workspace).records}

    assert ids == {"hou-intake", "cyc-0001", mine, "obs-theirs"}


def test_a_copy_under_any_name_changes_nothing(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()
    before = list(read(workspace).records)
    for name in ("onderzoeker-test-LAPTOP.json", "onderzoeker-test (conflicted copy).json"):
        own_file.with_name(name).write_bytes(own_file.read_bytes())

    assert list(read(workspace).records) == before


def test_of_two_edits_apart_the_deepest_counts_then_the_latest(workspace: Workspace, own_file: Path) -> None:
    first = revision("obs-x")
    early_deep = revision("obs-x", revises=[first["rev"]], at="2026-01-01T00:00:00.000Z", why="a")
    deepest = revision("obs-x", revises=[early_deep["rev"]], at="2026-01-02T00:00:00.000Z", why="b")
    late = revision("obs-x", revises=[first["rev"]], at="2026-12-31T00:00:00.000Z", why="c")
    path = write(own_file.with_name("collega-0001.json"), late, deepest, first, early_deep)
    record = read(workspace).records.get("obs-x")
    assert record is not None
    assert (record.why, record.heads) == ("b", (deepest["rev"], late["rev"]))

    write(path, first, early_deep, late)
    record = read(workspace).records.get("obs-x")
    assert record is not None
    assert record.why == "c"
    assert [each.why for each in history(workspace, "obs-x")] == [None, "a", "c"]


def test_the_order_of_the_lines_does_not_matter(workspace: Workspace, own_file: Path) -> None:
    first = revision("obs-x")
    second = revision("obs-x", revises=[first["rev"]], why="later")
    path = own_file.with_name("collega-0001.json")
    write(path, first, second)
    one_way = list(read(workspace).records)
    write(path, second, first)

    assert list(read(workspace).records) == one_way


def test_a_record_edited_a_thousand_times_is_read(workspace: Workspace, own_file: Path) -> None:
    chain = [revision("obs-x")]
    for number in range(1500):
        chain.append(revision("obs-x", revises=[chain[-1]["rev"]], why=str(number)))
    write(own_file.with_name("collega-0001.json"), *reversed(chain))

    record = read(workspace).records.get("obs-x")

    assert record is not None
    assert record.why == "1499"


def test_a_tombstone_beats_every_revision(workspace: Workspace, put: Add, own_file: Path) -> None:
    mine = put()
    tombstone = {**ENVELOPE, "id": mine, "kind": "tombstone"}
    later = revision(mine, at="2030-01-01T00:00:00.000Z")
    write(own_file.with_name("collega-0001.json"), tombstone, later)

    for reading in (read(workspace), read(workspace, kinds={"observation"})):
        assert reading.records.get(mine) is None
        assert reading.erased == {mine}
    with pytest.raises(errors.ErasedRecord, match=mine):
        put(id=mine, revises=(later["rev"],))


def test_the_code_of_an_erased_person_is_nowhere(workspace: Workspace, put: Add, own_file: Path) -> None:
    for code in ("HOU-K7M2", "HOU-A2B3"):
        put("participant", pseudonym=code, group="resident", consent=AGREED)
    quote = {"text": "Ik wil werken.", "speaker": "HOU-K7M2", "permission": True}
    mine = put(participants=["HOU-K7M2", "HOU-A2B3"], quote=quote)
    put("measurement", instrument="grade", value=7, participant="HOU-K7M2")
    write(own_file.with_name("collega-0001.json"), {**ENVELOPE, "id": "HOU-K7M2", "kind": "tombstone"})

    records = read(workspace).records
    observation = records.find(Observation, mine)

    assert observation is not None
    assert observation.data.participants == ("HOU-A2B3",)
    assert observation.data.quote is None
    assert "HOU-K7M2" not in repr(list(records))
    assert "HOU-K7M2" not in repr([each.fields for each in history(workspace, mine)])


def test_every_tinydb_opens_every_file(workspace: Workspace, put: Add) -> None:
    put(what_seen="Iemand zei: 'één'")
    put("organisation", name="Sociaal team", study_id=None)
    found = []
    for path in workspace.studies.rglob("*.json"):
        with TinyDB(path, access_mode="r") as database:
            documents = database.all()
        assert documents[0]["kind"] == "header"
        found += [document.get("data", {}).get("what_seen") for document in documents]

    assert len(found) == 2 + 4
    assert "Iemand zei: 'één'" in found


def test_kinds_of_a_newer_program_are_counted_and_kept(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    theirs = write(own_file, revision("wiz-1", kind="wizard"), revision("obs-n", schema=2))
    reading = read(workspace)
    assert (len(reading.records), reading.records.unknown, reading.newer) == (0, 2, 2)
    before = theirs.read_bytes()

    write(own_file.with_name("collega-0001.json"), revision("hou-intake", kind="study", data=STUDY))
    put()

    assert theirs.read_bytes().startswith(before[:-4])


STUDY = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}


def test_fields_of_a_newer_program_survive_an_edit(workspace: Workspace, put: Add, own_file: Path) -> None:
    data = {"study_id": "hou-intake", "what_seen": "Oud.", "weather": {"rain": True}}
    theirs = revision("obs-n", data=data)
    write(own_file.with_name("collega-0001.json"), theirs)
    assert read(workspace).newer == 1

    stored = history(workspace, "obs-n")[-1].fields
    put(**{**stored, "what_seen": "Nieuw."}, id="obs-n", revises=(theirs["rev"],), why="verbeterd")

    now = history(workspace, "obs-n")[-1]
    assert now.fields == {**data, "what_seen": "Nieuw."}
    assert now.revises == (theirs["rev"],)
    assert text_of(workspace, "obs-n") == "Nieuw."


def test_a_newer_format_is_refused(workspace: Workspace, put: Add, own_file: Path) -> None:
    path = write(own_file.with_name("nieuw-0001.json"), header={**COLLEAGUE, "format": 2})

    for attempt in (lambda: read(workspace), lambda: read(workspace, kinds={"cycle"}), put):
        with pytest.raises(errors.NewerFormat, match=path.name) as refused:
            attempt()
        assert refused.value.exit_code == 6


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"\0" * len(content),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content + b"\0\0",
        lambda content: b"<!DOCTYPE html><html>Sign in</html>",
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: b'{"observations": {"1": {"uid": "a"}}}',
    ],
    ids=["empty", "zeros", "bom", "one byte", "half", "tail", "login page", "crlf", "layout"],
)
def test_a_damaged_file_is_named_and_never_written(
    workspace: Workspace, put: Add, own_file: Path, damage: Any
) -> None:
    whole = own_file.read_bytes()
    write(own_file.with_name("collega-0001.json"), revision("obs-theirs"))
    damaged = damage(whole)
    own_file.write_bytes(damaged)

    reading = read(workspace)

    assert [error.facts["file"] for error in reading.damaged] == [str(own_file)]
    assert reading.records.get("obs-theirs") is not None
    with pytest.raises(errors.DamagedFile, match=own_file.name) as refused:
        put()
    assert refused.value.exit_code == 4
    assert own_file.read_bytes() == damaged


def test_the_line_that_was_changed_is_named_and_the_others_are_read(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    mine = put()
    own_file.write_bytes(own_file.read_bytes().replace(b'"number":1', b'"number":2'))

    reading = read(workspace)

    assert [error.facts["line"] for error in reading.damaged] == [4]
    assert {record.id for record in reading.records} == {"hou-intake", mine}


@pytest.mark.parametrize(
    "data",
    [[1], 1, "tekst", {}, {"study_id": "hou-intake", "what_seen": 7}, {"what_seen": "Tekst", "weather": {}}],
    ids=str,
)
@pytest.mark.parametrize("more", [(), ({**ENVELOPE, "id": "obs-gone", "kind": "tombstone"},)], ids=len)
def test_data_without_the_form_of_their_kind_are_named_and_the_others_are_read(
    workspace: Workspace, put: Add, own_file: Path, data: Any, more: tuple[dict[str, Any], ...]
) -> None:
    mine = put()
    good, odd = revision("obs-good"), revision("obs-odd", data=data)
    path = write(own_file.with_name("collega-0001.json"), good, odd, *more)

    reading = read(workspace)

    assert [(each.facts["file"], each.facts["line"]) for each in reading.damaged] == [(str(path), 4)]
    assert {record.id for record in reading.records} == {"hou-intake", "cyc-0001", mine, "obs-good"}


def test_a_folder_or_hidden_file_among_the_records_is_no_record_file(
    workspace: Workspace, own_file: Path
) -> None:
    own_file.with_name("._onderzoeker-test.json").write_bytes(b"\0\5\x16\7")
    assert read(workspace).damaged == ()

    own_file.with_name("folder.json").mkdir()
    assert [error.facts["file"] for error in read(workspace).damaged] == [
        str(own_file.with_name("folder.json"))
    ]


def test_only_the_studies_and_kinds_asked_for_are_given(workspace: Workspace, put: Add) -> None:
    put()
    put("organisation", name="Sociaal team", study_id=None)

    assert {each.kind for each in read(workspace, kinds={"cycle", "organisation"}).records} == {
        "cycle",
        "organisation",
    }
    assert {each.kind for each in read(workspace, studies=()).records} == {"organisation"}


def test_the_history_of_an_unknown_record_is_refused(workspace: Workspace) -> None:
    with pytest.raises(errors.UnknownRecord, match="obs-zzzz"):
        history(workspace, "obs-zzzz")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_file_that_cannot_be_read_is_told_and_stops_a_write(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    own_file.with_name("link.json").symlink_to(own_file.with_name("gone.json"))

    reading = read(workspace)

    assert [error.facts["file"] for error in reading.damaged] == [str(own_file.with_name("link.json"))]
    assert len(reading.records) == 2
    with pytest.raises(errors.CannotRead, match=r"link\.json"):
        put()
