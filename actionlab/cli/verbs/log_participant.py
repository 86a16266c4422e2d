"""Logging participants: people known by a random code only; the key to the names never enters the tool."""

import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from actionlab.cli.commands import Command, Option
from actionlab.cli.given import FieldOption
from actionlab.cli.terminal import give, say
from actionlab.cli.verbs.log_record import Way, Writing, log, record_command, tell_not_recorded
from actionlab.errors import Malformed, Problem
from actionlab.i18n import N_, _
from actionlab.model.fields import field
from actionlab.model.kinds import KINDS
from actionlab.model.participant import Participant
from actionlab.model.study import Study

if TYPE_CHECKING:
    from actionlab.store import Workspace

# letters and digits that nobody mistakes for another
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
COUNT_MOST = 500

# the group follows from the role only for those who are no professionals
_GROUP_OF = {"resident": "resident", "expert_by_experience": "expert_by_experience", "employer": "employer"}


def participant_command(help_text: str) -> Command:
    """Make `log participant`."""
    count = Option(
        ["--count"], type=int, default=None, metavar=N_("NUMBER"), help=N_("Make this many codes at once.")
    )
    code = FieldOption("pseudonym", field(Participant, "pseudonym"))
    return record_command(KINDS["participant"], help_text, partial(log, _WAY), extra=[code, count])


def _follows(writing: Writing) -> None:
    _check_count(writing)
    role = writing.given.known.get("role")
    if role:
        writing.fill({"group": _GROUP_OF.get(role, "professional")})
    code = writing.given.texts("pseudonym")
    if len(code) == 1:
        writing.fill({"pseudonym": code[0]})


def _lacks(writing: Writing) -> bool:
    known = writing.given.known
    return "group" not in known or ("consent" not in known and writing.given.values["count"] is None)


def _store(writing: Writing) -> tuple[str, ...]:
    count = writing.given.values["count"]
    codes = tuple(writing.given.texts("pseudonym"))
    made_ahead = count is not None and "consent" not in writing.given.known
    if made_ahead:
        # with this status nothing about these people can be stored
        writing.fill({"consent": {"status": "requested"}})
    writing.check()
    workspace = writing.place()
    codes = codes or new_codes(workspace, writing.given.known["study_id"], count or 1)
    drafts = [{**writing.given.known, "pseudonym": code} for code in codes]
    made = writing.store(workspace, drafts)
    for code in made:
        give(code)
    if writing.left_open is None:
        # who joins takes part: nobody has to be reminded of that
        tell_not_recorded(made[0], writing.kind, {"status": "", **writing.given.known})
    if made_ahead:
        sentence = _(
            "Their consent stands as requested. Record it for whoever agreed:"
            " actionlab edit {code} --consent-status given --consent-scopes …"
        )
        say(sentence.format(code=made[0]))
    _tell_what_follows(made, writing.given.known)
    return made


_WAY = Way(kind=KINDS["participant"], store=_store, follows=_follows, lacks=_lacks)


def _tell_what_follows(codes: Sequence[str], fields: Mapping[str, Any]) -> None:
    consent = fields["consent"]
    if consent["status"] == "given" and not consent.get("scopes"):
        sentence = _(
            "It is not recorded what was agreed to, so nothing may be stored about these people yet."
            " Add it for each code: actionlab edit {code} --consent-scopes …"
        )
        say(sentence.format(code=codes[0]))
    sentence = _("Who has which code stands on paper only. Make the code sheet: actionlab forms -s {study}")
    say(sentence.format(study=fields["study_id"]))


def _check_count(writing: Writing) -> None:
    count = writing.given.values["count"]
    if count is None:
        return
    if writing.given.has("pseudonym"):
        raise Malformed([Problem("count", N_("Give either codes or a number, not both."))])
    if not 1 <= count <= COUNT_MOST:
        sentence = N_("{value} is not possible. Give a number from {low} to {high}.")
        writing.given.faults.append(Problem("count", sentence, value=count, low=1, high=COUNT_MOST))


def new_codes(workspace: "Workspace", study_id: str, count: int) -> tuple[str, ...]:
    """Give new codes: three letters of the municipality and four random signs that nobody has or ever had."""
    from actionlab.store import read

    reading = read(workspace, kinds={"participant", "study"})
    for damaged in reading.damaged:
        # without the study the letters would be wrong, and without a participant a code may be taken
        raise damaged
    records = reading.records
    taken = {*reading.erased, *(record.id for record in records.of(Participant))}
    study = records.find(Study, study_id)
    letters = _letters(study.data.municipality[0] if study and study.data.municipality else "")
    made: list[str] = []
    while len(made) < count:
        code = f"{letters}-{''.join(SIGNS[byte % len(SIGNS)] for byte in os.urandom(4))}"
        if code not in taken:
            taken.add(code)
            made.append(code)
    return tuple(made)


def _letters(municipality: str) -> str:
    from actionlab.model import municipalities

    slug = municipalities.by_code(municipality).slug if municipality else ""
    return (re.sub("[^A-Z]", "", slug.upper()) + "XXX")[:3]
