"""Opening the request that a payload of ours waits on, with the facts worth showing in lists."""

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import (
    FundingStatus,
    Link,
    PaymentStatus,
    Request,
    RequestDraft,
    RequestType,
)
from chalicelib.clients.public import Client
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.rates import Quote
from chalicelib.messages.approvals import Summary
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Asked:
    """How a request of ours is opened, beyond its payload."""

    type: RequestType
    summary: Summary
    amount: Money | None = None
    funding_status: FundingStatus = FundingStatus.NONE
    payment_status: PaymentStatus = PaymentStatus.NONE
    manual_only: bool = False
    automatic_only: bool = False
    awaits_payment: bool = False
    completes_at_once: bool = False
    linked: tuple[Link, ...] = ()
    waits_on: tuple[Link, ...] = ()


def opened(unit: Unit, client: Client, request_id: str, asked: Asked) -> Request:
    """Open the request for a payload with the same id, in ``unit``.

    Raises:
        Conflict: ``request_exists``.
    """
    return approvals.open_request(
        unit,
        RequestDraft(
            id=request_id,
            type=asked.type,
            client_id=client.id,
            client_name=client.name,
            client_kind=client.kind.value,
            owner_id=client.owner_id,
            participant_ids=frozenset(client.participant_ids),
            summary=asked.summary,
            mode_amount=asked.amount,
            funding_status=asked.funding_status,
            payment_status=asked.payment_status,
            manual_only=asked.manual_only,
            automatic_only=asked.automatic_only,
            awaits_payment=asked.awaits_payment,
            completes_at_once=asked.completes_at_once,
            linked=asked.linked,
            waits_on=asked.waits_on,
        ),
    )


def amount_facts(amount: Money) -> Summary:
    """``amount`` as every summary shows it."""
    return {"amount": str(amount), "currency": amount.currency}


def quote_facts(quote: Quote | None) -> Summary:
    """The rate of a request in two currencies, frozen in it: nothing where there is one."""
    if quote is None:
        return {}
    return {
        "rate": format(quote.rate.normalize(), "f"),
        "payment_currency": quote.quote,
        "rate_source": quote.source,
        "rate_as_of": iso(quote.as_of),
    }
