"""A workspace with one study, to bring things into."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionlab.model.records import Draft
from actionlab.store import Workspace, add, init_workspace, open_workspace

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
STUDY = "hou-driehoek"
CODE, OTHER_CODE = "HOU-K7M2", "HOU-Q4W8"

Store = Callable[..., tuple[str, ...]]


@pytest.fixture
def workspace(own_folder: Path) -> Workspace:
    """A workspace with the study `hou-driehoek` and two people who agreed to everything."""
    init_workspace(own_folder, name="Werkplaats", contact="de onderzoeker", example=False)
    made = open_workspace(own_folder)
    study = {"id": STUDY, "title": "Samen aan tafel", "municipality": ["GM0321"], "theme": "O1"}
    add(made, [Draft(kind="study", fields=study)], now=NOW)
    add(made, [Draft(kind="participant", fields=person(code)) for code in (CODE, OTHER_CODE)], now=NOW)
    return made


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """A function that stores drafts in the workspace and gives their ids."""

    def write(*drafts: Draft) -> tuple[str, ...]:
        return add(workspace, drafts, now=NOW)

    return write


def person(code: str, **fields: Any) -> dict[str, Any]:
    """The fields of a resident who agreed to everything."""
    scopes = ["observe_conversations", "measurements", "anonymous_quote", "reuse"]
    consent = {"status": "given", "scopes": scopes, "date": "2026-01-05"}
    return {"pseudonym": code, "study_id": STUDY, "group": "resident", "consent": consent, **fields}
