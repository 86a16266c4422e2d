"""Memory: what this computer knows of a workspace besides its files, so that an old copy cannot fool it.

It lies in the local folder of the program, holds names and ids only, and may be lost without harm.
"""

import os

import msgspec

from actionlab.store.lock import local_file


class Memory(msgspec.Struct, frozen=True):
    """The record files begun here (`<study>/<file>`), and what was erased here.

    `erased` gives for an id how often its versions were forgotten, as `actionlab.store.revisions.erasures`.
    """

    files: tuple[str, ...] = ()
    erased: dict[str, int] = msgspec.field(default_factory=dict)


def remembered(root: str) -> Memory:
    """Give what is known of the workspace at `root`; nothing when the memory is absent or cannot be read."""
    try:
        with open(memory_file(root), "rb") as file:
            return msgspec.json.decode(file.read(), type=Memory)
    except (OSError, msgspec.DecodeError):
        return Memory()


def memory_file(root: str) -> str:
    """Give the file in which the memory of the workspace at `root` is kept."""
    return local_file(root, "memory", ".json")


def content(memory: Memory) -> bytes:
    """Give the bytes of the memory file."""
    return msgspec.json.encode(memory, order="sorted")


def forget(root: str) -> None:
    """Forget everything about the place `root`: a new workspace begins there. Raises OSError."""
    if os.path.exists(memory_file(root)):
        os.unlink(memory_file(root))
