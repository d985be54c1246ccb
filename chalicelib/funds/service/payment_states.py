"""How a payment stands, whoever provides it: asked afresh, or read from notices that were kept."""

from chalicelib import ports
from chalicelib.funds.rules import notices
from chalicelib.funds.service import psp_notices, psps
from chalicelib.funds.store import deposits as store
from chalicelib.gateways.payments.port import PaymentState
from chalicelib.ports import payments


def read(provider: str, psp_reference: str) -> list[PaymentState]:
    """The payment ``psp_reference`` now; for an open PSP, all payments of that order.

    Raises:
        VendorRefused: the provider knows of no such payment.
        VendorUnavailable: ask again later.
    """
    if not psps.is_open(provider):
        return [payments.payment_provider(provider).payment(psp_reference)]
    kept = psp_notices.of_order(provider, psp_reference)
    return notices.states(store.find(psp_reference), kept, ports.now())
