"""What `.ci/run` calls a report: the right title, enough insights, and the size of a report."""

from pathlib import Path

import docx
import pytest
from look_at_report import look


def report(path: Path, *, title: str = "Terugkoppelrapport gemeente Houten", insights: int = 5) -> Path:
    """Make a Word file with a title and a number of insights."""
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading("5 Wat hebben we geleerd?", 1)
    for number in range(insights):
        document.add_heading(f"Inzicht {number}", 3)
    document.add_heading("6 Wat is er veranderd?", 1)
    document.add_heading("Participatieladder", 3)
    document.save(str(path))
    return path


def test_a_report_is_told_in_one_line(tmp_path: Path) -> None:
    told = look(report(tmp_path / "report.docx"))

    assert told.startswith("Terugkoppelrapport gemeente Houten: 5 insights, ")


def test_a_report_on_another_municipality_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Zeist"):
        look(report(tmp_path / "report.docx", title="Terugkoppelrapport gemeente Zeist"))


def test_headings_of_other_sections_are_no_insights(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 5 insights"):
        look(report(tmp_path / "report.docx", insights=4))
