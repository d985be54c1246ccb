"""Telling a client what staff have written, in the client's own language."""

from chalicelib.clients.model import Client, ClientStatus
from chalicelib.clients.model.jobs import MESSAGE_DRAFTS, Announcement, MessageDraft
from chalicelib.clients.service import reading
from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict
from chalicelib.identity import public as identity
from chalicelib.messages.clients import ClientMessaged
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_GONE = frozenset({ClientStatus.DELETED, ClientStatus.REJECTED})


def drafts() -> tuple[MessageDraft, ...]:
    """The messages that the broker keeps ready."""
    return settings.value(MESSAGE_DRAFTS)


def announce_in(unit: Unit, client_id: str, announcement: Announcement) -> Client:
    """Let the client be told, in ``unit``; what is switched off for everybody is not sent.

    Raises:
        NotFound: outside the scope of the unit's actor.
        Conflict: ``client_not_active`` with the ``status``: nobody reads it any more.
    """
    client = reading.client(unit.actor, client_id)
    if client.status in _GONE:
        raise Conflict(
            "nobody reads messages to this client",
            code="client_not_active",
            status=client.status.value,
        )
    said = announcement.in_language(identity.contact(Realm.CLIENT, client.id).language)
    audit.record(
        unit,
        "client_messaged",
        "client",
        client.id,
        client_id=client.id,
        after={"subject": said.subject, "language": said.language},
    )
    unit.publish(
        ClientMessaged(
            client_id=client.id,
            language=said.language,
            subject=said.subject,
            text=said.text,
            email=announcement.email,
            popup=announcement.popup,
        )
    )
    return client
