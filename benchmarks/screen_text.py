"""What it costs to look for personal data in a text without any, beside `import click`.

    python -m pip install '.[benchmarks]' && python benchmarks/screen_text.py [RUNS]

Every `log` looks at its texts. A program that starts as `log` does imports the screen and looks at a text;
another only starts. The difference is at most 0.15 times what `import click` costs.
"""

import sys
import tempfile
from pathlib import Path

from timing import Task, environment, interleaved, is_kept, table

RUNS = 31
MOST = 0.15
TEXT = "De inwoner vertelt wat werk voor haar betekent. Daarna leggen zij samen het plan naast elkaar. " * 8

NOTHING, CLICK = "nothing", "import click"
START, SCREEN = "the start of log", "the same, with a look at a text"
PROGRAMS = {
    NOTHING: "",
    CLICK: "import click",
    # what is loaded anyway when the screen is reached
    START: "import click, msgspec, re, actionlab.i18n",
    SCREEN: (
        "import click, msgspec, re, actionlab.i18n\n"
        "from actionlab.privacy.screen import look\n"
        f"assert look({TEXT!r}, year=2026) == ()"
    ),
}


def main(runs: int) -> int:
    """Measure, print, and give 1 when the limit is broken."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        tasks = [
            Task(name=name, arguments=[sys.executable, "-c", program], folder=root)
            for name, program in PROGRAMS.items()
        ]
        times = interleaved(tasks, runs, environment(root))
    print(f"one text of {len(TEXT)} characters, medians of {runs} runs\n")
    print(table(times, {"x import click": CLICK}))
    click = times[CLICK].wall - times[NOTHING].wall
    ratio = (times[SCREEN].wall - times[START].wall) / click
    return int(not is_kept("\na look / import click", ratio, MOST))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
