"""Receipts: one amount of commission with everything that it was computed from.

Owns: what a receipt says. Whoever has one can compute its amount anew without asking anybody
(`partners.rules.receipts`).
"""

from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from chalicelib.core.money import Money, Rounding
from chalicelib.core.nouns import dataclass
from chalicelib.partners.model.plans import RateType, Structure
from chalicelib.partners.model.trades import Reason


class Component(StrEnum):
    """Which rule paid. With server, deal and recipient it names a payment for ever."""

    BASIC = "basic"
    OVERRIDING = "overriding"
    SAME_RANK = "same_rank"
    FLEXIBLE = "flexible"


@dataclass(frozen=True)
class Measure:
    """What of the trade a rate is multiplied with: the product of ``factors``, in their order.

    ``factors`` are named and exact: lots, points of spread, the value of a point, …
    """

    type: RateType
    currency: str
    factors: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class Slot:
    """One amount of the table that is part of a rate: of a tier, or of a level."""

    place: int
    amount: Decimal


@dataclass(frozen=True)
class Base:
    """The commission of a downline that an overriding or same-rank amount is a share of."""

    recipient_id: str
    level: int
    amount: Money


@dataclass(frozen=True)
class PoolShare:
    """How a rate of a flexible scheme was shared.

    ``percent`` of the rate of ``giver_id`` was passed to the recipient (empty: the scheme is their
    own); ``given`` of the recipient's rate went on to ``receiver_id``.
    """

    giver_id: str = ""
    percent: Decimal = Decimal(0)
    given: Decimal = Decimal(0)
    receiver_id: str = ""


@dataclass(frozen=True)
class Receipt:
    """What somebody is paid for one trade under one component, and how it came about.

    Basic and flexible: the sum of ``slots`` (as a percentage where the measure's type is one) times
    the ``measure``. Overriding and same rank: for each of ``bases`` the percentage in ``slots`` at
    the same place. With a ``share`` what was given on is taken from the rate. ``exact`` is before
    ``rounding`` drops what the currency cannot hold.
    """

    component: Component
    recipient_id: str
    level: int
    tier: int | None
    amount: Money
    exact: Decimal
    slots: tuple[Slot, ...]
    structure: Structure | None = None
    measure: Measure | None = None
    bases: tuple[Base, ...] = ()
    share: PoolShare | None = None
    rounding: Rounding = Rounding.DOWN


@dataclass(frozen=True)
class Rate:
    """By which rate a receipt was computed: so much of ``type``, or a percentage of others' pay.

    ``currency`` is that of an amount per lot or pip; empty of a percentage.
    """

    component: Component
    type: RateType | None
    amount: Decimal
    currency: str = ""


@dataclass(frozen=True)
class Part:
    """What one component adds to a commission, and by which rates.

    ``giver_id`` is whoever passed the rate on. Without ``rates`` they are not told to the reader.
    """

    component: Component
    amount: Money
    rates: tuple[Rate, ...]
    giver_id: str = ""


@dataclass(frozen=True)
class Unpaid:
    """Somebody above the trader who gets nothing under a component, and why."""

    component: Component
    recipient_id: str
    level: int
    reason: Reason


@dataclass(frozen=True)
class Settlement:
    """All that one trade pays under one scheme.

    ``reason`` says why nobody is paid. ``headline`` is what the trade would pay at most, exact, in
    ``currency``; ``shortfall`` why the basic commissions are less than that.
    """

    receipts: tuple[Receipt, ...] = ()
    unpaid: tuple[Unpaid, ...] = ()
    reason: Reason | None = None
    currency: str = ""
    headline: Decimal = field(default=Decimal(0))
    shortfall: tuple[Reason, ...] = ()
