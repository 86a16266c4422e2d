"""What a report of 1,000 observations costs, beside docxtpl and pandoc that are handed its text.

    python -m pip install '.[benchmarks]' && python benchmarks/report_peers.py [RUNS]

Our writer, docxtpl and pandoc get the same headings, paragraphs, lists and tables ready-made, and our house
style as their template. The last row is the whole of ours: it reads the records, works out what may be said,
looks for personal data and draws charts as well. Prints medians and how many characters of text each file
has, and ends with 1 when our writer is not the first, or when none of the others is there to be beside. For
Linux and macOS.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import docx
from docx.document import Document as Package
from many_observations import MUNICIPALITY, workspace
from timing import Task, as_entry_script, entry_script, environment, interleaved, table

from actionlab import store
from actionlab.cli.main import program
from actionlab.report import blocks
from actionlab.report.word.package import leave_behind

RUNS = 9
OBSERVATIONS = 1_000
AUDIENCE = "researchers"
OURS, DOCXTPL, PANDOC, WHOLE = "our writer", "docxtpl", "pandoc", "actionlab report"
STYLES = ("Title", "Heading 1", "Heading 2", "Heading 3", "Normal", "Quote", "List Bullet")
MARKDOWN = {
    "Title": "# ",
    **{f"Heading {level}": f"{'#' * level} " for level in (1, 2, 3)},
    "Quote": "> ",
    "List Bullet": "- ",
}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~^$'\"@])")

Flat = dict[str, Any]


def main(runs: int) -> int:
    """Measure, print, and give 1 when our writer is not the first, or stands alone."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        environ = environment(root / "home")
        os.environ.update(environ)
        here = workspace(root / "work", OBSERVATIONS)
        flat = list(_flat(_document(here, root / "first.docx")))
        (root / "blocks.json").write_text(json.dumps(flat), encoding="utf-8")
        style = root / "style.docx"
        style.write_bytes(store.template_bytes(store.open_workspace(here), "house-style.docx"))
        whole = [str(entry_script()), "-C", str(here), *_report(_made(root, WHOLE))]
        tasks = [
            Task(name=OURS, arguments=_filled(root, OURS, "blocks_report", style), folder=root),
            *_docxtpl(root, style),
            *_pandoc(root, flat, style),
            Task(name=WHOLE, arguments=whole, folder=root),
        ]
        times = interleaved(tasks, runs, environ)
        print(f"a report of {OBSERVATIONS:,} observations, medians of {runs} runs\n")
        print(table(times, {f"x {OURS}": OURS}), end="\n\n")
        for name in times:
            print(f"{name}: {_characters(_made(root, name)):,} characters of text")
    del times[WHOLE]
    sentence, is_kept = _judged({name: time.wall for name, time in times.items()})
    print(f"\n{sentence}")
    return int(not is_kept)


def _judged(times: Mapping[str, float]) -> tuple[str, bool]:
    """Say whether our writer is the first of those that were measured; alone it is not."""
    left_out = ", ".join(name for name in (DOCXTPL, PANDOC) if name not in times)
    if len(times) == 1:
        return f"not checked: {left_out}", False
    first = min(times, key=lambda name: times[name])
    sentence = f"first of {len(times)}: {first}: {'kept' if first == OURS else 'BROKEN'}"
    return f"{sentence} (not checked: {left_out})" if left_out else sentence, first == OURS


def _made(root: Path, name: str) -> Path:
    return root / f"{name}.docx"


def _filled(root: Path, name: str, module: str, template: Path) -> list[str]:
    made = as_entry_script(module, root)
    return [made, str(root / "blocks.json"), str(template), str(_made(root, name))]


def _report(file: Path) -> list[str]:
    return ["report", "-m", MUNICIPALITY, "--audience", AUDIENCE, "--date", "2026-07-01", "-o", str(file)]


def _document(here: Path, file: Path) -> blocks.Document:
    """Give the blocks of our report."""
    with (
        patch("actionlab.report.word.rendering.render_word", return_value=b"") as render,
        redirect_stdout(StringIO()),
        suppress(SystemExit),
    ):
        program.main(["-C", str(here), *_report(file)])
    found: blocks.Document = render.call_args.args[0]
    return found


