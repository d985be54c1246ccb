"""What the routes of held commissions take and answer."""

from typing import Annotated, Literal, Self

from pydantic import Field

from chalicelib.core.money import Money
from chalicelib.edge.schemas import Body, Instant, MoneyOut, OfClient, PageQuery, View
from chalicelib.partners.model.reviews import ReviewState, Signal, SignalKind
from chalicelib.partners.service.reviewing import ReviewSheet, review_id


class SignalView(View):
    """One piece of evidence; ``client_id`` is whom the broker shares it with."""

    kind: SignalKind
    client_id: str
    client_name: str
    hint: str
    broker_at: Instant | None
    client_at: Instant | None
    quick: int
    deals: int

    @classmethod
    def named(cls, noun: Signal, names: dict[str, str]) -> Self:
        """The view of ``noun`` with the name of whom it is about, where the reader may see it."""
        return cls(
            kind=noun.kind,
            client_id=noun.client_id,
            client_name=names.get(noun.client_id, ""),
            hint=noun.hint,
            broker_at=noun.broker_at,
            client_at=noun.client_at,
            quick=noun.quick,
            deals=noun.deals,
        )


class ReviewView(OfClient):
    """All that is held of a broker for the trades of one client, and what speaks against it.

    ``proposed_…`` is who said that it may be released, while another has to agree.
    """

    whose = "recipient_id"

    id: str
    recipient_id: str
    recipient_name: str
    client_id: str
    client_name: str
    state: ReviewState
    opened_at: Instant
    held: list[MoneyOut]
    commissions: int
    signals: list[SignalView]
    decided_at: Instant | None
    decided_by_name: str
    reason: str
    proposed_at: Instant | None
    proposed_by_id: str
    proposed_by_name: str
    proposed_reason: str

    @classmethod
    def of(cls, noun: ReviewSheet) -> Self:
        """See `View.of`."""
        one, names = noun.review, noun.names
        return cls(
            id=review_id(one),
            recipient_id=one.recipient_id,
            recipient_name=names.get(one.recipient_id, ""),
            client_id=one.client_id,
            client_name=names.get(one.client_id, ""),
            state=one.state,
            opened_at=one.opened_at,
            held=[Money(minor, currency) for currency, minor in sorted(one.held.items())],
            commissions=one.commissions,
            signals=[SignalView.named(signal, names) for signal in one.signals],
            decided_at=one.decided_at,
            decided_by_name=one.decided_by_name,
            reason=one.reason,
            proposed_at=one.proposed_at,
            proposed_by_id=one.proposed_by_id,
            proposed_by_name=one.proposed_by_name,
            proposed_reason=one.proposed_reason,
        )


class ReviewsQuery(PageQuery):
    """Reviews that are open, or how they were decided."""

    state: Literal["open", "released", "refused"] = "open"

    @property
    def wanted(self) -> ReviewState:
        """The same for the use case."""
        return ReviewState(self.state)


class ReviewForm(Body):
    """What becomes of all that is held; the reason is for staff alone."""

    decision: Literal["released", "refused"]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
