"""What providers tell of payments, and what it means for deposits.

A callback only says that something has changed: the payment is read afresh from the provider
before anything is believed. Money that does not match its deposit goes to suspense, is shown to
staff, and is never credited by itself.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import PaymentStatus
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.deposits import Deposit, DepositStage
from chalicelib.funds.model.ledger import EntryExists
from chalicelib.funds.rules import deposits as rules
from chalicelib.funds.rules.deposits import Verdict
from chalicelib.funds.rules.refunds import uncredited
from chalicelib.funds.service import payment_states, suspense, taken_back
from chalicelib.funds.service.deposit_pages import ask_later, never_opened
from chalicelib.funds.service.deposit_states import fail, request_is_open
from chalicelib.funds.store import deposits as store
from chalicelib.gateways.payments.port import PaymentState
from chalicelib.gateways.payments.port import PaymentStatus as PspStatus
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_OVER = {
    PspStatus.FAILED: ("payment_failed", PaymentStatus.FAILED),
    PspStatus.EXPIRED: ("payment_expired", PaymentStatus.EXPIRED),
}
_CHECKS_PER_RUN = 50
_ENOUGH_SECONDS = 20


@dataclass(frozen=True)
class Checked:
    """One run of the check: ids of deposits that were asked about, and of those in trouble."""

    asked: tuple[str, ...]
    troubled: tuple[str, ...]


def told(actor: Actor, provider: str, psp_reference: str, command: Command) -> None:
    """Something became of a payment: read it from the provider and do what it means.

    Raises:
        VendorUnavailable: ask again later.
    """
    states = payment_states.read(provider, psp_reference)
    for state in states[:-1]:
        _apply(actor, provider, state, None)
    if states:
        _apply(actor, provider, states[-1], command)
    else:
        ports.transact(actor, command.settle)


def check_due(actor: Actor, seconds_left: Callable[[], float]) -> Checked:
    """Ask providers about deposits whose callback may have been lost, those due longest first."""
    asked, troubled = [], []
    for deposit in store.due_checks(ports.now(), _CHECKS_PER_RUN):
        if seconds_left() < _ENOUGH_SECONDS:
            break
        try:
            _check(actor, deposit)
        except FairleadError:  # one that cannot be asked about must not stop the others
            troubled.append(deposit.id)
            _put_off(actor, deposit.id)
        else:
            asked.append(deposit.id)
    return Checked(tuple(asked), tuple(troubled))


def _put_off(actor: Actor, deposit_id: str) -> None:
    ports.transact(actor, lambda unit: ask_later(unit, store.get(deposit_id)))


def _check(actor: Actor, deposit: Deposit) -> None:
    if deposit.psp_reference is None:
        never_opened(actor, deposit.id)
        return
    provider = str(deposit.provider)
    for state in payment_states.read(provider, deposit.psp_reference):
        _apply(actor, provider, state, None)


def _apply(actor: Actor, provider: str, state: PaymentState, command: Command | None) -> None:
    received = state.received if state.status is PspStatus.SUCCESS else None

    def work(unit: Unit) -> None:
        if command is not None:
            command.settle(unit)
        named = store.find(state.deposit_id) if state.deposit_id else None
        if named and rules.is_payment_of(named, provider, state.psp_reference):
            known = replace(
                named, psp_reference=state.psp_reference, payment_facts=dict(state.facts)
            )
            _carry_out(unit, named, known, state, received)
        elif received is not None:
            suspense.put_aside_stray(unit, provider, state.psp_reference, received, named)

    try:
        ports.transact(actor, work)
    except EntryExists:
        ports.transact(actor, work)  # other news of the same stray payment was quicker: see it now


def _carry_out(
    unit: Unit, before: Deposit, known: Deposit, state: PaymentState, received: Money | None
) -> None:
    """Do what the state of its own payment means for a deposit; ``known`` is it with that news."""
    is_over = state.status in _OVER
    verdict = rules.judged(before, received, is_over=is_over, is_late=state.is_late)
    if verdict is Verdict.PAID and not request_is_open(before.id):
        verdict = Verdict.LATE  # the request has ended, and the news has not reached us yet
    settled = replace(known, check_at=None)
    if verdict is Verdict.PAID:
        store.change(unit, before, replace(settled, stage=DepositStage.AWAITING_DECISION))
        approvals.payment_received(unit, before.id)
    elif verdict in (Verdict.MISMATCH, Verdict.LATE) and received is not None:
        _put_aside(unit, before, replace(settled, unmatched=received), received, verdict)
    elif verdict is Verdict.REVERSED:
        _take_back(unit, before, replace(settled, is_reversed=True), state)
    elif verdict is Verdict.OVER and before.awaits_payment:
        fail(unit, before, settled, *_OVER[state.status])
    elif verdict is Verdict.OVER:
        _watch_no_longer(unit, before, settled)
    else:
        ask_later(unit, before)


def _take_back(unit: Unit, before: Deposit, known: Deposit, state: PaymentState) -> None:
    """The provider no longer has what it said it had: nothing is credited, or staff must know."""
    if before.stage is DepositStage.AWAITING_DECISION and request_is_open(before.id):
        fail(unit, before, known, "payment_reversed", _OVER[state.status][1])
        return
    store.change(unit, before, known)
    suspense.flag_reversed(unit, known)
    if known.stage is DepositStage.CREDITED:
        taken_back.tell(unit, known, uncredited(before, before.amount))
    approvals.mark(unit, before.id, payment_status=PaymentStatus.FAILED)


def _watch_no_longer(unit: Unit, before: Deposit, settled: Deposit) -> None:
    """A deposit that had ended is surely not paid any more either."""
    if before.check_at is not None:
        store.change(unit, before, settled)


def _put_aside(
    unit: Unit, before: Deposit, known: Deposit, received: Money, verdict: Verdict
) -> None:
    """Put what was received into suspense and end the deposit, for staff to look at."""
    suspense.put_aside(unit, known, received, verdict.value)
    if before.is_open:
        fail(unit, before, known, f"payment_{verdict.value}", PaymentStatus.SUCCESS)
        return
    store.change(unit, before, known)
    approvals.mark(unit, before.id, payment_status=PaymentStatus.SUCCESS)
