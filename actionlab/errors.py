"""What can go wrong: facts in, one sentence out (what happened, where, what to do now).

Every class has the exit code of the command line (docs/contributing.md lists them) and a sentence with
the facts as placeholders. An error never prints; the command line shows it in one place.
"""

from collections.abc import Iterable
from typing import ClassVar

from actionlab.i18n import N_, _

NOT_POSSIBLE, MALFORMED, CANNOT_SAVE, DAMAGED, BUSY, NEWER, INTERRUPTED = 1, 2, 3, 4, 5, 6, 130


class ActionlabError(Exception):
    """A fault that a user, a file or a disk can cause; `str()` gives one sentence in the active language."""

    exit_code: ClassVar[int] = NOT_POSSIBLE
    sentence: ClassVar[str] = ""
    # whether it repeats what somebody typed or wrote, and that may be a text in the wrong place
    repeats: ClassVar[bool] = False

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        shown = {name: _join(fact) for name, fact in self.facts.items()}
        return _(self.sentence).format(**shown)


def _join(fact: object) -> str:
    if isinstance(fact, str) or not isinstance(fact, Iterable):
        return str(fact)
    parts = [str(part) for part in fact]
    return ("; " if any(", " in part for part in parts) else ", ").join(parts)


class Problem:
    """One fault in a record: the field, its label, and a sentence with facts; `str()` translates.

    `field` is the field's name (dots for a part of it); `label` the message id of what people call it.
    """

    def __init__(self, field: str, sentence: str, /, *, label: str = "", **facts: object) -> None:
        self.field = field
        self.label = label
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        shown = {name: _join(fact) for name, fact in self.facts.items()}
        return _(self.sentence).format(**shown)

    def __repr__(self) -> str:
        return f"Problem({self.field!r}, {str(self)!r})"


class RuleBroken(ActionlabError):
    """A record is well formed but breaks rules of the method; `problems` holds all of them."""

    repeats = True

    def __init__(self, kind: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(kind=kind, problems=self.problems)

    def __str__(self) -> str:
        told = " ".join(dict.fromkeys(map(_with_field, self.problems)))
        return _("Not stored. {problems}").format(problems=told)


class Malformed(ActionlabError):
    """A record, option or file does not have the right form; `problems` holds all of them."""

    repeats = True
    exit_code = MALFORMED

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problems=self.problems)

    def __str__(self) -> str:
        return " ".join(dict.fromkeys(map(_with_field, self.problems)))


