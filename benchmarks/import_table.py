"""What it costs to import a table of 5,000 rows and 8 columns, beside python-calamine that only reads it.

    python -m pip install . && python benchmarks/import_table.py [RUNS]

One go per kind of table, in processor time, one after the other in a new order every round, each time into
the same workspace with 500 participants. Prints medians, and ends with 1 when a limit is broken: an import
costs at most 3 times what calamine takes, beside its one write to the store, and to store 10,000 records
costs at most 2.3 times as much as 5,000.
"""

import datetime as dt
import io
import itertools
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import xlsxwriter
from python_calamine import CalamineWorkbook
from timing import Time, entry_script, environment, is_kept, table

from actionlab import store
from actionlab.cli.main import program
from actionlab.exchange.columns.guess import guess
from actionlab.exchange.columns.rows import apply
from actionlab.exchange.files.tables import read_tables
from actionlab.exchange.planning import needed_kinds, plan
from actionlab.model.records import Draft
from actionlab.model.study import Study
from actionlab.store.versions import versions

RUNS = 9
ROWS = 5_000
MOST_OVER_CALAMINE, MOST_GROWTH = 3.0, 2.3
NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
STUDY = "hou-driehoek"
CODES = [f"HOU-{''.join(each)}" for each in itertools.islice(itertools.product("ABCDEFGH", repeat=4), 500)]
TEXT = "De inwoner vertelt wat werk betekent en legt het plan op tafel. Dit was gesprek {number}."

CALAMINE, ADD, ADD_TWICE = "python-calamine", "store.add", f"store.add, {2 * ROWS:,} records"
IMPORT, PROCESS = "import, in this process", "import, as a process"
REST = "import, without its store.add"

Row = Sequence[str | int | dt.date]


def main(runs: int) -> int:
    """Measure, print, and give 1 when a limit is broken."""
    broken = 0
    for name, head, rows in (
        ("measurements", MEASURED, measurements),
        ("observations", SEEN, observations),
    ):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            os.environ.update(environment(root / "home"))
            times = _interleaved(_stages(root, head, rows), root, runs)
        print(f"{ROWS:,} {name}, medians of {runs} runs; the ratios are of time on the clock\n")
        print(table(times, {"x calamine": CALAMINE, "x store.add": ADD}), end="\n\n")
        broken += _broken(times)
    return int(broken > 0)


def _broken(times: Mapping[str, Time]) -> int:
    limits = (
        (f"{REST} / calamine", times[REST].cpu / times[CALAMINE].cpu, MOST_OVER_CALAMINE),
        (f"{2 * ROWS:,} / {ROWS:,} records", times[ADD_TWICE].cpu / times[ADD].cpu, MOST_GROWTH),
    )
    broken = sum(not is_kept(*limit) for limit in limits)
    print()
    return broken


MEASURED = ("participant", "instrument", "goal", "moment", "date", "value", "weight", "assessor_role")
SEEN = ("date", "setting", "observer_role", "present_roles", "what_seen", "interpretation", "signal", "tags")


