"""What people install: wheel and sdist hold what they need and no more, and every way of installing works.

An installation has our run-time dependencies and nothing else, and is tried from a folder of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import docx
import pytest
from packaging.requirements import Requirement

from actionlab.cli.main import VERBS

CHECKOUT = Path(__file__).parent.parent
SOURCES = (
    *("actionlab", "benchmarks", "docs", "studies", "templates", "tests", "tools", ".ci", ".gitignore"),
    *("CHANGELOG.md", "CITATION.cff", "LICENSE", "README.md", "actionlab.toml", "codemeta.json"),
    *("constraints.txt", "pyproject.toml"),
)
STUDIES = ("_shared", "hou-driehoek", "hou-zorgkennis", "nie-taakbaan", "zei-werkzorg")
EXAMPLE = {f"studies/{study}/records/voorbeeld-0000.json" for study in STUDIES}
LEFTOVERS = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info")

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in which somebody has worked: a study and records of their own lie in it."""
    copy = tmp_path_factory.mktemp("checkout") / "actionlab"
    copy.mkdir()
    for name in SOURCES:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=LEFTOVERS)
        else:
            shutil.copy(source, copy / name)
    own = ("hou-driehoek/records/onderzoeker-9z9z.json", "eigen-studie/records/onderzoeker-9z9z.json")
    for name in (*own, "hou-driehoek/studieplan.docx"):
        path = copy / "studies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("private", encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    """The wheel that pip builds from the checkout."""
    folder = checkout.parent / "wheel"
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    run([sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", str(folder), str(checkout)])
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(checkout: Path) -> Path:
    """The source distribution that hatchling builds from the checkout."""
    folder = checkout.parent / "sdist"
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)], cwd=checkout)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the scripts of an installation of the wheel."""
    return installed(tmp_path_factory.mktemp("installed") / "venv", str(wheel))


@pytest.fixture
def workspace(scripts: Path, own_folder: Path) -> Path:
    """A workspace with the example, made by the installed program in a folder of its own."""
    run([str(scripts / "actionlab"), "init", "w", "--example"], cwd=own_folder)
    return own_folder / "w"


def run(command: Sequence[str], cwd: Path | None = None) -> str:
    """Run a program without the checkout in reach and give what it printed; the test fails when it fails."""
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(folder: Path, *what: str, building: Sequence[str] = ()) -> Path:
    """Install in a new virtual environment with our run-time dependencies, without the checkout.

    `building` are packages that are needed to build what is installed. Gives the folder with the scripts.
    """
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    packages = Path(
        run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    )
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    for part in sorted({part for name in needed(*building) for part in parts(name)}):
        put(part, packages / part.name)
    run([sys.executable, "-m", "pip", "--python", str(python), "install", *offline, *what])
    return scripts


def put(part: Path, place: Path) -> None:
    """Make a folder or a module reachable at a place; Windows seldom allows a link."""
    if os.name != "nt":
        place.symlink_to(part)
    elif part.is_dir():
        shutil.copytree(part, place, ignore=LEFTOVERS)
    else:
        shutil.copy(part, place)


