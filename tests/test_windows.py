"""Windows, played on any system: what POSIX has and Windows has not, and what only Windows refuses.

What is played: the name of the system, its locking module, its faults with their numbers, and files as its
programs write them. `POSIX_ONLY` is the table of everything in the program that Windows does not have.
"""

import errno
import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result

from actionlab.cli.main import program
from actionlab.errors import Busy, CannotSave
from actionlab.exchange import pdf
from actionlab.model.slugs import is_windows_name
from actionlab.store import bytes_on_disk, open_workspace, read, replacing, save_file, surroundings, windows
from actionlab.store.open_elsewhere import OpenElsewhere
from actionlab.store.replacing import replace_files
from actionlab.store.reports import whole_path
from actionlab.store.writer import is_writer_code, local_folder

PACKAGE = Path(__file__).parent.parent / "actionlab"
Call = Callable[..., Result]

# module -> what it uses that Windows does not have, and what it does there instead
POSIX_ONLY = {
    "store/lock.py": {"fcntl"},  # msvcrt.locking
    "store/replacing.py": {"O_NOFOLLOW"},  # a temporary name is random, and O_EXCL is enough
    "exchange/pdf.py": {"killpg", "SIGKILL", "SIGHUP", "start_new_session"},  # taskkill /T
    "store/surroundings.py": {"st_blocks", "st_flags"},  # st_file_attributes
}
_GONE = re.compile(
    r"\b(fcntl|pwd|grp|termios|pty|resource|readline|curses|syslog"
    r"|O_NOFOLLOW|O_DIRECTORY|O_CLOEXEC|O_NOCTTY|O_SYNC|O_DSYNC|killpg|fork|forkpty|getuid|geteuid|getgid"
    r"|getegid|getpgid|setsid|setuid|statvfs|fchmod|fchown|chown|lchown|mkfifo|mknod|uname|sysconf|wait4"
    r"|posix_spawn|ttyname|ctermid|openpty|SIGKILL|SIGHUP|SIGPIPE|SIGALRM|SIGUSR1|SIGUSR2|SIGCHLD|SIGWINCH"
    r"|SIGTSTP|SIGCONT|setitimer|sigwait|start_new_session|preexec_fn|st_blocks|st_flags|st_blksize|tzset"
    r"|getpwuid|epoll|kqueue|AF_UNIX|symlink_to|hardlink_to|os\.symlink|os\.link|os\.sync|fdatasync)\b"
)


