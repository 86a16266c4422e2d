"""The stage: a small workspace with one of everything, put back before each trial, and what it holds."""

import datetime as dt
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from builders import HOUTEN, valid
from reliability.calls import HAS_FORK, Called, Plan, call
from reliability.fault_shim import Fault

from actionlab import store
from actionlab.model.records import Draft

OWN, COLLEAGUE = "onderzoeker-test", "collega-0001"
PERSON, OTHER_PERSON = "HOU-AAAA", "HOU-BBBB"
TEMPORARY = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")

_CODE = re.compile("onderzoeker-[0-9a-z]{4}")

# these are made of the records and can be made again
_MADE_AGAIN = (".docx", ".written.json")


class State(NamedTuple):
    """The files by name (`records` and settings, what was `made` of them, `left_over`), and what they say."""

    records: dict[str, bytes]
    made: dict[str, bytes]
    left_over: tuple[str, ...]
    read: bytes

    def same_records(self, other: "State") -> bool:
        """Whether two states hold the same record files, to the byte, and are read alike."""
        return (self.records, self.read) == (other.records, other.read)

    def names(self, *, made: bool = True) -> list[str]:
        """The names of all files, without what was left over; a code made by the program is left open."""
        return sorted(
            _CODE.sub(_code_left_open, name) for name in (*self.records, *(self.made if made else ()))
        )


class Stage:
    """A folder with a workspace `space`, a copy of it at somebody else's, and a home."""

    def __init__(self, root: Path) -> None:
        """Build the workspace in an empty folder; HOME must be `root/home` by now."""
        self.root = root
        self.space = root / "space"
        self.other = root / "other"
        _build(self.space, self.other)
        self.keep()

    def holds(self, text: str) -> list[str]:
        """The names of the files that hold a text: in this workspace and of the program, not elsewhere."""
        found = {name: content for name, content in _content(self.root).items() if content is not None}
        return [name for name in found if text.encode() in found[name] and not name.startswith("other/")]

    def keep(self) -> None:
        """Let everything as it stands now be what is put back."""
        self._kept = _content(self.root)

    def copy_of_space(self, name: str) -> Path:
        """Give a copy of the workspace as it is now, in a folder of this name."""
        copy = self.root / name
        shutil.copytree(self.space, copy)
        return copy

    def add_elsewhere(self, copy: Path, text: str) -> None:
        """Let somebody else add two observations and an organisation, with this text, to a copy."""
        new = [_draft("observation", what_seen=text) for _ in range(2)]
        _add(store.open_workspace(copy), "elders-0001", [*new, _draft("organisation", name=text)], day=9)

    def old_copy_comes_back(self) -> Path:
        """Put the record file of the study back beside itself, as it was built; give that copy."""
        name = f"space/studies/een/records/{OWN}"
        copy = self.root / f"{name} (conflicted copy).json"
        _write(copy, self._kept[f"{name}.json"] or b"")
        return copy

    def damage(self) -> None:
        """Let somebody have edited a line of a colleague by hand, and cut the end off another file."""
        edited = self.space / "studies" / "een" / "records" / f"{COLLEAGUE}.json"
        _write(edited, edited.read_bytes().replace(b"Gezien door", b"Bekeken door"))
        cut = self.space / "studies" / "_shared" / "records" / f"{COLLEAGUE}.json"
        _write(cut, cut.read_bytes()[:-40])

    def leave_home(self) -> None:
        """Let this computer know nothing of the program yet."""
        self._kept = {name: content for name, content in self._kept.items() if not name.startswith("home/")}

    def restore(self) -> None:
        """Put everything back as it was built; what is still so is left alone, which is faster."""
        found = _content(self.root)
        for name in sorted(found.keys() - self._kept.keys(), reverse=True):
            path = self.root / name
            path.rmdir() if found[name] is None else path.unlink()
        for name, content in self._kept.items():
            path = self.root / name
            if content is None:
                path.mkdir(mode=0o700, exist_ok=True)
            elif found.get(name) != content:
                _write(path, content)

    def call(
        self, *commands: Sequence[str], seed: int = 1, fault: Fault | None = None, by_fork: bool = HAS_FORK
    ) -> Called:
        """Call the program in a process of its own, in this workspace."""
        full = tuple(("-C", str(self.space), *command) for command in commands)
        return call(Plan(full, (str(self.root),), seed, fault), by_fork=by_fork)

    def state(self) -> State:
        """Give what a fresh read finds, and the files after it; it finishes what is unfinished."""
        read = msgspec.json.encode([_reading(each) for each in self._workspaces()], order="sorted")
        files = {name: content for name, content in _content(self.root).items() if content is not None}
        left_over = tuple(sorted(name for name in files if TEMPORARY.fullmatch(Path(name).name)))
        found = {name: content for name, content in files.items() if not name.startswith("home/")}
        made = {name for name in found if name.endswith(_MADE_AGAIN)}
        return State(
            records={name: found[name] for name in found.keys() - made - set(left_over)},
            made={name: found[name] for name in made},
            left_over=left_over,
            read=read,
        )

    def _workspaces(self) -> list[Path]:
        return sorted(each.parent for each in self.root.glob("*/actionlab.toml"))


