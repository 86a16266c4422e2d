"""Logging training sessions, with the help of the modules in the template of the study."""

from functools import partial
from typing import TYPE_CHECKING, Any

from actionlab.cli.commands import Command, Option
from actionlab.cli.faults import NoModules, UnknownModule
from actionlab.cli.verbs.log_record import Way, Writing, log, record_command, store_one
from actionlab.i18n import N_
from actionlab.model.kinds import KINDS
from actionlab.model.study import Study

if TYPE_CHECKING:
    from actionlab.model.study_template import TrainingModule
    from actionlab.store import Workspace


def training_command(help_text: str) -> Command:
    """Make `log training`: the fields of a session, and `--module` that fills some of them."""
    module = Option(
        ["--module"],
        metavar=N_("MODULE"),
        help=N_("Module of the study's template: its title, a part of it, or its number."),
    )
    return record_command(KINDS["training"], help_text, partial(log, _WAY), extra=[module])


def _follows(writing: Writing) -> None:
    module = writing.given.values["module"]
    if module is not None:
        workspace = writing.place()
        writing.fill(_module_fields(find_module(workspace, writing.given.known["study_id"], module)))


_WAY = Way(kind=KINDS["training"], store=store_one, follows=_follows)


def find_module(workspace: "Workspace", study_id: str, typed: str) -> "TrainingModule":
    """Give the module of a study's template: by number from 1, title, or a part of one title in any case.

    Raises `NoModules` when the study has no template with modules, `UnknownModule` naming them.
    """
    modules = _modules(workspace, study_id)
    wanted = typed.strip().casefold()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(modules):
        return modules[int(wanted) - 1]
    exact = [module for module in modules if module.title.casefold() == wanted]
    fitting = exact or [module for module in modules if wanted and wanted in module.title.casefold()]
    if len(fitting) != 1:
        known = [f"{number} {module.title}" for number, module in enumerate(modules, 1)]
        raise UnknownModule(name=typed, known=known)
    return fitting[0]


def _modules(workspace: "Workspace", study_id: str) -> "tuple[TrainingModule, ...]":
    from actionlab.cli.study_templates import read_template
    from actionlab.store import read

    reading = read(workspace, studies=[study_id], kinds={"study"})
    study = reading.records.find(Study, study_id)
    for damaged in () if study else reading.damaged:
        raise damaged
    if study is None or not study.data.template_id:
        raise NoModules(study=study_id)
    modules = read_template(workspace, study.data.template_id).training_modules
    if not modules:
        raise NoModules(study=study_id)
    return modules


def _module_fields(module: "TrainingModule") -> dict[str, Any]:
    filled = {
        "title": module.title,
        "module_ref": module.title,
        "learning_goals": list(module.learning_goals),
        "work_forms": list(module.work_forms),
        "duration_minutes": module.duration_minutes,
    }
    return {name: answer for name, answer in filled.items() if answer}
