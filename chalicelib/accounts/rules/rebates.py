"""Rebate customers over time: who is one from when on, and who may be."""

from dataclasses import replace
from datetime import datetime

from chalicelib.accounts.model import AccountKind, TradingAccount
from chalicelib.accounts.model.rebates import RebateOrigin, RebateStep
from chalicelib.core.errors import Conflict


def followed(account: TradingAccount, step: RebateStep) -> TradingAccount:
    """``account`` with another rebate customer from ``step`` on; what was before stays."""
    return replace(account, rebates=(*account.rebates, step))


def changes_something(account: TradingAccount, client_id: str, at: datetime) -> bool:
    """Whether ``client_id`` is not the rebate customer already."""
    return account.rebate_customer_at(at) != client_id


def check_pays(account: TradingAccount) -> None:
    """Refuse an account whose trades pay no commission ever.

    Raises:
        Conflict: ``account_not_live``.
    """
    if account.kind is not AccountKind.LIVE:
        raise Conflict("only trades on live accounts pay commissions", code="account_not_live")


def begun(account: TradingAccount, *, rebates_themself: bool) -> TradingAccount:
    """A new ``account`` as the setting for newly opened ones has it."""
    if not rebates_themself or account.kind is not AccountKind.LIVE:
        return account
    step = RebateStep(account.opened_at, account.client_id, RebateOrigin.OPENING)
    return followed(account, step)
