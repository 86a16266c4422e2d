"""What `show` tells of a study, an insight, a person and a publication beside what their records say."""

import datetime as dt
import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec
import pytest
from builders import AGREED
from click.testing import Result

from actionlab.analysis.published import Block
from actionlab.cli.pages import published as published_words
from actionlab.cli.pages.published import shown_in_words
from actionlab.model.publication import Figure
from actionlab.model.records import Draft
from actionlab.store import Workspace, add

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Call = Callable[..., Result]


def put(workspace: Workspace, kind: str, record_id: str | None, **fields: Any) -> None:
    own = {} if kind == "publication" else {"study_id": "hou-driehoek"}
    add(workspace, [Draft(kind=kind, id=record_id, fields={**own, **fields})], now=NOW)


@pytest.fixture
def recorded(workspace: Workspace, make_study: Callable[..., str]) -> Workspace:
    """A study with a cycle, observations, measurements of a person, and an insight."""
    make_study(observation_prompts=["Wie begint?", "Wie vat samen?"])
    phases = [{"phase": "act", "date_from": "2026-02-01", "date_to": "2026-03-31"}]
    cycle = {"number": 1, "title": "Verkennen", "start_date": "2026-02-01", "end_date": "2026-05-31"}
    put(workspace, "cycle", "cyc-aaaa", **cycle, phases=phases, status="running")
    put(workspace, "participant", None, pseudonym="HOU-AAAA", group="resident", consent=AGREED)
    seen = {"what_seen": "De inwoner begint.", "setting": "workplace", "prompt": 2}
    put(workspace, "observation", "obs-aaaa", **seen, date="2026-03-02", participants=["HOU-AAAA"])
    put(workspace, "observation", "obs-bbbb", what_seen="Later.", setting="training", date="2026-04-20")
    for moment in ("baseline", "follow_up_1", "after_training"):
        put(
            workspace, "measurement", None, instrument="grade", value=7, participant="HOU-AAAA", moment=moment
        )
    evidence = [
        {"ref": ref, "relation": "supports"} for ref in ("obs-aaaa", "measurement:hou-driehoek:grade")
    ]
    against = [{"ref": "obs-bbbb", "relation": "contradicts"}]
    put(workspace, "insight", "ins-aaaa", statement="Zo was het.", evidence=[*evidence, *against])
    return workspace


def told(call: Call, record_id: str, heading: str) -> list[str]:
    """Give the lines below a heading, up to the next."""
    result = call("--lang", "en", "show", record_id)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    below = lines[lines.index(heading) + 1 :]
    end = next((place for place, line in enumerate(below) if line[:1].isupper() and "\t" not in line), None)
    return below[:end]


def test_a_study_tells_how_much_was_recorded(call: Call, recorded: Workspace) -> None:
    kinds = ["cycle\t1", "participant\t1", "observation\t2", "measurement\t3", "insight\t1"]
    assert told(call, "hou-driehoek", "Recorded") == kinds
    assert told(call, "hou-driehoek", "Cycles") == [
        "cyc-aaaa\t1 Feb 2026\t31 May 2026\t2\t1 · Verkennen · running",
    ]
    assert told(call, "hou-driehoek", "Observations per phase") == ["act\t1", "phase not recorded\t1"]
    assert told(call, "hou-driehoek", "Observation prompts") == [
        "  1.  Wie begint? · 0 observations",
        "  2.  Wie vat samen? · 1 observation",
    ]
    assert told(call, "hou-driehoek", "Measurements") == ["1\t1\t1\tgrade"]


def test_cycles_stand_in_the_order_of_their_numbers(call: Call, workspace: Workspace, study: str) -> None:
    for number, record_id in ((1, "cyc-bbbb"), (2, "cyc-aaaa")):
        put(workspace, "cycle", record_id, number=number)
    assert [line.split("\t")[0] for line in told(call, study, "Cycles")] == ["cyc-bbbb", "cyc-aaaa"]


def test_a_second_follow_up_is_a_follow_up_too(call: Call, recorded: Workspace) -> None:
    again = {"instrument": "grade", "value": 8, "participant": "HOU-AAAA", "moment": "follow_up_2"}
    put(recorded, "measurement", None, **again)
    assert told(call, "hou-driehoek", "Measurements") == ["1\t2\t1\tgrade"]


def test_of_a_long_study_the_last_weeks_are_drawn(call: Call, workspace: Workspace, study: str) -> None:
    for date in ("2024-01-01", "2026-06-01", "2026-06-14"):
        put(workspace, "observation", None, what_seen="Iets", date=date)
    drawn, said = told(call, study, "Observations per week")
    assert len(drawn.replace(" ", "")) == 26
    assert said == "  from 15 Dec 2025 until 14 Jun 2026"


