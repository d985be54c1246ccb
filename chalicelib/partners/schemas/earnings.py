"""What the routes of earned commissions take and answer."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from chalicelib.accounts.public import server_name
from chalicelib.edge.schemas import Body, CurrencyCode, Instant, MoneyOut, PageQuery, View
from chalicelib.partners.model.earnings import (
    Cause,
    Commission,
    CommissionState,
    Destination,
    Earned,
    FailureAction,
    PayoutFailure,
    SchemeKind,
    Taking,
    Verdict,
)
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.rules import telling
from chalicelib.partners.schemas.receipts import PartView
from chalicelib.partners.service.explaining import deal_key
from chalicelib.partners.service.failures import Retried, Which
from chalicelib.partners.service.sought_filters import DaysFilters


class DaysQuery(DaysFilters, PageQuery):
    """A page of deals closed between two days."""


class TroubledQuery(PageQuery):
    """Commissions that could not be paid or were put away, and claw-backs by where they stand."""

    state: Literal["failed", "recycled", "to_approve", "owed", "taken", "waived"] = "failed"

    @property
    def wanted(self) -> CommissionState:
        """The same for the use case."""
        return CommissionState(self.state)


class StateCountView(View):
    """How many stand in a state; ``capped`` when not all of them were counted."""

    state: CommissionState
    count: int
    capped: bool


class RetryForm(Body):
    """Where to go on with those that failed; null for the newest."""

    cursor: Annotated[str, Field(min_length=1, max_length=600)] | None = None


class RetriedView(View):
    """How many were ``tried`` again: ask on with ``next_cursor``, and each is tried once."""

    tried: int
    next_cursor: str | None

    @classmethod
    def of(cls, noun: Retried) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)


class FailureForm(Body):
    """What to do about a commission that could not be paid."""

    kind: Annotated[SchemeKind, Field(strict=False)]
    revision: Annotated[int, Field(ge=0)] = 0
    currency: CurrencyCode | None = None
    action: Annotated[FailureAction, Field(strict=False)]

    @property
    def which(self) -> Which:
        """The same for the use case."""
        return Which(self.kind, self.revision, self.currency or "")


class ClawBackForm(Body):
    """What somebody says of a claw-back; to waive it needs a ``comment``."""

    kind: Annotated[SchemeKind, Field(strict=False)]
    revision: Annotated[int, Field(ge=1)]
    currency: CurrencyCode
    verdict: Annotated[Verdict, Field(strict=False)]
    comment: Annotated[str, Field(max_length=1000)] = ""

    @property
    def which(self) -> Which:
        """The same for the use case."""
        return Which(self.kind, self.revision, self.currency)


class TakingView(View):
    """A part of a claw-back: out of the wallet by an entry, or set off against commissions."""

    amount: MoneyOut
    at: Instant
    entry_id: str | None

    @classmethod
    def of(cls, noun: Taking) -> Self:
        """See `View.of`."""
        entry = f"{noun.payout_id}.post" if noun.from_wallet else None
        return cls(amount=noun.amount, at=noun.at, entry_id=entry)


class CommissionView(View):
    """What one deal pays a broker under one kind of scheme; ``reasons`` why it is nothing or less.

    ``level`` is how far the trader ``client_id`` is below; beyond the levels that the broker shows,
    who it is and the account are null. ``deal`` names the deal in addresses. ``cancelled`` is what
    of it was cancelled before it was paid, ``moves`` all the rest. ``parts`` are what the amount is
    made of; of an adjustment what the deal comes to by now, ``was`` being what it came to before.
    ``destination`` is null of what moves nowhere.
    """

    deal: str
    recipient_id: str
    kind: SchemeKind
    client_id: str | None
    login: int | None
    symbol: str
    lots: str
    level: int
    state: CommissionState
    amount: MoneyOut | None
    reasons: list[Reason]
    closed_at: Instant
    due_at: Instant | None
    paid_at: Instant | None
    entry_id: str | None
    failure: PayoutFailure | None
    revision: int
    cause: Cause
    was: MoneyOut | None
    takings: list[TakingView]
    set_off: bool
    cancelled: MoneyOut | None
    moves: MoneyOut | None
    server_name: str
    parts: list[PartView]
    destination: Destination | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`; the whole of it, for staff."""
        return cls.model_validate(facts_of(noun))


def facts_of(noun: Commission, *, tells_profit: bool = True) -> dict[str, Any]:
    """What a view of a commission says, for whoever is told what the trade gained or is not."""
    parts = telling.parts(noun, tells_profit=tells_profit)
    return {
        "deal": deal_key(noun.server_id, noun.deal_id),
        "recipient_id": noun.recipient_id,
        "kind": noun.kind,
        "client_id": noun.client_id or None,
        "login": noun.login or None,
        "symbol": noun.symbol,
        "lots": noun.lots,
        "level": noun.level,
        "state": noun.state,
        "amount": noun.amount,
        "reasons": list(telling.reasons(noun)),
        "closed_at": noun.closed_at,
        "due_at": noun.due_at,
        "paid_at": noun.paid_at,
        "entry_id": f"{noun.payout_id}.post" if noun.payout_id else None,
        "failure": noun.failure,
        "revision": noun.revision,
        "cause": noun.cause,
        "was": noun.was,
        "takings": [TakingView.of(one) for one in noun.takings],
        "set_off": noun.set_off,
        "cancelled": noun.cancelled,
        "moves": noun.moves,
        "server_name": server_name(noun.server_id),
        "parts": [PartView.of(one) for one in parts],
        "destination": telling.destination(noun),
    }


class EarnedView(View):
    """What was paid of the deals of one month (``2026-03``, by the broker's clock)."""

    month: str
    amount: MoneyOut
    commissions: int

    @classmethod
    def of(cls, noun: Earned) -> Self:
        """See `View.of`."""
        return cls.model_validate(noun)
