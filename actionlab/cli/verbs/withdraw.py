"""withdraw: a person takes back consent, and everything that says something about that person goes."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from actionlab.cli import ask, show
from actionlab.cli.chosen import chosen
from actionlab.cli.commands import Argument, Option
from actionlab.cli.commands import command as verb
from actionlab.cli.gate import Gate, gate_options
from actionlab.cli.given import FieldOption, Given
from actionlab.cli.preview import (
    check_not_needed,
    check_writable,
    conclude,
    confirm,
    consequences,
    sweep_again,
    yes_option,
)
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import say
from actionlab.cli.withdrawing import REWRITE_SHAPE, ask_about, decisions, show_text
from actionlab.errors import ActionlabError, ErasedRecord
from actionlab.i18n import N_, _
from actionlab.model.fields import RecordData, field
from actionlab.model.participant import Consent
from actionlab.model.records import Draft, Record, Records
from actionlab.model.vocabulary import label
from actionlab.model.withdrawal import (
    CONVERSATIONS,
    ERASE,
    KEEP,
    MEASUREMENTS,
    QUOTES,
    REWRITE,
    Decision,
    Plan,
    Trace,
    plan_part,
    plan_whole,
    trace,
    withdrawn_consent,
)
from actionlab.store import Revision, Workspace, revisions
from actionlab.store.cleaning import mentions
from actionlab.store.lock import finish_unfinished
from actionlab.store.reading import Harvest, folders


class WithdrawnBefore(ActionlabError):
    """The person `code` was taken out before, so no text mentions that person any more."""

    sentence = N_(
        "{code} was withdrawn before, so no text mentions this person any more. For a single text use"
        " 'actionlab erase ID' or 'actionlab edit ID --forget'."
    )


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One withdrawal: who, for what (nothing: altogether), and everything that speaks of the person.

    `fields` is what the record of the person says, as stored; `newer` are the ids of records that speak of
    the person and that only a newer program knows.
    """

    person: Record[RecordData]
    fields: Mapping[str, Any]
    scopes: tuple[str, ...]
    traces: tuple[Trace, ...]
    newer: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code of the person."""
        return self.person.id

    @property
    def texts(self) -> tuple[Trace, ...]:
        """The texts that mention the person now and about which somebody decides."""
        if self.scopes and CONVERSATIONS not in self.scopes:
            return ()
        goes = not self.scopes or MEASUREMENTS in self.scopes
        return tuple(each for each in self.traces if each.now.mentions and not (goes and each.now.measured))

    def plan(self, decided: Mapping[str, Decision]) -> Plan:
        """Give what the store has to do, the consent aside."""
        if self.scopes:
            return plan_part(self.code, self.scopes, self.traces, decided)
        return plan_whole(self.code, self.traces, decided)


def _repeated(name: str, metavar: str, help_text: str) -> Option:
    return Option([f"--{name}"], multiple=True, metavar=metavar, help=help_text)


_SCOPES = field(Consent, "scopes")


@verb(
    "withdraw",
    params=[
        Argument(["code"], metavar=N_("CODE")),
        FieldOption("scope", _SCOPES),
        _repeated("keep", N_("ID"), N_("Keep this text, without the person (may be repeated).")),
        _repeated("rewrite", REWRITE_SHAPE, N_("Give this record another text (may be repeated).")),
        _repeated("erase", N_("ID"), N_("Erase this record as a whole (may be repeated).")),
        yes_option(),
        *gate_options(),
    ],
    help=N_(
        "Take out a person who withdraws consent: measurements, quotes and links go, from every file within"
        " reach. You decide about each text that mentions the person: keep, rewrite or erase it. With --scope"
        " the person stays and only a part goes. This cannot be undone."
    ),
    epilog=N_(
        "A text typed in a command can be seen by other users of this computer while the command runs; one"
        " that you give when you are asked cannot."
    ),
)
@pass_session
def command(session: Session, /, code: str, yes: bool, **values: Any) -> None:
    """Show everything that speaks of the person, decide, ask, and take it out all or nothing."""
    gate = Gate(session, values)
    given = Given(values, session.today())
    scopes = given.plain(_SCOPES, "scope") or ()
    given.check()
    workspace = session.workspace()
    check_writable(workspace)
    finish_unfinished(workspace.folder)
    harvest = Harvest(None).gather(workspace, folders(workspace, None))
    reading = harvest.reading()
    typed = {what: given.texts(what) for what in (KEEP, REWRITE, ERASE)}
    try:
        person = chosen(code, reading, "participant")
    except ErasedRecord as fault:
        _again(session, workspace, str(fault.facts["id"]), any(typed.values()))
        return
    case = _case(harvest, reading.records, person, tuple(dict.fromkeys(scopes)))
    decided = decisions(typed, case.texts, case.code)
    if _is_done(case):
        say(_("{code} does not agree to this any more, and nothing of it is left.").format(code=case.code))
        return
    decided |= _preview(session, case, decided, yes=yes)
    _carry_out(gate, workspace, reading.records, case, decided, yes=yes)


def _again(session: Session, workspace: Workspace, code: str, decided: bool) -> None:
    if decided:
        raise WithdrawnBefore(code=code)
    say(_("{code} was withdrawn before.").format(code=code))
    sweep_again(session, workspace)


def _case(harvest: Harvest, records: Records, person: Record[RecordData], scopes: tuple[str, ...]) -> Case:
    found = mentions([person.id])
    chains = revisions.chains(each.entry.revision for each in harvest.settled()[0])
    speaking = {
        record_id: chain
        for record_id, chain in chains.items()
        if any(found.search(f"{each.why}".encode()) or found.search(each.data) for each in chain)
    }
    traces = []
    for record in (each for each in records if each.id in speaking and each.id != person.id):
        chain = chains[record.id]
        # why something was changed is a text too, and goes with the version it stands in
        versions = [part for each in chain for part in ({"why": each.why}, each.fields)]
        traces.append(trace(record, [*versions, _stored(record, chain)], person.id))
    return Case(
        person=person,
        fields=_stored(person, chains[person.id]),
        scopes=scopes,
        traces=tuple(each for each in traces if each),
        newer=tuple(sorted(each for each in speaking if records.get(each) is None)),
    )


def _stored(record: Record[RecordData], chain: Sequence[Revision]) -> dict[str, Any]:
    return next(each for each in chain if each.rev == record.rev).fields


def _is_done(case: Case) -> bool:
    """Tell whether the person withdrew these before and nothing came after."""
    consent = case.fields.get("consent") or {}
    agreed = set(case.scopes) & set(consent.get("scopes") or case.scopes)
    plan = case.plan({})
    withdrawn = not agreed or (not consent.get("scopes") and consent.get("withdrawn_on"))
    return bool(case.scopes and withdrawn and not plan.ids and not plan.drafts)


def _preview(
    session: Session, case: Case, decided: Mapping[str, Decision], *, yes: bool
) -> dict[str, Decision]:
    """Show what speaks of the person, and give what was decided about it on the terminal."""
    scopes = ", ".join(label("consent_scope", scope) for scope in case.scopes)
    heading = _("{code} withdraws consent for: {scopes}") if scopes else _("{code} withdraws altogether")
    show.heading(heading.format(code=case.code, scopes=scopes))
    for line in _counts(case):
        show.line(line, 2)
    asked: dict[str, Decision] = {}
    for text in case.texts:
        record_id = text.record.id
        show_text(text, decided.get(record_id))
        if record_id not in decided and not yes and ask.can_ask(session):
            asked[record_id] = ask_about(text, case.code)
    return asked


def _counts(case: Case) -> list[str]:
    said = [each.now for each in case.traces]
    told = [
        ((MEASUREMENTS,), _("Measurements that go: {n}"), sum(each.measured for each in said)),
        ((QUOTES, CONVERSATIONS), _("Quotes that go: {n}"), sum(each.quoted for each in said)),
        ((CONVERSATIONS,), _("Links that go: {n}"), sum(each.linked for each in said)),
        ((CONVERSATIONS,), _("Texts that mention this person: {n}"), len(case.texts)),
    ]
    return [line.format(n=n) for scopes, line, n in told if not case.scopes or {*scopes} & {*case.scopes}]


def _carry_out(
    gate: Gate,
    workspace: Workspace,
    records: Records,
    case: Case,
    decided: Mapping[str, Decision],
    *,
    yes: bool,
) -> None:
    plan = case.plan(decided)
    check_not_needed(plan.ids, records)
    touched = [case.code, *(each.record.id for each in case.traces)] if plan.ids or plan.drafts else ()
    effects = consequences(workspace, records, plan.ids, touched)
    if effects.insights:
        show.line(_("Insights that lose evidence by it: {ids}").format(ids=", ".join(effects.insights)))
    confirm(gate.session, _("Take this out for good?"), yes=yes)
    drafts = [*_consent(gate.session, case), *plan.drafts]
    erased = gate.erase(workspace, plan.ids, drafts)
    _tell(case, [text.record.id for text in case.texts if text.record.id not in decided])
    if plan.ids or plan.drafts:
        conclude(erased, effects, *_elsewhere(case))
    else:
        say(_("Tell everybody who got data about {code} to use again.").format(code=case.code))


def _consent(session: Session, case: Case) -> list[Draft]:
    """Give the next version of the person's own record, when only a part is withdrawn."""
    if not case.scopes:
        return []
    fields = withdrawn_consent(case.fields, case.scopes, session.today())
    heads = case.person.heads
    why = _("consent withdrawn")
    return [Draft(kind="participant", fields=fields, id=case.code, revises=heads, why=why)]


