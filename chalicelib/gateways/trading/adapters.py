"""From a connection to the adapter of its platform."""

from chalicelib.core.clock import Clock
from chalicelib.gateways.trading.connection import Connection, CtraderTerms
from chalicelib.gateways.trading.ctrader import CtraderSettings, CtraderTradingServer
from chalicelib.gateways.trading.mt5 import Mt5Settings, Mt5TradingServer
from chalicelib.gateways.trading.port import TradingServer


def connected(connection: Connection, manager_password: str, clock: Clock) -> TradingServer:
    """The gateway to a trading server. Nothing is asked before it is needed."""
    if connection.platform == "ctrader":
        settings = _ctrader(connection, connection.ctrader or CtraderTerms(), manager_password)
        return CtraderTradingServer(settings, clock)
    return Mt5TradingServer(_mt5(connection, manager_password), clock)


def _mt5(connection: Connection, manager_password: str) -> Mt5Settings:
    return Mt5Settings(
        base_url=connection.base_url,
        manager_login=connection.manager_login,
        manager_password=manager_password,
        build=connection.build,
        agent=connection.agent,
        ca_bundle=connection.ca_bundle,
    )


def _ctrader(connection: Connection, terms: CtraderTerms, manager_password: str) -> CtraderSettings:
    return CtraderSettings(
        base_url=connection.base_url,
        manager_login=connection.manager_login,
        manager_password=manager_password,
        broker_name=terms.broker_name,
        balance_history_path=terms.balance_history_path,
        lot_sizes=terms.lot_sizes,
        ca_bundle=connection.ca_bundle,
    )
