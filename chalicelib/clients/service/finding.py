"""Keeping clients findable: the words of each client as it stands, and logins of its accounts.

Messages say only that something has changed; what is indexed is read anew, so that their order and
number do not matter.
"""

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import ClientStatus
from chalicelib.clients.rules import listing
from chalicelib.clients.store import words as word_store
from chalicelib.core.actor import Actor
from chalicelib.storage.idempotency import Command
from chalicelib.storage.search import words
from chalicelib.storage.unit import Unit


def index_client(actor: Actor, client_id: str, command: Command) -> None:
    """Let the client be found by what it is called now, and no longer by what it was."""

    def work(unit: Unit) -> None:
        client = store.find(client_id)
        gone = client is None or client.status is ClientStatus.DELETED
        texts = () if gone or client is None else listing.searchable(client)
        word_store.index(unit, client_id, "profile", words(*texts))
        command.settle(unit)

    ports.transact(actor, work)


def index_login(
    actor: Actor, client_id: str, account_id: str, login: int, command: Command
) -> None:
    """Let the client be found by the login of one of its trading accounts."""

    def work(unit: Unit) -> None:
        word_store.index(unit, client_id, f"account#{account_id}", words(str(login)))
        command.settle(unit)

    ports.transact(actor, work)


def forget_login(actor: Actor, client_id: str, account_id: str, command: Command) -> None:
    """Let the client be found no longer by the login of an account that is not theirs any more."""

    def work(unit: Unit) -> None:
        word_store.index(unit, client_id, f"account#{account_id}", ())
        command.settle(unit)

    ports.transact(actor, work)


def forget(actor: Actor, client_id: str, command: Command) -> None:
    """Let a client who has left be found by nothing any more, the logins of accounts included."""

    def work(unit: Unit) -> None:
        word_store.forget(unit, client_id)
        command.settle(unit)

    ports.transact(actor, work)
