"""A client's second factor for the staff: which one there is, and taking it away."""

from chalicelib import ports
from chalicelib.clients.service import reading
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import public as identity
from chalicelib.identity.public import FactorState
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def of_client(actor: Actor, client_id: str) -> FactorState:
    """The client's second factor, without anything secret.

    Raises:
        NotFound: outside the actor's scope.
    """
    return identity.factor_state(Realm.CLIENT, reading.client(actor, client_id).id)


def reset(actor: Actor, client_id: str, reason: str, command: Command) -> FactorState:
    """Take the client's second factor away; their sessions end and they are told by mail.

    Raises:
        What ``command.confirm`` raises.
        NotFound: outside the actor's scope. Conflict: ``factor_not_set``.
        Invalid: ``reason_missing``.
    """

    def work(unit: Unit) -> None:
        client = reading.client(actor, client_id)
        identity.reset_factor(unit, Realm.CLIENT, client.id, reason)
        command.confirm(unit)

    ports.transact(actor, work)
    return of_client(actor, client_id)
