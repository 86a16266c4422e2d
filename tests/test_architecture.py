"""The shape of the code: the tools that look at it, the folders, who may import what, and what stays pure."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "actionlab"
PROGRAMS = ("actionlab", "tools", "benchmarks")

# what a newcomer sees first, and where each thing is
LAYOUT = {
    ".": (
        "CHANGELOG.md",
        "CITATION.cff",
        "LICENSE",
        "README.md",
        "actionlab.toml",
        "codemeta.json",
        "constraints.txt",
        "pyproject.toml",
    ),
    ".ci": ("run",),
    "actionlab": ("errors.py", "i18n.py", "locale"),
    "actionlab/model": ("vocabulary.py", "rules.py", "instruments.py"),
    "actionlab/privacy": ("disclosure.py",),
    "actionlab/store": ("adding.py", "reading.py", "replacing.py", "lock.py", "templates.py", "reports.py"),
    "actionlab/analysis": ("findings.py", "change.py", "strength.py", "coverage.py", "due.py"),
    "actionlab/report": ("content", "blocks.py", "wording.py", "format.py", "word"),
    "actionlab/exchange": ("files", "forms", "columns", "workbook", "export", "incoming.py", "planning.py"),
    "actionlab/cli": ("main.py", "ask.py", "show.py", "asking", "completion", "guiding", "pages", "schemas"),
    "actionlab/cli/verbs": ("new_study.py", "log.py", "report.py"),
    "templates": ("studies", "reports", "house-style.docx"),
    "studies": ("_shared",),
    "tests": ("golden",),
    "docs": ("contributing.md", "glossary.md", "reliability.md", "reports.md", "accessible.md", "decisions"),
    "benchmarks": ("floor.py", "log_observation.py", "make_report.py", "read_records.py"),
    "tools": ("make_example.py",),
}

# the packages of actionlab; a new one is a decision about the design
PACKAGES = {"model", "privacy", "store", "analysis", "report", "exchange", "cli", "locale"}

# modules of more than 300 lines, each with its reason
LONG_MODULES = {
    "actionlab/model/vocabulary.py": "a table: one line per word",
    "actionlab/model/municipalities.py": "a table: one line per municipality",
}

# functions of more than 50 lines, each with its reason
LONG_FUNCTIONS: dict[str, str] = {}

PURE = ("actionlab/model", "actionlab/privacy", "actionlab/analysis", "actionlab/report/content")
WORLD = {"os", "io", "time", "pathlib", "tempfile", "shutil", "subprocess", "socket", "glob", "locale"}
CLOCKS = {"today", "now", "utcnow"}
TALKERS = {"open", "print", "input"}


def sources(*folders: str) -> list[Path]:
    """Give the Python files below these folders of the checkout."""
    return sorted(path for folder in folders for path in (CHECKOUT / folder).rglob("*.py"))


def place(path: Path) -> str:
    """Give the path of a file as seen from the checkout."""
    return path.relative_to(CHECKOUT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Give the name and the number of lines of every function in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def run(*command: str, cwd: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    """Run a program of the development extras and keep what it prints."""
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


def lint_imports(cwd: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the package in a folder."""
    start = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return run("-c", start, "--no-cache", "--no-logo", cwd=cwd)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check", "."), id="ruff finds nothing"),
        pytest.param(("ruff", "format", "--check", "."), id="every file is formatted"),
        pytest.param(("mypy",), id="mypy --strict finds nothing"),
    ],
)
def test_the_code_passes(command: tuple[str, ...]) -> None:
    done = run("-m", *command)

    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_one_way() -> None:
    done = lint_imports(CHECKOUT)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model/slugs.py", "import actionlab.privacy.disclosure", "data flows one way"),
        ("store/lock.py", "import actionlab.analysis.scope", "data flows one way"),
        ("report/format.py", "import actionlab.store.lock", "a report gets its records handed over"),
        ("cli/verbs/status.py", "import tinydb", "the only TinyDB is in the store"),
        ("store/lock.py", "import questionary", "only the command line talks to a terminal"),
        ("cli/verbs/status.py", "import rich", "only one module of the command line prints with rich"),
        ("cli/verbs/status.py", "import questionary", "only one module of the command line asks questions"),
        ("report/content/feedback.py", "import docx", "only the renderer and the reader of forms know Word"),
    ],
)
def test_a_wrong_import_breaks_its_contract(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "actionlab", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    changed = tmp_path / "actionlab" / module
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")

    done = lint_imports(tmp_path)

    assert done.returncode == 1
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())


