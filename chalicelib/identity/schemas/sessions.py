"""Devices that are signed in."""

from typing import Self

from pydantic import ConfigDict

from chalicelib.edge.schemas import Body, ClientAddress, ClientPlace, Instant, View
from chalicelib.identity.model.sessions import Session


class SessionsQuery(Body):
    """Whether the session that asks stays."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keep_this: bool = False


class SessionView(View):
    """One device signed in; ``current`` is the one that asks."""

    id: str
    device: str
    ip: str
    city: str
    created_at: Instant
    last_seen_at: Instant
    current: bool

    @classmethod
    def seen_from(cls, session: Session, session_id: str) -> Self:
        """The view of ``session`` for whoever asks from the session ``session_id``."""
        return cls(
            id=session.id,
            device=session.device,
            ip=session.ip,
            city=session.city,
            created_at=session.created_at,
            last_seen_at=session.last_seen_at,
            current=session.id == session_id,
        )


class ClientSessionView(SessionView):
    """One of a client's devices, of which staff who look at the portal see what they may."""

    ip: ClientAddress
    city: ClientPlace
