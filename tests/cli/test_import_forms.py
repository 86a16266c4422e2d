"""Forms from beginning to end: made, filled in as Word does, and taken in."""

from collections.abc import Callable, Set
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from forms_filled import fill

from actionlab.model.records import Draft, Record
from actionlab.store import Workspace, add

from .conftest import NOW

CODE = "HOU-K7M2"
SEEN = "Een inwoner vroeg: “Wat is een proefplaatsing?”\nDe jobcoach legde het uit <b>&</b> tekende het. 🙂"

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]


@pytest.fixture
def forms(call: Call, workspace: Workspace, make_study: Callable[..., str]) -> Path:
    """The folder with the forms of a study with one person in it, who was asked to take part."""
    study = make_study(observation_prompts=["Wie opent het gesprek?", "Hoeveel ruimte krijgt de inwoner?"])
    consent = {"status": "requested"}
    fields = {"pseudonym": CODE, "study_id": study, "group": "resident", "consent": consent}
    add(workspace, [Draft(kind="participant", fields=fields)], now=NOW)
    result = call("forms")
    assert result.exit_code == 0, result.output
    return Path("studies", study, "forms")


@pytest.fixture
def back(own_folder: Path) -> Path:
    """The folder in which filled forms come back."""
    folder = own_folder / "terug"
    folder.mkdir()
    return folder


def filled(form: Path, to: Path, answers: dict[str, str], ticked: Set[str] = frozenset()) -> Path:
    """Fill in a copy of a form."""
    to.write_bytes(fill(form.read_bytes(), answers, ticked))
    return to


def of_kind(records: tuple[Record[Any], ...], kind: str) -> list[Any]:
    """What the records of a kind say."""
    return [each.data for each in records if each.kind == kind]


def test_an_observation_form_comes_back_whole(call: Call, stored: Stored, forms: Path, back: Path) -> None:
    answers = {"date": "2026-06-10", "what_seen": SEEN, "interpretation": "Misschien is het nieuw."}
    answers["quote.text"] = "Ik wil het proberen."
    ticked = {"setting.three_way_conversation", "observer_role.researcher", "present.jobcoach"}
    ticked |= {"present.resident", "residents_agreed.oral", "prompt.2", "signal.helping"}
    ticked |= {"quote.speaker_role.resident", "quote.permission.yes"}
    filled(forms / "waarnemingsformulier.docx", back / "a.docx", answers, ticked)

    result = call("import", "terug")

    assert result.exit_code == 0, result.output
    [seen] = of_kind(stored(), "observation")
    assert seen.what_seen == SEEN
    assert (str(seen.date), seen.setting, seen.observer_role) == (
        "2026-06-10",
        "three_way_conversation",
        "researcher",
    )
    assert set(seen.present_roles) == {"jobcoach", "resident"}
    assert (seen.prompt, seen.signal) == (2, "helping")
    assert (seen.quote.text, seen.quote.speaker_role, seen.quote.permission) == (
        "Ik wil het proberen.",
        "resident",
        True,
    )


def test_the_same_form_again_adds_nothing_and_a_corrected_one_is_a_version(
    call: Call, stored: Stored, forms: Path, back: Path
) -> None:
    blank = forms / "waarnemingsformulier.docx"
    filled(blank, back / "a.docx", {"date": "2026-06-10", "what_seen": SEEN})
    first = call("import", "terug").stdout.split()

    assert call("import", "terug/a.docx").stdout.count("obs-") == 0
    filled(blank, back / "a.docx", {"date": "2026-06-11", "what_seen": SEEN.replace("jobcoach", "docent")})
    corrected = call("import", "terug")

    assert corrected.exit_code == 0
    assert corrected.stdout.split() == first
    [seen] = of_kind(stored(), "observation")
    assert (str(seen.date), "docent" in seen.what_seen) == ("2026-06-11", True)


