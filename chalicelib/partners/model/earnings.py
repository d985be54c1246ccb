"""What closed trades came to: the settlement of a deal, and what each broker above got of it.

Owns: what is kept for ever of a closed deal, whoever it paid. A commission is unique by recipient,
server, deal and kind of scheme; inside it each component has one receipt or one reason.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import Frequency
from chalicelib.partners.model.receipts import Component, Receipt, Settlement, Unpaid
from chalicelib.partners.model.trades import ClosedTrade, Reason, Upline

# A deal by its server and its ticket; somebody with the currency in which they are paid.
DealKey = tuple[str, str]
Recipient = tuple[str, str]


class SchemeKind(StrEnum):
    """Under which scheme somebody earns: that of the tree, or their own."""

    FIXED = "fixed"
    FLEXIBLE = "flexible"


COMPONENTS: dict[Component, SchemeKind] = {
    Component.BASIC: SchemeKind.FIXED,
    Component.OVERRIDING: SchemeKind.FIXED,
    Component.SAME_RANK: SchemeKind.FIXED,
    Component.FLEXIBLE: SchemeKind.FLEXIBLE,
}


class Cause(StrEnum):
    """Why there is a commission: its deal was settled, or comes to something else since then."""

    SETTLED = "settled"
    RECALCULATED = "recalculated"
    DEAL_ALTERED = "deal_altered"
    DEAL_CANCELLED = "deal_cancelled"


@dataclass(frozen=True)
class RuleUsed:
    """A plan in the version by which a deal was settled."""

    plan_id: str
    number: int


@dataclass(frozen=True)
class EarnedDeal:
    """A closed deal with the tree above its trader as of then, and all that it paid.

    ``client_id`` is the trader, ``path`` everybody above, the nearest first. ``frequency`` is that
    of the tree's scheme, ``own_frequencies`` those of brokers' own schemes by their ids.
    ``written`` counts the commissions that have been stored of it so far, ``counted`` those above
    in whose figures it stands; ``is_first_of_month`` says that it made its trader active there.

    What a deal comes to when it is computed anew is another `EarnedDeal` with the next
    ``revision``; those before are never altered. ``as_of`` is the moment whose tree, terms and
    plans were applied, None for that of the closing; ``run_id`` the recalculation that found it,
    and ``by_id`` who had it carried out.
    """

    trade: ClosedTrade
    account_id: str
    login: int
    client_id: str
    settled_at: datetime
    path: tuple[Upline, ...]
    settlement: Settlement
    rules: tuple[RuleUsed, ...] = ()
    frequency: Frequency = Frequency.REAL_TIME
    own_frequencies: dict[str, Frequency] = field(default_factory=dict)
    written: int = 0
    counted: int = 0
    is_first_of_month: bool = False
    revision: int = 0
    cause: Cause = Cause.SETTLED
    as_of: datetime | None = None
    run_id: str = ""
    by_id: str = ""
    version: int = 0

    @property
    def key(self) -> DealKey:
        """The deal's server and ticket."""
        return self.trade.server_id, self.trade.deal_id


class CommissionState(StrEnum):
    """Where a commission stands; ``none`` of a deal that pays its reader nothing.

    A ``held`` one is under review before it is paid, and is paid or ``refused`` then.
    A claw-back waits for approval, is owed until all of it was taken, or was waived. ``cancelled``
    is what was never paid and never will be, and the adjustment that has cancelled it.
    """

    WAITING = "waiting"
    PAID = "paid"
    FAILED = "failed"
    RECYCLED = "recycled"
    HELD = "held"
    REFUSED = "refused"
    NONE = "none"
    TO_APPROVE = "to_approve"
    OWED = "owed"
    TAKEN = "taken"
    WAIVED = "waived"
    CANCELLED = "cancelled"


class PayoutFailure(StrEnum):
    """Why a commission could not go to its wallet."""

    RECIPIENT_NOT_ACTIVE = "recipient_not_active"
    RECIPIENT_GONE = "recipient_gone"


class FailureAction(StrEnum):
    """What staff do about a commission that could not be paid."""

    RETRY = "retry"
    RECYCLE = "recycle"
    RECOVER = "recover"


