"""Table looks: what the style of a table adds to its header row, its bands and its other cells."""

from collections.abc import Iterator

import msgspec

from actionlab.exchange.accessibility.elements import Element, attribute, child
from actionlab.exchange.accessibility.looks import Looks, Properties, properties

_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}


class CellLooks(msgspec.Struct, frozen=True, kw_only=True):
    """What a table adds to the paragraphs and runs of one cell, and the colour behind them ("" for none)."""

    paragraph: tuple[Properties, ...]
    run: tuple[Properties, ...]
    fill: str


class TableLooks:
    """The style of one table and the parts of it that the table uses."""

    def __init__(self, table: Element, looks: Looks, rows: int, columns: int) -> None:
        self._looks = looks
        self._last = rows - 1, columns - 1
        own = properties(child(table, "tblPr"))
        self._styles = looks.chain(own.get("tblStyle", {}).get("val", ""), "table")
        self._used = _used(child(table, "tblPr", "tblLook"))
        self._fill = looks.fill(own)

    def cell(self, element: Element, row: int, column: int) -> CellLooks:
        """Give what counts in a cell, by its row and column from 0."""
        layers = [(each.paragraph, each.run, each.cell) for each in self._styles]
        for part in self._parts(row, column):
            layers += [each.parts[part] for each in self._styles if part in each.parts]
        own = self._looks.fill(properties(child(element, "tcPr")))
        fills = [self._fill, *(self._looks.fill(cell) for _, _, cell in layers), own]
        return CellLooks(
            paragraph=tuple(paragraph for paragraph, _, _ in layers),
            run=tuple(run for _, run, _ in layers),
            fill=next((fill for fill in reversed(fills) if fill), ""),
        )

    def _parts(self, row: int, column: int) -> Iterator[str]:
        """Give the parts of the style that a cell belongs to, the one that counts most last."""
        used = self._used
        if "noVBand" not in used:
            yield f"band{(column - ('firstColumn' in used)) % 2 + 1}Vert"
        if "noHBand" not in used:
            yield f"band{(row - ('firstRow' in used)) % 2 + 1}Horz"
        last_row, last_column = self._last
        sides = {
            "firstCol": "firstColumn" in used and column == 0,
            "lastCol": "lastColumn" in used and column == last_column,
            "firstRow": "firstRow" in used and row == 0,
            "lastRow": "lastRow" in used and row == last_row,
        }
        yield from (part for part, is_there in sides.items() if is_there)


def _used(look: Element | None) -> frozenset[str]:
    """Give the parts that a table uses; the newer attributes say so one by one, the older one as bits."""
    if look is None:
        return frozenset({"noHBand", "noVBand"})
    named = {name: attribute(look, name) for name in _BITS}
    if any(named.values()):
        return frozenset(name for name, told in named.items() if told in ("1", "true", "on"))
    try:
        bits = int(attribute(look, "val") or "0", 16)
    except ValueError:
        bits = 0
    return frozenset(name for name, bit in _BITS.items() if bits & bit)
