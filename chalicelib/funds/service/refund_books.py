"""What each step of a refund does to the books, to its deposit and to an unmatched payment."""

from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.funds.model.ledger import SUSPENSE, EntryKind, Posting, available, psp_clearing
from chalicelib.funds.model.refunds import Refund, RefundStage
from chalicelib.funds.model.unmatched import Unmatched, UnmatchedStage
from chalicelib.funds.rules.refunds import Step
from chalicelib.funds.service import holds, ledger, sources, taken_back
from chalicelib.funds.store import deposits, unmatched
from chalicelib.messages.funds import RefundEnded
from chalicelib.storage.unit import Unit


def book(unit: Unit, before: Refund, step: Step, after: Refund) -> None:
    """Move the money of a refund as ``step`` demands, once."""
    leaves = before.stage is RefundStage.ASKED and step in (Step.SEND, Step.ARRIVE)
    if leaves:
        _leave(unit, before)
    if step is Step.REFUSE:
        _stay(unit, before, after)
    elif step is Step.RETURN:
        _come_back(unit, before, after)
    elif step is Step.ARRIVE:
        _tell(unit, after)
    if leaves and after.unmatched_id:
        _settle(unit, after)


def _leave(unit: Unit, refund: Refund) -> None:
    """It is on its way: out of the wallet, or out of suspense, and out of clearing."""
    clearing = Posting(psp_clearing(refund.provider), refund.amount)
    if refund.hold_id is not None:
        held = holds.find(refund.hold_id)
        facts = _facts(refund)
        holds.post_hold(
            unit,
            held,
            (clearing,),
            EntryKind.DEPOSIT_REVERSAL,
            memo="deposit_refunded",
            facts=facts,
        )
        _tell_taken_back(unit, refund)
        return
    postings = (Posting(SUSPENSE, -refund.amount), clearing)
    entry = ledger.entry(
        unit,
        refund.cause,
        "post",
        EntryKind.UNMATCHED,
        "unmatched_returned",
        postings,
        facts=_facts(refund),
    )
    ledger.post(unit, entry)


def _facts(refund: Refund) -> dict[str, str]:
    """Which payment goes back: reconciliation compares it with the provider's by this."""
    return {"psp_reference": refund.psp_reference, "deposit_id": refund.deposit_id or ""}


def _stay(unit: Unit, refund: Refund, after: Refund) -> None:
    """The provider would not: what was set aside is as before."""
    if refund.hold_id is not None:
        holds.void_hold(unit, holds.find(refund.hold_id), memo="refund_refused")
    _give_back(unit, refund)
    _reopen(unit, after)
    _tell(unit, after)


def _come_back(unit: Unit, refund: Refund, after: Refund) -> None:
    """The bank has returned it: once more where it was before."""
    to = available(str(refund.client_id)) if refund.hold_id is not None else SUSPENSE
    postings = (Posting(psp_clearing(refund.provider), -refund.amount), Posting(to, refund.amount))
    kind = EntryKind.DEPOSIT_REVERSAL if refund.hold_id is not None else EntryKind.UNMATCHED
    ledger.post(
        unit,
        ledger.entry(
            unit,
            refund.cause,
            "return",
            kind,
            "refund_came_back",
            postings,
            facts=_facts(refund),
        ),
    )
    _give_back(unit, refund)
    _reopen(unit, after)
    _tell(unit, after)
    if refund.hold_id is not None:
        _tell_taken_back(unit, refund, is_restored=True)


def _tell_taken_back(unit: Unit, refund: Refund, *, is_restored: bool = False) -> None:
    """Tell what of a deposit has gone, or has come again; nothing where it was all fee."""
    if refund.deposit_id is None:
        return
    amount = refund.amount if refund.uncredited is None else refund.uncredited
    taken_back.tell(unit, deposits.get(refund.deposit_id), amount, is_restored=is_restored)


def _give_back(unit: Unit, refund: Refund) -> None:
    """That much of the deposit can be refunded again, and has to go back to its source."""
    if refund.deposit_id is None or refund.hold_id is None:
        return
    deposit = deposits.get(refund.deposit_id)
    refunded = deposit.refunded or Money.zero(refund.amount.currency)
    deposits.change(unit, deposit, replace(deposit, refunded=refunded - refund.amount))
    sources.put_back(unit, deposit.client_id, refund.amount.currency, refund.returned)


def _settle(unit: Unit, refund: Refund) -> None:
    payment = unmatched.get(str(refund.unmatched_id))
    settled = replace(
        payment,
        stage=UnmatchedStage.SETTLED,
        settled_at=unit.now,
        entry_id=f"{refund.cause.id}.post",
    )
    unmatched.change(unit, payment, settled)


def _reopen(unit: Unit, refund: Refund) -> None:
    """Its money is in suspense again: two people decide anew."""
    if refund.unmatched_id is None:
        return
    payment: Unmatched = unmatched.get(refund.unmatched_id)
    opened = replace(
        payment,
        stage=UnmatchedStage.OPEN,
        proposal=None,
        attempt=payment.attempt + 1,
        failure=refund.failure or "failed",
        agreed_by_name="",
        settled_at=None,
        refund_id=None,
        entry_id=None,
    )
    unmatched.change(unit, payment, opened)


def _tell(unit: Unit, refund: Refund) -> None:
    unit.publish(
        RefundEnded(
            refund_id=refund.id,
            outcome=refund.stage.value,
            amount=refund.amount,
            deposit_id=refund.deposit_id,
            client_id=refund.client_id,
        )
    )
