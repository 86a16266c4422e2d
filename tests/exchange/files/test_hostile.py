"""Files that could do harm: one line each, in little memory and time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_files import LARGE, MEGABYTE, SMALL, workbook

from actionlab.errors import MALFORMED
from actionlab.exchange.files.packages import Refused
from actionlab.exchange.files.tables import read_tables

Case = tuple[str, Callable[[], bytes], str]

# what a helpful program would do with the file, in a process that may not take more
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1536 * 1024 * 1024,) * 2)
from pathlib import Path
from actionlab.errors import ActionlabError
from actionlab.exchange.files.packages import read_bytes
from actionlab.exchange.files.tables import read_tables
try:
    read_tables(read_bytes(Path(sys.argv[1]), "x"), Path(sys.argv[1]).name)
except ActionlabError as fault:
    print(type(fault).__name__, file=sys.stderr)
    sys.exit(fault.exit_code)
"""


@pytest.mark.parametrize("case", SMALL.values(), ids=SMALL)
def test_a_hostile_file_gives_one_line(case: Case, capfd: pytest.CaptureFixture[str]) -> None:
    file, make, kind = case

    with pytest.raises(Refused) as fault:
        read_tables(make(), file)

    assert type(fault.value).__name__ == kind
    assert fault.value.exit_code == MALFORMED
    assert str(fault.value).startswith(file)
    assert "\n" not in str(fault.value)
    assert capfd.readouterr() == ("", "")


def test_a_workbook_cut_anywhere_gives_one_line() -> None:
    content = workbook()

    for end in [*range(1, len(content), 97), len(content) - 1]:
        with pytest.raises(Refused):
            read_tables(content[:end], "x.xlsx")


def read_within_limits(path: Path) -> subprocess.CompletedProcess[str]:
    """Read a file in a process with 1.5 GiB of memory and 30 seconds."""
    return subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
@pytest.mark.parametrize("case", LARGE.values(), ids=LARGE)
def test_a_large_hostile_file_gives_one_line_within_limits(case: Case, tmp_path: Path) -> None:
    file, make, kind = case
    (tmp_path / file).write_bytes(make())

    done = read_within_limits(tmp_path / file)

    assert (done.returncode, done.stdout, done.stderr) == (MALFORMED, "", f"{kind}\n")


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="no limits on memory there")
def test_the_largest_file_that_is_read_is_read_within_limits(tmp_path: Path) -> None:
    line = b"x" * 500 + b";y\n"
    (tmp_path / "x.csv").write_bytes(b"a;b\n" + line * (63 * MEGABYTE // len(line)))

    assert read_within_limits(tmp_path / "x.csv").returncode == 0
