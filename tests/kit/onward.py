"""Commissions that should go on to trading accounts: brokers who want that, and days that end."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.accounts.model import TRADING_SERVERS, TradingServerConfig
from chalicelib.clients.model import Client
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.gateways.trading.connection import Connection
from chalicelib.partners.model.onward import PAYOUTS_TO_ACCOUNTS, OnwardShown
from chalicelib.partners.service import onward
from chalicelib.settings import public as settings
from tests.kit.funds import SYSTEM

CLOCK = system("commissions-onward")
_DAY = timedelta(days=1)
ALL = PageRequest(100)


def let_accounts_be_targets() -> None:
    """The broker lets commissions go on to trading accounts, on the server ``mt5``."""
    settings.adopt(SYSTEM, PAYOUTS_TO_ACCOUNTS, value=True)
    connection = Connection("http://127.0.0.1:9", 1, "mt5-live")
    server = TradingServerConfig("mt5", "Meridian Live", connection, ("real\\*",))
    settings.adopt(SYSTEM, TRADING_SERVERS, (server,))


def themselves(client: Client) -> Actor:
    """A client, acting."""
    return Actor(Realm.CLIENT, client.id, client.name)


def after(day: date, clock: FixedClock, at: str = "00:15", zone: str = "UTC") -> None:
    """It is the next day, and the clock of commissions ticks."""
    moment = datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone))
    clock.set(moment.astimezone(ZoneInfo("UTC")) + _DAY)
    onward.tick(CLOCK, lambda: 60.0)


def days(client: Client) -> list[OnwardShown]:
    """What became of a client's commissions, the newest day first."""
    return list(onward.page(themselves(client), client.id, ALL).items)


def told(found: OnwardShown) -> tuple[str, str, str, str]:
    """A day with what was earned and sent on it, and where that is or why it is not."""
    one = found.found
    return one.day.isoformat(), str(one.earned), str(one.sent), one.stays or found.state
