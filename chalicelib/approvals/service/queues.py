"""The lists of the back office: My To Do, all requests in scope, and the counts of both."""

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import Request, RequestStatus, RequestType
from chalicelib.approvals.service.review import ListedRequest, named
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest

CAP = store.COUNTED_AT_MOST


@dataclass(frozen=True)
class TypeCount:
    """How much of one type waits: for this member of staff, and for anyone. Counted to 100."""

    type: RequestType
    to_do: int
    pending: int


@dataclass(frozen=True)
class Counts:
    """The counts of all types; ``capped`` when a count stopped before it was finished."""

    items: tuple[TypeCount, ...]
    capped: bool


def to_do(actor: Actor, page: PageRequest, kind: RequestType | None = None) -> Page[ListedRequest]:
    """What ``actor`` can decide now, newest first, with the names it mentions."""
    return _with_names(requests_to_do(actor, page, kind))


def requests_to_do(
    actor: Actor, page: PageRequest, kind: RequestType | None = None
) -> Page[Request]:
    """What ``actor`` can decide now, newest first."""
    kinds = _decided_by(actor, kind)

    def theirs(request: Request) -> bool:
        return request.type in kinds and rules.refusal_to(actor, request) is None

    if actor.scope.company:
        return store.queued(_queues(actor, kinds), page, theirs)
    return store.within(actor.scope, page, theirs, waiting=True)


def everything(
    actor: Actor,
    page: PageRequest,
    kind: RequestType | None = None,
    status: RequestStatus | None = None,
) -> Page[ListedRequest]:
    """All requests in the scope of ``actor``, newest first."""
    if actor.scope.company:
        return _with_names(store.of_company((kind,) if kind else tuple(RequestType), status, page))

    def asked(request: Request) -> bool:
        return kind in (None, request.type) and status in (None, request.status)

    return _with_names(store.within(actor.scope, page, asked))


def counts(actor: Actor) -> Counts:
    """How much waits, by type, for the badges of the queue."""
    if not actor.scope.company:
        return _counts_within(actor)
    may = _decided_by(actor, None)
    items = tuple(
        TypeCount(
            kind,
            store.queued_count(_queues(actor, (kind,)), actor.id) if kind in may else 0,
            store.pending_count(kind),
        )
        for kind in RequestType
    )
    return Counts(items, any(CAP in (item.to_do, item.pending) for item in items))


def _counts_within(actor: Actor) -> Counts:
    """The same from the waiting requests in a smaller scope, of which the newest are looked at."""
    waiting = store.within(
        actor.scope, PageRequest(CAP), lambda request: request.is_queued, waiting=True
    )
    items = tuple(
        TypeCount(
            kind,
            sum(r.type is kind and rules.refusal_to(actor, r) is None for r in waiting.items),
            sum(r.type is kind for r in waiting.items),
        )
        for kind in RequestType
    )
    return Counts(items, waiting.next_cursor is not None)


def _decided_by(actor: Actor, kind: RequestType | None) -> tuple[RequestType, ...]:
    """The types that ``actor`` holds the permission for."""
    asked = (kind,) if kind else tuple(RequestType)
    return tuple(one for one in asked if actor.may(rules.permission_of(one)))


def _queues(actor: Actor, kinds: tuple[RequestType, ...]) -> list[str]:
    """The queues in which requests of ``kinds`` can wait for ``actor``."""
    roles = [f"role:{role}" for role in sorted(actor.role_ids)]
    return [
        store.queue_name(key, kind)
        for kind in kinds
        for key in (f"permission:{rules.permission_of(kind)}", f"user:{actor.id}", *roles)
    ]


def _with_names(page: Page[Request]) -> Page[ListedRequest]:
    names = named(page.items)
    return page.map(lambda request: ListedRequest(request, names))