def test_every_form_that_came_back_is_taken_in_at_once(
    call: Call, stored: Stored, forms: Path, back: Path
) -> None:
    filled(forms / "waarnemingsformulier.docx", back / "w.docx", {"what_seen": SEEN})
    filled(
        forms / "informatiebrief-en-toestemming.docx",
        back / "t.docx",
        {"participant": CODE, "date": "2026-06-01"},
        {"scope.measurements", "scope.reuse"},
    )
    scan = {f"answer.{n}.{1 + n % 5}" for n in range(1, 9)}
    filled(
        forms / "samenwerkingsscan.docx",
        back / "s1.docx",
        {"participant": CODE, "date": "2026-06-02"},
        {"moment.baseline", *scan},
    )
    filled(forms / "samenwerkingsscan.docx", back / "s2.docx", {}, {"moment.baseline", *scan})
    evaluation = forms / "evaluatie-regie-afspreken.docx"
    for name, grade in (("e1", 7), ("e2", 7), ("e3", 9)):
        ticked = {f"grade.{grade}", "fits.4", "before.1.2", "after.1.4"}
        filled(evaluation, back / f"{name}.docx", {"date": "2026-06-03"}, ticked)
    sheet = forms / "presentielijst-regie-afspreken.docx"
    filled(sheet, back / "p.docx", {"date": "2026-06-03", "n.klantmanager": "6", "n.jobcoach": "2"})

    tried = call("import", "terug", "--dry-run")
    taken = call("import", "terug")
    again = call("import", "terug")

    assert (tried.exit_code, taken.exit_code, again.exit_code) == (0, 0, 0), taken.output
    records = stored()
    [person] = of_kind(records, "participant")
    assert (person.consent.status, set(person.consent.scopes)) == ("given", {"measurements", "reuse"})
    measured = of_kind(records, "measurement")
    assert sorted(str(each.participant) for each in measured) == [CODE, "None"]
    [training] = of_kind(records, "training")
    assert training.evaluation.level1.grades == (7, 7, 9)
    assert {each.role: each.n for each in training.attendance} == {"klantmanager": 6, "jobcoach": 2}
    assert not any(line.startswith(("obs-", "met-", "trn-")) for line in again.stdout.splitlines())


def test_empty_forms_in_a_folder_are_passed_over_and_one_alone_is_refused(
    call: Call, stored: Stored, forms: Path, back: Path
) -> None:
    blank = forms / "waarnemingsformulier.docx"
    (back / "leeg.docx").write_bytes(blank.read_bytes())
    filled(blank, back / "vol.docx", {"what_seen": SEEN})

    folder, alone = call("import", "terug"), call("import", "terug/leeg.docx")

    assert folder.exit_code == 0
    assert "leeg.docx" in folder.stderr
    assert alone.exit_code == 2
    assert len(of_kind(stored(), "observation")) == 1


def test_a_folder_with_nothing_but_empty_forms_does_not_end_well(call: Call, forms: Path, back: Path) -> None:
    (back / "leeg.docx").write_bytes((forms / "waarnemingsformulier.docx").read_bytes())

    assert call("import", "terug").exit_code == 2


def test_a_form_goes_to_its_own_study_and_not_to_another(
    call: Call, stored: Stored, forms: Path, back: Path, make_study: Callable[..., str]
) -> None:
    other = make_study(id="nie-taakbaan", municipality=["GM0356"])
    filled(forms / "waarnemingsformulier.docx", back / "a.docx", {"what_seen": SEEN})

    wrong = call("import", "terug/a.docx", "-s", other)
    right = call("import", "terug/a.docx")

    assert wrong.exit_code == 1
    assert "hou-driehoek" in wrong.stderr
    assert right.exit_code == 0
    assert [each.study_id for each in of_kind(stored(), "observation")] == ["hou-driehoek"]


def test_two_ticks_where_one_is_meant_are_refused_with_the_question(
    call: Call, stored: Stored, forms: Path, back: Path
) -> None:
    ticked = {"setting.intake_conversation", "setting.case_discussion"}
    filled(forms / "waarnemingsformulier.docx", back / "a.docx", {"what_seen": SEEN}, ticked)

    result = call("import", "terug/a.docx")

    assert result.exit_code == 2
    assert "intakegesprek" in result.stderr
    assert "casusbespreking" in result.stderr
    assert of_kind(stored(), "observation") == []


def test_what_stands_beside_the_fields_is_shown(call: Call, forms: Path, back: Path) -> None:
    path = filled(forms / "waarnemingsformulier.docx", back / "a.docx", {"what_seen": SEEN})
    document = docx.Document(str(path))
    document.add_paragraph("Nog iets: het gesprek duurde lang.")
    document.save(str(path))

    result = call("import", "terug/a.docx")

    assert result.exit_code == 0
    assert "het gesprek duurde lang" in result.output


def test_a_document_that_is_no_form_is_refused_alone_and_passed_over_in_a_folder(
    call: Call, forms: Path, back: Path
) -> None:
    docx.Document().save(str(back / "brief.docx"))

    alone = call("import", "terug/brief.docx")
    filled(forms / "waarnemingsformulier.docx", back / "a.docx", {"what_seen": SEEN})
    folder = call("import", "terug")

    assert alone.exit_code == 2
    assert folder.exit_code == 0
    assert "brief.docx" in folder.stderr


def test_personal_data_in_a_form_are_refused(call: Call, stored: Stored, forms: Path, back: Path) -> None:
    filled(forms / "waarnemingsformulier.docx", back / "a.docx", {"what_seen": "Bel 06-12345678 terug."})

    result = call("import", "terug")

    assert result.exit_code == 1
    assert "12345678" not in result.output
    assert of_kind(stored(), "observation") == []
