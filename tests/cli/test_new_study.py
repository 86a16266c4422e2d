"""Beginning a study: from a template and options to records and studieplan.docx."""

import json
import os
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result

from actionlab.cli import plan_file
from actionlab.cli.session import Session
from actionlab.cli.study_code import slug_from
from actionlab.cli.study_templates import list_templates
from actionlab.errors import CannotSave
from actionlab.model import vocabulary
from actionlab.model.approach import Approach
from actionlab.model.cycle import Cycle
from actionlab.model.records import Record
from actionlab.model.study import Study
from actionlab.store import Workspace, read

Call = Callable[..., Result]

BASE = ("--lang", "en", "new-study")
TRIANGLE = ("-t", "driehoeksgesprek-en-regie")
SLUG = "samen-aan-tafel-driehoeksgesprek-en-regie"


def study_in(workspace: Workspace, slug: str = SLUG) -> Record[Study]:
    found = read(workspace).records.find(Study, slug)
    assert found
    return found


def nothing_in(workspace: Workspace) -> bool:
    return len(read(workspace).records) == 0 and not list(workspace.studies.glob("*/studieplan.docx"))


def test_a_municipality_and_a_template_are_enough(call: Call, workspace: Workspace) -> None:
    result = call("new-study", "-m", "Houten", *TRIANGLE, "--start", "2026-12-01")
    assert result.exit_code == 0
    assert result.stdout == SLUG + "\n"
    records = read(workspace).records
    study = study_in(workspace).data
    assert study.municipality == ("GM0321",)
    assert (study.template_id, study.template_version) == ("driehoeksgesprek-en-regie", 1)
    assert (str(study.start_date), str(study.end_date)) == ("2026-12-01", "2027-06-28")
    assert study.primary_indicator == "collaboration_scan"
    assert len(study.observation_prompts) == 10
    assert [cycle.data.title for cycle in records.of(Cycle)] == [
        "Verkennen en starten",
        "Regie afspreken",
        "Meten en borgen",
    ]
    (approach,) = records.of(Approach)
    assert study.approach_id == approach.id
    assert approach.folder == "_shared"


def test_the_study_plan_lies_in_the_folder_of_the_study(call: Call, workspace: Workspace) -> None:
    call("new-study", "-m", "Houten", *TRIANGLE)
    path = workspace.studies / SLUG / "studieplan.docx"
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(path.read_bytes())).paragraphs]
    assert "Samen aan tafel: driehoeksgesprek en regie" in texts
    assert any(text.endswith("Wat moeten wij nog regelen?") for text in texts)
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0


def test_options_go_before_the_template(call: Call, workspace: Workspace) -> None:
    result = call(
        *("new-study", "-m", "houten", "-m", "GM0356", "-t", "Eerlijk matchen: wie krijgt de plek?"),
        *("--title", "Eerlijk in Houten", "--slug", "eerlijk", "--theme", "O1", "--question", "Wie kiest?"),
        *("--sub-questions", "Hoe?", "--sub-questions", "Wanneer?", "--problem", "Het is onduidelijk."),
        *("--level", "management", "--study-type", "evalueren", "--legal-basis", "toestemming"),
        *("--approach-title", "De matchtafel", "--aim", "Eerlijk kiezen", "--core-elements", "Een tafel"),
        *("--conditions", "Tijd", "--end", "31-12-2027", "--success-definition", "Iedereen weet het."),
        *("--dpo-consulted-date", "2026-06-01", "--dpo-consulted-done", "--target-group", "Het team"),
    )
    assert result.exit_code == 0, result.stderr
    study = study_in(workspace, "eerlijk").data
    (approach,) = read(workspace).records.of(Approach)
    assert study.municipality == ("GM0321", "GM0356")
    assert (study.title, study.theme, study.main_question) == ("Eerlijk in Houten", "O1", "Wie kiest?")
    assert study.sub_questions == ("Hoe?", "Wanneer?")
    assert (study.level, study.study_type, study.legal_basis) == ("management", "evaluate", "consent")
    assert str(study.retention_until) == "2037-12-31"
    assert study.dpo_consulted
    assert study.dpo_consulted.done
    assert (approach.data.title, approach.data.aim) == ("De matchtafel", "Eerlijk kiezen")
    assert approach.data.core_elements == ("Een tafel",)
    assert approach.data.municipalities == ("GM0321", "GM0356")


def test_an_empty_study_takes_its_questions_by_options(call: Call, workspace: Workspace) -> None:
    wanted = ("-m", "Zeist", "-t", "leeg", "--title", "Samen op pad", "--theme", "I2", "--question", "Hoe?")
    assert call("new-study", *wanted).stdout == "samen-op-pad\n"
    study = study_in(workspace, "samen-op-pad").data
    assert (study.main_question, study.sub_questions, study.start_date) == ("Hoe?", (), None)
    assert read(workspace).records.of(Cycle) == ()


def test_everything_that_is_missing_is_named_at_once(call: Call, workspace: Workspace) -> None:
    result = call(*BASE, "-t", "leeg")
    assert result.exit_code == 2
    assert all(name in result.stderr for name in ("--municipality", "--title", "--theme"))
    assert result.stderr.count("\n") == 1
    assert nothing_in(workspace)


