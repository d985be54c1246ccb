"""What the review screen shows: the request, its log, its payload, and whether one may decide."""

from collections.abc import Collection, Iterable

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import (
    Details,
    DetailsProvider,
    EditableField,
    LogLine,
    Request,
    RequestType,
)
from chalicelib.approvals.model.settings import REJECT_REASONS, RejectReason
from chalicelib.approvals.service import editing, linking
from chalicelib.approvals.service.seeing import seen
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.seams import Seam
from chalicelib.settings import public as settings
from chalicelib.staff import public as staff

DETAILS = {kind: Seam[DetailsProvider](f"approvals.details.{kind}") for kind in RequestType}
"""Who shows the payload of requests on the review screen, after the scope has been checked."""


@dataclass(frozen=True)
class ListedRequest:
    """A request with the names of the staff and roles it mentions."""

    request: Request
    names: dict[str, str]


@dataclass(frozen=True)
class ReviewedRequest:
    """All that a reviewer sees. ``why_not`` is the code of what keeps them from deciding."""

    request: Request
    names: dict[str, str]
    log: tuple[LogLine, ...]
    details: Details
    why_not: str | None
    linked: tuple[Request, ...] = ()
    can_restart: bool = False
    editable: tuple[EditableField, ...] = ()
    reject_reasons: tuple[RejectReason, ...] = ()


def review(actor: Actor, request_id: str) -> ReviewedRequest:
    """Everything about one request, for staff.

    Raises:
        NotFound: there is none, or not in their scope.
    """
    request = seen(actor, request_id)
    refusal = rules.refusal_to(actor, request)
    provider = DETAILS[request.type].part()
    return ReviewedRequest(
        request=request,
        names=named([request], whole_flow=True),
        log=tuple(store.log_of(request.id)),
        details=provider(request.id, actor) if provider else Details(),
        why_not=refusal.code if refusal else None,
        linked=linking.linked(request),
        can_restart=rules.can_restart(actor, request),
        editable=editing.fields_of(actor, request),
        reject_reasons=ready_reasons((request.type,)),
    )


def ready_reasons(kinds: Collection[RequestType]) -> tuple[RejectReason, ...]:
    """Words to refuse with that fit every one of ``kinds``; none where there is no kind."""
    found = settings.value(REJECT_REASONS) if kinds else ()
    return tuple(one for one in found if all(one.fits(kind) for kind in kinds))


def named(requests: Iterable[Request], *, whole_flow: bool = False) -> dict[str, str]:
    """Names of the owners and of the approvers of current (or all) nodes, by staff or role id."""
    users: set[str] = set()
    roles: set[str] = set()
    for request in requests:
        users |= {request.owner_id} - {None} if request.owner_id else set()
        path = request.flow.path
        for node in path if whole_flow else (path[request.node - 1],):
            users |= set(node.user_ids)
            roles |= set(node.role_ids)
    names = staff.names(users) if users else {}
    return names | (staff.role_names(roles) if roles else {})
