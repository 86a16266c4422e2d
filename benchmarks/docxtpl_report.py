"""A report from its blocks with docxtpl: `run-docxtpl_report BLOCKS.json TEMPLATE.docx REPORT.docx`."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate


def program() -> None:
    """Fill the template with the blocks and write the report."""
    blocks, template, report = sys.argv[1:]
    document = DocxTemplate(template)
    document.render({"blocks": json.loads(Path(blocks).read_text(encoding="utf-8"))}, autoescape=True)
    document.save(report)
