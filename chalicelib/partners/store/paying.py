"""Rows of paying: who has the turn, entries for many deals, sums by month, what is owed back."""

from dataclasses import replace

from chalicelib.core.money import Money
from chalicelib.partners.model.earnings import Commission, Debt, Earned, Payout, PayTurn
from chalicelib.partners.store import earnings
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("partners")


def _owing(recipient_id: str, currency: str) -> str:
    return f"OWES#{recipient_id}#{currency}"


def _turn_key(recipient_id: str, currency: str) -> Key:
    return Key(f"DUE#{recipient_id}#{currency}", "TURN")


_DEBTS = Rows(
    _TABLE,
    Debt,
    lambda one: Key(_owing(one.recipient_id, one.amount.currency), earnings.place(one, one.since)),
)
_PAYOUTS = Rows(_TABLE, Payout, lambda one: Key(f"PAYOUT#{one.id}", "PAYOUT"))
_TURNS = Rows(_TABLE, PayTurn, lambda one: _turn_key(one.recipient_id, one.currency))


def turn(recipient_id: str, currency: str) -> PayTurn | None:
    """Who is paying somebody's amounts of one currency, or None."""
    return _TURNS.find(_turn_key(recipient_id, currency))


def take_turn(unit: Unit, before: PayTurn | None, after: PayTurn) -> None:
    """Take the turn, prolong it, or take over one that has lapsed."""
    if before is None:
        _TURNS.insert(unit, after, Stale("somebody else has the turn"))
    else:
        _TURNS.change(unit, before, replace(after, version=before.version))


def end_turn(unit: Unit, held: PayTurn) -> None:
    """Give the turn back."""
    _TURNS.remove(unit, held, Stale("somebody else has the turn"))


def owes(unit: Unit, debt: Debt) -> Debt:
    """Store what is still to be taken of a claw-back."""
    return _DEBTS.insert(unit, debt, Stale("it was taken meanwhile"))


def change_debt(unit: Unit, before: Debt, left: Money) -> None:
    """Store what is left of a debt; nothing of one that is taken to the end."""
    if left.minor:
        _DEBTS.change(unit, before, replace(before, amount=left))
    else:
        _DEBTS.remove(unit, before, Stale("it was taken meanwhile"))


def debt_of(one: Commission) -> Debt | None:
    """What is still to be taken of a claw-back that was approved, or None."""
    if one.decided_at is None or one.amount is None:
        return None
    place = earnings.place(one, one.decided_at)
    return _DEBTS.find(Key(_owing(one.recipient_id, one.amount.currency), place))


def debts(recipient_id: str, currency: str, at_most: int) -> list[Debt]:
    """What somebody still owes in one currency, the oldest first."""
    return _DEBTS.all(Range(_owing(recipient_id, currency), newest_first=False), at_most)


def add_payout(unit: Unit, new: Payout) -> Payout:
    """Store a payout."""
    return _PAYOUTS.insert(unit, new, Stale("a payout's id came twice"))


def payout(payout_id: str) -> Payout | None:
    """One payout, or None."""
    return _PAYOUTS.find(Key(f"PAYOUT#{payout_id}", "PAYOUT"))


def count(unit: Unit, recipient_id: str, month: str, amount: Money, commissions: int) -> None:
    """Add what was paid to a month's sum of its recipient."""
    unit.add(
        _TABLE,
        Key(f"EARNED#{recipient_id}", f"{month}#{amount.currency}"),
        {"minor": amount.minor, "commissions": commissions},
        {"month": month, "currency": amount.currency},
    )


def earned(recipient_id: str, at_most: int) -> list[Earned]:
    """What somebody was paid by month and currency, the newest month first."""
    return [
        Earned(item["month"], Money(item["minor"], item["currency"]), item["commissions"])
        for item in _TABLE.query(Range(f"EARNED#{recipient_id}"), at_most)
    ]
