"""Every kind of Word document that the program makes, for every audience, from the example's records."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import forms_made
from builders import CHECKOUT
from click.testing import CliRunner
from house_styles import blue_serif, green_sans

from actionlab.cli.main import program
from actionlab.cli.reporting import ACROSS, ON_ONE, RESEARCHERS
from actionlab.model.vocabulary import ids
from actionlab.report.word.rendering import render_word

DATE = "2026-07-01"
MUNICIPALITIES = ("Houten", "Nieuwegein", "Zeist")
STYLE = (CHECKOUT / "templates" / "house-style.docx").read_bytes()
HOUSE_STYLES = {"blauw.docx": blue_serif, "groen.dotx": green_sans}

# the words of the command that makes it
Words = tuple[str, ...]


def reports(*municipalities: str) -> list[Words]:
    """Give the words for every kind of report, for every audience that it is for."""
    return list(_reports(municipalities))


def _reports(municipalities: tuple[str, ...]) -> Iterator[Words]:
    for audience in ids("audience"):
        for across in ACROSS:
            yield f"--{across}", "--audience", audience
        for name in municipalities:
            yield "-m", name, "--audience", audience
            yield "-m", name, "--audience", audience, "--short"
            if audience != RESEARCHERS:
                yield from (
                    ("-m", name, f"--{kind.replace('_', '-')}", "--audience", audience) for kind in ON_ONE
                )


@cache
def report(words: Words, house_style: str = "") -> bytes:
    """Make a report as a person does; `house_style` is the name of one of `HOUSE_STYLES`."""
    with TemporaryDirectory() as folder:
        made = Path(folder, "rapport.docx")
        given: Words = ()
        if house_style:
            style = Path(folder, house_style)
            style.write_bytes(HOUSE_STYLES[house_style]())
            given = ("--house-style", str(style))
        line = ["-C", str(CHECKOUT), "report", *words, "--date", DATE, "-o", str(made), *given]
        done = CliRunner().invoke(program, line)
        assert done.exit_code == 0, done.stderr
        return made.read_bytes()


@cache
def forms() -> dict[str, bytes]:
    """Make every form of a study with a training session."""
    session = forms_made.session("trn-0001", date="2026-02-03")
    made = forms_made.made(session, modules=(forms_made.MODULE,))
    return {name: render_word(each, STYLE) for name, each in made.items()}


def parts(content: bytes, inside: str = "") -> Iterator[tuple[str, bytes]]:
    """Give the parts of a package by name, and those of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield inside + name, part
            if name.endswith(".xlsx"):
                yield from parts(part, f"{inside}{name}/")
