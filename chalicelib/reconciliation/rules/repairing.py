"""Who may decide a repair, and what it becomes. Pure."""

from dataclasses import replace
from datetime import datetime

from chalicelib.core.actor import Actor
from chalicelib.reconciliation.model.breaks import Break, RepairAction
from chalicelib.reconciliation.model.repairs import (
    BreakChanged,
    OwnRepair,
    Repair,
    RepairDecided,
    RepairStatus,
)


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


def asked(repair: Repair, now: datetime) -> Repair:
    """The repair as it is stored before the other side is asked."""
    return replace(
        repair,
        status=RepairStatus.ASKED,
        asked_at=now,
        changed_at=now,
    )