class Unreadable(Exception):  # becomes a Problem when the field or option is known
    """A word, number or date that cannot be read; a sentence with facts, without the name of the field.

    The facts repeat what was typed, so they may hold personal data: nothing prints them as they are.
    """

    def __init__(self, sentence: str, /, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = {name: shortened(fact) for name, fact in facts.items()}

    def __str__(self) -> str:
        return str(self.problem(""))

    def problem(self, name: str, label: str = "") -> "Problem":
        """Give the same fault as a problem of one field, with the facts as they were typed."""
        problem = Problem(name, self.sentence, label=label)
        problem.facts = dict(self.facts)
        return problem


def shortened(fact: object, most: int = 60) -> object:
    """Give what somebody typed in at most so many characters, to be repeated in a message."""
    if isinstance(fact, str) and len(fact) > most:
        return fact[:most] + "…"
    return fact


def _with_field(problem: Problem) -> str:
    if not problem.field:
        return str(problem)
    option = "--" + problem.field.replace("_", "-").replace(".", "-")
    return f"{_(problem.label)} ({option}): {problem}" if problem.label else f"{option}: {problem}"


class NoWorkspace(ActionlabError):
    """No folder with `actionlab.toml` was found; `folder` is where the search began."""

    sentence = N_("No workspace here or above: {folder}. Make one with 'actionlab init'.")


class WorkspaceExists(ActionlabError):
    """`init` would have to overwrite `file`."""

    sentence = N_("{file} exists already. Nothing was overwritten: choose another folder.")


class ReadOnlyWorkspace(ActionlabError):
    """The workspace in `folder` takes no records."""

    sentence = N_(
        "This workspace is an example that cannot be changed ({folder}). Make your own with 'actionlab init'."
    )


class StudyExists(ActionlabError):
    """The code `slug` of a new study is in use already, perhaps in other capitals."""

    sentence = N_("There is a study {slug} already. Choose another code with --slug.")


class UnknownStudy(ActionlabError):
    """There is no study `slug`; `known` are the codes there are."""

    repeats = True
    sentence = N_("There is no study {slug}. There is: {known}.")


class RecordExists(ActionlabError):
    """A new record has the id of another one."""

    sentence = N_("There is a record {id} already. Change it with 'actionlab edit {id}'.")


class UnknownRecord(ActionlabError):
    """There is no record `id` to change or to show."""

    repeats = True
    sentence = N_("There is no record {id}. Look it up with 'actionlab list'.")


class RemovedStudy(ActionlabError):
    """The study `slug` was erased or removed."""

    sentence = N_("The study {slug} is not there any more. What became of it: actionlab status -s {slug}")


class ErasedRecord(ActionlabError):
    """The record `id` was erased; it cannot be changed or written again."""

    sentence = N_("{id} was erased and cannot be changed or used again.")


class NothingToUndo(ActionlabError):
    """The `writer` of this installation has stored nothing in this workspace."""

    sentence = N_("There is nothing to undo: nothing was written down here by {writer}.")


class CannotUndo(ActionlabError):
    """The last command erased the record `id`."""

    sentence = N_("The last thing you did was erasing {id}. That cannot be undone.")


class Forgotten(ActionlabError):
    """The version before the last one of the record `id` was forgotten."""

    sentence = N_(
        "The former version of {id} was forgotten and cannot come back. Change it with 'actionlab edit {id}'."
    )


class RevisedSince(ActionlabError):
    """Somebody went on from the last version that this writer made of the record `id`."""

    sentence = N_("{id} was changed since by somebody else. Look with 'actionlab show {id} --history'.")


class RevisedMeanwhile(ActionlabError):
    """Somebody revised the record `id` between its being read and its being written."""

    exit_code = BUSY
    sentence = N_("{id} was changed by somebody else at the same time. Nothing was stored: try again.")


class BadWriter(ActionlabError):
    """The code of the writer, from `place`, does not have the right form."""

    exit_code = MALFORMED
    sentence = N_(
        "'{code}' ({place}) cannot be the code of a writer. Use a-z, 0-9 and hyphens, as in onderzoeker-7k3f."
    )


class CannotSave(ActionlabError):
    """The disk refused; everything stands as it stood before."""

    exit_code = CANNOT_SAVE
    sentence = N_("Not saved: {file} ({reason}). Everything is as it was; solve this and try again.")


class NotFinished(CannotSave):
    """The disk refused in the middle of a write of several files; the next command goes on with it."""

    sentence = N_(
        "Not finished: {file} ({reason}). Solve this; the next command finishes it. Do not enter it again."
    )


class DamagedFile(ActionlabError):
    """A record file is not exactly what we wrote; `line` counts from 1."""

    exit_code = DAMAGED
    sentence = N_(
        "Damaged: {file}, line {line} ({reason}). Nothing was changed. Put back an earlier version of this"
        " file from your backup or synchronised folder."
    )


class CannotRead(DamagedFile):
    """The disk does not let `file` be read."""

    sentence = N_("Cannot read {file} ({reason}). Nothing was changed; solve this and try again.")


class MissingFile(DamagedFile):
    """A record file that was begun on this computer is no longer there."""

    sentence = N_(
        "{file} is gone: it was written on this computer before. Put it back from your backup or synchronised"
        " folder. If it was removed on purpose, run 'actionlab check --repair'."
    )


class NewerFormat(ActionlabError):
    """A record file was made by a newer program with another format."""

    exit_code = NEWER
    sentence = N_(
        "{file} was made by a newer version of actionlab (format {format}). Install the newest version first."
    )


class Busy(ActionlabError):
    """Somebody else is writing in the same workspace; `holder` says which process, when known."""

    exit_code = BUSY
    sentence = N_("Another actionlab is writing now (process {holder}). Wait a moment and try again.")


class UnknownTemplate(ActionlabError):
    """There is no template `name`; `known` are those of the same folder."""

    repeats = True
    sentence = N_("There is no template {name}. There is: {known}.")


class NoStudyInMunicipality(ActionlabError):
    """The municipality exists and has no study in this workspace; `slug` is its name as one word."""

    sentence = N_(
        "There is no study of the municipality {municipality} here. Make one with"
        " 'actionlab new-study -m {slug}', or look with 'actionlab list study'."
    )


class NothingRecorded(ActionlabError):
    """The studies exist, but nothing was recorded in them."""

    sentence = N_(
        "Nothing has been recorded yet in the studies of {municipality}: {studies}."
        " Begin with 'actionlab log observation -s {first}', then make the report."
    )
