"""Paying commissions: many deals in one entry of the ledger, each of them once.

What waits is taken away in the unit that books it, so two workers never pay the same, and a wallet
is written once for up to forty deals however fast they come. Who cannot be paid keeps the amount
as *failed*, with the reason, until staff try again or put it away.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.money import Money
from chalicelib.funds import public as funds
from chalicelib.funds.public import Cause, CauseType, EntryKind, Posting
from chalicelib.partners.model.earnings import (
    CommissionState,
    Due,
    Payout,
    PayoutFailure,
)
from chalicelib.partners.model.plans import PAYOUTS_ON
from chalicelib.partners.service.earning import zone
from chalicelib.partners.store import earnings as store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

PER_PAYOUT = 40
_SWEPT = 200
_ENOUGH_SECONDS = 5


def pay(actor: Actor, recipient_id: str, currency: str) -> int:
    """Pay everything that is due to somebody in one currency; how many commissions that was."""

    def work(unit: Unit) -> int:
        return _pay_some(unit, recipient_id, currency)

    done = 0
    while paid := ports.transact(actor, work):
        done += paid
        if paid < PER_PAYOUT:
            break
    return done


def sweep(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Pay what is due by now to whoever it may be, until the time is nearly over.

    Whoever cannot be paid now must not stop the others: it is tried again in the next run.
    """
    done = 0
    for shard in range(store.SWEPT_SHARDS):
        for recipient_id, currency in store.overdue(shard, ports.now(), _SWEPT):
            if seconds_left() < _ENOUGH_SECONDS:
                return done
            with suppress(FairleadError):
                done += pay(actor, recipient_id, currency)
    return done


def _pay_some(unit: Unit, recipient_id: str, currency: str) -> int:
    if not settings.value(PAYOUTS_ON):
        return 0
    dues = store.dues(recipient_id, currency, unit.now, PER_PAYOUT)
    if not dues:
        return 0
    failure = _failure(recipient_id)
    paid = None if failure else _booked(unit, recipient_id, dues)
    for due, before in zip(dues, store.of_dues(dues), strict=True):
        store.take(unit, due)
        if paid is None:
            after = replace(before, state=CommissionState.FAILED, failure=failure)
        else:
            after = replace(before, state=CommissionState.PAID, paid_at=unit.now, payout_id=paid.id)
        store.change(unit, before, after)
    return len(dues)


def _failure(recipient_id: str) -> PayoutFailure | None:
    try:
        recipient = clients.client_for_system(recipient_id)
    except NotFound:
        return PayoutFailure.RECIPIENT_GONE
    return None if recipient.is_active else PayoutFailure.RECIPIENT_NOT_ACTIVE


def _booked(unit: Unit, recipient_id: str, dues: list[Due]) -> Payout:
    """One entry for all of ``dues``, and the months' sums that they belong to."""
    amount = _sum([one.amount for one in dues])
    payout = Payout(
        id=unit.ids.new("cpo", unit.now),
        recipient_id=recipient_id,
        amount=amount,
        deals=len({(one.server_id, one.deal_id) for one in dues}),
        at=unit.now,
    )
    entry = funds.ledger.entry(
        unit,
        Cause(CauseType.COMMISSION, payout.id),
        "post",
        EntryKind.COMMISSION,
        "commission",
        (
            Posting(funds.IB_COMMISSION_EXPENSE, -amount),
            Posting(funds.available(recipient_id), amount),
        ),
        facts={"deals": str(payout.deals)},
    )
    funds.ledger.post(unit, entry)
    months: dict[str, list[Money]] = defaultdict(list)
    for one in dues:
        months[one.closed_at.astimezone(zone()).strftime("%Y-%m")].append(one.amount)
    for month, amounts in months.items():
        store.count(unit, recipient_id, month, _sum(amounts), len(amounts))
    return store.add_payout(unit, payout)


def _sum(amounts: list[Money]) -> Money:
    total = Money.zero(amounts[0].currency)
    for one in amounts:
        total = total + one
    return total
