"""Answer sheets of trainings, valid by default, and the sessions that they are put with."""

from collections.abc import Sequence
from typing import Any

import msgspec
from builders import record

from actionlab.exchange.forms.trainings import Settled, settled
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION, Incoming, Source
from actionlab.model.build import build
from actionlab.model.records import Record, Records
from actionlab.store.reading import Reading
from actionlab.store.revisions import Revision
from actionlab.store.versions import Versions

TITLE, DAY = "Luisteren", "2026-03-05"
GOALS = ["Ik vraag door.", "Ik vat samen."]
SESSION = "trn-0001"


def session(record_id: str = SESSION, /, **fields: Any) -> Record[Any]:
    """A training session with a title, a day and two learning goals; None leaves one out."""
    given_fields = {"title": TITLE, "date": DAY, "learning_goals": GOALS, **fields}
    return record("training", record_id, **{name: value for name, value in given_fields.items() if value})


def known(
    *sessions: Record[Any], erased: Sequence[str] = (), former: Sequence[dict[str, Any]] = ()
) -> Versions:
    """What the store holds; `former` is what the first session said before."""
    chains: dict[str, tuple[Revision, ...]] = {
        each.id: (revision(each.id, msgspec.to_builtins(each.data)),) for each in sessions
    }
    if former:
        first = sessions[0].id
        earlier = (revision(first, {"study_id": "een", "title": TITLE, **fields}, "old") for fields in former)
        chains[first] = (*earlier, *chains[first])
    return Versions(reading=Reading(records=Records(sessions), erased=frozenset(erased)), chains=chains)


def revision(record_id: str, fields: dict[str, Any], rev: str = "") -> Revision:
    """A version of a session, as stored."""
    data = msgspec.Raw(msgspec.json.encode(fields))
    return Revision(rev=rev, id=record_id, kind="training", at="", by="", data=data)


def form(name: str = "a", about: str = SESSION, **answers: Any) -> Incoming:
    """A filled evaluation form; the name of its file makes its key."""
    return Incoming(
        source=Source(file=f"map/{name}.docx"),
        kind=EVALUATION,
        fields={"training": about, **answers},
        key=("form", "evaluation", about, f"map/{name}"),
        weak=True,
        anonymous=True,
    )


def row(number: int = 2, file: str = "evaluatie.xlsx", key: tuple[str, ...] = (), **answers: Any) -> Incoming:
    """A row of a table with evaluations."""
    source = Source(file=file, sheet="Blad1", row=number)
    fields = {"training": SESSION, **answers}
    return Incoming(source=source, kind=EVALUATION, fields=fields, key=key, anonymous=True)


def sheet(name: str = "lijst", about: str = SESSION, date: str | None = DAY, **roles: int) -> Incoming:
    """An attendance sheet."""
    fields = {"training": about, "roles": roles, **({"date": date} if date else {})}
    return Incoming(
        source=Source(file=f"{name}.docx"), kind=ATTENDANCE, fields=fields, key=("form", name), weak=True
    )


def one(sheets: Sequence[Incoming], versions: Versions | None = None) -> Settled:
    """What becomes of these sheets, which all belong to one session."""
    (found,) = settled(sheets, versions or known(session()), "een")
    return found


def stored(settling: Settled, former: Sequence[dict[str, Any]] = ()) -> Versions:
    """The store after this was written."""
    assert settling.fields is not None
    build("training", settling.fields)
    return known(record("training", settling.training_id, **settling.fields), former=former)


def evaluation(sheets: Sequence[Incoming], versions: Versions | None = None) -> dict[str, Any]:
    """What the evaluation of the session says after these sheets."""
    fields = one(sheets, versions).fields
    assert fields is not None
    build("training", fields)
    found: dict[str, Any] = fields["evaluation"]
    return found
