"""How the cost of a report grows: of 10,000 observations beside 1,000, for each of two audiences.

    python -m pip install . && python benchmarks/report_growth.py [RUNS]

Every observation is cited by an insight, so the report grows with them; researchers find every one of them
in its list of sources. Prints medians, and ends with 1 when ten times as many observations cost more than 12
times as much. For Linux and macOS.
"""

import os
import sys
import tempfile
from pathlib import Path

from many_observations import MUNICIPALITY, workspace
from timing import Task, entry_script, environment, interleaved, is_kept, table

RUNS = 5
FEW, MANY = 1_000, 10_000
MOST = 12
AUDIENCES = ("municipality", "researchers")


def main(runs: int) -> int:
    """Measure, print, and give 1 when a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        folders = {count: workspace(root / str(count), count) for count in (FEW, MANY)}
        tasks = [
            Task(name=_name(audience, count), arguments=_report(audience, root), folder=folders[count])
            for audience in AUDIENCES
            for count in folders
        ]
        times = interleaved(tasks, runs, environ)
    print(f"one report as a Word file, medians of {runs} runs\n")
    print(table(times, {f"x {FEW:,}": _name(AUDIENCES[0], FEW)}), end="\n\n")
    broken = 0
    for audience in AUDIENCES:
        ratio = times[_name(audience, MANY)].wall / times[_name(audience, FEW)].wall
        broken += not is_kept(f"{audience}, {MANY:,} / {FEW:,} observations", ratio, MOST)
    return int(broken > 0)


def _name(audience: str, count: int) -> str:
    return f"{count:,} observations, {audience}"


def _report(audience: str, root: Path) -> list[str]:
    options = ["--audience", audience, "--date", "2026-07-01", "-o", str(root / "report.docx")]
    return [str(entry_script()), "report", "-m", MUNICIPALITY, *options]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
