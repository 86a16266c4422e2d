"""The workflow that tests every change: on each system, on the lowest and newest Python, as README says."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import readme
import yaml

CHECKOUT = Path(__file__).parent.parent
TEXT = (CHECKOUT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOB: dict[str, Any] = WORKFLOW["jobs"]["test"]
PYTHONS: list[str] = JOB["strategy"]["matrix"]["python"]


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_each_system_is_tested() -> None:
    systems = {each.partition("-")[0] for each in JOB["strategy"]["matrix"]["system"]}
    assert systems == {"ubuntu", "windows", "macos"}
    assert JOB["runs-on"] == "${{ matrix.system }}"
    assert JOB["strategy"]["fail-fast"] is False


def test_the_lowest_python_and_a_newer_one_are_tested() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={PYTHONS[0]}"
    assert _number(PYTHONS[0]) <= sys.version_info[:2]
    assert _number(PYTHONS[-1]) > _number(PYTHONS[0])


def test_it_may_read_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert "permissions" not in JOB
    assert "secrets" not in TEXT
    assert JOB["steps"][0]["with"]["persist-credentials"] is False


def test_what_others_made_is_named_by_its_commit() -> None:
    used = re.findall(r"uses: *(\S+) *(.*)", TEXT)
    assert len(used) == len([step for step in JOB["steps"] if "uses" in step]) > 0
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r"# v\d+\.\d+\.\d+", comment)


@pytest.mark.skipif(sys.platform == "win32", reason="a stand-in for Python is a POSIX script here")
def test_it_runs_the_command_of_readme_and_stops_when_that_fails(tmp_path: Path) -> None:
    (step,) = (each["run"] for each in JOB["steps"] if "run" in each)
    stand_in, ran = tmp_path / "python", tmp_path / "ran"
    # reads README as the real one does, and only tells what else it is asked to do
    stand_in.write_text(
        f'#!/bin/sh\nif [ "$1" = tools/readme.py ]; then "{sys.executable}" -I "$@" | sed "s/$/\\r/"\n'
        f'else echo "python $*" >> "{ran}"; fi\n[ "$2" != pytest ]\n',
        encoding="utf-8",
    )
    stand_in.chmod(0o700)
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step]
    done = subprocess.run(
        command, cwd=CHECKOUT, env={"PATH": path}, capture_output=True, text=True, check=False
    )

    asked = readme.command((CHECKOUT / "README.md").read_text(encoding="utf-8"), "test").strip()
    assert done.returncode == 1
    assert done.stdout == f"$ {asked}\n"
    assert ran.read_text(encoding="utf-8").replace("\n", " && ", 1).strip() == asked.replace('"', "")
