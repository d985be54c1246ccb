"""What comes of a registration: the client is let in, or refused for good.

The decision arrives as a message and is carried out once, in whatever order and number it comes.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientStatus
from chalicelib.clients.service import becoming
from chalicelib.clients.store import claims, tally
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.messages.clients import (
    ClientActivated,
    ClientRejected,
    DownlineArrived,
    DownlinesChanged,
)
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def activate(actor: Actor, request_id: str, client_id: str, command: Command) -> None:
    """Let an approved client in. A client who is no longer pending is left as they are.

    Raises:
        NotFound: there is no such client.
    """

    def work(unit: Unit) -> None:
        client = _of_request(client_id, request_id)
        if client is not None and client.status is ClientStatus.PENDING:
            active = replace(client, status=ClientStatus.ACTIVE, activated_at=unit.now)
            store.change(unit, client, active)
            identity.set_status(unit, Realm.CLIENT, client.id, LoginStatus.ACTIVE)
            audit.record(unit, "client_activated", "client", client.id, client_id=client.id)
            welcome(unit, active)
            approvals.complete(unit, request_id)
        command.settle(unit)

    ports.transact(actor, work)


def reject(actor: Actor, request_id: str, client_id: str, reason: str, command: Command) -> None:
    """Refuse a pending client for good, keeping the record and freeing e-mail and phone."""

    def work(unit: Unit) -> None:
        client = _of_request(client_id, request_id)
        if client is not None and client.status is ClientStatus.PENDING:
            store.change(
                unit, client, replace(client, status=ClientStatus.REJECTED, rejection_reason=reason)
            )
            claims.release_phone(unit, client)
            identity.set_status(unit, Realm.CLIENT, client.id, LoginStatus.REJECTED, reason)
            identity.release_email(unit, Realm.CLIENT, client.id)
            audit.record(unit, "client_rejected", "client", client.id, client_id=client.id)
            unit.publish(ClientRejected(client_id=client.id, reason=reason))
        command.settle(unit)

    ports.transact(actor, work)


def _of_request(client_id: str, request_id: str) -> Client | None:
    """The client whom a registration request is about."""
    client = store.find(client_id)
    return client if client is not None and client.request_id == request_id else None


def welcome(unit: Unit, client: Client) -> None:
    """Count a client who has just come in at whoever referred them, and tell everybody.

    A new IB is equipped as one. Those above hear only of whoever came in by themselves: whom staff
    bring in, perhaps a thousand at once from a file, is no news of the uplines' doing.
    """
    becoming.follow(unit, None, client)
    if client.referrer_id:
        tally.count(unit, client.referrer_id)
        unit.publish(DownlinesChanged(client_id=client.referrer_id, change=1))
        if client.request_id:
            unit.publish(DownlineArrived(client_id=client.id))
    unit.publish(
        ClientActivated(
            client_id=client.id,
            kind=client.kind.value,
            referrer_id=client.referrer_id,
            owner_id=client.owner_id,
        )
    )
