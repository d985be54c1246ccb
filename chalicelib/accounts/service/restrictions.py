"""Accounts whose owner may not sign in or trade: their leverage is not changed."""

import contextlib

from chalicelib.accounts.model import TradingAccount
from chalicelib.accounts.rules.changes import AccountRestricted
from chalicelib.accounts.service import mirror
from chalicelib.accounts.service.servers import server
from chalicelib.core.errors import NotFound, Upstream


def check_unrestricted(account: TradingAccount) -> None:
    """Refuse while signing in or trading is disabled, by what the server says or last said.

    Raises:
        AccountRestricted.
    """
    with contextlib.suppress(Upstream, NotFound):  # away: what it said last counts
        account = mirror.follow(account, server(account.server_id).account(account.login))
    if not (account.may_sign_in and account.may_trade):
        raise AccountRestricted("signing in or trading is disabled on the account")
