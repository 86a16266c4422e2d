"""Replacing: the one way a file of ours is written, so that it is always the old one or the new one, whole.

Temporary file in the same folder → fsync → `os.replace` → fsync of the folder. Several files are all
prepared before the first is replaced, and put back when a later one fails.
"""

import errno
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import FileIO

import msgspec

from actionlab.errors import CannotSave
from actionlab.i18n import N_, _

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_BLOCK = 1 << 18
# a virus scanner or a sync client holds a file for a moment on Windows
_WINDOWS_TRIES, _WINDOWS_PAUSE = 20, 0.05

_REASONS = {
    errno.EAGAIN: N_("another program changed it at this very moment"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EACCES: N_("you may not write here, or the file is open in another program"),
    errno.EPERM: N_("you may not write here, or the file is open in another program"),
    errno.EROFS: N_("this disk or folder can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOENT: N_("the folder does not exist"),
    errno.ENOTDIR: N_("the folder does not exist"),
    errno.EISDIR: N_("there is a folder of this name"),
}


class Stamp(msgspec.Struct, frozen=True):
    """What tells that a file is still the one that was read: its place on the disk, size, and last change."""

    inode: int
    size: int
    changed: int


class Appended(msgspec.Struct, frozen=True):
    """New content that is the first `kept` bytes of the file as it was at `stamp`, and then `tail`."""

    kept: int
    tail: bytes
    stamp: Stamp


class Prepared(msgspec.Struct, frozen=True):
    """New content that is safely on disk beside the file it will replace; `former` is None for a new file."""

    path: str
    temporary: str
    former: bytes | None


def replace_files(contents: Mapping[str, bytes | Appended]) -> None:
    """Put new content in place of these files, in this order, all or nothing.

    Raises `CannotSave` when the disk refuses; every file is then as it was, and no temporary file is left.
    """
    prepared: list[Prepared] = []
    done: list[Prepared] = []
    current = ""
    try:
        for current, content in contents.items():
            prepared.append(_prepare(current, content, keep_former=len(contents) > 1))
        for each in prepared:
            current = each.path
            _replace(each.temporary, each.path)
            done.append(each)
    except OSError as fault:
        _put_back(done)
        raise CannotSave(file=current, reason=reason(fault)) from fault
    except BaseException:
        _put_back(done)
        raise
    finally:
        for each in prepared:
            _remove(each.temporary)
    for folder in {os.path.dirname(path): None for path in contents}:
        _sync_folder(folder)


def blocks(file: FileIO, most: int | None = None) -> Iterator[bytes]:
    """Give the content of a file from where it stands, in pieces, to the end or `most` bytes."""
    left = most
    while block := file.read(_BLOCK if left is None else min(left, _BLOCK)):
        yield block
        left = None if left is None else left - len(block)


def stamp(handle: int) -> Stamp:
    """Give the stamp of an open file."""
    found = os.fstat(handle)
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def make_folder(folder: str) -> tuple[str, ...]:
    """Make a folder and those above it, for the owner only; give the ones that were made, deepest first.

    Raises `CannotSave` when the disk refuses.
    """
    missing: list[str] = []
    above = folder
    try:
        if os.path.isdir(folder):
            return ()
        while not os.path.exists(above):
            missing.append(above)
            above = os.path.dirname(above)
        for each in reversed(missing):
            os.mkdir(each, FOLDER_MODE)
    except FileExistsError:
        return ()
    except OSError as fault:
        raise CannotSave(file=folder, reason=reason(fault)) from fault
    return tuple(missing)


def remove_empty(folders: Sequence[str]) -> None:
    """Remove folders that were made for a write that failed; one with content stays."""
    for folder in folders:
        with suppress(OSError):
            os.rmdir(folder)


def reason(fault: OSError) -> str:
    """Say in the active language why the disk refused."""
    known = _REASONS.get(fault.errno or 0)
    return _(known) if known else fault.strerror or str(fault)


def _prepare(path: str, content: bytes | Appended, *, keep_former: bool) -> Prepared:
    former = _content(path) if keep_former and os.path.exists(path) else None
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.urandom(6).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(temporary, flags, FILE_MODE)
    try:
        try:
            for piece in _pieces(path, content):
                _write_all(handle, piece)
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        _remove(temporary)
        raise
    return Prepared(path, temporary, former)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _remove(temporary: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(temporary)


def _pieces(path: str, content: bytes | Appended) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with open(path, "rb", buffering=0) as file:
        if stamp(file.fileno()) != content.stamp:
            raise OSError(errno.EAGAIN, "changed")
        yield from blocks(file, content.kept)
    yield content.tail


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _replace(temporary: str, path: str) -> None:
    for left in reversed(range(_WINDOWS_TRIES)):
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(_WINDOWS_PAUSE)


def _put_back(done: Sequence[Prepared]) -> None:
    for each in done:
        with suppress(OSError):
            if each.former is None:
                os.unlink(each.path)
            else:
                again = _prepare(each.path, each.former, keep_former=False)
                _replace(again.temporary, each.path)


def _sync_folder(folder: str) -> None:
    # network folders refuse this after the file is in place; reporting it would make people enter it twice
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
