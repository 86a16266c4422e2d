"""Kinds of record: their class, the prefix of their ids, where they live and what they say first.

Classes are imported when first asked for, so that logging one observation does not pay for all kinds.
"""

from functools import cache
from importlib import import_module

import msgspec

from actionlab.model.fields import RecordData


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of record.

    `shared` kinds live in the shared part of the workspace and span studies; all others belong to one
    study. `main` is the field that a person types first; `dated` the field that says when it happened.
    """

    id: str
    class_name: str
    prefix: str
    main: str
    shared: bool = False
    dated: str = ""

    @property
    def data_class(self) -> type[RecordData]:
        """The msgspec struct of what such a record says."""
        return _data_class(self.id, self.class_name)


@cache
def _data_class(module: str, class_name: str) -> type[RecordData]:
    found: type[RecordData] = getattr(import_module(f"actionlab.model.{module}"), class_name)
    return found


KINDS = {
    kind.id: kind
    for kind in (
        Kind(id="study", class_name="Study", prefix="", main="title", dated="start_date"),
        Kind(id="approach", class_name="Approach", prefix="app", main="title", shared=True, dated="since"),
        Kind(id="cycle", class_name="Cycle", prefix="cyc", main="goal", dated="start_date"),
        Kind(id="participant", class_name="Participant", prefix="", main="pseudonym"),
        Kind(id="observation", class_name="Observation", prefix="obs", main="what_seen", dated="date"),
        Kind(id="training", class_name="Training", prefix="trn", main="title", dated="date"),
        Kind(id="measurement", class_name="Measurement", prefix="met", main="instrument", dated="date"),
        Kind(id="insight", class_name="Insight", prefix="ins", main="statement"),
        Kind(id="action", class_name="Action", prefix="act", main="description", dated="agreed_on"),
        Kind(id="member_check", class_name="MemberCheck", prefix="mck", main="insight_ids", dated="date"),
        Kind(id="meeting", class_name="Meeting", prefix="mtg", main="type", dated="date"),
        Kind(id="decision", class_name="Decision", prefix="dec", main="question", dated="asked_on"),
        Kind(id="agenda_item", class_name="AgendaItem", prefix="agd", main="text", shared=True),
        Kind(id="organisation", class_name="Organisation", prefix="org", main="name", shared=True),
        Kind(id="note", class_name="Note", prefix="not", main="text"),
        Kind(
            id="publication",
            class_name="Publication",
            prefix="pub",
            main="municipality",
            shared=True,
            dated="date",
        ),
        Kind(id="removal", class_name="Removal", prefix="rem", main="study", shared=True, dated="removed_on"),
    )
}


def kind_of(data: RecordData) -> Kind:
    """Give the kind of a record by the class of what it says."""
    return next(kind for kind in KINDS.values() if kind.class_name == type(data).__name__)
