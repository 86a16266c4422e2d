"""The pages for whoever begins: every command in them runs, and prints what the page says."""

import os
import re
import sys
from pathlib import Path

import pytest
import readme

CHECKOUT = Path(__file__).parent.parent
PAGES = {path.stem: path for path in readme.DOCUMENTS if path.parent.name == "docs"}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}
LEFT_BEHIND = {
    "handleiding": {
        "reservekopie-2026-12-08/studies/samen-aan-tafel/studieplan.docx",
        "werkmap/reports/terugkoppelrapport-houten.docx",
    },
    "samenwerken": {
        f"{place}/studies/samen-aan-tafel/studieplan.docx"
        for place in ("collega/OneDrive/onderzoek", "elders/onderzoek", "kantoor/OneDrive/onderzoek")
    },
}
FORBIDDEN = r"je|jij|jouw|observaties?|cliënt(?:en)?|nulmeting|effect|bewezen|workspace|template|record"


def prose(text: str) -> str:
    """Give the sentences of a page, without blocks, notes and what is written as code."""
    without_blocks = re.sub(r"^```.*?^```$|<!--.*?-->", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`]*`|\]\([^)]*\)", "", without_blocks)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminal")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_the_program_prints(name: str, own_folder: Path) -> None:
    # after a change: python tools/readme.py refresh
    assert readme.refreshed(TEXTS[name], own_folder) == TEXTS[name]

    made = {path.relative_to(own_folder).as_posix() for path in own_folder.rglob("*.docx")}
    assert made >= LEFT_BEHIND[name]


@pytest.mark.parametrize("verb", ["init", "new-study", "log", "report", "status", "search", "merge", "undo"])
def test_the_handleiding_shows_what_a_first_day_needs(verb: str) -> None:
    assert f"> actionlab {verb} " in readme.console(TEXTS["handleiding"]).replace("\n", " ")


@pytest.mark.parametrize("name", PAGES)
def test_powershell_and_bash_get_the_same_commands(name: str) -> None:
    pairs = re.findall(r"^```powershell\n(.*?)^```\n\n(?:```bash\n(.*?)^```$)?", TEXTS[name], re.S | re.M)

    # how another program comes on a computer differs; from there on all is the same
    installing = r"^(?:winget|py -m pip|sudo apt) .*\n"
    windows = [re.sub(installing, "", block, flags=re.MULTILINE) for block, _bash in pairs]
    assert [each.replace("py -m pipx", "pipx").replace(".\\", "./") for each in windows] == [
        re.sub(installing, "", bash, flags=re.MULTILINE) for _block, bash in pairs
    ]


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_a_page_is_hard_to_read(name: str) -> None:
    sentences = re.split(r"[.!?:|]\s|\n", prose(TEXTS[name]))
    long = [each for each in sentences if len(each.split()) > 22]

    assert long == []
    assert re.findall(rf"\b(?:{FORBIDDEN})\b", prose(TEXTS[name]), re.IGNORECASE) == []


@pytest.mark.parametrize("name", PAGES)
def test_readme_leads_to_every_page(name: str) -> None:
    assert f"(docs/{name}.md)" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_codes_keep_the_signs_they_have_on_the_page() -> None:
    text = "```console\n> one\nobs-7k3fq2xd HOU-K7M2\n> show obs-7k3fq2xd\nold\n```\n"
    ran = []

    def run(command: str) -> str:
        ran.append(command)
        return {"one": "obs-00000001 HOU-AAAA\n"}.get(command, "this is obs-00000001\n")

    assert readme.with_output(text, run) == (
        "```console\n> one\nobs-7k3fq2xd HOU-K7M2\n> show obs-7k3fq2xd\nthis is obs-7k3fq2xd\n```\n"
    )
    assert ran == ["one", "show obs-00000001"]


def test_a_code_that_the_page_did_not_have_is_shown_as_it_is() -> None:
    text = "```console\n> one\nobs-7k3fq2xd\n```\n"

    printed = readme.with_output(text, lambda _command: "obs-00000001 obs-00000002\n")

    assert printed == "```console\n> one\nobs-7k3fq2xd obs-00000002\n```\n"


def test_laptops_get_the_newest_of_what_they_share(own_folder: Path) -> None:
    session = readme.Session(own_folder)
    for time, (name, text) in enumerate({"thuis": "new", "kantoor": "old"}.items()):
        session.note("laptop", name)
        session.run("mkdir Map")
        session.run("cd Map")
        file = session.current / "shared.txt"
        file.write_text(text, encoding="utf-8")
        os.utime(file, (2_000 - time, 2_000 - time))

    session.note("sync", "Map")

    found = [path.read_text(encoding="utf-8") for path in sorted(own_folder.rglob("shared.txt"))]
    assert found == ["new", "new"]


@pytest.mark.long
def test_a_day_on_a_page_is_the_day_of_the_program(own_folder: Path) -> None:
    session = readme.Session(own_folder)
    session.note("today", "2026-12-08")
    session.run("actionlab init --example")

    code = session.run('actionlab log observation -s hou-driehoek "Er is koffie." --date gisteren').split()[0]

    assert "2026-12-07" in session.run(f"actionlab show {code} --json")


@pytest.mark.long
def test_a_command_has_to_end_as_the_page_says(own_folder: Path) -> None:
    session = readme.Session(own_folder)
    session.note("exit", "1")

    assert "werkmap" in session.run("actionlab status")
    with pytest.raises(ValueError, match="exit code 1"):
        session.run("actionlab status")


def test_another_program_is_not_run(own_folder: Path) -> None:
    with pytest.raises(ValueError, match="rm"):
        readme.Session(own_folder).run("rm -r werkmap")
