"""Transfers, and the list of those that are under way."""

from collections.abc import Iterable

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.transfers import OPEN_STAGES, Transfer
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_OPEN = "TRANSFER#open"
_ACCOUNTS = "TRANSFER#accounts"


def _of_account(account_id: str) -> str:
    return f"TRANSFERS#{account_id}"


def _key(transfer_id: str) -> Key:
    return Key(f"TRANSFER#{transfer_id}", "TRANSFER")


def _indexes(transfer: Transfer) -> dict[str, tuple[str | None, str]]:
    is_open = transfer.stage in OPEN_STAGES
    return {
        "by-status": (_OPEN if is_open else None, f"{iso(transfer.changed_at)}#{transfer.id}"),
        "by-client": (
            _of_account(transfer.account_id),
            f"{iso(transfer.submitted_at)}#{transfer.id}",
        ),
        "by-register": (register.request_shard(transfer.id), transfer.id),
    }


_ROWS = Rows(TABLE, Transfer, lambda one: _key(one.id), _indexes)


def add(unit: Unit, transfer: Transfer) -> Transfer:
    """Store a new transfer, and note that its account has some."""
    note_account(unit, transfer.account_id)
    return _ROWS.insert(unit, transfer, Conflict("a transfer id came twice"))


def note_account(unit: Unit, account_id: str) -> None:
    """Note that a trading account has movements of ours, to be compared with its server's."""
    unit.add(TABLE, Key(_ACCOUNTS, account_id), {"transfers": 1}, {})


def get(transfer_id: str) -> Transfer:
    """The transfer as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(transfer_id), NotFound("no such transfer", what="transfer"))


def of_ids(transfer_ids: Iterable[str]) -> list[Transfer]:
    """The transfers that exist among those asked for."""
    return _ROWS.get_many(_key(one) for one in transfer_ids)


def at_keys(keys: list[Key]) -> list[Transfer]:
    """The transfers at ``keys``."""
    return _ROWS.get_many(keys)


def change(unit: Unit, before: Transfer, after: Transfer) -> Transfer:
    """Store what has become of a transfer, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def under_way(limit: int) -> list[Transfer]:
    """Transfers that are started or asked for, those unchanged for longest first."""
    return _ROWS.all(Range(_OPEN, "by-status", newest_first=False), limit)


def of_account(account_id: str, at_most: int) -> list[Transfer]:
    """The transfers of one trading account, oldest first."""
    return _ROWS.all(Range(_of_account(account_id), "by-client", newest_first=False), at_most)


def accounts(beyond: str | None, limit: int) -> list[str]:
    """Ids of trading accounts that ever had a movement of ours, in order."""
    within = Range(_ACCOUNTS, newest_first=False)
    return [item["sk"] for item in TABLE.query(within, limit, beyond=beyond)]
