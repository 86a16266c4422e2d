"""Make the example studies in `studies/` again, from `tools/example_data.json`, through the one door in.

    python tools/make_example.py

Everything in the example is invented. Run it after a change of the record format or of the data, look at
what changed, and commit the result. The files it replaces are those of the example's own writer only.
"""

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from actionlab import store
from actionlab.model.records import Draft
from actionlab.store.workspace import Workspace

CHECKOUT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "example_data.json"
WRITER = "voorbeeld-0000"
WRITTEN_ON = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)

# in the order in which they may refer to each other
STUDY_KINDS = (
    ("cycles", "cycle"),
    ("participants", "participant"),
    ("measurements", "measurement"),
    ("observations", "observation"),
    ("trainings", "training"),
    ("meetings", "meeting"),
    ("insights", "insight"),
    ("member_checks", "member_check"),
    ("actions", "action"),
    ("decisions", "decision"),
)


def main(root: Path = CHECKOUT) -> None:
    """Write the example studies below `root`, a workspace."""
    os.environ["ACTIONLAB_WRITER"] = WRITER
    example = json.loads(DATA.read_text(encoding="utf-8"))
    for old in root.glob(f"studies/*/records/{WRITER}.json"):
        old.unlink()
        for folder in (old.parent, old.parent.parent):
            # a study is only made where there is no folder of its name yet
            if not any(folder.iterdir()):
                folder.rmdir()
    opened = store.open_workspace(root)
    workspace = Workspace(opened.folder, msgspec.structs.replace(opened.settings, read_only=False))
    shared = [*_drafts(example, "organisations", "organisation"), *_drafts(example, "approaches", "approach")]
    store.add(workspace, shared, now=WRITTEN_ON)
    for study in example["studies"]:
        store.add(workspace, list(_study_drafts(example, study)), now=WRITTEN_ON)
    store.add(workspace, list(_drafts(example, "agenda_items", "agenda_item")), now=WRITTEN_ON)


def _study_drafts(example: dict[str, Any], study: dict[str, Any]) -> Iterator[Draft]:
    yield Draft(kind="study", fields={**study, "municipality": [study["municipality"]]}, id=study["id"])
    for table, kind in STUDY_KINDS:
        for draft in _drafts(example, table, kind):
            if draft.fields["study_id"] == study["id"]:
                yield draft


def _drafts(example: dict[str, Any], table: str, kind: str) -> Iterator[Draft]:
    for row in example[table]:
        fields = {name: value for name, value in row.items() if name != "id"}
        yield Draft(kind=kind, fields=fields, id=row.get("id") or row["pseudonym"])


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:]))
