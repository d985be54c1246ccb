"""What a deposit or a withdrawal would cost a client now, before they ask for it.

The arithmetic is the one that books. Whoever then asks says what they were shown, and is refused
if it has changed meanwhile.
"""

from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.conversions import ConversionDraft
from chalicelib.funds.model.deposits import DepositDraft
from chalicelib.funds.model.rates import Quote
from chalicelib.funds.model.withdrawals import WithdrawalDraft
from chalicelib.funds.service import conversions, deposit_prices, payout_prices, rates


@dataclass(frozen=True)
class Offer:
    """``amount`` is of the wallet; ``total`` is what is paid, or paid out; ``fee`` in between.

    ``quote`` is None between equal currencies, and where the broker does not show rates.
    """

    amount: Money
    converted: Money
    fee: Money
    total: Money
    quote: Quote | None


def deposit(actor: Actor, method_id: str, amount: Money, pays_in: str) -> Offer:
    """What a deposit would cost now.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. MethodNotAvailable, AmountOutOfRange,
        RateMissing, RateStale. Invalid.
    """
    client = clients.require(actor.id, PortalModule.DEPOSIT)
    draft = DepositDraft(method_id, amount, {}, pays_in=pays_in)
    found = deposit_prices.priced(client, draft, deposit_prices.methods(client.id)).price
    quote = rates.shown(found.quote)
    return Offer(amount, found.converted, found.fee, found.payment, quote)


def withdrawal(actor: Actor, method_id: str, amount: Money, paid_in: str) -> Offer:
    """What a withdrawal would come to now.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. MethodNotAvailable, AmountOutOfRange,
        RateMissing, RateStale. Invalid.
    """
    client = clients.require(actor.id, PortalModule.WITHDRAWAL)
    draft = WithdrawalDraft(amount, method_id, "", paid_in)
    found = payout_prices.priced(client.id, draft).price
    quote = rates.shown(found.quote)
    return Offer(amount, found.converted, found.fee, found.payout, quote)


def conversion(actor: Actor, _method_id: str, amount: Money, into: str) -> Offer:
    """What a conversion between own wallets would come to now; it has no fee but the mark-up.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. RateMissing, RateStale. Invalid.
    """
    client = clients.require(actor.id, PortalModule.TRANSFER)
    found = conversions.priced(client, ConversionDraft(amount, into))
    nothing = Money.zero(into)
    return Offer(amount, found.credit, nothing, found.credit, rates.shown(found.quote))
