"""Filled forms: a form with every kind of field, filled in as Word writes it and by LibreOffice itself."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Set
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from builders import CHECKOUT
from lxml import etree

from actionlab.model.form_mark import Mark
from actionlab.report.blocks import Control, Document, Heading, Paragraph, Question, Table
from actionlab.report.word.rendering import render_word

HOUSE_STYLE = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Word cuts what is typed into runs wherever it likes
_RUN = 40

MARK = Mark(form="observation", study="hou-driehoek", version=1)
BLOCKS = (
    Heading("Waarnemingsformulier"),
    Paragraph("Schrijf geen namen op."),
    Question(
        text="Datum", controls=(Control(tag="date", label="Datum", kind="date", hint="dag-maand-jaar"),)
    ),
    Question(
        text="Situatie",
        help="Kruis aan.",
        controls=(
            Control(tag="setting.visit", label="huisbezoek", kind="check", text="huisbezoek"),
            Control(tag="setting.other", label="anders", kind="check", text="anders:"),
            Control(tag="setting_other", label="Andere situatie"),
        ),
    ),
    Question(
        text="Kijkvraag",
        across=False,
        controls=tuple(
            Control(tag=f"prompt.{n}", label=f"Kijkvraag {n}", kind="check", text=f"Kijkvraag {n}")
            for n in (1, 2)
        ),
    ),
    Question(
        text="Wat zag u?", room=4, controls=(Control(tag="what_seen", label="Wat zag u?", kind="lines"),)
    ),
    Question(text="Betekenis", controls=(Control(tag="interpretation", label="Betekenis", kind="lines"),)),
    Table(
        caption="Aantallen",
        header=("Rol", "Aantal", "Ja"),
        rows=(
            (
                (Control(tag="goal.1", label="Leerdoel", kind="fixed", value="Regie & <b>benoemen</b>"),),
                (Control(tag="n.resident", label="Aantal inwoners"),),
                (Control(tag="fits.1", label="Past", kind="check"),),
            ),
        ),
    ),
)


def form(mark: Mark = MARK) -> bytes:
    """A form with every kind of field, as the program makes it."""
    document = Document(title="Formulier", author="Werkplaats", blocks=BLOCKS, footer="Formulier", form=mark)
    return render_word(document, HOUSE_STYLE)


def parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name."""
    with ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    """A Word file of these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name, blob in content.items():
            package.writestr(name, blob)
    return stream.getvalue()


def with_part(docx: bytes, name: str, blob: bytes) -> bytes:
    """The same file with another part of that name."""
    return packed(parts(docx) | {name: blob})


def fill(docx: bytes, answers: Mapping[str, str], ticked: Set[str] = frozenset()) -> bytes:
    """The form filled in as Word writes it: `answers` and `ticked` by tag, a date as ISO.

    Raises KeyError for a field that the form does not have.
    """
    body = etree.fromstring(parts(docx)["word/document.xml"])
    fields: dict[str, Any] = {
        str(each.get(f"{W}val")): next(each.iterancestors(f"{W}sdt")) for each in body.iter(f"{W}tag")
    }
    for tag, text in answers.items():
        _type(fields[tag], text)
    for tag in ticked:
        _tick(fields[tag])
    return with_part(docx, "word/document.xml", etree.tostring(body, xml_declaration=True, encoding="UTF-8"))


def _type(field: Any, text: str) -> None:
    """Put text in a control: the words of the empty field go, and so does what says that they show."""
    properties, content = field[0], field[-1]
    for mark in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(mark)
    date, day = properties.find(f"{W}date"), _ISO.fullmatch(text)
    if date is not None and day:
        date.set(f"{W}fullDate", f"{text}T00:00:00Z")
        text = f"{int(day[3])}-{int(day[2])}-{day[1]}"
    for run in list(content):
        content.remove(run)
    for place in range(0, len(text), _RUN):
        run = etree.SubElement(content, f"{W}r")
        run.set(f"{W}rsidR", f"00A{place:05X}")
        _write(run, text[place : place + _RUN])
        etree.SubElement(content, f"{W}proofErr").set(f"{W}type", "spellStart")


def _write(run: Any, text: str) -> None:
    for piece in re.split(r"([\n\t])", text):
        if piece in ("\n", "\t"):
            etree.SubElement(run, f"{W}br" if piece == "\n" else f"{W}tab")
        elif piece:
            words = etree.SubElement(run, f"{W}t")
            words.text = piece
            words.set(_SPACE, "preserve")


def _tick(field: Any) -> None:
    field[0].find(f"{W14}checkbox/{W14}checked").set(f"{W14}val", "1")
    field[-1].find(f".//{W}t").text = "☒"


class LibreOffice:
    """The LibreOffice of this computer: the one on the path, or the one that SOFFICE names."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder for its settings and its files."""
        self._folder = folder
        self._command = [
            os.environ.get("SOFFICE") or "soffice",
            f"-env:UserInstallation={(folder / 'settings').as_uri()}",
            "--headless",
            "--norestore",
        ]

    @staticmethod
    def version() -> int:
        """The year or number of its version, 7 or 25; 0 when there is none."""
        program = os.environ.get("SOFFICE") or shutil.which("soffice")
        if not program:
            return 0
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
        found = re.search(r"LibreOffice ([0-9]+)", said)
        return int(found[1]) if found else 0

    def saved(self, docx: bytes, kind: str = "docx") -> bytes:
        """The file as it opens it and saves it again."""
        (self._folder / "in.docx").write_bytes(docx)
        out = self._folder / "out"
        self._run("--convert-to", kind, "--outdir", str(out), str(self._folder / "in.docx"))
        return (out / f"in.{kind}").read_bytes()

    def filled(self, docx: bytes, answers: Mapping[str, str], ticked: Set[str] = frozenset()) -> bytes:
        """The form filled in by its own interface, and saved."""
        source, target = self._folder / "in.docx", self._folder / "filled.docx"
        source.write_bytes(docx)
        self._run("--terminate_after_init")
        self._install(
            _MACRO.format(source=source.as_uri(), target=target.as_uri(), fields=_told(answers, ticked))
        )
        self._run("macro:///Standard.Module1.Main")
        return target.read_bytes()

    def _run(self, *words: str) -> None:
        # the first start makes the settings and asks to be started again
        for _attempt in range(2):
            done = subprocess.run([*self._command, *words], capture_output=True, timeout=120, check=False)
            if done.returncode != 81:
                return

    def _install(self, macro: str) -> None:
        library = self._folder / "settings" / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        space = 'xmlns:library="http://openoffice.org/2000/library"'
        (library.parent / "script.xlc").write_text(
            _XML.format("library:libraries", "libraries") + f"<library:libraries {space}>"
            '<library:library library:name="Standard" library:link="false"/></library:libraries>'
        )
        (library / "script.xlb").write_text(
            _XML.format("library:library", "library")
            + f'<library:library {space} library:name="Standard" library:readonly="false">'
            '<library:element library:name="Module1"/></library:library>'
        )
        (library / "Module1.xba").write_text(
            _XML.format("script:module", "module")
            + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
            f' script:language="StarBasic">{escape(macro)}</script:module>',
            encoding="utf-8",
        )


_XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{}.dtd">\n'
)
_MACRO = """
Sub Fill(doc, tag, text, day)
  For i = 0 To doc.ContentControls.getCount() - 1
    field = doc.ContentControls.getByIndex(i)
    If field.Tag = tag Then
      field.ShowingPlaceHolder = False
      If field.Checkbox Then field.Checked = True
      If day <> "" Then field.CurrentDate = day & "T00:00:00Z"
      field.String = text
    End If
  Next
End Sub
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim asWord(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  asWord(0).Name = "FilterName"
  asWord(0).Value = "MS Word 2007 XML"
  doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  {fields}
  doc.storeToURL("{target}", asWord())
  doc.close(True)
  StarDesktop.terminate()
End Sub
"""


def _told(answers: Mapping[str, str], ticked: Set[str]) -> str:
    lines = []
    for tag, text in answers.items():
        day = _ISO.fullmatch(text)
        shown = f"{int(day[3])}-{int(day[2])}-{day[1]}" if day else text
        lines.append(f'Fill(doc, "{tag}", {_basic(shown)}, "{text if day else ""}")')
    lines += [f'Fill(doc, "{tag}", "☒", "")' for tag in ticked]
    return "\n  ".join(lines)


def _basic(text: str) -> str:
    """Text as an expression of Basic."""
    lines = ['"' + line.replace('"', '""') + '"' for line in text.split("\n")]
    return " & Chr(10) & ".join(lines).replace("\t", '" & Chr(9) & "')
