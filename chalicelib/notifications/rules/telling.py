"""The function that every message is put to, and how a notice to a client is made."""

from functools import singledispatch

from chalicelib.core.actor import Realm
from chalicelib.messages import Message
from chalicelib.messages.approvals import Notify
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import Facts, Link, Notice, Sealed


@singledispatch
def notices(message: Message) -> tuple[Notice, ...]:
    """What is told because of ``message``, staff queues excepted."""
    return ()


def client_notice(
    event: str,
    client_id: str,
    facts: Facts,
    link: Link | None,
    *,
    notify: Notify | None = None,
    sealed: tuple[Sealed, ...] = (),
) -> Notice:
    default = EVENTS[event]
    return Notice(
        event=event,
        realm=Realm.CLIENT,
        subject_id=client_id,
        email=default.email and (notify is None or notify.email),
        popup=default.popup and (notify is None or notify.popup),
        facts=facts,
        link=link,
        language=notify.language if notify else "",
        sealed=sealed,
    )
