"""What we tell people is true: README against the program, and the documents against the code."""

import re
from pathlib import Path

import pytest
import readme

from actionlab import errors
from actionlab.cli.main import VERBS
from actionlab.model.kinds import KINDS

CHECKOUT = Path(__file__).parent.parent
DOCS = CHECKOUT / "docs"
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (DOCS / "contributing.md").read_text(encoding="utf-8")
DOCUMENTS = [CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PARTS = ["Question", "What we chose", "What we gave up", "What would change our mind", "Date"]


def name(path: Path) -> str:
    """Give the path of a document as seen from the checkout."""
    return path.relative_to(CHECKOUT).as_posix()


def test_readme_shows_what_the_program_prints(own_folder: Path) -> None:
    printed = readme.refreshed(README, own_folder)

    # after a change: python tools/readme.py refresh
    assert readme.console(README) == readme.console(printed)


def test_readme_shows_the_three_verbs() -> None:
    shown = readme.console(README)

    assert [verb for verb in ("new-study", "log", "report") if f"$ actionlab {verb} " not in shown] == []


def test_another_output_than_the_real_one_is_noticed() -> None:
    text = "```console\n$ actionlab where\nhere\n```\n"

    assert readme.with_output(text, lambda command: f"ran {command}\n") == (
        "```console\n$ actionlab where\nran actionlab where\n```\n"
    )


def test_ids_may_differ_from_run_to_run() -> None:
    one, other = (
        "```console\n$ actionlab log note x\n" + each + "\n```\n" for each in ("not-7k3fq2xd", "not-00000000")
    )

    assert readme.console(one) == readme.console(other) == "$ actionlab log note x\nnot-…\n"


def test_a_command_that_fails_is_not_shown(own_folder: Path) -> None:
    with pytest.raises(ValueError, match="exit code 1"):
        readme.Session(own_folder).run("actionlab status")


def test_readme_has_one_command_for_the_report_and_one_for_the_tests() -> None:
    report, test = readme.command(README, "report"), readme.command(README, "test")

    assert "pip install" in report
    assert "actionlab report --municipality Houten" in report
    assert "constraints.txt" in test
    assert "pytest" in test
    assert report.count("\n") == test.count("\n") == 1


@pytest.mark.parametrize("which", ["report", "test"])
def test_powershell_gets_the_same_command(which: str) -> None:
    first, second = readme.command(README, which).strip().split(" && ")

    assert f"```powershell\n{first}; if ($?) {{ {second} }}\n```" in README


def test_a_missing_command_is_an_error() -> None:
    with pytest.raises(ValueError, match="command: report"):
        readme.command("```bash\nls\n```\n", "report")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_explained(verb: str) -> None:
    assert f"`{verb}`" in CONTRIBUTING


@pytest.mark.parametrize("code", [0, *(code for code in vars(errors).values() if isinstance(code, int))])
def test_every_exit_code_is_explained(code: int) -> None:
    assert re.search(rf"^\| {code} \|", CONTRIBUTING, re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_in_the_glossary(kind: str) -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")

    assert re.search(rf"^\| [^|]*\b{kind}\b[^|]*\| [^|]+ \|", glossary, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]

    assert [link for link in inside if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_file_that_is_named_exists(document: Path) -> None:
    tops = "actionlab|templates|studies|tests|tools|benchmarks|docs"
    named = re.findall(rf"`((?:{tops})/[\w./-]+)`", document.read_text(encoding="utf-8"))

    assert [each for each in named if not (CHECKOUT / each).exists()] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=name)
def test_a_decision_is_told_in_five_parts_on_half_a_page(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert re.search(r"^## Date\n\n20\d\d-\d\d-\d\d\n\Z", text, re.MULTILINE)
    assert len(text.split()) <= 420


def test_decisions_are_numbered_from_one() -> None:
    numbers = [decision.name[:5] for decision in DECISIONS]

    assert numbers == [f"{number:04}-" for number in range(1, len(DECISIONS) + 1)]


def test_code_points_to_decisions_that_exist() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "actionlab").rglob("*.py"))
    named = set(re.findall(r"docs/decisions/(\d{4})", code))

    assert named <= {decision.name[:4] for decision in DECISIONS}
