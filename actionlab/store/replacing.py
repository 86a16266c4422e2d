"""Replacing: the one way a file of ours is written, so that it is always the old one or the new one, whole.

Temporary file in the same folder → fsync → `os.replace` → fsync of the folder. Several files are all
prepared before the first is replaced, and put back when a later one fails. A list beside the lock says
what is still to be done, so that whoever comes after a killed process finishes its work.
"""

import errno
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec

from actionlab.errors import CannotSave, NotFinished
from actionlab.i18n import N_, _
from actionlab.store import bytes_on_disk
from actionlab.store.bytes_on_disk import sync_folder, write_all
from actionlab.store.stamps import Stamp, blocks, stamp, stamp_of
from actionlab.store.windows import on_windows, refused_name, windows_reason

FILE_MODE = 0o600
FOLDER_MODE = 0o700
# a virus scanner or a sync client holds a file for a moment on Windows
_WINDOWS_TRIES, _WINDOWS_PAUSE = 20, 0.05

# what this process wrote or removed, in the order in which it did
_replaced: list[str] = []

_REASONS = {
    errno.EAGAIN: N_("another program changed it at this very moment"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EACCES: N_("you may not write here, or the file is open in another program"),
    errno.EPERM: N_("you may not write here, or the file is open in another program"),
    errno.EROFS: N_("this disk or folder can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOENT: N_("the folder does not exist"),
    errno.ENOTDIR: N_("there is a file where a folder should be"),
    errno.EISDIR: N_("there is a folder of this name"),
}


class Appended(msgspec.Struct, frozen=True):
    """New content that is the first `kept` bytes of the file as it was at `stamp`, and then `tail`."""

    kept: int
    tail: bytes
    stamp: Stamp


class Step(msgspec.Struct, frozen=True):
    """One file of a write: its new content lies safely on disk beside it, in `temporary`.

    Without `temporary` the file is to be removed. `stamp` is that of the new content, or of what goes.
    `former` is what the file held, None for a new file.
    """

    path: str
    temporary: str | None
    stamp: Stamp
    former: bytes | None = None


def replace_files(
    contents: Mapping[str, bytes | Appended | None], unfinished: str | None = None, *, trial: bool = False
) -> None:
    """Put new content in place of these files, or remove them for None, in this order, all or nothing.

    With `unfinished` (from `actionlab.store.lock.locked`) also when the process is killed in between.
    Raises `CannotSave` when the disk refuses; every file is then as it was, and no temporary file is left.
    `NotFinished` when the disk refuses after the first file, and refuses to put that back too.
    For a `trial` everything is written beside the files, and taken away again.
    """
    prepared: list[Step] = []
    done: list[Step] = []
    listed = unfinished if len(contents) > 1 else None
    current = ""
    try:
        for current, content in contents.items():
            if unfit := refused_name(current):
                raise unfit
            former, alone = len(contents) > 1, unfinished is not None
            prepared.append(_prepare(current, content, keep_former=former, alone=alone))
        if trial:
            _remove_temporaries(prepared)
            return
        if listed:
            current = listed
            _write_list(listed, prepared)
        for each in prepared:
            current = each.path
            _carry_out(each)
            done.append(each)
    except BaseException as fault:
        why = reason(fault) if isinstance(fault, OSError) else str(fault)
        if not _put_back(done) and listed:
            # the disk lets nothing be put back either: whoever comes next finishes the list
            raise NotFinished(file=current, reason=why) from fault
        _remove(listed)
        _remove_temporaries(prepared)
        if isinstance(fault, OSError):
            raise CannotSave(file=current, reason=why) from fault
        raise
    _replaced.extend(contents)
    for folder in {os.path.dirname(path): None for path in contents}:
        sync_folder(folder)
    _remove(listed)


def replaced() -> tuple[str, ...]:
    """Give the files that this process has written or removed until now, in that order."""
    return tuple(_replaced)


def finish(unfinished: str) -> None:
    """Finish what a killed process had prepared, when everything it needs is still there.

    Raises `CannotSave` when the disk refuses.
    """
    try:
        with open(unfinished, "rb") as file:
            prepared = msgspec.json.decode(file.read(), type=list[Step])
    except FileNotFoundError:
        return
    except OSError as fault:
        raise CannotSave(file=unfinished, reason=reason(fault)) from fault
    except msgspec.DecodeError as fault:
        raise CannotSave(file=unfinished, reason=_("it cannot be read; remove it")) from fault
    current = unfinished
    try:
        if all(_is_possible(each) for each in prepared):
            for each in prepared:
                current = each.path
                if each.temporary is None or os.path.exists(each.temporary):
                    _carry_out(each)
    except OSError as fault:
        raise CannotSave(file=current, reason=reason(fault)) from fault
    for each in prepared:
        sync_folder(os.path.dirname(each.path))
    _remove_temporaries(prepared)
    _remove(unfinished)


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
            above = os.path.dirname(above) or os.curdir
        if not os.path.isdir(above):
            raise CannotSave(file=above, reason=reason(OSError(errno.ENOTDIR, above)))
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
    known = windows_reason(fault) or _REASONS.get(fault.errno or 0)
    return _(known) if known else fault.strerror or str(fault)


def temporaries(folder: str, name: str = "") -> tuple[str, ...]:
    """Give the temporary files that lie in a folder: for the file of this name, or for all."""
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    mine = re.compile(rf"\.{re.escape(name) if name else '.+'}\.[0-9a-f]{{12}}\.tmp")
    return tuple(os.path.join(folder, each) for each in names if mine.fullmatch(each))


def _prepare(path: str, content: bytes | Appended | None, *, keep_former: bool, alone: bool = True) -> Step:
    former = bytes_on_disk.content(path) if keep_former and os.path.exists(path) else None
    if content is None:
        with open(path, "rb", buffering=0) as file:
            return Step(path, None, stamp(file.fileno()), former)
    folder, name = os.path.split(path)
    # without the lock another process may be about to put its own in place
    for left_over in temporaries(folder, name) if alone else ():
        # of a process that was killed: nobody else writes this file while we hold the lock
        _remove(left_over)
    temporary = os.path.join(folder, f".{name}.{os.urandom(6).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(temporary, flags, FILE_MODE)
    try:
        try:
            for piece in _pieces(path, content):
                write_all(handle, piece)
            os.fsync(handle)
            written = stamp(handle)
        finally:
            os.close(handle)
    except BaseException:
        _remove(temporary)
        raise
    return Step(path, temporary, written, former)


def _write_list(path: str, prepared: Sequence[Step]) -> None:
    # what was there before is for the process that lives, not for the one that finishes its work
    plain = [msgspec.structs.replace(each, former=None) for each in prepared]
    whole = _prepare(path, msgspec.json.encode(plain), keep_former=False)
    try:
        _carry_out(whole)
    finally:
        _remove(whole.temporary)
    sync_folder(os.path.dirname(path))


def _is_possible(each: Step) -> bool:
    """Tell whether a step can still be done, or was done already."""
    there = each.stamp.is_content_of(stamp_of(each.path))
    if each.temporary is None:
        return there or not os.path.exists(each.path)
    return there or each.stamp.is_content_of(stamp_of(each.temporary))


def _carry_out(each: Step) -> None:
    if each.temporary is not None:
        _replace(each.temporary, each.path)
    elif os.path.exists(each.path):
        _patiently(lambda: os.unlink(each.path))


def _remove(path: str | None) -> None:
    # a temporary file that stays does no harm: the next write to the same file removes it
    with suppress(OSError):
        if path:
            os.unlink(path)


def _pieces(path: str, content: bytes | Appended) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with open(path, "rb", buffering=0) as file:
        if stamp(file.fileno()) != content.stamp:
            raise OSError(errno.EAGAIN, "changed")
        yield from blocks(file, content.kept)
    yield content.tail


def _replace(temporary: str, path: str) -> None:
    _patiently(lambda: os.replace(temporary, path))


def _patiently(change: Callable[[], None]) -> None:
    for left in reversed(range(_WINDOWS_TRIES)):
        try:
            change()
            return
        except PermissionError:
            if not on_windows() or not left:
                raise
            time.sleep(_WINDOWS_PAUSE)


def _put_back(done: Sequence[Step]) -> bool:
    """Put back what files held, all or nothing; tell whether the disk allowed it."""
    back: list[Step] = []
    try:
        for each in reversed(done):
            if each.former is None:
                back.append(Step(each.path, None, each.stamp))
            else:
                back.append(_prepare(each.path, each.former, keep_former=False))
        for each in back:
            _carry_out(each)
    except OSError:
        _remove_temporaries(back)
        return False
    return True


def _remove_temporaries(steps: Sequence[Step]) -> None:
    for each in steps:
        _remove(each.temporary)
