"""Open a report as a reader would, and fail when it is not the report of the example.

python tools/look_at_report.py reports/terugkoppelrapport-houten.docx
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document

LEARNED = "Wat hebben we geleerd?"
FEWEST_INSIGHTS = 5
FEWEST_BYTES, MOST_BYTES = 10_000, 2_000_000


def look(path: Path) -> str:
    """Give the title, the number of insights and the size in one line; ValueError when they are not right."""
    document = docx.Document(str(path))
    title, size = document.core_properties.title, path.stat().st_size
    learned = list(insights(document))
    if not title.startswith("Terugkoppelrapport") or "Houten" not in title:
        raise ValueError(f"the title is {title!r}")
    if len(learned) < FEWEST_INSIGHTS:
        raise ValueError(f"at least {FEWEST_INSIGHTS} insights expected, found {learned}")
    if not FEWEST_BYTES <= size <= MOST_BYTES:
        raise ValueError(f"{size} bytes is not the size of a report")
    return f"{title}: {len(learned)} insights, {size} bytes"


def insights(document: Document) -> Iterator[str]:
    """Give the insights: the headings of the third level in the section on what was learned."""
    section = ""
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Heading 1":
            section = paragraph.text
        elif style == "Heading 3" and LEARNED in section:
            yield paragraph.text


if __name__ == "__main__":
    print(look(Path(sys.argv[1])))
