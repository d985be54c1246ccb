"""The way to a trading server: from the broker's configuration to the gateway."""

from chalicelib import ports
from chalicelib.accounts.service.reading import server_config
from chalicelib.gateways.trading.port import TradingServer


def server(server_id: str) -> TradingServer:
    """The gateway to one of the broker's trading servers; shared within the process.

    Raises:
        NotFound: the broker has no such server.
    """
    return ports.trading_server(server_id, server_config(server_id).connection)
