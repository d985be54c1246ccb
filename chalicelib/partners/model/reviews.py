"""Amounts that are held before they are paid, and what speaks against paying them at once.

A *mark* is what a client was known by: a device, a card, a bank account, a network address. It is
kept as a keyed hash alone, with a hint that staff may see. A *signal* is what a broker has in
common with a trader below, or what that trader's deals look like. A *review* is all that is held of
one broker for one trader.
"""

from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.core.setting import Setting
from chalicelib.partners.model.earnings import SchemeKind

MARKS_PER_KIND = 20


class MarkKind(StrEnum):
    """What somebody may be known by."""

    DEVICE = "device"
    NETWORK = "network"
    CARD = "card"
    BANK_ACCOUNT = "bank_account"


@dataclass(frozen=True)
class Mark:
    """One thing that a client was known by; ``digest`` is a keyed hash, ``hint`` for staff."""

    kind: MarkKind
    digest: str
    hint: str
    at: datetime


@dataclass(frozen=True)
class Marks:
    """The newest marks of one client, so many of each kind at most."""

    client_id: str
    marks: tuple[Mark, ...] = ()
    version: int = 0


class SignalKind(StrEnum):
    """What speaks against paying an amount at once."""

    SAME_DEVICE = "same_device"
    SAME_NETWORK = "same_network"
    SAME_CARD = "same_card"
    SAME_BANK_ACCOUNT = "same_bank_account"
    SAME_NAME = "same_name"
    QUICK_TRADES = "quick_trades"


SHARED: dict[MarkKind, SignalKind] = {
    MarkKind.DEVICE: SignalKind.SAME_DEVICE,
    MarkKind.NETWORK: SignalKind.SAME_NETWORK,
    MarkKind.CARD: SignalKind.SAME_CARD,
    MarkKind.BANK_ACCOUNT: SignalKind.SAME_BANK_ACCOUNT,
}


@dataclass(frozen=True)
class Signal:
    """One piece of evidence: what the broker shares with ``client_id``, who is the trader or a
    broker between, and when it was first seen with either.

    Of quick trades: how many of the trader's ``deals`` of the month were ``quick``.
    """

    kind: SignalKind
    client_id: str
    hint: str = ""
    digest: str = ""
    broker_at: datetime | None = None
    client_at: datetime | None = None
    quick: int = 0
    deals: int = 0

    @property
    def name(self) -> str:
        """What makes it the same as one that staff have judged before."""
        return f"{self.kind}#{self.client_id}#{self.digest}"


class ReviewState(StrEnum):
    """Where a review stands; what was decided is carried out in the background."""

    OPEN = "open"
    RELEASING = "releasing"
    REFUSING = "refusing"
    RELEASED = "released"
    REFUSED = "refused"


@dataclass(frozen=True)
class Review:
    """All that is held of ``recipient_id`` for the trades of ``client_id``.

    ``held`` are minor units by currency, of ``commissions`` amounts. Signals whose names are
    ``accepted`` hold nothing any more.

    Where two people release, the first one's word is in ``proposed_…`` until another agrees.
    """

    recipient_id: str
    client_id: str
    opened_at: datetime
    signals: tuple[Signal, ...]
    state: ReviewState = ReviewState.OPEN
    held: dict[str, int] = field(default_factory=dict)
    commissions: int = 0
    accepted: tuple[str, ...] = ()
    decided_at: datetime | None = None
    decided_by_id: str = ""
    decided_by_name: str = ""
    reason: str = ""
    proposed_at: datetime | None = None
    proposed_by_id: str = ""
    proposed_by_name: str = ""
    proposed_reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class HeldDue:
    """An amount that is held: it was due, and is paid or refused by the decision alone."""

    recipient_id: str
    client_id: str
    kind: SchemeKind
    server_id: str
    deal_id: str
    closed_at: datetime
    amount: Money
    revision: int = 0
    version: int = 0


_Percent = Annotated[int, Field(ge=0, le=100)]


@dataclass(frozen=True)
class FraudChecks:
    """What is looked for before commissions are paid.

    A trade is quick when it was open for less than ``quick_seconds`` beyond the minimum holding
    time. Where at least ``quick_deals`` of a trader's trades in a month were closed, and
    ``quick_percent`` of them were quick, they are held; 0 looks for none. With ``two_to_release``
    what is held is paid once two people have said so.
    """

    device: bool = True
    card: bool = True
    bank_account: bool = True
    network: bool = False
    equal_names: bool = False
    quick_percent: _Percent = 0
    quick_deals: Annotated[int, Field(ge=1, le=100_000)] = 20
    quick_seconds: Annotated[int, Field(ge=1, le=86_400)] = 60
    two_to_release: bool = False


FRAUD_CHECKS = Setting(
    key="partners.fraud_checks",
    type=FraudChecks,
    default=FraudChecks(),
    group="partners",
    four_eyes=True,
)
