"""Tables as files of comma-separated values (RFC 4180): read from people, written for spreadsheets.

Owns: separators, quoting, and that no spreadsheet takes a text for a formula. Refuses: what the
columns mean. Pure.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_SEPARATORS = ",;\t"
_CELL_AT_MOST = 2000


@dataclass(frozen=True)
class SheetRow:
    """One row: the ``line`` of the file that it begins in, and its cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table with a heading. ``columns`` are as they are compared: small, with underscores."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read(text: str, at_most: int, required: Iterable[str] = ()) -> Sheet:
    """The table in ``text``, whose first line names the columns; empty lines are passed over.

    Cells that `written` has guarded against formulas lose their guard.

    Raises:
        Invalid: ``sheet_empty``; ``sheet_too_long`` with the ``limit`` of rows; ``sheet_malformed``
            with the ``line``; ``sheet_column_twice`` and, of those ``required``,
            ``sheet_column_missing`` with the ``column``. The field is ``csv``.
    """
    return table(_lines(text.removeprefix(BYTE_ORDER_MARK)), at_most, required)


def table(
    lines: Sequence[tuple[int, list[str]]], at_most: int, required: Iterable[str] = ()
) -> Sheet:
    """The table in ``lines`` that are not empty, each with its number; the first names the columns.

    Raises:
        What `read` raises.
    """
    if len(lines) < 2:
        raise Invalid("there are no rows", code="sheet_empty", field="csv")
    if len(lines) - 1 > at_most:
        raise Invalid("too many rows", code="sheet_too_long", field="csv", limit=at_most)
    columns = tuple(_compared(one) for one in lines[0][1])
    for one in columns:
        if one and columns.count(one) > 1:
            raise Invalid(
                "a column comes twice", code="sheet_column_twice", field="csv", column=one
            )
    for one in required:
        if one not in columns:
            raise Invalid(
                "a column is missing", code="sheet_column_missing", field="csv", column=one
            )
    return Sheet(
        tuple(one for one in columns if one),
        tuple(SheetRow(line, _cells(line, columns, row)) for line, row in lines[1:]),
    )


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Rows that are not empty, with the line that each begins in."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found, begins = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise Invalid(
            "not a table", code="sheet_malformed", field="csv", line=reader.line_num
        ) from fault
    return found


def _compared(heading: str) -> str:
    return "_".join(heading.casefold().split())


def _cells(line: int, columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    extra = [cell for cell in row[len(columns) :] if cell.strip()]
    if extra or any(len(cell) > _CELL_AT_MOST for cell in row):
        raise Invalid("not a row of this table", code="sheet_malformed", field="csv", line=line)
    return {
        column: unguarded(cell.strip())
        for column, cell in zip(columns, row, strict=False)
        if column and cell.strip()
    }


def written(rows: Iterable[Sequence[str]]) -> str:
    """``rows`` as lines of a file, each cell guarded."""
    out = io.StringIO()
    csv.writer(out).writerows([guarded(text) for text in row] for row in rows)
    return out.getvalue()


def guarded(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def unguarded(text: str) -> str:
    """``text`` as it was before it was guarded."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
