"""How many trials a proof runs, quickly in the test run or in full, and where its figures go."""

import json
import os
from pathlib import Path

FULL = os.environ.get("ACTIONLAB_TRIALS") == "full"


def trials(quick: int, full: int) -> int:
    """The number of trials to run: `full` when ACTIONLAB_TRIALS is "full", else `quick`."""
    return full if FULL else quick


def record_figures(proof: str, /, **figures: int | float | str) -> None:
    """Add what one proof saw, such as trials=1000, lost=0, to the file that ACTIONLAB_FIGURES names, if any.

    One line of JSON per call, so that several processes may add to one file.
    """
    file = os.environ.get("ACTIONLAB_FIGURES")
    if file:
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"proof": proof, **figures}, ensure_ascii=False) + "\n")
