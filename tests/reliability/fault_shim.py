"""The shim: counts every file operation below some folders, and lets one of them go wrong.

It stands between Python and the operating system, so it works wherever Python does. Files that are opened
with `open` go through `_pyio`, which is `io` written in Python: so their writes pass here as well.
"""

import builtins
import errno
import io
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

# typeshed does not know it
_pyio: Any = import_module("_pyio")

KILLED = 137
ERRORS = ("ENOSPC", "EIO", "EACCES")
# these hold until the command ends: a disk stays full, and a folder stays closed
LASTING = ("ENOSPC lasting", "EACCES lasting")

_LOOKING = ("listdir", "scandir", "stat", "lstat")
_TO_ANOTHER = ("replace", "rename", "link")
_BY_PATH = ("mkdir", "rmdir", "unlink", "remove", "truncate", *_TO_ANOTHER, *_LOOKING)
_BY_HANDLE = ("fsync", "write", "ftruncate", "close")
_NEED_SPACE = ("create", "mkdir", "write")
_CHANGE_FOLDER = ("create", "mkdir", "rmdir", "unlink", "remove", "replace", "rename", "link")


class Operation(NamedTuple):
    """One file operation: its name (`create` is an `open` that may write) and the file."""

    name: str
    path: str


class Fault(NamedTuple):
    """What goes wrong: at which operation, from 0, and how (see `ways`)."""

    at: int
    how: str


def ways(operation: Operation) -> tuple[str, ...]:
    """The ways in which an operation can go wrong."""
    if operation.name in (*_LOOKING, "open"):
        # a kill while nothing is changed is the kill before the next change
        return ("EIO", "EACCES")
    halfway = ("kill halfway",) if operation.name == "write" else ()
    full = ("ENOSPC lasting",) if operation.name in _NEED_SPACE else ()
    closed = ("EACCES lasting",) if operation.name in _CHANGE_FOLDER else ()
    return ("kill before", *halfway, "kill after", *ERRORS, *full, *closed)


class Shim:
    """Stands between the program and the disk, once `install` was called; it cannot be taken away again."""

    def __init__(self, roots: tuple[str, ...], fault: Fault | None = None) -> None:
        """Count the operations on what lies below these folders, and let one go wrong."""
        self.roots = tuple(os.path.realpath(root) for root in roots)
        self.fault = fault
        self.operations: list[Operation] = []
        self._paths: dict[int, str] = {}
        self._only_read: set[int] = set()

    def install(self) -> None:
        """Take the place of the operations of `os`, and of `open`."""
        self._really_open, self._really_write = os.open, os.write
        for name in _BY_PATH:
            setattr(os, name, self._instead_by_path(name, getattr(os, name)))
        for name in _BY_HANDLE:
            setattr(os, name, self._instead_by_handle(name, getattr(os, name)))
        os.open = self._open
        builtins.open = io.open = self._instead_of_open(io.open)

    def _inside(self, path: Any) -> str | None:
        if isinstance(path, int):
            return self._paths.get(path)
        full = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 -- a link stays the link it is
        return full if any(full.startswith(root) for root in self.roots) else None

    def _instead_of_open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, *given: Any, **named: Any) -> Any:
            return (_pyio.open if self._inside(file) else real)(file, *given, **named)

        return call

    def _open(self, path: Any, flags: int, *given: Any, **named: Any) -> int:
        full = self._inside(path)
        real = partial(self._really_open, path, flags, *given, **named)
        if full is None:
            return real()
        writing = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        handle: int = self._perform(Operation("create" if writing else "open", full), real)
        self._paths[handle] = full
        if not writing:
            self._only_read.add(handle)
        return handle

    def _instead_by_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *given: Any, **named: Any) -> Any:
            # a rename counts for the file that it makes
            full = self._inside(given[0] if name in _TO_ANOTHER else path)
            done = partial(real, path, *given, **named)
            return done() if full is None else self._perform(Operation(name, full), done)

        return call

    def _instead_by_handle(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(handle: int, *given: Any) -> Any:
            path = self._paths.get(handle)
            done = partial(real, handle, *given)
            if path is None:
                return done()
            if name == "close":
                del self._paths[handle]
                if handle in self._only_read:
                    self._only_read.remove(handle)
                    return done()
            half = partial(self._write_half, handle, *given) if name == "write" else None
            return self._perform(Operation(name, path), done, half)

        return call

    def _write_half(self, handle: int, content: bytes) -> None:
        self._really_write(handle, bytes(content)[: len(content) // 2])

    def _perform(
        self, operation: Operation, real: Callable[[], Any], half: Callable[[], None] | None = None
    ) -> Any:
        number = len(self.operations)
        self.operations.append(operation)
        if self.fault is None or not self._strikes(number, operation):
            # what a power cut does to what was not synced is not tried here, and syncing is slow
            return None if operation.name == "fsync" else real()
        how = self.fault.how
        if how == "kill before":
            os._exit(KILLED)
        if how == "kill after":
            try:
                real()
            finally:
                os._exit(KILLED)
        if half is not None:
            half()
        if how == "kill halfway":
            os._exit(KILLED)
        if operation.name == "close":
            real()
        code = getattr(errno, how.split()[0])
        raise OSError(code, os.strerror(code), operation.path)

    def _strikes(self, number: int, operation: Operation) -> bool:
        if self.fault is None or number <= self.fault.at:
            return self.fault is not None and number == self.fault.at
        if self.fault.how == "ENOSPC lasting":
            return operation.name in _NEED_SPACE
        if self.fault.how == "EACCES lasting":
            closed = Path(self.operations[self.fault.at].path).parent
            return operation.name in _CHANGE_FOLDER and Path(operation.path).parent == closed
        return False
