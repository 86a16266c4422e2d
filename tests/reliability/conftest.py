"""The stage on which verbs are tried: a workspace with one of everything, and a home beside it."""

from pathlib import Path

import pytest
from reliability.calls import import_everything
from reliability.stage import Stage


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Give the stage, in a temporary folder; what the program keeps on this computer is in it too."""
    import_everything()
    root = tmp_path / "stage"
    home = root / "home"
    home.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    return Stage(root)
