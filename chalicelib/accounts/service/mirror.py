"""Our copy of what the server says of an account: it follows whatever is changed there."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import ACCOUNT_TYPES, TradingAccount
from chalicelib.accounts.rules import binding as rules
from chalicelib.accounts.service.reading import server_config
from chalicelib.core.actor import system
from chalicelib.gateways.trading import model as trading
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def follow(account: TradingAccount, found: trading.TradingAccount) -> TradingAccount:
    """``account`` with the server's group, leverage and rights, stored if that is news."""
    if _copied(account, found) == account:
        return account

    def work(unit: Unit) -> TradingAccount:
        before = store.find(account.id) or account
        after = _copied(before, found)
        return before if after == before else store.change(unit, before, after)

    return ports.transact(system("accounts"), work)


def _copied(account: TradingAccount, found: trading.TradingAccount) -> TradingAccount:
    """The account as it would be; in another group it is of that group's type."""
    after = replace(
        account,
        group=found.group,
        leverage=found.leverage,
        may_sign_in=found.may_sign_in,
        may_trade=found.may_trade,
    )
    if found.group == account.group:
        return after
    config = server_config(account.server_id)
    kind = rules.type_of(config, settings.value(ACCOUNT_TYPES), found)
    return replace(after, account_type_id=kind.id, account_type=kind.name, currency=found.currency)
