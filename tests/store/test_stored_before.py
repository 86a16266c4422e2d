"""What was stored before the gate, or came from elsewhere, is named by place, in whatever version it is."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from colleague import document, revision, write

from actionlab.cli.main import program
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, read
from actionlab.store.checking import check
from actionlab.store.findings import Finding
from actionlab.store.stored_before import kinds_in_line

Add = Callable[..., str]
TODAY = dt.date(2026, 6, 15)
BSN = "123456782"
HASH = "ab111222333cd0612345678ef1234567"
WITH_NUMBER = {"study_id": "hou-intake", "what_seen": f"Eerst.\nNummer {BSN}."}


def named(workspace: Workspace) -> list[Finding]:
    return [each for each in check(workspace, today=TODAY).findings if each.kind == "personal_data"]


@pytest.fixture
def colleague(own_file: Path) -> Path:
    """The record file of a colleague, whose program has no gate."""
    return own_file.with_name("collega-0001.json")


def test_the_place_is_named_and_never_the_text(workspace: Workspace, colleague: Path) -> None:
    write(colleague, revision("obs-theirs00", data=WITH_NUMBER), revision("obs-theirs01"))

    (found,) = named(workspace)

    assert (Path(found.path), found.line, found.facts["id"]) == (colleague, 3, "obs-theirs00")
    assert "line 2, character 8" in found.what
    assert "actionlab edit obs-theirs00 --forget" in found.remedy
    assert BSN not in f"{found!r} {found.what} {found.remedy}"


@pytest.mark.parametrize(
    "given",
    [
        {"data": {**WITH_NUMBER, "what_seen": "Iets.", "later_field": {"deep": [f"nummer {BSN}"]}}},
        {"kind": "later_kind", "data": {"text": f"nummer {BSN}"}},
        {"why": f"nummer {BSN}"},
        {"confirmed": f"onderzoeker, 2026-06-15: nummer {BSN}"},
    ],
    ids=["an unknown field", "an unknown kind", "why", "confirmed"],
)
def test_everything_that_may_hold_text_is_looked_at(
    workspace: Workspace, colleague: Path, given: dict[str, Any]
) -> None:
    write(colleague, revision("obs-theirs00", **given))

    (found,) = named(workspace)

    assert found.facts["id"] == "obs-theirs00"
    assert BSN not in f"{found!r} {found.what}"


def test_a_former_version_is_named_until_it_is_forgotten(workspace: Workspace, colleague: Path) -> None:
    write(colleague, revision("obs-theirs00", data=WITH_NUMBER))
    now = dt.datetime(2026, 6, 15, tzinfo=dt.UTC)

    def rewrite(*, forgets: bool) -> None:
        record = read(workspace).records.get("obs-theirs00")
        assert record is not None
        fields = {"study_id": "hou-intake", "what_seen": "Zonder nummer."}
        draft = Draft(kind="observation", id=record.id, revises=record.heads, fields=fields, forgets=forgets)
        add(workspace, [draft], now=now)

    rewrite(forgets=False)
    (found,) = named(workspace)
    assert (Path(found.path), found.line) == (colleague, 3)
    assert "In a former version" in found.what

    done = CliRunner().invoke(
        program, ["-C", workspace.folder, "--no-input", "edit", "obs-theirs00", "--forget", "--yes"]
    )
    assert done.exit_code == 0, done.output
    assert named(workspace) == []
    assert BSN.encode() not in colleague.read_bytes()


@pytest.mark.parametrize(
    "damaged",
    [
        lambda line: line.replace(b"Eerst", b"Later"),
        lambda line: line[: line.index(BSN.encode()) + 9],
        lambda line: line.replace(b'"', b""),
    ],
    ids=["changed", "cut", "without quotes"],
)
def test_what_was_set_aside_is_looked_at_too(
    workspace: Workspace, own_file: Path, damaged: Callable[[bytes], bytes]
) -> None:
    line = document(revision("obs-theirs00", data=WITH_NUMBER))
    clean = document(revision("obs-theirs01", data={"study_id": "hou-intake", "date": "1980-03-12"}))
    aside = own_file.with_name("collega-0001.json.damaged")
    aside.write_bytes(clean + b"\n" + damaged(line) + b"\n\xff\n")
    aside.chmod(0o600)

    (found,) = (each for each in check(workspace, today=TODAY).findings if "aside" in each.kind)

    assert (found.path, found.line, found.exit_code) == (str(aside), 2, 1)
    assert "citizen service number" in found.what
    assert BSN not in f"{found!r} {found.what} {found.remedy}"


@pytest.mark.parametrize(
    "line",
    [
        f'"3":{{"rev":"{HASH}","id":"obs-7k3fq2xd","data":{{"what_seen":"De inwoner begon zelf."]}},',
        f'"3":{{"revises":["{HASH}"],"at":"2026-06-12T34:56:78.061234567Z"',
    ],
)
def test_hashes_and_moments_of_a_damaged_line_are_no_personal_data(line: str) -> None:
    assert kinds_in_line(line, 2026) == ()


@pytest.mark.parametrize(
    "line",
    [
        f'"3":{{"rev":"{HASH}","data":{{"what_seen":"Zijn nummer is 111222333."]}},',
        f'"3":{{"rev":"{HASH}","data":{{"what_seen":"cut: 111222333',
        f'"what_seen":"{HASH[2:11]}"',
    ],
)
def test_a_number_in_a_text_of_a_damaged_line_is_found(line: str) -> None:
    assert kinds_in_line(line, 2026) == ("bsn",)


def test_codes_dates_and_hashes_are_no_personal_data(workspace: Workspace, put: Add) -> None:
    for number in range(40):
        put(what_seen=f"Het ging {number} keer goed.", date="1980-03-12")

    assert named(workspace) == []


def _merge(workspace: Workspace, other: Path) -> Result:
    return CliRunner().invoke(program, ["-C", workspace.folder, "--lang", "en", "merge", str(other)])


@pytest.fixture
def other(workspace: Workspace, tmp_path: Path) -> Path:
    """A copy of the workspace in which a colleague without a gate writes."""
    made = tmp_path / "other"
    shutil.copytree(workspace.root, made)
    return made


def test_merging_names_what_came_with_personal_data(
    workspace: Workspace, other: Path, colleague: Path
) -> None:
    theirs = other / colleague.relative_to(workspace.root)
    former = revision("obs-theirs02", data=WITH_NUMBER)
    write(
        theirs,
        revision("obs-theirs00", data=WITH_NUMBER),
        revision("obs-theirs01"),
        former,
        revision("obs-theirs02", revises=[former["rev"]]),
    )

    merged = _merge(workspace, other)

    assert merged.exit_code == 0
    assert "2 records that were taken in hold" in merged.stderr
    assert "obs-theirs00, obs-theirs02." in merged.stderr
    assert BSN not in merged.output

    again = _merge(workspace, other)
    assert (again.exit_code, "obs-theirs00" in again.stderr) == (0, False)


def test_merging_does_not_name_what_was_here_already(
    workspace: Workspace, other: Path, colleague: Path
) -> None:
    write(colleague, revision("obs-theirs00", data=WITH_NUMBER))
    write(other / colleague.relative_to(workspace.root), revision("obs-theirs01"))

    merged = _merge(workspace, other)

    assert merged.exit_code == 0
    assert "Taken in: 1 new version" in merged.stderr
    assert "obs-theirs00" not in merged.stderr
