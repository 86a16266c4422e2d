"""Odd texts, all the way: stored, listed, shown, on a terminal and in Word. Nothing is lost or obeyed."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from reliability.counts import record_figures, trials

from actionlab.cli.main import program
from actionlab.cli.terminal import visible
from actionlab.model.records import Draft
from actionlab.privacy.screen import look_for_structured
from actionlab.report.word.rendering import printable
from actionlab.store import add, init_workspace, read

CHECKOUT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
STUDY, SEEN = "hou-intake", "obs-00000001"
HARMLESS = "Zonnebloem"
REPORT = ("-m", "Houten", "--audience", "researchers", "--date", "2026-07-01")
# where `show` puts what a record says, behind the names of the fields
TEXT_COLUMN = 30
LOOKS = re.compile(r"\x1b\[[0-9;]*m")
# what a terminal obeys, beside line ends and tabs: looks, and every other control character
COMMAND = re.compile("\x1b\\[[0-9;]*m|[\x00-\x08\x0b-\x1f\x7f-\x9f]")

# every kind of text that people paste, and that somebody may try
TEXTS: Mapping[str, str] = {
    "plain": "De jobcoach belde twee keer.",
    "composed later": "Noe\u0308lle vroeg e\u0301e\u0301n ding",
    "money": "€ 2.345,67 – en ‘meer’…",
    "right to left": "תודה רבה وشكرا",
    "cyrillic": "Привіт, як справи?",
    "chinese": "工作与参与" * 20,
    "emoji of several": "👨‍👩‍👧 👋🏾 🏴‍☠️ 🇳🇱",
    "many accents": "e" + "\u0301" * 300,
    "line ends": "eerste\r\ntweede\rderde\nvierde",
    "tab": "links\trechts",
    "spaces of other kinds": "a\u00a0b\u2009c\u3000d\u200be",
    "next line": "voor\u0085na",
    "line and paragraph separator": "een\u2028twee\u2029drie",
    "soft hyphen": "samen\u00adwerking",
    "long": "Er werd lang gesproken over werk en inkomen. " * 400,
    "long word": "w" * 10_000,
    "many lines": "regel\n" * 200 + "slot",
    "markup": "[bold]vet[/bold] [red on blue]kleur[/]",
    "markup that closes": "[/red] [/] einde",
    "markup that links": "[link=file:///etc/passwd]hier[/link] [@click=app.bell]x[/]",
    "markup that asks": "[deelnemer 3] zei [u]ja[/u] [[dubbel]]",
    "emoji by name": ":heart: :bomb:",
    "backslashes": "C:\\nieuw\\tekst\\",
    "braces": "{} {0} {naam!r} {self.__dict__} %s %(x)d ${HOME} $(id)",
    "template": "{{ 7 * 7 }} {% raw %} {# weg #}",
    "word template": "<<veld>> «veld» { MERGEFIELD naam }",
    "xml": "<w:p><w:r/></w:p> ]]> <?pi?> <!DOCTYPE a> <!-- weg -->",
    "entities": "&amp; &lt;b&gt; &#7; &nbsp;",
    "yaml": "- a: &x [*x]\n--- !!python/name:os.system",
    "json": '{"kind":"tombstone","id":"obs-00000001"}\n}}\n',
    "sql": "x'); DELETE FROM records; --",
    "paths": "..\\..\\windows\\NUL /dev/null ~root",
    "address": "http://[::1]/?a=b&c=%00",
    "sum": "=1+1",
    "sum of a name": "@NOW()",
    "sum that starts a program": "=cmd|'/c notepad'!A1",
    "option": "--yes",
    "double dash": "-- -x",
    "nul": "voor\x00na",
    "every control": "|".join(map(chr, [*range(1, 10), 11, 12, *range(14, 32), *range(127, 160)])),
    "colours of a terminal": "\x1b[31mrood\x1b[0m \x9b1mvet",
    "title of a terminal": "\x1b]0;titel\x07 \x1b]52;c;ZWNobw==\x07",
    "link of a terminal": "\x1b]8;;http://x.example\x1b\\klik\x1b]8;;\x1b\\",
    "clear screen": "\x1b[2J\x1b[3J\x1b[H\x1bc",
    "back over it": "goed\x08\x08\x08\x08fout\x1b[4Dfout",
    "direction": "\u202egnp.tekst\u202c \u2066a\u2069 \u200f",
    "noncharacters": "a\ufffeb\uffffc\ufdd0d\U0001fffee\U0010fffff",
    "tags": "x\U000e0041\U000e007f",
    "private": "\ue000\U000f0000",
    "byte order mark": "\ufeffbegin midden\ufeffeind",
    "replacement": "\ufffd al stuk",
}


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a terminal have colours and 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def answer(*arguments: str) -> str:
    """Call the program and give what it says on standard output, which is no terminal."""
    done = CliRunner().invoke(program, ["--lang", "en", *arguments])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def screen(*arguments: str) -> str:
    """Call the program on a terminal and give everything that came to it."""
    import pty  # Windows has none

    master, slave = pty.openpty()
    terminal = os.fdopen(slave, "w", encoding="utf-8")
    watcher = ThreadPoolExecutor()
    shown = watcher.submit(everything_from, master)
    with terminal, redirect_stdout(terminal), redirect_stderr(terminal), pytest.raises(SystemExit) as ended:
        program.main(["--lang", "en", *arguments])
    watcher.shutdown()
    assert ended.value.code == 0, shown.result()
    return shown.result()


def everything_from(master: int) -> str:
    """Give all that comes to a terminal, to its end."""
    pieces = []
    # when the other end is closed, Linux says so with an error
    with suppress(OSError):
        while piece := os.read(master, 1 << 16):
            pieces.append(piece)
    os.close(master)
    return b"".join(pieces).decode().replace("\r\n", "\n")


def beside_labels() -> str:
    """Show a record on a terminal and give the column with what it says, behind the names of the fields."""
    lines = LOOKS.sub("", screen("show", SEEN)).split("\n")
    return "\n".join(line[TEXT_COLUMN:] for line in lines)


def in_word() -> str:
    """Make the report in Word and give its words."""
    body = docx.Document(answer("report", *REPORT).strip()).element.body
    return "".join(each.text or "" for each in body.iter(qn("w:t")))


# every way in which people see what was recorded, and whether a text is there whole
WAYS: Mapping[str, tuple[Callable[[], str], bool]] = {
    "list": (lambda: answer("list"), True),
    "list on a terminal": (lambda: screen("list"), False),
    "show": (lambda: answer("show", SEEN, "--history"), True),
    "show on a terminal": (lambda: screen("show", SEEN, "--history"), False),
    "a record on a terminal": (beside_labels, True),
    "status on a terminal": (lambda: screen("status"), True),
    "report on a terminal": (lambda: screen("report", *REPORT, "--preview"), True),
    "Word": (in_word, True),
}


# how often a long text is cut on purpose: in the summary, to fit one page, while all of it stands whole
# further on (decision 0021); and where a record names its study, whose title is not its own
CUT = {"report on a terminal": 4, "Word": 4, "show": 1, "a record on a terminal": 1}


def squeezed(text: str) -> str:
    """Give a text without what may differ where it stands whole: white space, capitals, looks, a full stop.

    Control characters that count as white space are among it, as the signs that are shown for them.
    """
    return re.sub(r"[\s␋␌␍␜␝␞␟\ufffd]", "", LOOKS.sub("", text)).casefold().rstrip(".")


def mixed(random: Random) -> str:
    """Give a text of pieces of the others and of characters from everywhere, with something to read in it."""
    pieces = [random.choice(list(TEXTS.values()))[:200] for _ in range(random.randrange(1, 5))]
    for first, last in ((0, 0xA0), (0xA0, 0xD800), (0xE000, 0x11000), (0x11000, 0x110000)):
        pieces.append("".join(chr(random.randrange(first, last)) for _ in range(random.randrange(20))))
    random.shuffle(pieces)
    return "x".join(pieces) + "x"


def told(folder: Path, text: str) -> None:
    """Make a workspace in which everything that people say is this text, and work there."""
    workspace = init_workspace(folder, name="Werkplaats", contact="de onderzoeker")
    os.chdir(folder)
    own = {"study_id": STUDY}
    quote = {"text": text, "permission": True, "speaker_role": "resident"}
    seen = {"what_seen": text, "interpretation": text, "quote": quote, "tags": [text]}
    supported = {"evidence": [{"ref": SEEN, "relation": "supports"}]}
    study = {"id": STUDY, "title": text, "municipality": ["GM0321"], "theme": "O1", "main_question": text}
    drafts = [
        Draft(kind="study", fields=study),
        Draft(kind="observation", id=SEEN, fields={**own, **seen}, why=text),
        Draft(kind="insight", fields={**own, **supported, "statement": text, "counter": text}),
        Draft(kind="action", fields={**own, "description": text, "due_date": "2026-01-01"}),
        Draft(kind="decision", fields={**own, "question": text}),
        Draft(kind="training", fields={**own, "title": text, "what_learned": text}),
        Draft(kind="note", fields={**own, "report_section": "summary", "text": text}),
    ]
    add(workspace, drafts, now=NOW, confirmed="verzonnen")


def texts_in(observation: Mapping[str, Any]) -> set[str]:
    """Give every text of the observation that `told` stored."""
    named = {observation["what_seen"], observation["interpretation"], observation["quote"]["text"]}
    return {*named, *observation["tags"]}


def faults_of(folder: Path, text: str, usual: Mapping[str, str]) -> Iterator[str]:
    """Let a text go through the whole program, and say where it was lost, changed or obeyed.

    `usual` is what each way shows for the text `HARMLESS`.
    """
    told(folder, text)
    listed = {each["id"]: each["data"] for each in json.loads(answer("list", "--json"))["records"]}
    shown = json.loads(answer("show", SEEN, "--json", "--history"))
    if any(texts_in(data) != {text} for data in (listed[SEEN], shown["record"]["data"])):
        yield "stored otherwise"
    if shown["history"][0]["why"] != text:
        yield "another reason"
    for way, (look, is_whole) in WAYS.items():
        seen = look()
        words = squeezed(printable(text) if way == "Word" else visible(text))
        times = squeezed(usual[way]).count(squeezed(HARMLESS)) - CUT.get(way, 0)
        if is_whole and squeezed(seen).count(words) < times:
            yield f"{way}: words are lost ({squeezed(seen).count(words)} of {times})"
        for each in sorted({*COMMAND.findall(seen)} - {*COMMAND.findall(usual[way])}):
            yield f"{way}: a terminal would obey {each!r}"


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals")
def test_every_text_is_kept_and_shown_whole_and_none_is_obeyed(own_folder: Path) -> None:
    told(own_folder / "harmless", HARMLESS)
    usual = {way: look() for way, (look, _) in WAYS.items()}
    texts = {**TEXTS, **{f"mixed {n}": mixed(Random(n)) for n in range(trials(6, 1_000))}}
    # chance makes an address now and then, and the gate refuses these
    texts = {name: text for name, text in texts.items() if not look_for_structured(text, year=NOW.year)}
    faults = []
    for number, (name, text) in enumerate(texts.items()):
        faults += [f"{name}: {each}" for each in faults_of(own_folder / str(number), text, usual)]

    record_figures("texts", trials=len(texts), faults=len(faults))
    assert not faults, "\n".join(faults)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals")
def test_the_program_itself_keeps_to_the_width_of_a_terminal(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty
    import termios

    monkeypatch.delenv("COLUMNS")
    told(own_folder, TEXTS["clear screen"] + "Zonnebloem en klaproos. " * 20)
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    started = subprocess.Popen(
        [sys.executable, "-m", "actionlab", "--lang", "en", "show", SEEN],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PAGER": "cat"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    shown = everything_from(master)

    assert started.wait() == 0
    assert {*COMMAND.findall(shown)} <= {"\x1b[1m", "\x1b[0m"}
    assert max(len(line) for line in LOOKS.sub("", shown).split("\n")) == 80
    column = squeezed("\n".join(line[TEXT_COLUMN:] for line in LOOKS.sub("", shown).split("\n")))
    # before the fields stands the title of the study, cut
    assert column.partition("…")[2].count("klaproos") == 20 * 4


@pytest.mark.parametrize("content", [b"caf\xe9", b"a\xed\xb2\x80b", b"\xff\xfea\x00", b"\n", b""])
def test_bytes_that_are_no_text_are_refused_and_nothing_is_stored(content: bytes, own_folder: Path) -> None:
    workspace = init_workspace(own_folder)
    study = {"id": STUDY, "title": "Intake", "municipality": ["GM0321"], "theme": "O1"}
    add(workspace, [Draft(kind="study", fields=study)], now=NOW)

    refused = CliRunner().invoke(program, ["log", "observation", "--text-file", "-"], input=content)

    assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert [each.id for each in read(workspace).records] == [STUDY]
