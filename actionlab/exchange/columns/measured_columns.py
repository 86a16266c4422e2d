"""Measured columns: of which instrument and moment a column is, by its name and by the study."""

from collections.abc import Iterable, Mapping, Sequence

from actionlab.exchange.columns.mapping import Target
from actionlab.exchange.columns.names import instrument_named, measured_in, path_named, usable_instruments
from actionlab.exchange.columns.never_taken import folded
from actionlab.exchange.files.tables import Sheet
from actionlab.model.instruments import INSTRUMENTS
from actionlab.model.study import Study

MEASUREMENT, OBSERVATION = "measurement", "observation"


class MeasuredColumns:
    """What the columns of one table can be, in a study with its instruments.

    `statements` are the words of each scan, by instrument: forms have them at the top of their columns.
    """

    def __init__(self, sheet: Sheet, study: Study, statements: Mapping[str, Sequence[str]]) -> None:
        """Take a table and what the study measures; a study that lists no instruments may use any."""
        self._sheet = sheet
        self._listed = tuple(each.instrument for each in study.instruments)
        self._usable = usable_instruments(self._listed)
        self._statements = {
            folded(text): (name, number)
            for name, texts in statements.items()
            for number, text in enumerate(texts, 1)
        }
        self.has_instrument = any(path_named(MEASUREMENT, name) == "instrument" for name in sheet.header)

    def path(self, name: str) -> str | None:
        """Give the path of a column as a field of a measurement, statements included."""
        statement = self._statement(name)
        return f"value.{statement[1]}" if statement else path_named(MEASUREMENT, name)

    def is_only_value(self) -> bool:
        """Tell whether a column *value* can be of one instrument only."""
        return self._only("number") is not None

    def target(self, name: str) -> Target | None:
        """Give where a column goes that is called after a field of a measurement; None when unclear."""
        path = self.path(name)
        if path is None:
            return None
        if not path.startswith("value") or self.has_instrument:
            return Target(kind=MEASUREMENT, path=path)
        statement = self._statement(name)
        if statement:
            instrument: str | None = statement[0]
        elif path == "value":
            instrument = self._only("number")
        else:
            instrument = self._only("answers") or self._scan_by_number()
        return Target(kind=MEASUREMENT, path=path, instrument=instrument) if instrument else None

    def called_after(self, name: str, kinds: Iterable[str]) -> Target | None:
        """Give where a column goes that is called after an instrument or a moment: *Cijfer*, *Startmeting*.

        Beside observations only what the study says that it measures is one.
        """
        wanted = set(kinds)
        found = None if self.has_instrument or not wanted & {MEASUREMENT, OBSERVATION} else measured_in(name)
        if found is None:
            return None
        instrument, moment, path = found
        if not instrument and MEASUREMENT in wanted:
            instrument = self._only("number") or ""
        is_date = bool(moment) and path == "date" and MEASUREMENT in wanted
        if instrument not in (self._usable if MEASUREMENT in wanted else self._listed) and not is_date:
            return None
        return Target(kind=MEASUREMENT, path=path, instrument=instrument, moment=moment)

    def _only(self, form: str) -> str | None:
        """Give the instrument of this form that the sheet is called after, or the only one there is."""
        said = instrument_named(self._sheet.name) if self._sheet.name else None
        possible = [name for name in self._usable if INSTRUMENTS[name].form == form]
        if said in possible:
            return said
        return possible[0] if len(possible) == 1 else None

    def _scan_by_number(self) -> str | None:
        """Give the scan that has as many statements as the table has columns for them."""
        paths = {path_named(MEASUREMENT, name) for name in self._sheet.header}
        asked = {path for path in paths if path and path.startswith("value.")}
        for name in self._usable:
            wanted = {f"value.{number}" for number in range(1, INSTRUMENTS[name].statements + 1)}
            if wanted and wanted == asked:
                return name
        return None

    def _statement(self, name: str) -> tuple[str, int] | None:
        # forms put the number of a question before it
        said = folded(name)
        return self._statements.get(said) or self._statements.get(said.partition(" ")[2])