def _code_left_open(found: re.Match[str]) -> str:
    return found[0] if found[0] == OWN else "onderzoeker-…"


def _reading(root: Path) -> Any:
    reading = store.read(store.open_workspace(root))
    records = [[each.id, each.heads, each.data] for each in reading.records]
    return [records, [str(each) for each in reading.damaged], reading.newer, sorted(reading.erased)]


def _content(root: Path) -> dict[str, bytes | None]:
    """Give files by name with what they hold, and folders with None, those above first."""
    found: dict[str, bytes | None] = {}
    for folder, folders, names in os.walk(root):
        for name in folders:
            found[os.path.relpath(Path(folder, name), root)] = None
        for name in names:
            path = Path(folder, name)
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)


def _build(space: Path, other: Path) -> None:
    workspace = store.init_workspace(space, name="Proef", contact="info@voorbeeld.invalid")
    _add(workspace, OWN, _BEGINNING, day=1)
    _add(workspace, COLLEAGUE, _OF_COLLEAGUE, day=2)
    shutil.copytree(space, other)
    _add(store.open_workspace(other), "elders-0001", _ELSEWHERE, day=3)
    own = workspace.records("een") / f"{OWN}.json"
    before = own.read_bytes()
    _add(workspace, OWN, [_draft("observation", "obs-0008", what_seen="Op de andere laptop.")], day=4)
    _write(own.with_name(f"{OWN}-LAPTOP.json"), own.read_bytes())
    _write(own, before)
    _add(workspace, OWN, [_draft("observation", "obs-0003", what_seen="Vergeet dit.")], day=5)
    _edit(workspace, "obs-0003", what_seen="Nieuw.")


def _add(workspace: store.Workspace, writer: str, drafts: Sequence[Draft], *, day: int) -> None:
    before = os.environ["ACTIONLAB_WRITER"]
    os.environ["ACTIONLAB_WRITER"] = writer
    try:
        store.add(workspace, drafts, now=dt.datetime(2026, 5, day, tzinfo=dt.UTC))
    finally:
        os.environ["ACTIONLAB_WRITER"] = before


def _edit(workspace: store.Workspace, record_id: str, **fields: Any) -> None:
    record = store.read(workspace).records.get(record_id)
    if record is None:
        raise AssertionError(record_id)
    revised = Draft(kind=record.kind, id=record_id, revises=record.heads, fields=valid(record.kind, **fields))
    _add(workspace, OWN, [revised], day=6)


def _draft(kind: str, record_id: str = "", /, **fields: Any) -> Draft:
    return Draft(kind=kind, id=record_id or None, fields=valid(kind, **fields))


_BEGINNING = [
    _draft("organisation", "org-0001"),
    _draft("approach", "app-0001", municipalities=[HOUTEN]),
    _draft("study", approach_id="app-0001"),
    _draft("cycle", "cyc-0001", status="running"),
    _draft("participant", pseudonym=PERSON),
    _draft("participant", pseudonym=OTHER_PERSON),
    _draft(
        "observation",
        "obs-0001",
        participants=[PERSON, OTHER_PERSON],
        quote={"text": "Ik wil wel.", "speaker": PERSON, "permission": True},
    ),
    _draft("observation", "obs-0002", what_seen=f"Wat {PERSON} zei, stond al vast."),
    _draft("training", "trn-0001"),
    _draft("measurement", "met-0001", participant=PERSON, moment="baseline"),
    _draft("measurement", "met-0002", participant=OTHER_PERSON, moment="baseline"),
    _draft(
        "insight",
        "ins-0001",
        evidence=[{"ref": "obs-0001", "relation": "supports"}, {"ref": "obs-0002", "relation": "supports"}],
    ),
    _draft("action", "act-0001", insight_ids=["ins-0001"]),
]
_OF_COLLEAGUE = [
    _draft("organisation", "org-1001", name="Wijkteam (voorbeeld)"),
    _draft("observation", "obs-1001", what_seen="Gezien door een collega.", participants=[PERSON]),
    _draft("measurement", "met-1001", participant=PERSON, moment="follow_up_1"),
]
_ELSEWHERE = [
    _draft("organisation", "org-2001", name="Elders (voorbeeld)"),
    _draft("observation", "obs-2001", what_seen="Elders gezien."),
]
