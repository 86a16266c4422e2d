"""import of files that do harm: one line, in little memory and time, and nothing is stored."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_files import LARGE, MEGABYTE, SMALL, archive, changed, document, outside, parts_of, workbook

from actionlab.model.records import Draft
from actionlab.store import Workspace, add

from .conftest import NOW

resource = pytest.importorskip("resource", reason="Windows limits memory in another way")

MEMORY, SECONDS = 1536 * MEGABYTE, 30
BODY = "word/document.xml"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def of_form(change: Callable[[bytes], bytes]) -> bytes:
    """A Word document with its text changed."""
    return changed(document(), BODY, change, 1)


FORMS: dict[str, Callable[[], bytes]] = {
    "a document that is no form": document,
    "a document with a document type": lambda: of_form(lambda part: DOCTYPE + part.replace(b"Zo", b"&a;")),
    "a document that becomes 300 MB": lambda: of_form(lambda part: part + b" " * 300 * MEGABYTE),
    "elements in elements in a document": lambda: of_form(lambda part: part + b"<a>" * MEGABYTE),
    "a document with a program": lambda: document(extra={"word/vbaProject.bin": b"\xd0\xcf"}),
    "a template from the internet": lambda: document(
        extra={"word/_rels/settings.xml.rels": outside("attachedTemplate", "http://example.test/x.dotm")}
    ),
    "a document without text": lambda: archive(
        {name: part for name, part in parts_of(document()).items() if name != BODY}
    ),
}


@pytest.fixture
def kept(workspace: Workspace, study: str) -> dict[Path, bytes]:
    """Every file of a workspace with a study and an observation, as it was."""
    add(workspace, [Draft(kind="observation", fields={"study_id": study, "what_seen": "Gewoon."})], now=NOW)
    return everything(workspace)


def everything(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}


def refused(tmp_path: Path, name: str, content: bytes) -> str:
    """Import a file as a person would; give the one line that is said."""
    file = tmp_path / name
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "actionlab", "import", str(file)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    told = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout, len(told)) == (2, b"", 1), told
    return told[0]


@pytest.mark.parametrize("case", SMALL)
def test_a_table_that_does_harm_is_refused(
    workspace: Workspace, kept: dict[Path, bytes], tmp_path: Path, case: str
) -> None:
    name, make, _error = SMALL[case]

    told = refused(tmp_path, name, make())

    assert name in told
    assert everything(workspace) == kept


@pytest.mark.long
@pytest.mark.parametrize("case", LARGE)
def test_a_table_that_takes_all_memory_is_refused(
    workspace: Workspace, kept: dict[Path, bytes], tmp_path: Path, case: str
) -> None:
    name, make, _error = LARGE[case]

    told = refused(tmp_path, name, make())

    assert name in told
    assert everything(workspace) == kept


@pytest.mark.parametrize("case", FORMS)
def test_a_document_that_does_harm_is_refused(
    workspace: Workspace, kept: dict[Path, bytes], tmp_path: Path, case: str
) -> None:
    told = refused(tmp_path, "formulier.docx", FORMS[case]())

    assert "formulier.docx" in told
    assert everything(workspace) == kept


@pytest.mark.parametrize("make", [workbook, document])
@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.95, 0.999])
def test_a_file_that_was_cut_off_is_refused(
    workspace: Workspace, kept: dict[Path, bytes], tmp_path: Path, make: Callable[[], bytes], part: float
) -> None:
    content = make()
    name = "tabel.xlsx" if make is workbook else "formulier.docx"

    told = refused(tmp_path, name, content[: int(len(content) * part)])

    assert name in told
    assert everything(workspace) == kept
