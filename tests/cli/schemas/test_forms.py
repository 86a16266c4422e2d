"""What `--json` gives has the form that `actionlab schema` describes: of every verb, held against it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import Result
from docx import Document
from jsonschema import Draft202012Validator

from actionlab.analysis.searching import CLOSENESS
from actionlab.cli.main import VERBS, program
from actionlab.cli.schemas.forms import Closeness
from actionlab.cli.schemas.making import FORMS, schema_of
from actionlab.model.kinds import KINDS
from actionlab.store import Workspace, init_workspace, open_workspace, read

Call = Callable[..., Result]
MakeStudy = Callable[..., str]

# verb -> the forms of what it gives with --json
GIVEN_BY = {
    "status": {"status"},
    "list": {"list"},
    "search": {"search"},
    "show": {"show"},
    "where": {"where"},
    "settings": {"settings"},
    "new-study": {"templates"},
    "check": {"check", "check-report", "check-accessible"},
    "schema": {"schema"},
}
VALIDATORS: dict[str, Draft202012Validator] = {}


def faults(name: str, output: str) -> list[str]:
    """What is wrong with an output, held against the schema with this name."""
    if name not in VALIDATORS:
        VALIDATORS[name] = Draft202012Validator(schema_of(name))
    found = VALIDATORS[name].iter_errors(json.loads(output))
    return [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:300]}" for fault in found]


def options_of(command: click.Command) -> set[str]:
    return {name for param in command.params for name in param.opts}


def damaged(workspace: Workspace) -> Path:
    """Spoil a line in the middle of the first record file of a study, and give the file."""
    file = sorted(workspace.studies.glob("[!_]*/records/*.json"))[0]
    lines = file.read_bytes().split(b"\n")
    lines[5] = lines[5].replace(b"e", b"3", 3)
    file.write_bytes(b"\n".join(lines))
    return file


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace with the example studies, which can be written."""
    root = own_folder / "voorbeeld"
    init_workspace(root, example=True)
    return open_workspace(root)


