"""The lock: one process at a time writes in a workspace, on this computer.

The file to lock lies in the local folder of the program, never in the workspace, which may be synchronised.
Beside it lies, for a moment, the list of what a write of several files has still to do.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from actionlab.errors import Busy, CannotSave
from actionlab.store.record_file import short_digest
from actionlab.store.replacing import FILE_MODE, finish, reason
from actionlab.store.writer import local_folder, make_local_folder

TIMEOUT = 10.0
_PAUSE = 0.02
# Windows locks a byte against reading too: one far behind the number of the process that stands in front
_LOCKED_BYTE = 1 << 20


@contextmanager
def locked(root: str | os.PathLike[str], *, timeout: float | None = None) -> Iterator[str]:
    """Hold the lock of the workspace at `root`; wait for it `timeout` seconds at most (`TIMEOUT`).

    Gives the file in which `replace_files` keeps what is unfinished; what a killed process left there is
    finished first. Raises `Busy` with the number of the process that holds the lock, `CannotSave` when there
    is no place for it, or when what is unfinished cannot be finished.
    """
    path = local_file(root, "locks", ".lock")
    unfinished = local_file(root, "locks", ".unfinished")
    make_local_folder(os.path.dirname(path))
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError as fault:
        raise CannotSave(file=path, reason=reason(fault)) from fault
    try:
        _wait(handle, TIMEOUT if timeout is None else timeout)
        try:
            _say_who(handle)
            finish(unfinished)
            yield unfinished
        finally:
            _release(handle)
    finally:
        with suppress(OSError):
            # what was written is written: a fault now would make people enter it twice
            os.close(handle)


def finish_unfinished(root: str | os.PathLike[str]) -> None:
    """Finish what a killed process left unfinished in this workspace, for those who read without the lock.

    When somebody is writing now, it waits for them; what cannot be finished is left to the next who writes.
    """
    if os.path.exists(local_file(root, "locks", ".unfinished")):
        with suppress(Busy, CannotSave), locked(root):
            pass


def local_file(root: str | os.PathLike[str], folder: str, suffix: str) -> str:
    """Give the file that this computer keeps about a workspace; the same by whatever way it is reached."""
    same_for_all = os.path.normcase(os.path.realpath(root))
    name = short_digest(same_for_all.encode(errors="surrogateescape"))
    return os.path.join(local_folder(), folder, name + suffix)


def _wait(handle: int, timeout: float) -> None:
    end = time.monotonic() + timeout
    while not _acquire(handle):
        if time.monotonic() >= end:
            raise Busy(holder=_holder(handle))
        time.sleep(_PAUSE)


def _say_who(handle: int) -> None:
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, b"%-20d" % os.getpid())


def _holder(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        return os.read(handle, 20).decode("ascii", "replace").strip() or "?"
    except OSError:
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _acquire(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
