"""What another side must do for a repair: done once, whatever is lost on the way.

A trading server is asked by the one course there is for moving money on it
(`accounts.public.Course`), under the repair's own operation id. A provider's refund carries the
repair's id, and asking again with it is harmless by the port's promise. `sweep` goes on with
whatever was left half-way.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib import ports
from chalicelib.accounts.public import Course
from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, VendorRefused
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import MovementKind
from chalicelib.ports import payments
from chalicelib.reconciliation.model.breaks import BreakProblem, RepairAction
from chalicelib.reconciliation.model.repairs import UNDER_WAY, Repair, RepairStatus
from chalicelib.reconciliation.model.sides import Side
from chalicelib.reconciliation.rules import repairing
from chalicelib.reconciliation.service import looking
from chalicelib.reconciliation.service.findings import tell
from chalicelib.reconciliation.store import breaks as store
from chalicelib.reconciliation.store import movements
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

ENOUGH_SECONDS = 15
_MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Swept:
    """Ids of repairs that came to their end, and of those that still wait."""

    ended: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Correction:
    """A repair as a movement on a trading account."""

    repair: Repair
    server_id: str
    login: int
    on_account: Money
    kind: MovementKind

    @property
    def id(self) -> str:
        """The repair's."""
        return self.repair.id

    @property
    def version(self) -> int:
        """The repair's."""
        return self.repair.version

    @property
    def operation_id(self) -> str:
        """Under which the server knows it."""
        return self.repair.operation_id

    @property
    def submitted_at(self) -> datetime:
        """From when on the server can have it."""
        return self.repair.proposed_at

    @property
    def asked_at(self) -> datetime | None:
        """When it was stored that the server is asked."""
        return self.repair.asked_at

    @property
    def changed_at(self) -> datetime:
        """When it last moved on."""
        return self.repair.changed_at or self.repair.proposed_at


def sweep(actor: Actor, seconds_left: Callable[[], float]) -> Swept:
    """Carry out what is approved, and go on with what was left half-way."""
    ended: list[str] = []
    waiting: list[str] = []
    for repair in store.live_repairs(_MOST_AT_ONCE):
        if repair.status not in UNDER_WAY or seconds_left() < ENOUGH_SECONDS:
            continue
        try:
            after = carry_out(actor, repair.break_id, repair.id)
        except FairleadError:  # one that cannot go on must not stop the others
            waiting.append(repair.id)
        else:
            (waiting if after.status in UNDER_WAY else ended).append(repair.id)
    return Swept(tuple(ended), tuple(waiting))


def carry_out(actor: Actor, break_id: str, repair_id: str) -> Repair:
    """Take an approved repair as far as it will go now; gives it as it then stands.

    Raises:
        Upstream: the other side could not even be read, or has not said; nothing has changed.
    """
    repair = store.repair(break_id, repair_id)
    if repair.status not in UNDER_WAY:
        return repair
    if repair.action is RepairAction.REFUND:
        after = _refunded(actor, repair)
    else:
        after = COURSE.carry_on(actor, _correction(repair)).repair
    if after.status not in UNDER_WAY:
        looking.look_again(actor, store.get(break_id))
    return after


def _refunded(actor: Actor, repair: Repair) -> Repair:
    """Have the provider send the money back: under the repair's id it does so once."""
    provider = payments.refunding_provider(Side.parse(repair.side).name)
    try:
        sent = provider.refund(repair.key, _amount(repair), repair.id)
    except VendorRefused as refusal:
        code = refusal.code
        return ports.transact(
            actor, lambda unit: _ended(unit, _again(repair), RepairStatus.REFUSED, refusal=code)
        )
    reference = sent.refund_reference
    return ports.transact(
        actor, lambda unit: _ended(unit, _again(repair), RepairStatus.DONE, reference=reference)
    )


def _again(repair: Repair) -> Repair:
    return store.repair(repair.break_id, repair.id)


def _correction(repair: Repair) -> Correction:
    broken = store.get(repair.break_id)
    if broken.login is None:
        raise RuntimeError(f"{broken.id} is on no account")
    is_credit = broken.problem is BreakProblem.CREDIT_BY_HAND
    return Correction(
        repair,
        Side.parse(repair.side).name,
        broken.login,
        -_amount(repair),
        MovementKind.CREDIT if is_credit else MovementKind.BALANCE,
    )


def _saved(unit: Unit, before: Correction, after: Correction) -> Correction:
    return replace(after, repair=store.save_repair(unit, before.repair, after.repair))


def _unasked(correction: Correction, now: datetime) -> Correction:
    back = replace(correction.repair, status=RepairStatus.STARTED, asked_at=None, changed_at=now)
    return replace(correction, repair=back)


def _done(unit: Unit, before: Correction, ticket: int) -> Correction:
    done = _ended(unit, before.repair, RepairStatus.DONE, reference=str(ticket))
    return replace(before, repair=done)


def _refused(unit: Unit, before: Correction, refusal: FairleadError) -> Correction:
    ended = _ended(unit, before.repair, RepairStatus.REFUSED, refusal=refusal.code)
    return replace(before, repair=ended)


def _ended(
    unit: Unit, before: Repair, status: RepairStatus, *, reference: str = "", refusal: str = ""
) -> Repair:
    """Store what came of it, once, whoever comes first."""
    if before.status not in UNDER_WAY:
        return before
    if status is RepairStatus.REFUSED:
        _untie(unit, before)
    facts = {"repair_id": before.id, "reference": reference, "refusal": refusal}
    told = {name: text for name, text in facts.items() if text}
    what = "repair_done" if status is RepairStatus.DONE else "repair_refused"
    tell(unit, before.break_id, what, told)
    audit.record(unit, f"reconciliation_{what}", "break", before.break_id, after=told)
    ended = replace(
        before, status=status, reference=reference, refusal=refusal, changed_at=unit.now
    )
    return store.save_repair(unit, before, ended)


COURSE: Course[Correction] = Course(
    again=lambda correction: replace(correction, repair=_again(correction.repair)),
    is_open=lambda correction: correction.repair.status in UNDER_WAY,
    check=lambda _: None,
    refusals=(),
    kind=lambda correction: correction.kind,
    save=_saved,
    asked=lambda correction, now: replace(
        correction, repair=repairing.asked(correction.repair, now)
    ),
    unasked=_unasked,
    done=_done,
    refused=_refused,
    comment="fix",
)


def _untie(unit: Unit, repair: Repair) -> None:
    """A correction that will not be made is none."""
    before = movements.find(repair.side, repair.key)
    if before is not None and repair.operation_id in before.corrections:
        left = tuple(one for one in before.corrections if one != repair.operation_id)
        movements.save(unit, before, replace(before, corrections=left))


def _amount(repair: Repair) -> Money:
    if repair.amount is None:
        raise RuntimeError(f"{repair.id} has nothing to move")
    return repair.amount
