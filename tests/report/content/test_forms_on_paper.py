"""Forms as paper: the observation form is one page, a letter with consent two, whatever the study asks."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from builders import CHECKOUT
from forms_made import made, template_forms

from actionlab.model.settings import Settings
from actionlab.report import blocks
from actionlab.report.word.rendering import render_word

SOFFICE = shutil.which("soffice")
STYLE = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
LONG = "Wat gebeurt er als de inwoner iets vraagt waar niemand aan tafel een antwoord op heeft?"
MUNICIPALITIES = ["GM0321", "GM0356", "GM0355"]
LETTER, OBSERVATION = "informatiebrief-en-toestemming.docx", "waarnemingsformulier.docx"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        SOFFICE is None, reason="NOT CHECKED: install LibreOffice to see on how many pages the forms stand"
    ),
]


def pages(folder: Path, documents: dict[str, blocks.Document]) -> dict[str, int]:
    """Give the number of pages of each document as LibreOffice prints it."""
    for name, document in documents.items():
        (folder / name).write_bytes(render_word(document, STYLE))
    files = sorted(str(folder / name) for name in documents)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    found = {name: (folder / name).with_suffix(".pdf").read_bytes() for name in documents}
    return {name: len(re.findall(rb"/Type */Page[^s]", content)) for name, content in found.items()}


def test_every_form_of_every_template_fits_its_paper(own_folder: Path) -> None:
    documents = {
        f"{path.stem}--{name}": document
        for path in (CHECKOUT / "templates/studies").glob("*.toml")
        for name, document in template_forms(path.stem, title=LONG).items()
    }
    found = pages(own_folder, documents)
    assert {name: n for name, n in found.items() if n != (2 if name.endswith(LETTER) else 1)} == {}


def test_what_a_study_asks_makes_no_form_longer_than_its_paper(own_folder: Path) -> None:
    documents = {
        f"{n}-prompts.docx": made(observation_prompts=[LONG] * n)[OBSERVATION] for n in range(0, 12, 2)
    }
    # what does not fit on the page stands on its back
    documents["overleaf.docx"] = made(observation_prompts=[LONG] * 20, title=LONG * 3)[OBSERVATION]
    little_known = made(settings=Settings(), municipality=MUNICIPALITIES, legal_basis="public_task")
    documents["unknown.docx"] = little_known[LETTER]
    asked = made(municipality=MUNICIPALITIES, title=LONG * 2, main_question=LONG * 2, legal_basis="consent")
    documents["long.docx"] = asked[LETTER]
    two = {"overleaf.docx", "unknown.docx", "long.docx"}
    found = pages(own_folder, documents)
    assert {name: n for name, n in found.items() if n != (2 if name in two else 1)} == {}
