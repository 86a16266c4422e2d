"""Bytes on disk: reading and writing one file or folder to the last byte; each may raise OSError."""

import os
from contextlib import suppress


def content(path: str) -> bytes:
    """Give all bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def write_all(handle: int, content: bytes) -> None:
    """Write all bytes, also when the system takes a part at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sync_folder(folder: str) -> None:
    """Wait until the disk has the names in a folder. Windows cannot do this and does not need it."""
    # network folders refuse this after the file is in place; reporting it would make people enter it twice
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
