"""Where wallets' money came from: a row beside each wallet that was deposited into."""

from chalicelib.funds.model.sources import Sources
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Stale, Unit


def _key(client_id: str, currency: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"SOURCES#{currency}")


_ROWS = Rows(TABLE, Sources, lambda one: _key(one.client_id, one.currency))


def of(client_id: str, currency: str) -> Sources:
    """The sources of a wallet; none where nothing was deposited."""
    return _ROWS.find(_key(client_id, currency)) or Sources(client_id, currency)


def keep(unit: Unit, before: Sources, after: Sources) -> None:
    """Store what has become of them, if they are still as they were read."""
    if after.amounts == before.amounts:
        return
    if before.version:
        _ROWS.change(unit, before, after)
    else:
        _ROWS.insert(unit, after, Stale("the first deposit came meanwhile"))
