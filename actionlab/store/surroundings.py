"""Surroundings: what lies around the records and does not belong there, or is open to others."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from actionlab.errors import BadWriter, Busy, CannotRead, CannotSave
from actionlab.i18n import _
from actionlab.model.settings import FILE
from actionlab.store import record_file
from actionlab.store.examining import Examined
from actionlab.store.findings import Finding, found
from actionlab.store.lock import local_file, locked
from actionlab.store.replacing import temporaries
from actionlab.store.whole import ASIDE, all_folders, left_over, set_aside
from actionlab.store.windows import typed
from actionlab.store.workspace import SHARED, Workspace, is_record_file
from actionlab.store.writer import local_folder, writer_code

# what systems, office programs and synchronisation programs put into any folder, in small letters
_COMPANIONS = re.compile(
    r"desktop\.ini|thumbs\.db|\.ds_store|\._.*|icon\r|\.directory|~\$.*|\.~lock\..*#|\.git(ignore|keep)"
    r"|\.dropbox(\.attr)?|\.st(folder|ignore)|\.849c9593-d756-4e56-8d6e-42412f2a707b"
)
# what a file or folder lets the group and everybody else do
FOR_OTHERS = 0o077
_GIT_SECONDS = 10.0
# a file whose content is elsewhere: Windows and macOS have a sign for it, Linux only that it takes no room
_OFFLINE_WINDOWS, _OFFLINE_MACOS = 0x1000 | 0x400000, 0x40000000


def around(workspace: Workspace, examined: Examined) -> Iterator[Finding]:
    """Give everything about files that are not read as records, and about the workspace as a whole."""
    for folder in all_folders(workspace):
        yield from _in_folder(workspace, folder, examined.missing)
    yield from (found("not_read", path) for path in _strays(workspace))
    yield from (found("left_over", path) for path in _forsaken(workspace))
    yield from (found("set_aside", path) for path in set_aside(workspace))
    for study in sorted({name.split("/")[0] for name in examined.memory.files}):
        if not (workspace.studies / study).is_dir():
            yield found("removed_study", workspace.studies / study)
    yield from _on_this_computer(workspace)
    yield from _permissions(workspace)
    yield from in_git(workspace)


def temporary_files(workspace: Workspace) -> tuple[str, ...]:
    """Give the temporary files of records, reports and settings; without the lock some may be in use."""
    beside = (path for folder in (workspace.reports, workspace.root) for path in temporaries(str(folder)))
    return (*left_over(workspace), *beside)


def too_open(workspace: Workspace) -> tuple[str, ...]:
    """Give the files and folders of records, and the folder of reports, that other people may open.

    Empty on Windows, where a folder passes on who may open what is in it.
    """
    if os.name != "posix":
        return ()
    inside = sorted(workspace.studies.rglob("*"))
    return tuple(str(path) for path in (*_private_folders(workspace), *inside) if _is_open(path))


def in_git(workspace: Workspace) -> Iterator[Finding]:
    """Give what git keeps of records and reports; a note when there is git and that cannot be found out."""
    root = workspace.root
    if not any((each / ".git").exists() for each in (root, *root.parents)):
        return
    folders = ("studies", "reports")
    try:
        tracked = _tracked(root, folders)
    except (OSError, subprocess.SubprocessError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else type(fault).__name__
        command = typed(["git", "-C", str(root), "ls-files", *folders])
        yield found("git_unknown", root, reason=reason, command=command)
        return
    if tracked:
        held = sorted({name.split("/")[0] for name in tracked})
        command = typed(["git", "-C", str(root), "rm", "-r", "--cached", *held])
        yield found("tracked", root / tracked[0], n=len(tracked), command=command)


def online_only(workspace: Workspace) -> Iterator[Finding]:
    """Give the record files whose content is not on this computer; reading brings it here, so ask before."""
    # where even the settings take no room, room says nothing
    room_tells = getattr((workspace.root / FILE).stat(), "st_blocks", 0) > 0
    for folder in all_folders(workspace):
        for path in _inside(workspace.records(folder)) or ():
            if is_record_file(path.name) and path.exists() and is_elsewhere(path.stat(), room_tells):
                yield found("online_only", path)


def is_elsewhere(known: os.stat_result, room_tells: bool) -> bool:
    """Tell whether the content of a file is not on this computer, as far as the system says so."""
    if getattr(known, "st_file_attributes", 0) & _OFFLINE_WINDOWS:
        return True
    if getattr(known, "st_flags", 0) & _OFFLINE_MACOS:
        return True
    return room_tells and known.st_size > 0 and known.st_blocks == 0


def _in_folder(workspace: Workspace, folder: str, missing: Sequence[str]) -> Iterator[Finding]:
    records = workspace.records(folder)
    paths = _inside(records)
    if paths is None:
        return  # told by those who read the files
    missing_here = [path for path in missing if Path(path).parent == records]
    ours = {*temporaries(str(records)), *(str(path) for path in paths if path.name.endswith(ASIDE))}
    for path in paths:
        named = is_record_file(path.name) or str(path) in ours
        if not named and not _COMPANIONS.fullmatch(path.name.casefold()):
            yield found("not_read" if _is_of_ours(path) else "foreign", path)
    no_study = folder == SHARED or folder.startswith(".")
    begun = [*(path.name for path in paths if is_record_file(path.name)), *missing_here]
    if not (no_study or begun):
        yield found("no_records", workspace.studies / folder)


def _inside(folder: Path) -> list[Path] | None:
    """Give what is in a folder, by name; None when that cannot be seen."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return None


