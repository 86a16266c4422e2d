"""Incoming: what one row of a table or one filled form brings, before anybody knows whether it is new."""

from typing import Any

import msgspec

from actionlab.errors import Problem

# answers about a training session; they become part of the record of that session
EVALUATION, ATTENDANCE = "evaluation", "attendance"

# the first word of the key of a form
FORM = "form"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where something came from: a file as people see it, its sheet ("" when it has none) and its row.

    Rows count from 1, as a spreadsheet shows them; 0 stands for the file as a whole.
    """

    file: str
    sheet: str = ""
    row: int = 0

    @property
    def place(self) -> str:
        """What tells files apart from wherever one looks: the name of the folder and of the file."""
        return "/".join(self.file.replace("\\", "/").split("/")[-2:]).casefold()


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """One thing on its way in. `fields` are as stored (ids, ISO dates), without the study.

    `kind` is a kind of record, `EVALUATION` or `ATTENDANCE`. `key` is what makes it the same thing when it
    comes in again: the number of a row, the name of a file; without one that is its content. A key is
    `weak` when another thing may have it: then it is a correction only when it says much of the same. What is
    `anonymous` counts again when somebody else answered the same. `problems` are faults of form, `places`
    give the column or question of a field, and `notes` is what must be seen although it is not taken. Of
    a form that `is_empty` nothing was filled in. The `words` of a comment may become a part of a longer text.
    """

    source: Source
    kind: str
    fields: dict[str, Any]
    key: tuple[str, ...] = ()
    weak: bool = False
    anonymous: bool = False
    problems: tuple[Problem, ...] = ()
    places: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    is_empty: bool = False
    words: str = ""

    @property
    def is_form(self) -> bool:
        """Whether it is a filled form: that says all there is to say, and a table may lack a column."""
        return self.key[:1] == (FORM,)
