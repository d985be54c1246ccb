"""How rows become a file, and by what each list can be cut. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from chalicelib.reports.model import ExportKind, FilterUnknown

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")

_PERIOD = frozenset({"from", "to"})
FILTERS: dict[ExportKind, frozenset[str]] = {
    ExportKind.AUDIT: _PERIOD | {"object", "actor", "action"},
    ExportKind.CLIENT_LOGINS: _PERIOD | {"who", "ip", "outcome"},
    ExportKind.STAFF_LOGINS: _PERIOD | {"who", "ip", "outcome"},
    ExportKind.MAILS: _PERIOD | {"who", "event", "status"},
}


def checked_filters(kind: ExportKind, given: Mapping[str, str]) -> dict[str, str]:
    """``given`` without what is empty.

    Raises:
        FilterUnknown: the list is not cut by one of them.
    """
    for name in given:
        if name not in FILTERS[kind]:
            raise FilterUnknown("this list is not cut by that", field=f"filters.{name}")
    return {name: value for name, value in given.items() if value}


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """``rows`` as lines of a file (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([cell(text) for text in row] for row in rows)
    return out.getvalue()


def cell(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text
