"""Writing receipts, and computing them anew from nothing but themselves."""

from decimal import Decimal

from chalicelib.core.money import Money, rounded
from chalicelib.partners.model.plans import Structure
from chalicelib.partners.model.receipts import Base, Component, Measure, Receipt, Slot, Unpaid
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.rules.exact import percent_of, product, total
from chalicelib.partners.rules.measuring import PERCENTAGES


def amount_of(measure: Measure, rate: Decimal) -> Decimal:
    """``rate`` times what is measured; a hundredth of it where the rate is a percentage."""
    quantity = product(factor for _, factor in measure.factors)
    if measure.type in PERCENTAGES:
        return percent_of(rate, quantity)
    return product((rate, quantity))


def of_trade(
    component: Component,
    upline: Upline,
    measure: Measure,
    slots: tuple[Slot, ...],
    structure: Structure | None = None,
) -> Receipt | Unpaid:
    """The receipt for the ``slots`` that ``upline`` gets of a trade."""
    exact = amount_of(measure, total(one.amount for one in slots))
    receipt = Receipt(
        component=component,
        recipient_id=upline.client_id,
        level=upline.level,
        tier=upline.tier,
        amount=Money.zero(measure.currency),
        exact=exact,
        slots=slots,
        structure=structure,
        measure=measure,
    )
    return _with_amount(receipt)


def of_bases(
    component: Component, upline: Upline, bases: tuple[Base, ...], slots: tuple[Slot, ...]
) -> Receipt | Unpaid:
    """The receipt for shares of downlines' commissions: of each base its slot's percentage."""
    receipt = Receipt(
        component=component,
        recipient_id=upline.client_id,
        level=upline.level,
        tier=upline.tier,
        amount=Money.zero(bases[0].amount.currency),
        exact=_shares(bases, slots),
        slots=slots,
        bases=bases,
    )
    return _with_amount(receipt)


def recomputed(receipt: Receipt) -> Money:
    """The amount that ``receipt`` must say, from its own fields alone."""
    if receipt.bases:
        exact = _shares(receipt.bases, receipt.slots)
    elif receipt.measure is not None:
        exact = amount_of(receipt.measure, total(one.amount for one in receipt.slots))
    else:
        raise ValueError("a receipt is of a trade or of others' commissions")
    return rounded(exact, receipt.amount.currency, receipt.rounding)


def _shares(bases: tuple[Base, ...], slots: tuple[Slot, ...]) -> Decimal:
    pairs = zip(bases, slots, strict=True)
    return total(percent_of(slot.amount, base.amount.as_decimal()) for base, slot in pairs)


def _with_amount(receipt: Receipt) -> Receipt | Unpaid:
    amount = rounded(receipt.exact, receipt.amount.currency, receipt.rounding)
    if amount.is_positive:
        return _said(receipt, amount)
    reason = Reason.ROUNDS_TO_NOTHING if receipt.exact else Reason.RATE_IS_ZERO
    return Unpaid(receipt.component, receipt.recipient_id, receipt.level, reason)


def _said(receipt: Receipt, amount: Money) -> Receipt:
    return Receipt(**{**vars(receipt), "amount": amount})
