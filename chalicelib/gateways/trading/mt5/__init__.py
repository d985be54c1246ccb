"""The adapter for MetaTrader 5 over its Web API.

Owns: the whole of `port.TradingServer` for MT5. One object is one connection: make one for each
server and execution environment and let all its callers share it.
"""

from datetime import timedelta

from chalicelib.core.clock import Clock
from chalicelib.gateways.trading.mt5.accounts import Accounts
from chalicelib.gateways.trading.mt5.funds import Funds
from chalicelib.gateways.trading.mt5.market import Market
from chalicelib.gateways.trading.mt5.server_clock import ServerClock
from chalicelib.gateways.trading.mt5.session import Mt5Session
from chalicelib.gateways.trading.mt5.settings import Mt5Settings

__all__ = ["Mt5Settings", "Mt5TradingServer"]


class Mt5TradingServer(Accounts, Funds, Market):
    """An MT5 trading server; connects and signs in when first asked something."""

    def __init__(self, settings: Mt5Settings, clock: Clock) -> None:
        session = Mt5Session(settings)
        super().__init__(settings, session, clock, ServerClock(session, clock))

    def server_offset(self) -> timedelta:
        """See `TradingServer.server_offset`."""
        return self._server_clock.offset()

    def close(self) -> None:
        """Sign off and drop the connection; the next question opens a new one."""
        self._session.close()
