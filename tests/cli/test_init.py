"""Making a workspace."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.store import open_workspace, study_slugs

Call = Callable[..., Result]


def test_this_folder_becomes_a_workspace(call: Call, own_folder: Path) -> None:
    result = call("init", "--name", "Onze werkplaats", "--contact", "het kenniscentrum")
    assert result.exit_code == 0
    assert Path(result.stdout.strip()).samefile(own_folder)
    settings = open_workspace(own_folder).settings
    assert (settings.name, settings.contact, settings.synthetic) == (
        "Onze werkplaats",
        "het kenniscentrum",
        False,
    )
    assert study_slugs(open_workspace(own_folder)) == ()


def test_another_folder_is_made_when_it_is_named(call: Call, own_folder: Path) -> None:
    result = call("init", "nieuw/map")
    assert Path(result.stdout.strip()) == (own_folder / "nieuw" / "map").resolve()
    if os.name != "nt":
        assert (own_folder / "nieuw").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("again", [("init",), ("init", "--example"), ("init", ".")])
def test_a_second_time_nothing_is_overwritten(call: Call, own_folder: Path, again: tuple[str, ...]) -> None:
    call("init", "--name", "Eerste")
    before = (own_folder / "actionlab.toml").read_bytes()
    result = call(*again)
    assert result.exit_code == 1
    assert "actionlab.toml" in result.stderr
    assert (own_folder / "actionlab.toml").read_bytes() == before


def test_the_example_can_be_practised_with(call: Call, own_folder: Path) -> None:
    call("init", "oefenen", "--example")
    workspace = open_workspace(own_folder / "oefenen")
    assert workspace.settings.synthetic
    assert "hou-driehoek" in study_slugs(workspace)
    logged = call("-C", "oefenen", "log", "observation", "-s", "hou-driehoek", "Wij oefenen.")
    assert logged.exit_code == 0


def test_a_file_in_the_way_is_one_clear_line(call: Call, own_folder: Path) -> None:
    (own_folder / "bezet").write_text("een bestand")
    result = call("--lang", "en", "init", "bezet")
    assert result.exit_code in (1, 3)
    assert "bezet" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_workspace_is_not_made_inside_another(call: Call, own_folder: Path) -> None:
    assert call("init", "werkmap").exit_code == 0
    for place in ("werkmap/nog-een", "werkmap/studies/diep/nog-een"):
        refused = call("--lang", "en", "init", place)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert f"lies in a workspace already: {(own_folder / 'werkmap').resolve()}." in refused.stderr
        assert not (own_folder / place).exists()
    assert call("init", "ernaast").exit_code == 0
