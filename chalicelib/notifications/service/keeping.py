"""What becomes of what a client was told: the bell's list goes, the log of mails names nobody."""

from collections.abc import Iterator
from dataclasses import replace

from chalicelib.core.actor import Realm
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.notifications import store
from chalicelib.notifications.model import AddressMark, Delivery
from chalicelib.storage.keeping import erase_page, every, part
from chalicelib.storage.unit import Unit

_INNER = ("realm", "subject_id", "recipient", "claimed_at", "expires_at", "vendor_id", "attempts")


def _copied(client_id: str) -> Iterator[Part]:
    bell = every(lambda page: store.items(Realm.CLIENT, client_id, page))
    yield part("notifications", bell, "realm", "subject_id")
    yield part("mails", _mails(client_id), *_INNER)
    yield part("returned_mail", _marks(client_id), "client_id", "mail_id")


def _mails(client_id: str) -> Iterator[Delivery]:
    recipient = f"{Realm.CLIENT}-{client_id}"
    return every(lambda page: store.mails_to(recipient, page, None, None))


def _bell_erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    return store.remove_bell(run, Realm.CLIENT, client_id)


def _mails_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    recipient = f"{Realm.CLIENT}-{client_id}"
    return erase_page(
        run, lambda page: store.mails_to(recipient, page, None, None), _nameless, cursor
    )


def _mark_erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    def work(unit: Unit) -> None:
        found = store.mark(client_id)
        if found is not None:
            store.remove_mark(unit, found)

    run(work)
    return None


def _marks(client_id: str) -> Iterator[AddressMark]:
    found = store.mark(client_id)
    if found is not None:
        yield found


def _nameless(unit: Unit, mail: Delivery) -> None:
    if mail.address or mail.subject:
        store.change_delivery(unit, mail, replace(mail, address="", subject=""))


KEEPER = Keeper(
    "notifications",
    (
        Kept("BellItem", "notifications", erased=True, why="staff's own lists name clients by id"),
        Kept("Box", erased=True, why="how many notices are unread"),
        Kept("Delivery", "mails", erased=True, why="that a mail of a kind went out stays"),
        Kept("AddressMark", "returned_mail", erased=True),
        *of_nobody("the broker's words", "Text", "Channels"),
    ),
    _copied,
    (_bell_erased, _mails_erased, _mark_erased),
)
