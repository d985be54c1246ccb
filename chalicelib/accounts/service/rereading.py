"""Reading past deals again: what a server has altered or taken away since, or booked too late.

A platform lets dealers change, cancel and delete deals. So the last weeks of every server are read
again and again, a few hours of its time at once, and compared with what is stored. What differs is
stored as it is now, on the record, and told; a deal that is there no more is looked for once more
on its account before it counts as cancelled. One that the feed has missed, since it was booked
later than the feed looks back, is stored and told as the feed does.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import Round, StoredDeal, TradingAccount, TradingServerConfig
from chalicelib.accounts.service import deals
from chalicelib.accounts.service.reading import server_configs
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import deals as rows
from chalicelib.accounts.store import totals
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Upstream
from chalicelib.core.money import Money
from chalicelib.gateways.trading.model import Deal, DealAction
from chalicelib.messages.accounts import DealAmended
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

WATCHED = timedelta(days=35)
"""How long after its closing a change of a deal is noticed without being asked for."""
_SETTLED_AFTER = timedelta(minutes=10)
_STRETCH = timedelta(hours=6)
_DOUBT = timedelta(minutes=1)
_PER_PAGE = 500
_AT_ONCE = 500
_ENOUGH_SECONDS = 12
_FACTS = ("action", "entry", "symbol", "volume_ten_thousandths", "price", "profit", "commission")


def run(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Read on where the last run has stopped, on every server; how many deals were mended.

    A server that is away is left where it was.
    """
    amended = 0
    for config in server_configs():
        while seconds_left() > _ENOUGH_SECONDS:
            try:
                found, more = _read_on(actor, config)
            except Upstream:
                break
            amended += found
            if not more:
                break
    return amended


def _read_on(actor: Actor, config: TradingServerConfig) -> tuple[int, bool]:
    """Compare one stretch of a server's time; whether another follows before the present."""
    state = rows.round_of(config.id)
    latest, oldest = ports.now() - _SETTLED_AFTER, ports.now() - WATCHED
    since = max(state.until, oldest) if state else oldest
    if since >= latest:
        since = oldest
    until = min(since + _STRETCH, latest)
    amended = compare(actor, config, since, until)
    after = Round(config.id, until)
    ports.transact(actor, lambda unit: rows.keep_round(unit, state, after))
    return amended, until < latest


def compare(actor: Actor, config: TradingServerConfig, since: datetime, until: datetime) -> int:
    """Compare the deals of a server between two moments with those stored; how many were mended.

    Raises:
        Upstream: the server is away.
    """
    theirs = _of_server(config, since, until)
    ours = rows.known(config.id, theirs)
    altered = [
        (before, theirs[ticket])
        for ticket, before in ours.items()
        if _differs(before, theirs[ticket])
    ]
    gone = [one for one in _closed_between(config.id, since, until) if one.ticket not in theirs]
    for before, deal in altered:
        ports.transact(actor, partial(_alter, before=before, deal=deal))
    missing = [one for one in gone if not _is_there(one)]
    for before in missing:
        ports.transact(actor, partial(_cancel, before=before))
    mended = len(altered) + len(missing)
    late = [deal for ticket, deal in theirs.items() if ticket not in ours]
    for start in range(0, len(late), deals.PER_UNIT):
        some = late[start : start + deals.PER_UNIT]
        mended += ports.transact(actor, partial(_keep, server_id=config.id, some=some))
    return mended


def _keep(unit: Unit, server_id: str, some: list[Deal]) -> int:
    """Store those deals of our accounts that were made since they are ours; how many they are."""
    accounts = store.by_logins(server_id, {deal.login for deal in some})
    stored = rows.stored_tickets(server_id, [deal.ticket for deal in some])
    return deals.keep(
        unit,
        [
            (account, deal)
            for deal in some
            if (account := accounts.get(deal.login)) is not None
            and deal.ticket not in stored
            and deal.at >= account.opened_at
        ],
    )


def _of_server(config: TradingServerConfig, since: datetime, until: datetime) -> dict[int, Deal]:
    gateway = server(config.id)
    cursor = gateway.first_cursor(since)
    found: dict[int, Deal] = {}
    while True:
        page = gateway.deals_after(cursor, config.groups, _PER_PAGE)
        found |= {one.ticket: one for one in page.deals if since <= one.at < until}
        if not page.more or any(one.at >= until for one in page.deals):
            return found
        cursor = page.cursor


def _closed_between(server_id: str, since: datetime, until: datetime) -> Iterable[StoredDeal]:
    last: StoredDeal | None = None
    while some := rows.closings(server_id, since, until, last, _AT_ONCE):
        yield from some
        last = some[-1]


def _is_there(one: StoredDeal) -> bool:
    """Whether the account's own history has the deal after all."""
    found = server(one.server_id).deals_of(one.login, one.at - _DOUBT, one.at + _DOUBT)
    return any(deal.ticket == one.ticket for deal in found)


def _differs(before: StoredDeal, deal: Deal) -> bool:
    """Whether a trade is another than was stored; money without a trade is reconciliation's."""
    if not before.action.is_trade:
        return False
    return any(getattr(before, name) != getattr(deal, name) for name in _FACTS)


def _alter(unit: Unit, before: StoredDeal, deal: Deal) -> None:
    account = store.find(before.account_id)
    if account is None:
        return
    is_cancelled = not deal.action.is_trade
    now = replace(deals.stored(account, deal), client_id=before.client_id, version=before.version)
    _amend(unit, account, before, now, "cancelled" if is_cancelled else "altered")


def _cancel(unit: Unit, before: StoredDeal) -> None:
    account = store.find(before.account_id)
    nothing = Money.zero(before.profit.currency)
    now = replace(
        before, action=DealAction.CANCELLED, profit=nothing, swap=nothing, commission=nothing
    )
    if account is not None:
        _amend(unit, account, before, now, "cancelled")


def _amend(
    unit: Unit, account: TradingAccount, before: StoredDeal, after: StoredDeal, problem: str
) -> None:
    """Store what the server has now, with the sums of the day, on the record, and tell it.

    Nothing, if somebody else has done it meanwhile.
    """
    current = rows.deal(before.server_id, before.ticket)
    if current is None or current.version != before.version:
        return
    rows.change_deal(unit, before, after)
    totals.correct(unit, before, after)
    audit.record(
        unit,
        f"deal_{problem}",
        "trading_account",
        account.id,
        client_id=before.client_id,
        before=_facts(before),
        after=_facts(after),
    )
    unit.publish(
        DealAmended(
            account_id=account.id,
            client_id=before.client_id,
            server_id=before.server_id,
            login=before.login,
            deal_id=str(before.ticket),
            problem=problem,
            account_kind=account.kind.value,
        )
    )


def _facts(deal: StoredDeal) -> dict[str, object]:
    return {
        "deal": str(deal.ticket),
        "action": deal.action.value,
        "symbol": deal.symbol,
        "volume": deal.volume_ten_thousandths,
        "profit": str(deal.profit),
        "commission": str(deal.commission),
    }
