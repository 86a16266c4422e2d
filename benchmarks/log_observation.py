"""What it costs to log one observation, beside a floor program and the peers, in one go.

    python -m pip install '.[benchmarks]' && python benchmarks/log_observation.py [RUNS]

Prints the medians and ends with 1 when a limit is broken: `log` costs at most 1.25 times the floor, and
with 10,000 records in the study at most 1.15 times as much as in an empty one. For Linux and macOS.
"""

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from timing import Task, as_entry_script, entry_script, environment, interleaved, is_kept, table

from actionlab import store
from actionlab.model.records import Draft

RUNS = 31
MANY = 10_000
MOST_OVER_FLOOR, MOST_OVER_EMPTY = 1.25, 1.15
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
TEXT = "De inwoner vertelt wat werk voor haar betekent. " * 8

CLICK, FLOOR = "import click", "floor"
EMPTY, FULL = "actionlab log, empty study", f"actionlab log, {MANY:,} records"


def main(runs: int) -> int:
    """Measure, print, and give 1 when a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        tasks = [*_own(root), *_tinydb(root), *_jrnl(root), *_watson(root)]
        times = interleaved(tasks, runs, environ)
    print(f"one observation of {len(TEXT)} characters, medians of {runs} runs\n")
    print(table(times, {"x import click": CLICK, "x floor": FLOOR}))
    print()
    limits = (
        ("log / floor", times[EMPTY].wall / times[FLOOR].wall, MOST_OVER_FLOOR),
        (f"log at {MANY:,} records / empty", times[FULL].wall / times[EMPTY].wall, MOST_OVER_EMPTY),
    )
    broken = sum(not is_kept(*limit) for limit in limits)
    return int(broken > 0)


def workspace(root: Path, records: int) -> Path:
    """Make a workspace with one study that has this many observations, through the store; give its folder."""
    made = store.init_workspace(root, name="Meting")
    study = {"id": "hou-driehoek", "title": "Samen aan tafel", "municipality": ["GM0321"], "theme": "O1"}
    store.add(made, [Draft(kind="study", fields=study)], now=NOW)
    fields = {"study_id": "hou-driehoek", "what_seen": TEXT, "date": "2026-06-15"}
    if records:
        store.add(made, [Draft(kind="observation", fields=fields)] * records, now=NOW)
    return root


def _own(root: Path) -> Iterator[Task]:
    empty, full = workspace(root / "empty", 0), workspace(root / "full", MANY)
    log = [str(entry_script()), "log", "observation", TEXT]
    yield Task(name=CLICK, arguments=[as_entry_script("import_click", root)], folder=empty)
    yield Task(name=FLOOR, arguments=[as_entry_script("floor", root), TEXT], folder=empty)
    yield Task(name=EMPTY, arguments=log, folder=empty)
    yield Task(name=FULL, arguments=log, folder=full)


def _tinydb(root: Path) -> Iterator[Task]:
    for records in (0, MANY):
        folder = root / f"tinydb-{records}"
        folder.mkdir()
        document = {"kind": "observation", "what_seen": TEXT}
        table_ = {str(number): document for number in range(1, records + 1)}
        (folder / "plain.json").write_bytes(msgspec.json.encode({"_default": table_}))
        program = as_entry_script("plain_tinydb", root)
        yield Task(name=f"plain TinyDB, {records:,} records", arguments=[program, TEXT], folder=folder)


def _jrnl(root: Path) -> Iterator[Task]:
    program = peer("jrnl")
    for records in (0, MANY) if program else ():
        journal, config = root / f"jrnl-{records}.txt", root / f"jrnl-{records}.yaml"
        journal.write_text(f"[2026-06-15 10:00] {TEXT}\n\n" * records, encoding="utf-8")
        config.write_text(JRNL.format(journal=journal), encoding="utf-8")
        arguments = [program, "--config-file", str(config), TEXT]
        yield Task(name=f"jrnl, {records:,} entries", arguments=arguments, folder=root)


def _watson(root: Path) -> Iterator[Task]:
    program = peer("watson")
    for records in (0, MANY) if program else ():
        folder = root / f"watson-{records}"
        folder.mkdir()
        hour, start = 3600, 1_300_000_000
        frames = [
            [start + n * hour, start + n * hour + 60, "work", f"{n:032x}", [], start] for n in range(records)
        ]
        (folder / "frames").write_bytes(msgspec.json.encode(frames))
        add = ["add", "--from", "2026-06-15 10:00", "--to", "2026-06-15 11:00", "work"]
        arguments = ["env", f"WATSON_DIR={folder}", program, *add]
        yield Task(name=f"watson, {records:,} frames", arguments=arguments, folder=root)


def peer(name: str) -> str:
    """Give the path of a program beside this Python or on PATH; without it, say so and give an empty text."""
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=str(beside)) or shutil.which(name)
    if not found:
        print(f"{name} is not installed: left out (python -m pip install '.[benchmarks]')")
    return found or ""


JRNL = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: false
indent_character: '|'
journals: {{default: {{journal: {journal}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %R'
version: v4.6
"""

if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
