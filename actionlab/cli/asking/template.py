"""A template for a study: chosen from all that there are, after reading what it is for."""

from actionlab.cli import ask
from actionlab.cli.study_templates import all_templates
from actionlab.i18n import _, ngettext
from actionlab.model import vocabulary
from actionlab.model.fields import field
from actionlab.model.study import Study
from actionlab.model.study_template import StudyTemplate
from actionlab.store import Workspace


def chosen_template(workspace: Workspace, ready: str = "") -> str:
    """Give the id of the template that the person begins with; `ready` stands ready. Raises `Malformed`."""
    templates = {each.id: each for each in all_templates(workspace)}
    answers = {name: named(each) for name, each in templates.items()}
    while True:
        ready = ask.choose(_("Which template do you begin with?"), answers, ready=ready)
        ask.show("\n".join(_about(templates[ready])))
        if ask.agrees(_("Begin with this template?"), ready=True):
            return ready


def named(template: StudyTemplate) -> str:
    """Give what a template is called in a list."""
    return _("None: begin empty") if template.is_empty else template.title


def _about(template: StudyTemplate) -> list[str]:
    """Give what a template is for, in a few lines."""
    weeks = sum(each.weeks for each in template.cycles)
    names = ", ".join(vocabulary.label("instrument", each.id) for each in template.instruments)
    told = [
        (field(Study, "theme").label, vocabulary.label("theme", template.theme) if template.theme else ""),
        (field(Study, "target_group").label, template.target_group),
        (field(Study, "problem").label, template.problem),
        (field(Study, "main_question").label, template.main_question),
        (field(Study, "instruments").label, names),
        (
            _("Takes"),
            ngettext("{n} week altogether", "{n} weeks altogether", weeks).format(n=weeks) if weeks else "",
        ),
    ]
    lines = [f"  {label}: {text}" for label, text in told if text]
    return ["", *lines, ""] if lines else ["", "  " + _("An empty study: you write everything yourself."), ""]