@pytest.fixture
def at_example(example: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(example.root)
    return example


def test_every_verb_with_json_has_its_form() -> None:
    context = click.Context(program)
    commands = {verb: program.get_command(context, verb) for verb in VERBS}
    with_json = {verb for verb, command in commands.items() if command and "--json" in options_of(command)}

    assert with_json == GIVEN_BY.keys()
    assert set[str]().union(*GIVEN_BY.values()) == FORMS.keys() - {"export"}


# the schema of a list has those of all kinds inside, as that of one record and of what was found
LARGE = ("list", "show", "search")


@pytest.mark.parametrize(
    "name", [pytest.param("list", marks=pytest.mark.long), *(name for name in FORMS if name not in LARGE)]
)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize("name", ["status", "where", "settings", "check", "schema"])
def test_a_listing_of_the_example_has_its_form(name: str, call: Call, at_example: Workspace) -> None:
    assert faults(name, call(name, "--json").stdout) == []


@pytest.mark.parametrize("study", ["hou-zorgkennis", pytest.param("", marks=pytest.mark.long)])
def test_a_list_of_records_has_its_form(study: str, call: Call, at_example: Workspace) -> None:
    chosen = ("-s", study) if study else ()

    shown = call("list", *chosen, "--json").stdout

    assert json.loads(shown)["records"]
    assert faults("list", shown) == []


@pytest.mark.parametrize("name", ["status", "list", "where", "settings", "check"])
def test_a_listing_of_an_empty_workspace_has_its_form(name: str, call: Call, workspace: Workspace) -> None:
    assert faults(name, call(name, "--json").stdout) == []


@pytest.mark.parametrize("name", ["status", "check"])
def test_a_listing_of_a_damaged_workspace_has_its_form(name: str, call: Call, at_example: Workspace) -> None:
    damaged(at_example)

    shown = call(name, "--json")

    assert shown.exit_code == 4
    assert faults(name, shown.stdout) == []


@pytest.mark.parametrize("words", ["huisbezoek", "nergensgezegd"])
def test_what_was_found_has_its_form(words: str, call: Call, at_example: Workspace) -> None:
    assert faults("search", call("search", words, "--json").stdout) == []


def test_every_closeness_is_described() -> None:
    assert {*CLOSENESS.values()} == {*get_args(Closeness)}


def test_templates_have_their_form(call: Call) -> None:
    assert faults("templates", call("new-study", "--list-templates", "--json").stdout) == []


def test_a_record_of_every_kind_is_shown_in_its_form(call: Call, at_example: Workspace) -> None:
    call("log", "note", "-s", "hou-driehoek", "--section", "summary", "Onze eigen tekst.")
    records = read(at_example).records
    first = {record.kind: record.id for record in reversed(list(records))}
    wrong = {}
    for kind, record_id in first.items():
        shown = call("show", record_id, "--history", "--json").stdout
        alone = json.dumps(json.loads(shown)["record"])
        wrong[kind] = [*faults("show", shown), *faults(kind, alone)]

    assert {kind: each for kind, each in wrong.items() if each} == {}
    assert KINDS.keys() - first.keys() == {"publication", "removal"}


def test_a_record_that_two_people_changed_is_shown_in_its_form(
    call: Call, study: str, workspace: Workspace, tmp_path: Path
) -> None:
    record_id = call("log", "observation", "Zij bellen elkaar.").stdout.strip()
    other = tmp_path / "elders"
    shutil.copytree(workspace.root, other)
    call("edit", record_id, "--tags", "regie")
    call("-C", str(other), "edit", record_id, "--tags", "vragen", "--why", "Anders gehoord.")
    for file in other.rglob("records/onderzoeker-test.json"):
        place = workspace.root / file.relative_to(other)
        shutil.copy(file, place.with_name("onderzoeker-test-LAPTOP.json"))

    shown = call("show", record_id, "--json").stdout

    assert len(json.loads(shown)["versions"]) == 2
    assert faults("show", shown) == []
    assert faults("status", call("status", "--json").stdout) == []


def test_a_repair_has_its_form(call: Call, at_example: Workspace) -> None:
    damaged(at_example)

    asked = call("check", "--repair", "--json")
    done = call("check", "--repair", "--yes", "--json")

    assert [json.loads(each.stdout)["repaired"] for each in (asked, done)] == [False, True]
    assert [*faults("check", asked.stdout), *faults("check", done.stdout)] == []


def test_what_is_said_of_a_word_file_has_its_form(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    Document().save(str(file))

    said = call("check", "--accessible", str(file), "--json").stdout

    assert json.loads(said)["findings"]
    assert faults("check-accessible", said) == []


def test_what_is_said_of_a_report_has_its_form(call: Call, at_example: Workspace) -> None:
    report = call("report", "-m", "Zeist").stdout.strip()
    call("log", "observation", "-s", "zei-werkzorg", "De jobcoach belt.")

    said = call("check", "--report", report, "--json").stdout

    assert json.loads(said)["records"]["added"]
    assert faults("check-report", said) == []


def test_an_export_has_its_form(call: Call, at_example: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "alles.json"

    assert call("export", str(file), "--all").exit_code == 0

    assert faults("export", file.read_text(encoding="utf-8")) == []


def with_a_key_more(content: Any) -> Iterator[Any]:
    """The same content, each time with one key more in one of its first objects."""
    if isinstance(content, dict):
        yield {**content, "onbekend": 1}
        for key, value in content.items():
            for each in with_a_key_more(value):
                yield {**content, key: each}
    elif isinstance(content, list) and content:
        for each in with_a_key_more(content[0]):
            yield [each, *content[1:]]


@pytest.mark.parametrize("name", ["where", "settings", "schema"])
def test_a_key_that_nobody_described_is_noticed(name: str, call: Call, workspace: Workspace) -> None:
    content = json.loads(call(name, "--json").stdout)
    changed = [json.dumps(each) for each in with_a_key_more(content)]

    assert changed
    assert all(faults(name, each) for each in changed)
