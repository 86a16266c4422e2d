"""Offered: what there is to choose from while somebody types a command, in the shell's own terms.

Everything offered is one word that can be typed as it stands; beside it stands what it is. What is shown
beside an id is what `list` shows on the same screen, and no shell keeps it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import click
from click.shell_completion import CompletionItem

from actionlab.cli.session import Session
from actionlab.cli.values import kind_label, main_text
from actionlab.errors import ActionlabError
from actionlab.i18n import LANGUAGES, current_language
from actionlab.model import vocabulary
from actionlab.model.fields import RecordData
from actionlab.model.records import Record, Records
from actionlab.store import Workspace, read, study_slugs

Items = Iterator[CompletionItem[str]]

_ONE_WORD = re.compile(r"\w[\w.-]*")
# a longer label is a sentence: its id is typed sooner, with the label beside it
_LABEL_MOST, _HELP_MOST = 32, 60
# as `model.dates` reads them
_DAYS = {"nl": ("vandaag", "gisteren", "eergisteren"), "en": ("today", "yesterday", "-2d")}
# by the name of the command
_OVER: dict[str, Callable[[Any], bool]] = {
    "close": lambda cycle: cycle.is_closed,
    "done": lambda action: action.is_settled,
    "withdraw": lambda person: person.status == "erased" or person.consent.status == "withdrawn",
}


def fits(word: str, typed: str) -> bool:
    """Tell whether a word begins with what was typed, in any case."""
    return word.casefold().startswith(typed.casefold())


def one_word(label: str) -> str:
    """Give a label as one word that a shell takes as it is, without what stands in brackets behind it.

    "" when it cannot be one: it is too long, or holds signs that a shell takes for its own.

    >>> one_word("huisbezoek of gesprek")
    'huisbezoek-of-gesprek'
    """
    word = label.partition(" (")[0].replace(" ", "-")
    return word if _ONE_WORD.fullmatch(word) and len(word) <= _LABEL_MOST else ""


def words(listed_in: str, typed: str) -> Items:
    """Give the words of a list that begin with what was typed: as label of this language, id or other label.

    Each word once; with nothing typed yet in the language of this call.
    """
    languages = sorted(LANGUAGES, key=lambda each: each != current_language())
    for term in vocabulary.ids(listed_in):
        labels = [vocabulary.label(listed_in, term, language) for language in languages]
        own, *others = map(one_word, labels)
        # I1 is what people say themselves
        known = [term, own, *others] if term.isupper() else [own, term, *others]
        found = next((word for word in known if word and fits(word, typed)), None)
        if found:
            yield CompletionItem(found, help=labels[0] if found != labels[0] else None)


def days(typed: str) -> Items:
    """Give the words for a day that begin with what was typed."""
    for word in _DAYS[current_language()]:
        if fits(word, typed):
            yield CompletionItem(word)


def records(context: click.Context, kinds: Collection[str], typed: str) -> Items:
    """Give the ids that begin with what was typed, of these kinds (all for none), last written first.

    Of one study when the command names one; of all otherwise. What the command can do nothing with any more,
    such as a cycle that is closed for `close`, is left out.
    """
    is_over = _OVER.get(context.command.name or "", lambda _data: False)
    workspace = _workspace(context)
    found = _read(context, workspace, kinds).with_prefix(typed)
    for record in sorted(found, key=lambda each: each.at, reverse=True):
        if (record.kind in kinds or not kinds) and not is_over(record.data):
            yield CompletionItem(record.id, help=_told(record, named=len(kinds) != 1))


def studies(context: click.Context, typed: str) -> Items:
    """Give the codes of the studies that begin with what was typed; not of those that were erased."""
    workspace = _workspace(context)
    reading = read(workspace, kinds=("study",))
    for slug in study_slugs(workspace):
        record = reading.records.get(slug)
        if fits(slug, typed) and slug not in reading.erased:
            yield CompletionItem(slug, help=_told(record, named=False) if record else None)


def templates(context: click.Context, typed: str) -> Items:
    """Give the ids of the study templates that begin with what was typed; those with faults without title."""
    from actionlab.cli.study_templates import read_template
    from actionlab.store import study_template_ids

    try:
        workspace = _workspace(context)
    except ActionlabError:
        workspace = None
    for template_id in study_template_ids(workspace):
        if fits(template_id, typed):
            try:
                title = read_template(workspace, template_id).title
            except ActionlabError:
                title = None
            yield CompletionItem(template_id, help=title)


def modules(context: click.Context, typed: str) -> Items:
    """Give the numbers of the training modules of the study's template, with their titles."""
    from actionlab.cli.study_templates import read_template
    from actionlab.model.study import Study

    workspace = _workspace(context)
    study = read(workspace, kinds=("study",)).records.find(Study, _study(context, workspace))
    if study and study.data.template_id:
        found = read_template(workspace, study.data.template_id).training_modules
        for number, module in enumerate(found, 1):
            if fits(str(number), typed):
                yield CompletionItem(str(number), help=_short(module.title))


def municipalities(context: click.Context, typed: str) -> Items:
    """Give the municipalities that begin with what was typed; with nothing typed those of the studies.

    In a workspace without a study, or without a workspace, those are the six of the werkplaats.
    """
    from actionlab.model.municipalities import WERKPLAATS, all_municipalities, by_code

    found = all_municipalities()
    if not typed:
        found = tuple(map(by_code, _of_studies(context) or WERKPLAATS))
    for each in found:
        # without what stands in brackets, two are called Bergen; the slug is one word and of one only
        name = "" if "(" in each.name else one_word(each.name)
        known = [word for word in (name, each.slug, each.code) if word and fits(word, typed)]
        if known:
            yield CompletionItem(known[0], help=each.code if known[0] == each.name else each.name)


def tags(context: click.Context, typed: str) -> Items:
    """Give the tags of observations that begin with what was typed, those used most first."""
    from collections import Counter

    from actionlab.model.observation import Observation

    found = _read(context, _workspace(context), ("observation",)).of(Observation)
    counted = Counter(tag for record in found for tag in record.data.tags)
    for tag, n in counted.most_common():
        if fits(tag, typed) and tag == " ".join(tag.split()):
            yield CompletionItem(tag, help=str(n))


def _of_studies(context: click.Context) -> list[str]:
    from actionlab.model.study import Study

    try:
        found = read(_workspace(context), kinds=("study",)).records.of(Study)
    except ActionlabError:
        return []
    return sorted({code for study in found for code in study.data.municipality})


def _workspace(context: click.Context) -> Workspace:
    folder = context.find_root().params.get("folder")
    return Session(explicit=folder, no_input=True).workspace()


def _read(context: click.Context, workspace: Workspace, kinds: Collection[str]) -> Records:
    study = _study(context, workspace)
    return read(workspace, studies=(study,) if study else None, kinds=kinds or None).records


def _study(context: click.Context, workspace: Workspace) -> str | None:
    """Give the study that the command is about; None when it may be any of several."""
    if not any(param.name == "study" for param in context.command.params):
        return None
    try:
        return Session().study(workspace, context.params.get("study"))
    except ActionlabError:
        return None


def _told(record: Record[RecordData], *, named: bool) -> str:
    kind = [kind_label(record.kind)] if named else []
    return _short(": ".join([*kind, main_text(record)]))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _HELP_MOST else text[: _HELP_MOST - 1].rstrip() + "…"


def matching(items: Iterable[str], typed: str) -> Items:
    """Give those of some plain words that begin with what was typed."""
    return (CompletionItem(each) for each in items if fits(each, typed))
