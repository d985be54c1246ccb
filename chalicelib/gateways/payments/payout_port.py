"""What the funds capability asks of a provider that pays clients, in the domain's words.

Owns: the nouns and the port of payouts. Refuses: any vendor's vocabulary, and deciding that money
may leave (funds does).

A payout takes two steps. First the money of a withdrawal is *set aside* at the provider; whoever
asked keeps the reference before they go on. Then the payout is ordered out of exactly that. The
provider pays no more than is set aside, so however often, late or side by side an order arrives,
it is paid once.
"""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass

# Adapters that pay out, by name.
PAYOUT_PROVIDER_PATTERN = r"^btcpay$"
ASIDE_CLOSED = "aside_closed"
"""The reason of a refusal: what was set aside is closed, and more has to be set aside."""


@dataclass(frozen=True)
class PayoutOrder:
    """What is to be paid to a client: ``amount`` by the provider's ``method`` to ``destination``.

    The provider converts where the method pays in another currency, at its own rate of the day.
    ``attempt`` counts from 1: the next one may only follow when the one before has failed for good.
    """

    withdrawal_id: str
    amount: Money
    method: str
    destination: str
    attempt: int = 1


class PayoutStatus(StrEnum):
    """What the provider says of a payout. All but pending are final."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"


@dataclass(frozen=True)
class PayoutState:
    """A payout as the provider sees it now; ``withdrawal_id`` is ours, ``facts`` are for staff.

    ``coins`` is what was or will be paid in the method's own currency ``coin``, once known, and
    ``transaction`` where it can be looked up.
    """

    payout_reference: str
    withdrawal_id: str | None
    status: PayoutStatus
    attempt: int = 1
    coins: Decimal | None = None
    coin: str = ""
    transaction: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WalletFunds:
    """Whether the wallet that pays has the money: ``needed`` of what is ``free``, in ``coin``.

    ``available`` is what lies in the wallet, ``promised`` what payouts have been ordered of that
    and are not paid yet: the provider does not know of the one when it tells the other. ``rate`` is
    the price of one coin in the order's currency, at which ``needed`` was reckoned.
    """

    available: Decimal
    needed: Decimal
    coin: str
    rate: Decimal
    promised: Decimal = Decimal(0)

    @property
    def free(self) -> Decimal:
        """What can be paid of, beside what is promised."""
        return max(self.available - self.promised, Decimal(0))

    @property
    def enough(self) -> bool:
        """Whether it has."""
        return self.free >= self.needed


class PayoutProvider(Protocol):
    """A provider that pays clients for us. Safe to share between threads."""

    def funds(self, order: PayoutOrder) -> WalletFunds:
        """Whether the wallet that would pay ``order`` has the money now.

        Raises:
            VendorRefused: there is no such wallet, or no rate. VendorUnavailable: ask again.
        """
        ...

    def set_aside(self, order: PayoutOrder) -> str:
        """Set the money of ``order`` aside, or find it set aside before; gives the reference.

        Two who ask at one instant may get two references: keep one, and order out of that alone.

        Raises:
            VendorRefused: the provider will not; facts carry its code.
            VendorUnavailable: it was not done; ask again. OutcomeUnknown: ask again.
        """
        ...

    def order_payout(self, order: PayoutOrder, aside: str) -> PayoutState:
        """Have ``order`` paid out of what is set aside under ``aside``, once.

        A payout of this attempt, or one that is still to be paid, is found and not doubled.

        Raises:
            VendorRefused: the provider will not pay it; facts carry its code, or `ASIDE_CLOSED`.
            VendorUnavailable: it was not ordered; ask again.
            OutcomeUnknown: it may have been ordered; ask again.
        """
        ...

    def payout(self, payout_reference: str) -> PayoutState:
        """A payout now, straight from the provider.

        Raises:
            VendorRefused: there is no such payout. VendorUnavailable: ask again.
        """
        ...

    def call_back(self, aside: str) -> PayoutState | None:
        """Let nothing more be paid out of ``aside``; how its last payout stands after that.

        One that is under way is not stopped by this. None: there never was one, nor will be.

        Raises:
            VendorRefused: there is no such thing. VendorUnavailable, OutcomeUnknown: ask again.
        """
        ...
