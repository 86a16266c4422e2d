"""A stamp: what tells that a file is still the one that was read."""

import os
from collections.abc import Iterator
from io import FileIO

import msgspec

_BLOCK = 1 << 18


class Stamp(msgspec.Struct, frozen=True):
    """The place of a file on the disk, its size (bytes), and its last change (ns)."""

    inode: int
    size: int
    changed: int

    def is_content_of(self, other: "Stamp | None") -> bool:
        """Tell whether the content is that of another stamp; some disks give a new place when renaming."""
        return other is not None and (self.size, self.changed) == (other.size, other.changed)


def stamp(handle: int) -> Stamp:
    """Give the stamp of an open file."""
    found = os.fstat(handle)
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def stamp_of(path: str) -> Stamp | None:
    """Give the stamp of the file with this name; None when there is none."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)


def blocks(file: FileIO, most: int | None = None) -> Iterator[bytes]:
    """Give the content of a file from where it stands, in pieces, to the end or `most` bytes."""
    left = most
    while block := file.read(_BLOCK if left is None else min(left, _BLOCK)):
        yield block
        left = None if left is None else left - len(block)
