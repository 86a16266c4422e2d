"""Repairing: damaged lines are set aside, and what is unharmed stays; all or nothing, and only as was shown.

What is set aside goes into a file beside the record file, with `.damaged` behind its name, which nothing
reads. Lines that were changed by hand are adopted as new versions (`actionlab.store.adopting`).
"""

import datetime as dt
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from actionlab.errors import ActionlabError, ReadOnlyWorkspace
from actionlab.i18n import N_
from actionlab.store import memory, record_file
from actionlab.store.adding import new_uid
from actionlab.store.adopting import Fate, adopt
from actionlab.store.cleaning import cleaned, erasures, holds_erased
from actionlab.store.erasing import clean
from actionlab.store.examining import Examined, examine, folder_of
from actionlab.store.lock import locked
from actionlab.store.mending import Mended, mend
from actionlab.store.reading import Stored
from actionlab.store.replacing import make_folder, replace_files
from actionlab.store.salvaging import salvage
from actionlab.store.surroundings import FOR_OTHERS, temporary_files, too_open
from actionlab.store.whole import ASIDE
from actionlab.store.workspace import Workspace
from actionlab.store.writer import writer_code

_Documents = Mapping[str, Sequence[bytes]]


class ChangedMeanwhile(ActionlabError):
    """The files are not as they were when it was shown what would be done."""

    sentence = N_("The files changed in the meantime. Nothing was repaired: look again, and repeat.")


class Harm(msgspec.Struct, frozen=True, kw_only=True):
    """Damaged lines, from `line` on, and what they hold; `fate` when they can be read all the same.

    What was erased is not set aside: it goes (`is_erased`).
    """

    line: int
    raw: bytes
    fate: Fate | None = None
    is_erased: bool = False


class Mending(msgspec.Struct, frozen=True, kw_only=True):
    """A damaged file: how many revisions in it are unharmed and stay, and what is harmed.

    With `is_lost` nothing in it is unharmed, not even the header, and the file itself goes.
    """

    path: str
    unharmed: int
    harms: tuple[Harm, ...]
    is_lost: bool

    @property
    def aside(self) -> str:
        """The file in which the harmed lines are set aside."""
        return self.path + ASIDE


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to repair.

    `mendings` are damaged files. `gone` are files that were written here before and are no longer expected.
    `needless` are temporary files of which everything stands in the record files; `unique` are the others,
    each with the file in which it is set aside. `opened` are the files and folders that are closed again.
    """

    mendings: tuple[Mending, ...] = ()
    gone: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()
    unique: tuple[tuple[str, str], ...] = ()
    opened: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Tell whether there is anything to do."""
        return self != Repair()


def repairs(workspace: Workspace, *, now: dt.datetime, confirmed: str | None = None) -> Repair:
    """Give what `repair` would do; nothing is changed. `confirmed` is for adopted lines, as in `add`.

    Raises `ReadOnlyWorkspace`, `Busy` and `CannotSave`; `NewerFormat` and `CannotRead`, because what is in
    a file that cannot be read may matter.
    """
    with locked(workspace.folder):
        return _planned(workspace, now, confirmed)[0]


def repair(workspace: Workspace, shown: Repair, *, now: dt.datetime, confirmed: str | None = None) -> None:
    """Do what was shown, all or nothing; everything that is unharmed stays.

    Raises what `repairs` raises, and `ChangedMeanwhile`; then nothing was changed.
    """
    with locked(workspace.folder) as unfinished:
        planned, contents = _planned(workspace, now, confirmed)
        if planned != shown:
            raise ChangedMeanwhile
        for path in contents:
            make_folder(str(Path(path).parent))
        replace_files(contents, unfinished)
        # what fails from here on is met again by the next `check`
        with suppress(OSError):
            _close_to_others(too_open(workspace))
        with suppress(OSError, ActionlabError):
            # a damaged file may have held what was erased
            clean(workspace, now, unfinished)


def _close_to_others(paths: Iterable[str]) -> None:
    for path in map(Path, paths):
        # somebody else's file, or a disk that knows no permissions
        with suppress(OSError):
            path.chmod(stat.S_IMODE(path.stat().st_mode) & ~FOR_OTHERS)


