"""Taking in what open PSPs tell of payments: every authentic notice is kept, once, as it came.

The integrator is told at once whether it can be right. What was paid is worked on from the queue in
every case: an objection to a payment does not make it undone.
"""

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.funds.model.deposits import Callback
from chalicelib.funds.rules import notices as rules
from chalicelib.funds.service import psps
from chalicelib.funds.store import deposits as store
from chalicelib.gateways.payments.open_psp_notices import Notice, merchant_of
from chalicelib.messages.funds import PaymentCallbackReceived
from chalicelib.storage.unit import Unit


def take_in(actor: Actor, headers: dict[str, str], body: bytes) -> None:
    """Take in a notice: check it, keep it, let it be worked on, and object to it if need be.

    A notice that was kept before changes nothing and is answered as it was.

    Raises:
        PspSettingNotFound, PspTokenInvalid, PspSignInvalid, CallbackMalformed, StatusNotAllowed:
            it is not believed, and not kept.
        PaymentNotFound, DepositMethodNotFound, CurrencyNotAllowed, AmountNotAllowed,
        PaymentRequestExists, StatusNotPending: it is kept, and staff will see what was paid.
    """
    psp, gateway = psps.of_merchant(merchant_of(body))
    notice = gateway.read_notice(headers, body)
    _ = notice.money  # an amount that is none is refused before anything is kept
    earlier = of_order(psp.id, notice.order_no)
    objection = rules.objection(store.find(notice.order_no), psp.id, notice, earlier)
    if all(one.event_id != notice.event_id for one in earlier):
        _keep(actor, psp.id, notice, body)
    if objection is not None:
        raise objection


def _keep(actor: Actor, provider: str, notice: Notice, body: bytes) -> None:
    def work(unit: Unit) -> None:
        callback = Callback(
            provider=provider,
            event_id=notice.event_id,
            name=f"status_{notice.status}",
            psp_reference=notice.order_no,
            happened_at=notice.at,
            received_at=unit.now,
            body=body.decode(),
        )
        store.add_callback(unit, callback)
        unit.publish(
            PaymentCallbackReceived(
                provider=provider, event_id=notice.event_id, psp_reference=notice.order_no
            )
        )

    try:
        ports.transact(actor, work)
    except store.CallbackKnown:
        return


def of_order(provider: str, order_no: str) -> list[Notice]:
    """The notices of an integration about one order that were kept and are not erased."""
    kept = (one for one in store.callbacks_about(order_no) if one.provider == provider and one.body)
    return [Notice.model_validate_json(one.body) for one in kept]
