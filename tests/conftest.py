"""What every test stands on: an empty folder, a home of its own, and the checkout's studies untouched."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from actionlab import i18n

CHECKOUT = Path(__file__).parent.parent


def _digest_of_studies() -> str:
    digest = hashlib.blake2b()
    for path in sorted((CHECKOUT / "studies").rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(CHECKOUT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a temporary folder with a home and writer code of its own, in Dutch."""
    home = tmp_path / "home"
    home.mkdir()
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("ACTIONLAB_WRITER", "onderzoeker-test")
    monkeypatch.delenv("ACTIONLAB_WORKSPACE", raising=False)
    monkeypatch.setenv("LANGUAGE", "nl")
    i18n.activate("nl")
    return work


@pytest.fixture(autouse=True, scope="session")
def checkout_untouched() -> Iterator[None]:
    """Fail when a test changed the example studies of the checkout."""
    before = _digest_of_studies()
    yield
    assert _digest_of_studies() == before, "a test changed studies/ of the checkout"
