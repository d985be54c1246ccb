"""Payouts through providers: for whoever confirms them, and as a client sees their own."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from chalicelib.edge.schemas import (
    Body,
    Instant,
    MoneyOut,
    OfClient,
    PageQuery,
    PayoutFields,
    View,
)
from chalicelib.funds.model.payouts import Payout, PayoutStage
from chalicelib.funds.service.payout_confirming import InspectedPayout, ShownPayout


class PayoutProgressView(View):
    """How far a payout has come; ``coins`` of ``coin`` are what is paid, once it is known."""

    stage: PayoutStage
    coins: str
    coin: str
    transaction: str
    changed_at: Instant | None


class PayoutClientView(View):
    """Whose payout it is."""

    id: str
    name: str


class PayoutView(OfClient):
    """A payout as staff see it; ``why_not`` keeps the reader from confirming it."""

    whose: ClassVar[str] = "client.id"

    withdrawal_id: str
    client: PayoutClientView
    method: dict[str, str]
    provider: str
    amount: MoneyOut
    stage: PayoutStage
    attempt: int
    next_attempt: int
    why_not: str | None
    failure: str
    payout_reference: str | None
    confirmed_by: str
    confirmed_at: Instant | None
    needed: str
    available: str
    coin_rate: str
    coins: str
    coin: str
    transaction: str
    created_at: Instant
    changed_at: Instant | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(_facts(noun))


def _facts(shown: ShownPayout) -> dict[str, Any]:
    payout: Payout = shown.payout
    request = shown.request
    taken = (
        "attempt",
        "amount",
        "stage",
        "failure",
        "payout_reference",
        "confirmed_at",
        "needed",
        "available",
        "coin_rate",
        "coins",
        "coin",
        "transaction",
        "created_at",
        "changed_at",
    )
    return {
        **{name: getattr(payout, name) for name in taken},
        "withdrawal_id": payout.id,
        "client": PayoutClientView(id=request.client_id, name=request.client_name),
        "method": shown.method_name,
        "provider": payout.route.provider,
        "next_attempt": shown.next_attempt,
        "why_not": shown.why_not,
        "confirmed_by": payout.confirmed_by_name,
    }


class WalletFundsView(View):
    """Whether the wallet that pays has the money now, in coins, at ``rate`` of the provider.

    ``promised`` of what is ``available`` is for payouts that are under way.
    """

    enough: bool
    needed: str
    available: str
    promised: str
    coin: str
    rate: str

    @classmethod
    def of(cls, noun: Any) -> Self:
        """Exact texts."""

        def text(number: Decimal) -> str:
            return f"{number:f}"

        return cls(
            enough=noun.enough,
            needed=text(noun.needed),
            available=text(noun.available),
            promised=text(noun.promised),
            coin=noun.coin,
            rate=text(noun.rate),
        )


class InspectedPayoutView(PayoutView):
    """A payout with where it goes, and whether the wallet that pays has the money."""

    destination: PayoutFields
    funds: WalletFundsView | None
    funds_problem: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        found: InspectedPayout = noun
        return cls.model_validate(
            {
                **_facts(found.shown),
                "destination": found.destination,
                "funds": found.funds and WalletFundsView.of(found.funds),
                "funds_problem": found.funds_problem,
            }
        )


class PayoutsQuery(PageQuery):
    """Which payouts: those that wait for staff, are under way, or have ended."""

    shelf: Literal["waiting", "under_way", "ended"] = "waiting"


class PayoutPatch(Body):
    """Confirm the payout, or call it back. ``attempt`` is the one that was looked at."""

    act: Literal["confirm", "call_back"]
    attempt: Annotated[int, Field(ge=1, le=1000)]
