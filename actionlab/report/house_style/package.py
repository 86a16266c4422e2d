"""The file of a house style, before Word's own reader sees it: what may not be in it, and how large it is.

A house style is made by somebody else and may be old, or hostile. Nothing is unpacked before the list of
its parts was checked, and nothing outside it is ever fetched or run.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_

_MEGABYTE = 1024 * 1024
PACKED_MOST, _UNPACKED_MOST, _PARTS_MOST = 20 * _MEGABYTE, 50 * _MEGABYTE, 2_000
_RATIO_MOST, _RATIO_COUNTS_FROM = 200, 4 * _MEGABYTE
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
_ENCRYPTED = 0x1
# the names that only the strict form has, ISO/IEC 29500 part 1
_STRICT = b"http://purl.oclc.org/ooxml/"
_DOCUMENT_TYPE = re.compile(rb"<!(?i:doctype|entity)")
_CONTENT_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_CONTENT_TYPE = b"wordprocessingml.document.main+xml"


class HouseStyleUnreadable(ActionlabError):
    """The house style `file` is not a Word document, or is damaged."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} is not a Word document that can be read. Save it in Word as .docx, "
        "or take it away to use the style of the program."
    )


class HouseStyleStrict(ActionlabError):
    """The house style `file` is in the strict form of the format, which few programs read."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} is a Strict Open XML document. Open it in Word and choose Save as, "
        "Word document (.docx), not Strict Open XML document."
    )


class HouseStyleTooLarge(ActionlabError):
    """The house style `file` is larger than `most` megabytes when unpacked, or has far too many parts."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} is too large: more than {most} MB when unpacked. "
        "Make its pictures smaller and save it in Word again."
    )


class HouseStyleHasMacros(ActionlabError):
    """The house style `file` holds programs, in `part`."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} has macros ({part}). Open it in Word and choose Save as, "
        "Word document (.docx): the macros then stay behind."
    )


class HouseStyleLinksTemplate(ActionlabError):
    """The house style `file` belongs to a template in another file, as `part` says."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} is tied to a template elsewhere ({part}). In Word: File, Options, Add-ins, "
        "Manage: Templates, Go; empty the field and save. Or use that template itself."
    )


class HouseStyleLinksPicture(ActionlabError):
    """The house style `file` shows a picture that is kept in another file, as `part` says."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} shows a picture that is kept elsewhere ({part}). "
        "In Word: delete the picture and insert it again, without a link to the file."
    )


class HouseStyleLinksOutside(ActionlabError):
    """The house style `file` takes something else from another file, as `part` says."""

    exit_code = MALFORMED
    sentence = N_(
        "The house style {file} takes something from another file ({part}). "
        "Delete in Word what is linked or inserted from another file, and save it again."
    )


class HouseStyleHasObject(ActionlabError):
    """A header or footer of the house style `file`, in `part`, holds an object of another program."""

    exit_code = MALFORMED
    sentence = N_(
        "A header or footer of the house style {file} holds an object of another program ({part}). "
        "Replace it in Word by text or a picture, and save it again."
    )


_LINKS = {"attachedTemplate": HouseStyleLinksTemplate, "image": HouseStyleLinksPicture}


def checked(content: bytes, file: str) -> bytes:
    """Give a house style as an ordinary .docx, also when it is a template (.dotx).

    `file` is its name as people see it. Raises `HouseStyleUnreadable`, `HouseStyleStrict`,
    `HouseStyleTooLarge`, `HouseStyleHasMacros`, and what tells of links to other files; hyperlinks are no
    such links.
    """
    parts = _parts(content, file)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and (b"\0" in part or _DOCUMENT_TYPE.search(part)):
            raise HouseStyleUnreadable(file=file)
    if _STRICT in parts.get(_RELATIONS, b""):
        raise HouseStyleStrict(file=file)
    _check_macros(parts, file)
    for name in parts:
        if name.endswith(".rels"):
            _check_relations(parts[name], name, file)
    parts[_CONTENT_TYPES] = parts[_CONTENT_TYPES].replace(_TEMPLATE_TYPE, _DOCUMENT_CONTENT_TYPE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _parts(content: bytes, file: str) -> dict[str, bytes]:
    if len(content) > PACKED_MOST:
        raise HouseStyleTooLarge(file=file, most=_UNPACKED_MOST // _MEGABYTE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [each for each in archive.infolist() if not each.is_dir()]
            _check_sizes(entries, len(content), file)
            parts = dict(_read(archive, entries, file))
    except _FAULTS:
        raise HouseStyleUnreadable(file=file) from None
    if len({name.casefold() for name in parts}) != len(entries) or _CONTENT_TYPES not in parts:
        raise HouseStyleUnreadable(file=file)
    return parts


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, file: str) -> None:
    unpacked = sum(each.file_size for each in entries)
    suspect = unpacked > _RATIO_COUNTS_FROM and unpacked > _RATIO_MOST * size
    if unpacked > _UNPACKED_MOST or suspect or len(entries) > _PARTS_MOST:
        raise HouseStyleTooLarge(file=file, most=_UNPACKED_MOST // _MEGABYTE)


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: str) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise HouseStyleUnreadable(file=file)
        with archive.open(entry) as stream:
            # with a number it unpacks no more than was promised, whatever the size turns out to be
            yield entry.filename, stream.read(entry.file_size + 1)


def _check_macros(parts: Mapping[str, bytes], file: str) -> None:
    for name in parts:
        if name.casefold().endswith(("vbaproject.bin", "vbadata.xml")):
            raise HouseStyleHasMacros(file=file, part=name)
    if b"macroenabled" in parts[_CONTENT_TYPES].lower():
        raise HouseStyleHasMacros(file=file, part=_CONTENT_TYPES)


def _check_relations(part: bytes, name: str, file: str) -> None:
    try:
        relations = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise HouseStyleUnreadable(file=file) from None
    for relation in relations.iter("{*}Relationship"):
        kind = str(relation.get("Type")).rpartition("/")[2]
        if kind == "vbaProject":
            raise HouseStyleHasMacros(file=file, part=name)
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise _LINKS.get(kind, HouseStyleLinksOutside)(file=file, part=name)
