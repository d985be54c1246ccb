"""The side of a payment provider: its own payments, with what was received and sent back.

A provider does not say when a payment was paid. What is paid and not booked is therefore looked at
again after the tolerance, counted from when we first saw it; while people decide a paid deposit it
waits for them. Payouts are no payments: providers list none, and they are left to the bank's side.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, VendorRefused
from chalicelib.core.money import Money
from chalicelib.funds import public as funds
from chalicelib.funds.public import Deposit
from chalicelib.gateways.payments.port import PaymentState, PaymentStatus
from chalicelib.ports import payments
from chalicelib.reconciliation.model.breaks import Break
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind, Their
from chalicelib.reconciliation.rules.matching import RECEIVED, REFUNDED
from chalicelib.reconciliation.service import findings
from chalicelib.reconciliation.service.findings import Comparison, Tally
from chalicelib.reconciliation.store import movements
from chalicelib.storage.unit import Unit

_ASK_PEOPLE_EVERY = timedelta(hours=1)
_PER_CALL = 100


def side_of(provider: str) -> str:
    """The code of a provider's side."""
    return Side(SideKind.PROVIDER, provider).code


def started(provider: str, since: datetime, until: datetime, tally: Tally) -> list[PaymentState]:
    """Every payment that was started in a period.

    Raises:
        Upstream: the provider is away.
    """
    found = list(payments.payment_provider(provider).list_payments(since, until))
    tally.calls += 1 + len(found) // _PER_CALL
    return found


def compare(actor: Actor, side: str, states: Iterable[PaymentState], tally: Tally) -> None:
    """Compare payments with our books; what is not paid and not booked is nothing to compare."""
    found = {state.psp_reference: state for state in states}
    known = movements.many(side, found)
    for reference, state in found.items():
        movement = known.get(reference)
        if movement is None and state.status is not PaymentStatus.SUCCESS:
            continue
        tally.compared += 1
        judge(actor, comparison(side, reference, movement, state), tally)


def judge(actor: Actor, one: Comparison, tally: Tally) -> Break | None:
    """Settle one payment; one of which nothing is booked may have to be looked at later."""
    if not one.ours.booked and not one.ours.accepted and _waits(actor, one):
        return None
    return findings.settle(actor, one, tally)


def closely(side: str, movement: Movement, tally: Tally) -> Comparison:
    """One payment, read from the provider now; a reference that it could not have is not there.

    Raises:
        Upstream: the provider is away.
    """
    tally.calls += 1
    provider = payments.payment_provider(Side.parse(side).name)
    try:
        state = provider.payment(movement.key)
    except (VendorRefused, Invalid):
        state = None
    return comparison(side, movement.key, movement, state)


def comparison(
    side: str, reference: str, movement: Movement | None, state: PaymentState | None
) -> Comparison:
    """Both sides of one payment."""
    seen_at = movement.since if movement else ports.now()
    ours = movement or Movement(side, reference, since=seen_at)
    named = None if ours.booked else _named(state)
    return Comparison(
        ours,
        _theirs(state) if state else (),
        client_id=ours.client_id or (named.client_id if named else ""),
        names_booked=named is not None and _is_booked_elsewhere(side, reference, named),
        can_refund=can_refund(side),
    )


def can_refund(side: str) -> bool:
    """Whether the other side sends payments back."""
    of = Side.parse(side)
    if of.kind is SideKind.SERVER:
        return False
    try:
        payments.refunding_provider(of.name)
    except LookupError:
        return False
    return True


def _theirs(state: PaymentState) -> tuple[Their, ...]:
    def line(what: str, amount: Money | None = None) -> Their:
        names = state.deposit_id or ""
        return Their(state.psp_reference, what, state.started_at, amount, names=names)

    if state.status is not PaymentStatus.SUCCESS or state.received is None:
        return (line(state.status.value),)
    lines = [line(RECEIVED, state.received)]
    if state.refunded is not None and state.refunded.minor:
        lines.append(line(REFUNDED, -state.refunded))
    return tuple(lines)


def _named(state: PaymentState | None) -> Deposit | None:
    """The deposit that a payment names, if we have it."""
    if state is None or not state.deposit_id:
        return None
    return funds.deposits_of([state.deposit_id]).get(state.deposit_id)


def _is_booked_elsewhere(side: str, reference: str, named: Deposit) -> bool:
    """Whether another payment than this one is booked for the deposit that it names."""
    if named.psp_reference in (None, reference):
        return False
    other = movements.find(side, str(named.psp_reference))
    return other is not None and bool(other.booked)


def _waits(actor: Actor, one: Comparison) -> bool:
    """Whether a payment may be booked yet; if so it is looked at again later."""
    paid = any(there.amount is not None for there in one.theirs)
    named = next((there.names for there in one.theirs if there.names), "")
    if not paid:
        _look_at(actor, one.ours, None)
        return False
    if named and funds.awaits_decision(named):
        _look_at(actor, one.ours, ports.now() + _ASK_PEOPLE_EVERY)
        return True
    due = one.ours.since + findings.tolerance()
    waits = one.ours.version == 0 or ports.now() < due
    _look_at(actor, one.ours, due if waits else None)
    return waits


def _look_at(actor: Actor, seen: Movement, at: datetime | None) -> None:
    """Store when a payment is looked at again; a new one counts as seen now."""

    def work(unit: Unit) -> None:
        before = movements.find(seen.side, seen.key)
        if before is None and at is not None:
            fresh = Movement(seen.side, seen.key, unit.now, client_id=seen.client_id, look_at=at)
            movements.save(unit, None, fresh)
        elif before is not None and not before.booked and before.look_at != at:
            movements.save(unit, before, replace(before, look_at=at))

    ports.transact(actor, work)
