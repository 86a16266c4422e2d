"""Reports on disk: whole or not at all, and never over the work of somebody else.

What we wrote is remembered by its digest. A file that is no longer what we wrote was edited by somebody,
and a final one was handed over: both stay, and the new one gets another name.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import msgspec

from actionlab.errors import CannotSave
from actionlab.store.lock import locked
from actionlab.store.record_file import short_digest
from actionlab.store.replacing import make_folder, reason, replace_files
from actionlab.store.workspace import Workspace
from actionlab.store.writer import local_folder

_WRITTEN = ".written.json"


class SavedReport(msgspec.Struct, frozen=True):
    """Where a report was saved; `renamed` tells that the wanted name was taken by work that must stay."""

    path: Path
    renamed: bool


class Written(msgspec.Struct, frozen=True):
    """What we remember of a file that we wrote: the digest of its content, and whether it was final."""

    digest: str
    final: bool = False


def save_report(workspace: Workspace, name: str, content: bytes, *, final: bool = False) -> SavedReport:
    """Save a report in the folder `reports` of the workspace, in place of an earlier one that we wrote.

    A final report, or one that somebody edited, is never replaced: a number is added to the name.
    Raises `CannotSave` and `Busy`.
    """
    return _save(workspace.reports / name, content, final, workspace.reports / _WRITTEN)


def save_file(path: Path, content: bytes, *, final: bool = False) -> SavedReport:
    """Save a report or study plan anywhere, by the rules of `save_report`."""
    return _save(path.absolute(), content, final, Path(local_folder(), _WRITTEN))


def _save(wanted: Path, content: bytes, final: bool, memory: Path) -> SavedReport:
    make_folder(str(wanted.parent))
    make_folder(str(memory.parent))
    with locked(memory.parent):
        written = _remembered(memory)
        digest = short_digest(content)
        path = next(each for each in _names(wanted) if _is_free(each, digest, final, written, memory))
        replace_files({str(path): content})
        written[_key(path, memory)] = Written(digest, final)
        replace_files({str(memory): msgspec.json.encode(written, order="sorted")})
    return SavedReport(path, renamed=path != wanted)


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    for number in count(2):
        yield wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")


def _is_free(path: Path, digest: str, final: bool, written: dict[str, Written], memory: Path) -> bool:
    if not path.exists():
        return True
    known = written.get(_key(path, memory))
    try:
        present = short_digest(path.read_bytes())
    except OSError as fault:
        raise CannotSave(file=path, reason=reason(fault)) from fault
    if known is None or known.digest != present:
        return False
    return not known.final or (final and present == digest)


def _key(path: Path, memory: Path) -> str:
    return path.name if path.parent == memory.parent else str(path)


def _remembered(memory: Path) -> dict[str, Written]:
    # without memory every present file counts as somebody's work, so nothing can be lost
    try:
        return msgspec.json.decode(memory.read_bytes(), type=dict[str, Written])
    except (OSError, msgspec.DecodeError):
        return {}
