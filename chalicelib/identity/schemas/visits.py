"""What a visit to a client's portal takes and answers."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, View
from chalicelib.identity.service.visits import Taken


class VisitForm(Body):
    """The secret that the back office has opened the portal with."""

    token: Annotated[str, Field(min_length=1, max_length=200)]


class VisitGrant(View):
    """What to look around by, and who looks until when."""

    access_token: str
    expires_at: Instant
    staff_name: str

    @classmethod
    def of(cls, noun: Taken) -> Self:
        """See `View.of`."""
        visit = noun.visit
        return cls(
            access_token=noun.access_token, expires_at=visit.ends_at, staff_name=visit.staff_name
        )
