"""Every kind of record that is asked for says the same as the command with those options."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest
from click.testing import Result
from person import Person

from actionlab.model.records import Record
from actionlab.store import Workspace, read

Call = Callable[..., Result]
MakeStudy = Callable[..., str]
Answers = tuple[tuple[str, object], ...]

MORE: Answers = (("Write down more?", "yes"),)
STORED: Answers = (("Is this right?", "Store it"), ("Another one?", "no"))

# what is in the workspace before, by the name that stands for its id below
WORLD: Mapping[str, tuple[str, ...]] = {
    "ORG": ("organisation", "Sociaal team"),
    "CYC": ("cycle", "Weten wie wat doet", "--number", "1", "--title", "In beeld"),
    "TRN": (
        "training",
        "Samen spreken",
        "--learning-goals",
        "Ik stel vragen",
        "--learning-goals",
        "Ik vat samen",
    ),
    "MTG": ("meeting", "Overleg in maart", "--type", "team_meeting"),
    "INS": ("insight", "In gesprekken met drie werd de regie benoemd."),
    "OBS": ("observation", "De inwoner vertelt."),
    "PER": (
        *("participant", "HOU-K7M2", "--role", "resident", "--consent-status", "given"),
        *("--consent-scopes", "observe_conversations", "--consent-scopes", "anonymous_quote"),
    ),
}

KINDS: Mapping[str, tuple[Answers, tuple[str, ...]]] = {
    "observation": (
        (
            ("What did you see", "De inwoner vertelt.\nEn nog iets."),
            ("When was it?", ""),
            ("Who was there?", ("klantmanager", "resident")),
            ("Did it help", "mixed"),
            *MORE,
            ("Where or during", "three_way_conversation"),
            ("Which observation prompt", "2"),
            ("Which participants", ("HOU-K7M2",)),
            ("Which cycle", "CYC"),
            ("Which phase", "observe"),
            ("Who saw or heard", "researcher"),
            ("What do you think", "Rust = helpt: veel."),
            ("Did somebody say", "Nu snap ik het."),
            ("Whose words", "HOU-K7M2"),
            ("May the words", "yes"),
            ("Which tags", ("regie",)),
            ("New tags?", "vertrouwen"),
            ("Over what", "reis=kosten: a;b"),
            ("Who took it?", "klantmanager"),
            ("Was that said", "no"),
            ("Over what", "plan"),
            ("Who took it?", "Later, or not known"),
            ("Was that said", "yes"),
            ("Over what", ""),
            *STORED,
        ),
        (
            *("De inwoner vertelt.\nEn nog iets.", "--present-roles", "resident"),
            *("--present-roles", "klantmanager", "--signal", "mixed", "--setting", "three_way_conversation"),
            *("--prompt", "2", "--participants", "HOU-K7M2", "--cycle-id", "CYC", "--phase", "observe"),
            *("--observer-role", "researcher", "--interpretation", "Rust = helpt: veel."),
            *(
                "--quote",
                "Nu snap ik het.",
                "--quote-speaker",
                "HOU-K7M2",
                "--quote-speaker-role",
                "resident",
            ),
            *("--quote-permission", "--tags", "regie", "--tags", "vertrouwen"),
            *("--regie", "reis=kosten: a;b=klantmanager:nee", "--regie", "plan=:ja"),
        ),
    ),
    "training": (
        (
            ("Which training session", "own"),
            ("What is the session called?", "Samen spreken"),
            ("When was it?", "2026-06-01"),
            ("Who came?", ("klantmanager", "teacher", "resident")),
            ("How many people: resident?", ""),
            ("How many people: case manager", "6"),
            ("How many people: teacher?", "1"),
            ("What was learned?", "Vragen"),
            *MORE,
            ("How many minutes", "90"),
            ("What were the learning goals?", "Ik stel open vragen"),
            ("What were the learning goals?", "Ik vat samen"),
            ("What were the learning goals?", ""),
            ("Which work forms", ("role_play",)),
            ("Who led", ("trainer",)),
            ("Is there anything", "Zaal was klein"),
            *STORED,
        ),
        (
            *("Samen spreken", "--date", "2026-06-01", "--attendance", "klantmanager=6"),
            *("--attendance", "teacher=1", "--what-learned", "Vragen", "--duration-minutes", "90"),
            *("--learning-goals", "Ik stel open vragen", "--learning-goals", "Ik vat samen"),
            *("--work-forms", "role_play", "--facilitator-roles", "trainer", "--notes", "Zaal was klein"),
        ),
    ),
    "organisation": (
        (
            ("What is the organisation called?", "Sociaal team Houten"),
            ("What kind of organisation", "district_team"),
            ("Which part", "executing_party"),
            *MORE,
            ("What do people", "sociaal team"),
            ("In which municipalities", ("GM0356", "GM0321")),
            *STORED,
        ),
        (
            *("Sociaal team Houten", "--type", "district_team", "--role", "executing_party"),
            *("--local-name", "sociaal team", "--municipalities", "GM0321", "--municipalities", "GM0356"),
        ),
    ),
    "approach": (
        (
            ("What is the approach called?", "Driehoeksgesprekken"),
            ("Which municipalities", ("GM0321",)),
            ("What is the aim?", "Eén plan"),
            ("What are the fixed elements?", "Gesprek met drie"),
            ("What are the fixed elements?", "Eén plan"),
            ("What are the fixed elements?", ""),
            *MORE,
            ("What is needed", "Tijd"),
            ("What is needed", ""),
            ("Whom is it for?", "Inwoners"),
            ("Which theme", "O1"),
            ("Which organisations", ("ORG",)),
            ("Since when", "2025-09"),
            *STORED,
        ),
        (
            *("Driehoeksgesprekken", "--municipalities", "Houten", "--aim", "Eén plan"),
            *("--core-elements", "Gesprek met drie", "--core-elements", "Eén plan", "--conditions", "Tijd"),
            *(
                "--target-group",
                "Inwoners",
                "--theme",
                "O1",
                "--organisation-ids",
                "ORG",
                "--since",
                "2025-09",
            ),
        ),
    ),
    "cycle": (
        (
            ("Which number", "2"),
            ("What is the cycle called?", "Tweede"),
            ("What is the goal", "Verder"),
            ("On which day does it start?", "2026-01-05"),
            ("On which day does it end?", "2026-03-01"),
            *MORE,
            ("How does it stand?", "finished"),
            ("Which phases", ("act", "orient")),
            ("orient: What is planned?", "Lezen"),
            ("orient: What is planned?", ""),
            ("orient: From which day?", ""),
            ("orient: Until", "2026-01-20"),
            ("orient: What was done?", ""),
            ("act: What is planned?", "Vier gesprekken voeren"),
            ("act: What is planned?", "Een vijfde = extra"),
            ("act: What is planned?", ""),
            ("act: From which day?", "1-2-2026"),
            ("act: Until", "2026-03-01"),
            ("act: What was done?", "Drie gevoerd"),
            ("What was decided", "adjust"),
            ("Why was that decided?", "Te vroeg"),
            ("What is the decision based on?", ("INS",)),
            *STORED,
        ),
        (
            *("Verder", "--number", "2", "--title", "Tweede", "--start-date", "2026-01-05"),
            *("--end-date", "2026-03-01", "--status", "finished", "--planned", "orient=Lezen"),
            *("--phase-dates", "orient=..2026-01-20", "--planned", "act=Vier gesprekken voeren"),
            *("--planned", "act=Een vijfde = extra", "--phase-dates", "act=2026-02-01..2026-03-01"),
            *("--done-note", "act=Drie gevoerd", "--decision", "adjust", "--reason", "Te vroeg"),
            *("--because", "INS"),
        ),
    ),
    "action": (
        (
            ("What will be done?", "Voer het gesprek in"),
            ("Who will do it?", "team_manager"),
            ("When is it to be done?", "+14d"),
            ("From which insights", ("INS",)),
            *MORE,
            ("Of which organisation", "ORG"),
            ("When was it agreed?", "2026-06-01"),
            ("During what", "MTG"),
            ("How does it stand?", "done"),
            ("What came of it?", "Ingevoerd"),
            *STORED,
        ),
        (
            *("Voer het gesprek in", "--owner-role", "team_manager", "--due-date", "+14d"),
            *("--insight-ids", "INS", "--organisation-id", "ORG", "--agreed-on", "2026-06-01"),
            *("--agreed-in", "MTG", "--status", "done", "--result", "Ingevoerd"),
        ),
    ),
    "meeting": (
        (
            ("What kind of meeting", "team_meeting"),
            ("When was it?", ""),
            ("Who was there?", ("team_manager",)),
            ("How many people", "2"),
            ("What was agreed?", "Doorgaan"),
            *MORE,
            ("What is the meeting called?", "Overleg in juni"),
            ("Which cycle", "CYC"),
            *STORED,
        ),
        (
            *("Overleg in juni", "--type", "team_meeting", "--attendance", "team_manager=2"),
            *("--agreed", "Doorgaan", "--cycle-id", "CYC"),
        ),
    ),
    "decision": (
        (
            ("What is asked?", "Maakt u twee uur vrij?"),
            ("Who is asked?", "team_manager"),
            ("Of which organisation", "ORG"),
            ("When is the answer needed?", "2026-09-01"),
            ("From which insights", ("INS",)),
            *MORE,
            ("When was it asked?", "1-6-2026"),
            ("What is the answer?", "partly"),
            ("When was it answered?", "gisteren"),
            ("Which reason", "Druk"),
            *STORED,
        ),
        (
            *(
                "Maakt u twee uur vrij?",
                "--asked-of-role",
                "team_manager",
                "--asked-of-organisation-id",
                "ORG",
            ),
            *("--needed-by", "2026-09-01", "--insight-ids", "INS", "--asked-on", "2026-06-01"),
            *("--answer", "partly", "--answered-on", "gisteren", "--reason", "Druk"),
        ),
    ),
    "agenda-item": (
        (
            ("What is the question?", "Hoe leren teams?"),
            ("What kind of question", "learning_question"),
            ("From which insights", ("INS",)),
            ("How urgent", "high"),
            *MORE,
            ("Which theme", "O1"),
            ("For which municipalities?", ("GM0321",)),
            ("How does it stand?", "new"),
            ("Who takes it up?", "policy_adviser"),
            ("Of which organisation", "ORG"),
            ("When is it to be answered?", "2026-12-01"),
            *STORED,
        ),
        (
            *("Hoe leren teams?", "--type", "learning_question", "--priority", "1", "--theme", "O1"),
            *("--origin", "INS"),
            *("--municipalities", "Houten", "--status", "new", "--owner-role", "policy_adviser"),
            *("--organisation-id", "ORG", "--due-date", "2026-12-01"),
        ),
    ),
    "note": (
        (
            ("For which section", "summary"),
            ("What do you want to say there?", "Eigen woorden."),
            *MORE,
            ("What comes first?", "INS"),
            ("What is to be left out?", ()),
            *STORED,
        ),
        ("Eigen woorden.", "--section", "summary", "--order", "INS"),
    ),
    "participant": (
        (
            ("Who takes part?", "own"),
            ("Participant code", "HOU-AAAA"),
            ("In which role?", "resident"),
            ("Is there consent", "given"),
            ("Consent for what?", ("measurements", "anonymous_quote")),
            ("Which version", "2"),
            ("When was consent given?", "2-3-2026"),
            *MORE,
            ("At which organisation", "ORG"),
            ("In which age group", "25_34"),
            ("Still taking part", "stopped"),
            ("Why stopped?", "moved"),
            *STORED,
        ),
        (
            *("HOU-BBBB", "--role", "resident", "--consent-status", "given"),
            *("--consent-scopes", "measurements", "--consent-scopes", "anonymous_quote"),
            *("--consent-version", "2", "--consent-date", "2-3-2026", "--organisation-id", "ORG"),
            *("--age-band", "25_34", "--status", "stopped", "--stop-reason", "moved"),
        ),
    ),
}


@pytest.fixture
def world(call: Call, study: str) -> dict[str, str]:
    """One record of the kinds that others name; gives the id of each."""
    return {name: call("log", *arguments).stdout.strip() for name, arguments in WORLD.items()}


def said(workspace: Workspace, record_id: str) -> dict[str, Any]:
    """Give what a record says, as stored, without the code that tells people apart."""
    record: Record[Any] | None = read(workspace).records.get(record_id)
    assert record is not None, record_id
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record.data))
    return {name: answer for name, answer in found.items() if name != "pseudonym"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_interview_stores_what_the_options_store(
    call: Call, workspace: Workspace, world: dict[str, str], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    asked, options = KINDS[kind]
    given = call("log", kind, *(world.get(each, each) for each in options))
    assert given.exit_code == 0, given.stderr
    by_options = said(workspace, given.stdout.strip())
    if kind == "cycle":
        # two cycles cannot have one number
        assert call("erase", given.stdout.strip(), "--yes").exit_code == 0
    person = Person(monkeypatch, *((question, _with_ids(answer, world)) for question, answer in asked))
    interviewed = call("--lang", "en", "log", kind)
    assert (interviewed.exit_code, person.answers) == (0, []), interviewed.stderr
    assert said(workspace, interviewed.stdout.strip()) == by_options


def _with_ids(answer: object, world: Mapping[str, str]) -> object:
    if isinstance(answer, tuple):
        return tuple(world.get(each, each) for each in answer)
    return world.get(answer, answer) if isinstance(answer, str) else answer
