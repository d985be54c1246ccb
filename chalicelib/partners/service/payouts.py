"""Paying commissions: many deals in one entry of the ledger, each of them once.

What waits is taken away in the unit that books it, so two workers never pay the same, and a wallet
is written once for up to forty deals however fast they come. Where more than a few wait, one
worker alone has the turn, so no wallet is written by many at once. Who cannot be paid keeps the
amount as *failed*, with the reason, until staff try again or put it away.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.messages.partners import CommissionsEarned
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    Due,
    Payout,
    PayoutFailure,
    PayTurn,
    Recipient,
)
from chalicelib.partners.model.plans import PAYOUTS_ON
from chalicelib.partners.service import booking, holding
from chalicelib.partners.store import earnings as store
from chalicelib.partners.store import paying
from chalicelib.settings import public as settings
from chalicelib.storage.unit import MAX_ACTIONS, Unit

PER_PAYOUT = 40
_DEBTS_PER_PAYOUT = 3
# Of a hundred actions: the ledger, the turn and the payout take the rest.
_ROOM = 86
_PER_DEBT = 3
_SWEPT = 200
_ENOUGH_SECONDS = 5
# What is paid without taking the turn, as long as nobody is in the way.
FEW = 10
# Whom one worker pays, one after the other.
RECIPIENTS = 20
# How long a worker goes on, and how much longer what it holds may outlive it.
_LONG = timedelta(seconds=20)
_GRACE = timedelta(seconds=10)


def pay(actor: Actor, recipient_id: str, currency: str, since: datetime | None = None) -> int:
    """Pay what is due to somebody in one currency; how many commissions that was.

    While one worker pays entry after entry, others leave what they have heard of to it; see
    `PayTurn`. Whoever has paid for long, or worked ``since`` long ago, hands the rest on by a
    message.
    """
    return Payer(actor, recipient_id, currency, since).pay_all()


class Payer:
    """One worker at one recipient's amounts of one currency."""

    def __init__(
        self, actor: Actor, recipient_id: str, currency: str, since: datetime | None = None
    ) -> None:
        self._actor, self._of, self._currency = actor, recipient_id, currency
        self._since, self._tries = since or ports.now(), 0
        self._me = ports.ids().new("ptn", self._since)

    def pay_all(self) -> int:
        """Entry after entry until nothing waits, or somebody else has the turn."""
        done, goes_on = 0, True
        while goes_on:
            self._tries = 0
            paid, goes_on = ports.transact(self._actor, self._step)
            done += paid
        return done

    def _step(self, unit: Unit) -> tuple[int, bool]:
        """Take the turn or pay one entry; how many that paid, and whether to look again.

        A turn is given back together with the last entry, and then looked again: who came between
        that reading and its end has left their amounts to us.
        """
        self._tries += 1
        turn = paying.turn(self._of, self._currency)
        mine = turn is not None and turn.holder == self._me
        if turn is not None and not mine and turn.until > unit.now:
            return 0, False
        dues = _payable(self._of, self._currency, unit.now)
        if not mine and (len(dues) > FEW or self._tries > 1):
            until = self._since + _LONG + _GRACE
            paying.take_turn(unit, turn, PayTurn(self._of, self._currency, self._me, until))
            return 0, True
        paid = _pay(unit, self._of, dues)
        has_more = paid < len(dues) or len(dues) == PER_PAYOUT
        if has_more and unit.now - self._since < _LONG:
            return paid, True
        if turn is not None:
            paying.end_turn(unit, turn)
        if has_more:
            unit.publish(CommissionsEarned(recipients=((self._of, self._currency),)))
        return paid, mine and not has_more


def pay_each(actor: Actor, recipients: Sequence[Recipient]) -> None:
    """Pay what is due to some; whoever cannot be paid now is left to a message of their own."""
    for one in _paid_but(actor, recipients):
        _hand_on(actor, [one])


def pay_told(actor: Actor, recipients: Sequence[Recipient]) -> None:
    """Pay those whom a message names.

    Raises:
        FairleadError: why one of them could not be paid; the others are.
    """
    for fault in _paid_but(actor, recipients).values():
        raise fault


