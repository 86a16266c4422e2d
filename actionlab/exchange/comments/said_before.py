"""Said before: the record that a comment became when it was taken in earlier.

A comment is known by its words, not by its number or its author: programs number comments anew on saving,
and nobody's name is kept. It stays known when the words were masked to be stored, or were changed here since.
"""

from collections.abc import Mapping
from typing import Any

from actionlab.exchange.comments.outcomes import remarks_in
from actionlab.exchange.likeness import is_said
from actionlab.model.records import Record
from actionlab.store.versions import Versions


def saying(held: Versions, kind: str, text: str, about: Record[Any] | None, *, again: bool = False) -> str:
    """Give the id of a record of this kind that says `text` about a record, or once did; "" without one.

    With `again` only what records say now counts: what was taken back comes in once more. A decision says it
    itself: only that one is looked at. Nothing says an empty text.
    """
    if not text:
        return ""
    about_id = about.id if about else ""
    for record in held.records:
        if record.kind != kind or (kind == "decision" and record.id != about_id):
            continue
        told = (held.fields(record),) if again else held.of(record.id)
        if any(_says(kind, version, text, about_id) for version in told):
            return record.id
    return ""


def _says(kind: str, version: Mapping[str, Any], text: str, about: str) -> bool:
    if kind == "member_check":
        told = [each for each in version.get("outcome", ()) if each.get("insight_id") == about]
        return any(is_said(remark, text) for each in told for remark in remarks_in(each))
    if kind == "agenda_item" and version.get("origin") and about.startswith("ins-"):
        return about in version["origin"] and is_said(version.get("text"), text)
    return is_said(version.get("reason" if kind == "decision" else "text"), text)
