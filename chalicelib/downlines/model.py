"""The nouns of downlines: which of them are meant, and what is reported of them.

Owns: nothing that is stored. Refuses: deciding who is below whom (clients does).
"""

from datetime import datetime
from enum import StrEnum

from chalicelib.core.nouns import dataclass


class Report(StrEnum):
    """A list of what downlines have or did."""

    ACCOUNTS = "accounts"
    WALLETS = "wallets"
    TRADES = "trades"
    POSITIONS = "positions"
    ORDERS = "orders"
    CAPITAL = "capital"
    TRANSACTIONS = "transactions"
    REQUESTS = "requests"


@dataclass(frozen=True)
class Where:
    """Which downlines are meant: levels ``first`` to ``last`` below ``of``, or below who asks.

    Both are inclusive; 0 is the one looked from, and without ``last`` everybody below is meant.
    """

    of: str | None = None
    first: int = 1
    last: int | None = None


@dataclass(frozen=True)
class Period:
    """From which moment on, and before which."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Overview:
    """How many somebody has brought, and how far they see.

    ``indirect`` is None where not all levels are shown; ``new_today`` are direct ones.
    ``earliest`` is how far back reports reach, None without a limit. Without ``country_shown``
    nobody can be looked for by country.
    """

    direct: int
    indirect: int | None
    new_today: int
    levels: int | None
    earliest: datetime | None
    country_shown: bool
