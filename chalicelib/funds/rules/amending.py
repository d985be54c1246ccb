"""What a payment that came is worth once its fee is taken: a deposit, backwards. Pure."""

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.methods import MethodCurrency
from chalicelib.funds.rules.fees import fee_of


def fee_within(payment: Money, terms: MethodCurrency) -> Money:
    """The fee that is part of ``payment``: that on the largest amount which, with the fee on it, is
    at most the payment. What rounding leaves over reaches the wallet.

    Amount and fee together never fall as the amount grows, so halving finds it exactly.

    Raises:
        Invalid: ``fee_exceeds_amount`` when nothing is left.
    """
    low, high = 0, payment.minor
    while low < high:
        middle = (low + high + 1) // 2
        amount = Money(middle, payment.currency)
        if amount + fee_of(amount, terms.fee).amount <= payment:
            low = middle
        else:
            high = middle - 1
    if low == 0:
        raise Invalid("nothing would be left", code="fee_exceeds_amount", field="values.payment")
    return fee_of(Money(low, payment.currency), terms.fee).amount
