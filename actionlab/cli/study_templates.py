"""Study templates as people name them: by id, by title or by a part of it, in any case."""

import sys
from collections.abc import Iterable

from actionlab.cli.looking import give_json
from actionlab.cli.session import Session
from actionlab.cli.terminal import give, wrapped
from actionlab.errors import ActionlabError, Malformed, NoWorkspace, Problem, UnknownTemplate
from actionlab.i18n import N_
from actionlab.model.nearest import nearest
from actionlab.model.study_template import StudyTemplate, parse_template
from actionlab.store import Workspace, study_template_ids, template_text


class MistypedTemplate(ActionlabError):
    """No template is called `name`; `near` are those that look like it."""

    sentence = N_("There is no template '{name}'. Did you mean {near}?")


class AmbiguousTemplate(ActionlabError):
    """`name` fits more than one template: `known`."""

    sentence = N_("'{name}' fits more than one template: {known}. Type more of it.")


def read_template(workspace: Workspace | None, template_id: str) -> StudyTemplate:
    """Give the template with exactly this id, of the workspace or else of the program.

    Raises `UnknownTemplate`, and `Malformed` when its file has faults or holds another id.
    """
    place = f"templates/studies/{template_id}.toml"
    template = parse_template(template_text(workspace, f"studies/{template_id}.toml"), place)
    if template.id != template_id:
        sentence = N_("{place}: 'id' is '{id}'. Make it '{wanted}', like the name of the file.")
        raise Malformed([Problem("", sentence, place=place, id=template.id, wanted=template_id)])
    return template


def all_templates(workspace: Workspace | None) -> tuple[StudyTemplate, ...]:
    """Give all templates in order of title, the empty one last. Raises `Malformed` for one with faults."""
    found = (read_template(workspace, each) for each in study_template_ids(workspace))
    return tuple(sorted(found, key=lambda each: (each.is_empty, each.title.casefold())))


def find_template(workspace: Workspace | None, name: str) -> StudyTemplate:
    """Give the template that a person means: by id, title or an unambiguous part of one of them.

    Raises `MistypedTemplate`, `UnknownTemplate` and `AmbiguousTemplate`; `Malformed` for one with faults.
    """
    wanted = name.strip().casefold()
    if wanted in study_template_ids(workspace):
        return read_template(workspace, wanted)
    templates = all_templates(workspace)
    exact = [each for each in templates if wanted in _names(each)]
    fitting = exact or [each for each in templates if wanted and any(wanted in word for word in _names(each))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmbiguousTemplate(name=name, known=_ids(fitting))
    by_name = {word: each.id for each in templates for word in _names(each)}
    near = nearest(name, by_name)
    if near:
        raise MistypedTemplate(name=name, near=by_name[near])
    raise UnknownTemplate(name=name, known=_ids(templates))


def _names(template: StudyTemplate) -> tuple[str, ...]:
    return template.id, template.title.casefold(), template.title_en.casefold()


def _ids(templates: Iterable[StudyTemplate]) -> tuple[str, ...]:
    return tuple(each.id for each in templates)


def list_templates(session: Session, *, as_object: bool) -> None:
    """Print every template, also where there is no workspace; as one JSON object when that is wanted."""
    try:
        workspace = session.workspace()
    except NoWorkspace:
        workspace = None
    templates = all_templates(workspace)
    if as_object:
        names = ("id", "title", "theme", "version")
        give_json({"templates": [{name: getattr(each, name) for name in names} for each in templates]})
        return
    for each in templates:
        line = f"{each.id}: {each.title}" + (f" ({each.theme})" if each.theme else "")
        give(wrapped(line) if sys.stdout.isatty() else line)
