"""Notices that staff have written themselves."""

from chalicelib.core.actor import Realm
from chalicelib.messages.clients import ClientMessaged
from chalicelib.notifications.model import Notice
from chalicelib.notifications.rules.telling import notices


@notices.register
def _of_message(message: ClientMessaged) -> tuple[Notice, ...]:
    return (
        Notice(
            event="broker_message",
            realm=Realm.CLIENT,
            subject_id=message.client_id,
            email=message.email,
            popup=message.popup,
            facts={"subject": message.subject, "text": message.text},
            language=message.language,
        ),
    )