def test_sub_questions_are_numbered_from_one(call: Call, make_study: Callable[..., str]) -> None:
    study = make_study(sub_questions=["Wie begint?", "Wie vat samen?"])
    lines = [line.strip() for line in call("show", study).stdout.splitlines()]
    assert any(line.endswith("1. Wie begint?") for line in lines)
    assert "2. Wie vat samen?" in lines


def test_a_study_without_records_has_no_empty_tables(call: Call, study: str) -> None:
    assert "Recorded" not in call("--lang", "en", "show", study).stdout.splitlines()


def test_an_insight_shows_its_sources_and_why_it_is_as_strong_as_it_is(
    call: Call, recorded: Workspace
) -> None:
    assert told(call, "ins-aaaa", "Sources") == [
        "obs-aaaa\tsupports\t2 Mar 2026\tDe inwoner begint.",
        "measurements\tsupports\t–\tgrade",
        "obs-bbbb\tcontradicts\t20 Apr 2026\tLater.",
    ]
    assert told(call, "ins-aaaa", "How often it was seen (first indication)") == [
        "  2 sources support it, 1 speaks against it: 2 kinds of source and on 1 day.",
        "  For more this is needed: 3 sources that support it; 2 different days;"
        " an answer to what speaks against it.",
    ]


def test_situations_are_told_where_there_are_no_fewer_than_kinds_of_source(
    call: Call, recorded: Workspace
) -> None:
    evidence = [{"ref": "obs-aaaa", "relation": "supports"}, {"ref": "obs-bbbb", "relation": "nuances"}]
    put(recorded, "insight", "ins-bbbb", statement="Eens.", evidence=evidence)
    assert told(call, "ins-bbbb", "Sources")[1] == "obs-bbbb\tnuances\t20 Apr 2026\tLater."
    seen, lacking = told(call, "ins-bbbb", "How often it was seen (first indication)")
    assert seen == "  1 source supports it: in 1 kind of situation and on 1 day."
    assert lacking.startswith(
        "  For more this is needed: 3 sources that support it; 2 kinds of situation or of source; "
    )


def test_an_insight_that_was_seen_often_needs_participants_who_recognise_it(
    call: Call, recorded: Workspace
) -> None:
    put(recorded, "observation", "obs-cccc", what_seen="Weer.", setting="training", date="2026-05-01")
    evidence = [
        {"ref": ref, "relation": "supports"}
        for ref in ("obs-aaaa", "obs-cccc", "measurement:hou-driehoek:grade")
    ]
    put(recorded, "insight", "ins-bbbb", statement="Vaker.", evidence=evidence, counter="Niets gezien.")
    heading = "How often it was seen (seen more often)"
    assert told(call, "ins-bbbb", heading)[-1] == (
        "  For more this is needed: that participants recognise it."
    )
    outcome = [{"insight_id": "ins-bbbb", "recognised": "recognised"}]
    put(recorded, "member_check", "mck-aaaa", insight_ids=["ins-bbbb"], outcome=outcome, date="2026-06-01")
    heading = "How often it was seen (seen more often and recognised)"
    assert told(call, "ins-bbbb", heading)[-1] == "  Put before participants: recognised."


def test_a_person_shows_what_was_agreed_to_and_where_the_code_stands(call: Call, recorded: Workspace) -> None:
    (said, for_what) = told(call, "HOU-AAAA", "What this person agreed to")
    assert said == "  Consent: given."
    assert for_what.startswith("  For: be present at conversations, measurements, ")
    observations, measurements = told(call, "HOU-AAAA", "What there is of this person")
    assert observations == "  observation:  obs-aaaa"
    assert measurements.startswith("  measurement:  met-")
    assert measurements.count("met-") == 3
    assert "Consent:  " not in call("--lang", "en", "show", "HOU-AAAA").stdout


