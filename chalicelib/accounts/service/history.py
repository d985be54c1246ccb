"""What was traded on an account before it was bound: stored with it, and told to nobody.

Only the deals of the feed are news. Whatever pays or counts by deals begins with the binding.
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
_CLOCK_DOUBT = timedelta(days=1)


def bring_in(actor: Actor, account_id: str) -> None:
    """Store the deals of the days that the broker keeps; those stored already are passed over.

    Raises:
        Upstream: the server is away; what is stored stays, and the rest comes with the next try.
    """
    account = account_for_system(account_id)
    now = ports.now()
    since = now - timedelta(days=settings.value(DEALS_HISTORY_DAYS))
    found = server(account.server_id).deals_of(account.login, since, now + _CLOCK_DOUBT)
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        ports.transact(actor, partial(_keep, account=account, some=some))


def _keep(unit: Unit, account: TradingAccount, some: tuple[Deal, ...]) -> None:
    stored = deal_rows.stored_tickets(account.server_id, [deal.ticket for deal in some])
    fresh = [deals.stored(account, deal) for deal in some if deal.ticket not in stored]
    for deal in fresh:
        deal_rows.insert_deal(unit, deal)
    totals.count(unit, fresh)
