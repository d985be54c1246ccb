"""What all parts of the MT5 adapter stand on: the session, the clocks, and accounts' currencies."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from chalicelib.core.clock import Clock
from chalicelib.gateways.trading.errors import GroupUnknown, TradingAccountUnknown
from chalicelib.gateways.trading.mt5.codes import NOT_FOUND, NOT_PERMITTED
from chalicelib.gateways.trading.mt5.rows import Row, rows
from chalicelib.gateways.trading.mt5.server_clock import ServerClock
from chalicelib.gateways.trading.mt5.session import VENDOR, Meaning, Mt5Session
from chalicelib.gateways.trading.mt5.settings import Mt5Settings

BATCH = 100
NO_SUCH_GROUP: Meaning = {NOT_FOUND: GroupUnknown, NOT_PERMITTED: GroupUnknown, 3: GroupUnknown}


class Desk:
    """Base of the adapter's parts.

    Records of accounts name their group but no currency. A group's currency and an account's
    currency never change on a server, so both are remembered for good.
    """

    def __init__(
        self, settings: Mt5Settings, session: Mt5Session, clock: Clock, server_clock: ServerClock
    ) -> None:
        self._settings = settings
        self._session = session
        self._clock = clock
        self._server_clock = server_clock
        self._currency_by_group: dict[str, str] = {}
        self._currency_by_login: dict[int, str] = {}

    def _currency_of(self, login: int) -> str:
        found = self._currencies_of([login])
        if login not in found:
            raise TradingAccountUnknown(
                f"no account {login} on the server", vendor=VENDOR, reason="refused", login=login
            )
        return found[login]

    def _currencies_of(self, logins: Iterable[int]) -> dict[int, str]:
        """The currency of each login that the server knows."""
        wanted = set(logins)
        for block in blocks(sorted(wanted - self._currency_by_login.keys())):
            for user in self._users(block):
                self._currency_by_login[user.integer("Login")] = self._group_currency(
                    user.text("Group")
                )
        return {
            login: self._currency_by_login[login]
            for login in wanted
            if login in self._currency_by_login
        }

    def _users(self, logins: Sequence[int]) -> Iterator[Row]:
        """The records of at most `BATCH` accounts; unknown logins are left out."""
        query = {"login": ",".join(map(str, logins))}
        try:
            return rows(self._session.read("/api/user/get_batch", query))
        except TradingAccountUnknown:
            return iter(())

    def _group_currency(self, group: str) -> str:
        if group not in self._currency_by_group:
            record = self._session.read("/api/group/get", {"group": group}, meaning=NO_SUCH_GROUP)
            self._currency_by_group[group] = Row(record).text("Currency")
        return self._currency_by_group[group]


def blocks(logins: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """``logins`` in blocks that fit one question."""
    rest = iter(logins)
    while block := tuple(islice(rest, BATCH)):
        yield block
