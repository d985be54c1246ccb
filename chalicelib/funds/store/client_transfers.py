"""Transfers between clients, and what each client has sent on the present day."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.client_transfers import PREFIX, ClientTransfer, SentToday
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Stale, Unit


def _key(transfer_id: str) -> Key:
    return Key(f"CLIENT_TRANSFER#{transfer_id}", "CLIENT_TRANSFER")


def _day_key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "SENT_TODAY")


_ROWS = Rows(
    TABLE,
    ClientTransfer,
    lambda one: _key(one.id),
    lambda one: {"by-register": (register.request_shard(one.id), one.id)},
)
_DAYS = Rows(TABLE, SentToday, lambda one: _day_key(one.client_id))


def is_one(request_id: str) -> bool:
    """Whether a request of transfers is one between clients, as its id tells."""
    return request_id.startswith(f"{PREFIX}_")


def add(unit: Unit, transfer: ClientTransfer) -> ClientTransfer:
    """Store a new transfer."""
    return _ROWS.insert(unit, transfer, Conflict("a transfer id came twice"))


def get(transfer_id: str) -> ClientTransfer:
    """The transfer as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(transfer_id), NotFound("no such transfer", what="transfer"))


def at_keys(keys: list[Key]) -> list[ClientTransfer]:
    """The transfers at ``keys``."""
    return _ROWS.get_many(keys)


def change(unit: Unit, before: ClientTransfer, after: ClientTransfer) -> ClientTransfer:
    """Store what has become of a transfer, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def last_day(client_id: str) -> SentToday | None:
    """The last day on which the client has sent anything, with what it came to."""
    return _DAYS.find(_day_key(client_id))


def count(unit: Unit, stored: SentToday | None, after: SentToday) -> None:
    """Store a day in place of the one that was read, unless another was counted meanwhile."""
    if stored is None:
        _DAYS.insert(unit, after, Stale("the first one of all came meanwhile"))
    elif stored != after:
        _DAYS.change(unit, stored, after)
