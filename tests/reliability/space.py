"""A small workspace of three writers with everything in it, and the verbs that read it."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from builders import AGREED
from click.testing import CliRunner, Result

from actionlab.cli import session
from actionlab.cli.main import program
from actionlab.model.kinds import KINDS
from actionlab.model.records import Draft
from actionlab.store import Workspace, add, erase, history, init_workspace, read

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
STUDY = "hou-intake"
OWN, COLLEAGUE, THIRD = "onderzoeker-test", "collega-0001", "collega-0002"
READERS: Mapping[str, tuple[str, ...]] = {
    "list": ("list", "--json"),
    "show": ("show", "{id}", "--json", "--history"),
    "status": ("status",),
    "report": ("report", "-m", "Houten", "--date", "2026-07-01", "--preview"),
}

# what each writer writes, in this order: kind, id and fields
WRITTEN: Mapping[str, list[tuple[str, str, dict[str, Any]]]] = {
    OWN: [
        ("study", STUDY, {"title": "Eén gesprek", "municipality": ["GM0321"], "theme": "O1"}),
        ("cycle", "cyc-00000001", {"number": 1, "start_date": "2026-01-05"}),
        ("organisation", "org-00000001", {"name": "Werk & Inkomen (voorbeeld)"}),
        ("participant", "HOU-K7M2", {"group": "resident", "consent": AGREED}),
        ("participant", "HOU-A2B3", {"group": "professional", "consent": AGREED}),
        ("observation", "obs-00000001", {"what_seen": "Eén inwoner vroeg: ‘wat kán er?’ 👩‍🔧 € 1.234,56"}),
        ("observation", "obs-00000002", {"what_seen": '"kind":"tombstone","id":"obs-00000001"\n}}\n'}),
        ("observation", "obs-00000003", {"what_seen": "Dit wordt gewist."}),
    ],
    COLLEAGUE: [
        ("observation", "obs-10000001", {"what_seen": "Дякую שלום", "participants": ["HOU-K7M2"]}),
        ("observation", "obs-10000002", {"what_seen": "[b]vet[/b] \x1b[2J \ufffe", "tags": ["regie"]}),
        ("measurement", "msr-10000001", {"instrument": "grade", "value": 7, "participant": "HOU-K7M2"}),
        ("agenda_item", "agn-10000001", {"text": "Wat werkt?", "municipalities": ["GM0321"]}),
    ],
    THIRD: [
        ("training", "trn-20000001", {"title": "Oefenen", "attendance": [{"role": "jobcoach", "n": 6}]}),
        (
            "insight",
            "ins-20000001",
            {
                "statement": "De regie werd vaker benoemd.",
                "evidence": [{"ref": f"obs-{n}0000001", "relation": "supports"} for n in (0, 1)],
            },
        ),
        ("action", "act-20000001", {"description": "Bel elkaar.", "status": "open"}),
        ("note", "nte-20000001", {"report_section": "summary", "text": "Onze eigen tekst."}),
    ],
}


class Space:
    """A workspace, and what its files and the versions of its records are while it is whole."""

    def __init__(self, workspace: Workspace) -> None:
        """Take a workspace that is whole, and remember it."""
        self.workspace = workspace
        self.files = self.content()
        self.ids = [each.id for each in read(workspace).records]
        self._versions: dict[str, Any] = {
            revision.rev: _bare(msgspec.convert(revision.fields, KINDS[revision.kind].data_class))
            for record_id in self.ids
            for revision in history(workspace, record_id)
        }

    def content(self) -> dict[Path, bytes]:
        """Give every file below the studies."""
        found = self.workspace.studies.rglob("*")
        return {path: path.read_bytes() for path in sorted(found) if path.is_file()}

    def put(self, content: Mapping[Path, bytes]) -> None:
        """Make the files be these and no others."""
        there = self.content()
        for path in there.keys() - content.keys():
            path.unlink()
        for path, wanted in content.items():
            if there.get(path) != wanted:
                path.write_bytes(wanted)

    def ids_outside(self, path: Path) -> set[str]:
        """Give the ids of the records of which other files than this one hold a version."""
        others = b"".join(content for each, content in self.files.items() if each != path)
        return {each for each in self.ids if b'"id":"%b"' % each.encode() in others}

    def holds(self, shown: Mapping[str, Any]) -> bool:
        """Tell whether a record or revision in an answer was stored here, with exactly these data."""
        return shown["rev"] in self._versions and self._versions[shown["rev"]] == _bare(shown["data"])


def call(*arguments: str) -> Result:
    """Call the program in this process, in English."""
    return CliRunner().invoke(program, ["--lang", "en", *arguments])


def made(folder: Path, patch: pytest.MonkeyPatch) -> Space:
    """Make the workspace in a folder: with edits, two heads, an erased record and a conflict copy."""
    patch.setattr(session, "clock", lambda: NOW)
    workspace = init_workspace(folder, name="Werkplaats", contact="de onderzoeker")
    for hour, (writer, written) in enumerate(WRITTEN.items()):
        patch.setenv("ACTIONLAB_WRITER", writer)
        for kind, record_id, fields in written:
            draft = Draft(kind=kind, id=record_id, fields={**_owner(kind, record_id), **fields})
            add(workspace, [draft], now=NOW + dt.timedelta(hours=hour))
    copied = workspace.records(STUDY) / f"{COLLEAGUE}.json"
    content = copied.read_bytes()
    copied.with_stem(f"{COLLEAGUE}-LAPTOP2").write_bytes(content)
    _edit(workspace, "Beter gezegd.", patch, COLLEAGUE)
    apart = copied.read_bytes()
    copied.write_bytes(content)
    _edit(workspace, "Anders gezegd.", patch, OWN)
    copied.write_bytes(apart)
    erase(workspace, ["obs-00000003"], now=NOW)
    later = {"study_id": STUDY, "what_seen": "Na het wissen."}
    add(workspace, [Draft(kind="observation", id="obs-00000004", fields=later)], now=NOW)
    return Space(workspace)


def _owner(kind: str, record_id: str) -> dict[str, str]:
    if kind in ("study", "organisation", "agenda_item"):
        return {"id": record_id} if kind == "study" else {}
    code = {"pseudonym": record_id} if kind == "participant" else {}
    return {"study_id": STUDY, **code}


def _edit(workspace: Workspace, text: str, patch: pytest.MonkeyPatch, writer: str) -> None:
    patch.setenv("ACTIONLAB_WRITER", writer)
    record = read(workspace).records.get("obs-00000001")
    assert record
    fields = {"study_id": STUDY, "what_seen": text}
    draft = Draft(kind="observation", id=record.id, fields=fields, revises=record.heads, why="beter")
    add(workspace, [draft], now=NOW + dt.timedelta(days=1))


def _bare(value: Any) -> Any:
    """Give what was recorded as JSON, without what is absent: stored fields and shown ones alike."""
    plain = msgspec.to_builtins(value)
    if isinstance(plain, list | tuple):
        return [_bare(each) for each in plain]
    if not isinstance(plain, dict):
        return plain
    return {name: _bare(each) for name, each in plain.items() if each not in (None, [], ())}
