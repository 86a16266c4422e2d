"""Open elsewhere: what a mark beside a file explains, and what it does not."""

from pathlib import Path

from actionlab.errors import CannotSave, NotFinished
from actionlab.store.open_elsewhere import OpenElsewhere, explained


def test_a_write_that_stopped_half_way_is_not_called_not_saved(tmp_path: Path) -> None:
    (tmp_path / "~$rapport.docx").touch()
    file = tmp_path / "rapport.docx"
    half = NotFinished(file=file, reason="x")

    assert isinstance(explained(CannotSave(file=file, reason="x")), OpenElsewhere)
    assert explained(half) is half
