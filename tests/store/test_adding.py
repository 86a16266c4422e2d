"""The one door in: checked, then written all or nothing."""

import datetime as dt
import multiprocessing
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from actionlab import errors
from actionlab.model import rules
from actionlab.model.insight import Insight
from actionlab.model.observation import Observation
from actionlab.model.records import Draft
from actionlab.model.study import Study
from actionlab.store import Workspace, add, open_workspace, read
from actionlab.store.workspace import SHARED

Add = Callable[..., str]
NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def new_study(slug: str, **given: Any) -> Draft:
    fields = {"id": slug, "title": "T", "municipality": ["GM0321"], "theme": "O1", **given}
    return Draft(kind="study", fields=fields)


def test_what_is_stored_is_given_back_with_its_envelope(workspace: Workspace, put: Add) -> None:
    made = put(what_seen="[red]ideeën\t👍[/red]", date="2026-03-11", tags=["a"])

    record = read(workspace).records.find(Observation, made)

    assert record is not None
    assert record.data == Observation(
        study_id="hou-intake",
        what_seen="[red]ideeën\t👍[/red]",
        date=dt.date(2026, 3, 11),
        tags=("a",),
    )
    assert (record.at, record.by, record.folder) == (
        "2026-03-12T09:30:00.000Z",
        "onderzoeker-test",
        "hou-intake",
    )
    assert made.startswith("obs-")
    assert len(made) == len("obs-7k3fq2xd")


def test_an_edit_adds_a_revision_and_leaves_the_former_one(
    workspace: Workspace, put: Add, own_file: Path
) -> None:
    made = put(what_seen="Oud.")
    before = own_file.read_bytes()
    record = read(workspace).records.get(made)
    assert record is not None

    put(id=made, revises=record.heads, why="preciezer", what_seen="Nieuw.")

    changed = read(workspace).records.find(Observation, made)
    assert changed is not None
    assert (changed.data.what_seen, changed.why, len(changed.heads)) == ("Nieuw.", "preciezer", 1)
    assert own_file.read_bytes().startswith(before[: -len("\n}}\n")])


def test_a_short_id_is_stored_in_full(workspace: Workspace, put: Add) -> None:
    observation = put()
    insight = put(
        "insight",
        study_id="hou-i",
        statement="Het werkt.",
        evidence=[{"ref": observation[:8], "relation": "supports"}],
    )

    record = read(workspace).records.find(Insight, insight)

    assert record is not None
    assert record.data.study_id == "hou-intake"
    assert record.data.evidence[0].ref == observation


def test_a_batch_over_two_folders_may_refer_to_itself(workspace: Workspace) -> None:
    approach = Draft(kind="approach", id="app-0001", fields={"title": "A", "municipalities": ["GM0321"]})
    cycle = Draft(kind="cycle", fields={"study_id": "hou-tweede", "number": 1})

    add(workspace, [new_study("hou-tweede", approach_id="app-0001"), cycle, approach], now=NOW)

    records = read(workspace).records
    study = records.find(Study, "hou-tweede")
    assert study is not None
    assert study.data.approach_id == "app-0001"
    assert {record.folder for record in records} == {"hou-intake", "hou-tweede", SHARED}


def test_one_fault_in_a_batch_stores_nothing_of_it(workspace: Workspace) -> None:
    before = files(workspace.root)
    good = Draft(kind="cycle", fields={"study_id": "hou-tweede", "number": 1})
    bad = Draft(kind="cycle", fields={"study_id": "hou-tweede", "number": 1})

    with pytest.raises(errors.RuleBroken):
        add(workspace, [new_study("hou-tweede"), good, bad], now=NOW)

    assert files(workspace.root) == before
    assert not (workspace.studies / "hou-tweede").exists()