def _forsaken(workspace: Workspace) -> tuple[str, ...]:
    paths = temporary_files(workspace)
    if paths:
        # those of a process that is writing now are gone when it is ready
        with suppress(Busy, CannotSave), locked(workspace.folder):
            pass
    return tuple(path for path in paths if Path(path).exists())


def _strays(workspace: Workspace) -> Iterator[Path]:
    for path in sorted(workspace.studies.rglob("*")):
        in_place = path.parent.name == "records" and path.parent.parent.parent == workspace.studies
        if not in_place and _is_of_ours(path):
            yield path


def _is_of_ours(path: Path) -> bool:
    """Tell whether a file begins as a record file."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(record_file.FIRST)) == record_file.FIRST
    except OSError:
        return False


def _on_this_computer(workspace: Workspace) -> Iterator[Finding]:
    unfinished = local_file(workspace.folder, "locks", ".unfinished")
    if Path(unfinished).exists():
        yield found("unfinished", unfinished)
    # a code that was never needed is not made here
    if "ACTIONLAB_WRITER" in os.environ or Path(local_folder(), "writer").exists():
        try:
            writer_code(os.environ)
        except (BadWriter, CannotRead, CannotSave) as fault:
            yield found("writer", fault.facts.get("place") or fault.facts["file"], reason=str(fault))


def _permissions(workspace: Workspace) -> Iterator[Finding]:
    paths = too_open(workspace)
    if paths:
        folders = [str(each) for each in _private_folders(workspace)]
        command = typed(["chmod", "-R", "go-rwx", *folders])
        yield found("permissions", workspace.studies, n=len(paths), command=command)


def _private_folders(workspace: Workspace) -> tuple[Path, ...]:
    return tuple(each for each in (workspace.studies, workspace.reports) if each.is_dir())


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & FOR_OTHERS)


def _tracked(root: Path, folders: tuple[str, ...]) -> list[str]:
    """Give the files in these folders that git keeps. Raises OSError and SubprocessError."""
    git = shutil.which("git")
    # Windows would also find a git.exe that somebody put into this folder
    if git is None or not Path(git).is_absolute():
        raise FileNotFoundError(0, _("git is not there"))
    # nothing that the repository itself says to run is run
    command = [git, "-C", str(root), "-c", "core.fsmonitor=false", "ls-files", "-z", "--", *folders]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(command, capture_output=True, check=True, timeout=_GIT_SECONDS, env=environ)
    names = [os.fsdecode(each) for each in done.stdout.split(b"\0") if each]
    return [name for name in names if Path(name).name not in (".gitignore", ".gitkeep")]
