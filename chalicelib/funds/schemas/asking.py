"""What staff get who have asked for something on behalf of a client."""

from typing import Any, Self

from chalicelib.approvals.public import Request, RequestStatus, RequestType
from chalicelib.edge.schemas import View


class AskedView(View):
    """The request that was opened; its further course is read from the requests."""

    id: str
    type: RequestType
    status: RequestStatus

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`; of anything that carries its request."""
        request: Request = noun.request
        return cls(id=request.id, type=request.type, status=request.status)
