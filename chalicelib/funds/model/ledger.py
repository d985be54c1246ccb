"""The ledger's nouns: accounts, postings and balanced entries.

Owns: what an entry is and that it balances, asserted whenever one is built or read. Refuses:
changing an entry (a correction is another entry) and names of people: an entry knows ids only, so
that erasing a person never touches money.

Signs: a posting adds its amount to its account. A wallet grows with a positive posting; the house
account on the other side of a deposit therefore shrinks: ``bank_clearing`` at -100.00 means that
100.00 of clients' money lies at the bank.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.errors import Conflict
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass


class Unbalanced(ValueError):
    """Postings of one currency do not sum to zero: a fault of ours, never of a caller."""


class EntryExists(Conflict):
    """This very entry is in the books: what it stands for has been done."""

    code = "entry_exists"


class AccountKind(StrEnum):
    """What a ledger account is for. The first two are clients' wallets, the rest the house's."""

    AVAILABLE = "available"
    HELD = "held"
    PSP_CLEARING = "psp_clearing"
    BANK_CLEARING = "bank_clearing"
    TRADING_CLEARING = "trading_clearing"
    TRADING_CREDIT = "trading_credit"
    FEE_INCOME = "fee_income"
    IB_COMMISSION_EXPENSE = "ib_commission_expense"
    PROP_FEES = "prop_fees"
    PRIZES = "prizes"
    BONUS = "bonus"
    ADJUSTMENTS = "adjustments"
    SUSPENSE = "suspense"
    CONVERSION = "conversion"


WALLET_KINDS = frozenset({AccountKind.AVAILABLE, AccountKind.HELD})
_OWNED = WALLET_KINDS | {
    AccountKind.PSP_CLEARING,
    AccountKind.TRADING_CLEARING,
    AccountKind.TRADING_CREDIT,
}


@dataclass(frozen=True)
class LedgerAccount:
    """One ledger account; it has a balance per currency.

    ``owner`` is the client id of a wallet's side, the provider of ``psp_clearing``, the server id
    of ``trading_clearing`` and ``trading_credit``, and empty for the other house accounts.
    """

    kind: AccountKind
    owner: str = ""

    def __post_init__(self) -> None:
        if bool(self.owner) != (self.kind in _OWNED):
            raise ValueError(f"{self.kind} and owner {self.owner!r} do not go together")

    @property
    def code(self) -> str:
        """``available:10000001``, ``psp_clearing:stripe``, ``fee_income``: stable, in exports."""
        return f"{self.kind}:{self.owner}" if self.owner else self.kind.value

    @property
    def is_wallet(self) -> bool:
        """Whether this is a side of a client's wallet."""
        return self.kind in WALLET_KINDS


def available(client_id: str) -> LedgerAccount:
    """What the client may spend."""
    return LedgerAccount(AccountKind.AVAILABLE, client_id)


def held(client_id: str) -> LedgerAccount:
    """What is set aside for the client's pending requests."""
    return LedgerAccount(AccountKind.HELD, client_id)


def psp_clearing(provider: str) -> LedgerAccount:
    """Money at a payment provider, on its way to or from the bank."""
    return LedgerAccount(AccountKind.PSP_CLEARING, provider)


def trading_clearing(server_id: str) -> LedgerAccount:
    """Money that went to accounts on a trading server, less what came back."""
    return LedgerAccount(AccountKind.TRADING_CLEARING, server_id)


def trading_credit(server_id: str) -> LedgerAccount:
    """Credit given to accounts on a trading server, less what was taken back."""
    return LedgerAccount(AccountKind.TRADING_CREDIT, server_id)