def test_a_choice_that_is_missing_names_the_words_to_choose_from(call: Call, workspace: Workspace) -> None:
    refused = call("new-study", "-m", "Houten", "-t", "empty", "--title", "Samen", "--slug", "z")
    assert (refused.exit_code, refused.stdout) == (2, "")
    for theme in vocabulary.ids("theme"):
        assert vocabulary.label("theme", theme, "nl") in refused.stderr


def test_without_a_template_the_templates_are_named(call: Call, workspace: Workspace) -> None:
    result = call(*BASE, "-m", "Houten")
    assert result.exit_code == 2
    assert "--template" in result.stderr
    assert "van-taak-naar-baan" in result.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("eerlijk-machen", "eerlijk-matchen"),
        ("samen", "driehoeksgesprek-en-regie"),
        ("zzz", "van-taak-naar-baan"),
        ("../secret", "van-taak-naar-baan"),
        ("", "van-taak-naar-baan"),
    ],
)
def test_an_unknown_template_is_refused_with_the_known_ones(
    call: Call, workspace: Workspace, name: str, told: str
) -> None:
    result = call(*BASE, "-m", "Houten", "-t", name)
    assert result.exit_code == 1
    assert told in result.stderr
    assert nothing_in(workspace)


def test_a_part_of_a_title_finds_its_template(call: Call, workspace: Workspace) -> None:
    assert call("new-study", "-m", "Houten", "-t", "JOBCARVING").exit_code == 0
    assert study_in(workspace, "van-taak-naar-baan-jobcarving-en-proefplaatsing").data.theme == "I4"


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("-m", "Houtem"), 1, "Houten"),
        (("-m", "Houten", "--start", "2026-02-30"), 2, "--start"),
        (("-m", "Houten", "--start", "9999-12-30"), 2, "--start"),
        (("-m", "Houten", "--start", "2026-12-01", "--end", "2026-01-01"), 1, "--end"),
        (("-m", "Houten", "--theme", "O9"), 2, "--theme"),
        (("-m", "Houten", "--slug", "CON"), 2, "CON"),
        (("-m", "Houten", "--slug", "nul"), 2, "nul"),
        (("-m", "Houten", "--slug", "../x"), 2, "--slug"),
        (("-m", "Houten", "--title", "!?"), 2, "--slug"),
        (("-m", "Houten", "--title", " "), 2, "--title"),
        (("-m", "Houten", "--question", ""), 2, "--question"),
        (("-m", "Houten", "--organisations", "org-niemand"), 1, "--organisations"),
        (("-m", "Houten", "--approach-id", "app-niemand"), 1, "--approach-id"),
        (("-m", "Houten", "--approach-id", "app-x", "--aim", "Iets"), 2, "--aim"),
        (("-m", "Houten", "--aim", ""), 2, "--aim"),
        (("-m", "Houten", *(("--core-elements", "x") * 7)), 1, "--core-elements"),
        (("-m", "Houten", *(("--sub-questions", "x") * 6)), 1, "--sub-questions"),
    ],
)
def test_a_wrong_answer_is_one_line_and_nothing_is_stored(
    call: Call, workspace: Workspace, options: tuple[str, ...], code: int, told: str
) -> None:
    result = call(*BASE, *TRIANGLE, *options)
    assert (result.exit_code, result.stderr.count("\n")) == (code, 1)
    assert told in result.stderr
    assert nothing_in(workspace)


def test_a_second_study_of_one_approach_shares_it(call: Call, workspace: Workspace) -> None:
    call("new-study", "-m", "Houten", *TRIANGLE)
    (approach,) = read(workspace).records.of(Approach)
    call("new-study", "-m", "Houten", *TRIANGLE, "--slug", "tweede", "--approach-id", approach.id[:8])
    assert study_in(workspace, "tweede").data.approach_id == approach.id
    assert len(read(workspace).records.of(Approach)) == 1


@pytest.mark.parametrize("taken", [SLUG, SLUG.upper()])
def test_a_folder_of_that_name_is_never_touched(call: Call, workspace: Workspace, taken: str) -> None:
    folder = workspace.studies / taken
    folder.mkdir(parents=True)
    (folder / "studieplan.docx").write_bytes(b"mijn werk")
    result = call(*BASE, "-m", "Houten", *TRIANGLE)
    assert result.exit_code == 1
    assert "--slug" in result.stderr
    assert (folder / "studieplan.docx").read_bytes() == b"mijn werk"
    assert len(read(workspace).records) == 0


