"""What an insight rests on: its sources in short, how often it was seen, and why that is so."""

from collections.abc import Iterator

from actionlab.analysis.strength import (
    ANGLES,
    COUNTER,
    DAYS,
    ENOUGH_ANGLES,
    ENOUGH_DAYS,
    ENOUGH_RECORDS,
    RECORDS,
    Seen,
    Source,
    Strength,
    strength,
)
from actionlab.cli import show
from actionlab.cli.pages.when import short
from actionlab.cli.values import main_text
from actionlab.i18n import _, ngettext
from actionlab.model.insight import Insight
from actionlab.model.records import Record, Records
from actionlab.model.references import MEASUREMENTS, read_outcome_ref
from actionlab.model.vocabulary import label

_INDENT = 2


def show_insight(insight: Record[Insight], records: Records) -> None:
    """Show its sources, and how often it was seen with the reason."""
    found = strength(insight, records)
    sources = (*found.supporting, *found.contradicting, *found.nuancing)
    if sources:
        show.heading(_("Sources"))
        header = (_("Id"), _("What it does"), _("Date"), _("What it says"))
        show.table(header, [_row(source, records) for source in sources], right=(2,))
    show.heading(_("How often it was seen"), label("strength", found.id))
    for line in _reasons(found):
        show.line(line, _INDENT)


def strength_json(insight: Record[Insight], records: Records) -> dict[str, object]:
    """Give how often it was seen, and from which sources that follows."""
    found = strength(insight, records)
    checked = found.checked
    return {
        "id": found.id,
        "supports": [source.ref for source in found.supporting],
        "contradicts": [source.ref for source in found.contradicting],
        "nuances": [source.ref for source in found.nuancing],
        "recognised": checked.recognised if checked else None,
    }


def _row(source: Source, records: Records) -> tuple[str, str, str, str]:
    does = label("relation", source.relation)
    day = short(source.day)
    if source.ref.startswith(MEASUREMENTS):
        _study, instrument = read_outcome_ref(source.ref)
        return (_("measurements"), does, day, label("instrument", instrument))
    record = records.get(source.ref)
    return (source.ref, does, day, main_text(record) if record else "")


def _reasons(found: Strength) -> Iterator[str]:
    yield _how_many(found)
    checked = found.checked
    if checked and checked.recognised:
        yield _("Put before participants: {outcome}.").format(
            outcome=label("recognition", checked.recognised)
        )
    if found.id in ("tentative", "supported"):
        yield _("For more this is needed: {lacking}.").format(lacking="; ".join(_lacking(found)))


def _how_many(found: Strength) -> str:
    supports, contradicts = found.seen.sources, len(found.contradicting)
    said = ngettext("{n} source supports it", "{n} sources support it", supports).format(n=supports)
    if contradicts:
        against = ngettext("{n} speaks against it", "{n} speak against it", contradicts)
        said += f", {against.format(n=contradicts)}"
    if supports:
        days = ngettext("on {n} day", "on {n} days", found.seen.days).format(n=found.seen.days)
        said += _(": {kinds} and {days}").format(kinds=_angles(found.seen), days=days)
    return said + "."


def _angles(seen: Seen) -> str:
    settings, kinds = seen.settings, seen.kinds
    if settings >= kinds:
        return ngettext("in {n} kind of situation", "in {n} kinds of situation", settings).format(n=settings)
    return ngettext("{n} kind of source", "{n} kinds of source", kinds).format(n=kinds)


def _lacking(found: Strength) -> list[str]:
    if found.id == "supported":
        return [_("that participants recognise it")]
    needed = {
        RECORDS: _("{n} sources that support it").format(n=ENOUGH_RECORDS),
        ANGLES: _("{n} kinds of situation or of source").format(n=ENOUGH_ANGLES),
        DAYS: _("{n} different days").format(n=ENOUGH_DAYS),
        COUNTER: _("an answer to what speaks against it"),
    }
    return [needed[each] for each in found.lacking]
