"""What can go wrong between a person and the records: errors that only the command line knows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from actionlab.errors import MALFORMED, ActionlabError, Problem, UnknownRecord, UnknownStudy, Unreadable
from actionlab.i18n import N_

if TYPE_CHECKING:
    from actionlab.model.fields import RecordData
    from actionlab.model.records import Record


def problem_of(fault: Unreadable, name: str = "", label: str = "") -> Problem:
    """Give a fault as a problem of one option; what it repeats is short and holds no personal data."""
    from actionlab.cli.session import clock  # all for a mistake only
    from actionlab.privacy.harmless import harmless_problem

    return harmless_problem(fault.problem(name, label), clock().year)


def without_personal_data(sentence: str) -> str:
    """Give a sentence that repeats what was typed without the personal data in it."""
    from actionlab.cli.session import clock
    from actionlab.privacy.harmless import masked

    return masked(sentence, clock().year)


def unknown_record(typed: str, records: "Iterable[Record[RecordData]]") -> UnknownRecord:
    """Give the fault of an id that no record has, with the id nearest to it of those that may be meant."""
    from actionlab.model.references import nearest_id

    near = nearest_id(typed, records)
    return MistypedRecord(id=typed, near=near) if near else UnknownRecord(id=typed)


def unknown_study(typed: str, known: Iterable[str]) -> UnknownStudy:
    """Give the fault of a study that is not there, with the nearest of the studies that there are, or all."""
    from actionlab.model.nearest import nearest

    codes = tuple(known)
    near = nearest(typed, codes)
    if near:
        return MistypedStudy(slug=typed, near=near)
    return UnknownStudy(slug=typed, known=codes) if codes else NoStudyYet(slug=typed)


class MistypedRecord(UnknownRecord):
    """There is no record `id`; `near` is the id most like it."""

    sentence = N_("There is no record {id}. Did you mean {near}?")


class NoStudyYet(UnknownStudy):
    """There is no study `slug`, nor any other."""

    sentence = N_("There is no study {slug}: there is none here yet. Begin one with 'actionlab new-study'.")


class MistypedStudy(UnknownStudy):
    """There is no study `slug`; `near` is the code most like it."""

    sentence = N_("There is no study {slug}. Did you mean {near}?")


class NoFolderHere(ActionlabError):
    """The folder that the person stands in was removed or renamed."""

    sentence = N_("The folder you stand in is gone. Go to another one with cd, and try again.")


class WhichStudy(ActionlabError):
    """More than one study is possible; `known` are their codes."""

    exit_code = MALFORMED
    sentence = N_("Which study is it for? Give it with --study: {known}.")


class NoStudies(ActionlabError):
    """The workspace in `folder` holds no study yet."""

    sentence = N_("There is no study yet in {folder}. Begin one with 'actionlab new-study'.")


class NoQuestions(ActionlabError):
    """There is no question on the agenda."""

    sentence = N_(
        "There are no questions on the agenda yet. Put one there with 'actionlab log agenda-item', then make"
        " the agenda."
    )


class AmbiguousStudy(ActionlabError):
    """The beginning `slug` of a study code fits more than one: `known`."""

    sentence = N_("'{slug}' fits more than one study: {known}. Type more of it.")


class UnreadableFile(ActionlabError):
    """A file that a person named cannot be read: `file` and the `reason` of the system."""

    exit_code = MALFORMED
    sentence = N_("{file} cannot be read ({reason}).")


class NoFolder(ActionlabError):
    """The folder that a file was to be written in is not there."""

    exit_code = MALFORMED
    sentence = N_("There is no folder {folder}. Make it first, or give another place.")


class NotUnicode(ActionlabError):
    """The text in `file` is not UTF-8."""

    exit_code = MALFORMED
    sentence = N_("The text in {file} is not UTF-8. Save it as UTF-8 and try again.")


class TextTwice(ActionlabError):
    """The same text was given in two ways; `ways` names them."""

    exit_code = MALFORMED
    sentence = N_("The text was given more than once ({ways}). Give it one way.")


class DiskFault(ActionlabError):
    """The system refused to read or write `file`."""

    exit_code = 3
    sentence = N_("Not finished: {file} ({reason}). Solve this and try again.")


class AmbiguousRecord(ActionlabError):
    """The beginning `id` of a record id fits more than one: `known`."""

    repeats = True
    sentence = N_("'{id}' fits more than one record: {known}. Type more of it.")


class WrongKind(ActionlabError):
    """The record `id` is a `kind` and not the `wanted` kind."""

    sentence = N_("{id} is of the kind '{kind}'; a '{wanted}' is needed here.")


class CycleClosed(ActionlabError):
    """The cycle `id` was closed before with a decision."""

    sentence = N_("{id} is closed already: {decision}. Change it with 'actionlab edit {id}'.")


class UnknownModule(ActionlabError):
    """The template of the study has no training module `name`, or more than one; `known` are their titles."""

    sentence = N_("'{name}' is not one module of the template. Choose from: {known}.")


class NoModules(ActionlabError):
    """The study was not made from a template with training modules."""

    sentence = N_("The study {study} has no template with training modules. Give the session a --title.")


class ConsentTaken(ActionlabError):
    """An edit would take back consent while records that need it remain; `code` is the participant."""

    sentence = N_(
        "Nothing was changed: there are records that {code} agreed to before. To take consent back and remove"
        " them, use 'actionlab withdraw {code}', or a part of it with --scope."
    )
