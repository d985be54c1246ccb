"""Receipts and reasons as staff and IBs read them: every figure that an amount was made of."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import PlainSerializer

from chalicelib.edge.schemas import MoneyOut, View
from chalicelib.partners.model.plans import RateType, Structure
from chalicelib.partners.model.receipts import (
    Component,
    Measure,
    Receipt,
    Settlement,
)
from chalicelib.partners.model.trades import Reason


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


class ReceiptView(View):
    """An amount with everything that it was computed from."""

    component: Component
    recipient_id: str
    level: int
    tier: int | None
    amount: MoneyOut
    exact: Exact
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
