"""Who may decide a repair, what it becomes, and what its next step is. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.actor import Actor
from chalicelib.reconciliation.model.breaks import Break, RepairAction
from chalicelib.reconciliation.model.repairs import (
    BreakChanged,
    OwnRepair,
    Repair,
    RepairDecided,
    RepairStatus,
)


class Step(StrEnum):
    """What is to be done for a repair that is under way."""

    ASK = "ask"
    LOOK = "look"
    WAIT = "wait"


def check_decidable(actor: Actor, repair: Repair, broken: Break, *, approve: bool) -> None:
    """Refuse a decision that is not this person's, came too late, or is about something else.

    Raises:
        RepairDecided. OwnRepair: they proposed it. BreakChanged.
    """
    if repair.status is not RepairStatus.PROPOSED:
        raise RepairDecided(status=repair.status.value)
    if approve and repair.proposed_by == actor.ref:
        raise OwnRepair("somebody else must approve it", repair_id=repair.id)
    if approve and (not broken.is_open or broken.difference != repair.amount):
        raise BreakChanged(break_id=broken.id)


def decided(repair: Repair, actor: Actor, now: datetime, note: str, *, approve: bool) -> Repair:
    """The repair after ``actor`` has decided it."""
    told = replace(repair, decided_by=actor.ref, decided_at=now, changed_at=now, note=note)
    if not approve:
        return replace(told, status=RepairStatus.DECLINED)
    asks_others = repair.action in (RepairAction.CORRECT, RepairAction.REFUND)
    return replace(told, status=RepairStatus.STARTED if asks_others else RepairStatus.DONE)


def next_step(repair: Repair, now: datetime, settling: timedelta) -> Step:
    """Ask the other side, look what an earlier question has done, or wait until it is over."""
    if repair.status is RepairStatus.STARTED:
        return Step.ASK
    if repair.asked_at is not None and now >= repair.asked_at + settling:
        return Step.LOOK
    return Step.WAIT


def asked(repair: Repair, now: datetime) -> Repair:
    """The repair as it is stored before the other side is asked."""
    return replace(
        repair,
        status=RepairStatus.ASKED,
        asked_at=now,
        first_asked_at=repair.first_asked_at or now,
        changed_at=now,
    )