def test_all_that_windows_does_not_have_is_in_the_table() -> None:
    used = {
        path.relative_to(PACKAGE).as_posix(): found
        for path in PACKAGE.rglob("*.py")
        if (found := set(_GONE.findall(path.read_text(encoding="utf-8"))))
    }
    assert used == POSIX_ONLY


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store believes that this is Windows, where a wait takes no time."""
    monkeypatch.setattr(windows, "os", SimpleNamespace(name="nt"))
    monkeypatch.setattr(time, "sleep", lambda seconds: None)


@pytest.fixture
def call() -> Call:
    """A function that calls the program, in English, without questions."""
    return lambda *words: CliRunner().invoke(program, ["--lang", "en", "--no-input", *words])


@pytest.fixture
def workspace(own_folder: Path, call: Call) -> Path:
    """A workspace with the invented studies, in the current folder."""
    assert call("init", ".", "--example").exit_code == 0
    return own_folder


# --- the lock


class Msvcrt(ModuleType):
    """The locking of Windows: a byte of a file is locked for one handle and refused to all others."""

    LK_NBLCK, LK_UNLCK = 2, 0
    held: ClassVar[dict[tuple[int, int], int]] = {}

    def locking(self, handle: int, mode: int, count: int) -> None:
        """Lock or unlock `count` bytes from where the handle stands."""
        byte = os.fstat(handle).st_ino, os.lseek(handle, 0, os.SEEK_CUR)
        assert count == 1
        if mode == self.LK_UNLCK:
            assert self.held.pop(byte) == handle
        elif self.held.setdefault(byte, handle) != handle:
            raise PermissionError(errno.EACCES, "Permission denied")


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of the lock as Windows loads it: with msvcrt and without fcntl."""
    spec = importlib.util.spec_from_file_location("lock_of_windows", PACKAGE / "store" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as played:
        played.setattr(sys, "platform", "win32")
        played.setitem(sys.modules, "msvcrt", Msvcrt("msvcrt"))
        played.setitem(sys.modules, "fcntl", None)
        spec.loader.exec_module(module)
    return module


def test_the_lock_of_windows_lets_one_in_at_a_time_and_names_who_is_busy(lock: Any, tmp_path: Path) -> None:
    with (
        lock.locked(tmp_path),
        pytest.raises(Busy, match=str(os.getpid())),
        lock.locked(tmp_path, timeout=0.01),
    ):
        pass
    with lock.locked(tmp_path, timeout=0.01):
        pass
    assert Msvcrt.held == {}


# --- replacing


class Refused(PermissionError):
    """What Windows says of a file that another program has open."""

    def __init__(self, path: object, winerror: int) -> None:
        super().__init__(errno.EACCES, "Access is denied", str(path))
        self.winerror = winerror


def hold(monkeypatch: pytest.MonkeyPatch, name: str, *, winerror: int = 32, times: int = 1000) -> list[str]:
    """Let another program have the file of this name open for so many tries; give the tries."""
    real, tries = {each: getattr(os, each) for each in ("replace", "unlink")}, []

    def refusing(what: str) -> Callable[..., None]:
        def change(*paths: str, **more: Any) -> None:
            if Path(paths[-1]).name == name:
                tries.append(what)
                if len(tries) <= times:
                    raise Refused(paths[-1], winerror)
            real[what](*paths, **more)

        return change

    for each in real:
        monkeypatch.setattr(os, each, refusing(each))
    return tries


@pytest.mark.parametrize("winerror", [5, 32, 33])
@pytest.mark.parametrize("content", [b"nieuw", None])
def test_a_file_that_is_held_for_a_moment_is_tried_again(
    on_windows: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, winerror: int, content: bytes | None
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"oud")
    tries = hold(monkeypatch, path.name, winerror=winerror, times=3)
    replace_files({str(path): content})
    assert len(tries) == 4
    assert path.exists() is (content is not None)


@pytest.mark.parametrize(
    ("winerror", "why"), [(5, "you may not write here"), (32, "close it there"), (33, "close it")]
)
@pytest.mark.parametrize("content", [b"nieuw", None])
def test_a_file_that_stays_held_is_named_and_nothing_is_lost_or_left(
    on_windows: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: bytes | None,
    winerror: int,
    why: str,
) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    first.write_bytes(b"een")
    second.write_bytes(b"twee")
    hold(monkeypatch, second.name, winerror=winerror)
    monkeypatch.setenv("LANGUAGE", "en")
    with pytest.raises(CannotSave, match=rf"b\.json \(.*{why}"):
        replace_files({str(first): b"nieuw", str(second): content})
    monkeypatch.undo()
    left = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert left == {"a.json": b"een", "b.json": b"twee"}


@pytest.mark.usefixtures("on_windows")
def test_what_posix_has_and_windows_has_not_is_not_needed_to_write(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = os.open

    def no_folders(path: str, flags: int, mode: int = 0o777) -> int:
        if os.path.isdir(path):  # noqa: PTH112
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, flags, mode)

    monkeypatch.delattr(os, "O_NOFOLLOW", raising=False)
    monkeypatch.setattr(os, "open", no_folders)
    path = tmp_path / "x.json"
    replace_files({str(path): b"nieuw"})
    bytes_on_disk.sync_folder(str(tmp_path))
    assert path.read_bytes() == b"nieuw"


# --- names


# fmt: off
REFUSED = [
    "con", "CON.docx", "nul", "Aux.tar.gz", "com1", "COM¹.txt", "lpt9.csv", "con .docx", "conin$", "naam.",
    "naam ", "a:b.docx", "a?.docx", "a*", "a<b", 'a"b', "a|b", "a\x01b", "a/b", "a\\b", "",
]
PATHS = [
    r"C:\map\rapport.docx", r"\\server\map\rapport.docx", r"..\rapport.docx", "C:/map/rapport.docx",
    r"\\?\C:\heel\lang\rapport.docx",
]
# fmt: on


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_that_windows_does_not_take_is_known(name: str) -> None:
    assert not is_windows_name(name)


@pytest.mark.parametrize(
    "name", ["console.docx", "com10.txt", "contact", ".gitignore", "a.b.c", "één naam.docx"]
)
def test_a_name_that_windows_takes_is_known_too(name: str) -> None:
    assert is_windows_name(name)


@pytest.mark.parametrize("name", ["con.docx", "naam?.docx", "map:naam.docx", "naam.docx.", "COM1.csv"])
def test_on_windows_such_a_name_is_refused_before_anything_is_written(
    on_windows: None, own_folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    with pytest.raises(CannotSave, match="Windows does not take this name") as refused:
        save_file(own_folder / name, b"inhoud")
    assert str(refused.value).count("\n") == 0
    assert list(own_folder.iterdir()) == []


def test_elsewhere_such_a_name_is_a_name_like_any_other(own_folder: Path) -> None:
    assert save_file(own_folder / "con.docx", b"inhoud").path.read_bytes() == b"inhoud"


@pytest.mark.parametrize("path", PATHS)
def test_a_drive_and_a_server_are_no_part_of_a_name(on_windows: None, path: str) -> None:
    assert windows.refused_name(path) is None


@pytest.mark.parametrize("code", ["con", "nul", "com1", "lpt9"])
def test_a_writer_is_never_named_after_a_device(code: str) -> None:
    assert not is_writer_code(code)


def test_studies_that_differ_by_case_cannot_be_made_and_case_finds_them(call: Call, workspace: Path) -> None:
    words = ("new-study", "-m", "Houten", "-t", "eerlijk-matchen", "--slug")
    assert call(*words, "HOU-Driehoek").exit_code == 2
    assert call(*words, "hou-driehoek").exit_code != 0
    assert call("log", "observation", "-s", "HOU-Driehoek", "Tekst").exit_code == 0


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("winerror", [206, 3])
def test_a_path_that_is_too_long_is_called_too_long(winerror: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    fault = FileNotFoundError(errno.ENOENT, "No such file", "C:\\" + "map\\" * 70 + "x.json")
    fault.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
    assert "260" in replacing.reason(fault)
    assert "260" not in replacing.reason(FileNotFoundError(errno.ENOENT, "No such file", r"C:\x.json"))


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize(
    ("winerror", "why"), [(53, "network"), (123, "does not take this name"), (1224, "open")]
)
def test_what_only_windows_says_is_said_in_plain_words(
    winerror: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    fault = OSError(errno.EINVAL, "Invalid argument", "x")
    fault.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
    assert why in replacing.reason(fault)


def test_the_home_folder_may_be_written_as_a_tilde(own_folder: Path) -> None:
    # a shell of Windows hands it over as it was typed
    assert whole_path(Path("~/rapport.docx")) == Path(os.environ["HOME"], "rapport.docx")


def test_a_workspace_in_the_home_folder_may_be_named_with_a_tilde(
    call: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace.rename(Path(os.environ["HOME"], "werkmap"))
    monkeypatch.chdir(tmp_path)
    assert call("list").exit_code != 0
    assert call("-C", "~/werkmap", "list", "insight").exit_code == 0
    monkeypatch.setenv("ACTIONLAB_WORKSPACE", "~/werkmap")
    assert call("list", "insight").exit_code == 0


# --- files that are open in Word or Excel


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("report", "-m", "Houten"), "terugkoppelrapport-houten.docx"),
        (("report", "-m", "Houten", "-o", "hier.docx"), "hier.docx"),
        (("export", "-s", "hou-driehoek", "tabellen.xlsx"), "tabellen.xlsx"),
        (("forms", "-s", "hou-driehoek"), "metingen.xlsx"),
        (("new-study", "--plan", "hou-driehoek"), "studieplan.docx"),
    ],
)
def test_a_file_that_is_open_in_word_or_excel_is_named_and_stays_as_it_is(
    call: Call,
    workspace: Path,
    on_windows: None,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    name: str,
) -> None:
    assert call(*words).exit_code == 0
    before = _files(workspace)
    call("log", "observation", "-s", "hou-driehoek", "Nog iets")
    held = next(path for path in workspace.rglob(name))
    tries = hold(monkeypatch, name, winerror=5)
    refused = call(*words)
    assert tries
    assert (refused.exit_code, refused.stderr.count("\n")) == (3, 1 + refused.stderr.count("invented"))
    assert f"{held} is open in Word or another program." in refused.stderr
    after = _files(workspace)
    assert after[held] == before[held]
    assert [path for path in after if path.suffix == ".tmp"] == []


def test_a_file_that_may_not_be_written_is_not_called_open(
    on_windows: None, monkeypatch: pytest.MonkeyPatch, own_folder: Path
) -> None:
    saved = save_file(own_folder / "x.docx", b"oud").path
    hold(monkeypatch, "x.docx", winerror=5)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(CannotSave) as refused:
        save_file(saved, b"nieuw")
    assert not isinstance(refused.value, OpenElsewhere)


# --- files as the programs of Windows write them


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "with a mark in front"])
def test_what_is_written_in_notepad_is_read_like_any_other(call: Call, workspace: Path, mark: bytes) -> None:
    def as_in_notepad(path: Path, text: str) -> None:
        path.write_bytes(mark + text.replace("\n", "\r\n").encode())

    settings = workspace / "actionlab.toml"
    as_in_notepad(settings, settings.read_text(encoding="utf-8"))
    as_in_notepad(workspace / "tekst.txt", "Eén regel\nen nog een\n")
    template = PACKAGE.parent / "templates" / "studies" / "eerlijk-matchen.toml"
    (workspace / "templates" / "studies").mkdir(parents=True, exist_ok=True)
    own = template.read_text(encoding="utf-8").replace('"eerlijk-matchen"', '"eigen"')
    as_in_notepad(workspace / "templates" / "studies" / "eigen.toml", own)
    as_in_notepad(
        workspace / "antwoorden.toml", 'municipality = "Houten"\ntemplate = "eigen"\nslug = "hou-nieuw"\n'
    )

    made = call("new-study", "--answers", "antwoorden.toml")
    assert made.exit_code == 0, made.stderr
    logged = call("log", "observation", "-s", "hou-nieuw", "--text-file", "tekst.txt")
    assert logged.exit_code == 0, logged.stderr
    stored: Any = read(open_workspace(workspace)).records.get(logged.stdout.strip())
    assert stored.data.what_seen.splitlines() == ["Eén regel", "en nog een"]


