"""The whole feedback report of the example, from record files to Word, read as an outline."""

from pathlib import Path

import pytest
from outline import outline

from actionlab.cli.main import program

CHECKOUT = Path(__file__).parents[2]
GOLDEN = CHECKOUT / "tests" / "golden" / "feedback_houten.txt"


def test_the_report_of_houten_reads_as_it_was_approved(own_folder: Path) -> None:
    """tests/golden/feedback_houten.txt was read line by line; a change of it is a change for readers."""
    made = own_folder / "houten.docx"
    with pytest.raises(SystemExit) as ended:
        program(["-C", str(CHECKOUT), "report", "-m", "Houten", "--date", "2026-07-01", "-o", str(made)])
    assert ended.value.code == 0
    assert outline(made.read_bytes()) == GOLDEN.read_text(encoding="utf-8")
