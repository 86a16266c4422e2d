"""The schemas by name: what there is, how a kind may be called, and what the documents say of it."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from actionlab.cli.schemas.making import FORMS, names
from actionlab.model.kinds import KINDS
from actionlab.store import init_workspace

Call = Callable[..., Result]
DOCUMENT = (Path(__file__).parents[2] / "docs/json.md").read_text(encoding="utf-8")


def test_without_a_name_it_says_which_there_are(call: Call) -> None:
    shown = call("schema").stdout.splitlines()

    assert [line.split()[0] for line in shown] == [*FORMS, *KINDS]
    assert json.loads(call("schema", "--json").stdout)["names"][0] == {
        "name": "status",
        "what": "actionlab status --json",
    }


@pytest.mark.parametrize("typed", ["observation", "waarneming", "Waarnemingen", "OBSERVATION"])
def test_a_kind_is_found_by_any_word_for_it(typed: str, call: Call) -> None:
    schema = json.loads(call("schema", typed).stdout)

    assert schema["title"] == "actionlab observation"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    ("typed", "near"), [("statsu", "status"), ("observaton", "observation"), ("warneming", "waarneming")]
)
def test_a_mistyped_name_is_refused_with_the_nearest(typed: str, near: str, call: Call) -> None:
    refused = call("--lang", "en", "schema", typed)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"Did you mean {near}?" in refused.stderr


def test_an_unknown_name_is_refused_with_all_there_are(call: Call) -> None:
    refused = call("schema", "qqqqqq")

    assert refused.exit_code == 2
    assert [name for name in names() if name not in refused.stderr] == []


def test_only_an_insight_loses_sources(call: Call) -> None:
    properties = {
        kind: json.loads(call("schema", kind).stdout)["$defs"][f"record.{kind}"]["properties"]
        for kind in ("insight", "observation")
    }

    assert ["lost_sources" in each for each in properties.values()] == [True, False]


def test_a_key_that_is_always_there_is_required(call: Call) -> None:
    waits = json.loads(call("schema", "status").stdout)["$defs"]["Due"]

    assert sorted(waits["required"]) == sorted(waits["properties"])


def test_the_document_names_every_listing_and_its_command() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| `(.+)` \|$", DOCUMENT, re.MULTILINE)

    assert dict(rows) == {name: f"actionlab {command}" for name, (_form, command) in FORMS.items()}


def test_the_keys_in_the_examples_of_the_document_exist(call: Call) -> None:
    known = json.dumps([json.loads(call("schema", name).stdout) for name in ("list", "status")])
    used = set(re.findall(r"(?<![\w./])\.(\w+)", "\n".join(re.findall(r"jq .*", DOCUMENT))))

    assert {"records", "signal", "what_seen", "due", "late"} <= used
    assert [key for key in used if f'"{key}"' not in known] == []


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this computer")
@pytest.mark.parametrize(
    "command", re.findall(r"^actionlab (.+?) \| jq (?:-r )?'(.+)'$", DOCUMENT, re.MULTILINE)
)
def test_the_examples_of_the_document_give_something(
    command: tuple[str, str], call: Call, own_folder: Path
) -> None:
    asked, query = command
    init_workspace(own_folder, example=True)

    given = call(*asked.split()).stdout
    found = subprocess.run(
        ["jq", "-r", query], input=given, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout

    assert found.strip() not in ("", "null", "{}")
