"""What there is to choose from: studies, people, roles, tags and records, the likely ones first."""

import datetime as dt
from collections.abc import Callable

import pytest
from click.testing import Result

from actionlab.cli.asking.known import Known, shortened, studies
from actionlab.model.records import Draft
from actionlab.store import Workspace, add

Call = Callable[..., Result]
MakeStudy = Callable[..., str]
NOW = dt.datetime(2026, 6, 15, 10, tzinfo=dt.UTC)


def logged(workspace: Workspace, study: str, hours: int, **fields: object) -> str:
    """Store an observation some hours from now, and give its id."""
    draft = Draft(kind="observation", fields={"study_id": study, "what_seen": "Tekst", **fields})
    return add(workspace, [draft], now=NOW + dt.timedelta(hours=hours))[0]


def test_the_study_in_which_was_written_last_comes_first(workspace: Workspace, make_study: MakeStudy) -> None:
    for slug, hours in (("hou-a", 1), ("hou-b", 3), ("hou-c", 2)):
        logged(workspace, make_study(id=slug, title=f"Titel {slug}"), hours)
    assert list(studies(workspace)) == ["hou-b", "hou-c", "hou-a"]
    assert studies(workspace, ["hou-a"]) == {"hou-a": "Titel hou-a (hou-a)"}


def test_people_are_offered_by_code_and_role_and_only_for_what_they_agreed_to(
    call: Call, workspace: Workspace, study: str
) -> None:
    agreed = ("--consent-status", "given", "--consent-scopes", "measurements")
    call("log", "participant", "HOU-AAAA", "--role", "klantmanager", *agreed)
    call("log", "participant", "HOU-BBBB", "--group", "resident", "--consent-status", "requested")
    known = Known(workspace, study)
    assert known.people() == {"HOU-AAAA": "HOU-AAAA · klantmanager", "HOU-BBBB": "HOU-BBBB · inwoner"}
    assert list(known.people("measurements")) == ["HOU-AAAA"]
    assert known.people("reuse") == {}
    assert (known.role_of("HOU-AAAA"), known.role_of("HOU-BBBB")) == ("klantmanager", "")


def test_who_was_erased_is_not_offered(workspace: Workspace, study: str) -> None:
    gone = {"status": "erased", "erased_on": "2026-05-01", "consent": {"status": "withdrawn"}}
    fields = {"study_id": study, "pseudonym": "HOU-CCCC", "group": "resident", **gone}
    add(workspace, [Draft(kind="participant", fields=fields)], now=NOW)
    assert Known(workspace, study).people() == {}


def test_roles_and_tags_that_were_used_most_come_first(workspace: Workspace, study: str) -> None:
    logged(workspace, study, 1, present_roles=["teacher"], tags=["rust", "regie"])
    logged(workspace, study, 2, present_roles=["teacher", "resident"], tags=["regie"])
    known = Known(workspace, study)
    assert list(known.roles())[:3] == ["teacher", "resident", "klantmanager"]
    assert list(known.tags()) == ["regie", "rust"]


def test_records_are_offered_newest_first_with_words_day_and_id(workspace: Workspace, study: str) -> None:
    old = logged(workspace, study, 1, date="2026-05-01", what_seen="Vroeger " + "en nog veel meer " * 9)
    new = logged(workspace, study, 2, date="2026-06-01", what_seen="Later")
    offered = Known(workspace, study).of_kinds(("observation",))
    assert list(offered) == [new, old]
    assert offered[new] == f"Later · 1 juni 2026 · {new}"
    assert len(offered[old]) <= 74
    assert "… · 1 mei 2026" in offered[old]


@pytest.mark.parametrize(("own", "first"), [(["Waarop let u?"], "Waarop let u?"), ([], "")])
def test_prompts_are_those_of_the_study_or_else_of_its_template(
    workspace: Workspace, make_study: MakeStudy, own: list[str], first: str
) -> None:
    study = make_study(observation_prompts=own)
    known = Known(workspace, study)
    template = known.template
    assert template is not None
    assert known.numbered("prompt")[0] == (first or template.observation_prompts[0])
    assert known.numbered("signal") == ()


def test_the_municipality_of_the_study_comes_first(workspace: Workspace, make_study: MakeStudy) -> None:
    study = make_study(municipality=["GM0355"])
    assert next(iter(Known(workspace, study).municipalities().values())) == "Zeist"


def test_another_study_is_not_known(workspace: Workspace, make_study: MakeStudy) -> None:
    one, other = make_study(id="hou-een"), make_study(id="hou-ander")
    logged(workspace, other, 1, tags=["elders"])
    assert Known(workspace, one).tags() == {}


def test_a_text_is_cut_with_a_sign_and_stands_on_one_line() -> None:
    assert shortened("een\ntwee   drie", 20) == "een twee drie"
    assert shortened("een twee drie", 8) == "een twe…"


def test_the_code_of_a_study_is_not_cut_off(workspace: Workspace, make_study: MakeStudy) -> None:
    make_study(id="hou-" + "lang-" * 7 + "eind", title="Een titel " * 12)
    (shown,) = studies(workspace).values()
    assert shown.endswith("-eind)")
    assert len(shown) <= 74
