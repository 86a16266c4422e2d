"""Study templates: what a researcher may write, and what each fault is told as."""

from pathlib import Path

import pytest

from actionlab.errors import Malformed
from actionlab.model.study_template import parse_template
from actionlab.model.vocabulary import ids

FOLDER = Path(__file__).parents[2] / "templates" / "studies"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.toml"))

SMALL = """
id = "klein"
version = 2
title = "Klein"
theme = "O1"
problem = \"\"\"
Eerste zin.
Tweede zin.
\"\"\"

[[cycles]]
title = "Kijken"
goal = "We weten meer."
weeks = 4

[cycles.phases]
act = ["Doen"]
"""


def faults(text: str) -> str:
    with pytest.raises(Malformed) as fault:
        parse_template(text, "klein.toml")
    return str(fault.value)


def test_there_are_eight_templates_and_an_empty_one() -> None:
    assert len(SHIPPED) == 9
    assert "empty" in SHIPPED


@pytest.mark.parametrize("template_id", SHIPPED)
def test_a_shipped_template_is_named_after_its_file(template_id: str) -> None:
    template = parse_template((FOLDER / f"{template_id}.toml").read_text(encoding="utf-8"), template_id)
    assert template.id == template_id
    assert template.version == 1
    assert template.is_empty == (template_id == "empty")


@pytest.mark.parametrize("template_id", [each for each in SHIPPED if each != "empty"])
def test_a_shipped_template_is_complete(template_id: str) -> None:
    template = parse_template((FOLDER / f"{template_id}.toml").read_text(encoding="utf-8"), template_id)
    assert template.main_question
    assert template.main_question.endswith("?")
    assert 1 <= len(template.sub_questions) <= 5
    assert 2 <= len(template.approach.core_elements) <= 6
    assert template.primary_indicator in ids("instrument")
    assert template.success
    assert template.partners
    assert template.risks
    assert template.training_modules
    assert len(template.observation_prompts) >= 8
    for cycle in template.cycles:
        assert list(cycle.phases) == list(ids("phase"))
        assert all(cycle.phases.values())


def test_the_six_themes_all_have_a_template() -> None:
    texts = ((FOLDER / f"{each}.toml").read_text(encoding="utf-8") for each in SHIPPED)
    assert {parse_template(text, "").theme for text in texts} == {*ids("theme"), None}


def test_a_line_end_inside_a_text_is_a_space() -> None:
    assert parse_template(SMALL, "klein.toml").problem == "Eerste zin. Tweede zin."


def test_what_a_template_leaves_out_is_missing_and_not_invented() -> None:
    template = parse_template('id = "x"\nversion = 1\ntitle = "X"', "x.toml")
    assert template.theme is None
    assert template.primary_indicator is None
    assert template.cycles == ()


@pytest.mark.parametrize(
    ("written", "instead", "expected"),
    [
        ('title = "Klein"', "", "'title'"),
        ('title = "Klein"', 'titel = "Klein"', "'titel'"),
        ("version = 2", "version = 0", "'version'"),
        ("version = 2", 'version = "twee"', "'version'"),
        ("weeks = 4", "weeks = 0", "weeks"),
        ('act = ["Doen"]', 'act = "Doen"', "phases"),
        ('act = ["Doen"]', 'doen = ["Doen"]', "'doen'"),
        ('theme = "O1"', 'theme = "O9"', "'O9'"),
        ('goal = "We weten meer."', 'goal = ""', "'cycles.goal'"),
        ('theme = "O1"', "theme = O1", "TOML"),
        ('title = "Kijken"', 'title = "Kijken"\nwie = "ik"', "wie"),
    ],
)
def test_a_fault_names_the_file_and_the_place(written: str, instead: str, expected: str) -> None:
    assert written in SMALL
    told = faults(SMALL.replace(written, instead, 1))
    assert "klein.toml" in told
    assert expected in told


def test_all_unknown_words_are_told_at_once() -> None:
    module = '[[training_modules]]\ntitle = "Les"\naudience_roles = ["baas"]\nwork_forms = ["zingen"]\n'
    told = faults(SMALL.replace('"O1"', '"O9"') + module)
    assert all(word in told for word in ("'O9'", "'baas'", "'zingen'"))


def test_only_one_instrument_is_the_most_important() -> None:
    both = '\n[[instruments]]\nid = "{}"\nindicator = "Iets"\nprimary = true\n'
    assert "grade, ladder" in faults(SMALL + both.format("grade") + both.format("ladder"))
