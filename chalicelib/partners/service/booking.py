"""Booking commissions: one entry for many deals, less what of them is set off against claw-backs.

A wallet is written once however many deals there are, and never below zero.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.funds import public as funds
from chalicelib.funds.public import Cause, CauseType, EntryKind, Posting
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    Debt,
    Due,
    Payout,
    Taking,
)
from chalicelib.partners.rules import taking
from chalicelib.partners.service import days
from chalicelib.partners.store import earnings as store
from chalicelib.partners.store import onward, paying
from chalicelib.storage.unit import Unit


def booked(unit: Unit, recipient_id: str, dues: list[Due], debts: list[Debt]) -> Payout:
    """One entry for all of ``dues``, and the months' sums that they belong to."""
    gross = taking.sum_of([one.amount for one in dues], dues[0].amount.currency)
    owed = taking.set_off(debts, gross)
    off = taking.sum_of([part for _, part in owed], gross.currency)
    payout = Payout(
        id=unit.ids.new("cpo", unit.now),
        recipient_id=recipient_id,
        amount=gross - off,
        deals=len({(one.server_id, one.deal_id) for one in dues}),
        at=unit.now,
        set_off=off if off.minor else None,
    )
    if payout.amount.minor:
        _post(unit, payout)
        _count_day(unit, payout)
    _set_off(unit, payout, owed)
    months: dict[str, list[Money]] = defaultdict(list)
    for one in dues:
        months[month_of(one)].append(one.amount)
    for debt, part in owed:
        months[month_of(debt)].append(-part)
    counts = Counter(month_of(one) for one in dues)
    for month, amounts in months.items():
        total = taking.sum_of(amounts, gross.currency)
        paying.count(unit, recipient_id, month, total, counts[month])
    return paying.add_payout(unit, payout)


def _set_off(unit: Unit, payout: Payout, owed: list[tuple[Debt, Money]]) -> None:
    """Note of each claw-back what of it went against commissions."""
    rows = store.of_dues(debt for debt, _ in owed)
    for (debt, part), before in zip(owed, rows, strict=True):
        left = debt.amount - part
        paying.change_debt(unit, debt, left)
        done = Taking(part, unit.now, payout.id, from_wallet=False)
        state = CommissionState.OWED if left.minor else CommissionState.TAKEN
        after = replace(before, state=state, takings=(*before.takings, done))
        store.change(unit, before, after)


def take_back(unit: Unit, one: Commission, part: Money) -> Payout:
    """Take ``part`` of a claw-back from the wallet, which must have it."""
    payout = Payout(
        id=unit.ids.new("cpo", unit.now),
        recipient_id=one.recipient_id,
        amount=-part,
        deals=1,
        at=unit.now,
    )
    _post(unit, payout)
    _count_day(unit, payout)
    paying.count(unit, one.recipient_id, month_of(one), -part, 0)
    return paying.add_payout(unit, payout)


def month_of(one: Commission | Due | Debt) -> str:
    """The month of the broker's clock that a deal was closed in, as ``2026-03``."""
    return days.month_of(one.closed_at)


def _count_day(unit: Unit, payout: Payout) -> None:
    """Count what a wallet got, or gave back, on the day on which it did."""
    onward.count_paid(unit, payout.recipient_id, days.day_of(payout.at), payout.amount)


def _post(unit: Unit, payout: Payout) -> None:
    facts = {"deals": str(payout.deals)}
    if payout.set_off is not None:
        facts["set_off"] = str(payout.set_off)
    entry = funds.ledger.entry(
        unit,
        Cause(CauseType.COMMISSION, payout.id),
        "post",
        EntryKind.COMMISSION,
        "commission",
        (
            Posting(funds.IB_COMMISSION_EXPENSE, -payout.amount),
            Posting(funds.available(payout.recipient_id), payout.amount),
        ),
        facts=facts,
    )
    funds.ledger.post(unit, entry)
