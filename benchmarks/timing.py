"""Timing: whole processes, started as people start them, one after the other in a new order every round.

Other work on the machine makes every number drift, so only numbers of one go may be compared. The ratio of
two medians is what to read.
"""

import os
import py_compile
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
WARM_UP = 2


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A command to time: its name in the table, its arguments, and the folder to stand in."""

    name: str
    arguments: Sequence[str]
    folder: Path


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """The median of the runs of a task: on the clock and of the processor, in milliseconds."""

    wall: float
    cpu: float


def entry_script() -> Path:
    """Give the console script `actionlab` beside this Python; ends the program when it is not installed."""
    script = Path(sys.executable).with_name("actionlab")
    if not script.exists():
        sys.exit("actionlab is not installed beside this Python: python -m pip install '.[benchmarks]'")
    return script


def as_entry_script(module: str, folder: Path) -> str:
    """Install a program of this folder as the console script of actionlab is installed; give its path.

    It starts in the same way, through the same lines and from compiled modules.
    """
    source = shutil.copy(HERE / f"{module}.py", folder)
    py_compile.compile(str(source), doraise=True)
    text = entry_script().read_text(encoding="utf-8")
    script = folder / f"run-{module}"
    script.write_text(text.replace("actionlab.cli.main", module), encoding="utf-8")
    script.chmod(0o700)
    return str(script)


def environment(home: Path) -> dict[str, str]:
    """Give an environment in which every program has an empty home of its own."""
    ours = {name for name in os.environ if name.startswith(("ACTIONLAB_", "XDG_", "PYTHON"))}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "HOME": str(home), "WATSON_DIR": str(home / "watson")}


def interleaved(tasks: Sequence[Task], runs: int, environ: Mapping[str, str]) -> dict[str, Time]:
    """Give the median time of every task, by its name; a run that fails ends the program."""
    found: dict[str, list[Time]] = {task.name: [] for task in tasks}
    for turn in range(WARM_UP + runs):
        for task in random.sample(tasks, len(tasks)):
            taken = _once(task, environ)
            if turn >= WARM_UP:
                found[task.name].append(taken)
    return {
        name: Time(
            wall=statistics.median(each.wall for each in times),
            cpu=statistics.median(each.cpu for each in times),
        )
        for name, times in found.items()
    }


def table(times: Mapping[str, Time], units: Mapping[str, str]) -> str:
    """Give the medians as text, with the ratio of the clock times to each unit (heading -> task)."""
    head = f"{'':<36}{'ms':>8}{'cpu ms':>8}" + "".join(f"{heading:>16}" for heading in units)
    rows = [head]
    for name, taken in times.items():
        ratios = (taken.wall / times[unit].wall for unit in units.values())
        numbers = "".join(f"{ratio:>16.2f}" for ratio in ratios)
        rows.append(f"{name:<36}{taken.wall:>8.0f}{taken.cpu:>8.0f}{numbers}")
    return "\n".join(rows)


def is_kept(name: str, ratio: float, most: float) -> bool:
    """Print a ratio beside its limit, and tell whether the limit is kept."""
    print(f"{name}: {ratio:.2f}, at most {most}: {'kept' if ratio <= most else 'BROKEN'}")
    return ratio <= most


def _once(task: Task, environ: Mapping[str, str]) -> Time:
    before = _cpu()
    start = time.perf_counter()
    done = subprocess.run(
        list(task.arguments),
        cwd=task.folder,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    wall = time.perf_counter() - start
    cpu = _cpu() - before
    if done.returncode:
        sys.exit(f"{task.name} failed: {done.stderr.decode(errors='replace')}")
    return Time(wall=1000 * wall, cpu=1000 * cpu)


def _cpu() -> float:
    """Give the seconds of processor time of all processes that ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
