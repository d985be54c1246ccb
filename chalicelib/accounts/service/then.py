"""A client's trading accounts as they stood at a past moment."""

from datetime import datetime

from chalicelib.accounts.model import AccountStatus, TradingAccount
from chalicelib.accounts.service import reading
from chalicelib.core.nouns import dataclass
from chalicelib.storage.audit_past import past


@dataclass(frozen=True)
class AccountThen:
    """An account at a moment; leverage and status are None where no history tells them."""

    account: TradingAccount
    leverage: int | None
    status: AccountStatus | None


def accounts_at(client_id: str, moment: datetime) -> tuple[AccountThen, ...]:
    """Those that had been opened by ``moment``, oldest first. The caller has checked the scope."""
    opened = [one for one in reading.accounts_of(client_id) if one.opened_at <= moment]
    return tuple(_then(one, moment) for one in sorted(opened, key=lambda one: one.opened_at))


def _then(account: TradingAccount, moment: datetime) -> AccountThen:
    present = {"leverage": account.leverage, "status": account.status.value}
    told = past("trading_account", account.id, present, moment).values
    status = told.get("status")
    return AccountThen(
        account=account,
        leverage=told.get("leverage"),
        status=None if status is None else AccountStatus(status),
    )