def _flat(document: blocks.Document) -> Iterator[Flat]:
    """Give every paragraph as its style and text, and every table as its rows of texts."""
    for block in document.blocks:
        match block:
            case blocks.Title():
                yield {"style": "Title", "text": block.title}
                facts = (f"{label}: {fact}" for label, fact in block.facts)
                yield from (
                    {"style": "Normal", "text": text} for text in (block.subtitle, *facts, block.notice)
                )
            case blocks.Heading():
                yield {"style": f"Heading {block.level}", "text": f"{block.number} {block.text}".strip()}
            case blocks.Paragraph():
                yield {"style": "Normal", "text": blocks.plain(block.text)}
            case blocks.Bullets():
                yield from ({"style": "List Bullet", "text": blocks.plain(each)} for each in block.items)
            case blocks.Quote():
                yield {"style": "Quote", "text": f"‘{block.text}’ – {blocks.plain(block.attribution)}"}
            case blocks.Table():
                rows = [[_cell(cell) for cell in row] for row in (block.header, *block.rows)]
                yield {"style": "Table", "caption": block.caption, "rows": rows}
            case _:
                pass  # places, page breaks, contents, and the charts that the others cannot draw


def _cell(cell: str | tuple[blocks.Run, ...] | tuple[blocks.Control, ...]) -> str:
    if isinstance(cell, str):
        return cell
    return "".join(each.text for each in cell)


def _docxtpl(root: Path, style: Path) -> Iterator[Task]:
    if not find_spec("docxtpl"):
        print("docxtpl is not installed: left out (python -m pip install '.[benchmarks]')")
        return
    template = root / "template.docx"
    package = docx.Document(str(style))
    leave_behind(package)
    _write_template(package)
    package.save(str(template))
    yield Task(name=DOCXTPL, arguments=_filled(root, DOCXTPL, "docxtpl_report", template), folder=root)


def _write_template(package: Package) -> None:
    """Write a loop over the blocks, with a branch for each style and one for tables."""
    package.add_paragraph("{%p for block in blocks %}")
    for name in STYLES:
        package.add_paragraph(f"{{%p if block.style == '{name}' %}}")
        style = name if name in [each.name for each in package.styles] else None
        package.add_paragraph("{{ block.text }}", style=style)
        package.add_paragraph("{%p endif %}")
    package.add_paragraph("{%p if block.rows %}")
    package.add_paragraph("{{ block.caption }}", style="Caption")
    cells = package.add_table(rows=3, cols=3)
    cells.cell(0, 0).text = "{%tr for row in block.rows %}"
    for column, text in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        cells.cell(1, column).text = text
    cells.cell(2, 0).text = "{%tr endfor %}"
    package.add_paragraph("{%p endif %}")
    package.add_paragraph("{%p endfor %}")


def _pandoc(root: Path, flat: Sequence[Flat], style: Path) -> Iterator[Task]:
    made = _pandoc_program()
    if not made:
        print("pandoc is not installed: left out (python -m pip install '.[benchmarks]')")
        return
    text = root / "report.md"
    text.write_text("\n\n".join(map(_markdown, flat)), encoding="utf-8")
    arguments = [made, str(text), "--reference-doc", str(style), "-o", str(_made(root, PANDOC))]
    yield Task(name=PANDOC, arguments=arguments, folder=root)


def _pandoc_program() -> str:
    """Give the path of pandoc: of the package beside this Python, else of the machine; empty without any."""
    package = find_spec("pypandoc")
    inside = Path(package.origin).parent / "files" / "pandoc" if package and package.origin else None
    return str(inside) if inside and inside.exists() else shutil.which("pandoc") or ""


def _markdown(block: Flat) -> str:
    if block["style"] != "Table":
        return MARKDOWN.get(block["style"], "") + _escaped(block["text"])
    header, *rows = (f"| {' | '.join(map(_escaped, row))} |" for row in block["rows"])
    return "\n".join((header, "|" + "---|" * len(block["rows"][0]), *rows, "", _escaped(block["caption"])))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _characters(file: Path) -> int:
    with ZipFile(file) as package:
        text = package.read("word/document.xml").decode()
    return sum(map(len, re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", text)))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else RUNS))
