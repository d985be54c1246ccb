"""Where a trading server is and how we sign in to it; the password is kept elsewhere."""

from dataclasses import field

from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.abilities import Platform

# How many units make one lot where the platform does not say: by symbol, category or asset class.
LOT_SIZES = {"forex": 100_000, "metals": 100, "indices": 1, "crypto": 1}


@dataclass(frozen=True)
class CtraderTerms:
    """What Spotware tells a broker when a cTrader server is set up, and what we have to be told.

    ``broker_name`` is the white label's own. ``balance_history_path`` is where the history of
    balances can be read; without it a lost answer about money cannot be settled, so no money is
    moved. ``lot_sizes`` count units of a lot by symbol, category or asset class, in small letters.
    """

    broker_name: str = ""
    balance_history_path: str = "/webserv/balanceHistory"
    lot_sizes: dict[str, int] = field(default_factory=lambda: dict(LOT_SIZES))


@dataclass(frozen=True)
class Connection:
    """The address of one trading server.

    ``secret_name`` names the secret that holds ``{"manager_password": …}``. ``build`` and
    ``agent`` are what we present ourselves as to MT5; ``ca_bundle`` is a file of certificates to
    trust where the server's is self-signed; ``ctrader`` is needed for that platform alone.
    """

    base_url: str
    manager_login: int
    secret_name: str
    platform: Platform = "mt5"
    build: int = 3470
    agent: str = "Fairlead"
    ca_bundle: str | None = None
    ctrader: CtraderTerms | None = None
