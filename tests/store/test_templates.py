"""Templates: those of the workspace first, then the program's, never anything outside their folder."""

from pathlib import Path

import pytest

from actionlab import errors
from actionlab.store import Workspace, packaged, study_template_ids, template_bytes, template_text
from actionlab.store.templates import municipal_house_style


@pytest.fixture
def own(workspace: Workspace) -> Path:
    """Give the folder of the workspace's own study templates, with one template saved by Windows Notepad."""
    folder = workspace.templates / "studies"
    folder.mkdir(parents=True)
    (folder / "onze.toml").write_bytes('\ufefftitle = "één"\n'.encode())
    (folder / "leesmij.txt").write_text("x")
    return folder


def test_the_template_of_the_workspace_comes_first(workspace: Workspace, own: Path) -> None:
    program = template_bytes(None, "studies/empty.toml")
    (own / "empty.toml").write_text("mine = 1\n")

    assert template_text(workspace, "studies/empty.toml") == "mine = 1\n"
    assert template_bytes(None, "studies/empty.toml") == program


def test_a_byte_order_mark_is_no_part_of_the_text(workspace: Workspace, own: Path) -> None:
    assert template_text(workspace, "studies/onze.toml") == 'title = "één"\n'


def test_the_templates_of_both_are_listed_once(workspace: Workspace, own: Path) -> None:
    (own / "empty.toml").write_text("mine = 1\n")

    ids = study_template_ids(workspace)

    assert "onze" in ids
    assert "leesmij" not in ids
    assert set(study_template_ids(None)) | {"onze"} == set(ids)
    assert len(ids) == len(set(ids))


def test_an_unknown_template_is_answered_with_those_there_are(workspace: Workspace, own: Path) -> None:
    with pytest.raises(errors.UnknownTemplate, match=r"onze\.toml"):
        template_text(workspace, "studies/onbekend.toml")


def test_a_template_that_is_not_utf_8_is_named(workspace: Workspace, own: Path) -> None:
    (own / "onze.toml").write_bytes(b"title = '\xe9\xe9n'")

    with pytest.raises(errors.Malformed, match=r"studies/onze\.toml"):
        template_text(workspace, "studies/onze.toml")


@pytest.mark.parametrize(
    "name",
    ["../actionlab.toml", "studies/../../actionlab.toml", "/etc/passwd", "..\\x", "C:x", "", "a//b", "a\0b"],
)
def test_no_name_leads_out_of_the_folder(workspace: Workspace, own: Path, name: str) -> None:
    with pytest.raises(errors.UnknownTemplate):
        template_bytes(workspace, name)


def test_a_wheel_has_its_templates_inside_and_a_checkout_beside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "actionlab"
    package.mkdir()
    monkeypatch.setattr(packaged, "PACKAGE", package)
    assert packaged.packaged("templates") == tmp_path / "templates"

    (package / "_data" / "templates").mkdir(parents=True)
    assert packaged.packaged("templates") == package / "_data" / "templates"


@pytest.mark.parametrize("ending", [".docx", ".dotx"])
def test_the_house_style_of_a_municipality_is_found_by_its_code(workspace: Workspace, ending: str) -> None:
    folder = workspace.templates / "house-style"
    folder.mkdir(parents=True)
    (folder / f"GM0321{ending}").write_bytes(b"huisstijl")

    assert municipal_house_style(workspace, "GM0321") == (f"GM0321{ending}", b"huisstijl")
    assert municipal_house_style(workspace, "GM0344") is None
