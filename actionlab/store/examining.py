"""Examining: every record file read whole, and of the damaged ones what is still good."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from actionlab.store import memory
from actionlab.store.memory import Memory
from actionlab.store.reading import Harvest, Reading, Stored, missing_files
from actionlab.store.record_file import Damage
from actionlab.store.replacing import reason
from actionlab.store.salvaging import Salvage, salvage
from actionlab.store.whole import Whole, all_folders, load
from actionlab.store.workspace import Workspace


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """All record files of a workspace, and what they say together.

    `salvaged` holds what is left of the damaged files of `whole`, by path. `lines` are all unharmed lines as
    they are on disk, `stored` those that count, without what was erased. `malformed` holds the damage
    that shows only when a record is put together: its hash fits, and it is not a record of its kind.
    `memory` is what this computer knew of the workspace, `missing` are files that it knew and that are gone.
    """

    whole: Whole
    salvaged: dict[str, Salvage]
    malformed: dict[str, list[Damage]]
    lines: tuple[Stored, ...]
    stored: tuple[Stored, ...]
    reading: Reading
    memory: Memory
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether everything that there is could be read."""
        whole = self.whole
        return not (whole.damage or whole.unreadable or whole.newer or self.malformed or self.missing)


def examine(workspace: Workspace) -> Examined:
    """Read and verify every record file; what is wrong is told in what it gives. Raises OSError."""
    whole = load(workspace)
    salvaged = {path: found for path in [*whole.damage] if (found := _salvaged(path, whole)) is not None}
    harvest = Harvest(None)
    harvest.memory = memory.remembered(workspace.folder)
    harvest.stored = [*_of_whole_files(whole), *_of_damaged_files(salvaged)]
    reading = harvest.reading()
    return Examined(
        whole=whole,
        salvaged=salvaged,
        malformed=harvest.damage,
        lines=tuple(harvest.stored),
        stored=tuple(harvest.settled()[0]),
        reading=reading,
        memory=harvest.memory,
        missing=tuple(
            str(each.facts["file"])
            for folder in all_folders(workspace)
            for each in missing_files(workspace, folder, harvest.memory)
        ),
    )


def _salvaged(path: str, whole: Whole) -> Salvage | None:
    try:
        return salvage(Path(path).read_bytes())
    except OSError as fault:
        # it was there a moment ago
        whole.unreadable[path] = reason(fault)
        del whole.damage[path]
        return None


def folder_of(path: str) -> str:
    """Give the name of the folder of studies that a record file belongs to."""
    return Path(path).parent.parent.name


def _of_whole_files(whole: Whole) -> Iterator[Stored]:
    for file in whole.files.values():
        # the first line is the bracket, the second the header
        yield from (Stored(each, file.folder, file.path, line) for line, each in enumerate(file.entries, 3))


def _of_damaged_files(salvaged: Mapping[str, Salvage]) -> Iterator[Stored]:
    for path, found in salvaged.items():
        yield from (Stored(each, folder_of(path), path, line) for line, each in found.entries)
