"""What a colleague's program would have written: revisions, and record files with them."""

import json
from pathlib import Path
from typing import Any

from actionlab.store import record_file

ENVELOPE = {"at": "2026-03-12T10:00:00.000Z", "by": "collega-0001", "schema": 1}


def revision(record_id: str, kind: str = "observation", **given: Any) -> dict[str, Any]:
    """Give a revision of the study `hou-intake`, with its hash under `rev`."""
    data = given.pop("data", {"study_id": "hou-intake", "what_seen": "Van een collega."})
    made = {**ENVELOPE, "id": record_id, "kind": kind, "data": data, **given}
    return {**made, "rev": rev_of(made)}


def tombstone(record_id: str) -> dict[str, Any]:
    """Give what is left of an erased record."""
    made = {**ENVELOPE, "id": record_id, "kind": "tombstone"}
    return {**made, "rev": rev_of(made)}


def rev_of(made: dict[str, Any]) -> str:
    """Give the hash of a revision."""
    return str(json.loads(document(made))["rev"])


def document(made: dict[str, Any]) -> bytes:
    """Give a revision as it is stored."""
    return record_file.encode({name: value for name, value in made.items() if name != "rev"})


def write(path: Path, *made: dict[str, Any], **header: Any) -> Path:
    """Write a record file; its writer and study are those of the file, or as given."""
    first = {"kind": "header", "format": 1, "study": study_of(path), "writer": path.stem, **header}
    path.write_bytes(record_file.new_file(record_file.encode(first), [document(each) for each in made]))
    path.chmod(0o600)
    return path


def study_of(path: Path) -> str:
    """Give the uid of the study in whose folder a record file lies, by a file beside it."""
    near = next((each for each in sorted(path.parent.glob("*.json")) if each.stat().st_size), None)
    return record_file.read_header(near.read_bytes()).study if near else "std-00000000"
