"""Fitting: what may stand as the value of an option or argument while it is typed.

It is decided here from the parameter itself: the field that an option answers, its type, or the sign that
stands for it in the usage (STUDY, CYCLE, ID …).
"""

import datetime as dt
import re
from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

from actionlab.cli.completion import offered
from actionlab.cli.completion.offered import Items
from actionlab.cli.given import FieldOption
from actionlab.cli.notations import Row, notation_of
from actionlab.cli.options import DateType, MunicipalityType, WordType
from actionlab.i18n import _
from actionlab.model.fields import Field
from actionlab.model.fields import field as field_of

_BETWEEN = re.compile("[:=;]")
Source = Callable[[click.Context, str], Items]


def _ids(*kinds: str) -> Source:
    return lambda context, typed: offered.records(context, kinds, typed)


def _words(listed_in: str) -> Source:
    return lambda _context, typed: offered.words(listed_in, typed)


def _nothing(_context: click.Context, _typed: str) -> Items:
    return iter(())


def _place(kind: str) -> Source:
    return lambda _context, typed: iter([CompletionItem(typed, type=kind)])


def _days(_context: click.Context, typed: str) -> Items:
    return offered.days(typed)


def _fields(context: click.Context, typed: str) -> Items:
    found = (each for each in context.command.params if isinstance(each, FieldOption))
    return offered.matching((each.opts[-1].removeprefix("--") for each in found), typed)


def _schemas(_context: click.Context, typed: str) -> Items:
    from actionlab.cli.schemas.making import names  # only `schema` needs it

    for name, told in names().items():
        if offered.fits(name, typed):
            yield CompletionItem(name, help=told)


# the sign in the usage -> what may stand there; of the signs left out only a person can say what it is
SIGNS: dict[str, Source] = {
    "ACTION": _ids("action"),
    "AUDIENCE": _words("audience"),
    "CODE": _ids("participant"),
    "CYCLE": _ids("cycle"),
    "DATE": _days,
    "DIR": _place("dir"),
    "FIELD": _fields,
    "FILE": _place("file"),
    "FILE|FOLDER": _place("file"),
    "ID": _ids(),
    "ID...": _ids(),
    "INSIGHT": _ids("insight"),
    "INSIGHT-IDS": _ids("insight"),
    "INSTRUMENT": _words("instrument"),
    "KIND": _words("record_kind"),
    "KIND|LISTING": _schemas,
    "MODULE": offered.modules,
    "MUNICIPALITY": offered.municipalities,
    "OTHER": _place("dir"),
    "PHASE": _words("phase"),
    "ROLE": _words("role"),
    "STUDY": offered.studies,
    "TAG": offered.tags,
    "TEMPLATE": offered.templates,
    "THEME": _words("theme"),
    "TRAINING": _ids("training"),
}


def fitting(param: click.Parameter, context: click.Context, typed: str) -> Items:
    """Give what fits the value of an option or argument that is being typed."""
    if isinstance(param, FieldOption):
        return _answers(param, context, typed)
    source = _by_type(param.type)
    if source is None and isinstance(param.type, click.Choice | click.Path):
        return iter(param.type.shell_complete(context, param, typed))
    return (source or _by_sign(param))(context, typed)


def _by_type(kind: click.ParamType[object]) -> Source | None:
    if isinstance(kind, WordType):
        return _words(kind.listed_in)
    if isinstance(kind, MunicipalityType):
        return offered.municipalities
    return _days if isinstance(kind, DateType) else None


def _by_sign(param: click.Parameter) -> Source:
    sign = param.metavar or ""
    if sign == "CODE" and isinstance(param, click.Option):
        return _nothing  # a code that somebody makes up
    return SIGNS.get(sign, _nothing)


def _answers(option: FieldOption, context: click.Context, typed: str) -> Items:
    """Give the answers to a field; of one with parts such as `ROLE=NUMBER` the part that is being typed."""
    signs, parts = _BETWEEN.findall(option.shape), _parts(option)
    *before, begun = _BETWEEN.split(typed, len(signs)) if signs else [typed]
    head = typed.removesuffix(begun) if begun else typed
    after = signs[len(before)] if len(before) < len(signs) else ""
    for item in parts[len(before)](context, begun):
        yield CompletionItem(f"{head}{item.value}{after}", type=item.type, help=item.help)


def _parts(option: FieldOption) -> list[Source]:
    if not option.shape:
        return [_of_field(option.field)]
    notation = notation_of(option.field)
    if isinstance(notation, Row):
        return [_of_field(field_of(option.field.type, name)) for name in notation.parts]
    key, *rest = _BETWEEN.split(option.shape)
    return [SIGNS.get(key, _nothing), *([_of_field(option.field)] if rest else [])]


def _of_field(field: Field) -> Source:
    asks = field.asks
    if asks.vocabulary:
        return _words(asks.vocabulary)
    if asks.refers_to:
        return _ids(*asks.refers_to)
    if asks.municipality:
        return offered.municipalities
    if field.type is bool:
        return lambda _context, typed: offered.matching((_("yes"), _("no")), typed)
    by_name = {"tags": offered.tags, "template_id": offered.templates}
    return _days if field.type is dt.date else by_name.get(field.name, _nothing)