class Destination(StrEnum):
    """Where a commission goes: to the wallet, or against what is still to be taken back."""

    WALLET = "wallet"
    SET_OFF = "set_off"


class Rebate(StrEnum):
    """That somebody earns as the rebate customer of an account: of their own trades, or others'."""

    OWN_TRADES = "own_trades"
    CUSTOMER = "customer"


class Verdict(StrEnum):
    """What staff say of a claw-back: it is taken, or what is not taken yet is let go."""

    APPROVE = "approve"
    WAIVE = "waive"


@dataclass(frozen=True)
class Taking:
    """A part of a claw-back: taken from the wallet, or set off against commissions, by a payout."""

    amount: Money
    at: datetime
    payout_id: str
    from_wallet: bool


@dataclass(frozen=True)
class Debt:
    """What is still to be taken of a claw-back that was approved, the oldest first."""

    recipient_id: str
    kind: SchemeKind
    server_id: str
    deal_id: str
    closed_at: datetime
    amount: Money
    since: datetime
    revision: int
    version: int = 0


@dataclass(frozen=True)
class Commission:
    """What one deal pays one broker under one kind of scheme, or why it pays them nothing.

    ``client_id`` is the trader, ``level`` how far they are below. ``reason`` is why the deal pays
    nobody. A waiting one is paid at ``due_at`` or soon after; ``payout_id`` is the payout that it
    was part of.

    With a ``revision`` it is an adjustment: ``amount`` is what the deal comes to by ``receipts``
    less what it came to before, ``was``; a negative one is a claw-back.

    Of a claw-back ``takings`` were taken so far; ``by_id`` caused it, ``decided_by_id`` has agreed
    to it or waived it. ``set_off`` is a commission that went against claw-backs and to no wallet.

    ``cancelled``, never negative, is what of a commission was cancelled before it was paid; of an
    adjustment that takes less, what of it was met by cancelling what was never paid.
    """

    recipient_id: str
    kind: SchemeKind
    server_id: str
    deal_id: str
    client_id: str
    account_id: str
    login: int
    symbol: str
    lots: str
    closed_at: datetime
    earned_at: datetime
    level: int
    state: CommissionState
    amount: Money | None = None
    receipts: tuple[Receipt, ...] = ()
    unpaid: tuple[Unpaid, ...] = ()
    reason: Reason | None = None
    due_at: datetime | None = None
    paid_at: datetime | None = None
    payout_id: str = ""
    failure: PayoutFailure | None = None
    revision: int = 0
    cause: Cause = Cause.SETTLED
    was: Money | None = None
    by_id: str = ""
    takings: tuple[Taking, ...] = ()
    decided_by_id: str = ""
    decided_by_name: str = ""
    decided_at: datetime | None = None
    comment: str = ""
    set_off: bool = False
    cancelled: Money | None = None
    version: int = 0

    @property
    def moves(self) -> Money | None:
        """What of ``amount`` goes to the wallet, or out of it: all but what was cancelled."""
        if self.amount is None or self.cancelled is None:
            return self.amount
        if self.amount.is_positive:
            return self.amount - self.cancelled
        return self.amount + self.cancelled


@dataclass(frozen=True)
class Due:
    """An amount that waits to be paid; it goes in the unit that pays it, so it is paid once."""

    recipient_id: str
    kind: SchemeKind
    server_id: str
    deal_id: str
    closed_at: datetime
    amount: Money
    due_at: datetime
    revision: int = 0
    version: int = 0


@dataclass(frozen=True)
class Payout:
    """One entry of the ledger for the commissions of many deals; negative where it took back.

    ``set_off`` is what of the commissions went against claw-backs; without an ``amount`` nothing
    was left for the wallet, and there is no entry.
    """

    id: str
    recipient_id: str
    amount: Money
    deals: int
    at: datetime
    set_off: Money | None = None
    version: int = 0


@dataclass(frozen=True)
class PayTurn:
    """Somebody is paying one recipient's amounts of one currency, entry by entry.

    It is there while more than a few wait, and lapses at ``until``.
    """

    recipient_id: str
    currency: str
    holder: str
    until: datetime
    version: int = 0


@dataclass(frozen=True)
class Earned:
    """What somebody was paid in one month (of the broker's clock), in one currency."""

    month: str
    amount: Money
    commissions: int
