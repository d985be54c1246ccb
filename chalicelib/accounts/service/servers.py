"""The way to a trading server: from the broker's configuration to the gateway."""

from chalicelib.accounts.model import ACCOUNT_TYPES, AccountType, TradingServerConfig
from chalicelib.accounts.service.reading import server_config, server_configs
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.port import TradingServer
from chalicelib.ports import markets
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class Sheet:
    """A server with the types of accounts on it."""

    config: TradingServerConfig
    types: tuple[AccountType, ...]


def sheets() -> tuple[Sheet, ...]:
    """All of the broker's servers, with the types of accounts on each."""
    types = settings.value(ACCOUNT_TYPES)
    return tuple(
        Sheet(config, tuple(one for one in types if one.server_id == config.id))
        for config in server_configs()
    )


def server(server_id: str) -> TradingServer:
    """The gateway to one of the broker's trading servers; shared within the process.

    Raises:
        NotFound: the broker has no such server.
    """
    return markets.trading_server(server_id, server_config(server_id).connection)
