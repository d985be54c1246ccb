"""What has happened around a client, as others keep it; each list in the actor's scope.

All raise `NotFound` when the client is outside the actor's scope.
"""

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import Request, RequestStatus, RequestType
from chalicelib.clients.service import reading
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginEvent
from chalicelib.notifications import public as notifications
from chalicelib.notifications.public import Told
from chalicelib.storage import audit
from chalicelib.storage.audit import AuditRecord


def requests(
    actor: Actor,
    client_id: str,
    page: PageRequest,
    kind: RequestType | None = None,
    status: RequestStatus | None = None,
) -> Page[Request]:
    """The client's requests, newest first."""
    return approvals.of_client(reading.client(actor, client_id).id, page, kind, status)


def logins(actor: Actor, client_id: str, page: PageRequest) -> Page[LoginEvent]:
    """The client's attempts to sign in, newest first."""
    return identity.logins_of(Realm.CLIENT, reading.client(actor, client_id).id, page)


def audited(actor: Actor, client_id: str, page: PageRequest) -> Page[AuditRecord]:
    """What was done by or for the client, newest first."""
    return audit.of_client(reading.client(actor, client_id).id, page)


def told(actor: Actor, client_id: str, page: PageRequest) -> Page[Told]:
    """What the client was told in the portal, newest first."""
    return notifications.told_to_client(reading.client(actor, client_id).id, page)
