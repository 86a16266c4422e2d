"""What it costs to look at 200 studies of 100 records: `status`, `search` and `list` beside reading them.

    python -m pip install . && python benchmarks/looking.py [RUNS]

The measure is a program that reads and verifies every record and does nothing with them. Prints the medians
and ends with 1 when `status` or `search` costs more than 2 times that. What is found in most of the records
is all printed, so its cost is shown and has no limit. For Linux and macOS.
"""

import os
import sys
import tempfile
from pathlib import Path

from many_studies import RECORDS, workspace
from timing import Task, as_entry_script, entry_script, environment, interleaved, is_kept, table

RUNS = 15
STUDIES = 200
MOST = 2

READ = "read and verify"
STATUS, LIST = "status", "list training"
NOTHING, FEW, MANY = "search: no record", "search: 200 records", "search: 12,800 records"
WORDS = {NOTHING: ["klantmanagr"], FEW: ["gesprek aan tafel"], MANY: ["gesprek"]}


def main(runs: int) -> int:
    """Measure, print, and give 1 when a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        here, program = workspace(root / "work", STUDIES), str(entry_script())
        tasks = [
            Task(name=READ, arguments=[as_entry_script("read_everything", root)], folder=here),
            Task(name=STATUS, arguments=[program, "status"], folder=here),
            *(Task(name=name, arguments=[program, "search", *WORDS[name]], folder=here) for name in WORDS),
            Task(name=LIST, arguments=[program, "list", "training"], folder=here),
        ]
        times = interleaved(tasks, runs, environ)
    print(f"{STUDIES} studies of {RECORDS} records, medians of {runs} runs\n")
    print(table(times, {f"x {READ}": READ}), end="\n\n")
    broken = 0
    for name in (STATUS, NOTHING, FEW):
        broken += not is_kept(f"{name} / {READ}", times[name].wall / times[READ].wall, MOST)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
