"""Documents as something that runs: the commands in them, and what the program prints.

    python tools/readme.py command report    print the command under `<!-- command: report -->` of README
    python tools/readme.py refresh           run the console blocks of every document, and write the output

In a ```console block a line `$ …` or `> …` is a command; the lines below it are its output, up to the next.
All blocks of a document are one session, in an empty folder, so a later command sees what an earlier one
made. Notes are no part of the page:

    <!-- today: 2026-12-08 -->    from here on it is this day
    <!-- exit: 2 -->              the next command of the program ends with this code
    <!-- terminal: 80 -->         the next command is given on a terminal of so many columns
    <!-- laptop: thuis -->        from here on on this laptop, with a home and a folder of its own
    <!-- sync: OneDrive -->       every laptop gets the newest of each file in its folder of this name
    <!-- screen: actionlab log    the block below this is the screen at the end, or before the keys after =>
    Wat zag u -> "Een gesprek." Enter
    Klopt dit => Enter
    -->
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
README = CHECKOUT / "README.md"
DOCUMENTS = (README, CHECKOUT / "docs" / "handleiding.md", CHECKOUT / "docs" / "samenwerken.md")
# no page shows more of a terminal
LINES = 100

_STEP = re.compile(
    r"^```console\n(?P<block>.*?)(?=^```$)"
    r"|^<!-- (?P<note>terminal|today|laptop|sync|exit): (?P<value>.+?) -->$"
    r"|^<!-- screen: (?P<asked>.+?)\n(?P<keys>.*?)-->\n```text\n(?P<shown>.*?)(?=^```$)",
    re.DOTALL | re.MULTILINE,
)
_ID = r"(?P<kind>[a-z]{3})-[0-9a-hjkmnp-tv-z]{8}"
_CODE = re.compile(rf"\b(?:{_ID}|(?P<place>[A-Z]{{3}})-[0-9A-Z]{{4}}|onderzoeker-[0-9a-z]{{4}})\b")
# Python runs this before the program: the clock stands still, and every run draws the same codes
_DAY = """
import datetime, os, random
from actionlab.cli import session
now = datetime.datetime.fromisoformat("{now}")
session.clock = lambda: now
os.urandom = random.Random("{now}").randbytes
"""


class Session:
    """A person at a terminal, in an empty folder, with a home of its own."""

    def __init__(self, folder: Path) -> None:
        """Begin in `folder`, which exists and is empty."""
        self.begin = self.current = self.home = folder.resolve()
        self.now = ""
        self.minutes = self.expected = self.columns = 0
        self.laptops: list[Path] = []

    def run(self, command: str) -> str:
        """Run one line and give what it printed, both streams in order.

        The folder it works in is shown as `…`. Raises ValueError when the command fails, or ends in another
        way than a note said.
        """
        words = shlex.split(command)
        match words:
            case ["cd", folder]:
                self.current = (self.current / folder).resolve(strict=True)
            case ["mkdir", folder]:
                (self.current / folder).mkdir()
            case ["cp", "-r", source, target]:
                shutil.copytree(self.current / source, self.current / target)
            case ["actionlab", *_arguments]:
                return self._printed(command, words)
            case _:
                raise ValueError(f"not a command that a document may show: {command}")
        return ""

    def note(self, name: str, value: str) -> None:
        """Do what a note on a page says (see the top of this module)."""
        if name == "today":
            self.now = value
        elif name == "terminal":
            self.columns = int(value)
        elif name == "exit":
            self.expected = int(value)
        elif name == "sync":
            self._synchronise(value)
        else:
            self.current = self.home = self.begin / value
            self.current.mkdir(exist_ok=True)
            self.laptops.append(self.current)

    def screen(self, command: str, keys: str) -> str:
        """Give a screen of a command; a line of `keys` is a text to wait for, an arrow, and what is typed."""
        self.columns = 80
        return self._printed(
            command, shlex.split(command), re.findall(r"^(.+) ([-=]>) (.+)$", keys, re.MULTILINE)
        )

    def _synchronise(self, name: str) -> None:
        folders = {laptop / name for laptop in self.laptops}
        newest: dict[Path, Path] = {}
        paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns):
            newest[path.relative_to(next(each for each in folders if each in path.parents))] = path
        for place, path in newest.items():
            for target in (folder / place for folder in folders if folder / place != path):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)

    def _printed(self, command: str, words: list[str], keys: Sequence[tuple[str, str, str]] = ()) -> str:
        code, text = self._at_terminal(words, keys) if self.columns else self._piped(words)
        # a page looks the same wherever it was made
        printed = text.replace(str(self.begin), "…").replace(os.sep, "/")
        expected, self.expected, self.columns = self.expected, 0, 0
        if code != expected:
            raise ValueError(f"{command}: exit code {code}\n{printed}")
        return printed

    def _piped(self, words: list[str]) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.current,
            env=self._environ(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8")

    def _at_terminal(self, words: list[str], keys: Sequence[tuple[str, str, str]]) -> tuple[int, str]:
        sys.path.insert(0, str(CHECKOUT / "tests"))
        from pseudo_terminal import DOWN, ENTER, SPACE, walked

        named = {"Enter": ENTER, "Omlaag": DOWN, "Spatie": SPACE}
        pressed = [
            (text, b"".join(named.get(word, word.encode()) for word in shlex.split(typed)))
            for text, _arrow, typed in keys
        ]
        with chdir(self.current):
            walk = walked(
                *words[1:],
                keys=pressed,
                columns=self.columns,
                lines=LINES,
                masked=False,
                environ={**self._environ(), "ACTIONLAB_WRITER": ""},
            )
        arrows = [arrow for _text, arrow, _typed in keys]
        shown = walk.screens[arrows.index("=>") if "=>" in arrows else -1]
        return walk.code, f"{shown}\n" if shown else ""

    def _environ(self) -> dict[str, str]:
        names = ("HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE")
        home = {name: str(self.home / ".home") for name in names}
        ours = {name for name in os.environ if name.startswith(("ACTIONLAB_", "XDG_"))}
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        python = {
            "PYTHONPATH": os.pathsep.join([*self._day(), str(CHECKOUT)]),
            "PYTHONIOENCODING": "utf-8",
            # the days of two commands in one second would share what was compiled of the first
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return {**kept, **home, **python, "LANGUAGE": "nl"}

    def _day(self) -> list[str]:
        if not self.now:
            return []
        # every command a minute after the one before it, so that the last one is the last
        self.minutes += 1
        hours, minutes = divmod(self.minutes, 60)
        folder = self.begin / ".day"
        folder.mkdir(exist_ok=True)
        now = f"{self.now}T{9 + hours:02}:{minutes:02}:00+00:00"
        (folder / "sitecustomize.py").write_text(_DAY.format(now=now), encoding="utf-8")
        return [str(folder)]


class Codes:
    """The codes in a text, which are random, beside those of this run: the same places, other signs."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[str, str] = {}
        self._written: dict[str, str] = {}

    def of_this_run(self, text: str) -> str:
        """Give a text with the codes that the program made."""
        return _CODE.sub(lambda found: self._made.get(found[0], found[0]), text)

    def of_the_text(self, printed: str, before: str) -> str:
        """Give what was printed with the codes that the text had; `before` is the output it had here.

        A code that is new here is called what the first unknown one of its kind in `before` was called.
        """
        free = [each for each in _CODE.finditer(before) if each[0] not in self._made]
        for made in _CODE.finditer(printed):
            if made[0] in self._written:
                continue
            like = next((each[0] for each in free if each.groups() == made.groups()), made[0])
            free = [each for each in free if each[0] != like]
            self._written[made[0]], self._made[like] = like, made[0]
        return _CODE.sub(lambda found: self._written[found[0]], printed)


