"""Key files: files in the workspace that seem to say who is behind which code of a participant.

The key stays with the researcher, outside the workspace. Only whether codes stand in a file is looked at;
nothing of its content is kept or shown. A photo, or a file with a password, is judged by its name.
"""

import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from actionlab.model.rules import PSEUDONYM
from actionlab.store import record_file
from actionlab.store.findings import Finding, found
from actionlab.store.reports import unedited
from actionlab.store.surroundings import is_elsewhere
from actionlab.store.workspace import Workspace

# one code in a note is no key; two begin to be a list
_CODES_FROM = 2
# what a person makes a list in: plain text, files of offices (those of today are zips), and pictures of paper
_TEXT = (".csv", ".tsv", ".txt", ".md", ".rtf", ".json", ".xml", ".html", ".htm", ".yaml", ".yml", ".vcf")
_OLD_OFFICE = (".xls", ".doc", ".fods", ".fodt")
_ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".xltx", ".docx", ".docm", ".dotx", ".ods", ".odt", ".zip")
_CLOSED = (
    ".pdf",
    ".jpg",
    ".jpeg",
    ".png",
    ".heic",
    ".tif",
    ".tiff",
    ".numbers",
    ".pages",
    ".7z",
    ".gpg",
    ".kdbx",
)
_MEMBERS = (".xml", ".csv", ".tsv", ".txt", ".md", ".html", ".json", ".rtf", ".bin")
_KEY = (
    r"(?<![a-z])sleutel(s|bestand\w*|lijst\w*|blad\w*|tabel\w*)?(?![a-z])"
    r"|(?<![a-z])key.?(files?|list)?(?![a-z])"
    r"|codes?.?(en|met|and|with|bij).?(de.)?nam|nam\w*.?(en|met|and|with|bij).?(de.)?code"
    r"|codebla|code.?sheet|code.?lijst|namen.?lijst"
)
_NAMES = r"|nam(en|es)(?![a-z])|wie.?is.?wie|deelnemer|participant|respondent|inwoner|contact|adres"
_SAYS_KEY = re.compile(_KEY, re.IGNORECASE)
_SUGGESTS_KEY = re.compile(_KEY + _NAMES, re.IGNORECASE)
_CODE = re.compile(PSEUDONYM.encode())
# as people and programs write it too: with another dash, a space or nothing in the middle
_DASH = rb"(?:[-_ \x96\x97\xad]|\\_|\xe2\x80[\x90-\x95]|\xc2\xad|[\x10-\x15]\x20|\x20[\x10-\x15])?"
# without the second sign in it, a file of nothing but the first takes hours
_TAG = re.compile(rb"<[^<>]*>")
# larger than any list of people; what is left of a larger file is not looked at
_BYTES_MOST = 8 * 1024 * 1024
# large trees of other programs; a folder that is only hidden may hold old versions of a key file
_SKIPPED = {".git", ".hg", ".svn", ".venv", ".tox", ".pytest_cache", "__pycache__", "node_modules"}
# what we keep about reports, and what systems and offices put beside an open or copied file
_BESIDE = (".written", "~$", "._", ".~lock")
# what XlsxWriter says of itself, and sheets that our workbooks have
_OUR_VERSION = b"<AppVersion>12.0000</AppVersion>"
_OUR_SHEETS = (b'name="actionlab"', b'name="codebook"')
_ZIP_FAULTS = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    IndexError,
    OverflowError,
    MemoryError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)


def key_files(workspace: Workspace, codes: Collection[str]) -> Iterator[Finding]:
    """Give every file that looks like a key file, by its name or by the codes of participants in it.

    `codes` are those of the workspace, also of people who were erased. What we wrote ourselves, and nobody
    edited, is no key file. Nothing raises; what cannot be opened is judged by its name.
    """
    if workspace.settings.synthetic:
        return  # nobody is behind the codes of invented people
    ours = unedited(workspace)
    wanted = set(codes)
    for path in _files(workspace.root):
        if os.path.realpath(path) not in ours and _is_key_file(path, wanted):
            yield found("key_file_here", path)


def _files(root: Path) -> Iterator[Path]:
    for folder, inside, names in os.walk(root):
        inside[:] = sorted(name for name in inside if name not in _SKIPPED)
        for name in sorted(names):
            path = Path(folder, name)
            # a record file may be so damaged that it does not look like one
            is_record = path.parent.name == "records" and path.suffix == ".json"
            if not is_record and not name.startswith(_BESIDE) and _is_list(name) and _is_file(path):
                yield path


