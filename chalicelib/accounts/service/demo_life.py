"""Demo accounts that nobody uses: their clients are warned, then they are disabled on the server.

A deal is use, whatever it is. What was used meanwhile is found when its day comes, so that nothing
is written while people trade. Each step is a unit of its own; what a death leaves is found again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import (
    DEMO_EXPIRY,
    AccountStatus,
    DemoExpiry,
    DemoLife,
    DemoStage,
    TradingAccount,
)
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import applications as application_rows
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.accounts.store import lives
from chalicelib.core.actor import Actor
from chalicelib.core.errors import NotFound, Upstream
from chalicelib.core.paging import PageRequest
from chalicelib.messages.accounts import DemoAccountExpired, DemoAccountExpiring
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_AT_ONCE = 200
_ENOUGH_SECONDS = 10


def work_through(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Warn and end what is due; gives how many accounts moved on."""
    rules = settings.value(DEMO_EXPIRY)
    if not rules.idle_days:
        return 0
    now = ports.now()
    near = now - timedelta(days=rules.idle_days - rules.warn_days)
    over = now - timedelta(days=rules.idle_days)
    moved = 0
    for stage, until in ((DemoStage.WARNED, over), (DemoStage.ACTIVE, near)):
        for life in lives.idle_since(stage, until, _AT_ONCE):
            if seconds_left() < _ENOUGH_SECONDS:
                return moved
            moved += _look(actor, life, rules)
    return moved


def _look(actor: Actor, life: DemoLife, rules: DemoExpiry) -> bool:
    """Move one account on, if it is time; one whose server is away waits for the next run."""
    used_at = _used_at(life.account_id)
    if used_at is not None and used_at > life.active_at:
        _used(actor, life, used_at)
        return False
    if life.stage is DemoStage.ACTIVE or life.warned_at is None:
        _warn(actor, life, rules)
        return True
    if ports.now() < life.warned_at + timedelta(days=rules.warn_days):
        return False
    try:
        account = reading.account_for_system(life.account_id)
        server(account.server_id).change_access(account.login, may_sign_in=False, may_trade=False)
    except (NotFound, Upstream):
        return False
    _expire(actor, life)
    return True


def _used_at(account_id: str) -> datetime | None:
    newest = deal_rows.deals(account_id, PageRequest(1)).items
    return newest[0].at if newest else None


def _used(actor: Actor, life: DemoLife, used_at: datetime) -> None:
    def work(unit: Unit) -> None:
        fresh = replace(life, active_at=used_at, stage=DemoStage.ACTIVE, warned_at=None)
        lives.change(unit, life, fresh)

    ports.transact(actor, work)


def _warn(actor: Actor, life: DemoLife, rules: DemoExpiry) -> None:
    def work(unit: Unit) -> None:
        before = lives.find(life.account_id)
        if before is None or before.version != life.version:
            return
        lives.change(unit, before, replace(before, stage=DemoStage.WARNED, warned_at=unit.now))
        account = reading.account_for_system(life.account_id)
        ends_at = max(
            life.active_at + timedelta(days=rules.idle_days),
            unit.now + timedelta(days=rules.warn_days),
        )
        unit.publish(
            DemoAccountExpiring(
                account_id=account.id,
                client_id=account.client_id,
                server_name=reading.server_name(account.server_id),
                login=account.login,
                expires_on=ends_at.date().isoformat(),
            )
        )

    ports.transact(actor, work)


def _expire(actor: Actor, life: DemoLife) -> None:
    def work(unit: Unit) -> None:
        account = reading.account_for_system(life.account_id)
        if account.status is not AccountStatus.ACTIVE:
            return
        lives.end(unit, account.id)
        store.change(unit, account, _disabled(account))
        quota = application_rows.quota(account.client_id)
        application_rows.keep_quota(unit, quota, quota.changed(account.kind, -1))
        audit.record(
            unit,
            "demo_account_expired",
            "trading_account",
            account.id,
            client_id=account.client_id,
            after={"login": account.login, "idle_since": life.active_at.isoformat()},
        )
        unit.publish(
            DemoAccountExpired(
                account_id=account.id,
                client_id=account.client_id,
                server_name=reading.server_name(account.server_id),
                login=account.login,
            )
        )

    ports.transact(actor, work)


def _disabled(account: TradingAccount) -> TradingAccount:
    return replace(account, status=AccountStatus.DISABLED, may_sign_in=False, may_trade=False)
