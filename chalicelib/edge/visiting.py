"""What staff do who look at the portal as a client: they read, and each reading is on the log.

The one place that tells looking from acting, for every route there is and will be: by the method.
Refuses: who may visit whom, and until when (identity).
"""

from chalicelib.core.actor import Actor, Visitor
from chalicelib.core.errors import Forbidden
from chalicelib.edge import observe
from chalicelib.edge.auth import Access

_LOOKING = frozenset({"GET", "HEAD"})


def watch(actor: Actor, visitor: Visitor, access: Access, method: str, path: str) -> None:
    """Note what a visitor asks for, and refuse whatever is more than looking.

    Raises:
        Forbidden: ``visit_read_only``.
    """
    observe.log(
        "portal_visited",
        visit=actor.session_id,
        staff=visitor.staff_id,
        client=actor.id,
        method=method,
        path=path,
        request_id=actor.request_id,
    )
    if method not in _LOOKING and not access.visitors:
        raise Forbidden("a visit changes nothing", code="visit_read_only")
