"""Finding and making a workspace, and knowing in which study one stands."""

from pathlib import Path

import pytest

from actionlab import errors
from actionlab.store import Workspace, find_workspace, init_workspace, packaged, read, study_here, study_slugs


def test_a_workspace_is_found_from_any_folder_below_it(workspace: Workspace) -> None:
    below = workspace.records("hou-intake")

    assert find_workspace(below, None, {}) == workspace


def test_an_explicit_folder_comes_before_the_environment_and_the_current_folder(tmp_path: Path) -> None:
    first, second, third = (init_workspace(tmp_path / name, name=name, contact="") for name in "abc")
    environ = {"ACTIONLAB_WORKSPACE": str(second.root)}

    assert find_workspace(third.root, first.root, environ) == first
    assert find_workspace(third.root, Path("../a"), {}).settings.name == "a"
    assert find_workspace(third.root, None, environ) == second
    assert find_workspace(third.root, None, {"ACTIONLAB_WORKSPACE": ""}) == third


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path: Path) -> None:
    # no shell has made it a folder here, nor does cmd.exe
    made = init_workspace(tmp_path / "home" / "werkmap", name="a", contact="")
    assert find_workspace(tmp_path, "~/werkmap", {}) == made
    assert find_workspace(tmp_path, None, {"ACTIONLAB_WORKSPACE": "~/werkmap"}) == made


def test_without_a_workspace_the_way_to_make_one_is_told(own_folder: Path, workspace: Workspace) -> None:
    with pytest.raises(errors.NoWorkspace, match="actionlab init"):
        find_workspace(own_folder, None, {})
    with pytest.raises(errors.NoWorkspace, match="records"):
        find_workspace(own_folder, workspace.records("hou-intake"), {})


@pytest.mark.parametrize("content", [b"[workspace", b"\xff\xfe["])
def test_settings_that_cannot_be_read_are_named(workspace: Workspace, content: bytes) -> None:
    (workspace.root / "actionlab.toml").write_bytes(content)

    with pytest.raises(errors.Malformed, match=r"actionlab\.toml"):
        find_workspace(workspace.root, None, {})


def test_settings_in_the_letters_of_an_old_notepad_are_told_how_to_save_them(workspace: Workspace) -> None:
    (workspace.root / "actionlab.toml").write_bytes('[workspace]\nname = "café"\n'.encode("cp1252"))

    with pytest.raises(errors.Malformed, match="UTF-8") as refused:
        find_workspace(workspace.root, None, {})
    assert "codec" not in str(refused.value)


def test_the_study_is_known_from_the_folder_one_stands_in(workspace: Workspace) -> None:
    assert study_here(workspace, workspace.records("hou-intake")) == "hou-intake"
    assert study_here(workspace, workspace.studies / "hou-intake") == "hou-intake"
    for folder in (workspace.studies, workspace.root, workspace.records("_shared"), Path("/")):
        assert study_here(workspace, folder) is None


def test_only_folders_with_records_are_studies(workspace: Workspace) -> None:
    (workspace.studies / "loose").mkdir()
    (workspace.studies / "file").write_text("x")

    assert study_slugs(workspace) == ("hou-intake",)


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "space").mkdir()
    ignore = tmp_path / "space" / ".gitignore"
    ignore.write_text("mine\n")
    made = init_workspace(tmp_path / "space", name='Team "Zuid" \x7f', contact="balie")
    assert (made.settings.name, made.settings.contact) == ('Team "Zuid" \x7f', "balie")
    assert ignore.read_text() == "mine\n"
    toml = made.root / "actionlab.toml"
    before = toml.read_bytes()

    with pytest.raises(errors.WorkspaceExists, match=r"actionlab\.toml"):
        init_workspace(tmp_path / "space", name="other", contact="", example=True)

    assert toml.read_bytes() == before
    assert study_slugs(made) == ()


def test_init_with_the_example_gives_studies_to_practise_with(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program" / "actionlab"
    example = program / "_data" / "studies" / "hou-intake" / "records" / "voorbeeld-0000.json"
    example.parent.mkdir(parents=True)
    example.write_bytes((workspace.records("hou-intake") / "onderzoeker-test.json").read_bytes())
    example.with_name("iemand-anders.json").write_bytes(b"private")
    monkeypatch.setattr(packaged, "PACKAGE", program)

    made = init_workspace(tmp_path / "practice", example=True)

    assert made.settings.synthetic
    assert not made.settings.read_only
    assert "Hogeschool Utrecht" in made.settings.knowledge_institute
    assert [path.name for path in made.studies.rglob("*.json")] == ["voorbeeld-0000.json"]
    assert read(made).records.get("hou-intake") is not None


def test_git_leaves_records_and_reports_alone(workspace: Workspace) -> None:
    lines = (workspace.root / ".gitignore").read_text().splitlines()

    assert lines[0] == "*"
    assert not any("studies" in line or "reports" in line for line in lines)
