"""A new study asked for: the few things that one knows on the first day; the rest is still to arrange."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from actionlab.cli import ask
from actionlab.cli.asking.beginning import begin
from actionlab.cli.asking.fields import not_empty
from actionlab.cli.asking.known import shortened
from actionlab.cli.asking.places import chosen_municipality
from actionlab.cli.asking.summary import settled
from actionlab.cli.asking.template import chosen_template, named
from actionlab.cli.session import Session
from actionlab.cli.study_code import SLUG_MOST, slug_from
from actionlab.cli.study_templates import find_template
from actionlab.cli.values import shown
from actionlab.errors import Malformed
from actionlab.i18n import N_, _, ngettext
from actionlab.model import vocabulary
from actionlab.model.approach import Approach
from actionlab.model.fields import field
from actionlab.model.municipalities import Municipality, by_code
from actionlab.model.municipalities import slug as slug_of
from actionlab.model.organisation import Organisation
from actionlab.model.records import Draft
from actionlab.model.slugs import check_slug
from actionlab.model.study import Study
from actionlab.model.study_template import StudyTemplate
from actionlab.privacy.screen import look_for_somebody, look_for_structured, mask
from actionlab.store import Workspace, read, study_slugs

# what the options say as drafts of records; raises `Malformed` with the options that are wrong or missing
Drafted = Callable[[Mapping[str, Any]], Sequence[Draft]]
# what stores a study from its options, and gives its code
Stores = Callable[[Mapping[str, Any]], str]

_NEW = "new"
# what a template answers is asked again with another one
_OF_TEMPLATE = ("theme", "title", "slug", "question")
# studies of this theme are often about several municipalities
_OF_SEVERAL = "O2"
# stands in the place of what is replaced
_MASK = r"\[[^\]]*\]"
# a code that is typed easily has no more letters than this, and does not end with one of these words
_SHORT = 25
_SMALL_WORDS = frozenset(
    ("de", "het", "een", "die", "dat", "en", "of", "van", "in", "op", "aan", "te", "voor", "met", "naar")
)
_LABELS = {
    "municipality": field(Study, "municipality").asks.label,
    "template": N_("Template"),
    "theme": field(Study, "theme").asks.label,
    "title": field(Study, "title").asks.label,
    "slug": field(Study, "id").asks.label,
    "question": field(Study, "main_question").asks.label,
    "start": field(Study, "start_date").asks.label,
    "approach_id": field(Study, "approach_id").asks.label,
    "organisations": field(Study, "organisations").asks.label,
}


def hold(
    session: Session, workspace: Workspace, values: Mapping[str, Any], drafted: Drafted, store: Stores
) -> str:
    """Ask what is missing among the options of `new-study`, and give what `store` gives for all of them.

    Raises `ReadOnlyWorkspace` before anything is asked, and `KeyboardInterrupt` or `click.Abort` when the
    person stops.
    """
    begin(workspace)
    beginning = _Beginning(workspace, values, drafted, session.now().year)
    for name in beginning.questions:
        beginning.ask(name)

    def change(name: str) -> None:
        beginning.ask(name)
        for each in _OF_TEMPLATE if name == "template" else ():
            beginning.ask(each)

    return settled(beginning.lines, beginning.changeable, change, lambda: store(beginning.values))


class _Beginning:
    """A study on its way: what was given, and what was answered so far, as options."""

    def __init__(self, workspace: Workspace, values: Mapping[str, Any], drafted: Drafted, year: int) -> None:
        self.values = dict(values)
        self._year = year
        self._workspace = workspace
        self._given = {name for name, value in values.items() if value not in (None, (), False)}
        self._drafted = drafted
        self.questions: dict[str, Callable[[], Any]] = {
            "municipality": self._municipality,
            "template": self._template,
            "theme": self._theme,
            "title": self._title,
            "slug": self._slug,
            "question": self._question,
            "start": self._start,
            "approach_id": self._approach,
            "organisations": self._organisations,
        }

    def ask(self, name: str) -> None:
        """Ask one question, unless an option answered it; what a former template said is forgotten."""
        if name in self._given:
            return
        self.values[name] = self.questions[name]()
        if name == "template":
            self.values |= {each: None for each in _OF_TEMPLATE if each not in self._given}
            if "municipality" not in self._given:
                self.values["municipality"] = self._with_others(self.values["municipality"])

    def changeable(self) -> dict[str, str]:
        """Give what can be asked again, with its label."""
        nothing_to_choose = {
            "theme": bool(self._chosen.theme),
            "approach_id": not _approaches(self._workspace, self.values["municipality"]),
            "organisations": not _organisations(self._workspace),
        }
        names = (name for name in self.questions if name not in self._given)
        return {name: _(_LABELS[name]) for name in names if not nothing_to_choose.get(name)}

    def lines(self) -> list[tuple[str, str]]:
        """Give what will be stored, a line for each question, and what comes from the template."""
        drafts = self._drafted(self.values)
        study = next(each.fields for each in drafts if each.kind == "study")
        cycles = sum(1 for each in drafts if each.kind == "cycle")
        fields = {**study, "municipality": [by_code(code).name for code in study["municipality"]]}
        names = ("municipality", "title", "id", "theme", "main_question", "start_date", "organisations")
        lines = [(_("Template"), named(self._chosen))]
        lines += [(field(Study, name).label, self._said(name, fields.get(name))) for name in names]
        lines += self._approach_line()
        rest = ngettext(
            "{n} cycle, and all that is not listed here",
            "{n} cycles, and all that is not listed here",
            cycles,
        )
        told = rest.format(n=cycles) if cycles else _("nothing")
        return [*lines, (_("From the template"), told)]

    @property
    def _chosen(self) -> StudyTemplate:
        return find_template(self._workspace, self.values["template"])

    def _said(self, name: str, answer: Any) -> str:
        if name == "organisations":
            answer = [_organisations(self._workspace).get(each, each) for each in answer or ()]
        if name == "start_date" and answer:
            answer = dt.date.fromisoformat(answer)
        if isinstance(answer, list):
            return ", ".join(answer) or _("still to arrange")
        return shown(field(Study, name), answer) if answer else _("still to arrange")

    def _approach_line(self) -> Iterator[tuple[str, str]]:
        for each in self.values.get("approach_id") or ():
            yield field(Study, "approach_id").label, _approaches(self._workspace, ()).get(each, each)

    def _municipality(self) -> tuple[str, ...]:
        before = _first(self.values["municipality"])
        code = chosen_municipality(_("Which municipality is it about?"), self._workspace, ready=before)
        return self._with_others((code,))

    def _with_others(self, codes: Sequence[str]) -> tuple[str, ...]:
        of_several = bool(self.values["template"]) and self._chosen.theme == _OF_SEVERAL
        while of_several and ask.agrees(_("Does another municipality take part?")):
            question = _("Which other municipality?")
            codes = (*codes, chosen_municipality(question, self._workspace, without=codes))
        return tuple(codes)

    def _template(self) -> str:
        return chosen_template(self._workspace, self.values["template"] or "")

    def _theme(self) -> tuple[str, ...]:
        if self._chosen.theme:
            return ()
        words = {word: f"{word} — {vocabulary.label('theme', word)}" for word in vocabulary.ids("theme")}
        return (ask.choose(_("Which theme does it belong to?"), words, ready=_first(self.values["theme"])),)

    def _title(self) -> tuple[str, ...]:
        ready = _first(self.values["title"]) or ("" if self._chosen.is_empty else self._chosen.title)
        return (ask.text(_("What is the study called?"), ready=ready, check=not_empty),)

    def _slug(self) -> str | None:
        title = _first(self.values["title"])
        hits = look_for_somebody(title, year=self._year)
        plain = re.sub(_MASK, " ", mask(title, hits)) if hits else title
        ready = self.values["slug"] or self._free(short_code(by_code(self.values["municipality"][0]), plain))
        question = _("Which code does the study get?")
        code = ask.text(question, ready=ready, check=self._wrong_slug).strip()
        # a code that follows from the title stays with it, also when the title is changed on the way
        return None if code == slug_from(title) else code

    def _free(self, slug: str) -> str:
        taken = study_slugs(self._workspace)
        numbered = (f"{slug[: SLUG_MOST - 3]}-{number}" for number in range(2, 100))
        return next(each for each in (slug, *numbered) if each not in taken)

    def _wrong_slug(self, said: str) -> str | None:
        try:
            code = check_slug(said.strip())
        except Malformed as fault:
            return str(fault.problems[0])
        if look_for_structured(code, year=self._year):
            return _("This looks like personal data. The code names the folder: choose another one.")
        if code in study_slugs(self._workspace):
            return _("There is a study {slug} already.").format(slug=code)
        return None

    def _question(self) -> tuple[str, ...]:
        ready = self._chosen.main_question or ""
        question = _("What is the main question?")
        said = ask.text(question, ready=_first(self.values["question"]) or ready).strip()
        # as it stands in the template it is not an answer of the person
        return (said,) if said and said != ready else ()

    def _start(self) -> tuple[str, ...]:
        question = _("On which day does it start? (Enter: not known yet)")
        said = ask.text(question, ready=_first(self.values["start"]), check=self._wrong_start).strip()
        return (said,) if said else ()

    def _wrong_start(self, said: str) -> str | None:
        if not said.strip():
            return None
        try:
            self._drafted({**self.values, "start": (said.strip(),)})
        except Malformed as fault:
            return next((str(each) for each in fault.problems if each.field == "start"), None)
        return None

    def _approach(self) -> tuple[str, ...]:
        found = _approaches(self._workspace, self.values["municipality"])
        if not found:
            return ()
        answers = {_NEW: _("A new one, as the template has it"), **found}
        question = _("Which approach of the municipality is studied?")
        chosen = ask.choose(question, answers, ready=_first(self.values["approach_id"]))
        return () if chosen == _NEW else (chosen,)

    def _organisations(self) -> tuple[str, ...]:
        found = _organisations(self._workspace, self.values["municipality"])
        if not found:
            return ()
        question = _("Which organisations take part? (none: still to arrange)")
        return ask.choose_many(question, found, ready=self.values["organisations"] or ())


def short_code(municipality: Municipality, title: str) -> str:
    """Give a code that is typed easily: the begin of the municipality, and the first words of the title.

    >>> from actionlab.model.municipalities import by_code
    >>> short_code(by_code("GM0321"), "Samen aan tafel: driehoeksgesprek en regie")
    'hou-samen-aan-tafel'
    """
    words = [municipality.slug[:3], *slug_of(title.partition(":")[0]).split("-")]
    while len(words) > 2 and len("-".join(words)) > _SHORT:
        words.pop()
    while len(words) > 2 and words[-1] in _SMALL_WORDS:
        words.pop()
    return "-".join(words)[:SLUG_MOST].strip("-")


def _approaches(workspace: Workspace, municipalities: Sequence[str]) -> dict[str, str]:
    """Give the approaches of these municipalities, or all; newest first."""
    found = [
        each
        for each in read(workspace, kinds=("approach",)).records.of(Approach)
        if not municipalities or {*each.data.municipalities} & {*municipalities}
    ]
    found.sort(key=lambda each: each.at, reverse=True)
    return {each.id: f"{shortened(each.data.title)} · {each.id}" for each in found}


def _organisations(workspace: Workspace, municipalities: Sequence[str] = ()) -> dict[str, str]:
    """Give the organisations by name, those that work in one of these municipalities first."""
    found = [*read(workspace, kinds=("organisation",)).records.of(Organisation)]
    there = {each.id for each in found if {*each.data.municipalities} & {*municipalities}}
    found.sort(key=lambda each: (each.id not in there, each.data.name.casefold()))
    return {each.id: each.data.name for each in found}


def _first(answers: Sequence[str] | None) -> str:
    return answers[0] if answers else ""
