"""Tables: data with a header row, whole cells and a caption; never a way to put text in its place."""

from collections.abc import Iterator

from actionlab.exchange.accessibility.findings import Finding, found
from actionlab.exchange.accessibility.paper import Paper, Paragraph, Table


def about_tables(paper: Paper) -> Iterator[Finding]:
    """Give what is wrong with the tables; one that puts text in its place is named as that only."""
    inside: dict[int, list[Paragraph]] = {}
    above: dict[int, Paragraph] = {}
    for before, each in zip((None, *paper.paragraphs), paper.paragraphs, strict=False):
        if each.table is not None:
            inside.setdefault(each.table, []).append(each)
            if before is not None and before.table != each.table:
                above.setdefault(each.table, before)
    around = _with_tables_inside(paper.tables)
    for table in paper.tables:
        if table.is_nested:
            yield found("table_nested", table.place)
        elif _is_for_layout(table, inside.get(table.number, [])):
            yield found("table_for_layout", table.place)
        elif table.number not in around:
            yield from _data_table(table, above.get(table.number))


def _with_tables_inside(tables: tuple[Table, ...]) -> frozenset[int]:
    """Give the numbers of the tables that hold another one: what is wrong there is that."""
    outer, found_in = 0, set()
    for each in tables:
        if each.is_nested:
            found_in.add(outer)
        else:
            outer = each.number
    return frozenset(found_in)


def _is_for_layout(table: Table, paragraphs: list[Paragraph]) -> bool:
    columns = max((len(row.cells) for row in table.rows), default=0)
    return len(table.rows) < 2 or columns < 2 or any(each.level for each in paragraphs)


def _data_table(table: Table, above: Paragraph | None) -> Iterator[Finding]:
    if not table.rows[0].is_header:
        yield found("table_header", table.place)
    cells = [cell for row in table.rows for cell in row.cells]
    if any(cell.is_merged for cell in cells):
        yield found("table_merged", table.place)
    elif any(cell.is_empty for cell in cells):
        yield found("table_empty_cell", table.place)
    has_caption = above is not None and bool(above.text.strip()) and (_is_caption(above) or above.level > 0)
    if not table.name and not has_caption:
        yield found("table_caption", table.place)
    if any(row.can_split for row in table.rows):
        yield found("table_row_split", table.place)


def _is_caption(paragraph: Paragraph) -> bool:
    return paragraph.style in ("caption", "bijschrift") or paragraph.text.lower().startswith(
        ("tabel ", "table ")
    )
