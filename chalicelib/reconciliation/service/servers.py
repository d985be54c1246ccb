"""The side of a trading server: its own deals that move money, grouped by what they belong to.

Trades and what a server charges for them are results of trading, not movements by the broker.
Accounts that are not ours, demo accounts, and deals before an account was ours do not concern us.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import AccountKind, TradingAccount
from chalicelib.core.errors import NotFound
from chalicelib.gateways.trading.model import Deal, DealAction
from chalicelib.reconciliation.model.breaks import Break
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind, Their, deal_key
from chalicelib.reconciliation.service.findings import Comparison, Tally
from chalicelib.reconciliation.store import movements

CLOCK_DOUBT = timedelta(hours=2)
_MOVING = frozenset(
    {
        DealAction.BALANCE,
        DealAction.CREDIT,
        DealAction.CHARGE,
        DealAction.CORRECTION,
        DealAction.BONUS,
    }
)
_DEALS_PER_PAGE = 2_000
_ENOUGH_SECONDS = 8

Groups = dict[str, list[Deal]]


def side_of(server_id: str) -> str:
    """The code of a server's side."""
    return Side(SideKind.SERVER, server_id).code


def recent_deals(
    server_id: str, since: datetime, tally: Tally, seconds_left: Callable[[], float]
) -> tuple[list[Deal], datetime | None]:
    """Deals of all groups that moved money from ``since`` on, and until when all were read.

    None when there are no more. Deals come in the order of the server's clock.

    Raises:
        Upstream: the server is away.
    """
    config, gateway = accounts.server_config(server_id), accounts.server(server_id)
    cursor = gateway.first_cursor(since)
    found: dict[int, Deal] = {}
    until = since
    while seconds_left() > _ENOUGH_SECONDS:
        page = gateway.deals_after(cursor, config.groups, _DEALS_PER_PAGE)
        tally.calls += 1
        found |= {deal.ticket: deal for deal in page.deals if _moves(deal, since)}
        cursor = page.cursor
        until = max([until, *(deal.at for deal in page.deals)])
        if not page.more:
            return list(found.values()), None
    return list(found.values()), until


def deals_of(account: TradingAccount, since: datetime | None, tally: Tally) -> list[Deal]:
    """Deals of one account that moved money, since it is ours or since a later moment.

    Raises:
        Upstream: the server is away.
    """
    start = max(since or account.opened_at, account.opened_at)
    gateway = accounts.server(account.server_id)
    tally.calls += 1
    deals = gateway.deals_of(account.login, start, ports.now() + CLOCK_DOUBT)
    return [deal for deal in deals if _moves(deal, start)]


def ours_among(server_id: str, deals: Iterable[Deal]) -> dict[int, TradingAccount]:
    """The live accounts of ours that ``deals`` are on, by login."""
    logins = {deal.login for deal in deals}
    found = accounts.accounts_of_logins(server_id, logins) if logins else {}
    return {login: one for login, one in found.items() if one.kind is AccountKind.LIVE}


def grouped(deals: Iterable[Deal], known: dict[str, Movement]) -> Groups:
    """Deals by the key of the movement that they are part of; corrections by what they correct."""
    groups: Groups = defaultdict(list)
    for deal in deals:
        own = known.get(key_of(deal))
        groups[own.belongs_to if own and own.belongs_to else key_of(deal)].append(deal)
    return dict(groups)


def movements_of(side: str, deals: Iterable[Deal]) -> dict[str, Movement]:
    """What our books say under the keys of ``deals``, and of what those correct."""
    known = movements.many(side, [key_of(deal) for deal in deals])
    parents = {one.belongs_to for one in known.values() if one.belongs_to} - known.keys()
    return known | (movements.many(side, parents) if parents else {})


def compared(
    side: str, key: str, ours: Movement | None, deals: Iterable[Deal], account: TradingAccount
) -> Comparison:
    """Both sides of one movement on ``account``."""
    found = sorted(deals, key=lambda deal: (deal.at, deal.ticket))
    first = found[0].at if found else ports.now()
    return Comparison(
        ours or Movement(side, key, since=first),
        tuple(_their(deal) for deal in found),
        account_id=account.id,
        login=account.login,
        client_id=account.client_id,
    )


def closely(
    side: str, movement: Movement, broken: Break | None, tally: Tally, seen: Iterable[Deal]
) -> Comparison | None:
    """One movement with all that its account's history has of it, read from the server now.

    ``seen`` are deals of it known already, those on other accounts among them. None when there is
    nothing to compare with: the server or the account is ours no more.

    Raises:
        Upstream: the server is away.
    """
    server_id = Side.parse(side).name
    login = movement.login or (broken.login if broken else None)
    try:
        accounts.server_config(server_id)
    except NotFound:
        return None
    account = accounts.accounts_of_logins(server_id, [login] if login else []).get(login or 0)
    if account is None:
        return None
    since = min(movement.since, broken.happened_at) if broken else movement.since
    own = deals_of(account, since - CLOCK_DOUBT, tally)
    elsewhere = [deal for deal in seen if deal.login != account.login]
    wanted = {movement.key, *movement.corrections}
    mine = [deal for deal in (*own, *elsewhere) if key_of(deal) in wanted]
    return compared(side, movement.key, movement, mine, account)


def key_of(deal: Deal) -> str:
    """The key of what a deal is part of: our operation, or itself."""
    return deal.operation_id or deal_key(deal.ticket)


def _moves(deal: Deal, since: datetime) -> bool:
    return deal.action in _MOVING and deal.at >= since


def _their(deal: Deal) -> Their:
    return Their(
        reference=str(deal.ticket),
        what=deal.action.value,
        at=deal.at,
        amount=deal.profit,
        login=deal.login,
        comment=deal.comment,
        names=deal.operation_id or "",
    )
