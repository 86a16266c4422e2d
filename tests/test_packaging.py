"""What people install: wheel and sdist hold what they need and no more, and both ways of installing work."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import pytest

CHECKOUT = Path(__file__).parent.parent
SOURCES = (
    *("actionlab", "benchmarks", "docs", "studies", "templates", "tests", "tools", ".ci", ".gitignore"),
    *("CHANGELOG.md", "LICENSE", "README.md", "actionlab.toml", "constraints.txt", "pyproject.toml"),
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


def run(command: Sequence[str], cwd: Path | None = None) -> str:
    """Run a program without the checkout in reach and give what it printed; the test fails when it fails."""
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        command, cwd=cwd, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(folder: Path, *what: str) -> Path:
    """Install in a new virtual environment that sees our dependencies, not the checkout; give its scripts."""
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    packages = Path(
        run([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    )
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    # what is installed beside the tests is reachable, except actionlab itself
    for dependency in dependencies():
        (packages / dependency.name).symlink_to(dependency)
    run([sys.executable, "-m", "pip", "--python", str(python), "install", *offline, *what])
    return scripts


def dependencies() -> Iterator[Path]:
    """Give what is installed beside the tests, without actionlab and without what makes it importable."""
    import click

    for path in Path(click.__file__).parent.parent.iterdir():
        if "actionlab" not in path.name and path.suffix != ".pth" and path.name != "__pycache__":
            yield path


def works(scripts: Path, folder: Path) -> None:
    """Make a workspace with the example from a folder of its own, report on it, and read the report."""
    folder.mkdir()
    actionlab = str(scripts / "actionlab")
    run([actionlab, "init", "w", "--example"], cwd=folder)

    printed = run([actionlab, "-C", "w", "report", "-m", "Houten"], cwd=folder)

    report = Path(printed.strip())
    assert report == folder.resolve() / "w" / "reports" / "terugkoppelrapport-houten.docx"
    assert docx.Document(str(report)).core_properties.title == "Terugkoppelrapport gemeente Houten"


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


def test_the_installed_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    scripts = installed(tmp_path / "venv", str(wheel))

    works(scripts, tmp_path / "elsewhere")


def test_the_editable_install_works_from_another_folder(checkout: Path, tmp_path: Path) -> None:
    scripts = installed(tmp_path / "venv", "--editable", str(checkout))

    works(scripts, tmp_path / "elsewhere")


def test_a_wheel_made_from_the_source_distribution_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet")
    run([sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", str(tmp_path), str(sdist)])

    again = next(tmp_path.glob("*.whl"))
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()
