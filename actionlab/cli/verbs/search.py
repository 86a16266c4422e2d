"""search: the records in which words occur, in any form, with the line around them."""

import re
from collections.abc import Sequence
from typing import Any

from actionlab.analysis.passages import Place
from actionlab.analysis.searching import CLOSENESS, Match, find, occurring, words_like
from actionlab.cli import show
from actionlab.cli.chosen_records import Chosen, Filters, choose, filter_options
from actionlab.cli.commands import Argument, Option, option
from actionlab.cli.commands import command as verb
from actionlab.cli.guiding.kind_words import KIND
from actionlab.cli.looking import finish, give_json
from actionlab.cli.lost import marked_json
from actionlab.cli.pages.when import short
from actionlab.cli.session import Session, pass_session
from actionlab.cli.terminal import give, say
from actionlab.cli.values import kind_label
from actionlab.errors import Malformed, Unreadable, shortened
from actionlab.i18n import N_, _, ngettext
from actionlab.model.answers import check_unicode
from actionlab.model.kinds import KINDS
from actionlab.model.nearest import nearest
from actionlab.model.records import Records, day_of, study_of

# what a person reads through; nearest first, so the rest is farther from what was asked
_MOST = 30
_PLACES = 3
_INDENT = 4
_CODE = re.compile("[a-z]{3}-[0-9a-z]{4,8}", re.IGNORECASE)
# a line that somebody can take in, however wide the terminal is
_WIDEST = 100


@verb(
    "search",
    params=[
        Argument(["words"], metavar=N_("WORDS..."), nargs=-1, required=True),
        Option(
            ["--kind"],
            type=KIND,
            metavar=N_("KIND"),
            help=N_("Only this kind, such as observation."),
        ),
        *filter_options(),
    ],
    help=N_(
        "Find records by words: all of them have to occur, in any form and inside longer words."
        ' Words between quotes stand next to each other: "gesprek aan tafel".'
    ),
)
@option("--all", "every", is_flag=True, help=N_("Show everything on the screen, not only the first 30."))
@option("--json", "as_object", is_flag=True, help=N_("Print JSON."))
@pass_session
def command(
    session: Session, /, words: Sequence[str], kind: str | None, every: bool, as_object: bool, **asked: Any
) -> str | None:
    """Print what was found and give the id of the first; of nothing it is said what does occur."""
    for text in words:
        _check_letters(text)
    filters = Filters(**asked)
    chosen = choose(session, filters, kind)
    found = find(words, chosen.found)
    if as_object:
        give_json(_as_json(words, found, chosen.records))
    elif not found:
        _tell_nothing(words, chosen)
    elif show.on_terminal():
        _show(found if every else found[:_MOST], len(found))
    else:
        _give_lines(found)
    finish(chosen.reading)
    return found[0].record.id if found else None


def _show(shown: Sequence[Match], total: int) -> None:
    width = min(show.room(_INDENT), _WIDEST - _INDENT)
    with show.paged():
        for match in shown:
            show.heading(match.record.id, _about(match))
            for place in match.places[:_PLACES]:
                _show_place(place, match, width)
            others = len(match.places) - _PLACES
            if others > 0:
                more = ngettext("and in {n} other place", "and in {n} other places", others)
                show.line(more.format(n=others), _INDENT)
        show.line("")
        show.line(_counted(len(shown), total))


def _counted(shown: int, total: int) -> str:
    if shown == total:
        return ngettext("{n} record found.", "{n} records found.", total).format(n=total)
    sentence = _("{shown} of {n} records. Give more words, or --all to see everything.")
    return sentence.format(shown=shown, n=total)


def _about(match: Match) -> str:
    record = match.record
    day = day_of(record)
    study = study_of(record) if record.kind != "study" else None
    return " · ".join(filter(None, (kind_label(record.kind), short(day) if day else "", study)))


def _show_place(place: Place, match: Match, width: int) -> None:
    # what the record says first needs no name
    said_first = place.field == KINDS[match.record.kind].main
    name = "" if said_first else _named(place)
    room = width - len(name)
    passage = place.around(room if room > len(name) else width)
    spans = [(start + len(name), end + len(name)) for start, end in passage.spans]
    show.passage(name + passage.text, spans, _INDENT)


def _named(place: Place) -> str:
    label = _(place.label)
    return f"{label} " if label.endswith("?") else f"{label}: "


def _give_lines(found: Sequence[Match]) -> None:
    """Give a line for every place: id, kind, day, study, field and the text around it, between tabs."""
    lines: list[str] = []
    for match in found:
        record = match.record
        about = (record.id, kind_label(record.kind), day_of(record) or "–", study_of(record) or "–")
        for place in match.places:
            cells = (*about, _(place.label), place.around(_WIDEST).text)
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    # one by one is a third slower where much is found
    give("\n".join(lines))


def _tell_nothing(words: Sequence[str], chosen: Chosen) -> None:
    """Say what does not occur, with the nearest word that does; or that it does not occur together."""
    # of a phrase that does not occur, its words may
    apart = [word for text in words for word in text.split()] if len(words) == 1 else words
    counts = occurring(apart, chosen.found) if len(apart) > 1 else dict.fromkeys(words, 0)
    absent = [text for text, n in counts.items() if not n]
    for text in absent:
        # a code that is not there may have been erased: another one is not what was meant
        near = None if _CODE.fullmatch(text) else nearest(text, words_like(text, chosen.found))
        told = _("Nothing found for '{text}'.").format(text=shortened(text))
        say(told + (_did_you_mean(near) if near else ""))
    if not absent:
        told = ", ".join(f"{text} ({n})" for text, n in counts.items())
        say(_("No record has all of it. One by one they do occur: {told}.").format(told=told))
    elsewhere = len(find(words, chosen.records)) if len(chosen.found) < len(chosen.records) else 0
    if elsewhere:
        say(_("Found in all records together: {n}.").format(n=elsewhere))


def _check_letters(text: str) -> None:
    """Refuse what the console damaged, as `log` does: nothing would be found of it."""
    try:
        check_unicode(text)
    except Unreadable as fault:
        raise Malformed([fault.problem("")]) from None


def _did_you_mean(near: str) -> str:
    return " " + _("Did you mean '{near}'?").format(near=near)


def _as_json(words: Sequence[str], found: Sequence[Match], records: Records) -> dict[str, Any]:
    return {
        "asked": words,
        "matches": [
            {
                "record": marked_json(match.record, records),
                "closeness": CLOSENESS[match.closeness],
                "places": [
                    {
                        "field": place.field,
                        "text": place.text,
                        "spans": place.spans,
                        "closeness": CLOSENESS[place.closeness],
                    }
                    for place in match.places
                ],
            }
            for match in found
        ],
    }
