"""Refunds to where a payment came from: set aside, sent once by the provider, followed to the end.

A refund of a deposit takes the money out of the client's wallet first, under a hold; one of an
unmatched payment takes it out of suspense. The provider is asked under the refund's own id, so that
asking again is harmless. What the provider refuses goes back; so does, once, what a bank returns.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Invalid, VendorRefused
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.model.refunds import Refund, RefundStage
from chalicelib.funds.rules import refunds as rules
from chalicelib.funds.rules.refunds import Step
from chalicelib.funds.service import deposit_states, holds, refund_books, sources
from chalicelib.funds.store import deposits, refunds
from chalicelib.gateways.payments.port import REFUNDING, RefundState
from chalicelib.messages.funds import RefundStarted
from chalicelib.ports import payments
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CHECKS_PER_RUN = 50
_ENOUGH_SECONDS = 20


@dataclass(frozen=True)
class RefundDraft:
    """What staff want to send back, and why."""

    deposit_id: str
    amount: Money
    reason: str


@dataclass(frozen=True)
class RefundsOf:
    """The refunds of a deposit, and how much more of it can be refunded; None: nothing can."""

    refunds: tuple[Refund, ...]
    left: Money | None


def of_deposit(actor: Actor, deposit_id: str) -> RefundsOf:
    """What was refunded of a deposit, and what can be.

    Raises:
        NotFound.
    """
    deposit = deposit_states.deposit(actor, deposit_id).deposit
    found = tuple(refunds.of_deposit(deposit_id))
    left = rules.left_of(deposit)
    try:
        rules.check_refundable(deposit, left, provider_refunds=deposit.provider in REFUNDING)
    except FairleadError:
        return RefundsOf(found, None)
    return RefundsOf(found, left if left.is_positive else None)


def ask(actor: Actor, draft: RefundDraft, command: Command) -> Refund:
    """Refund a deposit, wholly or partly: the money leaves the wallet now, and is sent at once.

    Raises:
        NotFound. RefundNotPossible, RefundTooLarge. Invalid: ``amount_not_positive``.
        InsufficientFunds: the client has spent it.
    """

    def work(unit: Unit) -> Refund:
        deposit = deposit_states.deposit(actor, draft.deposit_id).deposit
        if not draft.amount.is_positive:
            raise Invalid("nothing to refund", code="amount_not_positive", field="amount")
        refunding = deposit.provider in REFUNDING
        rules.check_refundable(deposit, draft.amount, provider_refunds=refunding)
        refund = _started(unit, _of_deposit(unit, deposit, draft))
        already = deposit.refunded or Money.zero(draft.amount.currency)
        deposits.change(unit, deposit, replace(deposit, refunded=already + draft.amount))
        _record(unit, refund)
        command.settle(unit, refund)
        return refund

    return ports.transact(actor, work)


def _of_deposit(unit: Unit, deposit: Deposit, draft: RefundDraft) -> Refund:
    refund = Refund(
        id=unit.ids.new("rfd", unit.now),
        provider=str(deposit.provider),
        psp_reference=str(deposit.psp_reference),
        amount=draft.amount,
        reason=draft.reason,
        by=unit.actor.ref,
        by_name=unit.actor.name,
        at=unit.now,
        deposit_id=deposit.id,
        client_id=deposit.client_id,
    )
    hold = holds.hold(unit, refund.cause, deposit.client_id, draft.amount, memo="refund_held")
    returned = sources.refund(unit, deposit.client_id, deposit.method_id, draft.amount)
    uncredited = rules.uncredited(deposit, draft.amount)
    return replace(refund, hold_id=hold.id, returned=returned, uncredited=uncredited)


def start(unit: Unit, refund: Refund) -> Refund:
    """Begin a refund of an unmatched payment, in the unit that settles it."""
    return _started(unit, refund)


def _started(unit: Unit, refund: Refund) -> Refund:
    stored = refunds.add(unit, replace(refund, check_at=rules.next_look(refund, unit.now)))
    unit.publish(RefundStarted(refund_id=refund.id))
    return stored


def _record(unit: Unit, refund: Refund) -> None:
    audit.record(
        unit,
        "deposit_refund_asked",
        "deposit",
        str(refund.deposit_id),
        client_id=refund.client_id,
        after={
            "refund_id": refund.id,
            "amount": str(refund.amount),
            "currency": refund.amount.currency,
            "reason": refund.reason,
        },
    )


def execute(actor: Actor, refund_id: str, command: Command | None) -> None:
    """Have the provider send a refund that is set aside, or see how a sent one stands.

    Raises:
        VendorUnavailable, OutcomeUnknown: ask again later; it is never sent twice.
    """
    refund = refunds.get(refund_id)
    provider = payments.refunding_provider(refund.provider)
    try:
        if refund.refund_reference is not None:
            state = provider.refund_state(refund.refund_reference)
        elif refund.stage is RefundStage.ASKED:
            state = provider.refund(refund.psp_reference, refund.amount, refund.id)
        else:
            state = None
    except (VendorRefused, Invalid) as refused:
        failure = str(refused.facts.get("reason") or refused.code)
        _apply(actor, refund_id, partial_refusal(failure), command)
        return
    _apply(actor, refund_id, _by_state(state), command)


def told(actor: Actor, provider: str, refund_reference: str, command: Command) -> None:
    """Something became of a refund: read it from the provider and do what it means.

    Raises:
        VendorUnavailable: ask again later.
    """
    state = payments.refunding_provider(provider).refund_state(refund_reference)
    known = refunds.find(state.refund_id) if state.refund_id else None
    if known is None or known.provider != provider:
        ports.transact(actor, command.settle)  # made at the provider by hand: reconciliation's
        return
    _apply(actor, known.id, _by_state(state), command)


def check_due(actor: Actor, seconds_left: Callable[[], float]) -> tuple[str, ...]:
    """Go on with refunds whose answer or callback may have been lost; ids of those in trouble."""
    troubled = []
    for refund in refunds.due(ports.now(), _CHECKS_PER_RUN):
        if seconds_left() < _ENOUGH_SECONDS:
            break
        try:
            execute(actor, refund.id, None)
        except FairleadError:  # one that cannot be asked about must not stop the others
            troubled.append(refund.id)
            ports.transact(actor, _put_off(refund.id))
    return tuple(troubled)


def _put_off(refund_id: str) -> Callable[[Unit], None]:
    def work(unit: Unit) -> None:
        before = refunds.get(refund_id)
        refunds.change(unit, before, replace(before, check_at=rules.next_look(before, unit.now)))

    return work


Change = Callable[[Refund], tuple[Step, Refund]]


def partial_refusal(failure: str) -> Change:
    """The change of a refund that the provider will not make."""

    def change(before: Refund) -> tuple[Step, Refund]:
        step = Step.REFUSE if before.stage is RefundStage.ASKED else Step.NOTHING
        return step, replace(before, failure=failure)

    return change


def _by_state(state: RefundState | None) -> Change:
    def change(before: Refund) -> tuple[Step, Refund]:
        if state is None:
            return Step.NOTHING, before
        known = replace(
            before,
            refund_reference=state.refund_reference,
            failure=state.reason or before.failure,
        )
        return rules.step_of(before, state.status), known

    return change


_STAGES = {
    Step.SEND: RefundStage.SENT,
    Step.ARRIVE: RefundStage.ARRIVED,
    Step.REFUSE: RefundStage.REFUSED,
    Step.RETURN: RefundStage.RETURNED,
}


def _apply(actor: Actor, refund_id: str, change: Change, command: Command | None) -> None:
    def work(unit: Unit) -> None:
        before = refunds.get(refund_id)
        if command is not None:
            command.settle(unit)
        step, known = change(before)
        after = replace(known, stage=_STAGES.get(step, before.stage))
        after = replace(after, check_at=rules.next_look(after, unit.now))
        refund_books.book(unit, before, step, after)
        if after != before:
            refunds.change(unit, before, after)

    ports.transact(actor, work)
