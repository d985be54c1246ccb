"""Money that came and is not credited: booked in suspense, told to staff, left to them.

Each payment is booked once: what came for a deposit under the deposit, what came for none under
the provider's reference.
"""

from dataclasses import replace

from chalicelib.approvals import public as approvals
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.model.ledger import (
    SUSPENSE,
    Cause,
    CauseType,
    EntryKind,
    Posting,
    psp_clearing,
)
from chalicelib.funds.model.unmatched import REVERSED, Unmatched
from chalicelib.funds.service import ledger
from chalicelib.funds.store import unmatched
from chalicelib.messages.funds import PaymentUnmatched
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def put_aside(unit: Unit, deposit: Deposit, received: Money, problem: str) -> None:
    """Book what was ``received`` for ``deposit`` and cannot be credited because of ``problem``."""
    _book(unit, deposit.cause, str(deposit.provider), received, problem)
    _tell(unit, deposit.cause, _news(deposit, received, problem))


def flag_reversed(unit: Unit, deposit: Deposit) -> None:
    """Tell staff that the provider took back what was credited; the books are for them to mend."""
    _tell(unit, deposit.cause, _news(deposit, deposit.payment, REVERSED))


def _news(deposit: Deposit, received: Money, problem: str) -> PaymentUnmatched:
    news = PaymentUnmatched(
        problem=problem,
        provider=str(deposit.provider),
        psp_reference=deposit.psp_reference or "",
        received=received,
    )
    return _concerning(news, deposit)


def _concerning(news: PaymentUnmatched, deposit: Deposit) -> PaymentUnmatched:
    """The same, with the deposit and whose client it is of."""
    request = approvals.read(deposit.id)
    return replace(
        news,
        deposit_id=deposit.id,
        client_id=deposit.client_id,
        owner_id=request.owner_id,
        participant_ids=request.participant_ids,
    )


def put_aside_stray(
    unit: Unit, provider: str, psp_reference: str, received: Money, claimed: Deposit | None
) -> None:
    """Book a payment that no deposit of ours waits for, unless that has been done.

    ``claimed`` is the deposit that it names, though that one has another payment of its own.
    """
    cause = Cause(CauseType.DEPOSIT, f"{provider}_{psp_reference}")
    if ledger.find(f"{cause.id}.suspense") is not None:
        return
    problem = "unknown" if claimed is None else "duplicate"
    _book(unit, cause, provider, received, problem)
    news = PaymentUnmatched(
        problem=problem, provider=provider, psp_reference=psp_reference, received=received
    )
    _tell(unit, cause, news if claimed is None else _concerning(news, claimed))


def _book(unit: Unit, cause: Cause, provider: str, received: Money, problem: str) -> None:
    postings = (Posting(psp_clearing(provider), -received), Posting(SUSPENSE, received))
    kind, memo = EntryKind.UNMATCHED, f"payment_{problem}"
    ledger.post(unit, ledger.entry(unit, cause, "suspense", kind, memo, postings))


def _tell(unit: Unit, cause: Cause, news: PaymentUnmatched) -> None:
    """To staff by message, to their list, and to the record."""
    unit.publish(news)
    unmatched.add(
        unit,
        Unmatched(
            id=unit.ids.new("ump", unit.now),
            problem=news.problem,
            provider=news.provider,
            psp_reference=news.psp_reference,
            received=news.received,
            at=unit.now,
            cause=cause,
            deposit_id=news.deposit_id,
            client_id=news.client_id,
        ),
    )
    audit.record(
        unit,
        "payment_unmatched",
        "deposit" if news.deposit_id else "payment",
        news.deposit_id or news.psp_reference,
        client_id=news.client_id,
        after={
            "problem": news.problem,
            "received": str(news.received),
            "currency": news.received.currency,
            "psp_reference": news.psp_reference,
        },
    )
