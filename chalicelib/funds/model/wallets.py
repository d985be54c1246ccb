"""A client's wallets and their lines: running balances, and the chain that guards them.

Owns: that no side of a wallet is ever below zero. Refuses: deciding who may use a wallet.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.errors import Conflict, Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause, EntryKind

GENESIS = "0" * 64


class InsufficientFunds(Conflict):
    """Less than asked; facts: ``available``, ``asked``, ``missing``, ``currency``."""

    code = "insufficient_funds"


class WalletFlagOff(Invalid):
    """Staff have switched this use of the wallet off; the fact ``flag`` says which."""

    code = "wallet_not_allowed"


class Bucket(StrEnum):
    """The two sides of a wallet."""

    AVAILABLE = "available"
    HELD = "held"


@dataclass(frozen=True)
class WalletFlags:
    """What a wallet may be used for; staff switch them."""

    deposit: bool = True
    withdrawal: bool = True
    transfer: bool = True


@dataclass(frozen=True)
class Wallet:
    """A client's money in one currency.

    ``sequence`` counts its lines, ``chain_hash`` is the hash of the last one.
    """

    client_id: str
    currency: str
    available: Money
    held: Money
    sequence: int = 0
    chain_hash: str = GENESIS
    flags: WalletFlags = field(default_factory=WalletFlags)
    version: int = 0

    def __post_init__(self) -> None:
        if self.available.minor < 0 or self.held.minor < 0:
            raise ValueError(f"wallet {self.client_id} {self.currency} is below zero")
        if {self.available.currency, self.held.currency} != {self.currency}:
            raise ValueError("a wallet has one currency")

    @property
    def balance(self) -> Money:
        """All of it, held or not."""
        return self.available + self.held

    @property
    def head(self) -> str:
        """What the daily seal covers: ``10000001:USD:12:hash:available:held`` (minor units)."""
        return (
            f"{self.client_id}:{self.currency}:{self.sequence}:{self.chain_hash}"
            f":{self.available.minor}:{self.held.minor}"
        )


def empty_wallet(client_id: str, currency: str) -> Wallet:
    """The wallet that every client has before its first entry."""
    nothing = Money.zero(currency)
    return Wallet(client_id, currency, nothing, nothing)


@dataclass(frozen=True)
class WalletLine:
    """One change of one side of a wallet.

    ``entry_digest`` fixes the whole entry; ``hash`` covers every other field, ``previous_hash``
    included, so that nothing in a wallet's history can change unseen.
    """

    client_id: str
    currency: str
    sequence: int
    entry_id: str
    kind: EntryKind
    at: datetime
    cause: Cause
    memo: str
    bucket: Bucket
    amount: Money
    available_after: Money
    held_after: Money
    entry_digest: str
    previous_hash: str
    hash: str = ""
    version: int = 0

    @property
    def id(self) -> str:
        """Unique within all lines."""
        return f"{self.client_id}:{self.currency}:{self.sequence}"
