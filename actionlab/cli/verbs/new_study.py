"""new-study: begin a study of a municipal approach, from a template, with its cycles and study plan."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from actionlab.cli import ask
from actionlab.cli.answers_file import read_answers
from actionlab.cli.commands import Option
from actionlab.cli.commands import command as verb
from actionlab.cli.gate import Gate, gate_options
from actionlab.cli.given import NEEDED, FieldOption, Given
from actionlab.cli.notations import notation_of
from actionlab.cli.options import (
    NEEDED_OF,
    asked_fields,
    by_option,
    field_options,
    municipality_option,
    require,
)
from actionlab.cli.plan_file import add_with_plan, plan_again
from actionlab.cli.session import Session, pass_session
from actionlab.cli.study_code import coded_anew, slug_from, study_in
from actionlab.cli.study_templates import find_template, list_templates
from actionlab.cli.terminal import give, say
from actionlab.errors import Malformed, Problem, RuleBroken
from actionlab.i18n import N_, _, ngettext
from actionlab.model.answers import read_municipality
from actionlab.model.approach import Approach
from actionlab.model.build import build
from actionlab.model.fields import field as field_of
from actionlab.model.municipalities import YEAR, by_code, is_known
from actionlab.model.records import Draft
from actionlab.model.slugs import check_slug
from actionlab.model.study import Study
from actionlab.model.study_setup import study_drafts
from actionlab.model.study_template import StudyTemplate
from actionlab.store import Workspace, study_template_ids
from actionlab.store.writer import random_code

# option -> field, where the option has a shorter name
_SHORTER = {"question": "main_question", "start": "start_date", "end": "end_date"}
_OF_APPROACH = {
    "approach_title": "title",
    "aim": "aim",
    "core_elements": "core_elements",
    "conditions": "conditions",
    "approach_organisations": "organisation_ids",
    "approach_since": "since",
}
_SET_BY_PROGRAM = {"id", "municipality", "status", "template_id", "template_version", "instruments"}
# what only comes later
_LATER = {"key_file_destroyed_on"}
# these say what to do, not what the study is
_NOT_ANSWERS = {"answers", "list_templates", "as_object", "plan"}
_STUDY_FIELDS = asked_fields(Study, without=_SET_BY_PROGRAM | _LATER)


def _options() -> list[click.Parameter]:
    longer = set(_SHORTER.values())
    return [
        municipality_option(multiple=True),
        Option(
            ["-t", "--template"], metavar=N_("TEMPLATE"), help=N_("Template: its id or title; leeg = empty.")
        ),
        Option(
            ["--slug"], metavar=N_("CODE"), help=N_("Code of the study; made from the title when left out.")
        ),
        *(FieldOption(name, field_of(Study, field)) for name, field in _SHORTER.items()),
        *field_options(field for field in _STUDY_FIELDS if field.name not in longer),
        *(FieldOption(name, field_of(Approach, field)) for name, field in _OF_APPROACH.items()),
        Option(
            ["--answers"],
            metavar=N_("FILE"),
            type=click.Path(path_type=Path),
            help=N_("Read the options from this TOML file; an option on the command line goes first."),
        ),
        *gate_options(),
        Option(["--list-templates"], is_flag=True, help=N_("List the templates and stop.")),
        Option(["--json", "as_object"], is_flag=True, help=N_("List the templates as JSON.")),
        Option(
            ["--plan"],
            metavar=N_("STUDY"),
            help=N_("Only make studieplan.docx again, of a study that exists, as it stands now."),
        ),
    ]


@verb(
    "new-study",
    params=_options(),
    help=N_(
        "Begin a study: its approach, cycles with dates, instruments and studieplan.docx."
        " What you leave out comes from the template, or is listed by 'actionlab status' as still to arrange."
    ),
    epilog=N_(
        "A text typed in a command can be seen by other users of this computer while the command runs;"
        " those in a file for --answers cannot."
    ),
)
@pass_session
@click.pass_context
def command(context: click.Context, session: Session, /, **values: Any) -> str | None:
    """Print the code of the new study and give it; say what was made."""
    if values["list_templates"] or values["as_object"]:
        list_templates(session, as_object=values["as_object"])
        return None
    if values["plan"]:
        workspace = session.workspace()
        slug = session.study(workspace, values["plan"])
        give(str(plan_again(workspace, slug, session.today())))
        return None
    return _begin(session, _with_answers(values, context.command.params))


def _begin(session: Session, values: dict[str, Any]) -> str:
    workspace = session.workspace()
    gate = Gate(session, values)
    try:
        template, drafts = _read(session, workspace, values)
    except Malformed as fault:
        lacks_only = all(each.sentence in (NEEDED, NEEDED_OF) for each in fault.problems)
        if not lacks_only or not ask.can_ask(session):
            raise
        return _asked(gate, workspace, values)
    return _store(gate, workspace, values, template, drafts)


def _asked(gate: Gate, workspace: Workspace, values: dict[str, Any]) -> str:
    from actionlab.cli.asking.new_study import hold  # who gives what is needed is asked nothing

    def read(given: Mapping[str, Any]) -> tuple[StudyTemplate, tuple[Draft, ...]]:
        return _read(gate.session, workspace, given)

    def store(given: Mapping[str, Any]) -> str:
        # a folder in the cloud or on a network may be gone since
        return _store(gate, gate.session.workspace(), given, *read(given))

    return hold(gate.session, workspace, values, lambda given: read(given)[1], store)


def _read(
    session: Session, workspace: Workspace, values: Mapping[str, Any]
) -> tuple[StudyTemplate, tuple[Draft, ...]]:
    """Give the template and what will be stored. Raises `Malformed` with every fault and all that lacks."""
    given = Given(values, session.today())
    template = _template(workspace, given)
    study, approach = _study_answers(given, template), _approach_answers(given)
    if approach and study.get("approach_id"):
        sentence = N_("Leave it out: the approach exists already. Change it with 'actionlab edit'.")
        given.faults += [Problem(name, sentence) for name in _OF_APPROACH if given.has(name)]
    given.check()
    if template is None:
        raise AssertionError("a missing template is a fault that was raised")
    study = {"id": _slug(workspace, given, study.get("title") or template.title), **study}
    return template, _drafts(workspace, template, study, approach)


def _store(
    gate: Gate,
    workspace: Workspace,
    values: Mapping[str, Any],
    template: StudyTemplate,
    drafts: Sequence[Draft],
) -> str:
    """Store a study, say what was made, and give its code.

    A code that was not given follows from the title, also when that is changed on the way.
    """
    session = gate.session

    def write(final: Sequence[Draft], **answer: Any) -> tuple[tuple[Draft, ...], Path]:
        coded = tuple(final) if values["slug"] is not None else coded_anew(final)
        now, today = session.now(), session.today()
        return coded, add_with_plan(workspace, coded, template, now=now, today=today, **answer)

    try:
        return _tell(workspace, *gate.through(write, drafts))
    except RuleBroken as fault:
        raise _in_options(fault, str(fault.facts["kind"])) from None


def _drafts(
    workspace: Workspace, template: StudyTemplate, study: dict[str, Any], approach: dict[str, Any]
) -> tuple[Draft, ...]:
    existing = study.get("approach_id")
    study = {"title": template.title, "theme": template.theme, **study}
    kind = "study"
    try:
        drafts = study_drafts(
            template,
            study,
            None if existing else approach,
            approach_id=existing or f"app-{random_code(8)}",
            settings=workspace.settings,
        )
        for draft in drafts:
            kind = draft.kind
            build(kind, draft.fields)
    except Malformed as fault:
        raise _in_options(fault, kind) from None
    return drafts


def _with_answers(values: dict[str, Any], options: list[click.Parameter]) -> dict[str, Any]:
    if values["answers"] is None:
        return values
    answers = read_answers(values["answers"], [each for each in options if each.name not in _NOT_ANSWERS])
    if "municipality" in answers:
        answers["municipality"] = tuple(read_municipality(name) for name in answers["municipality"])
    typed = {name: value for name, value in values.items() if value not in (None, (), False)}
    return {**values, **answers, **typed}


def _template(workspace: Workspace, given: Given) -> StudyTemplate | None:
    name = given.values["template"]
    if name is not None:
        return find_template(workspace, name)
    known = study_template_ids(workspace)
    given.faults.append(Problem("template", NEEDED_OF, label=N_("Template"), known=known))
    return None


def _study_answers(given: Given, template: StudyTemplate | None) -> dict[str, Any]:
    option_of = {field: option for option, field in _SHORTER.items()}
    answers: dict[str, Any] = {}
    for field in _STUDY_FIELDS:
        short = option_of.get(field.name)
        answer = given.plain(field, short) if short else notation_of(field).read(field, given)
        if answer is not None:
            answers[field.name] = given.known[field.name] = answer
    given.known["municipality"] = answers["municipality"] = list(dict.fromkeys(given.values["municipality"]))
    if not answers["municipality"]:
        label = field_of(Study, "municipality").asks.label
        given.faults.append(Problem("municipality", NEEDED, label=label))
    if template:
        given.known |= {} if template.is_empty else {"title": template.title}
        given.known |= {"theme": template.theme} if template.theme else {}
        require(_STUDY_FIELDS, given)
    return answers


def _approach_answers(given: Given) -> dict[str, Any]:
    answers = {
        field: given.plain(field_of(Approach, field), option) for option, field in _OF_APPROACH.items()
    }
    return {field: answer for field, answer in answers.items() if answer is not None}


def _slug(workspace: Workspace, given: Given, title: str) -> str:
    named = given.values["slug"]
    if named is None and not title.strip():
        label = field_of(Study, "title").asks.label
        raise Malformed([Problem("title", N_("The text is empty."), label=label)])
    return check_slug(slug_from(title) if named is None else named)


def _in_options(fault: Malformed | RuleBroken, kind: str) -> Malformed | RuleBroken:
    """Give the same fault with the options of this command in place of fields."""
    shorter = _OF_APPROACH if kind == "approach" else _SHORTER
    names = {field: option for option, field in shorter.items()}
    told = by_option(fault, _STUDY_FIELDS) if kind == "study" else fault
    problems = [
        Problem(
            names.get(each.field.partition(".")[0], each.field),
            each.sentence,
            label=each.label,
            **each.facts,
        )
        for each in getattr(told, "problems", ())
    ]
    return RuleBroken(kind, problems) if isinstance(fault, RuleBroken) else Malformed(problems)


def _tell(workspace: Workspace, drafts: tuple[Draft, ...], plan: Path) -> str:
    study = study_in(drafts)
    slug, cycles = study["id"], sum(1 for draft in drafts if draft.kind == "cycle")
    names = ", ".join(by_code(code).name for code in study["municipality"])
    made = ngettext(
        "Study made for {municipalities}, with {n} cycle.",
        "Study made for {municipalities}, with {n} cycles.",
        cycles,
    )
    give(slug)
    say(made.format(municipalities=names, n=cycles))
    for code in (each for each in study["municipality"] if not is_known(each)):
        sentence = _("{code} is not among the municipalities of {year}. It is kept; check the code.")
        say(sentence.format(code=code, year=YEAR))
    say(_("Study plan: {path}").format(path=plan))
    return str(slug)
