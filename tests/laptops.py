"""Laptops: installations of the program, each with its own writer, local folder, and copy of a workspace."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
from builders import valid

from actionlab import store
from actionlab.model.records import Draft
from actionlab.model.settings import Settings
from actionlab.store import record_file, replacing
from actionlab.store.folding import Tidying, tidy
from actionlab.store.merging import Merged, merge

STUDY = "een"
NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)
_HOMES = ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")


class Laptop:
    """A writer with a workspace in `folder/space`; what the program keeps locally is in `folder/home`."""

    def __init__(self, folder: Path, writer: str) -> None:
        """Make the folders, with nothing in them; `now` is what the clock of this laptop says."""
        self.writer = writer
        self.now = NOW
        self.home = folder / "home"
        self.space = store.Workspace(str(folder / "space"), Settings())
        self.home.mkdir(parents=True)
        self.space.records("_shared").mkdir(parents=True)

    @contextmanager
    def in_use(self) -> Iterator[store.Workspace]:
        """Be this laptop."""
        wanted = {**dict.fromkeys(_HOMES, str(self.home)), "ACTIONLAB_WRITER": self.writer}
        before = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            yield self.space
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    def add(self, *drafts: Draft) -> tuple[str, ...]:
        """Store drafts and give their ids."""
        with self.in_use():
            return store.add(self.space, drafts, now=self.now)

    def log(self, kind: str = "observation", record_id: str = "", /, **fields: Any) -> str:
        """Store a record that is valid by default, and give its id."""
        return self.add(Draft(kind=kind, id=record_id or None, fields=valid(kind, **fields)))[0]

    def edit(self, record_id: str, *, forget: bool = False, **fields: Any) -> None:
        """Store the next version of a record, with these fields instead; with `forget` it is the only one."""
        draft = self.next_version(record_id, forget=forget, **fields)
        if forget:
            self.erase(drafts=[draft])
        else:
            self.add(draft)

    def next_version(self, record_id: str, *, forget: bool = False, **fields: Any) -> Draft:
        """Give the next version of a record."""
        heads = self.record(record_id).heads
        head = next(each for each in self.history(record_id) if each.rev == heads[0])
        new = {**head.fields, **fields}
        return Draft(kind=head.kind, id=record_id, fields=new, revises=heads, forgets=forget)

    def erase(self, *ids: str, drafts: Sequence[Draft] = ()) -> store.Erased:
        """Erase records, and store drafts with that."""
        with self.in_use():
            return store.erase(self.space, ids, now=self.now, drafts=drafts)

    def sweep(self) -> tuple[str, ...]:
        """Remove what was erased and came back."""
        with self.in_use():
            return store.sweep(self.space, now=self.now)

    def tidy(self) -> Tidying:
        """Fold the copies."""
        with self.in_use():
            return tidy(self.space, now=self.now)

    def merge(self, other: "Laptop | Path") -> Merged:
        """Take in the workspace of another laptop, or a folder."""
        with self.in_use():
            place = other.space.folder if isinstance(other, Laptop) else other
            return merge(self.space, place, now=self.now)

    def read(self) -> store.Reading:
        """Read everything."""
        with self.in_use():
            return store.read(self.space)

    def record(self, record_id: str) -> Any:
        """Give a record, which has to be there."""
        found = self.read().records.get(record_id)
        assert found is not None, record_id
        return found

    def history(self, record_id: str) -> tuple[store.Revision, ...]:
        """Give all versions of a record."""
        with self.in_use():
            return store.history(self.space, record_id)

    def own_file(self, folder: str = STUDY) -> Path:
        """The record file that this laptop writes."""
        return self.space.records(folder) / f"{self.writer}.json"

    def copy_to(self, other: "Laptop") -> None:
        """Put every record file of this laptop over those of another one, as a synchronisation would."""
        shutil.copytree(self.space.studies, other.space.studies, dirs_exist_ok=True)


@contextmanager
def dying(after: int = 0) -> Iterator[None]:
    """Let a command leave what a killed process leaves that has replaced or removed `after` files."""
    done: list[str] = []
    carry_out = replacing._carry_out

    def until_death(step: replacing.Step) -> None:
        if step.path.endswith(".unfinished"):
            carry_out(step)
        elif len(done) < after:
            done.append(step.path)
            carry_out(step)

    with patch.object(replacing, "_carry_out", until_death), patch.object(replacing, "_remove"):
        yield


def stored(root: Path) -> dict[str, bytes]:
    """Give every file below a folder with what it holds."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files(root)}


def files(root: Path) -> list[Path]:
    """Give every file below a folder."""
    return sorted(path for path in root.rglob("*") if path.is_file())


def everything(laptop: Laptop) -> Any:
    """Give all that reading tells, in a form that can be compared."""
    reading = laptop.read()
    records = {each.id: (each.rev, each.heads, msgspec.to_builtins(each.data)) for each in reading.records}
    return records, sorted(reading.erased), reading.newer, [str(each) for each in reading.damaged]


def written(path: Path, writer: str, *documents: dict[str, Any], study: str = "std-00000000") -> Path:
    """Write a record file as another program of this kind would."""
    lines = [record_file.encode(each) for each in documents]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(record_file.new_file(record_file.header_document(study, writer), lines))
    return path
