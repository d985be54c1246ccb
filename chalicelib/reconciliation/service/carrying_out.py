"""What another side must do for a repair: asked for once, and looked for before it is repeated.

Every step is stored before it is taken. A server gets the repair's own operation id, the same for
all tries; after a lost answer its deals are searched for that id, and not before it is surely
through with the first question. A provider's refund carries the repair's id, and asking again with
it is harmless by the port's promise. `sweep` goes on with whatever was left half-way.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.core.actor import Actor
from chalicelib.core.errors import (
    Conflict,
    FairleadError,
    OutcomeUnknown,
    VendorRefused,
    VendorUnavailable,
)
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.trading.model import MovementKind
from chalicelib.gateways.trading.port import SETTLING
from chalicelib.reconciliation.model.breaks import Break, BreakProblem, RepairAction
from chalicelib.reconciliation.model.repairs import UNDER_WAY, Repair, RepairStatus
from chalicelib.reconciliation.model.sides import Side
from chalicelib.reconciliation.rules import repairing
from chalicelib.reconciliation.rules.repairing import Step
from chalicelib.reconciliation.service import looking
from chalicelib.reconciliation.service.findings import tell
from chalicelib.reconciliation.store import breaks as store
from chalicelib.reconciliation.store import movements
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

ENOUGH_SECONDS = 15
_MOST_AT_ONCE = 50
_LOOK_BACK = timedelta(hours=1)


class Overtaken(Conflict):
    """Another worker has gone on with this repair meanwhile; it is theirs."""

    code = "repair_overtaken"


@dataclass(frozen=True)
class Swept:
    """Ids of repairs that came to their end, and of those that still wait."""

    ended: tuple[str, ...]
    waiting: tuple[str, ...]


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
        Upstream: the other side could not even be read; nothing has changed.
    """
    repair = store.repair(break_id, repair_id)
    if repair.status not in UNDER_WAY:
        return repair
    match repairing.next_step(repair, ports.now(), SETTLING):
        case Step.ASK:
            return _ask(actor, repair)
        case Step.LOOK:
            return _look(actor, repair)
        case _:
            return repair


def _ask(actor: Actor, repair: Repair) -> Repair:
    """Store that we ask, ask, and store the answer."""
    try:
        claimed = _claim(actor, repair)
    except Overtaken:
        return store.repair(repair.break_id, repair.id)
    broken = store.get(repair.break_id)
    try:
        reference = _asked(claimed, broken)
    except OutcomeUnknown:
        return claimed
    except VendorUnavailable:
        return _not_done(actor, claimed)
    except VendorRefused as refusal:
        return _end(actor, claimed, RepairStatus.REFUSED, refusal=refusal.code)
    return _end(actor, claimed, RepairStatus.DONE, reference=reference)


def _asked(repair: Repair, broken: Break) -> str:
    """Ask the other side; its own number of what it did."""
    amount = _amount(repair)
    name = Side.parse(repair.side).name
    if repair.action is RepairAction.REFUND:
        provider = ports.refunding_provider(name)
        return provider.refund(repair.key, amount, repair.id).refund_reference
    is_credit = broken.problem is BreakProblem.CREDIT_BY_HAND
    ticket = accounts.server(name).move_money(
        _login(broken),
        -amount,
        repair.operation_id,
        kind=MovementKind.CREDIT if is_credit else MovementKind.BALANCE,
        comment="fix",
    )
    return str(ticket)


def _look(actor: Actor, repair: Repair) -> Repair:
    """Search the server for what a lost answer may have done; only if it is not there, ask."""
    if repair.action is RepairAction.REFUND:
        return _ask(actor, repair)
    found = accounts.server(Side.parse(repair.side).name).find_movement(
        _login(store.get(repair.break_id)),
        repair.operation_id,
        (repair.first_asked_at or repair.proposed_at) - _LOOK_BACK,
        ports.now() + _LOOK_BACK,
    )
    if found is None:
        return _ask(actor, repair)
    return _end(actor, repair, RepairStatus.DONE, reference=str(found.ticket))


def _claim(actor: Actor, repair: Repair) -> Repair:
    """Store that the other side is asked now; only one worker can, from the state it has seen."""

    def work(unit: Unit) -> Repair:
        if store.repair(repair.break_id, repair.id).version != repair.version:
            raise Overtaken(repair_id=repair.id)
        return store.save_repair(unit, repair, repairing.asked(repair, unit.now))

    return ports.transact(actor, work)


def _not_done(actor: Actor, claimed: Repair) -> Repair:
    """The other side did not look at it: back to where it may be asked without a search."""

    def work(unit: Unit) -> Repair:
        current = store.repair(claimed.break_id, claimed.id)
        if current.version != claimed.version:
            return current
        back = replace(claimed, status=RepairStatus.STARTED, asked_at=None, changed_at=unit.now)
        return store.save_repair(unit, claimed, back)

    return ports.transact(actor, work)


def _end(
    actor: Actor, repair: Repair, status: RepairStatus, *, reference: str = "", refusal: str = ""
) -> Repair:
    """Store what came of it, once, whoever comes first; then look whether the sides agree."""

    def work(unit: Unit) -> Repair:
        before = store.repair(repair.break_id, repair.id)
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

    after = ports.transact(actor, work)
    looking.look_again(actor, store.get(repair.break_id))
    return after


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


def _login(broken: Break) -> int:
    if broken.login is None:
        raise RuntimeError(f"{broken.id} is on no account")
    return broken.login
