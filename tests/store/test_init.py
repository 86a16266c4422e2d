"""What importing the store costs."""

import subprocess
import sys
from pathlib import Path

import pytest

import actionlab
from actionlab import store

HEAVY = {
    "tinydb",
    "docx",
    "lxml",
    "rich",
    "questionary",
    "prompt_toolkit",
    "babel",
    "asyncio",
    "json",
    "hashlib",
    "pathlib",
}


def test_adding_loads_nothing_heavy() -> None:
    program = "import sys, actionlab.store; print(*sys.modules)"
    checkout = Path(actionlab.__file__).parent.parent

    run = subprocess.run(
        [sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, check=True
    )

    assert HEAVY.isdisjoint(run.stdout.split())


def test_every_name_that_is_promised_is_there() -> None:
    assert all(getattr(store, name) for name in store.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(store, "nonsense")  # noqa: B009 - the attribute does not exist
