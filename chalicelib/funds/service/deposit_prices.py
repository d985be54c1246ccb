"""Which ways to pay in a client has, and what a deposit costs them: shown and booked alike."""

from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, PortalModule
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.deposits import DepositDraft, DepositMethod
from chalicelib.funds.model.rates import RateDirection
from chalicelib.funds.model.settings import DEPOSIT_METHODS, WALLET_CURRENCIES
from chalicelib.funds.model.withdrawals import MethodNotAvailable
from chalicelib.funds.rules import deposits as rules
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.pricing import Price
from chalicelib.funds.service import psps, rates
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class Priced:
    """A deposit's method with what it costs."""

    method: DepositMethod
    price: Price


def methods(client_id: str) -> list[DepositMethod]:
    """The ways to pay in that a client can choose from, in the broker's order.

    Raises:
        NotFound: there is no such client.
    """
    group = clients.group_of(client_id)
    if PortalModule.DEPOSIT not in group.modules:
        return []
    offered = group.deposit_methods
    currencies = settings.value(WALLET_CURRENCIES)
    allowed = (
        one
        for one in settings.value(DEPOSIT_METHODS)
        if (offered is None or one.id in offered) and one.audience.has(client_id, group.id)
    )
    usable = (psps.with_fields(one) for one in allowed)
    return rules.on_offer((one for one in usable if one is not None), currencies)


def priced(client: Client, draft: DepositDraft, offered: list[DepositMethod]) -> Priced:
    """What a deposit by one of the methods ``offered`` costs now.

    Raises:
        MethodNotAvailable, AmountOutOfRange, RateMissing, RateStale. Invalid.
    """
    currency = draft.amount.currency
    method, terms = rules.chosen(offered, draft.method_id, draft.payment_currency)
    if currency not in settings.value(WALLET_CURRENCIES):
        raise MethodNotAvailable("no wallets in this currency", field="currency")
    if currency == terms.currency:
        return Priced(method, pricing.priced(draft.amount, terms))
    if not method.converts:
        raise MethodNotAvailable("this method does not convert", field="method_id")
    group = clients.group_of(client.id).id
    quote = rates.quote(currency, terms.currency, RateDirection.DEPOSIT, group)
    return Priced(method, pricing.priced(draft.amount, terms, quote))
