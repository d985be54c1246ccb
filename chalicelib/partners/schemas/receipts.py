"""Receipts and reasons as staff and IBs read them: every figure that an amount was made of."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import PlainSerializer

from chalicelib.edge.schemas import MoneyOut, View
from chalicelib.partners.model.plans import RateType, Structure
from chalicelib.partners.model.receipts import (
    Component,
    Measure,
    Part,
    Receipt,
    Settlement,
)
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.rules import telling


def _plainly(value: Decimal) -> str:
    return f"{value.normalize():f}"


Exact = Annotated[Decimal, PlainSerializer(_plainly, return_type=str)]


class FactorView(View):
    """One named number that a rate is multiplied with."""

    name: str
    value: Exact


class MeasureView(View):
    """What of the trade a rate is multiplied with."""

    type: RateType
    currency: str
    factors: list[FactorView]

    @classmethod
    def of(cls, noun: Measure) -> Self:
        """See `View.of`."""
        factors = [FactorView(name=name, value=value) for name, value in noun.factors]
        return cls(type=noun.type, currency=noun.currency, factors=factors)


class SlotView(View):
    """One amount of the scheme's table: of a tier, of a level, or of a generation."""

    place: int
    amount: Exact


class BaseView(View):
    """A downline's commission that a share was taken of."""

    recipient_id: str
    level: int
    amount: MoneyOut


class PoolShareView(View):
    """How the rate was shared: from whom it is, and what of it went on to whom."""

    giver_id: str
    percent: Exact
    given: Exact
    receiver_id: str


class RateView(View):
    """So much of ``type``, or, without one, a percentage of what downlines got."""

    type: RateType | None
    amount: Exact
    currency: str


class PartView(View):
    """What one component adds to a commission; ``giver_id`` is whoever passed the rate on.

    ``rates`` is empty where it would tell a profit that the reader is not told.
    """

    component: Component
    amount: MoneyOut
    rates: list[RateView]
    giver_id: str | None

    @classmethod
    def of(cls, noun: Part) -> Self:
        """See `View.of`."""
        return cls(
            component=noun.component,
            amount=noun.amount,
            rates=[RateView.of(one) for one in noun.rates],
            giver_id=noun.giver_id or None,
        )


class ReceiptView(View):
    """An amount with everything that it was computed from.

    Of a share of a profit that the reader is not told, ``exact`` and ``share`` are null and neither
    slots nor factors are there, since each of them tells it.
    """

    component: Component
    recipient_id: str
    level: int
    tier: int | None
    amount: MoneyOut
    exact: Exact | None
    rounding: str
    structure: Structure | None
    measure: MeasureView | None
    slots: list[SlotView]
    bases: list[BaseView]
    share: PoolShareView | None

    @classmethod
    def of(cls, noun: Receipt) -> Self:
        """See `View.of`."""
        return cls(
            component=noun.component,
            recipient_id=noun.recipient_id,
            level=noun.level,
            tier=noun.tier,
            amount=noun.amount,
            exact=noun.exact,
            rounding=noun.rounding.value,
            structure=noun.structure,
            measure=MeasureView.of(noun.measure) if noun.measure else None,
            slots=[SlotView(place=one.place, amount=one.amount) for one in noun.slots],
            bases=[BaseView.of(one) for one in noun.bases],
            share=PoolShareView.of(noun.share) if noun.share else None,
        )

    @classmethod
    def told(cls, noun: Receipt, *, tells_profit: bool) -> Self:
        """A receipt for its recipient, who may not be told what the trade gained."""
        whole = cls.of(noun)
        if tells_profit or not telling.is_of_profit(noun) or whole.measure is None:
            return whole
        bare = whole.measure.model_copy(update={"factors": []})
        return whole.model_copy(update={"exact": None, "slots": [], "share": None, "measure": bare})


class UnpaidView(View):
    """Somebody above the trader who gets nothing, and why."""

    component: Component
    recipient_id: str
    level: int
    reason: Reason


class SettlementView(View):
    """All that one trade pays, and why it is not more."""

    receipts: list[ReceiptView]
    unpaid: list[UnpaidView]
    reason: Reason | None
    currency: str
    headline: Exact
    shortfall: list[Reason]

    @classmethod
    def of(cls, noun: Settlement) -> Self:
        """See `View.of`."""
        return cls(
            receipts=[ReceiptView.of(one) for one in noun.receipts],
            unpaid=[UnpaidView.of(one) for one in noun.unpaid],
            reason=noun.reason,
            currency=noun.currency,
            headline=noun.headline,
            shortfall=list(noun.shortfall),
        )
