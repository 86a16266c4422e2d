"""What it costs to make a report: of the example, and of the example with 1,000 observations more.

    python -m pip install . && python benchmarks/make_report.py [RUNS]

Prints medians beside `import docx`, the least that any program that writes Word pays, and ends with 1 when
the report of the example, with its charts, costs more than 2.5 times that. For Linux and macOS.
"""

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

from timing import Task, as_entry_script, entry_script, environment, interleaved, is_kept, table

from actionlab import store
from actionlab.model.records import Draft

RUNS = 15
MOST = 2.5
MORE = 1_000
NOW = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
TEXT = "De inwoner vertelt wat werk voor haar betekent. " * 8
DOCX, EXAMPLE = "import docx", "report of the example"


def main(runs: int) -> int:
    """Measure, print, and give 1 when the limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        report = [str(entry_script()), "report", "-m", "Houten", "--date", "2026-07-01"]
        docx = [as_entry_script("import_docx", root)]
        tasks = [
            Task(name=DOCX, arguments=docx, folder=root),
            Task(name=EXAMPLE, arguments=report, folder=example(root / "example", 0)),
            Task(
                name=f"with {MORE:,} observations more", arguments=report, folder=example(root / "more", MORE)
            ),
        ]
        times = interleaved(tasks, runs, environ)
    print(f"one report as a Word file, medians of {runs} runs\n")
    print(table(times, {"x import docx": DOCX}), end="\n\n")
    return int(not is_kept(f"{EXAMPLE} / {DOCX}", times[EXAMPLE].wall / times[DOCX].wall, MOST))


def example(root: Path, more: int) -> Path:
    """Make a workspace with the example studies and some more observations; give its folder."""
    made = store.init_workspace(root, example=True)
    days = (dt.date(2026, 1, 12) + dt.timedelta(days=number % 90) for number in range(more))
    drafts = [
        Draft(
            kind="observation",
            fields={"study_id": "hou-driehoek", "what_seen": TEXT, "date": day, "signal": "neutral"},
        )
        for day in days
    ]
    if drafts:
        store.add(made, drafts, now=NOW)
    return root


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
