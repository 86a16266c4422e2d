"""Exporting: what goes into an export, for the researchers and for readers outside the team."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from actionlab.cli.looking import refuse_personal_data
from actionlab.cli.wordings import statements
from actionlab.errors import NothingRecorded
from actionlab.i18n import N_, in_both
from actionlab.model.publication import Publication
from actionlab.model.records import Record, Records
from actionlab.model.study import Study
from actionlab.store import Workspace

if TYPE_CHECKING:
    from actionlab.analysis.findings import Findings
    from actionlab.analysis.scope import Scope
    from actionlab.exchange.export.codebook import Table
    from actionlab.exchange.export.outgoing import Outgoing

_FOR_TEAM = N_("Only for the research team: people stand in it by their codes.")
_OWN_ONLY = N_("Only for the research of this study: not everybody in it agreed to reuse.")
_FOR_REUSE = N_("Everybody in it agreed to reuse in later research.")
_FOR_READERS = {
    "municipality": N_("For the municipality: no more than its report says (smallest group: {k} people)."),
    "public": N_("For the public: no more than its report says (smallest group: {k} people)."),
}
_INVENTED = N_("All data here are invented examples.")
_MADE_ON = N_("Made on {date}.")

Said = tuple[str, str]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is made of: all records of the workspace, the studies asked for, and today."""

    workspace: Workspace
    records: Records
    studies: tuple[Record[Study], ...]
    today: dt.date


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into an export: tables, sentences about the whole (Dutch, English), and from which records.

    `said` are the sentences that the person who exports has to hear. `publications` say what readers outside
    the team come to know about people, as far as nobody remembers it yet.
    """

    tables: "tuple[Table, ...]"
    remarks: tuple[Said, ...]
    said: tuple[Said, ...]
    made_from: frozenset[str]
    publications: tuple[Publication, ...] = ()


def for_researchers(of: Source, *, for_reuse: bool) -> Made:
    """Give a row per record, of whom and of what may leave. Raises `HoldsPersonalData`."""
    from actionlab.exchange.export.outgoing import outgoing
    from actionlab.exchange.export.tidy import tidy_tables

    going = outgoing(of.records, [each.id for each in of.studies], for_reuse=for_reuse)
    refuse_personal_data(going.records, of.today.year)
    for_whom = tuple(_about_people(going))
    return Made(
        tables=tidy_tables(going, statements(of.workspace)),
        remarks=(*for_whom, *_about_file(of)),
        said=(*for_whom, *going.left()),
        made_from=frozenset(each.id for each in going.records),
    )


def for_readers(of: Source, audience: str, municipality: str | None, name: str) -> Made:
    """Give what reports to this audience say, a study at a time; `name` is that of the file.

    Raises `NothingRecorded` when there is nothing to say of any study, and `HoldsPersonalData`.
    """
    from actionlab.exchange.export.shown_tables import shown_tables

    told = tuple(_findings(of, audience, municipality))
    used = {each.id: each for scope, _ in told for each in (*scope.basis, *scope.agenda)}
    refuse_personal_data(used.values(), of.today.year)
    k = min(findings.protection.k or 0 for _, findings in told)
    for_whom = in_both(_FOR_READERS[audience], k=k)
    return Made(
        tables=shown_tables(findings for _, findings in told),
        remarks=(for_whom, *_about_file(of)),
        said=(for_whom,),
        made_from=frozenset(used),
        publications=tuple(_publications(told, name)),
    )


def _findings(of: Source, audience: str, municipality: str | None) -> "Iterator[tuple[Scope, Findings]]":
    from actionlab.analysis.codes import without_codes
    from actionlab.analysis.findings import summarise
    from actionlab.analysis.scope import protection, scope
    from actionlab.analysis.strength import with_lost_groups

    records = without_codes(with_lost_groups(of.records))
    empty: list[NothingRecorded] = []
    for study in of.studies:
        try:
            found = scope(records, municipality or study.data.municipality[0], study_id=study.id)
        except NothingRecorded as fault:
            empty.append(fault)
            continue
        limit = protection(audience, of.workspace.settings, found.studies)
        yield found, summarise(found, of.today, limit, audience=audience)
    if len(empty) == len(of.studies):
        raise empty[0]


def _publications(told: "Iterable[tuple[Scope, Findings]]", name: str) -> Iterator[Publication]:
    from actionlab.analysis.published import published

    for scope, findings in told:
        shown = published(findings, name)
        if shown and shown.figures and shown not in (each.data for each in scope.publications):
            yield shown


def _about_people(going: "Outgoing") -> Iterator[Said]:
    yield in_both(_FOR_TEAM)
    if going.own_only:
        yield in_both(_OWN_ONLY)
    if going.for_reuse:
        yield in_both(_FOR_REUSE)


def _about_file(of: Source) -> Iterator[Said]:
    yield in_both(_MADE_ON, date=of.today.isoformat())
    if of.workspace.settings.synthetic:
        yield in_both(_INVENTED)
