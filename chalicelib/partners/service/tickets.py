"""Sheets of tickets: a file to begin with, and what is in one before a run is ordered by it.

Reading a sheet changes nothing: its tickets are ordered as those are that staff type.
"""

from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.reviewed import TWICE, ImportColumn, ReviewedSheet, reviewed
from chalicelib.gateways.files import tables
from chalicelib.gateways.files.tables import SentTable
from chalicelib.partners.model.runs import MAX_TICKETS
from chalicelib.partners.rules import runs as run_rules
from chalicelib.partners.rules import tickets as rules
from chalicelib.partners.rules.tickets import TicketColumns
from chalicelib.partners.service import runs


@dataclass(frozen=True)
class ReviewedTickets:
    """A sheet, the ``tickets`` in it that can be ordered, and how many rows were ``doubles``."""

    sheet: ReviewedSheet
    tickets: tuple[str, ...]
    doubles: int


def columns(server_id: str) -> tuple[ImportColumn, ...]:
    """The columns of a sheet of deals of one server, named as its platform names them.

    Raises:
        Invalid: ``server_unknown``.
    """
    return _columns(server_id).columns


def review(actor: Actor, server_id: str, sent: SentTable) -> ReviewedTickets:
    """What each row of a sheet says, and all that is wrong with it.

    Raises:
        Forbidden: ``whole_company_only``. Invalid: ``server_unknown``; the file itself, see
            `tables.read`.
    """
    run_rules.check_sees_all(actor)
    wanted = _columns(server_id)
    sheet = tables.read(sent, MAX_TICKETS, [wanted.number])
    known = [one.key for one in wanted.columns]
    rows = rules.review(sheet.rows, wanted)
    return ReviewedTickets(
        reviewed(sheet.columns, known, rows),
        rules.once(row.cells[wanted.number] for row in rows if not row.faults),
        sum(any(one.code == TWICE for one in row.faults) for row in rows),
    )


def _columns(server_id: str) -> TicketColumns:
    config = runs.server(server_id)
    return TicketColumns(config.id, config.name, rules.number_column(config.connection.platform))
