"""The code of a new study: it follows from the title, and names the folder."""

from collections.abc import Sequence
from typing import Any

import msgspec

from actionlab.model.municipalities import slug as slug_of
from actionlab.model.records import Draft
from actionlab.model.slugs import check_slug

SLUG_MOST = 60


def slug_from(title: str) -> str:
    """Give the code of a study made from its title, cut between words when it is long.

    >>> slug_from("Eén gesprek, één plan: samen intake doen")
    'een-gesprek-een-plan-samen-intake-doen'
    """
    slug = slug_of(title)
    if len(slug) <= SLUG_MOST:
        return slug
    whole_words, hyphen, _rest = slug[: SLUG_MOST + 1].rpartition("-")
    return whole_words if hyphen else slug[:SLUG_MOST]


def coded_anew(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Give the drafts of a new study under the code that follows from its title now."""
    code = check_slug(slug_from(study_in(drafts)["title"]))
    codes = {"id": code, "study_id": code}
    return tuple(
        msgspec.structs.replace(
            draft, fields={**draft.fields, **{name: codes[name] for name in codes if name in draft.fields}}
        )
        for draft in drafts
    )


def study_in(drafts: Sequence[Draft]) -> dict[str, Any]:
    """Give the fields of the study among drafts."""
    return next(draft.fields for draft in drafts if draft.kind == "study")
