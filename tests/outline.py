"""A Word file as a text outline: one line per paragraph with its style, tables row by row."""

import io

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

MARKS = {
    "Heading 1": "# ",
    "Heading 2": "## ",
    "Heading 3": "### ",
    "List Bullet": "- ",
    "List Number": "1. ",
}


def outline(content: bytes) -> str:
    """Give the text of a Word file as somebody reads it, with a mark for every style that is not plain."""
    document = docx.Document(io.BytesIO(content))
    lines = [line for part in _parts(document) for line in part if line]
    return "\n".join(lines) + "\n"


def _parts(document: Document) -> list[list[str]]:
    return [
        _rows(part) if isinstance(part, Table) else [_paragraph(part)]
        for part in document.iter_inner_content()
    ]


def _paragraph(paragraph: Paragraph) -> str:
    style = paragraph.style.name if paragraph.style and paragraph.style.name else ""
    text = paragraph.text.replace("\n", " / ").replace("\t", " ")
    if not text:
        return ""
    mark = MARKS.get(style, "" if style in ("Normal", "Body Text") else f"[{style}] ")
    return f"\n{mark}{text}" if style.startswith("Heading") else f"{mark}{text}"


def _rows(table: Table) -> list[str]:
    rows = [[cell.text.replace("\n", " / ") for cell in row.cells] for row in table.rows]
    return ["| " + " | ".join(row) + " |" for row in rows]
