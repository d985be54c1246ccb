"""Deposits, which command began each online one, and the providers' callbacks.

Deposits to be checked stand in ``by-status`` under the time of their next check.
"""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.deposits import Callback, Deposit, Intent
from chalicelib.funds.store import register
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.idempotency import Command, KeyReused
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit

_CHECKS = "deposit-checks"


_CALLBACKS_AT_MOST = 60


class CallbackKnown(Conflict):
    """The provider has sent this very event before."""

    code = "callback_known"


def _key(deposit_id: str) -> Key:
    return Key(f"DEPOSIT#{deposit_id}", "DEPOSIT")


def _intent_key(command_key: str) -> Key:
    return Key(f"INTENT#{command_key}", "INTENT")


def _about(psp_reference: str) -> str | None:
    """The list of a provider's callbacks about one payment."""
    return f"CALLBACKS#{psp_reference}" if psp_reference else None


def _indexes(deposit: Deposit) -> Indexes:
    due = deposit.check_at
    return {
        "by-register": (register.request_shard(deposit.id), deposit.id),
        "by-status": (_CHECKS if due else None, f"{iso(due)}#{deposit.id}" if due else ""),
    }


_ROWS = Rows(TABLE, Deposit, lambda one: _key(one.id), _indexes)
_INTENTS = Rows(TABLE, Intent, lambda one: _intent_key(one.key))
_CALLBACKS = Rows(
    TABLE,
    Callback,
    lambda one: Key(f"CALLBACK#{one.provider}#{one.event_id}", "CALLBACK"),
    lambda one: {
        "by-kind": (_about(one.psp_reference), f"{iso(one.received_at)}#{one.event_id}"),
    },
)


def add(unit: Unit, deposit: Deposit) -> Deposit:
    """Store a new deposit."""
    return _ROWS.insert(unit, deposit, Conflict("a deposit id came twice"))


def remember(unit: Unit, command: Command, deposit_id: str) -> None:
    """Store which deposit ``command`` has begun, before it can be settled."""
    intent = Intent(command.key, command.fingerprint, deposit_id)
    _INTENTS.insert(unit, intent, Stale("a repeat was quicker"))


def of_command(command: Command) -> Deposit | None:
    """The deposit that ``command`` has begun, if it has.

    Raises:
        KeyReused: its key has begun a deposit with other input.
    """
    intent = _INTENTS.find(_intent_key(command.key))
    if intent is None:
        return None
    if intent.fingerprint != command.fingerprint:
        raise KeyReused("choose a new Idempotency-Key for another deposit")
    return get(intent.deposit_id)


def get(deposit_id: str) -> Deposit:
    """The deposit as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(deposit_id), NotFound("no such deposit", what="deposit"))


def find(deposit_id: str) -> Deposit | None:
    """The deposit as of now, or None."""
    return _ROWS.find(_key(deposit_id))


def many(deposit_ids: Iterable[str]) -> list[Deposit]:
    """The deposits that exist among ``deposit_ids``."""
    return _ROWS.get_many(_key(one) for one in dict.fromkeys(deposit_ids))


def at_keys(keys: list[Key]) -> list[Deposit]:
    """The deposits at ``keys``."""
    return _ROWS.get_many(keys)


def change(unit: Unit, before: Deposit, after: Deposit) -> Deposit:
    """Store what has become of a deposit, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def due_checks(now: datetime, at_most: int) -> list[Deposit]:
    """Deposits whose provider is to be asked by ``now``, those due longest first."""
    due = Range(_CHECKS, "by-status", before=iso(now) + "~", newest_first=False)
    return _ROWS.all(due, at_most)


def add_callback(unit: Unit, callback: Callback) -> None:
    """Keep a provider's callback.

    Raises:
        CallbackKnown: (when the unit commits) it was kept before.
    """
    _CALLBACKS.insert(unit, callback, CallbackKnown())


def callbacks_about(psp_reference: str | None) -> list[Callback]:
    """What a provider said about a payment; at most as much as one unit can empty."""
    about = _about(psp_reference or "")
    return [] if about is None else _CALLBACKS.all(Range(about, "by-kind"), _CALLBACKS_AT_MOST)


def change_callback(unit: Unit, before: Callback, after: Callback) -> None:
    """Store ``after`` in place of ``before``."""
    _CALLBACKS.change(unit, before, after)
