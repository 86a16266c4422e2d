"""`actionlab report --region` and `--agenda`: from the records of a workspace to a Word file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result
from outline import outline

from actionlab.i18n import _
from actionlab.model.publication import Publication
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, init_workspace, read

Call = Callable[..., Result]
MakeStudy = Callable[..., str]

SAME_DAY = ("--date", "2026-07-01")
KINDS = {
    "--region": ("regiorapport", "Regiorapport werkplaats"),
    "--agenda": ("leer-en-kennisagenda", "Leer- en kennisagenda"),
}


@pytest.fixture
def example(own_folder: Path, clock: object) -> Workspace:
    """A workspace of one's own with the example studies, in the current folder."""
    return init_workspace(own_folder, name="Oefenen", contact="", example=True)


@pytest.mark.parametrize("kind", KINDS)
def test_it_writes_a_document_on_all_municipalities_and_prints_its_path(
    example: Workspace, call: Call, kind: str
) -> None:
    done = call("report", kind, *SAME_DAY)

    name, title = KINDS[kind]
    path = example.reports / f"{name}.docx"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert docx.Document(str(path)).core_properties.title == title
    assert "Nieuwegein" in outline(path.read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_every_audience_and_a_final_one_have_a_file_of_their_own(
    example: Workspace, call: Call, kind: str
) -> None:
    assert call("report", kind, *SAME_DAY, "--audience", "openbaar").exit_code == 0
    assert call("report", kind, *SAME_DAY, "--final").exit_code == 0

    name, _title = KINDS[kind]
    assert sorted(path.name for path in example.reports.glob("*.docx")) == [
        f"{name}-2026-07-01-definitief.docx",
        f"{name}-openbaar.docx",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_final_one_shows_no_people_and_leaves_nothing_to_remember(
    example: Workspace, call: Call, kind: str
) -> None:
    assert call("report", kind, *SAME_DAY, "--final").exit_code == 0

    assert read(example).records.of(Publication) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_day_gives_the_same_bytes(example: Workspace, call: Call, kind: str) -> None:
    for name in ("een.docx", "twee.docx"):
        assert call("report", kind, *SAME_DAY, "-o", name).exit_code == 0

    assert Path("een.docx").read_bytes() == Path("twee.docx").read_bytes()


def test_a_preview_prints_the_report_and_writes_nothing(example: Workspace, call: Call) -> None:
    shown = call("report", "--region", *SAME_DAY, "--preview")

    assert shown.exit_code == 0
    assert "Wat leren gemeenten samen?" in shown.stdout
    assert not example.reports.exists() or not list(example.reports.glob("*.docx"))


def test_an_insight_is_in_it_as_soon_as_its_municipality_agreed(example: Workspace, call: Call) -> None:
    title = "Met een vast vak op het formulier werd de regie vaker benoemd"
    assert title in call("report", "--region", *SAME_DAY, "--preview").stdout
    assert call("edit", "ins-0001", "--no-share-regionally").exit_code == 0
    assert title not in call("report", "--region", *SAME_DAY, "--preview").stdout


def test_without_any_study_it_says_so(workspace: Workspace, call: Call) -> None:
    refused = call("report", "--region")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "new-study" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_without_anything_to_share_it_is_made_and_says_how_to_share(
    workspace: Workspace, make_study: MakeStudy, call: Call
) -> None:
    make_study()
    done = call("report", "--region", *SAME_DAY)

    assert done.exit_code == 0
    assert Path(done.stdout.strip()).is_file()
    said = _(
        "No insight can be in this report yet. It has to be seen more often, and its municipality has to"
        " agree: 'actionlab edit ID --share-regionally'."
    )
    assert said in done.stderr


def test_an_agenda_without_questions_says_what_to_do(
    workspace: Workspace, make_study: MakeStudy, call: Call
) -> None:
    make_study()
    refused = call("report", "--agenda")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "log agenda-item" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_question_can_say_who_takes_it_up_and_when(workspace: Workspace, call: Call) -> None:
    given = ("--owner-role", "jobcoach", "--due-date", "2026-09-01")
    assert call("log", "agenda-item", "Wat werkt?", *given).exit_code == 0

    text = call("report", "--agenda", *SAME_DAY, "--preview").stdout
    assert "jobcoach" in text
    assert "1 september 2026" in text


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_reads_the_code_of_a_person_in_a_question(
    workspace: Workspace, make_study: MakeStudy, call: Call, kind: str, clock: dt.datetime
) -> None:
    person = {
        "pseudonym": "HOU-K7M2",
        "group": "resident",
        "study_id": make_study(),
        "consent": {"status": "given"},
    }
    question = {"text": "Wat wil HOU-K7M2?", "municipalities": ["GM0321"]}
    drafts = [Draft(kind="participant", fields=person), Draft(kind="agenda_item", fields=question)]
    add(workspace, drafts, now=clock)
    text = call("report", kind, *SAME_DAY, "--audience", "onderzoekers", "--preview").stdout

    assert "Wat wil" in text
    assert "HOU-K7M2" not in text


@pytest.mark.parametrize("kind", [*KINDS, "--conference"])
def test_a_damaged_file_is_named_before_a_region_is_called_empty(
    workspace: Workspace, make_study: MakeStudy, call: Call, kind: str
) -> None:
    make_study()
    for file in workspace.root.rglob("records/*.json"):
        file.write_bytes(file.read_bytes()[:-20])
    refused = call("report", kind)

    assert refused.exit_code == 4
    assert "onderzoeker-test.json" in refused.stderr


def test_what_can_be_read_is_shown_beside_damage(example: Workspace, call: Call) -> None:
    for file in (example.root / "studies" / "zei-werkzorg").rglob("records/*.json"):
        file.write_bytes(b"")
    done = call("report", "--region", *SAME_DAY)

    assert done.exit_code == 4
    assert Path(done.stdout.strip()).is_file()
    assert "Zeist" not in outline(Path(done.stdout.strip()).read_bytes()).split("Wat leren")[0]