def _is_list(name: str) -> bool:
    _, dot, suffix = name.casefold().rpartition(".")
    return not dot or f".{suffix}" in {*_TEXT, *_OLD_OFFICE, *_ZIPPED, *_CLOSED}


def _is_file(path: Path) -> bool:
    # to open a pipe or a device may take for ever
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _is_key_file(path: Path, wanted: Collection[str]) -> bool:
    codes = _codes_in(path, wanted)
    if codes is None:
        return bool(_SAYS_KEY.search(path.stem))
    if codes and _SAYS_KEY.search(path.stem):
        return True
    few = 1 if _SUGGESTS_KEY.search(path.stem) else min(_CODES_FROM, len(wanted))
    return len(codes.intersection(wanted)) >= max(few, 1)


def _codes_in(path: Path, wanted: Collection[str]) -> set[str] | None:
    """Give the wanted codes in a file, and what else is written as a code; None when it cannot be seen."""
    try:
        if is_elsewhere(path.stat(), room_tells=False):
            return None
        is_zip = zipfile.is_zipfile(path)
        content = _zipped(path) if is_zip else _plain(path)
    except _ZIP_FAULTS:
        # damaged, or closed with a password
        return None
    content = content.upper()
    codes = {each.decode() for each in _CODE.findall(content)}
    codes = {each for each in codes if each in wanted or not each[4:].isalpha()}
    codes |= _spelled(content, wanted)
    is_closed = not is_zip and path.name.casefold().endswith((*_ZIPPED, *_CLOSED))
    return None if is_closed and not codes else codes


def _spelled(content: bytes, wanted: Collection[str]) -> set[str]:
    """Give the wanted codes that stand in capitals in bytes, with whatever people put in the middle."""
    starts = b"|".join(sorted({code[:3].encode() for code in wanted}))
    pattern = rb"(?=(" + (starts or b"(?!)") + rb")" + _DASH + rb"([A-HJ-NP-Z2-9]{4}))"
    found = {b"-".join(each).decode() for each in re.findall(pattern, content)}
    return found.intersection(wanted)


def _plain(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(_BYTES_MOST)
    if content.startswith(record_file.FIRST):
        return b""  # a record file in the wrong place is told as that
    # text of two bytes per character, as Excel writes, has a NUL after each letter
    return content.replace(b"\0", b"")


def _zipped(path: Path) -> bytes:
    """Give the text of a Word, Excel or LibreOffice file, as far as it matters here."""
    room, parts = _BYTES_MOST, []
    with zipfile.ZipFile(path) as archive:
        if _is_as_we_pack(archive) or _is_our_workbook(archive):
            return b""
        for member in archive.infolist():
            if member.filename.endswith(_MEMBERS) and room > 0:
                with archive.open(member) as inside:
                    parts.append(inside.read(room))
                room -= len(parts[-1])
    # Word may break a code into pieces with tags between
    return b"\n".join(_TAG.sub(b"", part).replace(b"\0", b"") for part in parts)


def _is_our_workbook(archive: zipfile.ZipFile) -> bool:
    """Tell whether a workbook for measurements or an export is as we wrote it: nobody saved it since.

    Excel and LibreOffice write another version of the program when they save.
    """
    names = archive.namelist()
    if not names or not {"docProps/app.xml", "xl/workbook.xml"}.issubset(names):
        return False
    sheets = archive.read("xl/workbook.xml")
    return _OUR_VERSION in archive.read("docProps/app.xml") and any(each in sheets for each in _OUR_SHEETS)


def _is_as_we_pack(archive: zipfile.ZipFile) -> bool:
    """Tell whether a Word file is as `report.word.package.pack` leaves it: nobody saved it since.

    Another computer of the team does not remember what was written here. Office programs add `app.xml`.
    """
    members = archive.infolist()
    names = [each.filename for each in members]
    return (
        "docProps/core.xml" in names
        and "docProps/app.xml" not in names
        and names[1:] == sorted(names[1:])
        and all((each.date_time, each.create_system) == ((1980, 1, 1, 0, 0, 0), 0) for each in members)
    )
