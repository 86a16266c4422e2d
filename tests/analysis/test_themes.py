"""The rows of the page on each theme."""

from typing import Any

from builders import HOUTEN, example, observation, people, record, study

from actionlab.analysis.citations import Citations
from actionlab.analysis.scope import scope
from actionlab.analysis.themes import (
    BarrierRow,
    LeadRow,
    MissingRow,
    ScaleMapRow,
    TalkRow,
    ThemePage,
    theme_page,
)
from actionlab.model.records import Record, Records
from actionlab.privacy.disclosure import Protection

FIVE = Protection(k=5)
RESIDENTS = people(5, role="resident")
TEAM = people(5, "PRO", group="professional", role="jobcoach")


def page(theme: str, *records: Record[Any], protection: Protection = FIVE) -> ThemePage:
    one = study(theme=theme)
    known = Records([one, *RESIDENTS, *TEAM, *records])
    return theme_page(one, known, Citations(known, protection))


def met(**fields: Any) -> Record[Any]:
    """An observation at which five residents and five job coaches were."""
    there = [each.id for each in (*RESIDENTS, *TEAM)]
    return observation(**{"participants": there, "present_roles": ["resident", "jobcoach"], **fields})


def test_a_page_has_rows_of_its_own_theme_only() -> None:
    everything = observation(
        signal="hindering",
        tags=["schaarste"],
        regie=[{"subject": "tempo"}],
        missing=[{"what": "tijd"}],
        barriers=[{"what": "formulier"}],
    )
    mapped = record("measurement", instrument="scale_map", value=[{"task": "Scholing"}])
    filled = {
        theme: {
            name
            for name in ThemePage.__struct_fields__
            if name != "theme" and getattr(page(theme, everything, mapped), name)
        }
        for theme in ("I1", "I2", "I3", "I4", "O1", "O2")
    }
    assert filled == {
        "I1": {"missing"},
        "I2": {"talks"},
        "I3": {"barriers"},
        "I4": {"scarcity"},
        "O1": {"leads"},
        "O2": {"scale_map"},
    }


def test_records_of_another_study_are_on_no_page() -> None:
    elsewhere = observation(study_id="twee", signal="hindering", tags=["schaarste"])
    for theme in ("I1", "I2", "I3", "I4", "O1"):
        assert page(theme, elsewhere) == ThemePage(theme=theme)


def test_what_was_missing_stands_with_what_was_agreed_then() -> None:
    seen = met(
        signal="mixed",
        setting="case_discussion",
        missing=[{"what": "een vast contact", "kind": "knowledge"}, {"what": "tijd", "kind": "means"}],
    )
    plain = met(signal="hindering", what_seen="Geen antwoord.")
    helping = met(signal="helping", missing=[{"what": "niets"}])
    actions = [
        record("action", description="Zoek een contact.", agreed_in=seen.id),
        record("action", description="Plan tijd.", agreed_in=seen.id),
        record("action", description="Iets anders."),
    ]
    rows = page("I1", seen, plain, helping, *actions).missing
    assert set(rows) == {
        MissingRow("case_discussion", "een vast contact", "knowledge", "Zoek een contact.; Plan tijd."),
        MissingRow("case_discussion", "tijd", "means", "Zoek een contact.; Plan tijd."),
        MissingRow(None, "Geen antwoord.", None, None),
    }


def test_a_setting_of_too_few_people_is_not_named() -> None:
    rows = page("I1", observation(signal="hindering", setting="case_discussion")).missing
    assert [row.setting for row in rows] == [None]


def test_a_talk_names_the_groups_that_were_there_without_the_team() -> None:
    seen = met(
        setting="intake_conversation",
        present_roles=["researcher", "klantmanager", "jobcoach", "resident"],
        what_seen="De inwoner begon zelf.",
        signal="helping",
    )
    assert page("I2", seen).talks == (
        TalkRow("intake_conversation", ("resident", "professional"), "De inwoner begon zelf.", "helping"),
    )


def test_who_was_there_is_not_told_of_too_few_people() -> None:
    seen = observation(present_roles=["employer", "resident"], signal="helping", what_seen="Kort.")
    assert page("I2", seen).talks == (TalkRow(None, ("mixed",), "Kort.", "helping"),)
    exact = page("I2", seen, protection=Protection(k=None))
    assert exact.talks == (TalkRow(None, ("resident", "employer"), "Kort.", "helping"),)


