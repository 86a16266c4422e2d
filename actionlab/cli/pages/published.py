"""Published numbers in words: what a final report showed of one group of people, as it was remembered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from actionlab.analysis.charted import NOT_RECORDED
from actionlab.i18n import N_, _, current_language, ngettext
from actionlab.model.publication import Figure
from actionlab.model.vocabulary import ids, label
from actionlab.report.format import day, number

# in this order; "" says nothing that its values do not say themselves
NAMES = {
    "primary": N_("most important indicator"),
    "about": "",
    "group": "",
    "per_group": "",
    "numbers": "",
    "phases": "",
    "attendance": N_("present"),
    "n_start": N_("measured at the start"),
    "n_paired": N_("measured twice"),
    "n_missing": N_("without follow-up"),
    "people": N_("people"),
    "n": N_("people"),
    "words_only": N_("too few people for more numbers"),
    "groups": "",
    "cells": "",
    "percent_up": N_("percentage that is up"),
    "interval": N_("share that is up, from and to"),
    "reached": N_("goals reached"),
    "reached_by": N_("people with a goal that was reached, and with one that was not"),
    "not_up": N_("the middle is not up"),
    "median": N_("middle"),
    "median_change": N_("middle change"),
    "middles": N_("middle at the start and later"),
    "middle_interval": N_("middle change, from and to"),
    "steps": N_("steps at the start and later"),
    "t_scores": N_("T-scores at the start and later"),
    "p": N_("p-value"),
    "sufficient": N_("sufficient"),
    "grade": N_("grade"),
    "fits": N_("fits the work"),
    "learning": N_("learned"),
    "use": N_("use what they learned"),
}
_WORDS = {"up": N_("up"), "same": N_("the same"), "down": N_("down"), NOT_RECORDED: N_("not recorded")}
_LISTS = ("participant_group", "role", "phase", "setting")


def about_figure(figure: Figure) -> str:
    """Give what was shown: about what, in which study, and of which day."""
    named = [label("figure", figure.about), figure.study]
    named += [label("instrument", figure.instrument)] if figure.instrument else []
    named += [label("moment", figure.moment)] if figure.moment else []
    named += [figure.training] if figure.training else []
    stand = _("as of {date}").format(date=day(figure.as_of, current_language()))
    return " · ".join([*named, stand])


def shown_in_words(figure: Figure) -> str:
    """Give the numbers that were shown, with their names; "" when there are none."""
    return _said(figure.shown)


def _said(shown: Any) -> str:
    """Give numbers with their names; what says nothing (None, no) is left out."""
    if isinstance(shown, Mapping):
        return _of_parts(shown)
    if isinstance(shown, str):
        return _word(shown)
    if isinstance(shown, Sequence):
        return _several(shown)
    return number(shown, language=current_language())


def _of_parts(shown: Mapping[str, Any]) -> str:
    for sign, told in _FORMS.items():
        if sign in shown:
            return told(shown)
    if shown.keys().isdisjoint(NAMES):
        # numbers by the code of the record that they were counted in
        return ", ".join(_said(each) for each in shown.values() if each is not None)
    return ", ".join(_named(shown))


def _named(shown: Mapping[str, Any]) -> Iterator[str]:
    for key, name in NAMES.items():
        value = shown.get(key)
        if value is not None and value is not False and value not in ((), [], {}):
            said = "" if value is True else _said(value)
            yield f"{_(name) if name else ''} {said}".strip()


def _cell(shown: Mapping[str, Any]) -> str:
    return f"{' + '.join(map(_word, shown['labels']))} {shown['n']}"


def _answers(shown: Mapping[str, Any]) -> str:
    middle, n = _said(shown["middle"]), shown["n"]
    if n is None:
        return middle
    people = ngettext("{n} person", "{n} people", n).format(n=n)
    return f"{middle} ({people})"


def _attendance(shown: Mapping[str, Any]) -> str:
    roles = _said(shown["per_role"]) if shown.get("per_role") else ", ".join(map(_word, shown["roles"]))
    total = shown.get("total")
    return f"{total} ({roles})" if total is not None and roles else roles if total is None else str(total)


def _share(shown: Mapping[str, Any]) -> str:
    whole = shown.get("whole", shown.get("n"))
    if shown["part"] is not None and whole is not None:
        return _("{part} of {whole}").format(part=shown["part"], whole=whole)
    return _("more than half") if shown["most"] else _("half or less")


def _several(shown: Sequence[Any]) -> str:
    if all(isinstance(each, int | float) for each in shown):
        return " – ".join(map(_said, shown))
    if all(_is_pair(each) for each in shown):
        return ", ".join(f"{_word(name)} {_said(value)}" for name, value in shown)
    return "; ".join(_said(each) for each in shown if each is not None)


def _is_pair(each: Any) -> bool:
    return isinstance(each, Sequence) and len(each) == 2 and isinstance(each[0], str) and len(each[0]) > 1


def _signals(shown: Mapping[str, Any]) -> str:
    names = [*(label("signal", each) for each in ids("signal")), _word(NOT_RECORDED)]
    seen = [f"{name} {n}" for name, n in zip(names, shown["signals"], strict=False) if n]
    phase = label("phase", shown["phase"]) if shown.get("phase") else _("phase not told")
    return f"{phase}: {', '.join(seen)}"


def _word(word: str) -> str:
    """Give a word of a list in the language of the person; another word as it is."""
    if word in _WORDS:
        return _(_WORDS[word])
    return next((label(each, word) for each in _LISTS if word in ids(each)), word)


# the key that only this form of numbers has -> what says it in words
_FORMS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "signals": _signals,
    "labels": _cell,
    "roles": _attendance,
    "most": _share,
    "middle": _answers,
}
