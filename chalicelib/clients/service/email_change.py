"""Another e-mail address of a client: the login's and the client's change in one unit."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.service import reading
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import public as identity
from chalicelib.identity.public import CodePurpose, CodeSent
from chalicelib.messages.clients import ClientChanged
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def send_code(actor: Actor, email: str) -> CodeSent:
    """Send a code to the address that the client wants; the answer never tells whose it is.

    Raises:
        Forbidden: ``client_not_active``. Limited. Invalid: ``email_malformed``.
    """
    reading.require_active(actor.id)
    language = identity.contact(Realm.CLIENT, actor.id).language
    return identity.send_code(actor, CodePurpose.EMAIL_CHANGE, email, language, slide="")


def change(actor: Actor, email: str, code: str, password: str, command: Command) -> None:
    """Give the client the address whose code and whose password they know; all sessions end.

    Where the broker asks for a second factor, ``command`` brings it.

    Raises:
        What `identity.public.confirm_password` and `change_email` raise.
        Forbidden: ``client_not_active``.
    """
    reading.require_active(actor.id)
    identity.confirm_password(actor, password)

    def work(unit: Unit) -> None:
        command.confirm(unit)
        new = identity.change_email(unit, actor, email, code)
        _keep(unit, actor.id, new)

    ports.transact(actor, work)


def undo(actor: Actor, token: str) -> None:
    """Give a client back the address that a change took away, by the link it was sent.

    Raises:
        Invalid: ``objection_invalid``.
    """

    def work(unit: Unit) -> None:
        client_id, old = identity.undo_email_change(unit, token)
        _keep(unit, client_id, old)

    whose = replace(actor, id=token.partition(".")[0])
    ports.transact(whose, work)


def _keep(unit: Unit, client_id: str, email: str) -> None:
    client = reading.client_for_system(client_id)
    store.change(unit, client, replace(client, email=email))
    unit.publish(ClientChanged(client_id=client_id))
