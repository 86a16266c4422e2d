"""The observation form: the prompts of the study, and the roles and settings that fit it."""

from typing import Any

from builders import observation, people
from forms_made import controls, made, outline, session, tags_of

from actionlab.model.records import Record
from actionlab.model.study_template import TrainingModule
from actionlab.model.vocabulary import VOCABULARY


def test_prompts_of_the_study_are_numbered_boxes() -> None:
    found = controls(made(observation_prompts=["Wie opent?", "Wie sluit?"])["waarnemingsformulier.docx"])
    assert [(each.tag, each.text) for each in found if each.tag.startswith("prompt")] == [
        ("prompt.1", "1. Wie opent?"),
        ("prompt.2", "2. Wie sluit?"),
    ]


def test_a_study_without_prompts_is_not_asked_which_one() -> None:
    assert "kijkvra" not in outline(made()["waarnemingsformulier.docx"])


def test_prompts_that_do_not_fit_stand_on_the_next_page() -> None:
    prompts = [f"Wat gebeurt er als {'de inwoner iets vraagt ' * 6}{n}?" for n in range(1, 21)]
    found = made(observation_prompts=prompts)["waarnemingsformulier.docx"]
    boxes = [each.text for each in controls(found) if each.tag.startswith("prompt")]
    assert boxes == [str(n) for n in range(1, 21)]
    _, after = outline(found).split("----")
    assert [line for line in after.splitlines() if line][1:] == [
        f"{n}. {prompt}" for n, prompt in enumerate(prompts, 1)
    ]


def offered(name: str, *records: Record[Any], **given: Any) -> list[str]:
    found = tags_of(made(*records, **given)["waarnemingsformulier.docx"])
    return [tag.rpartition(".")[2] for tag in found if tag.startswith(f"{name}.")]


def test_the_roles_of_the_study_are_offered_before_the_usual_ones() -> None:
    assert "wmo_consultant" not in offered("present")
    assert "wmo_consultant" in offered("present", *people(1, role="wmo_consultant", group="professional"))
    assert "policy_adviser" in offered("present", observation(present_roles=["policy_adviser"]))
    assert "team_manager" in offered("present", session(attendance=[{"role": "team_manager", "n": 4}]))
    module = TrainingModule(title="Regie", audience_roles=("employer_account_manager",))
    assert "employer_account_manager" in offered("present", modules=(module,))


def test_the_role_that_is_named_most_often_is_never_crowded_out() -> None:
    everybody = observation(present_roles=list(VOCABULARY["role"]))
    twice = observation(present_roles=["student"])
    found = offered("present", everybody, twice)
    assert "student" in found
    assert found == [role for role in VOCABULARY["role"] if role in found]


def test_the_resident_and_the_researcher_are_never_crowded_out() -> None:
    everybody = [observation(present_roles=[each]) for each in VOCABULARY["role"]] * 2
    assert "resident" in offered("present", *everybody)
    assert "resident" in offered("quote.speaker_role", *everybody)
    assert "researcher" in offered("observer_role", *everybody)


def test_the_settings_of_the_study_are_offered_before_the_usual_ones() -> None:
    assert "dialogue_table" not in offered("setting")
    assert "dialogue_table" in offered("setting", observation(setting="dialogue_table"))
    module = TrainingModule(title="Regie", work_forms=("dialogue_table", "quiz"))
    assert "dialogue_table" in offered("setting", modules=(module,))
    assert "quiz" not in offered("setting", modules=(module,))


def test_what_is_not_offered_can_be_written() -> None:
    found = {each.tag: each.kind for each in controls(made()["waarnemingsformulier.docx"])}
    for name in ("setting", "observer_role", "present", "quote.speaker_role"):
        assert found[f"{name}_other"] == "text"
    assert "setting.other" not in found


def test_a_resident_may_have_spoken_but_does_not_observe() -> None:
    assert "resident" in offered("quote.speaker_role")
    assert "resident" in offered("present")
    assert "resident" not in offered("observer_role")
    assert "researcher" in offered("observer_role")
    assert "student" in offered("observer_role", observation(observer_role="student"))
