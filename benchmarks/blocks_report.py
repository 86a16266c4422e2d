"""A report from its blocks with our own writer: `run-blocks_report BLOCKS.json TEMPLATE.docx REPORT.docx`."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actionlab.report.blocks import Block, Bullets, Document, Heading, Paragraph, Quote, Table, Title
from actionlab.report.word.rendering import render_word


def program() -> None:
    """Write the blocks as a report."""
    blocks, template, report = map(Path, sys.argv[1:])
    content = [_block(each) for each in json.loads(blocks.read_text(encoding="utf-8"))]
    document = Document(title="Report", blocks=content, author="actionlab")
    report.write_bytes(render_word(document, template.read_bytes()))


def _block(flat: Mapping[str, Any]) -> Block:
    style, text = flat["style"], flat.get("text", "")
    if style == "Table":
        header, *rows = map(tuple, flat["rows"])
        return Table(caption=flat["caption"], header=header, rows=tuple(rows))
    if style.startswith("Heading"):
        return Heading(text, int(style[-1]))
    made: dict[str, Block] = {
        "Title": Title(title=text),
        "List Bullet": Bullets(items=(text,)),
        "Quote": Quote(text=text, attribution=""),
    }
    return made.get(style) or Paragraph(text)
