"""Which movements of all clients somebody looks for, what is told of each, and their sums."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.transactions import Total, Transaction, TransactionKind


class Touched(StrEnum):
    """Where a movement is seen: in a wallet, or on a trading account. A transfer is in both."""

    WALLET = "wallet"
    ACCOUNT = "account"


class SearchTooBroad(Invalid):
    """More clients are found by a text than one list is read for; fact ``at_most``."""

    code = "search_too_broad"


@dataclass(frozen=True)
class MovementsSought:
    """Which movements: None is all.

    ``text`` is what clients are searched by, or one's number. ``id`` is that of a transaction or
    of a ledger entry. ``at_least`` and ``at_most`` are of the amount without its sign, in whole
    units of whatever currency. ``owner_ids`` are staff who own the client, the empty text for
    nobody; ``referrer_id`` is the client's direct upline now. The period is from ``since`` on and
    before ``until``.
    """

    text: str | None = None
    id: str | None = None
    kind: TransactionKind | None = None
    currency: str | None = None
    touched: Touched | None = None
    server_id: str | None = None
    login: int | None = None
    owner_ids: frozenset[str] | None = None
    referrer_id: str | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Named:
    """Somebody by id and name; both are empty where a client is outside the reader's scope."""

    id: str
    name: str


@dataclass(frozen=True)
class Reported:
    """A movement with those concerned as its reader may see them.

    ``server_id`` is of the trading account; None where there is none or the reader may not see it.
    """

    transaction: Transaction
    client: Named
    owner: Named | None
    referrer: Named | None
    counterparty: Named | None
    server_id: str | None


@dataclass(frozen=True)
class MovementSums:
    """The sums of some movements by kind and currency; ``next_cursor`` is where the rest begins."""

    movements: int
    sums: tuple[Total, ...]
    next_cursor: str | None
