"""The PDF of a Word file, made by LibreOffice when that is installed.

The PDF is tagged (PDF/UA): headings, lists, tables, language and title are known to a screen reader.
LibreOffice gets a profile of its own for the moment, so that one that is open, or was left locked, is no
hindrance, and nothing of somebody's settings gets into the file.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from types import FrameType
from zipfile import ZipFile

import msgspec

from actionlab.errors import CANNOT_SAVE, ActionlabError
from actionlab.i18n import N_, _, ngettext

_NAME = "document"
_TAGGED = {
    name: {"type": "boolean", "value": "true"}
    for name in ("PDFUACompliance", "UseTaggedPDF", "ExportBookmarks", "DisplayPDFDocumentTitle")
}
_ON_PATH = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
)
_TRIES = 2
# the signals that end a program; a terminal that closes sends the second, which Windows does not have
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
# LibreOffice runs a Python of its own
_NOT_PASSED_ON = ("PYTHONPATH", "PYTHONHOME")
_FOR_TEMPORARY_FILES = ("TMPDIR", "TEMP", "TMP")
_DESCRIBED = re.compile(rb"<wp:docPr\b[^>]*\bdescr=\"[^\"]")
_TOLD = re.compile(rb"/Alt\s*[<(]")
_PRODUCER = re.compile(rb"/Producer\s*(?:<(?P<hex>[0-9A-Fa-f]+)>|\((?P<plain>[^)]*)\))")
_VERSION = re.compile(r"LibreOffice (\d+(\.\d+)+)")


class NoLibreOffice(ActionlabError):
    """LibreOffice is not installed, or not where programs are looked for."""

    sentence = N_(
        "LibreOffice was not found; it makes the PDF. Install it (libreoffice.org), or leave --pdf out, open"
        " the report in Word and choose File > Save As > PDF."
    )


class NoPdf(ActionlabError):
    """LibreOffice ended without a PDF, for the `reason` that it gave."""

    exit_code = CANNOT_SAVE
    sentence = N_(
        "LibreOffice could not make the PDF ({reason}). Nothing was saved. Leave --pdf out, open the report"
        " in Word and choose File > Save As > PDF."
    )


class PdfTookTooLong(NoPdf):
    """LibreOffice was stopped after so many `seconds`."""

    sentence = N_(
        "LibreOffice had no PDF after {seconds} seconds and was stopped. Nothing was saved. Leave --pdf out,"
        " open the report in Word and choose File > Save As > PDF."
    )


class Pdf(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF: its content, the version of LibreOffice that made it ("" when it does not say), and warnings.

    The warnings are sentences on what is not as accessible in it as in the Word file.
    """

    content: bytes
    version: str
    warnings: tuple[str, ...]


def to_pdf(content: bytes, *, title: str, timeout: float = 120) -> Pdf:
    """Give the PDF of a Word file with this content and title; `timeout` is in seconds.

    Raises `NoLibreOffice`, `PdfTookTooLong`, and `NoPdf` for every other way in which there is none. A signal
    that ends the program raises `SystemExit` here: LibreOffice and the copy of the report go first.
    """
    program = find_libreoffice()
    try:
        with (
            _ended_tidily(),
            tempfile.TemporaryDirectory(prefix="actionlab-", ignore_cleanup_errors=True) as folder,
        ):
            made = _converted(program, content, Path(folder), timeout)
    except OSError as fault:
        raise NoPdf(reason=fault.strerror or fault) from None
    version = _version(made)
    return Pdf(content=made, version=version, warnings=tuple(_warnings(made, content, title, version)))


@contextmanager
def _ended_tidily() -> Iterator[None]:
    """Let a signal that ends the program raise `SystemExit`, so that what was begun is taken away first."""
    # elsewhere Python handles no signals
    is_main = threading.current_thread() is threading.main_thread()
    # one that is ignored, as under nohup, stays so
    caught = [each for each in _ENDING if is_main and signal.getsignal(each) is signal.SIG_DFL]

    def end(number: int, _frame: FrameType | None) -> None:
        for each in caught:
            # a second one may not stop the taking away
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    try:
        for each in caught:
            signal.signal(each, end)
        yield
    finally:
        for each in caught:
            signal.signal(each, signal.SIG_DFL)


