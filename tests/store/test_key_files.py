"""A file that says who is behind which code is noticed, wherever it lies and however it was made."""

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from builders import AGREED
from click.testing import CliRunner

from actionlab.cli.main import program
from actionlab.store import Workspace, erase, save_file
from actionlab.store.checking import check
from actionlab.store.key_files import key_files

CODES = frozenset({"HOU-K7M2", "HOU-R4TD", "HOU-W9QF"})
Add = Callable[..., str]
LIST = "HOU-K7M2;de eerste\nHOU-R4TD;de tweede\n"


def noticed(workspace: Workspace) -> list[str]:
    return [Path(each.path).name for each in key_files(workspace, CODES)]


def zipped(path: Path, member: str, content: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)


def written() -> Iterator[tuple[str, bytes]]:
    yield "lijst.csv", LIST.encode()
    yield "lijst.txt", LIST.encode("utf-16")
    yield "aantekeningen.md", b"- hou-k7m2 is de eerste\n- hou-r4td de tweede"
    yield "wie.json", b'{"hou-k7m2": "de eerste", "hou-r4td": "de tweede"}'
    yield "zonder punt", LIST.encode()
    yield ".oude versie.csv", LIST.encode()
    yield "oud.xls", b"\xd0\xcf\x11\xe0" + LIST.encode("utf-16-le")
    yield "ander streepje.txt", "HOU\N{EN DASH}K7M2 een\nHOU\N{NON-BREAKING HYPHEN}R4TD twee".encode()
    yield "geen streepje.txt", b"HOUK7M2 een, HOU R4TD twee"
    yield "zonder streepje, Word.txt", "HOU\N{EN DASH}K7M2 een, HOU\N{EN DASH}R4TD twee".encode("utf-16")
    yield "deelnemers.txt", b"HOU-K7M2 is de eerste"
    yield "Sleutelbestand Zeist.csv", b"ZEI-K7M2;de eerste"
    yield "sleutel.pdf", b"%PDF-1.7"
    yield "codeblad ingevuld.jpg", b"\xff\xd8\xff"
    yield "codelijst.jpg", b"een foto"
    yield "sleutels.kdbx", b"met een wachtwoord"
    yield "codes en namen.xlsx", b"met een wachtwoord"


@pytest.mark.parametrize(("name", "content"), list(written()), ids=lambda each: str(each)[:20])
def test_a_list_of_codes_is_noticed(workspace: Workspace, name: str, content: bytes) -> None:
    folder = workspace.studies / "hou-intake" / "stukken"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)

    assert noticed(workspace) == [name]


@pytest.mark.parametrize("folder", ["templates", "reports", "studies/hou-intake/records", ".stversions"])
def test_a_list_is_noticed_in_every_folder(workspace: Workspace, folder: str) -> None:
    (workspace.root / folder).mkdir(parents=True, exist_ok=True)
    (workspace.root / folder / "lijst.csv").write_text(LIST)

    assert noticed(workspace) == ["lijst.csv"]


def test_what_is_no_list_of_people_is_left_alone(workspace: Workspace, put: Add) -> None:
    put("participant", pseudonym="HOU-K7M2", group="resident", consent=AGREED)
    (workspace.root / "sleutelmomenten.md").write_text("HOU-K7M2 viel op.")
    (workspace.root / "uitleg sleutelbestand.md").write_text("Bewaar het op papier.")
    (workspace.root / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (workspace.root / "kopie.json").write_bytes(
        next(workspace.studies.rglob("onderzoeker-*.json")).read_bytes()
    )

    assert noticed(workspace) == []


def test_a_record_file_is_no_key_file_however_damaged(workspace: Workspace, put: Add, own_file: Path) -> None:
    for code in sorted(CODES):
        put("participant", pseudonym=code, group="resident", consent=AGREED)
    own_file.write_bytes(b"\xef\xbb\xbf" + own_file.read_bytes())

    assert noticed(workspace) == []


def test_the_codes_of_people_who_were_erased_count_too(workspace: Workspace, put: Add) -> None:
    codes = [put("participant", pseudonym=code, group="resident", consent=AGREED) for code in sorted(CODES)]
    erase(workspace, codes, now=dt.datetime(2026, 6, 15, tzinfo=dt.UTC))
    (workspace.root / "lijst.csv").write_text(LIST)

    named = [Path(each.path).name for each in check(workspace).findings if each.kind == "key_file_here"]
    assert named == ["lijst.csv"]


def test_where_there_is_one_participant_one_code_is_a_key(workspace: Workspace) -> None:
    (workspace.root / "lijst.csv").write_text("HOU-K7M2;de eerste")

    assert [each.kind for each in key_files(workspace, {"HOU-K7M2"})] == ["key_file_here"]


@pytest.fixture
def sheet(workspace: Workspace, put: Add) -> Path:
    """A code sheet as the program makes it."""
    for code in sorted(CODES):
        put("participant", pseudonym=code, group="resident", consent=AGREED)
    made = CliRunner().invoke(program, ["-C", workspace.folder, "forms"])
    return next(Path(line) for line in made.stdout.splitlines() if line.endswith("codeblad.docx"))


def test_a_code_sheet_that_came_from_another_computer_is_no_key_file(
    workspace: Workspace, sheet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(sheet, sheet.with_name("codeblad kopie.docx"))
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "elders"))

    assert noticed(workspace) == []


