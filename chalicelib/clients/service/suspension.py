"""Shutting a client out and letting them in again: at once, with a reason, on the record."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientStatus, Suspension
from chalicelib.clients.service import reading
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginStatus
from chalicelib.messages.clients import ClientReinstated, ClientSuspended
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def suspend(actor: Actor, client_id: str, reason: str) -> Client:
    """Shut an active client out; every session of theirs ends.

    Raises:
        NotFound: outside the actor's scope. Invalid: ``reason_missing``.
        Conflict: ``client_not_active`` with the ``status``.
    """
    why = _given(reason)

    def work(unit: Unit) -> Client:
        client = reading.client(actor, client_id)
        if not client.is_active:
            raise Conflict(
                "only an active client can be suspended",
                code="client_not_active",
                status=client.status.value,
            )
        suspension = Suspension(actor.id, actor.name, unit.now, why)
        after = replace(client, status=ClientStatus.SUSPENDED, suspension=suspension)
        _switch(unit, client, after, why)
        unit.publish(ClientSuspended(client_id=client.id, reason=why))
        return store.change(unit, client, after)

    return ports.transact(actor, work)


def reinstate(actor: Actor, client_id: str, reason: str) -> Client:
    """Let a suspended client in again, also one whose login suspended itself.

    Raises:
        NotFound: outside the actor's scope. Invalid: ``reason_missing``.
        Conflict: ``client_not_suspended``.
    """
    why = _given(reason)

    def work(unit: Unit) -> Client:
        client = reading.client(actor, client_id)
        state = identity.login_state(Realm.CLIENT, client.id)
        if client.status is ClientStatus.SUSPENDED:
            after = replace(client, status=ClientStatus.ACTIVE, suspension=None)
        elif client.is_active and state.status is LoginStatus.SUSPENDED:
            after = client
        else:
            raise Conflict("the client is not suspended", code="client_not_suspended")
        _switch(unit, client, after, why)
        unit.publish(ClientReinstated(client_id=client.id, reason=why))
        return store.change(unit, client, after)

    return ports.transact(actor, work)


def _given(reason: str) -> str:
    if not reason.strip():
        raise Invalid("say why", code="reason_missing", field="reason")
    return reason.strip()


def _switch(unit: Unit, before: Client, after: Client, reason: str) -> None:
    """Bring the login in line with the client, and log the act."""
    shut_out = after.status is ClientStatus.SUSPENDED
    status = LoginStatus.SUSPENDED if shut_out else LoginStatus.ACTIVE
    identity.set_status(unit, Realm.CLIENT, before.id, status, reason)
    audit.record(
        unit,
        "client_suspended" if shut_out else "client_reinstated",
        "client",
        before.id,
        client_id=before.id,
        before={"status": before.status.value},
        after={"status": after.status.value, "reason": reason},
    )
