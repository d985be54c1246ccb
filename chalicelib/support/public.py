"""What others may ask of support: what it keeps, and its lists for exports."""

from chalicelib.support.model import TicketFilters
from chalicelib.support.service.keeping import KEEPER
from chalicelib.support.service.reading import NamedTicket, tickets

__all__ = ["KEEPER", "NamedTicket", "TicketFilters", "tickets"]
