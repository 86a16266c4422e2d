"""schema: the JSON Schema of what `--json` gives, for a kind of record or for a listing."""

import json

from actionlab.cli import show
from actionlab.cli.commands import Argument, option
from actionlab.cli.commands import command as verb
from actionlab.cli.guiding.kind_words import find_kind, kind_like
from actionlab.cli.looking import give_json
from actionlab.cli.schemas.making import names, schema_of
from actionlab.cli.terminal import give, takes_all_letters
from actionlab.errors import MALFORMED, ActionlabError
from actionlab.i18n import N_
from actionlab.model.nearest import nearest


class UnknownSchema(ActionlabError):
    """There is no schema `name`; `known` are those there are."""

    repeats = True
    exit_code = MALFORMED
    sentence = N_("There is no schema {name}. There is: {known}.")


class MistypedSchema(UnknownSchema):
    """There is no schema `name`; `near` looks like it."""

    sentence = N_("There is no schema {name}. Did you mean {near}?")


@verb(
    "schema",
    params=[Argument(["name"], metavar=N_("KIND|LISTING"), required=False)],
    help=N_(
        "Print the JSON Schema (2020-12) of what --json gives for a kind of record, such as observation, or"
        " for a listing, such as status. Without a name: which schemas there are."
    ),
)
@option("--json", "as_object", is_flag=True, help=N_("Print the names as JSON."))
def command(name: str | None, as_object: bool) -> None:
    """Print a schema, or the names of all."""
    known = names()
    if name is not None:
        chosen = _chosen(name, known)
        give(json.dumps(schema_of(chosen), ensure_ascii=not takes_all_letters(), indent=2))
    elif as_object:
        give_json({"names": [{"name": each, "what": told} for each, told in known.items()]})
    else:
        width = max(map(len, known)) + 2
        for each, told in known.items():
            show.columns((each, told), 0, (width,))


def _chosen(typed: str, known: dict[str, str]) -> str:
    """Give the name meant: as typed, or a kind by a word for it. Raises `UnknownSchema`."""
    name = typed.strip().casefold()
    found = name if name in known else find_kind(name)
    if found is not None:
        return found
    near = nearest(name, known) or kind_like(name)
    if near is not None:
        raise MistypedSchema(name=typed, near=near)
    raise UnknownSchema(name=typed, known=known)