def command(text: str, name: str) -> str:
    """Give the bash block directly under the marker of a command; ValueError when there is none."""
    found = re.search(rf"^<!-- command: {name} -->\n```bash\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if not found:
        raise ValueError(f"no bash block under <!-- command: {name} -->")
    return found[1]


def with_output(text: str, run: Callable[[str], str], session: Session | None = None) -> str:
    """Give the text with the output of every command in its console blocks, as `run` prints it.

    Codes keep the signs that they have in the text. Notes and screens of the text are for `session`.
    """
    codes = Codes()

    def step(found: re.Match[str]) -> str:
        if found["block"] is not None:
            return "```console\n" + "".join(
                f"{line}\n{codes.of_the_text(run(codes.of_this_run(line[2:])), before)}"
                for line, before in _commands(found["block"])
            )
        if session and found["asked"]:
            asked, keys = (codes.of_this_run(found[name]) for name in ("asked", "keys"))
            shown = codes.of_the_text(session.screen(asked, keys), found["shown"])
            return found[0].removesuffix(found["shown"]) + shown
        if session and found["note"]:
            session.note(found["note"], found["value"])
        return found[0]

    return _STEP.sub(step, text)


def refreshed(text: str, folder: Path) -> str:
    """Give a document with what its commands print, run in an empty folder."""
    session = Session(folder)
    return with_output(text, session.run, session)


def console(text: str) -> str:
    """Give the console blocks alone, with the random part of every id as `…`."""
    blocks = "".join(found["block"] or "" for found in _STEP.finditer(text))
    return re.sub(rf"\b{_ID}\b", r"\g<kind>-…", blocks)


def main(verb: str, *names: str) -> None:
    """Print a command of README, or write the output in every document anew."""
    if verb == "command":
        sys.stdout.write(command(README.read_text(encoding="utf-8"), names[0]))
        return
    for document in DOCUMENTS:
        with tempfile.TemporaryDirectory() as folder:
            text = refreshed(document.read_text(encoding="utf-8"), Path(folder))
        document.write_text(text, encoding="utf-8")


def _commands(block: str) -> list[tuple[str, str]]:
    """Give every command line of a block, and the output below it."""
    parts = re.split(r"^((?:\$|>) .*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
