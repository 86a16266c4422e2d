"""Repairing: how people are shown what `check --repair` will do, line by line."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from actionlab.cli import show
from actionlab.cli.values import kind_label, shown
from actionlab.errors import Malformed
from actionlab.i18n import _, ngettext
from actionlab.model.build import build
from actionlab.model.fields import fields
from actionlab.model.kinds import KINDS
from actionlab.privacy.texts import hits_in, texts_of
from actionlab.store import Workspace
from actionlab.store.adopting import Fate
from actionlab.store.repairing import Harm, Mending, Repair
from actionlab.store.stored_before import kinds_in_line

_SHOWN_MOST = 300


def place(workspace: Workspace, path: str) -> str:
    """Give a path as seen from the workspace; one that lies outside it in full."""
    inside = Path(path).is_relative_to(workspace.folder)
    return Path(path).relative_to(workspace.folder).as_posix() if inside else path


def show_repair(workspace: Workspace, planned: Repair, today: dt.date) -> None:
    """Show for every damaged line what it says and what becomes of it, and what else will be done.

    A line that is set aside and looks like personal data is not shown.
    """
    for mending in planned.mendings:
        _show_mending(workspace, mending, today.year)
    for path in planned.gone:
        _show_file(workspace, path, _("This file is gone. From now on it is not expected any more."))
    for path in planned.needless:
        _show_file(workspace, path, _("Everything in this temporary file is stored. It is removed."))
    for path, aside in planned.unique:
        sentence = _("Something in this temporary file is stored nowhere else. It is set aside as {aside}.")
        _show_file(workspace, path, sentence.format(aside=Path(aside).name))
    if planned.opened:
        sentence = ngettext(
            "{n} file or folder is closed to other people on this computer.",
            "{n} files and folders are closed to other people on this computer.",
            len(planned.opened),
        )
        show.line(sentence.format(n=len(planned.opened)))


def repair_json(planned: Repair, today: dt.date) -> dict[str, Any]:
    """Give what will be done, or was done, as an object for `--json`; it holds no more than is shown."""
    return {
        "damaged": [_mending_json(each, today.year) for each in planned.mendings],
        "no_longer_expected": planned.gone,
        "removed": planned.needless,
        "set_aside": [{"file": path, "as": aside} for path, aside in planned.unique],
        "closed": planned.opened,
    }


def _show_file(workspace: Workspace, path: str, sentence: str) -> None:
    show.heading(place(workspace, path))
    show.line(sentence, 2)


def _show_mending(workspace: Workspace, mending: Mending, year: int) -> None:
    _show_file(workspace, mending.path, _of_file(mending))
    for harm in mending.harms:
        # of a file that is set aside whole only what becomes of its readable lines is news
        if harm.fate or not mending.is_lost:
            show.line(_told(harm), 2)
            for text in _content(harm, year):
                show.line(text, 4)


def _of_file(mending: Mending) -> str:
    if mending.is_lost and not mending.harms:
        return _("There is nothing in this file. It is removed.")
    if mending.is_lost:
        sentence = _("Nothing in this file is unharmed. All of it is set aside as {aside}.")
        return sentence.format(aside=Path(mending.aside).name)
    sentence = ngettext(
        "{n} version in this file is unharmed and stays.",
        "{n} versions in this file are unharmed and stay.",
        mending.unharmed,
    )
    return sentence.format(n=mending.unharmed)


def _told(harm: Harm) -> str:
    """Give the sentence about a damaged line and what becomes of it."""
    fate = harm.fate
    if harm.is_erased:
        return _("Line {line} holds something that was erased. It is removed.").format(line=harm.line)
    if fate is None:
        return _("Line {line} cannot be read. It is set aside:").format(line=harm.line)
    if fate.why_not:
        sentence = _("Line {line} was changed outside actionlab. It is set aside: {why_not}")
        return sentence.format(line=harm.line, why_not=fate.why_not)
    if fate.kind not in KINDS:
        sentence = _("Line {line} is damaged. It says that {id} was erased, and that stays so.")
        return sentence.format(line=harm.line, id=fate.id)
    sentence = _("Line {line} was changed outside actionlab. It becomes a new version of {id} ({kind}):")
    return sentence.format(line=harm.line, id=fate.id, kind=kind_label(fate.kind))


def _content(harm: Harm, year: int) -> Iterator[str]:
    """Give what a damaged line says: the fields that it changes, or the line as it is."""
    adopted = harm.fate is not None and not harm.fate.why_not
    if harm.fate is not None and adopted:
        yield from _differences(harm.fate)
    elif not harm.is_erased and _is_personal(harm, year):
        yield _("It looks like personal data, so it is not shown.")
    elif not harm.is_erased:
        raw = harm.raw.strip().decode("utf-8", "replace")
        yield raw if len(raw) <= _SHOWN_MOST else raw[:_SHOWN_MOST] + "…"


def _is_personal(harm: Harm, year: int) -> bool:
    """Tell whether what is set aside looks like personal data; of no record, only what is structured."""
    fate = harm.fate
    if fate is None:
        return bool(kinds_in_line(harm.raw.decode("utf-8", "replace"), year))
    return any(hits_in(fate.kind, text, year=year) for text in texts_of(fate.kind, fate.fields))


def _differences(fate: Fate) -> Iterator[str]:
    if fate.kind not in KINDS:
        return
    now, former = _in_words(fate.kind, fate.fields), _in_words(fate.kind, fate.former or {})
    for name in dict.fromkeys([*now, *former]):
        if now.get(name) == former.get(name) or (fate.former is None and now[name] == _("not recorded")):
            continue
        text = f"{name}: {now.get(name, _('not recorded'))}"
        before = _("(now: {answer})").format(answer=former.get(name, _("not recorded")))
        yield text if fate.former is None else f"{text} {before}"
    if fate.former is not None and now == former:
        yield _("It says what the record says now.")


def _in_words(kind: str, stored: dict[str, Any]) -> dict[str, str]:
    """Give the answers by label; as they are stored when they do not have the form of their kind."""
    try:
        data = build(kind, stored)
    except Malformed:
        return {name: str(value) for name, value in stored.items()}
    known = {field.name: field for field in fields(type(data))}
    return {
        known[name].label if name in known else name: (
            shown(known[name], getattr(data, name)) if name in known else str(value)
        )
        for name, value in stored.items()
    }


def _mending_json(mending: Mending, year: int) -> dict[str, Any]:
    return {
        "file": mending.path,
        "unharmed": mending.unharmed,
        "set_aside_whole": mending.is_lost,
        "lines": [_harm_json(each, year) for each in mending.harms],
    }


def _harm_json(harm: Harm, year: int) -> dict[str, Any]:
    fate = harm.fate
    if fate is None:
        return {"line": harm.line, "becomes": "removed" if harm.is_erased else "set_aside"}
    becomes = "removed" if harm.is_erased else "set_aside" if fate.why_not else "adopted"
    said = {"record": fate.id, "kind": fate.kind, "why_not": fate.why_not or None}
    is_hidden = harm.is_erased or (fate.why_not and _is_personal(harm, year))
    content = {} if is_hidden else {"data": fate.fields, "former": fate.former}
    return {"line": harm.line, "becomes": becomes, **said, **content}
