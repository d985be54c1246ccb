"""By what each list can be cut, and in which formats it is written. Pure."""

from collections.abc import Mapping

from chalicelib.reports.model import ExportFormat, ExportKind, FilterUnknown, FormatUnknown

_PERIOD = frozenset({"from", "to"})
FILTERS: dict[ExportKind, frozenset[str]] = {
    ExportKind.AUDIT: _PERIOD | {"object", "actor", "action"},
    ExportKind.CLIENT_LOGINS: _PERIOD | {"who", "ip", "outcome"},
    ExportKind.STAFF_LOGINS: _PERIOD | {"who", "ip", "outcome"},
    ExportKind.MAILS: _PERIOD | {"who", "event", "status"},
    ExportKind.COMMISSIONS: _PERIOD
    | {
        "kind",
        "frequency",
        "state",
        "server",
        "recipient",
        "trader",
        "login",
        "currency",
        "symbol",
    },
    ExportKind.TRANSACTIONS: _PERIOD
    | {
        "q",
        "id",
        "kind",
        "currency",
        "touched",
        "server",
        "login",
        "owner",
        "referrer",
        "least",
        "most",
    },
    ExportKind.TICKETS: frozenset({"status", "assignee_id", "category_id"}),
    ExportKind.TASKS: frozenset({"status", "assignee_id", "kind", "priority"}),
    ExportKind.COMMISSION_STATEMENT: _PERIOD | {"recipient", "language"},
}
_LISTS = (ExportFormat.CSV, ExportFormat.XLSX)
_DOCUMENTS = (ExportFormat.PDF, ExportFormat.XLSX)


def check_format(kind: ExportKind, wanted: ExportFormat) -> None:
    """Whether this list is written in that format.

    Raises:
        FormatUnknown: it is not.
    """
    formats = _DOCUMENTS if kind is ExportKind.COMMISSION_STATEMENT else _LISTS
    if wanted not in formats:
        raise FormatUnknown(
            "not in this format", field="format", formats=[one.value for one in formats]
        )


def checked_filters(kind: ExportKind, given: Mapping[str, str]) -> dict[str, str]:
    """``given`` without what is empty.

    Raises:
        FilterUnknown: the list is not cut by one of them.
    """
    for name in given:
        if name not in FILTERS[kind]:
            raise FilterUnknown("this list is not cut by that", field=f"filters.{name}")
    return {name: value for name, value in given.items() if value}
