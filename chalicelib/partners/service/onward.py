"""Sending on what was paid as commissions, once a day after the broker's day has ended.

The clock tells for each target that a day is over, a page at a time; whoever hears of it sends that
day's commissions on. Both are done once however often they are tried: the clock by its row, a day
by the row that says what became of it, stored in the unit that opens the transfer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds import public as funds
from chalicelib.funds.public import DaysCommissions, OnwardState
from chalicelib.messages.partners import PayoutDayOver
from chalicelib.partners.model.onward import (
    PAYOUTS_TO_ACCOUNTS,
    OnwardDay,
    OnwardShown,
    TargetStep,
)
from chalicelib.partners.rules import onward as rules
from chalicelib.partners.service.days import zone
from chalicelib.partners.store import onward as store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit

_PAGE = 25
_ENOUGH_SECONDS = 5


def tick(actor: Actor, seconds_left: Callable[[], float]) -> None:
    """Tell of every day that is over, until all are told or the time is nearly over."""
    while seconds_left() > _ENOUGH_SECONDS and ports.transact(actor, _tell):
        pass


def _tell(unit: Unit) -> bool:
    """Tell the next targets that the day under way is over; whether there was one."""
    before = store.clock()
    clock = rules.ticked(before, rules.over(unit.now, zone()))
    if clock is None or clock.day is None:
        return False
    page = store.all_targets(PageRequest(_PAGE, clock.cursor or None))
    for one in page.items:
        unit.publish(PayoutDayOver(client_id=one.client_id, currency=one.currency, day=clock.day))
    more = page.next_cursor or ""
    store.set_clock(unit, before, replace(clock, cursor=more, running=bool(more)))
    return True


def send_on(actor: Actor, client_id: str, currency: str, day: date) -> None:
    """Send a day's commissions on to where they were to go when the day ended.

    Nothing is done where that is the wallet, where none were paid, or where it was done before.
    """

    def work(unit: Unit) -> None:
        step = _target(client_id, currency, day)
        earned = store.paid_on(client_id, day, currency)
        if step is None or earned is None or store.day(client_id, day, currency):
            return
        of = DaysCommissions(client_id, day, earned, step.account_id, step.login)
        passed = funds.pass_on_commissions(unit, of)
        store.add_day(
            unit,
            OnwardDay(
                client_id=client_id,
                day=day,
                earned=earned,
                sent=passed.amount,
                account_id=step.account_id,
                login=step.login,
                at=unit.now,
                transfer_id=passed.transfer_id,
                stays=passed.stays.value if passed.stays else "",
            ),
        )

    ports.transact(actor, work)


def page(actor: Actor, client_id: str, request: PageRequest) -> Page[OnwardShown]:
    """What became of a client's commissions that should go onward, the newest day first.

    Raises:
        NotFound: not in the actor's scope.
    """
    clients.client(actor, client_id)
    read = store.days(client_id, request)
    states = funds.onward_states(one.transfer_id for one in read.items)

    def shown(one: OnwardDay) -> OnwardShown:
        return OnwardShown(one, states.get(one.transfer_id, OnwardState.STAYED).value)

    return read.map(shown)


def _target(client_id: str, currency: str, day: date) -> TargetStep | None:
    """The account that a day's commissions were to go to when it ended; None for the wallet."""
    end = rules.end_of(day, zone())
    if not settings.value(PAYOUTS_TO_ACCOUNTS, end):
        return None
    return rules.in_force(store.target(client_id, currency), end)