@pytest.mark.parametrize("folder", LAYOUT)
def test_the_layout_of_the_design_is_there(folder: str) -> None:
    assert [name for name in LAYOUT[folder] if not (CHECKOUT / folder / name).exists()] == []


@pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="git knows which files belong to the project")
def test_no_stray_file_lies_beside_the_folders() -> None:
    git = ("git", "-c", "safe.directory=*", "-C", str(CHECKOUT), "ls-files")
    tracked = subprocess.run(git, capture_output=True, text=True, check=True).stdout.splitlines()
    files = {path for path in tracked if "/" not in path and not path.startswith(".")}
    assert files == {name for name in LAYOUT["."] if (CHECKOUT / name).is_file()}


def test_the_package_has_no_other_folders() -> None:
    found = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert found == PACKAGES


def test_no_module_is_named_after_nothing_in_particular() -> None:
    vague = re.compile(r"util|helper|manager|common|misc")

    assert [place(path) for path in sources(*PROGRAMS) if vague.search(path.stem)] == []


def test_every_module_says_first_what_it_is() -> None:
    empty = [
        place(path)
        for path in sources(*PROGRAMS)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert empty == []


def test_modules_are_short() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*PROGRAMS)}

    assert {name: lines for name, lines in lengths.items() if lines > 300 and name not in LONG_MODULES} == {}
    assert [name for name in LONG_MODULES if lengths[name] <= 300] == [], "needs no exception any more"


def test_functions_are_short() -> None:
    lengths = {
        f"{place(path)}:{name}": lines for path in sources(*PROGRAMS) for name, lines in functions(path)
    }
    long = {name: lines for name, lines in lengths.items() if lines > 50}

    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
    assert [name for name in LONG_FUNCTIONS if name not in long] == [], "needs no exception any more"
    assert sum(lines <= 30 for lines in lengths.values()) >= 0.9 * len(lengths)


def worldly(source: str) -> list[str]:
    """Give what in a module touches the disk, the clock or the terminal."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] in WORLD]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in WORLD:
            found.append(node.module or "")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TALKERS:
            found.append(node.func.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            found.append(node.func.attr)
    return found


@pytest.mark.parametrize("folder", PURE)
def test_what_is_pure_touches_no_disk_clock_or_terminal(folder: str) -> None:
    found = {place(path): worldly(path.read_text(encoding="utf-8")) for path in sources(folder)}

    assert {name: what for name, what in found.items() if what} == {}
    assert found


@pytest.mark.parametrize(
    "line",
    [
        "import os.path",
        "from pathlib import Path",
        "text = open(name).read()",
        "print('hello')",
        "day = datetime.date.today()",
        "moment = dt.datetime.now(dt.UTC)",
    ],
)
def test_a_module_that_is_not_pure_is_noticed(line: str) -> None:
    assert worldly(f'"""A module."""\n{line}\n')


def published() -> Iterator[Path]:
    """Give the text files that the repository holds, without what tools leave behind."""
    names = (*LAYOUT["."], ".gitignore")
    folders = (*LAYOUT, "studies")[1:]
    below = (path for folder in folders for path in (CHECKOUT / folder).rglob("*") if path.is_file())
    for path in {*(CHECKOUT / name for name in names), *below}:
        if path.suffix not in (".pyc", ".docx", ".mo", ".png"):
            yield path


def machine_words(text: str) -> list[str]:
    """Give the words in a text that only make sense on one machine: registry hosts and absolute paths."""
    # written in pieces, so that this file does not find itself
    hosts = "|".join(["py" + r"pi\.(?:org|python)", "python" + "hosted", "npm" + "js", "crates" + r"\.io"])
    folders = "|".join(["root", "work", "home", "tmp", "Users"])
    return re.findall(rf"(?:{hosts})|(?<![\w.\-}})*])/(?:{folders})/[\w.]+", text)


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = {place(path): machine_words(path.read_text(encoding="utf-8")) for path in published()}

    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text", ["see https://" + "pypi" + ".org/simple", "open('" + "/home" + "/anna/x')", "cd /" + "work/main"]
)
def test_a_registry_or_a_folder_of_one_machine_is_noticed(text: str) -> None:
    assert machine_words(text)
