"""Rows of commissions that go onward: targets, what was paid each day, and what became of it."""

from datetime import date

from chalicelib.core.money import Money
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.onward import OnwardClock, OnwardDay, PayoutTarget
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

MAX_TARGETS = 100
_TABLE = Table("partners")
_CLOCK = Key("ONWARD_CLOCK", "CLOCK")
_ALL = "payout_targets"
_PREFIX = "PAYOUT_TARGET#"


def _target_key(client_id: str, currency: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"{_PREFIX}{currency}")


def _target_indexes(one: PayoutTarget) -> Indexes:
    return {"by-state": (_ALL, f"{one.client_id}#{one.currency}")}


def _day_key(client_id: str, day: date, currency: str) -> Key:
    return Key(f"ONWARD#{client_id}", f"{day.isoformat()}#{currency}")


def _paid_key(client_id: str, day: date, currency: str) -> Key:
    return Key(f"PAID#{client_id}", f"{day.isoformat()}#{currency}")


_TARGETS = Rows(
    _TABLE, PayoutTarget, lambda one: _target_key(one.client_id, one.currency), _target_indexes
)
_DAYS = Rows(_TABLE, OnwardDay, lambda one: _day_key(one.client_id, one.day, one.earned.currency))
_CLOCKS = Rows(_TABLE, OnwardClock, lambda _: _CLOCK)


def target(client_id: str, currency: str) -> PayoutTarget:
    """Where a client wants commissions of one currency; without steps if they never said."""
    found = _TARGETS.find(_target_key(client_id, currency))
    return found or PayoutTarget(client_id, currency)


def targets_of(client_id: str) -> list[PayoutTarget]:
    """All targets of a client, by currency."""
    within = Range(f"CLIENT#{client_id}", prefix=_PREFIX, newest_first=False)
    return _TARGETS.all(within, MAX_TARGETS)


def all_targets(request: PageRequest) -> Page[PayoutTarget]:
    """The targets of all clients, in no order that means anything."""
    return _TARGETS.page(Range(_ALL, "by-state"), request)


def put_target(unit: Unit, before: PayoutTarget, after: PayoutTarget) -> PayoutTarget:
    """Store a target in place of the one read."""
    if before.version:
        return _TARGETS.change(unit, before, after)
    return _TARGETS.insert(unit, after, Stale("the target has just been set"))


def count_paid(unit: Unit, client_id: str, day: date, amount: Money) -> None:
    """Add what was credited as commissions on a day, or take off what was taken back on it."""
    key = _paid_key(client_id, day, amount.currency)
    unit.add(_TABLE, key, {"minor": amount.minor}, {"currency": amount.currency})


def paid_on(client_id: str, day: date, currency: str) -> Money | None:
    """What was credited as commissions on a day less what was taken back; None if neither was."""
    item = _TABLE.get(_paid_key(client_id, day, currency))
    return None if item is None else Money(item["minor"], currency)


def day(client_id: str, of: date, currency: str) -> OnwardDay | None:
    """What became of a day's commissions, or None while that is not decided."""
    return _DAYS.find(_day_key(client_id, of, currency))


def add_day(unit: Unit, new: OnwardDay) -> OnwardDay:
    """Store what becomes of a day's commissions, once."""
    return _DAYS.insert(unit, new, Stale("the day was sent on meanwhile"))


def days(client_id: str, request: PageRequest) -> Page[OnwardDay]:
    """What became of a client's commissions, the newest day first."""
    return _DAYS.page(Range(f"ONWARD#{client_id}"), request)


def clock() -> OnwardClock:
    """Up to which day commissions were sent on."""
    return _CLOCKS.find(_CLOCK) or OnwardClock()


def set_clock(unit: Unit, before: OnwardClock, after: OnwardClock) -> OnwardClock:
    """Store the clock in place of the one read."""
    if before.version:
        return _CLOCKS.change(unit, before, after)
    return _CLOCKS.insert(unit, after, Stale("the clock has just been set"))
