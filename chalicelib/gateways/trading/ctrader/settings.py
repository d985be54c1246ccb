"""What a broker configures to reach a cTrader server."""

from collections.abc import Mapping
from dataclasses import field

from chalicelib.core.nouns import dataclass

CTRADER_LEVERAGES = (1, 10, 20, 25, 30, 50, 100, 200, 300, 400, 500)


@dataclass(frozen=True)
class CtraderSettings:
    """Address and manager account of one cTrader WebServices API.

    ``base_url`` ends before ``/v2``. ``lot_sizes`` count the units of a lot by symbol, category or
    asset class in small letters, because the API counts units and names no lot. ``leverages`` are
    offered for every group, since the protocol has no list of them.
    """

    base_url: str
    manager_login: int
    manager_password: str = field(repr=False)
    broker_name: str
    balance_history_path: str
    lot_sizes: Mapping[str, int]
    ca_bundle: str | None = None
    leverages: tuple[int, ...] = CTRADER_LEVERAGES
    read_seconds: float = 10.0
