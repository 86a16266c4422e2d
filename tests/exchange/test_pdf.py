"""The PDF of a report: made by LibreOffice, by one that fails, by one that never ends, or by none."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from word_by_hand import add_chart, good, saved

from actionlab.exchange import pdf
from actionlab.exchange.pdf import NoLibreOffice, NoPdf, PdfTookTooLong, find_libreoffice, to_pdf
from actionlab.i18n import activate

TITLE = "Samen aan tafel in Houten"
DESCRIPTION = "Twee mensen aan een tafel met een kaart"
needs_scripts = pytest.mark.skipif(os.name == "nt", reason="NOT CHECKED: on Windows a program is no script")


@pytest.fixture(autouse=True)
def in_english(own_folder: Path) -> None:
    """Let the faults be told in English."""
    activate("en")


@pytest.fixture
def pretend(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the only place to look in, for a program that calls itself soffice."""
    monkeypatch.setattr(pdf, "_usual_places", lambda: iter(()))
    folder = own_folder / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, script: str) -> None:
    """Put a Python script there as soffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport os, pathlib, subprocess, sys, time\n{script}\n")
    path.chmod(0o700)


def write(content: bytes) -> str:
    """A script that writes this as the PDF."""
    return f"pathlib.Path(sys.argv[-2], 'document.pdf').write_bytes({content!r})"


def test_without_libreoffice_it_says_how_to_go_on_in_word(pretend: Path) -> None:
    with pytest.raises(NoLibreOffice) as told:
        to_pdf(saved(good()), title=TITLE)

    assert "leave --pdf out, open the report in Word and choose File > Save As > PDF" in str(told.value)
    assert told.value.exit_code == 1


@needs_scripts
def test_it_is_found_under_its_other_name_and_where_it_usually_is(
    pretend: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = pretend / "libreoffice"
    other.write_text("#!/bin/sh\n")
    other.chmod(0o700)
    assert find_libreoffice() == str(other)

    usual = pretend / "elders"
    other.rename(usual)
    monkeypatch.setattr(pdf, "_usual_places", lambda: iter((pretend / "weg", usual)))
    assert find_libreoffice() == str(usual)


@needs_scripts
def test_one_that_fails_is_told_with_the_reason_that_it_gave(pretend: Path) -> None:
    program(pretend, "print('Error: source file could not be loaded'); sys.exit(1)")

    with pytest.raises(NoPdf) as told:
        to_pdf(saved(good()), title=TITLE)
    assert "(Error: source file could not be loaded)" in str(told.value)
    assert told.value.exit_code == 3


@needs_scripts
@pytest.mark.parametrize("content", [b"", b"<html>geen PDF</html>"])
def test_what_is_no_pdf_is_not_taken_for_one(pretend: Path, content: bytes) -> None:
    program(pretend, write(content))

    with pytest.raises(NoPdf):
        to_pdf(saved(good()), title=TITLE)


@needs_scripts
def test_one_that_never_ends_is_stopped_with_all_that_it_started(pretend: Path, own_folder: Path) -> None:
    noted = own_folder / "child"
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    program(
        pretend,
        f"child = subprocess.Popen({sleep!r})\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)",
    )
    began = time.monotonic()

    with pytest.raises(PdfTookTooLong) as told:
        to_pdf(saved(good()), title=TITLE, timeout=2)
    assert time.monotonic() - began < 20
    assert "after 2 seconds" in str(told.value)
    assert not is_running(int(noted.read_text()))


@needs_scripts
@pytest.mark.parametrize("number", [signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)])
def test_a_signal_that_ends_the_program_takes_libreoffice_and_the_copy_along(
    pretend: Path, own_folder: Path, number: signal.Signals
) -> None:
    rest = own_folder / "tijdelijk"
    rest.mkdir()
    noted = own_folder / "child"
    program(
        pretend,
        "pathlib.Path(os.environ['TMPDIR'], 'lu1.tmp').touch()\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(os.getpid()))\ntime.sleep(60)",
    )
    # who started the tests with nohup ignores the signal, and so would the program
    script = f"import signal; signal.signal({number:d}, signal.SIG_DFL)\n"
    script += f"from actionlab.exchange.pdf import to_pdf; to_pdf({saved(good())!r}, title='x')"
    environment = {**os.environ, "TMPDIR": str(rest), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", script], env=environment) as running:
        while not (noted.exists() and noted.read_text()):
            assert running.poll() is None
            time.sleep(0.05)
        assert [each.name for each in rest.glob("*/document.docx")] == ["document.docx"]

        running.send_signal(number)
        assert running.wait(timeout=20) == 128 + number

    assert not is_running(int(noted.read_text()))
    assert list(rest.iterdir()) == []


@needs_scripts
def test_a_signal_that_is_ignored_stays_so(pretend: Path) -> None:
    program(pretend, f"os.kill(os.getppid(), {signal.SIGTERM:d})\n{write(b'%PDF-1.7')}")
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)

    try:
        assert to_pdf(saved(good()), title=TITLE).content == b"%PDF-1.7"
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


@needs_scripts
def test_afterwards_a_signal_does_what_it_did_before(pretend: Path) -> None:
    program(pretend, write(b"%PDF-1.7"))
    before = signal.getsignal(signal.SIGTERM)

    to_pdf(saved(good()), title=TITLE)
    assert signal.getsignal(signal.SIGTERM) is before


def is_running(process: int) -> bool:
    """Tell whether a process is there and is no zombie, after a moment to end in."""
    for _ in range(50):
        found = subprocess.run(
            ["/bin/ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False
        )
        if found.stdout.strip()[:1] in (b"", b"Z"):
            return False
        time.sleep(0.1)
    return True


@needs_scripts
def test_one_that_asks_to_be_started_again_is(pretend: Path) -> None:
    mark = "mark = pathlib.Path(__file__).with_name('again')"
    again = f"{mark}\nif not mark.exists():\n    mark.touch()\n    sys.exit(81)"
    program(pretend, f"{again}\n{write(b'%PDF-1.7 /MarkInfo /Lang ' + TITLE.encode() + b' /Alt(x)')}")

    assert to_pdf(saved(good()), title=TITLE).warnings == ()


@needs_scripts
def test_what_the_pdf_lacks_is_a_warning_with_the_version(pretend: Path) -> None:
    producer = "LibreOffice 6.4".encode("utf-16").hex().encode()
    program(pretend, write(b"%PDF-1.5 /Producer<" + producer + b">"))

    made = to_pdf(saved(good()), title=TITLE)
    assert made.version == "6.4"
    structure, descriptions = made.warnings
    assert "this LibreOffice (6.4) does not write its structure, language or title" in structure
    assert (
        "in the PDF 1 picture or chart lost its description: this LibreOffice (6.4) is too old"
        in descriptions
    )


@needs_scripts
def test_it_gets_a_profile_of_its_own_and_nothing_stays_behind(
    pretend: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = own_folder / "tijdelijk"
    rest.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rest))
    told = own_folder / "words"
    program(
        pretend, f"pathlib.Path({str(told)!r}).write_text('\\n'.join(sys.argv[1:]))\n{write(b'%PDF-1.7')}"
    )

    to_pdf(saved(good()), title=TITLE)
    (profile,) = [each for each in told.read_text().splitlines() if each.startswith("-env:UserInstallation=")]
    assert rest.as_uri() in profile
    assert list(rest.iterdir()) == []


@pytest.mark.long
def test_the_real_one_makes_a_tagged_pdf_with_language_and_title() -> None:
    try:
        find_libreoffice()
    except NoLibreOffice:
        pytest.skip("NOT CHECKED: LibreOffice is not installed")

    document = good()
    add_chart(document)
    made = to_pdf(saved(document), title=TITLE)
    assert re.fullmatch(r"\d+(\.\d+)+", made.version)
    for wanted in (b"/StructTreeRoot", b"/Lang(nl-NL)", b"/DisplayDocTitle", b"/Outlines"):
        assert wanted in made.content
    assert TITLE.encode() in made.content