def test_records_with_the_line_ends_of_windows_are_named_and_never_written(
    call: Call, workspace: Path
) -> None:
    (path,) = (workspace / "studies" / "hou-driehoek" / "records").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = _files(workspace)
    refused = call("log", "observation", "-s", "hou-driehoek", "Tekst")
    assert refused.exit_code == 4
    assert path.name in refused.stderr
    assert _files(workspace) == before


# --- other programs


def test_a_program_is_ended_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    killed: list[bool] = []
    monkeypatch.setenv("SYSTEMROOT", os.path.join("C:", "Windows"))  # noqa: PTH118
    monkeypatch.setattr(subprocess, "run", lambda words, **_: ran.append(words))
    process: Any = SimpleNamespace(pid=4321, kill=lambda: killed.append(True))
    pdf._end_on_windows(process)
    assert killed == [True]
    assert re.fullmatch(r"C:.Windows.System32.taskkill\.exe", ran[0][0])
    assert ran[0][1:] == ["/F", "/T", "/PID", "4321"]


def test_without_taskkill_a_program_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[bool] = []

    def missing(words: list[str], **_: Any) -> None:
        raise FileNotFoundError(errno.ENOENT, "not found", words[0])

    monkeypatch.setattr(subprocess, "run", missing)
    pdf._end_on_windows(SimpleNamespace(pid=1, kill=lambda: killed.append(True)))  # type: ignore[arg-type]
    assert killed == [True]


