"""A working day beside the peers: one entry, finding it again, the first report; keys and time, in one go.

    python -m pip install '.[benchmarks]' && python benchmarks/daily_peers.py [RUNS]

jrnl keeps a journal in one text file. qc (`qualitative-coding`) keeps texts and the codes that somebody gave
them; it needs an older numpy than our tests, so put it beside them: `pipx install qualitative-coding`. Each
does what comes nearest to the same thing; the notes below the table say where that is not the same. Keys are
what somebody types, Enter included and the text of the entry itself left out. For Linux and macOS.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from log_observation import JRNL, peer, workspace
from timing import Task, Time, entry_script, environment, interleaved

RUNS = 15
MANY = 1_000
ENTRY, FIND, REPORT = "one entry", "finding it again", "the first report"
WORD = "regenboogkaart"
TEXT = f"De inwoner legt de {WORD} op tafel en vertelt wat werk betekent. " * 3
ACTIONLAB, JOURNAL, CODING = "actionlab", "jrnl", "qc"
NOTES = """\
qc: an entry is a file that was typed and saved in an editor first (not counted); it imports that file.
qc: it does not search in texts. What was coded by hand before is found by its code.
qc: it has no report; `codes stats` counts the codes. jrnl: its export is the journal again, as Markdown.
actionlab: the report is a Word file with sections, counts, protection of small groups and sources.
actionlab, jrnl: an entry can be found by its words at once."""

QC_SETTINGS = """\
codebook: codebook.yaml
corpus_dir: corpus
database: qualitative_coding.sqlite3
editor: hand
editors:
  hand: {code_command: 'cp coded.txt "{codes_file_path}"', memo_command: 'true', name: hand}
logs_dir: logs
memos_dir: memos
qc_version: 1.3.2
"""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a person does in one of the programs: what is typed, without the text of an entry."""

    what: str
    program: str
    entries: int
    typed: str
    task: Task


def main(runs: int) -> int:
    """Measure and print; gives 1 when no other program is there to be beside."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        deeds = [*_own(root), *_jrnl(root), *_qc(root)]
        times = interleaved([deed.task for deed in deeds], runs, environ)
    print(f"a working day, medians of {runs} runs; x = beside actionlab doing the same\n")
    print(_table(deeds, times), NOTES, sep="\n\n")
    return int(len({deed.program for deed in deeds}) == 1)


def _table(deeds: list[Deed], times: Mapping[str, Time]) -> str:
    ours = {
        (deed.what, deed.entries): times[deed.task.name].wall for deed in deeds if deed.program == ACTIONLAB
    }
    rows = [f"{'':<19}{'entries':>8}  {'':<11}{'keys':>5}{'ms':>7}{'x':>7}  typed"]
    for deed in sorted(deeds, key=lambda deed: ([ENTRY, FIND, REPORT].index(deed.what), deed.entries)):
        wall = times[deed.task.name].wall
        ratio = wall / ours[deed.what, deed.entries]
        keys = len(deed.typed.replace("…", "")) + 1
        numbers = f"{keys:>5}{wall:>7.0f}{ratio:>7.2f}"
        rows.append(f"{deed.what:<19}{deed.entries:>8,}  {deed.program:<11}{numbers}  {deed.typed}")
    return "\n".join(rows)


def _deed(what: str, program: str, entries: int, typed: str, *arguments: str, folder: Path) -> Deed:
    task = Task(name=f"{what}, {program}, {entries}", arguments=arguments, folder=folder)
    return Deed(what=what, program=program, entries=entries, typed=typed, task=task)


def _own(root: Path) -> Iterator[Deed]:
    program = str(entry_script())
    for entries in (0, MANY):
        here = workspace(root / f"own-{entries}", entries)
        log = (program, "log", "observation", TEXT)
        yield _deed(ENTRY, ACTIONLAB, entries, 'actionlab log observation "…"', *log, folder=here)
    find, report = (program, "search", WORD), (program, "report", "-m", "Houten")
    subprocess.run([program, "log", "observation", TEXT], cwd=here, capture_output=True, check=True)
    yield _deed(FIND, ACTIONLAB, MANY, f"actionlab search {WORD}", *find, folder=here)
    yield _deed(REPORT, ACTIONLAB, MANY, "actionlab report -m Houten", *report, folder=here)


def _jrnl(root: Path) -> Iterator[Deed]:
    program = peer("jrnl")
    for entries in (0, MANY) if program else ():
        journal, config = root / f"jrnl-{entries}.txt", root / f"jrnl-{entries}.yaml"
        found = f"[2026-06-15 10:00] {TEXT}\n\n" if entries else ""
        other = "[2026-06-15 10:00] Een ander gesprek over werk.\n\n" * entries
        journal.write_text(other + found, encoding="utf-8")
        config.write_text(JRNL.format(journal=journal), encoding="utf-8")
        start = (program, "--config-file", str(config))
        yield _deed(ENTRY, JOURNAL, entries, "jrnl …", *start, TEXT, folder=root)
    if program:
        yield _deed(FIND, JOURNAL, MANY, f"jrnl -contains {WORD}", *start, "-contains", WORD, folder=root)
        yield _deed(REPORT, JOURNAL, MANY, "jrnl --export md", *start, "--export", "md", folder=root)


def _qc(root: Path) -> Iterator[Deed]:
    program = peer("qc")
    for entries in (0, MANY) if program else ():
        here = _coded(root / f"qc-{entries}", program, entries)
        # every entry is another file, also in a corpus that has one of this name
        add = f"cp notitie.txt n$$.txt && {program} corpus import n$$.txt -i verbatim"
        typed = "qc corpus import notitie.txt -i verbatim"
        yield _deed(ENTRY, CODING, entries, typed, "sh", "-c", add, folder=here)
    if program:
        find, stats = (program, "codes", "find", WORD), (program, "codes", "stats")
        yield _deed(FIND, CODING, MANY, f"qc codes find {WORD}", *find, folder=here)
        yield _deed(REPORT, CODING, MANY, "qc codes stats", *stats, folder=here)


def _coded(here: Path, program: str, entries: int) -> Path:
    """Make a project of qc with so many texts, of which one has a code; give its folder."""
    texts = here / "texts"
    texts.mkdir(parents=True)
    (here / "settings.yaml").write_text(QC_SETTINGS, encoding="utf-8")
    (here / "notitie.txt").write_text(TEXT, encoding="utf-8")
    (here / "coded.txt").write_text(f"{WORD}\n", encoding="utf-8")
    for number in range(entries):
        (texts / f"gesprek-{number:04}.txt").write_text("Een ander gesprek over werk.\n", encoding="utf-8")
    steps = [["init"]]
    if entries:
        shutil.copy(here / "notitie.txt", texts / "gesprek-0000.txt")
        steps += [["corpus", "import", "texts", "-r", "-i", "verbatim"], ["code", "ik", "-p", "gesprek-0000"]]
    for step in steps:
        subprocess.run([program, *step], cwd=here, capture_output=True, check=True)
    return here


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