def test_a_code_sheet_with_a_name_in_it_is_a_key_file(workspace: Workspace, sheet: Path) -> None:
    edited = docx.Document(str(sheet))
    edited.tables[0].rows[1].cells[2].text = "de eerste"
    edited.save(str(sheet))

    assert noticed(workspace) == [sheet.name]


def test_a_code_that_word_broke_into_pieces_is_noticed(workspace: Workspace) -> None:
    runs = b"<w:t>HOU-</w:t><w:t>K7M2</w:t> <w:t>HOU-R4</w:t><w:t>TD</w:t>"
    zipped(workspace.root / "deelnemers.docx", "word/document.xml", runs)
    zipped(workspace.root / "deelnemers.xlsx", "xl/sharedStrings.xml", b"<t>HOU-K7M2</t><t>HOU-W9QF</t>")

    assert noticed(workspace) == ["deelnemers.docx", "deelnemers.xlsx"]


def test_one_code_in_a_note_is_no_key_file(workspace: Workspace) -> None:
    (workspace.root / "notitie.txt").write_text("HOU-K7M2 bellen over de afspraak")
    (workspace.root / "andere.csv").write_text("UTR-K7M2;a\nUTR-R4TD;b")

    assert noticed(workspace) == []


def test_what_we_wrote_is_no_key_file_until_somebody_fills_it_in(workspace: Workspace) -> None:
    path = save_file(workspace.root / "codeblad.csv", LIST.encode()).path
    assert noticed(workspace) == []

    path.write_text(LIST.replace("de eerste", "een naam"))

    assert noticed(workspace) == ["codeblad.csv"]


def test_the_content_is_never_in_what_is_said(workspace: Workspace) -> None:
    (workspace.root / "lijst.csv").write_text("HOU-K7M2;kanarieqx\nHOU-R4TD;kanarieqx")

    (found,) = key_files(workspace, CODES)

    assert "kanarieqx" not in f"{found!r} {found.what} {found.remedy}"


def test_a_file_that_blows_up_or_is_broken_does_no_harm(workspace: Workspace) -> None:
    zipped(workspace.root / "bom.docx", "word/document.xml", b"\0" * 300_000_000)
    (workspace.root / "kapot.xlsx").write_bytes(b"PK\x03\x04" + b"\xff" * 400)
    (workspace.root / "kapot.docx").write_bytes((workspace.root / "bom.docx").read_bytes()[:-40])

    assert noticed(workspace) == []


@pytest.mark.parametrize("sign", [b"<", b"<a", b"HOU", b"HOU-"])
def test_a_file_of_one_sign_takes_no_time(workspace: Workspace, sign: bytes) -> None:
    zipped(workspace.root / "bom.docx", "word/document.xml", sign * (20_000_000 // len(sign)))

    found = subprocess.run(
        [sys.executable, "-c", _LOOK, workspace.folder],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )

    assert (found.returncode, found.stdout, found.stderr) == (0, "0\n", "")


_LOOK = """
import sys
from actionlab.store import open_workspace
from actionlab.store.key_files import key_files
print(len([*key_files(open_workspace(sys.argv[1]), {"HOU-K7M2"})]))
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_and_a_link_to_itself_are_passed_over(workspace: Workspace) -> None:
    os.mkfifo(workspace.root / "pijp.csv")
    (workspace.root / "kring.csv").symlink_to("kring.csv")
    (workspace.root / "apparaat.csv").symlink_to("/dev/zero")

    assert noticed(workspace) == []


def test_a_zip_with_any_byte_changed_is_looked_at_without_a_fault(workspace: Workspace) -> None:
    path = workspace.root / "deelnemers.docx"
    zipped(path, "word/document.xml", LIST.encode() * 20)
    whole, chance = path.read_bytes(), random.Random(4)
    assert noticed(workspace) == ["deelnemers.docx"]

    seen = 0
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        seen += len(noticed(workspace))

    assert 0 < seen < 300
