"""Taking in providers' callbacks: authentic ones are kept as they came, each once.

Nothing is believed and nothing is carried out here (`deposit_payments` does, from the queue): the
provider gets its answer at once.
"""

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.funds.model.deposits import Callback
from chalicelib.funds.store import deposits as store
from chalicelib.gateways.payments.port import CallbackKind
from chalicelib.messages.funds import PaymentCallbackReceived
from chalicelib.ports import payments
from chalicelib.storage.unit import Unit


def take_in(actor: Actor, provider: str, headers: dict[str, str], body: bytes) -> None:
    """Take in a provider's callback: check it, keep it, and let it be worked on from the queue.

    A callback that was kept before changes nothing.

    Raises:
        CallbackForged, CallbackTooOld, CallbackMalformed.
    """
    event = payments.payment_provider(provider).read_callback(headers, body, ports.now())

    def work(unit: Unit) -> None:
        store.add_callback(
            unit,
            Callback(
                provider=provider,
                event_id=event.event_id,
                name=event.name,
                psp_reference=event.psp_reference,
                happened_at=event.at,
                received_at=unit.now,
                body=body.decode(),
            ),
        )
        if event.kind is not CallbackKind.OTHER:
            unit.publish(
                PaymentCallbackReceived(
                    provider=provider,
                    event_id=event.event_id,
                    psp_reference=event.psp_reference,
                    kind=event.kind.value,
                )
            )

    try:
        ports.transact(actor, work)
    except store.CallbackKnown:
        return
