"""What others may ask of support: what it keeps, and its lists for exports."""

from chalicelib.support.model import TicketStatus
from chalicelib.support.service.keeping import KEEPER
from chalicelib.support.service.reading import NamedTicket, tickets
from chalicelib.support.store import TicketFilter

__all__ = ["KEEPER", "NamedTicket", "TicketFilter", "TicketStatus", "tickets"]
