"""Every kind of record, completely by options; each line is what a person types."""

from collections.abc import Callable
from typing import Any

import msgspec
from click.testing import Result

from actionlab.cli.verbs.log import KINDS_TYPED
from actionlab.model.fields import RecordData
from actionlab.model.records import Record
from actionlab.store import Workspace, read

Call = Callable[..., Result]


def done(result: Result) -> str:
    """Give the id that a call printed, after making sure that it went well."""
    assert (result.exit_code, result.stderr.count("Error")) == (0, 0), result.output
    return result.stdout.strip()


def said(workspace: Workspace, record_id: str) -> dict[str, Any]:
    """Give what a stored record says, as stored."""
    record: Record[RecordData] | None = read(workspace).records.get(record_id)
    assert record is not None
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record.data))
    return found


def test_every_kind_can_be_logged_completely_by_options(  # noqa: PLR0915 - one study, step by step
    call: Call, workspace: Workspace, study: str
) -> None:
    organisation = done(
        call(
            *("log", "organisation", "Sociaal team Houten", "--type", "sociaal wijkteam"),
            *("--local-name", "sociaal team", "--municipalities", "houten", "--municipalities", "GM0356"),
            *("--role", "uitvoerder"),
        )
    )
    assert said(workspace, organisation) == {
        "name": "Sociaal team Houten",
        "type": "district_team",
        "local_name": "sociaal team",
        "municipalities": ["GM0321", "GM0356"],
        "role": "executing_party",
    }

    approach = done(
        call(
            *("log", "approach", "Driehoeksgesprekken", "--municipalities", "Houten", "--theme", "o1"),
            *("--organisation-ids", organisation[:8], "--target-group", "Inwoners", "--aim", "Eén plan"),
            *("--core-elements", "Gesprek met drie", "--core-elements", "Eén plan"),
            *("--conditions", "Tijd", "--since", "2025-09"),
        )
    )
    assert said(workspace, approach)["organisation_ids"] == [organisation]
    assert said(workspace, approach)["core_elements"] == ["Gesprek met drie", "Eén plan"]

    participant = done(
        call(
            *("log", "participant", "--role", "inwoner", "--consent-status", "gegeven"),
            *("--consent-scopes", "observe_conversations", "--consent-scopes", "citaat zonder naam"),
            *("--consent-scopes", "measurements"),
            *("--consent-version", "2", "--consent-date", "2-3-2026", "--status", "doet mee"),
            *("--age-band", "25_34", "--organisation-id", organisation),
        )
    )
    person = said(workspace, participant)
    assert participant.startswith("HOU-")
    assert person["pseudonym"] == participant
    assert person["group"] == "resident"
    assert person["consent"] == {
        "status": "given",
        "scopes": ["observe_conversations", "anonymous_quote", "measurements"],
        "version": "2",
        "date": "2026-03-02",
    }

    cycle = done(
        call(
            *("log", "cycle", "Weten wie wat doet", "--number", "1", "--title", "In beeld"),
            *("--start-date", "2026-01-05", "--status", "running"),
            *("--planned", "act=Vier gesprekken voeren", "--planned", "handelen=Een vijfde = extra"),
            *("--planned", "orient=Lezen", "--done-note", "act=Drie gevoerd"),
            *("--phase-dates", "act=2026-02-01..2026-03-01"),
        )
    )
    assert said(workspace, cycle)["phases"] == [
        {
            "phase": "act",
            "planned_actions": ["Vier gesprekken voeren", "Een vijfde = extra"],
            "done_note": "Drie gevoerd",
            "date_from": "2026-02-01",
            "date_to": "2026-03-01",
        },
        {"phase": "orient", "planned_actions": ["Lezen"]},
    ]

    observation = done(
        call(
            *("log", "observation", "De inwoner vertelt.", "-s", study, "--cycle-id", cycle),
            *("--phase", "waarnemen", "--date", "12 maart 2026", "--setting", "Driehoeksgesprek"),
            *("--observer-role", "onderzoeker", "--present-roles", "klantmanager"),
            *("--present-roles", "inwoner", "--participants", participant, "--residents-agreed", "oral"),
            *("--prompt", "2", "--interpretation", "Rust helpt.", "--quote", "Nu snap ik het."),
            *("--quote-speaker", participant, "--quote-speaker-role", "inwoner", "--quote-permission"),
            *("--signal", "bevorderend", "--tags", "regie", "--tags", "vertrouwen"),
            *("--regie", "reiskosten=klantmanager:ja", "--regie", "plan=:nee", "--regie", "dagbesteding"),
            *("--missing", "wat de Wmo biedt=kennis", "--missing", "een kamer"),
            *("--barriers", "formulier 3=klantmanager:nee", "--barriers", "de wachttijd"),
        )
    )
    seen = said(workspace, observation)
    assert seen["date"] == "2026-03-12"
    assert seen["setting"] == "three_way_conversation"
    assert seen["quote"] == {
        "text": "Nu snap ik het.",
        "speaker": participant,
        "speaker_role": "resident",
        "permission": True,
    }
    assert seen["regie"] == [
        {"subject": "reiskosten", "who": "klantmanager", "agreed": True},
        {"subject": "plan", "agreed": False},
        {"subject": "dagbesteding"},
    ]
    assert seen["missing"] == [{"what": "wat de Wmo biedt", "kind": "knowledge"}, {"what": "een kamer"}]
    assert seen["barriers"] == [
        {"what": "formulier 3", "who_decides": "klantmanager", "real_rule": False},
        {"what": "de wachttijd"},
    ]

    training = done(
        call(
            *("log", "training", "--title", "Samen spreken", "--cycle-id", cycle, "--date", "vandaag"),
            *("--duration-minutes", "90", "--attendance", "klantmanager=6", "--attendance", "docent=1"),
            *("--facilitator-roles", "trainer", "--work-forms", "rollenspel"),
            *("--learning-goals", "Ik stel open vragen", "--learning-goals", "Ik vat samen"),
            *("--what-learned", "Vragen", "--notes", "Zaal was klein", "--module-ref", "eigen"),
        )
    )
    assert said(workspace, training)["attendance"] == [
        {"role": "klantmanager", "n": 6},
        {"role": "teacher", "n": 1},
    ]
    assert said(workspace, training)["date"] == "2026-06-15"

    done(
        call(
            *("log", "evaluation", training, "--grades", "7,8 8", "--fits-my-work", "4;4;5"),
            *("--before", "2,3", "--after", "3,4", "--before", "1", "--after", "5", "--retrospective"),
            *("--level4-note", "Meer plannen"),
        )
    )
    done(
        call(
            *("log", "follow-up", training, "--asked-on", "2026-08-01", "--n-asked", "6"),
            *("--n-responded", "5", "--n-applied", "4"),
        )
    )
    assert said(workspace, training)["evaluation"] == {
        "level1": {"grades": [7, 8, 8], "fits_my_work": [4, 4, 5]},
        "level2": [
            {"statement": "Ik stel open vragen", "before": [2, 3], "after": [3, 4], "retrospective": True},
            {"statement": "Ik vat samen", "before": [1], "after": [5], "retrospective": True},
        ],
        "level3_applied": {"asked_on": "2026-08-01", "n_asked": 6, "n_responded": 5, "n_applied": 4},
        "level4_note": "Meer plannen",
    }

    meeting = done(
        call(
            *("log", "meeting", "Overleg in maart", "--type", "teamoverleg", "--date", "-3d"),
            *("--attendance", "team_manager=2", "--agreed", "Doorgaan", "--cycle-id", cycle),
        )
    )
    assert said(workspace, meeting)["title"] == "Overleg in maart"
    assert said(workspace, meeting)["date"] == "2026-06-12"

    grade = done(
        call(
            *("log", "measurement", "rapportcijfer", "--value", "7", "--participant", participant),
            *("--moment", "after_conversation", "--date", "2026-03-12", "--assessor-role", "zelf"),
            *("--about", "driehoeksgesprek"),
        )
    )
    assert said(workspace, grade)["value"] == 7

    insight = done(
        call(
            *("log", "insight", "In gesprekken met drie werd de regie vaker benoemd.", "--title", "Regie"),
            *("--theme", "O1", "--sub-question", "1", "--evidence", f"{observation}:ondersteunt"),
            *("--evidence", f"measurement:{study}:grade:nuances", "--counter", "niets gezien"),
            *("--transferability", "Bij vaste teams", "--share-regionally"),
        )
    )
    claim = said(workspace, insight)
    assert claim["share_regionally"] is True
    assert claim["evidence"] == [
        {"ref": observation, "relation": "supports"},
        {"ref": f"measurement:{study}:grade", "relation": "nuances"},
    ]

    action = done(
        call(
            *(
                "log",
                "action",
                "Voer het gesprek in",
                "--insight-ids",
                insight[:9],
                "--owner-role",
                "teammanager",
            ),
            *("--organisation-id", organisation, "--agreed-on", "2026-06-01", "--due-date", "+14d"),
            *("--status", "open", "--agreed-in", meeting),
        )
    )
    assert said(workspace, action)["due_date"] == "2026-06-29"
    assert said(workspace, action)["insight_ids"] == [insight]

    decision = done(
        call(
            *(
                "log",
                "decision",
                "Maakt u twee uur vrij?",
                "--insight-ids",
                insight,
                "--asked-on",
                "1-6-2026",
            ),
            *("--asked-of-role", "teammanager", "--asked-of-organisation-id", organisation),
            *(
                "--needed-by",
                "2026-09-01",
                "--answer",
                "deels",
                "--answered-on",
                "gisteren",
                "--reason",
                "Druk",
            ),
        )
    )
    assert said(workspace, decision)["asked_of"] == {"role": "team_manager", "organisation_id": organisation}

    check = done(
        call(
            *("log", "member-check", "--outcome", f"{insight[:10]}:deels herkend", "--date", "9-6-2026"),
            *("--remark", f"{insight[:10]}=Klopt = bijna", "--changes", f"{insight[:10]}=Zin twee"),
            *("--form", "bijeenkomst", "--participants", "inwoner=5"),
        )
    )
    assert said(workspace, check)["insight_ids"] == [insight]
    assert said(workspace, check)["outcome"] == [
        {
            "insight_id": insight,
            "recognised": "partly",
            "remark": "Klopt = bijna",
            "changes": "Zin twee",
        }
    ]

    agenda_item = done(
        call(
            *("log", "agenda-item", "Hoe leren teams?", "--type", "leervraag", "--theme", "O1"),
            *("--origin", insight, "--municipalities", "houten", "--priority", "hoog", "--status", "nieuw"),
        )
    )
    assert said(workspace, agenda_item)["priority"] == 1

    note = done(call("log", "note", "Eigen woorden.", "--report-section", "samenvatting"))
    assert said(workspace, note) == {
        "report_section": "summary",
        "text": "Eigen woorden.",
        "study_id": study,
    }

    done(
        call(
            *("close", cycle, "--decision", "bijstellen", "--reason", "Te vroeg", "--because", insight[:9]),
            *("--end-date", "2026-06-14"),
        )
    )
    closed = said(workspace, cycle)
    assert (closed["status"], closed["decision"], closed["because"]) == ("finished", "adjust", [insight])
    done(call("done", action, "--result", "Ingevoerd"))
    assert said(workspace, action)["status"] == "done"
    assert said(workspace, action)["result"] == "Ingevoerd"


def test_a_note_can_belong_to_a_municipality_in_place_of_a_study(
    call: Call, workspace: Workspace, study: str
) -> None:
    note = done(
        call("log", "note", "Over Houten.", "--report-section", "privacy", "--municipality", "Houten")
    )
    assert said(workspace, note) == {
        "report_section": "privacy",
        "text": "Over Houten.",
        "municipality": "GM0321",
    }


def test_every_kind_has_help_that_names_the_argument(call: Call) -> None:
    for kind in KINDS_TYPED:
        shown = call("log", kind, "--help")
        assert shown.exit_code == 0
        assert f"actionlab log {kind}" in shown.output
