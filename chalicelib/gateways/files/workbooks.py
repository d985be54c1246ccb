"""Workbooks (XLSX) that people send: the first sheet as lines of text.

Owns: that a workbook is no trap. It is unpacked only if what it says it unpacks to is little (and
the unpacking stops there), entities are refused (defusedxml), nothing in it is computed: a cell
with a formula is refused, because what it shows and what it is are two things. Numbers become text
with the fifteen digits that spreadsheets keep.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chalicelib.core.errors import Invalid

MAX_BYTES = 660_000
MAX_UNPACKED_BYTES = 30 * 1024 * 1024
_MAX_COLUMNS = 100
_MAX_FILES = 200
# Empty rows between full ones are passed over, but not without end.
_FURTHEST_ROW = 20_000


def read_lines(content: bytes, at_most: int) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that are not empty, each with its number.

    Raises:
        Invalid: ``sheet_not_workbook``, ``sheet_too_large``; ``sheet_formula`` with the ``line``;
            ``sheet_too_long`` with the ``limit`` of rows. The field is ``xlsx``.
    """
    _check_size(content)
    found: list[tuple[int, list[str]]] = []
    for line, cells in _rows(content):
        if len(found) > at_most or line > _FURTHEST_ROW:
            raise Invalid("too many rows", code="sheet_too_long", field="xlsx", limit=at_most)
        if cells:
            found.append((line, cells))
    return found


def _check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise Invalid("too large", code="sheet_too_large", field="xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile as fault:
        raise _no_workbook() from fault
    # A part never unpacks to more than it says here: zipfile stops reading there.
    if len(parts) > _MAX_FILES or sum(one.file_size for one in parts) > MAX_UNPACKED_BYTES:
        raise Invalid("too large", code="sheet_too_large", field="xlsx")


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    # Imported here so that only whoever reads a workbook pays for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own extent may be wrong
        rows = sheet.iter_rows(max_col=_MAX_COLUMNS)
        for line, row in enumerate(rows, start=1):
            cells = [_text(line, cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            yield line, cells
    except Invalid:
        raise
    except Exception as fault:  # the library raises whatever a broken file makes it stumble over
        raise _no_workbook() from fault


def _text(line: int, cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise Invalid("a formula", code="sheet_formula", field="xlsx", line=line)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return _plain(Decimal(f"{value:.15g}"))
        case datetime() | date():
            return value.isoformat()
    return str(value).strip()


def _plain(number: Decimal) -> str:
    """Without an exponent, and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _no_workbook() -> Invalid:
    return Invalid("not a workbook", code="sheet_not_workbook", field="xlsx")
