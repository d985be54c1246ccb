"""Who confirms a payout, and what a provider's word means for it. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from chalicelib.core.actor import Actor
from chalicelib.funds.model.payouts import (
    CONFIRMABLE,
    UNDER_WAY,
    Payout,
    PayoutNotWaiting,
    PayoutStage,
    PayoutUnderWay,
    PayoutWalletShort,
    SecondPersonNeeded,
)
from chalicelib.gateways.payments.payout_port import (
    ASIDE_CLOSED,
    PayoutState,
    PayoutStatus,
    WalletFunds,
)

ASK_AGAIN = timedelta(minutes=1)
LOOK_AGAIN = timedelta(minutes=10)


def check_confirmable(payout: Payout, attempt: int) -> None:
    """Refuse unless the payout waits for a confirmation, as it did when ``attempt`` was looked at.

    Raises:
        PayoutNotWaiting.
    """
    if payout.stage not in CONFIRMABLE or next_attempt(payout) != attempt:
        raise PayoutNotWaiting(stage=payout.stage.value, attempt=next_attempt(payout))


def check_second_person(actor: Actor, first: frozenset[str]) -> None:
    """Refuse whoever is among the ``first``: who asked for the withdrawal, and who approved it.

    Raises:
        SecondPersonNeeded.
    """
    if actor.id in first:
        raise SecondPersonNeeded("somebody else has to confirm it")


def next_attempt(payout: Payout) -> int:
    """The attempt that a confirmation would begin: a new one after a payout that was cancelled."""
    return payout.attempt + (payout.stage is PayoutStage.CANCELLED)


def promised(payout: Payout, coin: str, under_way: Iterable[Payout]) -> Decimal:
    """The coins that other payouts of the same wallet have been ordered of and wait for."""
    others = (one for one in under_way if one.id != payout.id and one.route == payout.route)
    return sum((Decimal(one.needed) for one in others if one.coin == coin), Decimal(0))


def confirmed(payout: Payout, actor: Actor, funds: WalletFunds, now: datetime) -> Payout:
    """The payout on its way to the provider.

    Raises:
        PayoutWalletShort: the wallet has not enough.
    """
    needed, available = f"{funds.needed:f}", f"{funds.free:f}"
    if not funds.enough:
        raise PayoutWalletShort(
            "the wallet that pays has not enough",
            needed=needed,
            available=available,
            coin=funds.coin,
        )
    return replace(
        payout,
        stage=PayoutStage.ORDERING,
        attempt=next_attempt(payout),
        payout_reference=None,
        confirmed_by=actor.ref,
        confirmed_by_name=actor.name,
        confirmed_at=now,
        coin=funds.coin,
        needed=needed,
        available=available,
        coin_rate=f"{funds.rate:f}",
        failure="",
        changed_at=now,
        check_at=now + ASK_AGAIN,
    )


def stopped(payout: Payout, now: datetime) -> Payout:
    """The payout of a withdrawal that is refunded. One that was made stays so: it has come back.

    Raises:
        PayoutUnderWay: the provider may pay it yet.
    """
    if payout.stage in UNDER_WAY:
        raise PayoutUnderWay("call it back first", stage=payout.stage.value)
    if payout.stage is PayoutStage.COMPLETED:
        return payout
    return replace(payout, stage=PayoutStage.STOPPED, changed_at=now, check_at=None)


def after(payout: Payout, state: PayoutState, now: datetime) -> Payout:
    """The payout with what the provider says; the same when that is nothing new to it.

    News of an earlier attempt is none, unless it is that money was paid.
    """
    success = state.status is PayoutStatus.SUCCESS
    if not success and not _is_of_this(payout, state):
        return payout
    stage = _stage(payout.stage, state.status)
    if stage is None:
        return payout
    known = replace(
        payout,
        stage=stage,
        payout_reference=state.payout_reference,
        coin=state.coin or payout.coin,
        coins=payout.coins if state.coins is None else f"{state.coins:f}",
        transaction=state.transaction or payout.transaction,
        failure="cancelled_at_provider" if stage is PayoutStage.CANCELLED else "",
    )
    if known == payout:
        return payout
    return replace(known, changed_at=now, check_at=next_look(known, now))


def _is_of_this(payout: Payout, state: PayoutState) -> bool:
    if payout.payout_reference is not None:
        return payout.payout_reference == state.payout_reference
    return payout.attempt == state.attempt


def _stage(stage: PayoutStage, status: PayoutStatus) -> PayoutStage | None:
    """Where ``status`` takes a payout; None when nowhere."""
    if status is PayoutStatus.SUCCESS:
        if stage is PayoutStage.STOPPED:
            return PayoutStage.PAID_AFTER_REFUND
        return None if stage is PayoutStage.PAID_AFTER_REFUND else PayoutStage.COMPLETED
    if stage not in UNDER_WAY:
        return None
    failed = status is PayoutStatus.FAILED
    return PayoutStage.CANCELLED if failed else PayoutStage.IN_PROGRESS


def refused(payout: Payout, code: str, now: datetime) -> Payout:
    """The payout that the provider will not take; the same unless it was being ordered."""
    if payout.stage is not PayoutStage.ORDERING:
        return payout
    aside = None if code == ASIDE_CLOSED else payout.aside
    changed = replace(payout, stage=PayoutStage.REFUSED, failure=code, aside=aside)
    return replace(changed, changed_at=now, check_at=None)


def called_back(payout: Payout, now: datetime) -> Payout:
    """The payout that staff called back: it is not paid, and what was set aside for it is closed.

    The same when it is no longer under way.
    """
    if payout.stage not in UNDER_WAY:
        return payout
    changed = replace(payout, stage=PayoutStage.CANCELLED, failure="called_back", aside=None)
    return replace(changed, changed_at=now, check_at=None)


def next_look(payout: Payout, now: datetime) -> datetime | None:
    """When to ask the provider unasked: soon until it has answered, then while it pays, and once
    after it has paid, to close what was set aside."""
    looks = {
        PayoutStage.ORDERING: ASK_AGAIN,
        PayoutStage.IN_PROGRESS: LOOK_AGAIN,
        PayoutStage.COMPLETED: ASK_AGAIN,
    }
    wait = looks.get(payout.stage)
    return None if wait is None else now + wait
