"""Form answers: what was ticked and written on a form, read question by question.

What cannot be read is a problem that names the question; what is not taken is kept as a note.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from actionlab.errors import Problem, Unreadable
from actionlab.i18n import N_, _
from actionlab.model import vocabulary
from actionlab.model.dates import read_written_day
from actionlab.model.rules import PSEUDONYM
from actionlab.privacy.harmless import harmless, harmless_problem, masked

if TYPE_CHECKING:
    from actionlab.exchange.forms.reading import FilledForm

OTHER = "other"

_EMPTY = N_("This form is empty: nothing is filled in.")
_GONE = N_("This question, or a part of it, is gone from the form. Fill in a new form.")
_TWICE = N_("This question is in the form twice, with different answers: {answers}. Leave one of them.")
_TWO_TICKED = N_("More than one box is ticked: {answers}. Tick one.")
_TWO_TICKED_AT = N_("At number {number} more than one box is ticked: {answers}. Tick one.")
_NO_CODE = N_(
    "What is written here is not a code such as HOU-K7M2. Write codes only, with a space between them;"
    " never a name."
)
_ONE_CODE = N_("There is more than one code here: {codes}. Write one.")
_NOT_A_NUMBER = N_("'{value}' is not a whole number. Write how many people there were.")

# lines for the researcher, and words that are printed
_NOT_ASKED = ("organisation", "contact", "dpo", "goal")


class Answers:
    """The answers on one form. `problems` and `notes` grow while they are read.

    `labels` gives what people call each question (a message id), by its field or the first part of it.
    """

    def __init__(self, form: "FilledForm", labels: Mapping[str, str], today: dt.date) -> None:
        """Take a form as it was read, and tell at once what stands in it twice and what is not taken."""
        self.form = form
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._labels = labels
        self._today = today
        self._written = {name: text.strip() for name, text in form.answers.items() if text.strip()}
        for name, answers in form.twice.items():
            self.problem(name, _TWICE, answers=answers)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in; a date may have been printed on the form."""
        return not self.form.ticked and all(
            name.split(".")[0] in (*_NOT_ASKED, "date") for name in self._written
        )

    def problem(self, name: str, sentence: str, /, **facts: object) -> None:
        """Tell that the answer to a question cannot be taken."""
        year = self._today.year
        told = {
            each: [harmless(one, year) for one in fact] if isinstance(fact, list | tuple) else fact
            for each, fact in facts.items()
        }
        found = Problem(_field(name), sentence, label=self._label(name), **told)
        self.problems.append(harmless_problem(found, year))

    def refuse_empty(self) -> None:
        """Tell that the whole form is empty."""
        self.problems.append(Problem("", _EMPTY))

    def need(self, names: Iterable[str]) -> None:
        """Tell which of these questions somebody took out of the form; other ones that are gone are noted."""
        needed = set(names)
        gone = dict.fromkeys(_field(name) for name in self.form.missing)
        for name in gone:
            if name in needed:
                self.problem(name, _GONE)
        questions = [_(self._label(name)) for name in gone if name not in needed and self._label(name)]
        if questions:
            told = ", ".join(dict.fromkeys(questions))
            self.notes.append(_("Gone from the form: {questions}.").format(questions=told))

    def text(self, name: str) -> str | None:
        """Give what was written; None when nothing was."""
        return self._written.get(name)

    def date(self, name: str = "date") -> str | None:
        """Give a day as ISO text. A word such as yesterday is refused: nobody knows of which day."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return read_written_day(text).isoformat()
        except Unreadable as fault:
            self.problem(name, fault.sentence, **fault.facts)
            return None

    def whole(self, name: str) -> int | None:
        """Give the number of 0 or more that was written; None when it is no number."""
        text = self.text(name) or ""
        if not re.fullmatch(r"[0-9]{1,4}", text):
            self.problem(name, _NOT_A_NUMBER, value=text)
            return None
        return int(text)

    def choice(self, name: str, listed_in: str = "") -> str | None:
        """Give the one answer that was ticked, or a word of the list that was written behind the boxes."""
        text = self.text(f"{name}_other")
        beside = self._beside(name, listed_in, [text]) if text else []
        # the line behind the boxes stands for "other"; what is written on it may say it better
        ticked = [each for each in self.ticked(name, listed_in) if not (beside and each == OTHER)]
        answers = list(dict.fromkeys([*ticked, *beside]))
        if text and not answers and OTHER in _terms(listed_in):
            return OTHER
        if len(answers) > 1:
            words = [vocabulary.label(listed_in, each) if listed_in else each for each in answers]
            self.problem(name, _TWO_TICKED, answers=words)
        return answers[0] if len(answers) == 1 else None

    def choices(self, name: str, listed_in: str) -> list[str]:
        """Give everything that was ticked, and words of the list that were written behind the boxes."""
        pieces = re.split(r"[,;\n]", self.text(f"{name}_other") or "")
        return _in_order({*self.ticked(name, listed_in), *self._beside(name, listed_in, pieces)}, listed_in)

    def scale(self, name: str, number: int | None = None) -> int | None:
        """Give the number that was ticked; `number` is that of the goal or statement, for the message."""
        ticked = sorted(int(each) for each in self.ticked(name) if re.fullmatch("[0-9]{1,2}", each))
        if len(ticked) > 1 and number is not None:
            self.problem(name, _TWO_TICKED_AT, number=number, answers=ticked)
        elif len(ticked) > 1:
            self.problem(name, _TWO_TICKED, answers=ticked)
        return ticked[0] if len(ticked) == 1 else None

    def scales(self, name: str, count: int) -> list[int | None]:
        """Give the numbers that were ticked for a row of statements or goals; None for what was left open."""
        return [self.scale(f"{name}.{number}", number) for number in range(1, count + 1)]

    def highest(self, name: str) -> int:
        """Give the highest number of a row in which something was ticked or written; 0 when nothing was."""
        wanted = re.compile(rf"{re.escape(name)}\.([1-9][0-9]?)(\..*)?")
        found = (wanted.fullmatch(each) for each in (*self.form.ticked, *self._written))
        return max((int(each[1]) for each in found if each), default=0)

    def ticked(self, name: str, listed_in: str = "") -> list[str]:
        """Give the last parts of the boxes of a question that were ticked, in the order of the list."""
        start = f"{name}."
        ends = {each.removeprefix(start) for each in self.form.ticked if each.startswith(start)}
        return _in_order(ends, listed_in)

    def codes(self, name: str = "participants") -> list[str]:
        """Give the participant codes that were written, in capitals; only their form is looked at."""
        found = [each.upper() for each in re.split(r"[\s,;]+", self.text(name) or "") if each]
        if not all(re.fullmatch(PSEUDONYM, each) for each in found):
            # not repeated: it may be a name
            self.problem(name, _NO_CODE)
            return []
        return list(dict.fromkeys(found))

    def code(self, name: str = "participant") -> str | None:
        """Give the one participant code that was written; None when there is none."""
        found = self.codes(name)
        if len(found) > 1:
            self.problem(name, _ONE_CODE, codes=found)
        return found[0] if len(found) == 1 else None

    def written(self, name: str) -> list[str]:
        """Give the last parts of the lines of a question that something was written on."""
        start = f"{name}."
        return [each.removeprefix(start) for each in self._written if each.startswith(start)]

    def not_taken(self, name: str, text: str) -> None:
        """Note what was filled in and is not taken."""
        sentence = _("Not taken from '{question}': {text}")
        self.notes.append(sentence.format(question=_(self._label(name)), text=masked(text, self._today.year)))

    def all_notes(self, read: Iterable[str]) -> tuple[str, ...]:
        """Give all notes, with what stands outside the fields and what Word kept of changes.

        `read` are the questions of this form; others were added to it.
        """
        year = self._today.year
        known = {*_NOT_ASKED, *(name.split(".")[0] for name in read)}
        more = [(_("Not taken: {text}"), self._written[name]) for name in self._unknown(known)]
        more += [(_("Outside the fields: {text}"), text) for text in self.form.outside]
        more += [(_("A change or remark that was kept: {text}"), text) for text in self.form.changes]
        told = (sentence.format(text=masked(text, year)) for sentence, text in more)
        return (*self.notes, *told, *(masked(note, year) for note in self.form.notes))

    def _unknown(self, known: set[str]) -> Iterator[str]:
        return (name for name in self._written if name.split(".")[0].removesuffix("_other") not in known)

    def _beside(self, name: str, listed_in: str, written: Iterable[str]) -> list[str]:
        """Give the ids of what was written behind the boxes; what is no word of the list is noted."""
        found = []
        for words in (each.strip() for each in written):
            term = vocabulary.find(listed_in, words)
            if term is not None:
                found.append(term)
            elif words:
                self.not_taken(name, words)
        return found

    def _label(self, name: str) -> str:
        return next((self._labels[each] for each in _names(name) if each in self._labels), "")


def _names(name: str) -> Iterator[str]:
    """Give a name and what it is a part of: quote.permission.yes, quote.permission, quote."""
    parts = name.split(".")
    return (".".join(parts[:n]) for n in range(len(parts), 0, -1))


def _field(name: str) -> str:
    """Give the question that a field belongs to: its name without the answer that a box stands for."""
    first, *rest = name.removesuffix("_other").split(".")
    return f"{first}.{rest[0]}" if first == "quote" and rest else first


def _terms(listed_in: str) -> tuple[str, ...]:
    return vocabulary.ids(listed_in) if listed_in else ()


def _in_order(found: set[Any], listed_in: str) -> list[Any]:
    known = _terms(listed_in)
    return [each for each in known if each in found] + sorted(found - set(known))