def test_rows_do_not_stand_in_the_order_of_time() -> None:
    texts = ["Bel.", "Dag.", "Ander.", "Cel."]
    seen = [
        observation(
            what_seen=text,
            date=f"2026-01-{day:02}",
            signal="hindering",
            tags=["schaarste"],
            regie=[{"subject": text}],
        )
        for day, text in enumerate(texts, 1)
    ]
    told = [
        [row.what for row in page("I1", *seen).missing],
        [row.what for row in page("I2", *seen).talks],
        [row.what for row in page("I3", *seen).barriers],
        list(page("I4", *seen).scarcity),
        [row.subject for row in page("O1", *seen).leads],
    ]
    assert told == [sorted(texts)] * 5


def test_a_barrier_is_named_or_else_what_was_seen() -> None:
    named = observation(
        signal="mixed",
        barriers=[
            {"what": "twee formulieren", "who_decides": "team_manager", "real_rule": False},
            {"what": "een budget"},
        ],
    )
    plain = observation(signal="hindering", what_seen="Het wachten duurde.")
    unclear = observation(signal="mixed", what_seen="Wisselend.")
    assert set(page("I3", named, plain, unclear).barriers) == {
        BarrierRow("twee formulieren", "team_manager", False),
        BarrierRow("een budget", None, None),
        BarrierRow("Het wachten duurde.", None, None),
    }


def test_scarcity_and_displacement_are_found_by_their_tags() -> None:
    seen = [
        observation("obs-1", tags=["Schaarste"], what_seen="Eén plek, drie mensen."),
        observation("obs-2", tags=["verdringing", "werk"], what_seen="Vaste taken verdwenen."),
        observation("obs-3", tags=["plek"], what_seen="Iets anders."),
    ]
    assert page("I4", *seen).scarcity == ("Eén plek, drie mensen.", "Vaste taken verdwenen.")


def test_leads_are_counted_and_nobody_named_comes_last() -> None:
    nobody = {"subject": "overzicht", "agreed": False}
    lead = {"subject": "tempo", "who": "resident", "agreed": True}
    seen = [met(regie=[nobody, lead]), met(regie=[nobody, nobody]), met(regie=[lead])]
    single = met(regie=[{"subject": "bellen", "who": "jobcoach"}])
    assert page("O1", *seen, single).leads == (
        LeadRow("tempo", "resident", True, 2),
        LeadRow("bellen", "jobcoach", None, 1),
        LeadRow("overzicht", None, False, 3),
    )


def test_the_lead_of_a_role_of_too_few_people_names_no_role() -> None:
    leads = [
        {"subject": "budget", "who": role, "agreed": True} for role in ("team_manager", "policy_adviser")
    ]
    seen = met(present_roles=["resident", "jobcoach", "team_manager"], regie=leads)
    assert page("O1", seen).leads == (LeadRow("budget", None, True, 2, hidden=True),)
    exact = page("O1", seen, protection=Protection(k=None)).leads
    assert [row.who for row in exact] == ["policy_adviser", "team_manager"]


def test_the_leads_of_the_example_are_eight_of_which_three_name_nobody() -> None:
    found = scope(example(), HOUTEN)
    (one,) = (each for each in found.studies if each.id == "hou-driehoek")
    leads = theme_page(one, found.records, Citations(found.records, FIVE)).leads
    assert sum(row.times for row in leads) == 8
    assert sum(row.times for row in leads if row.who is None and not row.hidden) == 3


def test_a_task_is_shown_as_last_mapped() -> None:
    first = [{"task": "Scholing", "current_scale": "municipality", "satisfied": 2}, {"task": "Bemiddeling"}]
    again = [
        {
            "task": "Scholing",
            "current_scale": "labour_market_region",
            "reason": "costs",
            "wished_scale": "national",
            "satisfied": 4,
        }
    ]
    mapped = [
        record("measurement", instrument="scale_map", value=rows, moment=moment, date=day)
        for rows, moment, day in ((again, "follow_up_1", "2026-03-01"), (first, "baseline", "2026-01-01"))
    ]
    others = [{"study_id": "twee"}, {"participant": RESIDENTS[0].id}]
    unused = [
        record("measurement", instrument="scale_map", value=[{"task": "Vreemd"}], **fields)
        for fields in others
    ]
    assert page("O2", *mapped, *unused).scale_map == (
        ScaleMapRow("Scholing", "labour_market_region", "costs", "national", 4),
        ScaleMapRow("Bemiddeling", None, None, None, None),
    )