def measurements(rows: int) -> Iterator[Row]:
    """Give rows of goals: every participant has the same number of them, at two moments."""
    moments = (("baseline", dt.date(2026, 1, 10)), ("follow_up_1", dt.date(2026, 3, 10)))
    for goal in range(rows // len(CODES) // len(moments)):
        for code, (moment, day) in itertools.product(CODES, moments):
            yield code, "gas", f"Zelf bellen naar werk {goal}", moment, day, 1, 2, "klantmanager"


def observations(rows: int) -> Iterator[Row]:
    """Give rows with a text that no other row has."""
    for number in range(rows):
        day = dt.date(2026, 5, 1 + number % 28)
        roles, text = "klantmanager; trainer", TEXT.format(number=number)
        meaning = "Zij nemen samen de regie."
        yield day, "intake_conversation", "klantmanager", roles, text, meaning, "helping", "plan"


def _stages(
    root: Path, head: Sequence[str], rows: Callable[[int], Iterator[Row]]
) -> dict[str, Callable[[], object]]:
    opened = _workspace(root)
    file = _written(root / "table.xlsx", head, rows(ROWS))
    drafts = _drafts(opened, file)
    twice = _drafts(opened, _written(root / "twice.xlsx", head, rows(2 * ROWS)))
    arguments = ["-C", opened.folder, "--no-input", "import", str(file)]

    def calamine() -> object:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
        return workbook.get_sheet_by_index(0).to_python()

    def whole() -> None:
        told = io.StringIO()
        with redirect_stdout(told), redirect_stderr(told), suppress(SystemExit):
            program.main(arguments)
        if len(told.getvalue().splitlines()) < ROWS:
            sys.exit(f"the import failed: {told.getvalue()}")

    def process() -> None:
        done = subprocess.run([str(entry_script()), *arguments], check=False, capture_output=True)
        if done.returncode:
            sys.exit(f"the import failed: {done.stderr.decode(errors='replace')}")

    return {
        CALAMINE: calamine,
        ADD: lambda: store.add(opened, drafts, now=NOW),
        ADD_TWICE: lambda: store.add(opened, twice, now=NOW),
        IMPORT: whole,
        PROCESS: process,
    }


def _workspace(root: Path) -> store.Workspace:
    made = store.init_workspace(root / "work", name="Meting")
    study = {"id": STUDY, "title": "Samen aan tafel", "municipality": ["GM0321"], "theme": "O1"}
    consent = {"status": "given", "scopes": ["measurements"]}
    fields = {"study_id": STUDY, "group": "resident", "consent": consent}
    people = [Draft(kind="participant", fields={"pseudonym": code, **fields}) for code in CODES]
    store.add(made, [Draft(kind="study", fields=study), *people], now=NOW)
    shutil.copytree(root / "work", root / "as it was")
    return made


def _written(file: Path, head: Sequence[str], rows: Iterator[Row]) -> Path:
    with xlsxwriter.Workbook(str(file), {"default_date_format": "d-m-yyyy"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return file


def _drafts(opened: store.Workspace, file: Path) -> list[Draft]:
    """Give what an import of this file stores."""
    (sheet,) = read_tables(file.read_bytes(), file.name)
    study: Any = store.read(opened).records.find(Study, STUDY)
    mapping = guess(sheet, study.data).mapping
    coming = apply(sheet, mapping, file=file.name)
    steps = plan(coming, versions(opened, STUDY, needed_kinds(coming)), STUDY)
    return [step.draft for step in steps if step.draft]


def _interleaved(stages: Mapping[str, Callable[[], object]], root: Path, runs: int) -> dict[str, Time]:
    """Give the median time of every stage, each time in the workspace as it was."""
    found: dict[str, list[Time]] = {name: [] for name in stages}
    rest: list[Time] = []
    for turn in range(1 + runs):
        for name in random.sample(list(stages), len(stages)):
            shutil.rmtree(root / "work")
            shutil.copytree(root / "as it was", root / "work")
            taken, stored = _once(stages[name])
            # the first time everything is loaded
            if turn:
                found[name].append(taken)
            if turn and name == IMPORT:
                rest.append(Time(wall=taken.wall - stored.wall, cpu=taken.cpu - stored.cpu))
    return {name: _median(times) for name, times in {**found, REST: rest}.items()}


def _once(stage: Callable[[], object]) -> tuple[Time, Time]:
    """Give how long a stage took, and how much of it went to adding to the store."""
    add, stored = store.add, [Time(wall=0, cpu=0)]

    def timed(*given: Any, **named: Any) -> Any:
        ids, stored[0] = _timed(lambda: add(*given, **named))
        return ids

    with patch.object(store, "add", timed):
        _, taken = _timed(stage)
    return taken, stored[0]


def _timed(call: Callable[[], object]) -> tuple[object, Time]:
    start, before = time.perf_counter(), _cpu()
    result = call()
    return result, Time(wall=1000 * (time.perf_counter() - start), cpu=1000 * (_cpu() - before))


def _median(times: Sequence[Time]) -> Time:
    return Time(
        wall=statistics.median(each.wall for each in times),
        cpu=statistics.median(each.cpu for each in times),
    )


def _cpu() -> float:
    """Give the seconds of processor time of this process and of those that it started and that ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
