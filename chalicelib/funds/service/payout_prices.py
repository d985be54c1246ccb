"""Which ways to be paid a client has, and what a withdrawal comes to: shown and booked alike."""

from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.methods import MethodCurrency, WithdrawalMethod
from chalicelib.funds.model.rates import RateDirection
from chalicelib.funds.model.settings import WITHDRAWAL_METHODS
from chalicelib.funds.model.withdrawals import MethodNotAvailable, WithdrawalDraft
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules import withdrawals as rules
from chalicelib.funds.rules.pricing import Payout
from chalicelib.funds.service import rates
from chalicelib.settings import public as settings

_PAYING_OUT = {PortalModule.WITHDRAWAL, PortalModule.WITHDRAWAL_DETAILS}


@dataclass(frozen=True)
class PricedPayout:
    """A withdrawal's method with what it comes to."""

    method: WithdrawalMethod
    price: Payout


def methods(client_id: str) -> list[WithdrawalMethod]:
    """The ways to be paid that a client can choose from, in the broker's order.

    Raises:
        NotFound: there is no such client.
    """
    group = clients.group_of(client_id)
    if not _PAYING_OUT & set(group.modules):
        return []
    offered = group.withdrawal_methods
    return [
        one
        for one in settings.value(WITHDRAWAL_METHODS)
        if one.enabled
        and (offered is None or one.id in offered)
        and one.audience.has(client_id, group.id)
    ]


def chosen(client_id: str, draft: WithdrawalDraft) -> tuple[WithdrawalMethod, MethodCurrency]:
    """The method of a withdrawal, with its terms in the currency that is paid out.

    Raises:
        MethodNotAvailable: not offered, or it does not pay this currency from this wallet.
    """
    method = rules.method_called(methods(client_id), draft.method_id)
    terms = rules.terms_of(method, draft.payout_currency)
    if draft.amount.currency != terms.currency and not method.converts:
        raise MethodNotAvailable("this method does not convert", field="method_id")
    return method, terms


def priced(client_id: str, draft: WithdrawalDraft) -> PricedPayout:
    """What a withdrawal comes to now.

    Raises:
        MethodNotAvailable, AmountOutOfRange, RateMissing, RateStale. Invalid.
    """
    method, terms = chosen(client_id, draft)
    currency = draft.amount.currency
    if currency == terms.currency:
        return PricedPayout(method, pricing.paid_out(draft.amount, terms))
    group = clients.group_of(client_id).id
    quote = rates.quote(currency, terms.currency, RateDirection.WITHDRAWAL, group)
    return PricedPayout(method, pricing.paid_out(draft.amount, terms, quote))
