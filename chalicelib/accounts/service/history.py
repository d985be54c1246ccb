"""What was traded on an account before it was bound: stored with it, and told to nobody.

Only what comes after is news, and the feed's. Whatever pays or counts by deals begins with the
binding.
"""

from datetime import timedelta
from functools import partial

from chalicelib import ports
from chalicelib.accounts.model import DEALS_HISTORY_DAYS, TradingAccount
from chalicelib.accounts.service import deals
from chalicelib.accounts.service.reading import account_for_system
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.accounts.store import totals
from chalicelib.core.actor import Actor
from chalicelib.gateways.trading.model import Deal
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

_AT_ONCE = 40  # a deal and its day's sums are two actions; a unit holds a hundred


def bring_in(actor: Actor, account_id: str) -> None:
    """Store the deals from the days that the broker keeps to the binding, as far as they are new.

    Raises:
        Upstream: the server is away; what is stored stays, and the rest comes with the next try.
    """
    account = account_for_system(account_id)
    since = ports.now() - timedelta(days=settings.value(DEALS_HISTORY_DAYS))
    found = server(account.server_id).deals_of(account.login, since, account.opened_at)
    past = [deal for deal in found if deal.at < account.opened_at]
    for start in range(0, len(past), _AT_ONCE):
        some = past[start : start + _AT_ONCE]
        ports.transact(actor, partial(_keep, account=account, some=some))


def _keep(unit: Unit, account: TradingAccount, some: list[Deal]) -> None:
    stored = deal_rows.stored_tickets(account.server_id, [deal.ticket for deal in some])
    fresh = [deals.stored(account, deal) for deal in some if deal.ticket not in stored]
    for deal in fresh:
        deal_rows.insert_deal(unit, deal)
    totals.count(unit, fresh)
