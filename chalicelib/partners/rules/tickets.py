"""Tickets as staff name deals by: how they are written, and sheets of them. Pure.

A ticket is the number of a deal that closed something, in digits alone. Spreadsheets keep fifteen.
"""

from collections.abc import Iterable, Sequence

from chalicelib.core.nouns import dataclass
from chalicelib.core.reviewed import Fault, ImportColumn, ReviewedRow, twice
from chalicelib.core.sheets import SheetRow

MAX_DIGITS = 15
SERVER = "server"
# What each platform calls the number that its deals are known by.
_NUMBERS = {"mt5": "deal_ticket", "ctrader": "deal_id"}
_SHOWN_AT_MOST = 40


@dataclass(frozen=True)
class TicketColumns:
    """The columns of a sheet for one server: which server it is, and the numbers of its deals."""

    server_id: str
    server_name: str
    number: str

    @property
    def columns(self) -> tuple[ImportColumn, ...]:
        """The same as columns; the example names the server, so that a sheet says whose it is."""
        return ImportColumn(SERVER, example=self.server_name), ImportColumn(
            self.number, required=True
        )

    def is_this(self, server: str) -> bool:
        """Whether ``server`` is the name or the id of the server."""
        return server.casefold() in {self.server_id.casefold(), self.server_name.casefold()}


def number_column(platform: str) -> str:
    """The column that the numbers of deals stand in, by what the platform calls them."""
    return _NUMBERS[platform]


def number(text: str) -> str:
    """``text`` as the number of a deal, without zeros that it begins with; empty for none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        return ""
    return text.lstrip("0")


def once(tickets: Iterable[str]) -> tuple[str, ...]:
    """Each of ``tickets`` once, in the order given, however it is written."""
    return tuple(dict.fromkeys(number(one) for one in tickets))


def review(rows: Sequence[SheetRow], sheet: TicketColumns) -> tuple[ReviewedRow, ...]:
    """What is wrong with each row: another server, no number, or one that came before."""
    seen: dict[str, int] = {}
    return tuple(_reviewed(row, sheet, seen) for row in rows)


def _reviewed(row: SheetRow, sheet: TicketColumns, seen: dict[str, int]) -> ReviewedRow:
    known = {one.key for one in sheet.columns}
    cells = {name: text for name, text in row.cells.items() if name in known}
    faults = [*_server_faults(cells, sheet), *_number_faults(cells, sheet)]
    if not faults:
        first = seen.setdefault(number(cells[sheet.number]), row.line)
        if first != row.line:
            faults = [twice(sheet.number, first)]
    return ReviewedRow(row.line, cells, tuple(faults))


def _server_faults(cells: dict[str, str], sheet: TicketColumns) -> Iterable[Fault]:
    if SERVER in cells and not sheet.is_this(cells[SERVER]):
        yield Fault(SERVER, "ticket_of_another_server", {"server": sheet.server_name})


def _number_faults(cells: dict[str, str], sheet: TicketColumns) -> Iterable[Fault]:
    text = cells.get(sheet.number, "")
    if not text:
        yield Fault(sheet.number, "missing")
    elif not number(text):
        facts = {"ticket": text[:_SHOWN_AT_MOST], "digits": MAX_DIGITS}
        yield Fault(sheet.number, "ticket_malformed", facts)