def project() -> dict[str, Any]:
    """Give the metadata of pyproject.toml."""
    return dict(tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def needed(*more: str) -> set[str]:
    """Give the names of all packages that pip brings with ours, or with `more`, on this machine."""
    found: set[str] = set()
    asked = [Requirement(each) for each in (*project()["dependencies"], *more)]
    while asked:
        requirement = asked.pop()
        applies = not requirement.marker or requirement.marker.evaluate({"extra": ""})
        if applies and requirement.name not in found:
            found.add(requirement.name)
            asked += map(Requirement, distribution(requirement.name).requires or ())
    return found


def parts(name: str) -> Iterator[Path]:
    """Give the folders and modules that an installed package consists of."""
    files = distribution(name).files or ()
    for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
        yield Path(str(distribution(name).locate_file(top)))


def works(scripts: Path, folder: Path) -> None:
    """Make a workspace with the example from a folder of its own, report on it, and read the report."""
    folder.mkdir()
    actionlab = str(scripts / "actionlab")
    run([actionlab, "init", "w", "--example"], cwd=folder)

    printed = run([actionlab, "-C", "w", "report", "-m", "Houten"], cwd=folder)

    report = Path(printed.strip())
    assert report == folder.resolve() / "w" / "reports" / "terugkoppelrapport-houten.docx"
    assert docx.Document(str(report)).core_properties.title == "Terugkoppelrapport gemeente Houten"


def contents(wheel: Path) -> dict[str, int]:
    """Give the name of every file in a wheel, with its checksum."""
    with zipfile.ZipFile(wheel) as archive:
        return {each.filename: each.CRC for each in archive.infolist()}


def templates() -> set[str]:
    """Give the templates of the checkout."""
    found = (path for path in (CHECKOUT / "templates").rglob("*") if path.is_file())
    return {path.relative_to(CHECKOUT).as_posix() for path in found}


def test_the_wheel_holds_templates_catalogues_and_the_example_and_no_other_study(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {name.removeprefix("actionlab/_data/") for name in names if name.startswith("actionlab/_data/")}

    assert data == EXAMPLE | templates()
    assert "actionlab/locale/nl/LC_MESSAGES/messages.mo" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"actionlab"}


def test_the_source_distribution_holds_the_same(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {name for name in names if name.startswith("studies/")} == EXAMPLE
    assert {name for name in names if name.startswith("templates/")} == templates()
    assert "actionlab/locale/nl/LC_MESSAGES/messages.mo" in names
    assert {"LICENSE", "README.md", "CHANGELOG.md", "constraints.txt", "actionlab.toml", ".ci/run"} <= names


def test_citations_travel_with_the_source(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"CITATION.cff", "codemeta.json"} <= names


def test_the_wheel_says_what_pyproject_says(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith("dist-info/METADATA"))
        lines = archive.read(name).decode("utf-8").splitlines()

    asked = {line.removeprefix("Requires-Dist: ") for line in lines if "extra ==" not in line}
    assert f"Version: {project()['version']}" in lines
    assert f"License-Expression: {project()['license']}" in lines
    assert {Requirement(each) for each in project()["dependencies"]} == {
        Requirement(each) for each in asked if f"Requires-Dist: {each}" in lines
    }


def test_an_installation_has_nothing_that_only_developers_have(scripts: Path) -> None:
    developers = ("pytest", "hypothesis", "mypy", "scipy", "babel")
    script = f"from importlib.util import find_spec; print([*filter(find_spec, {developers})])"

    assert run([str(scripts / "python"), "-c", script]) == "[]\n"


def test_the_installed_wheel_works_from_another_folder(scripts: Path, own_folder: Path) -> None:
    works(scripts, own_folder / "elsewhere")


def test_the_installed_program_knows_its_version(scripts: Path, own_folder: Path) -> None:
    assert project()["version"] in run([str(scripts / "actionlab"), "--version"], cwd=own_folder)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_the_installed_program_has_its_help(scripts: Path, own_folder: Path, verb: str) -> None:
    assert f"actionlab {verb}" in run([str(scripts / "actionlab"), verb, "--help"], cwd=own_folder)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_installed_program_tells_how_each_study_is(scripts: Path, workspace: Path, language: str) -> None:
    printed = run([str(scripts / "actionlab"), "--lang", language, "status"], cwd=workspace)

    assert [study for study in STUDIES[1:] if study not in printed] == []


def test_the_installed_program_finds_what_it_stored(scripts: Path, workspace: Path) -> None:
    log = ("log", "observation", "-s", "hou-driehoek", "De regenboogkaart ligt op tafel.")
    stored = run([str(scripts / "actionlab"), *log], cwd=workspace).strip()

    found = run([str(scripts / "actionlab"), "search", "regenboogkaart"], cwd=workspace)

    assert stored in found


def test_the_installed_program_makes_forms_and_reads_and_writes_tables(
    scripts: Path, workspace: Path
) -> None:
    made = run([str(scripts / "actionlab"), "forms", "-s", "hou-driehoek"], cwd=workspace).splitlines()
    table = workspace / "tabellen.xlsx"
    run([str(scripts / "actionlab"), "export", "-s", "hou-driehoek", str(table)], cwd=workspace)

    assert {Path(each).suffix for each in made} == {".docx", ".xlsx"}
    assert [each for each in (*map(Path, made), table) if not each.is_file()] == []


def test_the_installed_program_gives_json(scripts: Path, workspace: Path) -> None:
    told = json.loads(run([str(scripts / "actionlab"), "status", "--json"], cwd=workspace))

    assert told


def test_the_editable_install_works_from_another_folder(checkout: Path, tmp_path: Path) -> None:
    scripts = installed(tmp_path / "venv", "--editable", str(checkout), building=("hatchling", "editables"))

    works(scripts, tmp_path / "elsewhere")


def test_a_wheel_made_from_the_source_distribution_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    run([sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", str(tmp_path), str(sdist)])

    assert contents(next(tmp_path.glob("*.whl"))) == contents(wheel)