def _paid_but(actor: Actor, recipients: Sequence[Recipient]) -> dict[Recipient, FairleadError]:
    """Pay some, and give back who could not be paid, and why.

    Where they are many, or it takes long, others get their share of it.
    """
    own, rest = recipients[:RECIPIENTS], recipients[RECIPIENTS:]
    _hand_on(actor, rest)
    faults: dict[Recipient, FairleadError] = {}
    began = ports.now()
    for place, recipient in enumerate(own):
        if ports.now() - began > _LONG:
            _hand_on(actor, own[place:])
            break
        try:
            pay(actor, *recipient, since=began)
        except FairleadError as fault:
            faults[recipient] = fault
    return faults


def _hand_on(actor: Actor, recipients: Sequence[Recipient]) -> None:
    """Let others pay, as many at a time as we do."""
    messages = [
        CommissionsEarned(recipients=tuple(recipients[start : start + RECIPIENTS]))
        for start in range(0, len(recipients), RECIPIENTS)
    ]
    for start in range(0, len(messages), MAX_ACTIONS):
        some = messages[start : start + MAX_ACTIONS]
        ports.transact(actor, partial(_publish, messages=some))


def _publish(unit: Unit, messages: Sequence[CommissionsEarned]) -> None:
    for one in messages:
        unit.publish(one)


def sweep(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Pay what is due by now to whoever it may be, until the time is nearly over.

    Whoever cannot be paid now must not stop the others: it is tried again in the next run.
    """
    done = 0
    for shard in range(store.SWEPT_SHARDS):
        for recipient in store.overdue(shard, ports.now(), _SWEPT):
            if seconds_left() < _ENOUGH_SECONDS:
                return done
            with suppress(FairleadError):
                done += pay(actor, *recipient)
    return done


def _payable(recipient_id: str, currency: str, now: datetime) -> list[Due]:
    """What one entry can pay by now, the oldest first; nothing while payouts are off."""
    if not settings.value(PAYOUTS_ON):
        return []
    return store.dues(recipient_id, currency, now, PER_PAYOUT)


def _pay(unit: Unit, recipient_id: str, found: list[Due]) -> int:
    """Pay ``found``, or as much of it as fits; how many commissions that is.

    Where something speaks against some of it, those are held, and the rest is paid the next time.
    """
    if not found:
        return 0
    debts = paying.debts(recipient_id, found[0].amount.currency, _DEBTS_PER_PAYOUT)
    dues = _fitting(found, _ROOM - _PER_DEBT * len(debts))
    rows = store.of_dues(dues)
    failure = _failure(recipient_id)
    if failure is None:
        held = holding.hold(unit, recipient_id, list(zip(dues, rows, strict=True)))
        if held:
            return held
    paid = None if failure else booking.booked(unit, recipient_id, dues, debts)
    for due, before in zip(dues, rows, strict=True):
        store.take(unit, due)
        if paid is None:
            after = replace(before, state=CommissionState.FAILED, failure=failure)
        else:
            after = _paid(before, paid)
        store.change(unit, before, after)
    return len(dues)


def _fitting(dues: list[Due], room: int) -> list[Due]:
    """As many of ``dues`` as fit: two rows each, and a sum for each month they are of."""
    months: set[str] = set()
    for place, due in enumerate(dues):
        months.add(booking.month_of(due))
        if 2 * (place + 1) + len(months) > room:
            return dues[:place]
    return dues


def _paid(before: Commission, paid: Payout) -> Commission:
    """A commission that was paid; without an entry where all of it was set off."""
    entry = paid.id if paid.amount.minor else ""
    return replace(
        before,
        state=CommissionState.PAID,
        paid_at=paid.at,
        payout_id=entry,
        set_off=not entry,
    )


def _failure(recipient_id: str) -> PayoutFailure | None:
    try:
        recipient = clients.client_for_system(recipient_id)
    except NotFound:
        return PayoutFailure.RECIPIENT_GONE
    return None if recipient.is_active else PayoutFailure.RECIPIENT_NOT_ACTIVE
