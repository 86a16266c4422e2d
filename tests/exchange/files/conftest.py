"""Faults speak as they are written in the source."""

import pytest

from actionlab.i18n import activate


@pytest.fixture(autouse=True)
def in_english(own_folder: object) -> None:
    """Let the faults be told in English."""
    activate("en")
