"""Where the files are."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from actionlab.store import Workspace
from actionlab.store.writer import local_folder

Call = Callable[..., Result]


def test_every_place_is_named(call: Call, workspace: Workspace) -> None:
    lines = call("where").stdout.splitlines()
    assert len(lines) == 8
    for place in (workspace.root, workspace.studies, workspace.reports, workspace.templates):
        assert any(line.endswith(str(place)) for line in lines)
    assert any(line.endswith("onderzoeker-test") for line in lines)


def test_json_has_english_keys(call: Call, workspace: Workspace) -> None:
    places = json.loads(call("where", "--json").stdout)
    assert places["schema"] == 1
    assert places["workspace"] == str(workspace.root)
    assert places["settings"] == str(workspace.root / "actionlab.toml")
    assert places["writer"] == "onderzoeker-test"
    assert places["program_folder"] == str(local_folder())
    assert (Path(places["program_templates"]) / "studies" / "empty.toml").is_file()


def test_a_path_is_never_broken_so_that_it_can_be_copied(
    workspace: Workspace, on_terminal: Callable[..., list[str]]
) -> None:
    lines = on_terminal("where", columns=20)
    assert any(line.endswith(str(workspace.reports)) for line in lines)


def test_without_a_workspace_it_says_how_to_make_one(call: Call) -> None:
    result = call("--lang", "en", "where")
    assert result.exit_code == 1
    assert "actionlab init" in result.stderr
