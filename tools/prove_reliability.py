"""Prove that nothing is lost: run every test of reliability with its full number of trials.

    python tools/prove_reliability.py                     everything: takes well over half an hour
    python tools/prove_reliability.py -k "kills or erase"  what follows is handed to pytest

Prints a table of what was seen, in Markdown, for docs/reliability.md. Ends with the exit code of pytest.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent

Figures = dict[str, int | float | str]


def prove(arguments: Sequence[str]) -> int:
    """Run the tests, print the table of their figures, and give the exit code of pytest."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "figures")
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/reliability", *arguments],
            cwd=CHECKOUT,
            env={**os.environ, "ACTIONLAB_TRIALS": "full", "ACTIONLAB_FIGURES": str(file)},
            check=False,
        )
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
    print(table([json.loads(line) for line in lines]))
    minutes = (time.monotonic() - began) / 60
    print(f"\n{platform.system()}, Python {platform.python_version()}, {minutes:.0f} minutes.")
    return ended.returncode


def table(figures: Iterable[Figures]) -> str:
    """Give the figures as a Markdown table, with a total for proofs of one name before a colon."""
    rows = ["| proof | trials | of which |", "| --- | ---: | --- |"]
    groups: dict[str, list[Figures]] = {}
    for each in figures:
        groups.setdefault(str(each["proof"]).partition(":")[0], []).append(each)
    for name, group in groups.items():
        rows += [_row(str(each["proof"]), each) for each in group]
        if len(group) > 1:
            rows.append(_row(f"**{name}, together**", _total(group)))
    return "\n".join(rows)


def _total(group: Iterable[Figures]) -> Figures:
    total: Figures = {}
    for each in group:
        for name, figure in each.items():
            if isinstance(figure, int):
                total[name] = int(total.get(name, 0)) + figure
    return total


def _row(name: str, figures: Figures) -> str:
    rest = {key: figure for key, figure in figures.items() if key not in ("proof", "trials")}
    told = ", ".join(f"{key.replace('_', ' ')} {_shown(figure)}" for key, figure in rest.items())
    return f"| {name} | {_shown(figures.get('trials', ''))} | {told} |"


def _shown(figure: float | str) -> str:
    return f"{figure:,}" if isinstance(figure, int) else str(figure)


if __name__ == "__main__":
    sys.exit(prove(sys.argv[1:]))
