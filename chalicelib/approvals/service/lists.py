"""Reading requests: one, a client's own, and those of whoever may act for others."""

from chalicelib.approvals import store
from chalicelib.approvals.model import Request, RequestStatus, RequestType
from chalicelib.core.paging import Page, PageRequest


def read(request_id: str) -> Request:
    """The request as of now, for callers that have checked who asks.

    Raises:
        NotFound: no such request.
    """
    return store.read(request_id)


def of_client(
    client_id: str,
    page: PageRequest,
    kind: RequestType | None = None,
    status: RequestStatus | None = None,
) -> Page[Request]:
    """One client's requests, newest first, for callers that have checked who asks.

    A page may be short of its limit and still have a next one.
    """

    def asked(request: Request) -> bool:
        return kind in (None, request.type) and status in (None, request.status)

    return store.of_client(client_id, page, asked)
