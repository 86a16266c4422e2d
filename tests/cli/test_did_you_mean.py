"""Did you mean: what was mistyped is answered with the nearest there is, and never with what was erased."""

from collections.abc import Callable

import pytest
from click.testing import Result

from actionlab.model.records import Draft
from actionlab.store import Workspace, add

from .conftest import NOW

Call = Callable[..., Result]
MakeStudy = Callable[..., str]
STUDY = "hou-driehoek"
AGREED = {"status": "given", "scopes": ["observe_conversations", "measurements"]}


def person(code: str, **fields: object) -> Draft:
    """Give a draft of somebody who takes part."""
    known = {"study_id": STUDY, "pseudonym": code, "role": "resident", "group": "resident", "consent": AGREED}
    return Draft(kind="participant", fields={**known, **fields})


def record(kind: str, record_id: str, **fields: object) -> Draft:
    """Give a draft of a record with an id of its own."""
    return Draft(kind=kind, fields={"study_id": STUDY, **fields}, id=record_id)


@pytest.fixture
def known(workspace: Workspace, study: str) -> Workspace:
    """A study with somebody in it, an observation, an action, an insight and two cycles."""
    drafts = [
        person("HOU-K7M2"),
        record("observation", "obs-7k3fq2xd", what_seen="De inwoner begon."),
        record("action", "act-7k3fq2xd", description="Bel."),
        record("insight", "ins-7k3fq2xd", statement="Bellen helpt."),
        record("cycle", "cyc-7k3fq2xd", number=1),
        record("cycle", "cyc-9m2bz5rw", number=2),
    ]
    add(workspace, drafts, now=NOW)
    return workspace


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (("status", "-s", "hou-driehoeck"), STUDY),
        (("log", "observation", "Tekst", "-s", "driehoek"), STUDY),
        (("show", "obs-7k3fq2xe"), "obs-7k3fq2xd"),
        (("edit", "obs-7k3fq2dx", "--signal", "helping"), "obs-7k3fq2xd"),
        (("erase", "obs-7kf3q2xd"), "obs-7k3fq2xd"),
        (("done", "act-7k3fq2x0"), "act-7k3fq2xd"),
        (("withdraw", "HOU-K7M3"), "HOU-K7M2"),
        (("log", "observation", "Tekst", "--participants", "HOU-K7N2"), "HOU-K7M2"),
        (("log", "action", "Bel.", "--insight-ids", "ins-7k3fq2xx"), "ins-7k3fq2xd"),
        (("log", "insight", "x", "--evidence", "obs-7k3fq2xx:supports"), "obs-7k3fq2xd"),
        (("close", "2", "--decision", "stop", "--reason", "x"), "cyc-9m2bz5rw"),
        (("list", "waarnemngen"), "waarnemingen"),
        (("log", "observation", "Tekst", "--signal", "bevordernd"), "helping"),
        (("new-study", "-m", "Houten", "-t", "driehoeksgesprek-en-regi3"), "driehoeksgesprek-en-regie"),
        (("new-study", "-m", "Houtem", "-t", "leeg"), "Houten"),
    ],
)
def test_what_is_mistyped_is_answered_with_the_nearest_there_is(
    call: Call, arguments: tuple[str, ...], near: str
) -> None:
    refused = call("--lang", "en", *arguments)
    assert refused.exit_code in (1, 2)
    last = refused.stderr.splitlines()[-1]
    assert "Did you mean" in last
    assert near in last.rpartition("Did you mean")[2]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "arguments",
    [("show", "obs-9zzzzzzz"), ("status", "-s", "amersfoort"), ("edit", "zzz"), ("withdraw", "ZEI-AAAA")],
)
def test_what_is_like_nothing_gets_no_guess(call: Call, arguments: tuple[str, ...]) -> None:
    refused = call("--lang", "en", *arguments)
    assert refused.exit_code == 1
    assert "Did you mean" not in refused.stderr


def test_what_was_erased_is_not_named(call: Call, known: Workspace) -> None:
    for erased in ("obs-7k3fq2xd", "act-7k3fq2xd"):
        assert call("erase", erased, "--yes").exit_code == 0
    assert call("withdraw", "HOU-K7M2", "--yes").exit_code == 0
    for arguments in (
        ("show", "obs-7k3fq2xe"),
        ("erase", "obs-7k3fq2xe"),
        ("done", "act-7k3fq2xe"),
        ("withdraw", "HOU-K7M3"),
        ("log", "observation", "Tekst", "--participants", "HOU-K7M3"),
        ("log", "insight", "Tekst", "--evidence", "obs-7k3fq2xe:supports"),
    ):
        refused = call("--lang", "en", *arguments)
        assert refused.exit_code == 1
        assert not any(gone in refused.output for gone in ("q2xd", "HOU-K7M2")), arguments


def test_somebody_whose_record_says_erased_is_not_named(call: Call, known: Workspace) -> None:
    gone = person("HOU-W9QF", status="erased", erased_on="2026-05-01", consent={"status": "withdrawn"})
    add(known, [gone], now=NOW)
    assert "HOU-W9QF" not in call("show", "HOU-W9QG").stderr
    assert "HOU-W9QF" not in call("log", "observation", "Tekst", "--participants", "HOU-W9QG").stderr


def test_an_erased_study_is_not_named(call: Call, known: Workspace, make_study: MakeStudy) -> None:
    make_study(id="zei-werkzorg")
    assert call("erase", "zei-werkzorg", "--yes").exit_code == 0
    assert "zei-werkzorg" not in call("status", "-s", "zei-werkzorq").stderr


def test_where_there_is_no_study_at_all_that_is_said(call: Call, workspace: Workspace) -> None:
    refused = call("--lang", "en", "status", "-s", "hou")
    assert refused.exit_code == 1
    assert "there is none here yet" in refused.stderr


def test_the_same_fault_is_told_once(call: Call, known: Workspace) -> None:
    twice = ("--evidence", "obs-7k3fq2xd:helpt", "--evidence", "obs-7k3fq2xd:helpt")
    refused = call("--lang", "en", "log", "insight", "Tekst", *twice)
    assert refused.exit_code == 2
    assert refused.stderr.count("'helpt'") == 1