def test_an_answers_file_holds_the_same_options(call: Call, workspace: Workspace, tmp_path: Path) -> None:
    answers = tmp_path / "antwoorden.toml"
    answers.write_text(
        'municipality = ["Houten", "Zeist"]\ntemplate = "eerlijk-matchen"\nslug = "uit-bestand"\n'
        'start = 2026-12-01\nsub-questions = ["Hoe?"]\ndpo_consulted_done = false\ntitle = "Uit bestand"\n',
        encoding="utf-8",
    )
    result = call("new-study", "--answers", str(answers), "--title", "Van de opdrachtregel")
    assert result.exit_code == 0, result.stderr
    study = study_in(workspace, "uit-bestand").data
    assert study.title == "Van de opdrachtregel"
    assert study.municipality == ("GM0321", "GM0355")
    assert str(study.start_date) == "2026-12-01"
    assert study.sub_questions == ("Hoe?",)
    assert study.dpo_consulted
    assert study.dpo_consulted.done is False


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'titel = "X"', "'title'"),
        (b'xyzzy = "X"', "'xyzzy'"),
        (b'plan = "x"', "'plan'"),
        (b"title = ", "TOML"),
        (b'title = {naam = "X"}', "'title'"),
        (b'slug = ["a", "b"]', "'slug'"),
        (b'title = "\xff"', "UTF-8"),
    ],
)
def test_a_fault_in_the_answers_file_names_the_file(
    call: Call, workspace: Workspace, tmp_path: Path, content: bytes, told: str
) -> None:
    answers = tmp_path / "antwoorden.toml"
    answers.write_bytes(content)
    result = call(*BASE, "-m", "Houten", *TRIANGLE, "--answers", str(answers))
    assert result.exit_code == 2
    assert "antwoorden.toml" in result.stderr
    assert told in result.stderr
    assert nothing_in(workspace)


def test_an_answers_file_that_is_not_there_is_told(call: Call, workspace: Workspace) -> None:
    result = call(*BASE, "--answers", "weg.toml")
    assert result.exit_code == 2
    assert "weg.toml" in result.stderr


def test_templates_are_listed_without_a_workspace_too(call: Call) -> None:
    result = call("new-study", "--list-templates")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 9
    listed = json.loads(call("new-study", "--list-templates", "--json").stdout)
    assert listed["schema"] == 1
    assert listed["templates"][-1] == {"id": "empty", "title": "Leeg", "theme": None, "version": 1}


def test_on_a_terminal_no_word_of_a_template_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    list_templates(Session(), as_object=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 9
    assert max(map(len, lines)) <= 80
    assert "samenwerking" in " ".join(lines).split()


def test_a_template_of_the_workspace_goes_first(call: Call, workspace: Workspace) -> None:
    own = workspace.templates / "studies"
    own.mkdir(parents=True)
    (own / "eerlijk-matchen.toml").write_text(
        'id = "eerlijk-matchen"\nversion = 7\ntitle = "Ons sjabloon"\ntheme = "I1"', encoding="utf-8"
    )
    assert call("new-study", "-m", "Houten", "-t", "eerlijk-matchen").stdout == "ons-sjabloon\n"
    assert study_in(workspace, "ons-sjabloon").data.template_version == 7


def test_a_template_with_another_id_than_its_file_is_refused(call: Call, workspace: Workspace) -> None:
    own = workspace.templates / "studies"
    own.mkdir(parents=True)
    (own / "eigen.toml").write_text('id = "anders"\nversion = 1\ntitle = "Eigen"', encoding="utf-8")
    result = call(*BASE, "-m", "Houten", "-t", "eigen")
    assert result.exit_code == 2
    assert "eigen.toml" in result.stderr
    assert "'anders'" in result.stderr


def test_when_only_the_plan_cannot_be_written_it_says_what_exists(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> None:
        raise CannotSave(file="studieplan.docx", reason="the disk is full")

    with monkeypatch.context() as disk:
        disk.setattr(plan_file, "save_file", full)
        result = call(*BASE, "-m", "Houten", *TRIANGLE)
    assert result.exit_code == 3
    assert f"actionlab new-study --plan {SLUG}" in result.stderr
    assert study_in(workspace)
    again = call("new-study", "--plan", SLUG)
    assert again.exit_code == 0
    assert Path(again.stdout.strip()).read_bytes().startswith(b"PK")


def test_a_plan_that_somebody_edited_stays(call: Call, workspace: Workspace) -> None:
    call("new-study", "-m", "Houten", *TRIANGLE)
    path = workspace.studies / SLUG / "studieplan.docx"
    path.write_bytes(b"mijn werk")
    again = call("new-study", "--plan", SLUG)
    assert again.stdout.strip().endswith("studieplan-2.docx")
    assert path.read_bytes() == b"mijn werk"


def test_a_slug_is_made_from_the_title_and_cut_between_words() -> None:
    assert slug_from("Eén gesprek, één plan: samen intake doen") == "een-gesprek-een-plan-samen-intake-doen"
    long = slug_from("Samen " * 30)
    assert long == "-".join(["samen"] * 10)
    assert slug_from("x" * 70) == "x" * 60
    assert slug_from(f"{'x' * 60} y") == "x" * 60


@pytest.mark.parametrize(("code", "warned"), [("GM9999", True), ("GM0321", False)])
def test_a_code_that_is_not_in_the_list_is_kept_with_a_warning(
    call: Call, workspace: Workspace, code: str, warned: bool
) -> None:
    made = call(*BASE, "-m", code, *TRIANGLE)
    assert made.exit_code == 0
    assert study_in(workspace).data.municipality == (code,)
    assert (f"{code} is not among the municipalities" in made.stderr) is warned
