"""Resetting a client's portal password: every session ends, and the client chooses a new one."""

from chalicelib.clients.service.assigning import changeable
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import public as identity
from chalicelib.identity.public import CodePurpose
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def reset_password(actor: Actor, client_id: str, command: Command) -> None:
    """End the client's sessions and send a code for choosing a new password, both or neither.

    Raises:
        What ``command.confirm`` raises. NotFound: outside the actor's scope.
        Conflict: ``client_not_active``. Limited: a code was sent a moment ago.
    """
    client = changeable(actor, client_id)
    contact = identity.contact(Realm.CLIENT, client.id)

    def shut_out(unit: Unit) -> None:
        identity.end_sessions(unit, Realm.CLIENT, client.id)
        audit.record(unit, "client_password_reset", "client", client.id, client_id=client.id)
        command.confirm(unit)

    identity.send_code(
        actor,
        CodePurpose.PASSWORD_RESET,
        contact.email,
        contact.language,
        realm=Realm.CLIENT,
        together=shut_out,
    )
