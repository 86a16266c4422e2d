"""Filled forms: what each of them brings in, what is refused and why, and what is only noted."""

import datetime as dt
from typing import Any

import pytest
from builders import person, study
from forms_filled import HOUSE_STYLE, fill
from forms_made import controls, tags_of, template_forms

from actionlab.exchange.forms.drafts import WrongStudy, incoming_of_form
from actionlab.exchange.forms.reading import FilledForm, read_form
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION, Incoming, Source
from actionlab.i18n import activate
from actionlab.model.build import build
from actionlab.model.forms import FORMS, tags
from actionlab.model.records import Record, Records
from actionlab.model.vocabulary import ids
from actionlab.report.blocks import Document
from actionlab.report.word.rendering import render_word

TODAY = dt.date(2026, 7, 1)
MODULE = "Luisteren en doorvragen"
TO_ALL = list(ids("consent_scope"))


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let the problems speak as they are written in the source."""
    activate("en")


def filled(form: str, *ticked: str, **given: Any) -> FilledForm:
    """A form of the study `een`, with these boxes ticked."""
    values: dict[str, Any] = {
        "study": "een",
        "version": 1,
        "about": "",
        "answers": {},
        "missing": (),
        "twice": {},
        "outside": (),
        "changes": (),
        "notes": (),
    }
    return FilledForm(form=form, ticked=frozenset(ticked), **{**values, **given})


def brought(
    form: FilledForm, *beside: Record[Any], file: str = "map/formulier.docx", study_id: str = "een"
) -> Incoming:
    known = Records([study(), *beside])
    (found,) = incoming_of_form(form, Source(file=file), records=known, study_id=study_id, today=TODAY)
    return found


def observed(*ticked: str, **answers: str) -> Incoming:
    """An observation form; dots in the name of a field are written as two underscores."""
    named = {name.replace("__", "."): text for name, text in answers.items()}
    return brought(filled("observation", *ticked, answers={"what_seen": "De deur stond open.", **named}))


def said(incoming: Incoming) -> list[str]:
    return [str(problem) for problem in incoming.problems]


def fields_at_fault(incoming: Incoming) -> list[str]:
    return [problem.field for problem in incoming.problems]


def test_an_observation_form_fills_every_field_of_an_observation() -> None:
    found = brought(
        filled(
            "observation",
            "setting.three_way_conversation",
            "observer_role.jobcoach",
            "present.resident",
            "present.klantmanager",
            "residents_agreed.oral",
            "prompt.2",
            "signal.helping",
            "quote.speaker_role.resident",
            "quote.permission.yes",
            answers={
                "date": "12-3-2026",
                "participants": "hou-k7m2, HOU-P4XQ",
                "what_seen": "Zij noemde één doel.\nHij schreef het op. <b>&",
                "interpretation": "Het hielp.",
                "quote.text": "Nu weet ik het.",
            },
        )
    )
    assert (found.kind, found.problems, found.notes) == ("observation", (), ())
    assert found.fields == {
        "what_seen": "Zij noemde één doel.\nHij schreef het op. <b>&",
        "date": "2026-03-12",
        "setting": "three_way_conversation",
        "observer_role": "jobcoach",
        "present_roles": ["klantmanager", "resident"],
        "participants": ["HOU-K7M2", "HOU-P4XQ"],
        "residents_agreed": "oral",
        "prompt": 2,
        "interpretation": "Het hielp.",
        "quote": {"text": "Nu weet ik het.", "speaker_role": "resident", "permission": True},
        "signal": "helping",
    }
    build("observation", {"study_id": "een", **found.fields})


def test_what_was_left_open_is_not_recorded() -> None:
    assert observed().fields == {"what_seen": "De deur stond open."}


@pytest.mark.parametrize(("box", "permission"), [("yes", True), ("no", False)])
def test_permission_for_a_quote_is_what_was_ticked(box: str, permission: bool) -> None:
    found = observed(f"quote.permission.{box}", quote__text="Ja.")
    assert found.fields["quote"] == {"text": "Ja.", "permission": permission}


def test_a_quote_without_a_tick_has_no_permission_recorded() -> None:
    assert observed(quote__text="Ja.").fields["quote"] == {"text": "Ja."}


def test_a_role_without_a_quote_is_noted_and_not_taken() -> None:
    found = observed("quote.speaker_role.resident")
    assert "quote" not in found.fields
    assert found.notes == ("Not taken from 'Quote': a role or permission without a quote",)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_with_nothing_filled_in_is_refused_as_empty(form: str) -> None:
    for answers in (
        {},
        {"date": "2026-03-12"},
        {"what_seen": " \n"},
        {"contact": "Het team", "goal.1": "Ik kan het."},
    ):
        found = brought(filled(form, answers=answers))
        assert (said(found), found.is_empty) == (["This form is empty: nothing is filled in."], True)


def test_an_empty_form_with_something_written_beside_the_fields_is_not_passed_over() -> None:
    for beside in ({"outside": ("Het ging goed.",)}, {"changes": ("added: ja",)}, {"notes": ("A picture.",)}):
        found = brought(filled("observation", **beside))
        assert (len(found.problems), found.is_empty, len(found.notes)) == (1, False, 1)


def test_an_observation_without_facts_is_refused_by_the_name_of_that_question() -> None:
    found = brought(filled("observation", "signal.helping"))
    assert fields_at_fault(found) == ["what_seen"]
    assert said(found) == ["This is not filled in, and an observation needs it."]


def test_two_boxes_where_one_is_meant_name_the_question_and_both_answers() -> None:
    (problem,) = observed("signal.helping", "signal.mixed").problems
    assert (problem.field, problem.label) == ("signal", "Helping or hindering?")
    assert str(problem) == "More than one box is ticked: helping, mixed. Tick one."


def test_both_permission_boxes_are_refused() -> None:
    found = observed("quote.permission.yes", "quote.permission.no", quote__text="Ja.")
    assert said(found) == ["More than one box is ticked: no, yes. Tick one."]


def test_more_than_one_prompt_keeps_the_first_and_shows_the_others() -> None:
    found = observed("prompt.10", "prompt.3", "prompt.4")
    assert (found.fields["prompt"], found.problems) == (3, ())
    assert found.notes == (
        "Not taken from 'Observation prompt': it is about more than one prompt, also 4, 10",
    )


def test_a_word_of_the_list_written_behind_the_boxes_is_taken() -> None:
    found = observed(
        setting_other="Werkbezoek", present_other="docent; student", observer_role_other="trainer"
    )
    assert found.fields["setting"] == "work_visit"
    assert found.fields["present_roles"] == ["teacher", "student"]
    assert (found.fields["observer_role"], found.notes) == ("trainer", ())


def test_another_setting_is_recorded_as_other_and_its_words_are_shown() -> None:
    found = observed(setting_other="op de markt")
    assert found.fields["setting"] == "other"
    assert found.notes == ("Not taken from 'Setting': op de markt",)


@pytest.mark.parametrize(
    ("words", "setting"), [("", "other"), ("op de markt", "other"), ("werkbezoek", "work_visit")]
)
def test_the_box_for_another_setting_and_its_words_are_one_answer(words: str, setting: str) -> None:
    found = observed("setting.other", setting_other=words)
    assert (found.fields["setting"], found.problems) == (setting, ())


def test_a_role_that_is_not_in_the_list_is_shown_and_not_guessed() -> None:
    found = observed("present.resident", present_other="conciërge, trainer", observer_role_other="buurman")
    assert found.fields["present_roles"] == ["trainer", "resident"]
    assert "observer_role" not in found.fields
    assert [note.rpartition(": ")[2] for note in found.notes] == ["buurman", "conciërge"]


def test_a_box_and_another_word_behind_the_boxes_are_two_answers() -> None:
    found = observed("setting.telephone", setting_other="werkbezoek")
    assert said(found) == ["More than one box is ticked: telephone call, work visit. Tick one."]


@pytest.mark.parametrize("text", ["gisteren", "vandaag", "-3d", "morgen"])
def test_a_day_that_depends_on_who_reads_it_is_refused(text: str) -> None:
    found = observed(date=text)
    assert (fields_at_fault(found), "date" in found.fields) == (["date"], False)
    assert text in said(found)[0]


@pytest.mark.parametrize("text", ["03/04/2026", "31-2-2026", "zomer", "12 zomer 2026"])
def test_a_day_that_cannot_be_read_is_refused(text: str) -> None:
    assert fields_at_fault(observed(date=text)) == ["date"]


def test_a_name_where_a_code_belongs_is_refused_and_not_repeated() -> None:
    found = observed(participants="Jan de Vries")
    assert fields_at_fault(found) == ["participants"]
    assert "Vries" not in said(found)[0]


def test_a_question_in_it_twice_is_refused_with_both_answers_and_without_personal_data() -> None:
    twice = {"what_seen": ("Bel 06-12345678.", "Niets.")}
    found = brought(filled("observation", answers={"what_seen": "Niets."}, twice=twice))
    assert fields_at_fault(found) == ["what_seen"]
    assert "Niets." in said(found)[0]
    assert "12345678" not in said(found)[0]


def test_a_needed_question_that_is_gone_is_refused_and_another_one_is_noted() -> None:
    found = brought(
        filled(
            "observation", "signal.helping", missing=("what_seen", "setting.telephone", "setting.workplace")
        )
    )
    assert fields_at_fault(found) == ["what_seen"]
    assert "gone from the form" in said(found)[0]
    assert found.notes == ("Gone from the form: Setting.",)


def test_questions_that_are_gone_are_noted_by_their_own_name_and_lines_to_fill_in_beforehand_are_not() -> (
    None
):
    found = brought(
        filled("observation", answers={"what_seen": "Iets."}, missing=("quote.permission.yes", "contact"))
    )
    assert found.notes == ("Gone from the form: May be used.",)


def test_what_stands_outside_the_fields_and_what_word_kept_is_shown() -> None:
    form = filled(
        "observation",
        answers={"what_seen": "Iets.", "extra": "Erbij gezet"},
        outside=("Onder de tabel. Bel 06-12345678.",),
        changes=("doorgehaald",),
        notes=("2 pictures are not taken.",),
    )
    found = brought(form)
    assert found.notes == (
        "Not taken: Erbij gezet",
        "Outside the fields: Onder de tabel. Bel [telefoonnummer].",
        "A change or remark that was kept: doorgehaald",
        "2 pictures are not taken.",
    )


def test_a_form_of_another_study_is_refused_with_both_names() -> None:
    with pytest.raises(WrongStudy, match=r"een.*twee"):
        brought(filled("observation"), study_id="twee")


def test_the_key_of_a_form_is_its_folder_and_name_in_any_spelling() -> None:
    form = filled("evaluation", "grade.7", about=MODULE)
    key = ("form", "evaluation", MODULE, "map/één.v2")
    assert brought(form, file="Map/Één.V2.docx").key == key
    assert brought(form, file="Map\\E\u0301e\u0301n.v2.DOCX").key == key


def scan(*ticked: str, form: str = "expertise_self_scan", **answers: str) -> Incoming:
    return brought(filled(form, *ticked, answers=answers))


def test_a_scan_without_a_code_stands_for_one_anonymous_form() -> None:
    found = scan("moment.baseline", "answer.1.4", "answer.6.1", date="2026-03-12")
    assert (found.kind, found.anonymous, found.weak, found.problems) == ("measurement", True, True, ())
    assert found.fields == {
        "instrument": "expertise_self_scan",
        "group_count": 1,
        "value": [4, None, None, None, None, 1],
        "moment": "baseline",
        "date": "2026-03-12",
        "assessor_role": "self",
    }
    build("measurement", {"study_id": "een", **found.fields})


def test_a_scan_with_a_code_is_of_that_person() -> None:
    ticked = [f"answer.{n}.5" for n in range(1, 9)]
    found = scan("moment.follow_up_1", *ticked, form="collaboration_scan", participant="hou-k7m2")
    assert (found.anonymous, found.fields["participant"]) == (False, "HOU-K7M2")
    assert (found.fields["value"], "group_count" in found.fields) == ([5] * 8, False)


def test_a_scan_needs_its_moment() -> None:
    assert fields_at_fault(scan("answer.1.4")) == ["moment"]
    assert fields_at_fault(scan("answer.1.4", "moment.baseline", "moment.follow_up_1")) == ["moment"]


def test_two_answers_to_one_statement_name_its_number() -> None:
    found = scan("moment.baseline", "answer.3.1", "answer.3.5")
    assert said(found) == ["At number 3 more than one box is ticked: 1, 5. Tick one."]


def test_a_scan_from_which_a_statement_was_taken_out_is_refused() -> None:
    form = filled("expertise_self_scan", "moment.baseline", "answer.1.2", missing=("answer.2.1",))
    assert fields_at_fault(brought(form)) == ["answer"]


def test_a_scan_takes_one_code_only() -> None:
    found = scan("moment.baseline", "answer.1.4", participant="HOU-K7M2 HOU-P4XQ")
    assert fields_at_fault(found) == ["participant"]


def test_an_evaluation_form_brings_its_answers_and_the_goals_that_were_printed() -> None:
    form = filled(
        "evaluation",
        "grade.10",
        "fits.4",
        "before.1.2",
        "after.1.4",
        "after.2.5",
        about=MODULE,
        answers={"goal.1": "Ik vraag door.", "goal.2": "Ik luister.", "date": "5 maart 2026"},
    )
    found = brought(form)
    assert (found.kind, found.anonymous, found.weak, found.problems) == (EVALUATION, True, True, ())
    assert found.fields == {
        "training": MODULE,
        "module_ref": MODULE,
        "date": "2026-03-05",
        "grade": 10,
        "fits": 4,
        "before": [2, None],
        "after": [4, 5],
        "goals": ["Ik vraag door.", "Ik luister."],
    }


def test_a_form_about_a_session_names_no_module() -> None:
    found = brought(filled("evaluation", "grade.7", about="trn-7k3fq2xd"))
    assert found.fields == {"training": "trn-7k3fq2xd", "grade": 7}


def test_goals_are_not_taken_from_a_form_that_lost_one_of_them() -> None:
    form = filled("evaluation", "before.2.2", "after.2.3", about=MODULE, answers={"goal.2": "Ik luister."})
    found = brought(form)
    assert "goals" not in found.fields
    assert (found.fields["before"], found.fields["after"]) == ([None, 2], [None, 3])


def test_two_grades_are_refused() -> None:
    assert said(brought(filled("evaluation", "grade.7", "grade.10"))) == [
        "More than one box is ticked: 7, 10. Tick one."
    ]


def test_made_up_numbers_of_goals_and_grades_cost_nothing() -> None:
    found = brought(filled("evaluation", "grade.7", "grade.x", "before.999999999.3"))
    assert found.fields == {"grade": 7}


def attendance(**answers: str) -> Incoming:
    named = {f"n.{role}": text for role, text in answers.items()}
    return brought(filled("attendance", about=MODULE, answers={"date": "2026-03-05", **named}))


def test_an_attendance_sheet_counts_per_role() -> None:
    found = attendance(klantmanager="6", jobcoach=" 0 ")
    assert (found.kind, found.anonymous) == (ATTENDANCE, False)
    assert found.fields == {
        "training": MODULE,
        "module_ref": MODULE,
        "date": "2026-03-05",
        "roles": {"klantmanager": 6, "jobcoach": 0},
    }


@pytest.mark.parametrize("text", ["zes", "6 of 7", "-1", "6,5", "３", "Piet"])
def test_a_number_of_people_is_a_whole_number(text: str) -> None:
    assert fields_at_fault(attendance(klantmanager=text)) == ["n"]


AGREED = ("scope.measurements", "scope.anonymous_quote")


def consent(*ticked: str, known: dict[str, Any] | None = None, **answers: str) -> Incoming:
    """A consent form for HOU-K7M2, of whom `known` consent was recorded."""
    someone = person("HOU-K7M2", role="resident", consent=known or {"status": "requested"})
    return brought(filled("consent", *ticked, answers={"participant": "HOU-K7M2", **answers}), someone)


def test_a_consent_form_records_what_was_agreed_to() -> None:
    found = consent(*AGREED, date="12-3-2026")
    assert (found.kind, found.problems, found.weak, found.anonymous) == ("participant", (), False, False)
    assert found.fields == {
        "pseudonym": "HOU-K7M2",
        "group": "resident",
        "consent": {
            "status": "given",
            "scopes": ["measurements", "anonymous_quote"],
            "version": "1",
            "date": "2026-03-12",
        },
    }
    build("participant", {"study_id": "een", **found.fields})


def test_consent_with_nothing_ticked_is_asked_about_and_not_taken_for_a_refusal() -> None:
    found = consent()
    assert (fields_at_fault(found), found.fields.get("consent", {}).get("scopes", [])) == (["scope"], [])
    assert "HOU-K7M2 --consent-status refused" in said(found)[0]


def test_consent_without_a_code_or_of_somebody_unknown_says_what_to_do() -> None:
    assert fields_at_fault(brought(filled("consent", *AGREED))) == ["participant"]
    unknown = brought(filled("consent", *AGREED, answers={"participant": "HOU-P4XQ"}))
    assert "actionlab list participant" in said(unknown)[0]


@pytest.mark.parametrize("date", ["2026-03-11", "2026-03-12", ""])
def test_a_form_from_before_a_withdrawal_does_not_bring_consent_back(date: str) -> None:
    left = {"status": "given", "scopes": ["measurements"], "withdrawn_on": "2026-03-12"}
    found = consent(*AGREED, known=left, date=date)
    assert (found.fields["consent"], len(found.notes)) == (left, 1)


@pytest.mark.parametrize("date", ["2026-02-01", ""])
def test_a_form_that_is_older_than_the_consent_on_record_changes_nothing(date: str) -> None:
    recorded = {"status": "given", "scopes": ["measurements"], "date": "2026-03-12", "version": "1"}
    assert consent(*AGREED, known=recorded, date=date).fields["consent"] == recorded


def test_consent_that_is_given_anew_ends_a_withdrawal() -> None:
    left = {"status": "given", "scopes": ["measurements"], "withdrawn_on": "2026-03-12"}
    found = consent(*AGREED, known=left, date="2026-03-13").fields["consent"]
    assert found["withdrawn_on"] is None


@pytest.mark.parametrize("date", ["2026-03-13", ""])
def test_a_refusal_without_a_day_is_not_turned_into_consent_by_a_form(date: str) -> None:
    found = consent(*AGREED, known={"status": "refused"}, date=date)
    assert fields_at_fault(found) == ["scope"]
    assert "HOU-K7M2 --consent-status given" in said(found)[0]


@pytest.mark.parametrize(
    ("date", "recorded"),
    [
        ("2026-03-13", {"status": "given", "scopes": TO_ALL, "date": "2026-03-12"}),
        ("2026-03-12", {"status": "given", "scopes": TO_ALL, "date": "2026-03-12"}),
        ("", {"status": "given", "scopes": TO_ALL}),
        ("2026-03-13", {"status": "withdrawn", "withdrawn_on": "2026-03-12"}),
        ("2026-03-13", {"status": "refused", "date": "2026-03-12"}),
    ],
    ids=["later", "the same day", "nothing has a day", "after a withdrawal", "after a refusal"],
)
def test_a_form_that_is_not_older_is_taken(date: str, recorded: dict[str, Any]) -> None:
    found = consent(*AGREED, known=recorded, date=date)
    assert found.fields["consent"]["scopes"] == ["measurements", "anonymous_quote"]
    assert found.fields["consent"].get("date", "") == date


@pytest.mark.parametrize("form", FORMS)
def test_every_box_and_line_of_a_form_is_read(form: str) -> None:
    """Each field of a form, filled in alone, changes what is brought in."""
    empty = brought(filled(form, about=MODULE), person("HOU-K7M2"))
    for tag in tags(form, prompts=3, goals=2):
        if tag == "date":
            continue
        ticks = (
            [tag] if tag.split(".")[-1] not in ("participants", "what_seen", "interpretation", "text") else []
        )
        for one in (filled(form, *ticks, about=MODULE), filled(form, about=MODULE, answers={tag: "3"})):
            found = brought(one, person("HOU-K7M2"))
            if found.fields != empty.fields or said(found) != said(empty):
                break
        else:
            pytest.fail(f"{tag} is not read")


def in_every_field(name: str, document: Document, answers: dict[str, str]) -> Incoming:
    """A form as it is made, with the first box of each row and these lines filled in, read back from Word."""
    ticked: dict[str, str] = {}
    for tag in tags_of(document):
        # the boxes of one question; of what may be more than one the first will do
        ticked.setdefault(tag.rpartition(".")[0], tag)
    boxes = {tag for tag in ticked.values() if tag not in answers and controls_of(document)[tag] == "check"}
    content = fill(render_word(document, HOUSE_STYLE), answers, boxes)
    return brought(read_form(content, name), person("HOU-K7M2"), file=name)


def controls_of(document: Document) -> dict[str, str]:
    return {each.tag: each.kind for each in controls(document)}


def test_every_form_as_it_is_made_and_filled_in_word_fills_a_record_without_a_word_lost() -> None:
    made_forms = template_forms("driehoeksgesprek-en-regie")
    lines = {
        "date": "2026-03-12",
        "participants": "HOU-K7M2",
        "participant": "HOU-K7M2",
        "what_seen": "Zij noemde één doel: \N{SMILING FACE WITH SMILING EYES}.\n<b>& klaar",
        "interpretation": "Het hielp.",
        "quote.text": "Nu weet ik het.",
        "n.klantmanager": "6",
    }
    kinds = {}
    for name, document in made_forms.items():
        answers = {tag: text for tag, text in lines.items() if tag in tags_of(document)}
        found = in_every_field(name, document, answers)
        assert (found.problems, found.notes) == ((), ()), name
        assert set(answers.values()) <= {str(each) for each in flat(found.fields)}, name
        kinds[found.kind] = found
    assert set(kinds) == {"observation", "measurement", "participant", EVALUATION, ATTENDANCE}
    for kind in ("observation", "measurement", "participant"):
        build(kind, {"study_id": "een", **kinds[kind].fields})
    assert kinds["observation"].fields["quote"]["text"] == "Nu weet ik het."
    assert len(kinds[EVALUATION].fields["goals"]) == len(kinds[EVALUATION].fields["before"])


def flat(value: Any) -> list[Any]:
    """Every answer in the fields of a record."""
    if isinstance(value, dict):
        return [one for each in value.values() for one in flat(each)]
    return [one for each in value for one in flat(each)] if isinstance(value, list) else [value]
