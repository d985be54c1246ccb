"""A commission statement as a workbook: amounts are numbers, so that people can reckon with them.

A number is written only where a spreadsheet keeps all of its digits; everything else is text, and
nothing is a formula.
"""

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Protocol

from chalicelib.partners.public import StatementLine
from chalicelib.reports.service.statement_tables import BOOK_COLUMNS, NUMBERS, Table, Told
from chalicelib.reports.service.statement_words import StatementWords

_EXACT_DIGITS = 15


class _Sheet(Protocol):
    def write_string(self, row: int, column: int, text: str, form: Any = None) -> Any: ...
    def write_number(self, row: int, column: int, number: Decimal, form: Any = None) -> Any: ...


def book(words: StatementWords, told: Told, found: Iterable[StatementLine]) -> bytes:
    """Two sheets: what it comes to, and the lines. Amounts and lots are numbers, shown as told."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load, and only this needs it

    content = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as made:
        writer = _Writer(made)
        summary, lines = made.add_worksheet(words("summary")), made.add_worksheet(words("lines"))
        for sheet in (summary, lines):
            if words.language == "ar":
                sheet.right_to_left()
        summary.set_column(0, 0, 38)
        summary.set_column(1, 8, 18)
        lines.set_column(0, len(BOOK_COLUMNS) - 1, 18)
        lines.freeze_panes(1, 0)
        writer.summary(summary, words, told)
        writer.lines(lines, told, found)
    return content.getvalue()


class _Writer:
    """Writes rows; a text that is an amount becomes a number with as many decimals."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._forms: dict[tuple[int, bool], Any] = {}

    def summary(self, sheet: _Sheet, words: StatementWords, told: Told) -> None:
        """The heading, the tables below one another, and the notes."""
        sheet.write_string(0, 0, words("title"), self._bold)
        at = 2
        for name, text in told.facts:
            sheet.write_string(at, 0, name)
            sheet.write_string(at, 1, text)
            at += 1
        for table in told.tables:
            at = self._table(sheet, at + 1, table)
        notes = told.notes if told.tables else (words("nothing"), *told.notes)
        for number, text in enumerate(notes):
            sheet.write_string(at + 1 + number, 0, text)

    def lines(self, sheet: _Sheet, told: Told, found: Iterable[StatementLine]) -> None:
        """The lines and their sums."""
        numbers = {place for place, name in enumerate(BOOK_COLUMNS) if name in NUMBERS}
        at = 0
        self._row(sheet, at, told.book_headings, bold=True)
        for one in found:
            at += 1
            self._row(sheet, at, told.book_line(one), numbers)
        for row in told.line_sums:
            at += 1
            self._row(sheet, at, row, numbers, bold=True)

    def _table(self, sheet: _Sheet, at: int, table: Table) -> int:
        """Write a table from row ``at`` on; the row after it."""
        sheet.write_string(at, 0, table.title, self._bold)
        self._row(sheet, at + 1, table.headings, bold=True)
        numbers = set(range(table.names, len(table.headings)))
        at += 2
        for row in table.rows:
            self._row(sheet, at, row, numbers)
            at += 1
        for row in table.sums:
            self._row(sheet, at, row, numbers, bold=True)
            at += 1
        return at

    def _row(
        self,
        sheet: _Sheet,
        at: int,
        row: Iterable[str],
        numbers: Iterable[int] = (),
        *,
        bold: bool = False,
    ) -> None:
        for place, text in enumerate(row):
            plain = text.replace(",", "")
            if place in numbers and _is_exact(plain):
                decimals = len(plain.partition(".")[2])
                sheet.write_number(at, place, Decimal(plain), self._form(decimals, bold=bold))
            else:
                sheet.write_string(at, place, text, self._bold if bold else None)

    def _form(self, decimals: int, *, bold: bool) -> Any:
        key = (decimals, bold)
        if key not in self._forms:
            shown = "#,##0" + (f".{'0' * decimals}" if decimals else "")
            self._forms[key] = self._book.add_format({"num_format": shown, "bold": bold})
        return self._forms[key]


def _is_exact(text: str) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isdigit() and len(digits) <= _EXACT_DIGITS
