"""An insight that is asked for: evidence by searching, what speaks against it, and its strength."""

from collections.abc import Callable

import pytest
from click.testing import Result
from person import ENTER, STOP, Person

from actionlab.model.insight import Insight
from actionlab.store import Workspace, read

Call = Callable[..., Result]
Ids = dict[str, str]

CLAIM = ("What did you learn?", "In gesprekken met drie werd de regie benoemd.")
NO_MORE = ("What supports or contradicts it?", "")
NOTHING = ("What speaks against it?", "Nothing seen")
STORED = (("Write down more?", "no"), ("Is this right?", "Store it"), ("Another one?", "no"))
NONE_HINDERS = ("This hindered", ())


def search(words: str) -> tuple[str, str]:
    return ("What supports or contradicts it?", words)


def mark(*sources: str) -> tuple[str, tuple[str, ...]]:
    return ("Which of these say something", sources)


def does(relation: str) -> tuple[str, str]:
    return ("What does this do for the insight?", relation)


@pytest.fixture
def ids(call: Call, study: str) -> Ids:
    """The ids of observations, a training and a meeting; a grade was measured twice."""

    def made(*arguments: str) -> str:
        return str(call("log", *arguments).stdout.strip())

    intake = ("--setting", "intake_conversation")
    found = {
        "names": made("observation", "De regie werd benoemd.", "--date", "2026-02-01", *intake),
        "again": made("observation", "Wie de regie heeft staat in het plan.", "--date", "2026-02-09"),
        "against": made(
            *("observation", "Niemand nam de regie.", "--date", "2026-03-01", "--signal", "hindering")
        ),
        "other": made("observation", "Het was koud.", "--date", "2026-03-02", "--signal", "mixed"),
        "training": made("training", "Regie nemen", "--date", "2026-04-01"),
        "meeting": made("meeting", "Overleg over regie", "--type", "team_meeting"),
    }
    for value in ("6", "8"):
        made("measurement", "grade", "--value", value, "--group-count", "1")
    return found


def stored(workspace: Workspace) -> Insight:
    (found,) = read(workspace).records.of(Insight)
    return found.data


def english(call: Call, *arguments: str) -> Result:
    result: Result = call("--lang", "en", "log", "insight", *arguments)
    return result


def test_evidence_is_found_by_words_marked_and_told_what_it_does(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        CLAIM,
        search("regie benoemd"),
        mark("De regie werd benoemd"),
        does("supports"),
        search("fiets"),
        search("Overleg"),
        mark("Overleg"),
        does("nuances"),
        NO_MORE,
        NONE_HINDERS,
        NOTHING,
        *STORED,
    )
    done = english(call)
    assert done.exit_code == 0, done.stderr
    assert [(each.ref, each.relation) for each in stored(workspace).evidence] == [
        (ids["names"], "supports"),
        (ids["meeting"], "nuances"),
    ]
    assert stored(workspace).counter == "Nothing seen."
    assert any("Nothing was found" in each for each in person.seen)


