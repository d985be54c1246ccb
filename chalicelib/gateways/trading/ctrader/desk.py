"""What all parts of the cTrader adapter stand on: the session, traders and groups remembered."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from chalicelib.core.clock import Clock
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.ctrader.rows import Row, listed, record
from chalicelib.gateways.trading.ctrader.session import VENDOR, CtraderSession
from chalicelib.gateways.trading.ctrader.settings import CtraderSettings
from chalicelib.gateways.trading.errors import (
    GroupUnknown,
    NotOnThisPlatform,
    TradingAccountUnknown,
)
from chalicelib.gateways.trading.model import TradingAccount

_GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Trader:
    """What of an account its deals and movements need; the currency never changes."""

    group: str
    currency: str
    money_digits: int
    read_at: datetime


class Desk:
    """Base of the adapter's parts."""

    def __init__(self, settings: CtraderSettings, session: CtraderSession, clock: Clock) -> None:
        self._settings = settings
        self._session = session
        self._clock = clock
        self._traders: dict[int, Trader] = {}
        self._groups: dict[str, int] = {}
        self._groups_read_at: datetime | None = None
        self._symbols: dict[str, Row] = {}
        self._rosters: dict[str, list[TradingAccount]] = {}

    def _record(self, login: int) -> Row:
        """The record of one account, now.

        Raises:
            TradingAccountUnknown.
        """
        found = record(self._session.read(f"/webserv/traders/{login}"))
        self._remember(found)
        return found

    def _remember(self, found: Row) -> Trader:
        trader = Trader(
            group=found.text("groupName"),
            currency=found.text("depositCurrency"),
            money_digits=found.integer("moneyDigits"),
            read_at=self._clock.now(),
        )
        self._traders[found.integer("login")] = trader
        return trader

    def _trader(self, login: int) -> Trader:
        """An account's currency and group, read again now and then because groups change.

        Raises:
            TradingAccountUnknown.
        """
        known = self._traders.get(login)
        if known is None or self._clock.now() - known.read_at > _GOOD_FOR:
            self._record(login)
        return self._traders[login]

    def _known(self, logins: Iterable[int]) -> dict[int, Trader]:
        """Those of ``logins`` that the server knows."""
        found = {}
        for login in set(logins):
            try:
                found[login] = self._trader(login)
            except TradingAccountUnknown:
                continue
        return found

    def _group_ids(self, *, anew: bool = False) -> dict[str, int]:
        """The numbers of all groups by name."""
        now = self._clock.now()
        if anew or self._groups_read_at is None or now - self._groups_read_at > _GOOD_FOR:
            answer = self._session.read("/webserv/tradergroups")
            self._groups = {
                one.text("name"): one.integer("id") for one in listed(answer, "traderGroup")
            }
            self._groups_read_at = now
        return self._groups

    def _group_id(self, group: str) -> int:
        """The number of a group.

        Raises:
            GroupUnknown.
        """
        found = self._group_ids().get(group) or self._group_ids(anew=True).get(group)
        if found is None:
            raise GroupUnknown(f"no group {group}", vendor=VENDOR, reason="refused", group=group)
        return found

    def _selects(self, groups: Sequence[str], group: str) -> bool:
        """Whether ``groups``, names or masks, mean ``group``."""
        return any(fnmatchcase(group, one) if "*" in one else group == one for one in groups)


def not_here(what: str) -> NotOnThisPlatform:
    """The refusal of something that cTrader's API does not have."""
    return NotOnThisPlatform(
        f"cTrader has no {what.replace('_', ' ')}",
        vendor=VENDOR,
        reason="refused",
        platform=VENDOR,
        what=what,
    )
