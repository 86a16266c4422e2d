"""README as something that runs: its two commands, and its console blocks with what the program prints.

    python tools/readme.py command report    print the command under `<!-- command: report -->`
    python tools/readme.py refresh           run the console blocks and write down what they print

In a ```console block a line `$ …` is a command; the lines below it are its output, up to the next one.
All blocks are one session, in an empty folder, so a later command sees what an earlier one made.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
PROMPT = "$ "

_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


class Session:
    """A person at a terminal, in an empty folder, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        """Begin in `folder`, which exists and is empty."""
        self.begin = folder.resolve()
        self.current = self.begin
        home = {
            name: str(self.begin / ".home") for name in ("HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE")
        }
        ours = {name for name in os.environ if name.startswith(("ACTIONLAB_", "XDG_"))}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        self.environ = {**kept, **home, "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8"}

    def run(self, command: str) -> str:
        """Run one line and give what it printed, both streams in order.

        The folder it works in is shown as `…`. Raises ValueError when the command fails.
        """
        words = shlex.split(command)
        if words[0] == "cd":
            self.current = self.current / words[1]
            return ""
        if words[0] != "actionlab":
            raise ValueError(f"not a command of ours: {command}")
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.current,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed = done.stdout.decode("utf-8").replace(str(self.begin), "…")
        if done.returncode:
            raise ValueError(f"{command}: exit code {done.returncode}\n{printed}")
        return printed


def command(text: str, name: str) -> str:
    """Give the bash block directly under the marker of a command; ValueError when there is none."""
    found = re.search(rf"^<!-- command: {name} -->\n```bash\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if not found:
        raise ValueError(f"no bash block under <!-- command: {name} -->")
    return found[1]


def with_output(text: str, run: Callable[[str], str]) -> str:
    """Give the text with the output of every command in its console blocks, as `run` prints it."""

    def block(found: re.Match[str]) -> str:
        commands = [line for line in found[0].splitlines() if line.startswith(PROMPT)]
        return "".join(f"{line}\n{run(line.removeprefix(PROMPT))}" for line in commands)

    return _BLOCK.sub(block, text)


def console(text: str) -> str:
    """Give the console blocks alone, with the random part of every id as `…`."""
    blocks = "".join(found[0] for found in _BLOCK.finditer(text))
    return re.sub(r"\b([a-z]{3})-[0-9a-hjkmnp-tv-z]{8}\b", r"\1-…", blocks)


def main(verb: str, *names: str) -> None:
    """Print a command of README, or write the output in it anew."""
    text = README.read_text(encoding="utf-8")
    if verb == "command":
        sys.stdout.write(command(text, names[0]))
        return
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(with_output(text, Session(Path(folder)).run), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