@pytest.mark.parametrize(
    ("consent", "lines"),
    [
        (
            {"status": "given", "scopes": ["measurements"], "date": "2026-03-01", "version": "v1"},
            [
                "Consent: given, on 1 March 2026, form v1.",
                "For: measurements.",
                "Not for: be present at conversations, quote without a name, and reuse in later research.",
            ],
        ),
        (
            {"status": "given"},
            [
                "Consent: given.",
                "For what was not recorded, so nothing that needs consent may be stored or used.",
            ],
        ),
        ({"status": "refused"}, ["Consent: refused."]),
        (
            {"status": "withdrawn", "scopes": ["measurements"], "withdrawn_on": "2026-05-02"},
            ["Consent: withdrawn, withdrawn on 2 May 2026."],
        ),
    ],
)
def test_consent_is_told_in_words(
    call: Call, workspace: Workspace, study: str, consent: dict[str, Any], lines: list[str]
) -> None:
    put(workspace, "participant", None, pseudonym="HOU-BBBB", group="professional", consent=consent)
    assert [line.strip() for line in told(call, "HOU-BBBB", "What this person agreed to")] == lines
    assert told(call, "HOU-BBBB", "What there is of this person") == ["  No record names this code."]


def test_json_has_what_is_told_beside_the_record(call: Call, recorded: Workspace) -> None:
    study = json.loads(call("show", "hou-driehoek", "--json").stdout)["recorded"]
    assert study["records"]["measurement"] == 3
    assert study["observations_per_phase"] == {"act": 1, "": 1}
    assert study["observations_per_prompt"] == {"2": 1}
    assert study["measurements"] == {"grade": {"baseline": 1, "follow_up_1": 1, "after_training": 1}}
    insight = json.loads(call("show", "ins-aaaa", "--json").stdout)["strength"]
    assert (insight["id"], insight["contradicts"]) == ("tentative", ["obs-bbbb"])
    person = json.loads(call("show", "HOU-AAAA", "--json").stdout)["named_in"]
    assert person["observation"] == ["obs-aaaa"]


def in_words(shown: dict[str, Any]) -> str:
    return shown_in_words(
        Figure(study="hou-driehoek", about="session", as_of=dt.date(2026, 6, 15), shown=shown)
    )


def test_a_publication_says_in_words_what_was_shown(call: Call, workspace: Workspace, study: str) -> None:
    figures = [
        {
            "study": study,
            "about": "change",
            "as_of": "2026-06-15",
            "instrument": "ladder",
            "moment": "follow_up_1",
            "shown": {"n_start": 13, "groups": {"cells": [{"labels": ["same", "down"], "n": 5}]}},
        }
    ]
    about = {"municipality": "GM0321", "audience": "municipality", "date": "2026-06-15", "smallest_group": 5}
    put(workspace, "publication", "pub-aaaa", **about, figures=figures)
    assert told(call, "pub-aaaa", "What was shown about people") == [
        "  change · hou-driehoek · participation ladder · follow-up 1 · as of 15 June 2026",
        "    measured at the start 13, the same + down 5",
    ]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ({"per_group": [["resident", 13], ["professional", 7]]}, "inwoner 13, professional 7"),
        ({"phases": [{"phase": None, "signals": [1, 0, 2, 0, 0]}]}, "bevorderend 1, gemengd 2"),
        ({"phases": [{"phase": "act", "signals": [0, 0, 0, 0, 3]}]}, "handelen: "),
        ({"attendance": {"roles": ["jobcoach"], "per_role": None, "total": 14}}, "14 (jobcoach)"),
        ({"attendance": {"roles": ["jobcoach"], "per_role": [["jobcoach", 9]], "total": None}}, "jobcoach 9"),
        ({"grade": {"n": 14, "least": 14, "middle": 7.5}}, "7,5 (14 "),
        ({"grade": {"n": None, "least": 5, "middle": 8}}, "8"),
        ({"use": {"n": 9, "least": 9, "part": 6, "most": True}}, "6 "),
        ({"use": {"n": 9, "least": 9, "part": None, "most": True}}, "meer dan de helft"),
        ({"use": {"n": 9, "least": 9, "part": None, "most": False}}, "de helft of minder"),
        ({"sufficient": {"whole": 12, "part": 9, "most": True}}, "12"),
        ({"interval": [0.28, 0.85]}, "0,28 – 0,85"),
        ({"about": "three_way_conversation", "n": 12}, "driehoeksgesprek, "),
        ({"numbers": {"met-aaaa first": 3, "met-aaaa later": 5}}, "3, 5"),
    ],
)
def test_every_form_of_number_has_words(shown: dict[str, Any], said: str) -> None:
    words = in_words(shown)
    assert said in words
    assert not set("{}[]_'") & set(words)


def test_every_number_that_a_report_can_show_has_a_name() -> None:
    import_module("actionlab.analysis.findings")
    own = {"stand", "instrument"}
    blocks = [each for each in Block.__subclasses__() if each.__module__.startswith("actionlab.")]
    names = {field.name for block in blocks for field in msgspec.structs.fields(block)} - own
    assert len(blocks) >= 6
    assert names <= set(published_words.NAMES)
