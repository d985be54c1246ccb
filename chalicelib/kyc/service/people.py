"""Whose case it is. Clients are a sibling of ours; the assembly says who knows them."""

from collections.abc import Callable, Iterable
from typing import Protocol

from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.core.seams import Seam
from chalicelib.core.veil import SensitiveField, Showing


class KnownClient(Protocol):
    """What kyc needs to know of a client."""

    @property
    def id(self) -> str:
        """The client id."""
        ...

    @property
    def name(self) -> str:
        """What they are called."""
        ...

    @property
    def kind(self) -> str:
        """Trader or IB."""
        ...

    @property
    def owner_id(self) -> str | None:
        """The member of staff responsible."""
        ...

    @property
    def participant_ids(self) -> Iterable[str]:
        """Staff who follow."""
        ...

    @property
    def is_active(self) -> bool:
        """Whether they may act."""
        ...


Directory = Callable[[Actor, str], KnownClient]
"""The client of that id, if the actor may see them; else it raises `NotFound`."""

Seeing = Callable[[Actor, str], Actor]
"""The actor with the veil through which they see the client of that id."""

KNOWING = Seam[Directory]("kyc.knowing_clients")
SEEING = Seam[Seeing]("kyc.seeing_clients")


def sees_whole(actor: Actor, client_id: str) -> bool:
    """Whether the client's identity is shown to the actor as it is."""
    (seeing,) = SEEING.parts()
    veil = seeing(actor, client_id).veil
    return veil.showing(SensitiveField.IDENTITY) is Showing.SHOWN


def client(actor: Actor, client_id: str) -> KnownClient:
    """The client, within the actor's scope.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    (known,) = KNOWING.parts()
    return known(actor, client_id)


def acting_client(actor: Actor) -> KnownClient:
    """The client who acts.

    Raises:
        Forbidden: ``client_not_active``.
    """
    found = client(actor, actor.id)
    if not found.is_active:
        raise Forbidden("this client may not act at present", code="client_not_active")
    return found
