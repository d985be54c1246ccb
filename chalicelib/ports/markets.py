"""Trading servers, and where rates come from."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from chalicelib.ports import clock, gateway, gateway_by
from chalicelib.storage import secrets

if TYPE_CHECKING:
    from chalicelib.gateways.rates.port import PairSource, RateSource
    from chalicelib.gateways.trading.connection import Connection
    from chalicelib.gateways.trading.port import TradingServer


def trading_server(server_id: str, connection: "Connection") -> "TradingServer":
    """The gateway to a trading server; one per process, another when ``connection`` changes."""

    def build() -> "TradingServer":
        # Imported here so that only handlers that reach a trading server pay for the adapter.
        from chalicelib.gateways.trading.adapters import connected  # noqa: PLC0415

        password = str(secrets.secret(connection.secret_name)["manager_password"])
        return connected(connection, password, clock())

    return gateway_by(connection, f"trading_server.{server_id}", build)


def rate_source() -> "RateSource":
    """Where reference rates come from: the European Central Bank's daily sheet."""

    def build() -> "RateSource":
        from chalicelib.gateways.rates.ecb import URL, EcbRates  # noqa: PLC0415 - pays for itself

        return EcbRates(os.environ.get("FAIRLEAD_ECB_URL", URL))

    return gateway("rate_source", build)


def own_rate_source(
    source_id: str, url: str, symbols: Mapping[str, tuple[str, str]], *, keyed: bool
) -> "PairSource":
    """An address of the broker's own that answers rates, by the settings of this moment.

    Its key is ``key`` in the secret ``rates-{id}``.
    """
    from chalicelib.gateways.rates.feed import FeedRates  # noqa: PLC0415 - pays for itself

    key = str(secrets.secret(f"rates-{source_id}")["key"]) if keyed else None
    return FeedRates(source_id, url, key, symbols)