def _tell(case: Case, undecided: Sequence[str]) -> None:
    if case.scopes:
        scopes = ", ".join(label("consent_scope", scope) for scope in case.scopes)
        say(_("{code} does not agree any more to: {scopes}.").format(code=case.code, scopes=scopes))
        _tell_what_is_left(case)
    else:
        sentence = _("{code} was taken out. Only the code is kept, so that nobody gets it again.")
        say(sentence.format(code=case.code))
    if undecided:
        sentence = _("Read these texts again: can somebody be recognised? {ids}")
        say(sentence.format(ids=", ".join(undecided)))
        say(_("Change one with 'actionlab edit ID --forget', or use 'actionlab erase ID'."))


def _tell_what_is_left(case: Case) -> None:
    recorded = case.fields["consent"].get("scopes") or []
    if not recorded:
        sentence = _(
            "It was not recorded to what {code} agreed. Record what is left of it:"
            " actionlab edit {code} --consent-scopes …"
        )
        say(sentence.format(code=case.code))
    elif set(recorded) <= set(case.scopes):
        sentence = _(
            "Nothing is left that {code} agreed to, so nothing more may be stored about this person."
        )
        say(sentence.format(code=case.code))


def _elsewhere(case: Case) -> list[str]:
    """Give what cannot be reached when a person withdraws, beside what never can."""
    if not case.scopes:
        return [_("The key list on paper: take out the line of {code}.").format(code=case.code)]
    if not case.newer:
        return []
    sentence = _("Records that only a newer version of actionlab knows and that mention {code}: {ids}.")
    return [sentence.format(code=case.code, ids=", ".join(case.newer))]
