"""Bad and odd input: one clear line, exit code 1 or 2, nothing stored; odd texts stay as they are."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from actionlab.model.records import Record

Call = Callable[..., Result]
Stored = Callable[[], tuple[Record[Any], ...]]

# kind and options, the exit code, and what the line must name
OBSERVATION = ("observation", "Tekst")
WRONG: list[tuple[tuple[str, ...], int, str]] = [
    # references
    ((*OBSERVATION, "--cycle-id", "cyc-99999999"), 1, "--cycle-id"),
    ((*OBSERVATION, "--participants", "HOU-XXXX"), 1, "--participants"),
    ((*OBSERVATION, "--quote", "Ja", "--quote-speaker", "HOU-XXXX"), 1, "--quote-speaker"),
    ((*OBSERVATION, "-s", "hou-anders"), 1, "hou-driehoek"),
    (("insight", "Tekst", "--evidence", "obs-99999999:supports"), 1, "--evidence"),
    (("insight", "Tekst", "--evidence", "measurement:hou-driehoek:grade:supports"), 1, "--evidence"),
    (("insight", "Tekst", "--evidence", "measurement:nie-taakbaan:grade:supports"), 1, "--evidence"),
    (("action", "Tekst", "--insight-ids", "obs-99999999"), 1, "--insight-ids"),
    (("action", "Tekst", "--organisation-id", "org-99999999"), 1, "--organisation-id"),
    (("member-check", "ins-99999999"), 1, "--insight-ids"),
    (("member-check", "--outcome", "ins-99999999:herkend"), 1, "--outcome"),
    (("decision", "Tekst", "--asked-of-organisation-id", "org-99999999"), 1, "--asked-of-organisation-id"),
    (("evaluation", "trn-99999999", "--grades", "7"), 1, "trn-99999999"),
    # dates
    ((*OBSERVATION, "--date", "2026-02-30"), 2, "2026-02-30"),
    ((*OBSERVATION, "--date", "03/04/2026"), 2, "--date"),
    ((*OBSERVATION, "--date", "12-3-26"), 2, "--date"),
    ((*OBSERVATION, "--date", "ooit"), 2, "--date"),
    ((*OBSERVATION, "--date", ""), 2, "--date"),
    (("cycle", "--number", "1", "--start-date", "2026-05-01", "--end-date", "2026-04-01"), 1, "--end-date"),
    (("cycle", "--number", "1", "--phase-dates", "act=2026-05-01..2026-13-01"), 2, "--phase-dates"),
    (("cycle", "--number", "1", "--phase-dates", "act=2026-05-01..2026-04-01"), 1, "--phase-dates"),
    (("approach", "Tekst", "--since", "2026-13"), 2, "--since"),
    (("approach", "Tekst", "--since", "mei 2026"), 2, "--since"),
    # codes
    (("participant", "JAN", "--group", "resident", "--consent-status", "given"), 1, "--pseudonym"),
    (("approach", "Tekst", "--municipalities", "Houtem"), 1, "Houten"),
    (("approach", "Tekst", "--municipalities", "Xqzw"), 1, "Xqzw"),
    (("approach", "Tekst", "--municipalities", "GM32"), 1, "GM32"),
    # numbers
    ((*OBSERVATION, "--prompt", "0"), 2, "--prompt"),
    ((*OBSERVATION, "--prompt", "twee"), 2, "--prompt"),
    ((*OBSERVATION, "--prompt", "1.5"), 2, "--prompt"),
    (("measurement", "ladder", "--value", "7"), 2, "--value"),
    (("measurement", "grade", "--value", "7,5"), 2, "--value"),
    (("measurement", "grade", "--value", "nan"), 2, "--value"),
    (("measurement", "counter", "--value", "-1", "--label", "x"), 2, "--value"),
    (("measurement", "collaboration_scan", "--value", "1,2,3"), 2, "--value"),
    (("measurement", "scale_map", "--row", "Intake;dorp;;;"), 2, "--row"),
    (("measurement", "scale_map", "--row", ";wijk;;;"), 2, "--row"),
    (("measurement", "gas", "--value", "1"), 1, "--goal"),
    (("measurement", "zrm", "--value", "3"), 2, "--instrument"),
    (("training", "Tekst", "--attendance", "klantmanager"), 2, "--attendance"),
    (("training", "Tekst", "--attendance", "klantmanager=0"), 2, "--attendance"),
    (("training", "Tekst", "--attendance", "klantmanager=zes"), 2, "--attendance"),
    (("participant", "--count", "0", "--role", "inwoner", "--consent-status", "given"), 2, "--count"),
    # unknown words
    ((*OBSERVATION, "--setting", "driehoekgesprek"), 2, "driehoeksgesprek"),
    ((*OBSERVATION, "--present-roles", "baas"), 2, "--present-roles"),
    ((*OBSERVATION, "--quote", "Ja", "--quote-speaker-role", "baas"), 2, "--quote-speaker-role"),
    ((*OBSERVATION, "--regie", "plan=baas:ja"), 2, "--regie"),
    ((*OBSERVATION, "--regie", "plan=klantmanager:misschien"), 2, "--regie"),
    ((*OBSERVATION, "--missing", "tijd=geld"), 2, "--missing"),
    (("insight", "Tekst", "--evidence", "obs-7k3f"), 2, "ondersteunt"),
    (("insight", "Tekst", "--evidence", "obs-7k3f:bewijst"), 2, "spreekt tegen"),
    (("agenda-item", "Tekst", "--priority", "4"), 2, "--priority"),
    (("member-check", "--outcome", "ins-1=herkend"), 2, "--outcome"),
    (("cycle", "--number", "1", "--planned", "Alles doen"), 2, "--planned"),
    (("note", "Tekst", "--report-section", "slot"), 2, "--report-section"),
    # missing and doubled
    (("observation",), 2, "--what-seen"),
    (("meeting", "Overleg"), 2, "--type"),
    (("measurement", "grade"), 2, "--value"),
    (("cycle", "Doel"), 2, "--number"),
    (("member-check", "--date", "vandaag"), 2, "--insight-ids"),
    ((*OBSERVATION, "--quote-speaker-role", "inwoner"), 2, "--quote"),
    ((*OBSERVATION, "--tags", ""), 2, "--tags"),
    ((*OBSERVATION, "--signal", "mixed", "--signal", "neutral"), 2, "--signal"),
    ((*OBSERVATION, "--text-file", "weg.txt"), 2, "--text-file"),
    (("observation", "--text-file", "weg.txt"), 2, "weg.txt"),
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("arguments", "code", "named"), WRONG, ids=lambda value: str(value)[:60])
def test_wrong_input_gives_one_line_and_stores_nothing(
    arguments: tuple[str, ...], code: int, named: str, language: str, call: Call, study: str, stored: Stored
) -> None:
    refused = call("--lang", language, "log", *arguments)
    assert (refused.exit_code, refused.stdout) == (code, ""), refused.stderr
    assert refused.stderr.count("\n") == 1
    if language == "nl" or named.startswith("--"):
        assert named in refused.stderr
    assert stored() == ()


def test_all_faults_are_named_at_once(call: Call, study: str) -> None:
    refused = call("log", "observation", "--date", "ooit", "--setting", "thuis", "--prompt", "x")
    for option in ("--date", "--setting", "--prompt", "--what-seen"):
        assert option in refused.stderr


ACCEPTED = {
    "plain": "De deelnemer vond de training prettig.",
    "decomposed": "Zeee\u0308n e\u0301e\u0301n",
    "euro": "€ 1.234,56",
    "hebrew": "שלום",
    "ukrainian": "Дякую, все добре",
    "emoji": "👩\u200d🔧👍🏽🏳️\u200d🌈",
    "combining": "a" + "\u0301" * 200,
    "tab": "a\tb",
    "nbsp": "a\u00a0b",
    "next line": "a\u0085b",
    "soft hyphen": "a\u00adb",
    "long": "woord " * 17_000,
    "markup": "[red]client[/red] zei",
    "markup closed": "[/b] einde",
    "markup link": "[link=https://x.example]klik[/link]",
    "emoji code": ":smiley: :warning:",
    "backslash": "einde\\",
    "braces": "{0} {x} {0.__class__}",
    "template": "{# weg #} tekst",
    "xml": "<w:t>&amp;</w:t> ]]> <!-- x --> & <",
    "entity": "&lt; &#0; &#x1F;",
    "yaml": "---\nkey: !!python/object x",
    "sql": "'; DROP TABLE observations; --",
    "path": "../../etc/passwd C:\\CON \\\\srv\\share",
    "url": "https://x.example/a?b=c&d=e",
    "formula": "@SUM(1)",
    "formula dde": "=cmd|' /C calc'!A0",
    "option": "--help",
    "control": "a\x01b\x08c\x0cd\x1ae\x1ff\x9bg",
    "noncharacter": "a\uffffb\U0001fffe",
    "clear screen": "\x1b[2J\x1b[H",
    "link on a terminal": "\x1b]8;;http://x\x1b\\k\x1b]8;;\x1b\\",
    "right to left": "\u202egnp.exe",
    "tag characters": "x\U000e0041",
    "line ends": "regel 1\r\nregel 2",
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_an_odd_text_is_stored_as_it_is(text: str, call: Call, study: str, stored: Stored) -> None:
    assert call("log", "observation", "--", text).exit_code == 0
    assert call("log", "observation", "--text-file", "-", text=text.encode()).exit_code == 0
    assert [record.data.what_seen for record in stored()] == [text, text]


@pytest.mark.parametrize("text", ["", "\n", "   ", "a\udce9b"], ids=["empty", "newline", "spaces", "half"])
def test_an_empty_or_damaged_text_is_refused(text: str, call: Call, study: str, stored: Stored) -> None:
    refused = call("log", "observation", "--", text)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--what-seen" in refused.stderr
    assert stored() == ()


@pytest.mark.parametrize("content", [b"", b"\n", b"caf\xe9", b"\xff\xfea\x00", b"a\xed\xb3\xa9b"], ids=repr)
def test_standard_input_that_is_no_text_is_refused(
    content: bytes, call: Call, study: str, stored: Stored
) -> None:
    refused = call("log", "observation", "--text-file", "-", text=content)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert stored() == ()
