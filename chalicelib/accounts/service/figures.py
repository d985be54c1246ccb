"""The money on trading accounts as the servers have it now, or as they last had it.

One question per server for a whole list; an answer is good for a few seconds. Figures are kept now
and then and whenever money has moved, so that a server that is away leaves the last known ones with
their time, never zeros.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from weakref import WeakKeyDictionary

from chalicelib import ports
from chalicelib.accounts.model import KnownFigures, LastFigures, TradingAccount
from chalicelib.accounts.service.servers import server
from chalicelib.accounts.store import figures as figure_rows
from chalicelib.core.actor import system
from chalicelib.core.errors import NotFound, Upstream
from chalicelib.gateways.trading.model import Figures
from chalicelib.gateways.trading.port import TradingServer
from chalicelib.storage.unit import MAX_ACTIONS, Unit

_GOOD_FOR = timedelta(seconds=3)
_KEPT_EVERY = timedelta(minutes=1)

# What each connection said lately; forgotten with the connection.
_recent: "WeakKeyDictionary[TradingServer, dict[int, Figures]]" = WeakKeyDictionary()


def figures(accounts: Sequence[TradingAccount]) -> dict[str, LastFigures]:
    """The money of each account, by account id; left out where no server has ever said.

    ``stale`` marks figures that are the last known because the server is away; their ``as_of``
    says from when. Never raises because of a server.
    """
    found: dict[str, LastFigures] = {}
    for server_id, group in groupby(sorted(accounts, key=_by_server), key=_by_server):
        found |= _on_server(server_id, list(group))
    return found


def _by_server(account: TradingAccount) -> str:
    return account.server_id


def _on_server(server_id: str, accounts: list[TradingAccount]) -> dict[str, LastFigures]:
    try:
        live = _live(server(server_id), [account.login for account in accounts])
    except (Upstream, NotFound):  # away for a while, or no longer the broker's
        live = {}
    known = figure_rows.known_figures(account.id for account in accounts)
    _keep(accounts, live, known)
    found: dict[str, LastFigures] = {}
    for account in accounts:
        if account.login in live:
            found[account.id] = LastFigures(live[account.login], stale=False)
        elif account.id in known:
            found[account.id] = LastFigures(known[account.id].figures, stale=True)
    return found


def _live(gateway: TradingServer, logins: list[int]) -> dict[int, Figures]:
    """What the server says, or said within the last seconds."""
    recent = _recent.setdefault(gateway, {})
    now = ports.now()
    missing = [login for login in logins if not _is_fresh(recent.get(login), now)]
    if missing:
        recent |= {one.login: one for one in gateway.figures(missing)}
    return {login: recent[login] for login in logins if _is_fresh(recent.get(login), now)}


def _is_fresh(said: Figures | None, now: datetime) -> bool:
    return said is not None and abs(now - said.as_of) < _GOOD_FOR


def _keep(
    accounts: Iterable[TradingAccount],
    live: dict[int, Figures],
    known: dict[str, KnownFigures],
) -> None:
    """Keep the figures of accounts that were last kept a while ago, or whose money has moved."""
    due = [
        KnownFigures(account.id, live[account.login])
        for account in accounts
        if account.login in live and _is_due(live[account.login], known.get(account.id))
    ]
    for start in range(0, len(due), MAX_ACTIONS):
        ports.transact(system("figures"), _keeping(due[start : start + MAX_ACTIONS]))


def _is_due(live: Figures, known: KnownFigures | None) -> bool:
    if known is None or live.as_of - known.figures.as_of >= _KEPT_EVERY:
        return True
    kept = known.figures
    return (live.balance, live.credit) != (kept.balance, kept.credit)


def _keeping(some: list[KnownFigures]) -> Callable[[Unit], None]:
    def keep(unit: Unit) -> None:
        for one in some:
            figure_rows.keep_figures(unit, one)

    return keep
