"""The adapter for cTrader over its WebServices API.

Owns: `port.TradingServer` for cTrader, as far as the platform goes: what its API does not have is
refused with `NotOnThisPlatform`. One object is one manager's token: make one for each server and
execution environment and let all its callers share it.
"""

from datetime import timedelta

from chalicelib.core.clock import Clock
from chalicelib.gateways.trading.ctrader.accounts import Accounts
from chalicelib.gateways.trading.ctrader.funds import Funds
from chalicelib.gateways.trading.ctrader.market import Market
from chalicelib.gateways.trading.ctrader.session import CtraderSession
from chalicelib.gateways.trading.ctrader.settings import CtraderSettings

__all__ = ["CtraderSettings", "CtraderTradingServer"]


class CtraderTradingServer(Accounts, Funds, Market):
    """A cTrader server; asks for its token when first asked something."""

    def __init__(self, settings: CtraderSettings, clock: Clock) -> None:
        super().__init__(settings, CtraderSession(settings), clock)

    def server_offset(self) -> timedelta:
        """See `TradingServer.server_offset`. The server writes UTC."""
        return timedelta(0)

    def close(self) -> None:
        """Drop the connections; the next question opens new ones."""
        self._session.close()
