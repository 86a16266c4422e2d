"""A study that is asked for: what one knows on the first day, a summary, and the study."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.cli.asking.new_study import short_code
from actionlab.model.approach import Approach
from actionlab.model.cycle import Cycle
from actionlab.model.municipalities import by_code
from actionlab.model.study import Study
from actionlab.store import Workspace, read

Call = Callable[..., Result]
MakeStudy = Callable[..., str]

TITLE = "Eén gesprek, één plan: samen intake doen"
ASKED = (
    ("Which municipality", "Zeist"),
    ("Which template", TITLE),
    ("Begin with this template?", ENTER),
    ("What is the study called?", ENTER),
    ("Which code", ENTER),
    ("What is the main question?", ENTER),
    ("On which day does it start?", ""),
)
STORE = ("Is this right?", "Store it")


def english(call: Call, *arguments: str) -> Result:
    result: Result = call("--lang", "en", "new-study", *arguments)
    return result


def studies(workspace: Workspace) -> dict[str, Study]:
    return {each.id: each.data for each in read(workspace).records.of(Study)}


def test_a_study_is_made_by_pressing_enter(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, *ASKED, STORE)
    done = english(call)
    (made,) = studies(workspace).items()
    assert (done.exit_code, done.stdout) == (0, f"{made[0]}\n")
    assert made[0] == "zei-een-gesprek-een-plan"
    assert (made[1].municipality, made[1].title, made[1].theme) == (("GM0355",), TITLE, "I3")
    assert made[1].start_date is None
    assert (workspace.studies / made[0] / "studieplan.docx").exists()


def test_a_code_that_follows_from_the_title_loses_the_name_with_it(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"What is the study": "Gesprek met mevrouw Jansen", "Which code": "gesprek-met-mevrouw-jansen"}
    answers = [
        (begin, next((answer for start, answer in own.items() if begin.startswith(start)), given))
        for begin, given in ASKED
    ]
    Person(monkeypatch, *answers, STORE, ("What is to be done with it?", "replace"))
    done = english(call)
    (made,) = studies(workspace).items()
    assert (done.exit_code, made[1].title) == (0, "Gesprek met mevrouw [naam]")
    assert "jansen" not in made[0]


def test_it_says_the_same_as_the_command_with_those_options(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {
        "What is the study": "Samen in Zeist",
        "Which code": "zei-samen",
        "What is the main": "Hoe gaat het samen?",
        "On which day": "1 september 2026",
    }
    answers = [
        (begin, next((answer for start, answer in own.items() if begin.startswith(start)), given))
        for begin, given in ASKED
    ]
    Person(monkeypatch, *answers, STORE)
    english(call)
    options = ("--title", "Samen in Zeist", "--question", "Hoe gaat het samen?", "--start", "2026-09-01")
    english(call, "-m", "Zeist", "-t", "integrale-intake", *options, "--slug", "zei-tweede")
    made = studies(workspace)
    assert _fields(made["zei-samen"]) == _fields(made["zei-tweede"])
    assert len(read(workspace).records.of(Cycle)) == 6


def _fields(study: Study) -> dict[str, Any]:
    differ = {"id", "approach_id"}
    return {name: getattr(study, name) for name in study.__struct_fields__ if name not in differ}


def test_one_reads_what_a_template_is_for_before_taking_it(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = (("Which template", "Samen aan tafel"), ("Begin with this template?", "no"))
    person = Person(monkeypatch, ASKED[0], *other, *ASKED[1:], STORE)
    english(call)
    first, second, _summary = person.seen
    for told in ("Theme: Cooperation", "Target group:", "Issue:", "Main question:", "Instruments:", "weeks"):
        assert told in first
    assert first != second
    assert studies(workspace).popitem()[1].template_id == "integrale-intake"


def test_municipalities_of_own_studies_come_first_and_then_the_six(
    call: Call, make_study: MakeStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_study(id="gro-een", municipality=["GM0014"])
    person = Person(monkeypatch, *ASKED, STORE)
    english(call)
    offered = person.offered["Which municipality is it about?"]
    assert offered[:3] == ["Groningen", "Amersfoort", "Houten"]
    assert len(offered) == len(set(offered)) > 300


def test_what_was_given_is_not_asked_again(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("-t", "integrale-intake", "--title", "Eigen titel", "--start", "2026-09-01")
    person = Person(monkeypatch, ASKED[0], *ASKED[4:6], STORE)
    assert english(call, *given).exit_code == 0
    assert list(studies(workspace)) == ["zei-eigen-titel"]
    assert len(person.asked) == 4


def test_who_gives_what_is_needed_is_asked_nothing(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    assert "eerlijk" in english(call, "-m", "Zeist", "-t", "eerlijk-matchen").stdout
    assert person.asked == []


def test_a_fault_in_what_was_given_is_told_before_anything_is_asked(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(monkeypatch)
    refused = english(call, "-t", "integrale-intake", "--start", "ooit")
    assert (refused.exit_code, person.asked) == (2, [])
    assert "--start" in refused.stderr


def test_every_fault_is_told_at_its_question(
    call: Call, make_study: MakeStudy, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_study(id="zei-samen")
    title, code, start = ASKED[3][0], ASKED[4][0], ASKED[6][0]
    person = Person(
        monkeypatch,
        *ASKED[:3],
        (title, " "),
        (title, "Samen"),
        (code, "Zeist!"),
        (code, "zei-samen"),
        (code, "zei-twee"),
        ASKED[5],
        (start, "03/04/2026"),
        (start, "9999-12-01"),
        (start, "2026-09-01"),
        STORE,
    )
    assert english(call).exit_code == 0
    empty, no_code, taken, two_ways, far = person.told
    assert empty == "This is needed."
    assert "cannot be the code" in no_code
    assert "There is a study zei-samen already." in taken
    assert "two ways" in two_ways
    assert "too far away" in far
    assert set(studies(workspace)) == {"zei-samen", "zei-twee"}


def test_a_second_study_with_the_same_title_gets_another_code(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for new_approach in ((), (("Which approach", "new"),)):
        Person(monkeypatch, *ASKED, *new_approach, STORE)
        english(call)
    assert set(studies(workspace)) == {
        "zei-een-gesprek-een-plan",
        "zei-een-gesprek-een-plan-2",
    }


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Samen aan tafel: driehoeksgesprek en regie", "hou-samen-aan-tafel"),
        ("Afspraken die de werkvloer helpen", "hou-afspraken"),
        ("Regie", "hou-regie"),
        (
            "Arbeidsmarktregiobeleidsadviescommissievergaderingen en meer",
            "hou-arbeidsmarktregiobeleidsadviescommissievergaderingen",
        ),
        ("De", "hou-de"),
    ],
)
def test_the_code_that_stands_ready_is_typed_easily(title: str, code: str) -> None:
    assert short_code(by_code("GM0321"), title) == code


def test_an_approach_and_organisations_that_are_known_can_be_chosen(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    approach = call("log", "approach", "De matchtafel", "--municipalities", "Zeist").stdout.strip()
    call("log", "approach", "Elders", "--municipalities", "Houten")
    partner = call("log", "organisation", "Welzijn", "--municipalities", "Zeist").stdout.strip()
    call("log", "organisation", "Aanbod")
    chosen = (("Which approach", "De matchtafel"), ("Which organisations", ("Welzijn",)))
    person = Person(monkeypatch, *ASKED, *chosen, STORE)
    assert english(call).exit_code == 0
    (study,) = studies(workspace).values()
    assert (study.approach_id, study.organisations) == (approach, (partner,))
    assert len(read(workspace).records.of(Approach)) == 2
    questions = list(person.offered)
    assert len(person.offered[next(each for each in questions if each.startswith("Which approach"))]) == 2
    first, _other = person.offered[next(each for each in questions if each.startswith("Which organ"))]
    assert first == "Welzijn"


def test_an_empty_template_asks_for_theme_and_title(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = (("Which template", "None"), ASKED[2], ("Which theme", "I1"), ("What is the study", "Eigen werk"))
    Person(monkeypatch, ASKED[0], *empty, *ASKED[4:], STORE)
    assert english(call).exit_code == 0
    (study,) = studies(workspace).values()
    assert (study.theme, study.title, study.main_question) == ("I1", "Eigen werk", None)


def test_a_study_about_scale_may_be_of_several_municipalities(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = (
        ("Does another", "yes"),
        ("Which other", "Houten"),
        ("Does another", "no"),
    )
    template = ("Which template", "Lokaal wat kan")
    person = Person(monkeypatch, ASKED[0], template, ASKED[2], *others, *ASKED[3:], STORE)
    assert english(call).exit_code == 0
    assert studies(workspace).popitem()[1].municipality == ("GM0355", "GM0321")
    assert "Zeist" not in person.offered["Which other municipality?"]


def test_with_another_template_its_own_questions_come_again(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = (("Is this right?", "Change something"), ("What do you want to change?", "Template"))
    again = (("Which template", "Eerlijk matchen"), *ASKED[2:6])
    Person(monkeypatch, *ASKED, *change, *again, STORE)
    english(call)
    (study,) = studies(workspace).values()
    assert study.template_id == "eerlijk-matchen"
    assert study.title.startswith("Eerlijk matchen")


@pytest.mark.parametrize("answered", range(len(ASKED) + 1))
def test_who_stops_leaves_nothing_stored(
    call: Call, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    questions = (*ASKED, STORE)
    Person(monkeypatch, *questions[:answered], (questions[answered][0], STOP))
    assert english(call).exit_code == 130
    assert studies(workspace) == {}
    assert not list(workspace.studies.glob("*/studieplan.docx"))


@pytest.mark.parametrize("before", [(), ("--no-input",)])
def test_where_nobody_can_answer_what_is_missing_is_named(
    call: Call, workspace: Workspace, before: tuple[str, ...]
) -> None:
    refused = call("--lang", "en", *before, "new-study")
    assert refused.exit_code == 2
    assert "--municipality" in refused.stderr
    assert "--template" in refused.stderr


@pytest.mark.parametrize(("second", "asked"), [("GM0355", 1), ("GM0321", 0)])
def test_a_report_without_a_municipality_asks_which_of_those_with_a_study(
    call: Call, make_study: MakeStudy, monkeypatch: pytest.MonkeyPatch, second: str, asked: int
) -> None:
    make_study(id="hou-een")
    make_study(id="twee", municipality=[second])
    call("log", "observation", "Tekst", "-s", "hou-een", "--date", "2026-06-01")
    person = Person(monkeypatch, *[("Which municipality is the report for?", "Houten")] * asked)
    done = call("--lang", "en", "report", "--preview")
    assert done.exit_code == 0, done.stderr
    assert "Houten" in done.stdout
    assert len(person.asked) == asked
