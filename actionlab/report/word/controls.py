"""Fields of a form: content controls that Word, LibreOffice and a pen can fill in.

Nothing protects the document, because a telephone cannot fill in a protected one: a control cannot be
deleted, and what is fixed cannot be changed. An empty field is a blank line, or a hint, inside the
control: who clicks on the line is in the field.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from actionlab.report.blocks import Control, Question, Run, Table
from actionlab.report.word.styles import Element, qn
from actionlab.report.word.writer import Writer, printable, set_value, write_text

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
EMPTY_BOX, TICKED_BOX = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}"
HINT_STYLE, BOX_STYLE = "PlaceholderText", "FormTick"
BOX_FONT = "MS Gothic"
# contrast on white 7.0; the hints of a municipality's own style may be paler
GREY = "595959"
_HELP_SIZE = "20"
# Word keeps no more of a name
_LONGEST_NAME = 64
_BLANK = "\N{NO-BREAK SPACE}"
_GAP = f"{_BLANK}{_BLANK} "
# about 4.5 cm, 2.7 cm (a date, or a field behind others) and 1 cm
_LINE_TO_WRITE_ON, _SHORT_LINE, _ROOM_IN_A_CELL = 56, 34, 12
_ROOM_AFTER_A_QUESTION = "80"
# 7.5 and 7 mm, for a pen
_ROW_TO_WRITE_IN, _ROW_TO_TICK = "425", "397"
# an answer of so many letters stays on one line with its box
_SHORT_ANSWER = 30
_IN_A_BOX = ("lines", "text")


def write_question(writer: Writer, block: Question) -> None:
    """Append a question with its fields: on one running line, below one another, or in a box with room.

    Raises ValueError when a field has the name of another one, no name, or one that is too long.
    """
    if writer.room_above == _ROOM_AFTER_A_QUESTION:
        writer.room_above = ""
    boxed = tuple(each for each in block.controls if block.room and each.kind in _IN_A_BOX)
    beside = tuple(each for each in block.controls if each not in boxed)
    is_list = not block.across and len(beside) > 1
    style = "Form Question" if block.text else "Form Small Print"
    paragraph = writer.paragraph(style, stays_with_next=bool(boxed) or is_list)
    writer.runs(paragraph, (Run(block.text, strong=True), Run(_GAP if block.text else "")))
    if block.text and block.help:
        _write_help(paragraph, f"{block.help}{_GAP}")
    elif block.help:
        writer.runs(paragraph, f"{block.help}{_GAP}")
    if is_list:
        for control in beside:
            _write_running(writer, writer.paragraph("Form Choice"), (control,))
    else:
        _write_running(writer, paragraph, beside)
    for control in boxed:
        _write_control(writer, writer.paragraph("Form Box", _in_front(control)), control, room=block.room)
    writer.room_above = _ROOM_AFTER_A_QUESTION


def write_cell(writer: Writer, paragraph: Element, controls: Sequence[Control]) -> None:
    """Fill the paragraph of a table cell with fields."""
    _write_running(writer, paragraph, controls, in_cell=True)


def row_height(cells: Sequence[str | tuple[Run, ...] | tuple[Control, ...]]) -> str:
    """Give the least height of a row of a table, in twentieths of a point; "" for one without fields."""
    fields = (cell for cell in cells if not isinstance(cell, str))
    kinds = {each.kind for cell in fields for each in cell if isinstance(each, Control)}
    if kinds - {"check", "fixed"}:
        return _ROW_TO_WRITE_IN
    return _ROW_TO_TICK if "check" in kinds else ""


def ticked_columns(table: Table) -> Iterator[int]:
    """Give the numbers of the columns, from 0, that hold a single box to tick in each row."""
    for column in range(len(table.header)):
        cells = [row[column] for row in table.rows if column < len(row)]
        if cells and all(
            [each.kind for each in cell if isinstance(each, Control)] == ["check"] for cell in cells
        ):
            yield column


def _write_running(
    writer: Writer, paragraph: Element, controls: Sequence[Control], *, in_cell: bool = False
) -> None:
    for place, control in enumerate(controls):
        if place:
            writer.runs(paragraph, _GAP)
        if control.kind != "check":
            writer.runs(paragraph, _in_front(control))
        line = _SHORT_LINE if place or control.kind == "date" else _LINE_TO_WRITE_ON
        _write_control(writer, paragraph, control, line=_ROOM_IN_A_CELL if in_cell else line)
        if control.kind == "check":
            writer.runs(paragraph, _behind(control))


def _in_front(control: Control) -> str:
    return f"{control.text}{_BLANK}" if control.text else ""


def _behind(control: Control) -> str:
    if len(control.text) <= _SHORT_ANSWER:
        return f" {control.text}".rstrip().replace(" ", _BLANK)
    return f"{_BLANK}{control.text}"


def _write_help(paragraph: Element, text: str) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    letters = etree.SubElement(run, qn("w:rPr"))
    set_value(letters, "w:color", GREY)
    set_value(letters, "w:sz", _HELP_SIZE)
    set_value(letters, "w:szCs", _HELP_SIZE)
    write_text(run, text)


def _write_control(
    writer: Writer, paragraph: Element, control: Control, *, room: int = 0, line: int = 0
) -> None:
    """Append a control that cannot be deleted, with what was filled in beforehand or with room to fill in.

    That is `room` lines, or one of `line` blanks.
    """
    _check_name(writer.tags, control.tag)
    writer.tags.append(control.tag)
    field = etree.SubElement(paragraph, qn("w:sdt"))
    properties = etree.SubElement(field, qn("w:sdtPr"))
    if control.kind == "check":
        _box_letters(properties)
    set_value(properties, "w:alias", printable(control.label or control.tag)[:_LONGEST_NAME])
    set_value(properties, "w:tag", control.tag)
    set_value(properties, "w:id", str(len(writer.tags)))
    set_value(properties, "w:lock", "sdtContentLocked" if control.kind == "fixed" else "sdtLocked")
    content = etree.SubElement(field, qn("w:sdtContent"))
    if control.kind == "check":
        _write_box(properties, content, is_ticked=bool(control.value))
        return
    if not control.value:
        etree.SubElement(properties, qn("w:showingPlcHdr"))
        _write_hint(content, control, room=room, line=line)
    else:
        write_text(etree.SubElement(content, qn("w:r")), _as_shown(control))
    _KINDS[control.kind](properties, control)


def _check_name(taken: Sequence[str], tag: str) -> None:
    if not tag or len(tag) > _LONGEST_NAME or tag in taken:
        raise ValueError(f"{tag!r} cannot be the name of another field")


def _box_letters(parent: Element) -> None:
    set_value(etree.SubElement(parent, qn("w:rPr")), "w:rStyle", BOX_STYLE)


def _write_box(properties: Element, content: Element, *, is_ticked: bool) -> None:
    box = etree.SubElement(properties, f"{{{W14}}}checkbox", nsmap={"w14": W14})
    etree.SubElement(box, f"{{{W14}}}checked").set(f"{{{W14}}}val", str(int(is_ticked)))
    for name, sign in (("checkedState", TICKED_BOX), ("uncheckedState", EMPTY_BOX)):
        state = etree.SubElement(box, f"{{{W14}}}{name}")
        state.set(f"{{{W14}}}val", f"{ord(sign):04X}")
        state.set(f"{{{W14}}}font", BOX_FONT)
    run = etree.SubElement(content, qn("w:r"))
    _box_letters(run)
    write_text(run, TICKED_BOX if is_ticked else EMPTY_BOX)


def _write_hint(content: Element, control: Control, *, room: int, line: int) -> None:
    """Append what shows in an empty field: the hint, and a line or lines to write on by pen.

    It is one run, because old versions of LibreOffice turn several about.
    """
    run = etree.SubElement(content, qn("w:r"))
    letters = etree.SubElement(run, qn("w:rPr"))
    set_value(letters, "w:rStyle", HINT_STYLE)
    set_value(letters, "w:color", GREY)
    if not room and line != _ROOM_IN_A_CELL:
        set_value(letters, "w:u", "single")
    write_text(run, control.hint + ("\n" * (room - 1) + _BLANK if room else _BLANK * line))


def _as_shown(control: Control) -> str:
    if control.kind != "date":
        return control.value
    year, month, day = control.value.split("-")
    return f"{int(day)}-{int(month)}-{year}"


def _make_text(properties: Element, control: Control) -> None:
    # a field that says it is plain text is drawn by LibreOffice 7 without the line to write on
    etree.SubElement(properties, qn("w:richText"))


def _make_lines(properties: Element, control: Control) -> None:
    etree.SubElement(properties, qn("w:text")).set(qn("w:multiLine"), "1")


def _make_date(properties: Element, control: Control) -> None:
    date = etree.SubElement(properties, qn("w:date"))
    if control.value:
        date.set(qn("w:fullDate"), f"{control.value}T00:00:00Z")
    set_value(date, "w:dateFormat", "d-M-yyyy")
    set_value(date, "w:lid", "nl-NL")
    set_value(date, "w:storeMappedDataAs", "dateTime")
    set_value(date, "w:calendar", "gregorian")


_KINDS = {"text": _make_text, "lines": _make_lines, "date": _make_date, "fixed": _make_lines}
