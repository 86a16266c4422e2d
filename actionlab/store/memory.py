"""Memory: what this computer knows of a workspace besides its files, so that an old copy cannot fool it.

It lies in the local folder of the program, holds names and ids only, and may be lost without harm.
"""

import os
from collections.abc import Iterable, Mapping

import msgspec

from actionlab.store.lock import local_file
from actionlab.store.replacing import make_folder


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


def learned(
    root: str,
    *,
    begun: Iterable[str] = (),
    gone: Iterable[str] = (),
    erased: Mapping[str, int] | None = None,
) -> dict[str, bytes]:
    """Give the memory file with what is to be known of the workspace at `root` from now on, by its path.

    Files are `begun` or `gone` for good, and `erased` is all that was erased (None: as before). Gives nothing
    when that is known already; else the folder for it is made. Raises `CannotSave`.
    """
    known = remembered(root)
    files = tuple(sorted({*known.files}.difference(gone).union(begun)))
    now = Memory(files=files, erased=known.erased if erased is None else dict(erased))
    if now == known:
        return {}
    make_folder(os.path.dirname(memory_file(root)))
    return {memory_file(root): msgspec.json.encode(now, order="sorted")}


def forget(root: str) -> None:
    """Forget everything about the place `root`: a new workspace begins there. Raises OSError."""
    if os.path.exists(memory_file(root)):
        os.unlink(memory_file(root))
