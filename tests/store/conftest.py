"""A workspace with one study, and short ways to add to it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionlab.i18n import activate
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, init_workspace

NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)

Add = Callable[..., str]


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the errors speak as they are written in the source."""
    activate("en")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Give a workspace with the study `hou-intake` and its first cycle."""
    made = init_workspace(tmp_path / "space", name="Proef", contact="info@voorbeeld.invalid")
    study = {"id": "hou-intake", "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}
    cycle = {"study_id": "hou-intake", "number": 1}
    add(made, [Draft(kind="study", fields=study), Draft(kind="cycle", id="cyc-0001", fields=cycle)], now=NOW)
    return made


@pytest.fixture
def put(workspace: Workspace) -> Add:
    """Give a function that adds one record and gives its id: `put("observation", what_seen="…")`."""

    def put_one(kind: str = "observation", /, **given: Any) -> str:
        envelope = {name: given.pop(name) for name in ("id", "revises", "why") if name in given}
        if kind == "observation":
            given = {"what_seen": "Eén inwoner vroeg wat er kon.", **given}
        fields = {"study_id": "hou-intake", **given}
        return add(workspace, [Draft(kind=kind, fields=fields, **envelope)], now=NOW)[0]

    return put_one


@pytest.fixture
def own_file(workspace: Workspace) -> Path:
    """Give the record file of the study that this writer writes."""
    return workspace.records("hou-intake") / "onderzoeker-test.json"
