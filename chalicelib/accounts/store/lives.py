"""Rows of how long demo accounts have been idle."""

from datetime import datetime

from chalicelib.accounts.model import AccountKind, DemoLife, DemoStage, TradingAccount
from chalicelib.core.clock import iso
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit


def _key(account_id: str) -> Key:
    return Key(f"ACCOUNT#{account_id}", "DEMO_LIFE")


def _idle(stage: DemoStage) -> str:
    return f"demo-idle#{stage}"


_LIVES = Rows(
    Table("accounts"),
    DemoLife,
    lambda one: _key(one.account_id),
    lambda one: {"by-server": (_idle(one.stage), f"{iso(one.active_at)}#{one.account_id}")},
)


def begin(unit: Unit, account: TradingAccount) -> None:
    """Begin to count the idle days of an account, if it is a demo account."""
    if account.kind is AccountKind.DEMO:
        _LIVES.insert(unit, DemoLife(account.id, unit.now), Stale("it lives already"))


def end(unit: Unit, account_id: str) -> None:
    """Count no longer."""
    before = find(account_id)
    if before is not None:
        _LIVES.remove(unit, before, Stale("used meanwhile"))


def find(account_id: str) -> DemoLife | None:
    """How long an account has been idle; None where nobody counts."""
    return _LIVES.find(_key(account_id))


def change(unit: Unit, before: DemoLife, after: DemoLife) -> None:
    """Store ``after`` in place of ``before``."""
    _LIVES.change(unit, before, after)


def idle_since(stage: DemoStage, until: datetime, at_most: int) -> list[DemoLife]:
    """Those of a stage that were last used before ``until``, the longest idle first."""
    within = Range(_idle(stage), "by-server", before=iso(until), newest_first=False)
    return _LIVES.all(within, at_most)
