"""A training session: a module of the template of the study, or a title of its own."""

from actionlab.cli import ask
from actionlab.cli.asking.fields import Answers, Question, text
from actionlab.i18n import _

_OWN = "own"


def module_or_title(question: Question) -> Answers:
    """Ask which module was given, and the title when it was none of them."""
    template = question.interview.known.template
    modules = template.training_modules if template else ()
    if modules:
        titles = {str(number): module.title for number, module in enumerate(modules, 1)}
        offered = {**titles, _OWN: _("Another session, with a title of its own")}
        chosen = ask.choose(_("Which training session was it?"), offered)
        if chosen != _OWN:
            return {"module": chosen, "title": ()}
    return {"module": None, **text(question)}
