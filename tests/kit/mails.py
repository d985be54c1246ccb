"""A client whose mails come back."""

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.notifications import store
from chalicelib.notifications.model import AddressMark, ReturnKind
from tests.kit.people import Person


def came_back(client: Person) -> str:
    """Mark the address of ``client``; their id."""
    mark = AddressMark(
        client_id=client.id,
        address=client.email,
        kind=ReturnKind.BOUNCED,
        reason="NoEmail",
        at=ports.now(),
        mail_id="msg_1~client-1",
    )
    ports.transact(system("test"), lambda unit: store.put_mark(unit, None, mark))
    return client.id
