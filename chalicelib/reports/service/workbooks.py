"""The slices of an export as one workbook. Every cell is text: nothing in it is ever worked out."""

import csv
import io
from collections.abc import Iterable, Iterator

from chalicelib.core import sheets


def workbook(slices: Iterable[bytes]) -> bytes:
    """A workbook with one sheet of what the CSV in ``slices`` says; the first row are headings.

    A text longer than 32,767 characters, which no cell takes, is cut.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load, and only this needs it

    content = io.BytesIO()
    # Rows are written as they come, so that a large sheet needs little memory.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        sheet, heading = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows_of(slices)):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text, heading if number == 0 else None)
    return content.getvalue()


def rows_of(slices: Iterable[bytes]) -> Iterator[list[str]]:
    """The rows of CSV in ``slices``, the headings first, each cell as it was before its guard."""
    for part in slices:
        text = part.decode("utf-8").removeprefix(sheets.BYTE_ORDER_MARK)
        for row in csv.reader(io.StringIO(text, newline="")):
            yield [sheets.unguarded(one) for one in row]
