"""What it costs to read and verify 10,000 records of one writer, beside `json.load` of the same bytes.

    python -m pip install . && python benchmarks/read_records.py [RUNS]

All in one process, in processor time, one after the other in a new order every round. Each row does what the
row above it does, and more. Prints medians, and ends with 1 when a limit is broken: reading and verifying
costs at most 1.5 times `json.load`, and making current records of it at most 3 times.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from log_observation import MANY, workspace
from timing import WARM_UP, environment, is_kept

from actionlab import store
from actionlab.store import record_file, revisions

RUNS = 25
MOST_VERIFIED, MOST_READ = 1.5, 3.0

LOAD, READ = "json.load", "store.read: current records"
VERIFIED, REVISIONS, IN_ORDER = "every line verified", "and decoded: revisions", "and walked through in order"


def main(runs: int) -> int:
    """Measure, print, and give 1 when a limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        os.environ.update(environment(root / "home"))
        opened = store.open_workspace(workspace(root / "full", MANY))
        files = [path for path in sorted(opened.studies.rglob("*.json")) if path.stat().st_size]
        size = sum(path.stat().st_size for path in files)
        times = _interleaved(_stages(opened, files), runs)
    print(f"{MANY:,} records, {size / 1e6:.1f} MB, medians of {runs} runs, processor time\n")
    print(f"{'':<36}{'ms':>8}{'x ' + LOAD:>16}")
    for name, taken in times.items():
        print(f"{name:<36}{1000 * taken:>8.0f}{taken / times[LOAD]:>16.2f}")
    print()
    broken = 0
    for name, most in ((REVISIONS, MOST_VERIFIED), (READ, MOST_READ)):
        ratio = times[name] / times[LOAD]
        broken += not is_kept(f"{name} / {LOAD}", ratio, most)
    return int(broken > 0)


def _stages(opened: store.Workspace, files: list[Path]) -> dict[str, Callable[[], object]]:
    def load() -> object:
        found = []
        for path in files:
            with path.open(encoding="utf-8") as file:
                found.append(json.load(file))
        return found

    def verified() -> list[record_file.Line]:
        lines = (line for path in files for line in record_file.all_lines(path.read_bytes()))
        return [line for line in lines if isinstance(line, record_file.Line)]

    return {
        LOAD: load,
        VERIFIED: verified,
        REVISIONS: lambda: [revisions.decode(line.document) for line in verified()],
        READ: lambda: store.read(opened),
        IN_ORDER: lambda: list(store.read(opened).records),
    }


def _interleaved(stages: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Give the median processor time of every stage, in seconds, with throwing away what it gives."""
    found: dict[str, list[float]] = {name: [] for name in stages}
    for turn in range(WARM_UP + runs):
        for name in random.sample(list(stages), len(stages)):
            start = time.process_time()
            stages[name]()
            taken = time.process_time() - start
            if turn >= WARM_UP:
                found[name].append(taken)
    return {name: statistics.median(times) for name, times in found.items()}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
