"""Withdrawals."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.withdrawals import Withdrawal
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Unit


def _key(withdrawal_id: str) -> Key:
    return Key(f"WITHDRAWAL#{withdrawal_id}", "WITHDRAWAL")


_ROWS = Rows(
    TABLE,
    Withdrawal,
    lambda one: _key(one.id),
    lambda one: {"by-register": (register.request_shard(one.id), one.id)},
)


def add(unit: Unit, withdrawal: Withdrawal) -> Withdrawal:
    """Store a new withdrawal."""
    return _ROWS.insert(unit, withdrawal, Conflict("a withdrawal id came twice"))


def get(withdrawal_id: str) -> Withdrawal:
    """The withdrawal as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(withdrawal_id), NotFound("no such withdrawal", what="withdrawal"))


def at_keys(keys: list[Key]) -> list[Withdrawal]:
    """The withdrawals at ``keys``."""
    return _ROWS.get_many(keys)


def change(unit: Unit, before: Withdrawal, after: Withdrawal) -> Withdrawal:
    """Store what has become of a withdrawal, if it is still as it was read."""
    return _ROWS.change(unit, before, after)