def find_libreoffice() -> str:
    """Give the path of LibreOffice: on the PATH, else where it usually is. Raises `NoLibreOffice`."""
    # Windows would also find a program that somebody put into this folder
    on_path = (each for each in map(shutil.which, _ON_PATH) if each and Path(each).is_absolute())
    usual = (each for each in _usual_places() if each.is_file())
    program = next(on_path, None) or next(usual, None)
    if program is None:
        raise NoLibreOffice
    return str(program)


def _usual_places() -> Iterator[Path]:
    for folder in filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)"))):
        # the one that ends in .com waits until it is ready
        yield Path(folder, "LibreOffice", "program", "soffice.com")
    yield from map(Path, _USUAL_PLACES)
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def _converted(program: str, content: bytes, folder: Path, timeout: float) -> bytes:
    source, made = folder / f"{_NAME}.docx", folder / f"{_NAME}.pdf"
    source.write_bytes(content)
    words = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(_TAGGED)}",
        "--outdir",
        str(folder),
        str(source),
    ]
    said = ""
    # one that has just made its profile may ask to be started again
    for _try in range(_TRIES):
        said = _run(words, folder, timeout)
        if made.exists():
            pdf = made.read_bytes()
            if pdf.startswith(b"%PDF-"):
                return pdf
    raise NoPdf(reason=" ".join(said.split())[-200:] or _("it gave no reason"))


def _run(words: list[str], folder: Path, timeout: float) -> str:
    """Run LibreOffice to its end and give what it said; nothing of it runs on, or lies outside `folder`."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_PASSED_ON}
    # one that is stopped does not take its own files away
    environment |= dict.fromkeys(_FOR_TEMPORARY_FILES, str(folder))
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
        # it starts others, which have to end with it
        start_new_session=True,
    ) as process:
        try:
            said, _nothing = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise PdfTookTooLong(seconds=round(timeout)) from None
        finally:
            _end(process)
    return said.decode(errors="replace")


def _end(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        if process.poll() is None:
            _end_on_windows(process)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _end_on_windows(process: "subprocess.Popen[bytes]") -> None:
    # by its whole path: else one that somebody put into this folder would be run
    taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
    with suppress(OSError):
        words = [str(taskkill), "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(words, check=False, capture_output=True)
    process.kill()


def _version(pdf: bytes) -> str:
    """Give the version that a PDF says it was made with; "" when it says none."""
    found = _PRODUCER.search(pdf)
    if found is None:
        return ""
    told = found["plain"]
    text = told.decode("latin-1") if told is not None else _unhexed(found["hex"].decode())
    version = _VERSION.search(text)
    return version[1] if version else ""


def _unhexed(digits: str) -> str:
    return bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("utf-16", errors="replace")


def _warnings(pdf: bytes, content: bytes, title: str, version: str) -> Iterator[str]:
    is_told = title.encode() in pdf or title.encode("utf-16-be").hex().upper().encode() in pdf.upper()
    if b"/MarkInfo" not in pdf or b"/Lang" not in pdf or not is_told:
        yield _(
            "Warning: the PDF is less accessible than the Word file: this LibreOffice ({version}) does not"
            " write its structure, language or title. Install a newer one, or save the report as PDF in Word."
        ).format(version=version or "?")
    lost = _described(content) - len(_TOLD.findall(pdf))
    if lost > 0:
        yield ngettext(
            "Warning: in the PDF {n} picture or chart lost its description: this LibreOffice ({version}) is"
            " too old. Install a newer one, or save the report as PDF in Word.",
            "Warning: in the PDF {n} pictures or charts lost their description: this LibreOffice ({version})"
            " is too old. Install a newer one, or save the report as PDF in Word.",
            lost,
        ).format(n=lost, version=version or "?")


def _described(content: bytes) -> int:
    """Give how many pictures and charts in the text of a Word file have a description."""
    with ZipFile(BytesIO(content)) as package:
        return len(_DESCRIBED.findall(package.read("word/document.xml")))