def _planned(
    workspace: Workspace, now: dt.datetime, confirmed: str | None
) -> tuple[Repair, dict[str, bytes | None]]:
    """Give what there is to repair, and what every file is to hold; None for those that go."""
    if workspace.settings.read_only:
        raise ReadOnlyWorkspace(folder=workspace.folder)
    examined = examine(workspace)
    examined.whole.refuse_unless_whole([*examined.whole.newer, *examined.whole.unreadable])
    writer = writer_code(os.environ)
    mended, unharmed = mend(examined, writer)
    changed = [
        (folder_of(path), piece.changed)
        for path, each in mended.items()
        for piece in each.pieces
        if piece.changed
    ]
    adoption = adopt(
        workspace, changed, unharmed=unharmed, memory=examined.memory, now=now, confirmed=confirmed
    )
    fates = iter(adoption.fates)
    erased = erasures((each.entry.revision for each in unharmed), examined.whole.erased)
    needless, unique = _temporaries(temporary_files(workspace), unharmed, erased)
    planned = Repair(
        mendings=tuple(_mending(path, each, fates, erased) for path, each in mended.items()),
        gone=examined.missing,
        needless=needless,
        unique=unique,
        opened=too_open(workspace),
    )
    # a record file that is written takes its temporary files with it: these come first
    contents: dict[str, bytes | None] = {
        aside: b"\n".join(_without_erased(Path(path).read_bytes().split(b"\n"), erased))
        for path, aside in unique
    }
    contents |= dict.fromkeys((*needless, *(path for path, _ in unique)))
    contents |= _record_files(workspace, examined, mended, adoption.documents, erased)
    for each in planned.mendings:
        contents |= _set_aside(each, erased)
    contents |= _remembered(workspace, planned, adoption.documents, writer)
    return planned, contents


def _mending(path: str, mended: Mended, fates: Iterator[Fate], erased: Mapping[str, int]) -> Mending:
    harms = []
    for piece in mended.pieces:
        fate = next(fates) if piece.changed else None
        stays = fate is not None and not fate.why_not
        harms.append(
            Harm(
                line=piece.line,
                raw=piece.raw,
                fate=fate,
                is_erased=not stays and holds_erased(piece.raw, erased),
            )
        )
    file = mended.file
    return Mending(
        path=path, unharmed=len(file.entries) if file else 0, harms=tuple(harms), is_lost=file is None
    )


def _record_files(
    workspace: Workspace,
    examined: Examined,
    mended: Mapping[str, Mended],
    documents: _Documents,
    erased: Mapping[str, int],
) -> dict[str, bytes | None]:
    """Give every record file as it is to be, without what was erased."""
    whole = examined.whole
    whole.erased |= erased
    for path, each in mended.items():
        whole.damage.pop(path, None)
        whole.files.pop(path, None)
        if each.file:
            whole.files[path] = each.file
    writer = writer_code(os.environ)
    for folder, new in documents.items():
        whole.append(workspace, folder, writer, new_uid(folder), new)
    whole.clean()
    contents = whole.contents()
    for path in mended:
        file = whole.files.get(path)
        contents[path] = record_file.new_file(file.first, file.stays) if file else None
    return contents


def _set_aside(mending: Mending, erased: Mapping[str, int]) -> dict[str, bytes]:
    lines = _without_erased((each.raw for each in mending.harms), erased)
    there = Path(mending.aside).read_bytes() if Path(mending.aside).exists() else b""
    before = there.split(b"\n")
    new = b"".join(each + b"\n" for each in dict.fromkeys(lines) if each and each not in before)
    if not new:
        return {}
    return {mending.aside: there + (b"\n" if there and not there.endswith(b"\n") else b"") + new}


def _temporaries(
    paths: Iterable[str], unharmed: Sequence[Stored], erased: Mapping[str, int]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Part temporary files: of which everything stands in record files or was erased, and the others."""
    present = [each.entry for each in unharmed]
    needless: list[str] = []
    unique: list[tuple[str, str]] = []
    for path in paths:
        theirs = [entry for _, entry in salvage(Path(path).read_bytes()).entries]
        stays = cleaned([*present, *theirs], erased)
        known = {each.document for each in (*present, *stays[: len(present)]) if each}
        if all(each is None or each.document in known for each in stays[len(present) :]):
            needless.append(path)
        else:
            place = Path(path)
            unique.append((path, str(place.with_name(place.name[1:].removesuffix(".tmp") + ASIDE))))
    return tuple(needless), tuple(unique)


def _remembered(
    workspace: Workspace, planned: Repair, documents: _Documents, writer: str
) -> dict[str, bytes]:
    """Give the memory of this computer without the files that are gone, and with those that are begun."""
    lost = (each.path for each in planned.mendings if each.is_lost)
    gone = {f"{folder_of(path)}/{Path(path).name}" for path in (*planned.gone, *lost)}
    begun = {f"{folder}/{writer}.json" for folder in documents}
    return memory.learned(workspace.folder, begun=begun, gone=gone)


def _without_erased(lines: Iterable[bytes], erased: Mapping[str, int]) -> list[bytes]:
    return [each for each in lines if not holds_erased(each, erased)]
