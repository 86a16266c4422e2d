"""The forms of a training session or module: what is still to be asked, about which one."""

import pytest
from forms_made import MODULE, controls, made, outline, session, tags_of

from actionlab.model.forms import tags
from actionlab.model.study_template import TrainingModule
from actionlab.report import blocks


def test_a_module_without_a_session_has_an_evaluation_form_and_a_sheet() -> None:
    found = made(modules=(MODULE,))
    form = found["evaluatie-regie-afspreken.docx"].form
    assert form is not None
    assert form.about == "Regie afspreken"
    assert "presentielijst-regie-afspreken.docx" in found


@pytest.mark.parametrize(
    "held", [{"title": "regie  AFSPREKEN"}, {"module_ref": "Regie afspreken", "title": "Dag 2"}]
)
def test_a_session_goes_before_its_module(held: dict[str, str]) -> None:
    found = made(session("trn-0001", **held), modules=(MODULE,))
    (name,) = [each for each in found if each.startswith("evaluatie")]
    assert name.endswith("trn-0001.docx")
    form = found[name].form
    assert form is not None
    assert form.about == "trn-0001"
    # what the session does not know comes from its module
    assert "Regie benoemen in gewone woorden" in outline(found[name])


def test_what_is_recorded_is_not_asked_again() -> None:
    evaluated = {"evaluation": {"level1": {"grades": [7, 8]}}}
    attended = {"attendance": [{"role": "jobcoach", "n": 3}]}
    found = made(session("trn-0001", **evaluated), session("trn-0002", **attended), modules=(MODULE,))
    assert [each for each in found if "trn-" in each] == [
        "evaluatie-trn-0002.docx",
        "presentielijst-trn-0001.docx",
    ]


def test_an_evaluation_of_later_levels_only_still_needs_a_form() -> None:
    found = made(session("trn-0001", evaluation={"level4_note": "Meer overleg."}))
    assert "evaluatie-trn-0001.docx" in found


def test_sessions_of_one_title_on_one_day_have_a_form_each() -> None:
    day = {"date": "2026-03-12"}
    found = made(
        session("trn-0001", **day), session("trn-0002", **day), session("trn-0003", date="2026-04-02")
    )
    assert [each for each in found if each.startswith("evaluatie")] == [
        "evaluatie-2026-03-12-trn-0001.docx",
        "evaluatie-2026-03-12-trn-0002.docx",
        "evaluatie-2026-04-02.docx",
    ]


def test_modules_whose_titles_make_the_same_name_have_a_form_each() -> None:
    titles = ("Regie?", "Regie!", "見る", "話す")
    found = made(modules=tuple(TrainingModule(title=title) for title in titles))
    about = [each.form.about for name, each in found.items() if name.startswith("evaluatie") and each.form]
    assert about == list(titles)


def test_the_day_of_a_session_is_filled_in_beforehand() -> None:
    found = made(session("trn-0001", date="2026-03-12"))
    for kind in ("evaluatie", "presentielijst"):
        (date,) = [each for each in controls(found[f"{kind}-2026-03-12.docx"]) if each.tag == "date"]
        assert (date.kind, date.value) == ("date", "2026-03-12")


def test_the_learning_goals_come_back_with_the_answers() -> None:
    found = made(modules=(MODULE,))["evaluatie-regie-afspreken.docx"]
    goals = {each.tag: each.value for each in controls(found) if each.kind == "fixed"}
    assert goals == {"goal.1": MODULE.learning_goals[0], "goal.2": MODULE.learning_goals[1]}
    assert set(tags("evaluation", goals=2)) == set(tags_of(found)) - set(goals)


def test_without_learning_goals_only_the_reaction_is_asked() -> None:
    found = made(session("trn-0001"))["evaluatie-trn-0001.docx"]
    assert set(tags_of(found)) == set(tags("evaluation"))
    assert not any(isinstance(block, blocks.Table) for block in found.blocks)


def test_the_attendance_of_every_role_can_be_counted_and_those_it_is_meant_for_come_first() -> None:
    found = tags_of(made(modules=(MODULE,))["presentielijst-regie-afspreken.docx"])
    assert found[1:3] == ["n.klantmanager", "n.district_team_professional"]
    assert set(found) == set(tags("attendance"))