def test_without_the_signals_of_posix_a_pdf_is_still_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "SIGHUP", raising=False)
    spec = importlib.util.spec_from_file_location("pdf_of_windows", PACKAGE / "exchange" / "pdf.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module._ENDING == (signal.SIGTERM,)
    before = signal.getsignal(signal.SIGTERM)
    with module._ended_tidily(), pytest.raises(SystemExit) as ended:
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.usefixtures("own_folder")
def test_a_program_in_this_folder_is_not_taken_for_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    # Windows looks in the current folder first
    monkeypatch.setattr("shutil.which", lambda name: f".\\{name}.exe")
    monkeypatch.setattr(pdf, "_usual_places", lambda: iter(()))
    with pytest.raises(pdf.NoLibreOffice):
        pdf.find_libreoffice()


def test_a_command_that_is_advised_has_the_quotes_of_its_shell(
    monkeypatch: pytest.MonkeyPatch, on_windows: None
) -> None:
    words = ["git", "-C", r"C:\Mijn map", "ls-files"]
    assert windows.typed(words) == r'git -C "C:\Mijn map" ls-files'
    monkeypatch.undo()
    assert windows.typed(words) == r"git -C 'C:\Mijn map' ls-files"


def test_a_file_that_is_elsewhere_is_known_by_the_signs_of_windows() -> None:
    here: Any = SimpleNamespace(st_size=10, st_file_attributes=0x20)
    away: Any = SimpleNamespace(st_size=10, st_file_attributes=0x400000)
    assert [surroundings.is_elsewhere(each, room_tells=False) for each in (here, away)] == [False, True]


def test_the_folder_of_the_program_is_the_local_one_of_windows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("click.utils.WIN", True)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert Path(local_folder()) == tmp_path / "Local" / "actionlab"


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
