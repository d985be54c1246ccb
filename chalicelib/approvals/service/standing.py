"""How requests stand for somebody who decides many: which they can, and why not the others."""

from collections.abc import Iterable

from chalicelib.approvals import rules, store
from chalicelib.approvals.model import Request, RequestType
from chalicelib.approvals.service import queues
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import PageRequest

_PAGE = 100


@dataclass(frozen=True)
class Standing:
    """A request as it is now; ``refusal`` is why it is not theirs to decide, if it is not."""

    request: Request
    refusal: FairleadError | None


def standing(actor: Actor, request_ids: Iterable[str]) -> list[Standing]:
    """How those of ``request_ids`` stand that ``actor`` may see, in the order asked."""
    return [
        Standing(one, rules.refusal_to(actor, one))
        for one in store.read_many(request_ids)
        if one.is_seen_by(actor.scope)
    ]


def waiting_for(actor: Actor, kind: RequestType | None, at_most: int) -> tuple[list[Request], bool]:
    """What ``actor`` can decide now, newest first, and whether there is more than that.

    Reads a bounded number of pages: where much is in sight that is not theirs, it may find less
    than ``at_most`` and still say that there is more.
    """
    found: list[Request] = []
    cursor = None
    for _ in range(-(-at_most // _PAGE)):
        limit = min(_PAGE, at_most - len(found))
        page = queues.requests_to_do(actor, PageRequest(limit, cursor), kind)
        found.extend(page.items)
        cursor = page.next_cursor
        if cursor is None or len(found) == at_most:
            break
    return found, cursor is not None
