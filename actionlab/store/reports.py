"""Reports on disk: whole or not at all, and never over the work of somebody else.

What we wrote is remembered by its digest. A file that is no longer what we wrote was edited by somebody,
and a final one was handed over: both stay, and the new one gets another name. The ids of the records that a
report was made from are remembered too, so that it can be named when one of them is erased.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path

import msgspec

from actionlab.errors import CannotSave
from actionlab.store.lock import finish_unfinished, locked
from actionlab.store.open_elsewhere import explained
from actionlab.store.record_file import short_digest
from actionlab.store.replacing import make_folder, reason, remove_empty, replace_files, temporaries
from actionlab.store.workspace import Workspace
from actionlab.store.writer import local_folder

_WRITTEN = ".written.json"
# a program that synchronises adds a word to the names of its conflict copies
_EVERY_WRITTEN = ".written*.json"
_DOCUMENTS = {".docx", ".odt", ".pdf"}


class SavedReport(msgspec.Struct, frozen=True):
    """Where a report was saved; `renamed` tells that the wanted name was taken by work that must stay."""

    path: Path
    renamed: bool


class Written(msgspec.Struct, frozen=True, omit_defaults=True):
    """What we remember of a file that we wrote: the digest of its content, and whether it was final.

    `made_from` holds the ids of the records that it was made from; None when these were not remembered.
    """

    digest: str
    final: bool = False
    made_from: tuple[str, ...] | None = None


class Uses(msgspec.Struct, frozen=True, kw_only=True):
    """The reports that used certain records (`known`), and those of which that is not known (`unknown`)."""

    known: tuple[Path, ...]
    unknown: tuple[Path, ...]


def save_reports(
    workspace: Workspace,
    name: str,
    contents: Mapping[str, bytes],
    *,
    final: bool = False,
    made_from: Collection[str] | None = None,
    trial: bool = False,
) -> tuple[SavedReport, ...]:
    """Save a report in the folder `reports` of the workspace, in place of an earlier one that we wrote.

    `contents` has each of its files by the end of the name, such as ``.docx`` and ``.pdf``; all are saved or
    none. `made_from` are the ids of the records that it was made from. A final report, or one that somebody
    edited, is never replaced: a number is added to the name. Raises `CannotSave` and `Busy`. A `trial` finds
    out whether the disk would take it, and leaves everything as it was.
    """
    new = _written(contents, final, made_from)
    with locked(workspace.folder) as unfinished:
        memory = workspace.reports / _WRITTEN
        return _save(workspace.reports / name, contents, new, memory, unfinished, trial=trial)


def save_file(
    path: Path, content: bytes, *, final: bool = False, made_from: Collection[str] | None = None
) -> SavedReport:
    """Save a report or study plan anywhere, by the rules of `save_reports`."""
    return save_files(path, {path.suffix: content}, final=final, made_from=made_from)[0]


def save_files(
    path: Path,
    contents: Mapping[str, bytes],
    *,
    final: bool = False,
    made_from: Collection[str] | None = None,
    trial: bool = False,
) -> tuple[SavedReport, ...]:
    """Save files that belong together beside each other, all or nothing, by the rules of `save_reports`.

    `contents` has the end of each name, which comes behind that of `path` in place of its own: with
    ``-participants.csv`` the file ``x.csv`` becomes ``x-participants.csv``. When one of the names is taken
    by work that must stay, all of them get the same number.
    """
    new = _written(contents, final, made_from)
    with locked(local_folder()) as unfinished:
        memory = Path(local_folder(), _WRITTEN)
        return _save(whole_path(path), contents, new, memory, unfinished, trial=trial)


def whole_path(path: Path) -> Path:
    """Give the path of a file from the root, without ``..`` in it; ``~`` in front is the home folder."""
    # a shell of Windows leaves that to the program
    path = Path(os.path.expanduser(path))  # noqa: PTH111 - without a home it stays as it is
    # what stands before .. may be a link, so that only the disk knows where it leads
    return Path(os.path.realpath(path.parent), path.name) if ".." in path.parts else path.absolute()


def reports_that_used(workspace: Workspace, ids: Collection[str]) -> Uses:
    """Give the reports made from any of these records: in the folder `reports`, and saved elsewhere.

    A report that is no longer there is left out. A document in `reports` is `unknown` when it was renamed,
    put there by somebody, or made before ids were remembered.
    """
    finish_unfinished(local_folder())
    wanted = set(ids)
    known: set[Path] = set()
    remembered: set[str] = set()
    for memory in _memories(workspace):
        for key, written in _remembered(memory).items():
            path = memory.parent / key
            # a path from a file may be any text, and this way of asking never raises
            if written.made_from is None or not os.path.isfile(path):  # noqa: PTH113
                continue
            remembered.add(os.path.realpath(path))
            if not wanted.isdisjoint(written.made_from):
                known.add(whole_path(path))
    present = (path for path in workspace.reports.rglob("*") if _is_document(path))
    unknown = (path for path in present if os.path.realpath(path) not in remembered)
    return Uses(known=tuple(sorted(known)), unknown=tuple(sorted(unknown)))


def unedited(workspace: Workspace) -> frozenset[str]:
    """Give the real paths of the documents that we wrote and that are still as we wrote them."""
    finish_unfinished(local_folder())
    found: set[str] = set()
    for memory in _memories(workspace):
        for key, written in _remembered(memory).items():
            path = memory.parent / key
            # one that cannot be read now is not known to be ours
            with suppress(CannotSave):
                if short_digest(_content(path)) == written.digest:
                    found.add(os.path.realpath(path))
    return frozenset(found)


def forgotten_uses(workspace: Workspace, ids: Collection[str]) -> dict[str, bytes | None]:
    """Give the files that remember any of these ids, each with its new content without them; for erasing.

    With them go the temporary files of reports that a killed process left: what these hold cannot be seen.
    Without ids there is nothing to change.
    Hold the lock of the workspace and that of `local_folder()` from here until all are written (None:
    removed). Raises `CannotSave` when one of the files cannot be read.
    """
    found: dict[str, bytes | None] = dict.fromkeys(_left_over(workspace) if ids else ())
    for memory in _memories(workspace):
        content = _content(memory)
        if not any(each.encode() in content for each in ids):
            continue
        written = _decoded(content)
        kept = {key: _without(each, ids) for key, each in written.items()}
        # one that is damaged is of no use to us, and may not keep the ids either
        if kept != written or not written:
            found[str(memory)] = _encoded(kept)
    return found


def _written(
    contents: Mapping[str, bytes], final: bool, made_from: Collection[str] | None
) -> dict[str, Written]:
    ids = None if made_from is None else tuple(sorted(set(made_from)))
    return {end: Written(short_digest(content), final, ids) for end, content in contents.items()}


def _save(
    wanted: Path,
    contents: Mapping[str, bytes],
    new: Mapping[str, Written],
    memory: Path,
    unfinished: str,
    *,
    trial: bool,
) -> tuple[SavedReport, ...]:
    made = make_folder(str(wanted.parent))
    try:
        written = _remembered(memory)
        paths = next(
            each
            for each in _names(wanted, contents)
            if all(_is_free(path, new[end], written, memory) for end, path in each.items())
        )
        written |= {_key(path, memory): new[end] for end, path in paths.items()}
        # without its memory a report would count as somebody's work
        replaced = {str(path): contents[end] for end, path in paths.items()}
        replace_files({**replaced, str(memory): _encoded(written)}, unfinished, trial=trial)
    except CannotSave as fault:
        remove_empty(made)
        raise explained(fault) from fault
    except BaseException:
        remove_empty(made)
        raise
    if trial:
        remove_empty(made)
    return tuple(SavedReport(path, renamed=path.name != wanted.stem + end) for end, path in paths.items())


def _names(wanted: Path, ends: Iterable[str]) -> Iterator[dict[str, Path]]:
    yield {end: wanted.with_name(wanted.stem + end) for end in ends}
    for number in count(2):
        yield {end: wanted.with_name(f"{wanted.stem}-{number}{end}") for end in ends}


def _is_free(path: Path, new: Written, written: dict[str, Written], memory: Path) -> bool:
    if not os.path.lexists(path):
        return True
    if path.is_symlink():
        return False
    known = written.get(_key(path, memory))
    present = short_digest(_content(path))
    if known is None or known.digest != present:
        return False
    return not known.final or (new.final and present == new.digest)


def _key(path: Path, memory: Path) -> str:
    return path.name if path.parent == memory.parent else str(path)


def _memories(workspace: Workspace) -> tuple[Path, ...]:
    return (*sorted(workspace.reports.glob(_EVERY_WRITTEN)), Path(local_folder(), _WRITTEN))


def _left_over(workspace: Workspace) -> tuple[str, ...]:
    try:
        return (*temporaries(str(workspace.reports)), *temporaries(local_folder(), _WRITTEN))
    except OSError as fault:
        raise CannotSave(file=workspace.reports, reason=reason(fault)) from fault


def _remembered(memory: Path) -> dict[str, Written]:
    # without memory every present file counts as somebody's work, so nothing can be lost
    try:
        return _decoded(memory.read_bytes())
    except OSError:
        return {}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as fault:
        raise CannotSave(file=path, reason=reason(fault)) from fault


def _decoded(content: bytes) -> dict[str, Written]:
    try:
        return msgspec.json.decode(content, type=dict[str, Written])
    except (msgspec.DecodeError, RecursionError):
        return {}


def _encoded(written: dict[str, Written]) -> bytes:
    return msgspec.json.encode(written, order="sorted")


def _without(written: Written, ids: Collection[str]) -> Written:
    if written.made_from is None:
        return written
    kept = tuple(each for each in written.made_from if each not in ids)
    return msgspec.structs.replace(written, made_from=kept)


def _is_document(path: Path) -> bool:
    # Word keeps a small file with ~$ in front beside a document that is open
    return path.suffix.lower() in _DOCUMENTS and not path.name.startswith("~$") and path.is_file()
