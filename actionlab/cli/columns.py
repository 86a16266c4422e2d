"""Columns: what the columns of somebody else's table are. Known, kept from before, given, or asked once."""

from collections.abc import Sequence

import msgspec

from actionlab.cli import ask
from actionlab.cli.session import Session
from actionlab.cli.terminal import say
from actionlab.cli.values import kind_label
from actionlab.cli.wordings import statements
from actionlab.errors import shortened
from actionlab.exchange.columns.guess import Guess, guess
from actionlab.exchange.columns.mapping import Mapping, fingerprint
from actionlab.exchange.columns.mapping_text import from_toml, to_toml
from actionlab.exchange.columns.names import TAKEN, fields_of
from actionlab.exchange.columns.options import Given
from actionlab.exchange.files.tables import Sheet
from actionlab.exchange.incoming import ATTENDANCE, EVALUATION
from actionlab.i18n import N_, _
from actionlab.model.study import Study
from actionlab.privacy.harmless import masked
from actionlab.store import Workspace
from actionlab.store.columns import columns_file, save_columns, saved_columns

_LEFT_OUT = "-"
_EXAMPLES = 3
# no statement of a scan has fewer words
_STATEMENT_LEAST = 3
_KINDS = {EVALUATION: N_("evaluation of a training, a row per person"), ATTENDANCE: N_("attendance")}


class Columns:
    """What is known about columns in one call of the program."""

    def __init__(self, session: Session, workspace: Workspace, given: Given) -> None:
        """Take what was given by options."""
        self._session = session
        self._workspace = workspace
        self._given = given
        self._to_keep: dict[tuple[str, str], Mapping] = {}

    def of(self, sheet: Sheet, study: Study, file: str) -> Mapping:
        """Give the mapping of a table: what was kept for such a table, or else what is guessed or asked.

        What options say counts before both. Raises `UnknownTable` or `UnknownColumns` when nobody can be
        asked, and what reading a kept mapping raises.
        """
        mark = fingerprint(sheet.header)
        kept = self._kept(study.id, mark)
        guessed = self._guess(sheet, study, self._given, file, kept)
        told = self._given != Given(codes=self._given.codes)
        if not guessed.certain:
            if not ask.can_ask(self._session):
                raise guessed.refusal()
            guessed = self._asked(guessed, sheet, study, file, kept)
            told = True
        if told:
            self._to_keep[study.id, mark] = guessed.mapping
        return guessed.mapping

    def keep(self) -> None:
        """Keep what was given and asked, and say where."""
        for (study_id, mark), found in self._to_keep.items():
            # the name of somebody's file can be that of a person
            mapping = msgspec.structs.replace(found, name=masked(found.name, self._session.today().year))
            path = save_columns(self._workspace, study_id, mark, to_toml(mapping))
            sentence = _(
                "What the columns hold is kept in {file}: a table with these columns is not asked about"
                " again."
            )
            say(sentence.format(file=path))

    def _kept(self, study_id: str, mark: str) -> Mapping | None:
        text = saved_columns(self._workspace, study_id, mark)
        if text is None:
            return None
        return from_toml(text, str(columns_file(self._workspace, study_id, mark)))

    def _asked(self, guessed: Guess, sheet: Sheet, study: Study, file: str, kept: Mapping | None) -> Guess:
        """Ask what the rows are when that is not known, and then where each unknown column goes."""
        given = self._given
        if not guessed.mapping.kinds:
            kinds = {kind: _named(kind) for kind in TAKEN}
            kind = ask.choose(_("{table}: what does a row hold?").format(table=guessed.table), kinds)
            given = msgspec.structs.replace(given, kinds=(kind,))
            guessed = self._guess(sheet, study, given, file, kept)
        kinds_of_row = guessed.mapping.kinds or given.kinds
        asked = {name: _where(name, sheet, kinds_of_row) for name in guessed.unknown}
        given = msgspec.structs.replace(given, columns={**given.columns, **asked})
        settled = self._guess(sheet, study, given, file, kept)
        if not settled.certain:
            raise settled.refusal()
        return settled

    def _guess(self, sheet: Sheet, study: Study, given: Given, file: str, kept: Mapping | None) -> Guess:
        # to read the statements takes as long as a table of thousands of rows, and most tables have none
        asks = any(len(name.split()) >= _STATEMENT_LEAST for name in sheet.header)
        said = statements(self._workspace) if asks else {}
        return guess(sheet, study, given=given, kept=kept, statements=said, file=file)


def _where(name: str, sheet: Sheet, kinds: Sequence[str]) -> str:
    """Give the target that the person at the terminal chooses for a column, after some of what it holds."""
    index = sheet.header.index(name)
    said = [row.cells[index] for row in sheet.rows if row.cells[index] is not None][:_EXAMPLES]
    examples = "; ".join(str(shortened(str(each))) for each in said)
    shown = _("The column '{column}' holds for example: {examples}")
    ask.show(shown.format(column=name, examples=examples))
    targets = {_LEFT_OUT: _("leave it out")}
    for kind in kinds:
        for path, field in fields_of(kind).items():
            several = f"{_named(kind)}: " if len(kinds) > 1 else ""
            targets[f"{kind}.{path}"] = several + field.label
    return ask.choose(_("Where does it go?"), targets)


def _named(kind: str) -> str:
    return _(_KINDS[kind]) if kind in _KINDS else kind_label(kind)