def test_a_star_gives_everything_and_measurements_with_one_instrument_are_one_source(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = "all measurements: grade"
    person = Person(
        monkeypatch,
        CLAIM,
        search("*"),
        mark(group),
        does("supports"),
        NO_MORE,
        NONE_HINDERS,
        NOTHING,
        *STORED,
    )
    assert english(call).exit_code == 0
    offered = person.offered["Which of these say something about it?"]
    assert (len(offered), offered.count(group)) == (7, 1)
    assert stored(workspace).evidence[0].ref == "measurement:hou-driehoek:grade"


def test_what_is_marked_stays_marked_and_can_be_taken_out_again(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(
        monkeypatch,
        CLAIM,
        search("regie"),
        mark("De regie werd", "Wie de regie"),
        does("supports"),
        does("supports"),
        search("benoemd"),
        mark(),
        search("regie"),
        ("Which of these say something", ENTER),
        NO_MORE,
        NONE_HINDERS,
        NOTHING,
        *STORED,
    )
    assert english(call).exit_code == 0
    assert [each.ref for each in stored(workspace).evidence] == [ids["again"]]


def test_what_hindered_is_offered_as_counter_evidence_with_words_of_the_claim_first(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(
        monkeypatch,
        CLAIM,
        NO_MORE,
        ("This hindered", ("Niemand nam",)),
        does("contradicts"),
        ("What speaks against it?", "Write it down"),
        ("What speaks against it?", "Soms neemt niemand de regie."),
        *STORED,
    )
    assert english(call).exit_code == 0
    (offered,) = [given for asked, given in person.offered.items() if asked.startswith("This hindered")]
    assert [each.split(" · ")[0] for each in offered] == ["Niemand nam de regie.", "Het was koud."]
    assert stored(workspace).counter == "Soms neemt niemand de regie."
    assert [(each.ref, each.relation) for each in stored(workspace).evidence] == [
        (ids["against"], "contradicts")
    ]
    assert "mixed picture: 0 sources support it, 1 contradicts it." in person.read


def test_what_hindered_and_is_evidence_already_is_not_offered_again(
    call: Call, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (search("Niemand"), mark("Niemand nam"), does("nuances"))
    person = Person(monkeypatch, CLAIM, *found, NO_MORE, NONE_HINDERS, NOTHING, *STORED)
    assert english(call).exit_code == 0
    (offered,) = [given for asked, given in person.offered.items() if asked.startswith("This hindered")]
    assert [each.split(" · ")[0] for each in offered] == ["Het was koud."]


def test_the_counter_question_can_stay_open(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = ("What speaks against it?", "Later, or not known")
    Person(monkeypatch, CLAIM, NO_MORE, NONE_HINDERS, later, *STORED)
    assert english(call).exit_code == 0
    assert (stored(workspace).counter, stored(workspace).evidence) == (None, ())


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        (("names",), "first indication: 1 source supports it; 3 are needed to say more."),
        (("names", "again", "training"), "seen more often: 3 sources support it."),
    ],
)
def test_the_summary_says_how_strong_it_will_be_and_why(
    call: Call,
    ids: Ids,
    monkeypatch: pytest.MonkeyPatch,
    sources: tuple[str, ...],
    told: str,
) -> None:
    texts = {"names": "De regie werd", "again": "Wie de regie", "training": "Regie nemen"}
    relations = [does("supports")] * len(sources)
    person = Person(
        monkeypatch,
        CLAIM,
        search("regie"),
        mark(*(texts[each] for each in sources)),
        *relations,
        NO_MORE,
        NONE_HINDERS,
        NOTHING,
        *STORED,
    )
    assert english(call).exit_code == 0
    assert told in person.read


def test_all_of_one_day_is_not_often_enough(call: Call, study: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        call("log", "observation", f"De regie werd benoemd, keer {number}.", "--date", "2026-02-01")
    marked = mark("keer 0", "keer 1", "keer 2")
    again = [does("supports")] * 3
    person = Person(monkeypatch, CLAIM, search("regie"), marked, *again, NO_MORE, NOTHING, *STORED)
    english(call)
    assert "they are all of one day" in person.read


def test_where_nothing_was_written_down_yet_nothing_is_searched(
    call: Call, study: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person(monkeypatch, CLAIM, NOTHING, *STORED)
    assert english(call).exit_code == 0
    assert stored(workspace).evidence == ()


@pytest.mark.parametrize("answered", range(7))
def test_who_stops_leaves_nothing_stored(
    call: Call, ids: Ids, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    asked = (CLAIM, search("regie"), mark("De regie werd"), does("supports"), NO_MORE, NONE_HINDERS, NOTHING)
    Person(monkeypatch, *asked[:answered], (asked[answered][0], STOP))
    assert english(call).exit_code == 130
    assert read(workspace).records.of(Insight) == ()


@pytest.mark.parametrize("before", [(), ("--no-input",)])
def test_where_nobody_can_answer_what_is_missing_is_named(
    call: Call, study: str, before: tuple[str, ...]
) -> None:
    refused = call("--lang", "en", *before, "log", "insight")
    assert refused.exit_code == 2
    assert "--statement" in refused.stderr
