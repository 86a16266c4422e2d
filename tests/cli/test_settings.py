"""Settings: what is set, where each value comes from, what it means, and what the documents say of it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.i18n import translated
from actionlab.model.settings import FILE, SETTINGS, VARIABLES, as_toml
from actionlab.store import Workspace

Call = Callable[..., Result]
CHECKOUT = Path(__file__).parents[2]
DOCUMENT = (CHECKOUT / "docs/settings.md").read_text(encoding="utf-8")


def write(workspace: Workspace, text: str) -> None:
    (workspace.root / FILE).write_text(text, encoding="utf-8")


def test_every_setting_is_shown_with_its_value_and_where_it_comes_from(
    call: Call, workspace: Workspace
) -> None:
    write(workspace, '[workspace]\nname = "Onze [werkplaats]"\n\n[thresholds]\npublic = 12\n')

    shown = call("--lang", "en", "settings")

    told = shown.stdout.splitlines()
    assert '  workspace.name = "Onze [werkplaats]" (line 2)' in told
    assert "  thresholds.public = 12 (line 5)" in told
    assert "  retention.years = 10 (default)" in told
    assert "  workspace.read_only = false (default)" in told
    assert [each.place for each in SETTINGS if f"  {each.place} = " not in shown.stdout] == []
    assert shown.stderr.splitlines()[-1].endswith(str(workspace.root / FILE))


def test_what_is_shown_can_be_written_as_it_stands(call: Call, workspace: Workspace) -> None:
    write(workspace, "")
    told = call("--lang", "en", "settings").stdout.splitlines()
    written = [line.removesuffix(" (default)").strip() for line in told if line.endswith(" (default)")]

    write(workspace, "\n".join(written))

    assert len(written) == len(SETTINGS)
    assert "(default)" not in call("--lang", "en", "settings").stdout


def test_every_meaning_is_told(call: Call, workspace: Workspace) -> None:
    shown = call("--lang", "en", "settings").stdout

    assert [each.name for each in (*SETTINGS, *VARIABLES) if each.meaning not in shown] == []


def test_variables_of_the_computer_are_shown(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIONLAB_WORKSPACE", str(workspace.root))

    shown = call("--lang", "en", "settings").stdout.splitlines()

    assert f"  ACTIONLAB_WORKSPACE: {workspace.root}" in shown
    assert "  ACTIONLAB_WRITER: onderzoeker-test" in shown
    assert "  ACTIONLAB_DEBUG: not set" in shown


def test_no_variable_is_listened_to_in_secret() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "actionlab").rglob("*.py"))

    # the one of the Tab key is set by the script of the shell, never by a person
    assert set(re.findall(r"\bACTIONLAB_[A-Z]+", code)) == {each.name for each in VARIABLES}


def test_json_says_the_same(call: Call, workspace: Workspace) -> None:
    write(workspace, "[retention]\nyears = 7\n")

    content = json.loads(call("settings", "--json").stdout)

    found = {each["name"]: each for each in content["settings"]}
    assert content["file"] == str(workspace.root / FILE)
    years, months = found["retention.years"], found["retention.key_file_months"]
    assert (years["value"], years["default"], years["source"], years["line"]) == (7, 10, "file", 2)
    assert (months["value"], months["default"], months["source"], months["line"]) == (6, 6, "default", None)
    assert (years["type"], years["least"]) == ("integer", 1)
    assert (found["workspace.name"]["type"], found["workspace.name"]["least"]) == ("string", None)
    assert {each["name"]: each["value"] for each in content["environment"]}["ACTIONLAB_DEBUG"] is None


def test_a_mistyped_setting_is_told_with_the_nearest(call: Call, workspace: Workspace) -> None:
    write(workspace, "[thresholds]\npublik = 12\n")

    refused = call("--lang", "en", "settings")

    assert refused.exit_code == 2
    assert "Did you mean thresholds.public?" in refused.stderr


def test_without_a_workspace_it_says_how_to_make_one(call: Call) -> None:
    refused = call("--lang", "en", "settings")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "actionlab init" in refused.stderr


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.place)
def test_the_document_says_of_every_setting_what_the_program_says(setting: object) -> None:
    each = next(known for known in SETTINGS if known == setting)
    meaning = translated(each.meaning, "nl")

    assert f"| `{each.place}` | `{as_toml(each.default)}` | {meaning} |" in DOCUMENT


def test_the_document_names_nothing_that_does_not_exist() -> None:
    rows = [line.split("`")[1] for line in DOCUMENT.splitlines() if line.startswith("| `")]

    assert rows == [*(each.place for each in SETTINGS), *(each.name for each in VARIABLES)]


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda each: each.name)
def test_the_document_says_of_every_variable_what_the_program_says(variable: object) -> None:
    each = next(known for known in VARIABLES if known == variable)

    assert f"| `{each.name}` | {translated(each.meaning, 'nl')} |" in DOCUMENT
