"""The lock: one process at a time writes in a workspace, on this computer.

The file to lock lies in the local folder of the program, never in the workspace, which may be synchronised.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from actionlab.errors import Busy, CannotSave
from actionlab.store.record_file import short_digest
from actionlab.store.replacing import FILE_MODE, make_folder, reason
from actionlab.store.writer import local_folder

TIMEOUT = 10.0
_PAUSE = 0.02
# Windows locks a byte against reading too: one far behind the number of the process that stands in front
_LOCKED_BYTE = 1 << 20


@contextmanager
def locked(root: str | os.PathLike[str], *, timeout: float | None = None) -> Iterator[None]:
    """Hold the lock of the workspace at `root`; wait for it `timeout` seconds at most (`TIMEOUT`).

    Raises `Busy` with the number of the process that holds it, `CannotSave` when there is no place for it.
    """
    path = _lock_file(root)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError as fault:
        raise CannotSave(file=path, reason=reason(fault)) from fault
    try:
        _wait(handle, TIMEOUT if timeout is None else timeout)
        try:
            _say_who(handle)
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


def _lock_file(root: str | os.PathLike[str]) -> str:
    folder = os.path.join(local_folder(), "locks")
    make_folder(folder)
    same_for_all = os.path.normcase(os.path.realpath(root))
    return os.path.join(folder, short_digest(same_for_all.encode(errors="surrogateescape")) + ".lock")


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