BANK_CLEARING = LedgerAccount(AccountKind.BANK_CLEARING)
FEE_INCOME = LedgerAccount(AccountKind.FEE_INCOME)
SUSPENSE = LedgerAccount(AccountKind.SUSPENSE)
BONUS = LedgerAccount(AccountKind.BONUS)
ADJUSTMENTS = LedgerAccount(AccountKind.ADJUSTMENTS)
CONVERSION = LedgerAccount(AccountKind.CONVERSION)
IB_COMMISSION_EXPENSE = LedgerAccount(AccountKind.IB_COMMISSION_EXPENSE)


class CauseType(StrEnum):
    """The kind of thing that an entry comes from; its id opens it."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    TRANSFER = "transfer"
    ADJUSTMENT = "adjustment"
    REPAIR = "repair"
    REFUND = "refund"
    OPERATION = "operation"
    CONVERSION = "conversion"
    CLIENT_TRANSFER = "client_transfer"
    COMMISSION = "commission"


@dataclass(frozen=True)
class Cause:
    """What an entry comes from, such as the withdrawal ``wdr_…``."""

    type: CauseType
    id: str


class EntryKind(StrEnum):
    """What an entry does to a client's money."""

    HOLD = "hold"
    VOID = "void"
    DEPOSIT = "deposit"
    DEPOSIT_REVERSAL = "deposit_reversal"
    WITHDRAWAL = "withdrawal"
    REFUND = "refund"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    ADJUSTMENT = "adjustment"
    ACCOUNT_DEPOSIT = "account_deposit"
    ACCOUNT_WITHDRAWAL = "account_withdrawal"
    CREDIT_IN = "credit_in"
    CREDIT_OUT = "credit_out"
    CONVERSION = "conversion"
    CLIENT_TRANSFER = "client_transfer"
    COMMISSION = "commission"
    UNMATCHED = "unmatched"


@dataclass(frozen=True)
class Posting:
    """One signed line of an entry."""

    account: LedgerAccount
    amount: Money


@dataclass(frozen=True)
class RateLeg:
    """The rate of a conversion: units of ``target`` per unit of ``source``, whence and when."""

    source: str
    target: str
    rate: Decimal
    origin: str
    at: datetime


@dataclass(frozen=True)
class LineRef:
    """Where a booked entry stands in one wallet's chain: its lines ``first`` to ``last``."""

    client_id: str
    currency: str
    first: int
    last: int


@dataclass(frozen=True)
class Entry:
    """One balanced, unchangeable event of the ledger.

    ``id`` is ``{cause id}.{step}``: the same step of the same cause can only be booked once.
    ``memo`` is a stable code that the front ends have words for. ``facts`` are ids that the
    transactions list shows (``account_id``, ``method_id``); never personal data. ``lines`` are
    filled in when it is booked.
    """

    id: str
    kind: EntryKind
    at: datetime
    cause: Cause
    actor: str
    memo: str
    postings: tuple[Posting, ...]
    rate: RateLeg | None = None
    facts: dict[str, str] = field(default_factory=dict)
    lines: tuple[LineRef, ...] = ()
    version: int = 0

    def __post_init__(self) -> None:
        if not self.id.startswith(f"{self.cause.id}."):
            raise ValueError(f"entry {self.id} does not come from {self.cause.id}")
        if not self.postings or any(not posting.amount.minor for posting in self.postings):
            raise Unbalanced(f"entry {self.id} has nothing to post")
        for currency, sum_minor in sums(self.postings).items():
            if sum_minor:
                raise Unbalanced(f"entry {self.id} is off by {sum_minor} in {currency}")

    @property
    def currencies(self) -> frozenset[str]:
        """The currencies it touches."""
        return frozenset(posting.amount.currency for posting in self.postings)


def sums(postings: Iterable[Posting]) -> dict[str, int]:
    """The sum of ``postings`` per currency, in minor units."""
    result: dict[str, int] = defaultdict(int)
    for posting in postings:
        result[posting.amount.currency] += posting.amount.minor
    return dict(result)


@dataclass(frozen=True)
class HouseBalance:
    """The balance of one house account in one currency. ``entries`` counts what made it."""

    account: str
    balance: Money
    entries: int
