"""What it costs to start: the help, and `actionlab` alone, beside a program that only imports click.

    python -m pip install '.[benchmarks]' && python benchmarks/starting_up.py [RUNS]

Prints the medians and ends with 1 when the help costs more than 1.3 times `import click`. `actionlab` alone
also looks at the workspace it is in, so it is shown in an empty folder and in one with a study. For Linux
and macOS.
"""

import os
import sys
import tempfile
from pathlib import Path

from log_observation import workspace
from timing import Task, as_entry_script, entry_script, environment, interleaved, is_kept, table

RUNS = 31
MOST_OVER_CLICK = 1.3

CLICK, HELP, VERSION = "import click", "actionlab --help", "actionlab --version"
ALONE, AT_WORK = "actionlab, in an empty folder", "actionlab, in a workspace"


def main(runs: int) -> int:
    """Measure, print, and give 1 when the limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        empty, here = root / "empty", workspace(root / "work", 10)
        empty.mkdir()
        program = str(entry_script())
        tasks = [
            Task(name=CLICK, arguments=[as_entry_script("import_click", root)], folder=empty),
            Task(name=HELP, arguments=[program, "--help"], folder=empty),
            Task(name=VERSION, arguments=[program, "--version"], folder=empty),
            Task(name=ALONE, arguments=[program], folder=empty),
            Task(name=AT_WORK, arguments=[program], folder=here),
        ]
        times = interleaved(tasks, runs, environ)
    print(f"starting, medians of {runs} runs\n")
    print(table(times, {"x import click": CLICK}), end="\n\n")
    return int(not is_kept("help / import click", times[HELP].wall / times[CLICK].wall, MOST_OVER_CLICK))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
