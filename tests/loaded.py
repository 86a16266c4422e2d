"""The modules that one call of the program loads, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent


def modules_loaded(*arguments: str, at_terminal: bool = False) -> list[str]:
    """Give the names of all modules that a call loads which ends with 0.

    With `at_terminal` somebody could be asked.
    """
    somebody = "from actionlab.cli import ask; ask.can_ask = lambda session: True" if at_terminal else ""
    probe = (
        f"import sys; sys.argv = ['actionlab', *{arguments!r}]\n{somebody}\n"
        "from actionlab.cli.main import program\n"
        "try:\n    program()\n"
        "except SystemExit as end: print(end.code or 0, *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == "0", done.stderr
    return modules