def test_the_uid_of_a_study_is_the_same_in_the_files_of_all_writers(
    workspace: Workspace, put: Add, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONLAB_WRITER", "collega-0001")
    put()
    headers = [
        msgspec.json.decode(path.read_bytes())["_default"]["1"]
        for path in (own_file, own_file.with_name("collega-0001.json"))
    ]

    assert headers[0]["study"] == headers[1]["study"]
    assert headers[0]["study"].startswith("std-")
    assert [header["writer"] for header in headers] == ["onderzoeker-test", "collega-0001"]


@pytest.mark.parametrize(
    ("kind", "fields", "error", "words"),
    [
        ("observation", {"study_id": "nergens"}, errors.RuleBroken, "nergens"),
        ("observation", {"what_seen": " "}, errors.Malformed, "what-seen"),
        ("observation", {"what_seen": "half \udce9"}, errors.Malformed, "what-seen"),
        ("observation", {"date": "31-02-2026"}, errors.Malformed, "date"),
        ("observation", {"x": float("nan")}, errors.Malformed, "finite"),
        ("observation", {"cycle_id": "cyc-9"}, errors.RuleBroken, "cyc-9"),
        ("cycle", {"number": 1}, errors.RuleBroken, "cyc-0001"),
        ("study", {"id": "Hou Intake"}, errors.Malformed, "Hou Intake"),
        ("study", {"id": "hou-intake"}, errors.StudyExists, "hou-intake"),
    ],
)
def test_what_is_not_right_is_refused_and_nothing_is_stored(
    workspace: Workspace, kind: str, fields: dict[str, Any], error: type[Exception], words: str
) -> None:
    before = files(workspace.root)
    valid: dict[str, dict[str, Any]] = {
        "observation": {"study_id": "hou-intake", "what_seen": "x"},
        "cycle": {"study_id": "hou-intake", "number": 2},
        "study": {"title": "T", "municipality": ["GM0321"], "theme": "O1"},
    }

    with pytest.raises(error, match=words):
        add(workspace, [Draft(kind=kind, fields={**valid[kind], **fields})], now=NOW)

    assert files(workspace.root) == before


@pytest.mark.parametrize("place", ["why", "confirmed", "id"])
def test_half_a_character_is_refused_anywhere(workspace: Workspace, place: str) -> None:
    before = files(workspace.root)
    half = {place: "half \udce9"}
    asked = "Mevrouw Jansen belde." if place == "confirmed" else "x"
    fields = {"study_id": "hou-intake", "what_seen": asked}
    draft = Draft(kind="observation", fields=fields, id=half.get("id"), why=half.get("why"))

    with pytest.raises(errors.Malformed, match="damaged") as refused:
        add(workspace, [draft], now=NOW, confirmed=half.get("confirmed"))

    assert refused.value.exit_code == 2
    assert files(workspace.root) == before


def test_a_new_study_never_takes_a_folder_that_exists(workspace: Workspace) -> None:
    for name in ("Hou-Tweede", "hou-derde"):
        (workspace.studies / name).mkdir()
        (workspace.studies / name / "notities.txt").write_text("van iemand anders", encoding="utf-8")

    for slug in ("hou-tweede", "hou-derde"):
        with pytest.raises(errors.StudyExists, match=slug):
            add(workspace, [new_study(slug)], now=NOW)


def test_an_id_is_used_once(workspace: Workspace, put: Add) -> None:
    made = put()

    with pytest.raises(errors.RecordExists, match=made):
        put(id=made)
    with pytest.raises(errors.UnknownRecord, match="obs-none"):
        put(id="obs-none", revises=("0" * 32,))


def test_a_record_keeps_its_study_and_its_code(workspace: Workspace, put: Add) -> None:
    add(workspace, [new_study("hou-tweede")], now=NOW)
    made = put()
    record = read(workspace).records.get(made)
    study = read(workspace).records.get("hou-tweede")
    assert record is not None
    assert study is not None

    with pytest.raises(errors.RuleBroken, match="another study"):
        put(id=made, revises=record.heads, study_id="hou-tweede")
    moved = Draft(kind="study", id=study.id, revises=study.heads, fields=new_study("hou-derde").fields)
    with pytest.raises(errors.RuleBroken, match="keeps its code"):
        add(workspace, [moved], now=NOW)


def test_an_example_workspace_takes_no_records(workspace: Workspace) -> None:
    toml = workspace.root / "actionlab.toml"
    toml.write_text(toml.read_text().replace("read_only = false", "read_only = true"))

    with pytest.raises(errors.ReadOnlyWorkspace, match="actionlab init"):
        add(open_workspace(workspace.root), [new_study("hou-tweede")], now=NOW)


def test_the_code_of_the_writer_is_made_once_and_is_no_name(
    workspace: Workspace, put: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACTIONLAB_WRITER")
    put()
    put()

    writers = {record.by for record in read(workspace).records} - {"onderzoeker-test"}

    assert len(writers) == 1
    assert msgspec.convert(writers.pop(), type=str).startswith("onderzoeker-")


@pytest.mark.parametrize("code", ["Jan Jansen", "a", "../../x", "-a", "x" * 42, "é-1"])
def test_a_writer_that_is_no_code_is_refused(put: Add, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setenv("ACTIONLAB_WRITER", code)

    with pytest.raises(errors.BadWriter, match="ACTIONLAB_WRITER") as refused:
        put()
    assert refused.value.exit_code == 2


def failing(real: Callable[..., Any], at_call: int) -> Callable[..., Any]:
    """Give a function that fails as a full disk does, from the `at_call`-th call on."""
    calls = iter(range(1, 1000))

    def call(*given: Any, **named: Any) -> Any:
        if next(calls) >= at_call:
            raise OSError(28, "No space left on device")
        return real(*given, **named)

    return call


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "open"])
def test_a_disk_that_refuses_leaves_everything_as_it_was(
    workspace: Workspace, put: Add, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = files(workspace.root)
    with monkeypatch.context() as broken:
        # the first write and open are those of the lock, outside the workspace
        broken.setattr(os, call, failing(getattr(os, call), 2 if call in ("write", "open") else 1))
        with pytest.raises(errors.CannotSave) as refused:
            put()

    assert refused.value.exit_code == 3
    assert files(workspace.root) == before
    put()


def test_a_folder_written_first_is_put_back_when_the_second_fails(
    workspace: Workspace, put: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("organisation", name="Sociaal team", study_id=None)
    before = files(workspace.root)
    approach = Draft(kind="approach", id="app-0001", fields={"title": "A", "municipalities": ["GM0321"]})
    real = os.replace
    with monkeypatch.context() as broken:

        def replace(source: str, target: str) -> None:
            if Path(target).parent.parent.name == "hou-tweede":
                raise PermissionError(13, "in use")
            real(source, target)

        broken.setattr(os, "replace", replace)
        with pytest.raises(errors.CannotSave):
            add(workspace, [approach, new_study("hou-tweede", approach_id="app-0001")], now=NOW)

    assert files(workspace.root) == before
    assert not (workspace.studies / "hou-tweede").exists()


def test_a_file_that_changed_after_it_was_read_is_not_written(
    workspace: Workspace, put: Add, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = own_file.read_bytes() + b"from elsewhere"

    def problems(*given: Any) -> tuple[()]:
        own_file.write_bytes(other)
        return ()

    monkeypatch.setattr(rules, "problems", problems)
    with pytest.raises(errors.CannotSave, match=own_file.name):
        put()

    assert own_file.read_bytes() == other


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_files_and_folders_are_for_the_owner_only(workspace: Workspace, put: Add, own_file: Path) -> None:
    put()

    assert own_file.stat().st_mode & 0o777 == 0o600
    for folder in (own_file.parent, own_file.parent.parent, workspace.studies, workspace.reports):
        assert folder.stat().st_mode & 0o777 == 0o700


def _add_fifty(root: Path, writer: str) -> None:
    os.environ["ACTIONLAB_WRITER"] = writer
    workspace = open_workspace(root)
    for number in range(50):
        fields = {"study_id": "hou-intake", "what_seen": f"waarneming {number}"}
        add(workspace, [Draft(kind="observation", fields=fields)], now=NOW)


@pytest.mark.parametrize("writers", [("samen-1", "samen-1"), ("eerste-1", "tweede-2")], ids=["one", "two"])
def test_two_processes_that_write_at_once_lose_nothing(
    workspace: Workspace, writers: tuple[str, str]
) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_add_fifty, args=(workspace.root, writer)) for writer in writers]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    reading = read(workspace, kinds=None)

    assert [process.exitcode for process in processes] == [0, 0]
    assert len(reading.records.of(Observation)) == 100
    assert reading.damaged == ()


def test_a_record_that_was_revised_since_is_refused_when_asked(workspace: Workspace, put: Add) -> None:
    made = put(what_seen="Oud.")
    record = read(workspace).records.get(made)
    assert record is not None
    put(id=made, revises=record.heads, what_seen="Van iemand anders.")
    fields = {"study_id": "hou-intake", "what_seen": "Te laat."}
    late = Draft(kind="observation", fields=fields, id=made, revises=record.heads)
    before = files(workspace.root)

    with pytest.raises(errors.RevisedMeanwhile, match=made):
        add(workspace, [late], now=NOW, unless_revised=True)

    assert files(workspace.root) == before
    assert add(workspace, [late], now=NOW) == (made,)
