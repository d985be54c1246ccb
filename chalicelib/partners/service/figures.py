"""Counting what happens below brokers, once per movement, and reading it for a window of months.

A movement counts for everybody who was above the client when it happened; moving somebody in the
tree changes nothing that was counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.messages.funds import DepositCredited, DepositTakenBack
from chalicelib.messages.partners import DepositLeft
from chalicelib.partners.model.earnings import DealKey, EarnedDeal
from chalicelib.partners.model.plans import CALCULATION
from chalicelib.partners.model.reviews import FRAUD_CHECKS
from chalicelib.partners.model.tiers import Figures, Window
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.service.days import month_of
from chalicelib.partners.store import earnings
from chalicelib.partners.store import figures as store
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import MAX_ACTIONS, Unit

_PER_UNIT = 40
_DEALS_PER_UNIT = 45
_LOT = 10_000
_DEPOSITS, _OWN = "deposits.", "own."
# What went back of them, which is taken off them too.
_BACK, _OWN_BACK = "back.", "own_back."
# Of trades that earn nobody anything whatever the scheme.
_NOT_COUNTED = frozenset({Reason.PAYOUT_OFF, Reason.HELD_TOO_SHORT, Reason.CLOSED_BY_ANOTHER})


def count_deals(actor: Actor, deals: Iterable[EarnedDeal]) -> None:
    """Count what is left to be counted of settled deals, for everybody above, many in one unit.

    How far a deal is counted stands with it, so however often it comes it counts once.
    """
    left = [one.key for one in deals if one.counted < len(_above(one))]
    while left:
        done = ports.transact(actor, partial(_count_some, keys=left[:_DEALS_PER_UNIT]))
        left = left[done:]


def _count_some(unit: Unit, keys: list[DealKey]) -> int:
    """Count the first of some deals; how many of them are counted to the end."""
    stored = earnings.deals(keys)
    deals = [stored[key] for key in keys]
    traded = store.traded_among({_active_in(one) for one in deals})
    sums, rows, finished = store.Sums(), set[str](), 0
    for deal in deals:
        left = _above(deal)[deal.counted :]
        fresh = left[:_PER_UNIT]
        touched = {*fresh, f"own {deal.client_id}", f"first {deal.client_id}"}
        if rows and finished + 1 + len(rows | touched) > MAX_ACTIONS:
            break
        rows |= touched
        if fresh:
            _count(unit, sums, deal, fresh, traded, movement=keys[0][1])
        if len(fresh) < len(left):
            break
        finished += 1
    sums.write(unit)
    return finished


def _count(
    unit: Unit,
    sums: store.Sums,
    deal: EarnedDeal,
    above: Sequence[str],
    traded: set[tuple[str, str]],
    movement: str,
) -> None:
    """Count a deal for some of those above; with the first of them for its trader, too."""
    active_in, is_first = _active_in(deal), deal.is_first_of_month
    if not deal.counted:
        is_first = active_in not in traded
        if is_first:
            store.note_traded(unit, *active_in)
            traded.add(active_in)
        sums.add(*active_in, _own(deal))
    for one in above:
        sums.add(one, active_in[1], _below(deal, is_first=is_first), movement)
    counted = deal.counted + len(above)
    earnings.change_deal(unit, deal, replace(deal, counted=counted, is_first_of_month=is_first))


def _active_in(deal: EarnedDeal) -> tuple[str, str]:
    """The trader of a deal, and the month in which it counts them as active."""
    return deal.client_id, month_of(deal.trade.closed_at)


def _own(deal: EarnedDeal) -> dict[str, int]:
    return {"own_deals": 1, "own_quick": int(_is_quick(deal))}


def _below(deal: EarnedDeal, *, is_first: bool) -> dict[str, int]:
    counted = {"lots": _volume(deal), "deals": 1}
    return counted | {"active": 1} if is_first else counted


def _above(deal: EarnedDeal) -> tuple[str, ...]:
    """Whom a deal counts for; a trader whose own deals pay back to them is not above themself."""
    if deal.settlement.reason in _NOT_COUNTED:
        return ()
    return tuple(one.client_id for one in deal.path if one.client_id != deal.client_id)


def _is_quick(deal: EarnedDeal) -> bool:
    """Whether the trade was open only just longer than it has to be to earn."""
    opened, closed = deal.trade.opened_at, deal.trade.closed_at
    if opened is None:
        return False
    least = settings.value(CALCULATION, closed).minimum_holding_seconds
    beyond = settings.value(FRAUD_CHECKS, closed).quick_seconds
    return closed - opened < timedelta(seconds=least + beyond)


def _volume(deal: EarnedDeal) -> int:
    return int(deal.trade.lots * _LOT)


def whole(message: DepositCredited | DepositTakenBack | DepositLeft, at: datetime) -> DepositLeft:
    """What a message that came at ``at`` says is to be counted; of the last kind it says so."""
    if isinstance(message, DepositLeft):
        return message
    found = DepositLeft(client_id=message.client_id, amount=message.amount, at=at, level=0)
    if isinstance(message, DepositCredited):
        return found
    amount = message.amount if message.is_restored else -message.amount
    return replace(found, amount=amount, credited_at=message.credited_at)


def count_deposit(actor: Actor, deposit: DepositLeft, command: Command) -> None:
    """Count a deposit for the client and for everybody who was above them.

    One that was taken back lowers the month in which it was, for those who were above when it was
    credited. A chain that is longer than a unit holds goes on with a message from where it was
    left.
    """

    def work(unit: Unit) -> None:
        client = clients.client_for_system(deposit.client_id)
        chain = [client, *clients.uplines(client, deposit.credited_at or deposit.at)]
        month = month_of(deposit.at)
        sums = store.Sums()
        if not deposit.level:
            sums.add(client.id, month, _counted(deposit, _OWN, _OWN_BACK))
        following = list(pairwise(chain))[deposit.level :]
        counted = _counted(deposit, _DEPOSITS, _BACK)
        for below, above in following[:_PER_UNIT]:
            sums.add(above.id, month, counted, client.id)
            store.count_branch(unit, above.id, below.id, month, counted)
        sums.write(unit)
        if len(following) > _PER_UNIT:
            unit.publish(replace(deposit, level=deposit.level + _PER_UNIT))
        command.settle(unit)

    ports.transact(actor, work)


def _counted(deposit: DepositLeft, name: str, back: str) -> dict[str, int]:
    minor, currency = deposit.amount.minor, deposit.amount.currency
    if deposit.credited_at is None:
        return {f"{name}{currency}": minor}
    return {f"{name}{currency}": minor, f"{back}{currency}": -minor}


def of(client_id: str, window: Window, *, by_branch: bool) -> Figures:
    """What was counted for one broker in the months of ``window``."""
    months = store.counted(client_id, window.first, window.last)
    branches = store.branches(client_id, window.first, window.last) if by_branch else {}
    sums: dict[str, int] = {}
    for counters in months.values():
        for name, value in counters.items():
            sums[name] = sums.get(name, 0) + value
    return Figures(
        window=window,
        deposits=_named(sums, _DEPOSITS),
        own_deposits=_named(sums, _OWN),
        branches={one: _named(found, _DEPOSITS) for one, found in branches.items()},
        back=_named(sums, _BACK),
        own_back=_named(sums, _OWN_BACK),
        branches_back={one: _named(found, _BACK) for one, found in branches.items()},
        lots=Decimal(sums.get("lots", 0)) / _LOT,
        active_clients=months.get(window.last, {}).get("active", 0),
    )


def _named(sums: dict[str, int], prefix: str) -> dict[str, int]:
    return {
        name.removeprefix(prefix): value for name, value in sums.items() if name.startswith(prefix)
    }
