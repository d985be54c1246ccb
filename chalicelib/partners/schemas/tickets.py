"""What the routes of sheets of tickets take and answer."""

from typing import Annotated, Any, Self

from pydantic import Field

from chalicelib.edge.schemas import Body
from chalicelib.edge.sheets import ReviewedSheetView, TableForm
from chalicelib.partners.service.tickets import ReviewedTickets

_ServerId = Annotated[str, Field(min_length=1, max_length=40)]


class TicketSheetQuery(Body):
    """Of which server the deals are."""

    server_id: _ServerId


class TicketSheetForm(TableForm):
    """A sheet of tickets of one server."""

    server_id: _ServerId


class ReviewedTicketsView(ReviewedSheetView):
    """A sheet of tickets: those that a run can be ordered by, and how many rows were doubles.

    ``faulty`` counts doubles, too.
    """

    tickets: list[str]
    doubles: int

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        reviewed: ReviewedTickets = noun
        sheet = ReviewedSheetView.of(reviewed.sheet)
        return cls(**dict(sheet), tickets=list(reviewed.tickets), doubles=reviewed.doubles)
