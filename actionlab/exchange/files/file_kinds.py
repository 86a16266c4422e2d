"""File kinds: what a file is, told from its first bytes and, in an archive, from the list of its parts."""

import io
import re
import zipfile
from pathlib import PurePath

from actionlab.exchange.files.refused import (
    DamagedPackage,
    EmptyFile,
    Encrypted,
    HasMacros,
    NotThisKind,
    OnlyToLookAt,
    WrongName,
)
from actionlab.i18n import N_, _

# what is wanted, as a message id
TABLE = N_("an Excel workbook (.xlsx) or a .csv file")
WORKBOOK = N_("an Excel workbook (.xlsx)")
DOCUMENT = N_("a Word document (.docx) or an Excel workbook (.xlsx)")
_WORD = N_("a Word document (.docx)")
PARTS_MOST = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = {
    "pdf": re.compile(rb"%PDF-"),
    "rtf": re.compile(rb"\{\\rtf"),
    "image": re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*"),
    "html": re.compile(
        rb"(?i:(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|meta|table|div|script|style)\b)"
    ),
    "xml": re.compile(rb"<\?xml"),
    "json": re.compile(rb"\{\s*(\"|\})|\[\s*(\{|\[|\]|\")"),
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
# one odd character is a fault that can be told with its line
_CONTROLS_MOST, _CONTROLS_FEW = 1 / 50, 8
# by the type of the main part; the first that is found
_OFFICE = {
    b"wordprocessingml.document.main+xml": "zip/docx",
    b"spreadsheetml.sheet.main+xml": "zip/xlsx",
    b"ms-word.document.macroenabled": "zip/docm",
    b"ms-excel.sheet.macroenabled": "zip/xlsm",
    b"ms-excel.sheet.binary": "zip/xlsb",
    b"wordprocessingml.template.main+xml": "zip/dotx",
    b"spreadsheetml.template.main+xml": "zip/xltx",
    b"presentationml.": "zip/pptx",
}
_OPEN_OFFICE = {b".text": "odt", b".spreadsheet": "ods"}
# what these can be saved as in their own program
_REMEDIES = {"odt": _WORD, "rtf": _WORD, "zip/dotx": _WORD}
_REMEDIES |= {"ods": WORKBOOK, "zip/xlsb": WORKBOOK, "zip/xltx": WORKBOOK}
_MACROS = {"zip/docm": ".docx", "zip/xlsm": ".xlsx"}
_KINDS = {
    TABLE: ("zip/xlsx", "text"),
    WORKBOOK: ("zip/xlsx",),
    DOCUMENT: ("zip/docx", "zip/xlsx"),
}
_ENDINGS = {"zip/docx": (".docx",), "zip/xlsx": (".xlsx",), "text": (".csv", ".txt", ".tsv", ".tab")}
# names that promise something; any other name promises nothing
_PROMISES = {ending for endings in _ENDINGS.values() for ending in endings}
_FOUND = {
    "zip/docx": N_("a Word document"),
    "zip/xlsx": N_("an Excel workbook"),
    "zip/xlsb": N_("a binary Excel workbook (.xlsb)"),
    "zip/dotx": N_("a Word template"),
    "zip/xltx": N_("an Excel template"),
    "zip/pptx": N_("a presentation"),
    "zip": N_("a zip archive"),
    "ole": N_("a file of an old Excel or Word (.xls, .doc)"),
    "odt": N_("an OpenDocument text (.odt)"),
    "ods": N_("an OpenDocument spreadsheet (.ods)"),
    "html": N_("a web page"),
    "xml": N_("an XML file"),
    "pdf": N_("a PDF file"),
    "rtf": N_("an RTF file"),
    "json": N_("a JSON file"),
    "image": N_("a picture"),
    "text": N_("a text file"),
    "binary": N_("no text and no office file"),
}


def sniff(content: bytes) -> str:
    """Give what a file is: a key of `_FOUND`, "zip/docm", "zip/xlsm", "zip/damaged" or "empty". Never raises.

    "text" is what could be a .csv file, "zip" an archive of something else, "ole" an old office file or one
    with a password.
    """
    if content.startswith(b"PK\3\4"):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        return "ole"
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    known = next((kind for kind, begins in _BEGINNINGS.items() if begins.match(start)), "")
    if known == "json" and content.rstrip()[-1:] not in (b"}", b"]"):
        known = ""
    if known:
        return known
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return "empty"
    return "text" if _is_text(content) else "binary"


def checked_kind(content: bytes, file: str, *, wanted: str) -> str:
    """Give the kind of a file: "zip/docx", "zip/xlsx" or "text"; `wanted` is TABLE, WORKBOOK or DOCUMENT.

    Raises `EmptyFile`, `DamagedPackage`, `Encrypted`, `HasMacros`, `OnlyToLookAt`, `NotThisKind`,
    and `WrongName` when the name promises another kind than the content is.
    """
    kind = sniff(content)
    if kind == "empty":
        raise EmptyFile(file=file)
    if kind == "zip/damaged":
        raise DamagedPackage(file=file)
    if kind in _MACROS:
        raise HasMacros(file=file, ending=_MACROS[kind])
    if kind == "ole" and "EncryptedPackage".encode("utf-16-le") in content:
        raise Encrypted(file=file)
    ending = PurePath(file).suffix.casefold()
    if kind in ("pdf", "image"):
        raise OnlyToLookAt(file=file, found=_(_FOUND[kind]))
    if kind not in _KINDS[wanted]:
        remedy = _WORD if kind == "ole" and ending == ".doc" else _REMEDIES.get(kind, wanted)
        raise NotThisKind(file=file, found=_(_FOUND[kind]), wanted=_(remedy))
    if ending in _PROMISES and ending not in _ENDINGS[kind]:
        raise WrongName(file=file, found=_(_FOUND[kind]), ending=_ENDINGS[kind][0])
    return kind


def _kind_of_archive(content: bytes) -> str:
    if content.count(b"PK\1\2") > 2 * PARTS_MOST:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            types = _beginning(archive, "[Content_Types].xml").replace(b"\0", b"").lower()
            mimetype = _beginning(archive, "mimetype")
    # whatever goes wrong in a file of which nothing is known yet
    except Exception:
        return "zip/damaged"
    if b"opendocument" in mimetype:
        return next((kind for word, kind in _OPEN_OFFICE.items() if word in mimetype), "zip")
    return next((kind for word, kind in _OFFICE.items() if word in types), "zip")


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.namelist():
        return b""
    with archive.open(name) as stream:
        return stream.read(1024 * 1024)


def _is_text(content: bytes) -> bool:
    sample = content[:65536]
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff") or wide_encoding(content):
        return True
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls <= max(_CONTROLS_FEW, len(sample) * _CONTROLS_MOST)


def wide_encoding(content: bytes) -> str:
    """Give "utf-16-le" or "utf-16-be" for a text without a mark with a zero in every other byte; else ""."""
    sample = content[:4096]
    pairs = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        others = sample[::2] if encoding == "utf-16-le" else sample[1::2]
        if pairs and zeros[:pairs].count(0) > pairs * 0.7 and others.count(0) <= pairs * _CONTROLS_MOST:
            return encoding
    return ""
