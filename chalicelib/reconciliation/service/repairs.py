"""Proposing a repair, and deciding on it: two people, one booking.

What only our ledger or nobody has to do is done in the unit of the approval; what the other side
must do is then carried out by `carrying_out`.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds import public as funds
from chalicelib.funds.public import Cause, CauseType, EntryKind, Posting
from chalicelib.reconciliation.model.breaks import Break, RepairAction, RepairAgainst
from chalicelib.reconciliation.model.repairs import LIVE, Repair, RepairStatus, RepairUnderWay
from chalicelib.reconciliation.model.sides import Movement, Side, SideKind
from chalicelib.reconciliation.rules import matching, repairing, suggesting
from chalicelib.reconciliation.service import books, looking, providers
from chalicelib.reconciliation.service.findings import tell
from chalicelib.reconciliation.service.folding import MENDS
from chalicelib.reconciliation.service.reading import seen
from chalicelib.reconciliation.store import breaks as store
from chalicelib.reconciliation.store import movements
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class Proposal:
    """What somebody wants done about a break, and why."""

    action: RepairAction
    reason: str
    against: RepairAgainst | None = None


def propose(actor: Actor, break_id: str, wanted: Proposal, command: Command) -> Repair:
    """Propose a repair of an open break; another person must approve it.

    Raises:
        NotFound. BreakClosed. RepairNotPossible. RepairUnderWay.
    """

    def work(unit: Unit) -> Repair:
        broken = seen(actor, break_id)
        refunds = providers.can_refund(broken.side)
        suggesting.check_possible(broken, wanted.action, wanted.against, can_refund=refunds)
        if broken.repair_id and store.repair(break_id, broken.repair_id).status in LIVE:
            raise RepairUnderWay(break_id=break_id, repair_id=broken.repair_id)
        proposed = store.save_repair(
            unit,
            None,
            Repair(
                id=unit.ids.new("rep", unit.now),
                break_id=broken.id,
                side=broken.side,
                key=broken.key,
                action=wanted.action,
                reason=wanted.reason,
                proposed_by=actor.ref,
                proposed_at=unit.now,
                amount=broken.difference,
                against=wanted.against,
            ),
        )
        store.save(unit, broken, replace(broken, repair_id=proposed.id))
        _log(unit, "repair_proposed", broken, proposed, {"reason": wanted.reason})
        command.settle(unit, proposed)
        return proposed

    return ports.transact(actor, work)


def decide(actor: Actor, break_id: str, repair_id: str, note: str, *, approve: bool) -> Repair:
    """Approve a repair that somebody else proposed, or decline it; its proposer may withdraw it.

    Raises:
        NotFound. RepairDecided. OwnRepair. BreakChanged: look again and propose anew.
        InsufficientFunds: the client's wallet has not what would be taken.
    """

    def work(unit: Unit) -> Repair:
        broken = seen(actor, break_id)
        before = store.repair(break_id, repair_id)
        repairing.check_decidable(actor, before, broken, approve=approve)
        after = repairing.decided(before, actor, unit.now, note, approve=approve)
        if approve:
            _log(unit, "repair_approved", broken, after, {"note": note})
            after = _EFFECTS[before.action](unit, broken, after)
        else:
            _log(unit, "repair_declined", broken, after, {"note": note})
        left = replace(broken, repair_id=after.id, entry_id=after.entry_id or broken.entry_id)
        store.save(unit, broken, left)
        return store.save_repair(unit, before, after)

    after = ports.transact(actor, work)
    if after.status is RepairStatus.DONE:
        books.catch_up(actor)
        looking.look_again(actor, store.get(break_id))
    return after


def _book(unit: Unit, broken: Break, repair: Repair) -> Repair:
    """Book the difference, so that our ledger says what the other side has."""
    entry = funds.ledger.entry(
        unit,
        Cause(CauseType.REPAIR, repair.id),
        "book",
        EntryKind.ADJUSTMENT,
        "reconciliation_repair",
        _postings(broken, repair),
        facts=_facts(broken),
    )
    return replace(repair, entry_id=funds.ledger.post(unit, entry).id)


def _postings(broken: Break, repair: Repair) -> tuple[Posting, ...]:
    """At a server, clearing grows with what is there; at a provider it shrinks."""
    amount = _amount(repair)
    side = Side.parse(broken.side)
    if side.kind is SideKind.SERVER:
        clearing, moved = funds.trading_clearing(side.name), amount
    else:
        clearing, moved = funds.psp_clearing(side.name), -amount
    is_clients = repair.against is RepairAgainst.WALLET
    other = funds.available(broken.client_id) if is_clients else funds.SUSPENSE
    return Posting(clearing, moved), Posting(other, -moved)


def _facts(broken: Break) -> dict[str, str]:
    facts = {MENDS: broken.key, "break_id": broken.id}
    if broken.account_id:
        facts |= {"account_id": broken.account_id, "login": str(broken.login)}
    return facts


def _amount(repair: Repair) -> Money:
    """What a repair moves; a break without a difference cannot have one that moves money."""
    if repair.amount is None:
        raise RuntimeError(f"{repair.id} has nothing to move")
    return repair.amount


def _accept(unit: Unit, broken: Break, repair: Repair) -> Repair:
    """Let both sides stand as they were seen; when they move again, the break is back."""
    before = movements.find(broken.side, broken.key)
    ours = before or _movement(broken)
    accepted = replace(ours, accepted=matching.fingerprint(ours, broken.theirs), look_at=None)
    movements.save(unit, before, accepted)
    return repair


def _correct(unit: Unit, broken: Break, repair: Repair) -> Repair:
    """Tie the movement that the server will be asked for to the one that it corrects."""
    before = movements.find(broken.side, broken.key)
    ours = before or _movement(broken)
    movements.save(
        unit, before, replace(ours, corrections=(*ours.corrections, repair.operation_id))
    )
    correction = replace(_movement(broken), key=repair.operation_id, since=unit.now)
    movements.save(unit, None, replace(correction, belongs_to=broken.key))
    return repair


def _refund(_unit: Unit, _broken: Break, repair: Repair) -> Repair:
    return repair


def _movement(broken: Break) -> Movement:
    """A movement of which nothing is booked, as the break knows it."""
    return Movement(
        broken.side,
        broken.key,
        since=broken.happened_at,
        account_id=broken.account_id,
        login=broken.login,
        client_id=broken.client_id,
    )


_EFFECTS: dict[RepairAction, Callable[[Unit, Break, Repair], Repair]] = {
    RepairAction.BOOK: _book,
    RepairAction.ACCEPT: _accept,
    RepairAction.CORRECT: _correct,
    RepairAction.REFUND: _refund,
}


def _log(unit: Unit, what: str, broken: Break, repair: Repair, facts: dict[str, str]) -> None:
    """In the break's history and on the record."""
    told = {"repair_id": repair.id, "action": repair.action.value, **facts}
    if repair.against is not None:
        told["against"] = repair.against.value
    tell(unit, broken.id, what, told)
    audit.record(
        unit,
        f"reconciliation_{what}",
        "break",
        broken.id,
        client_id=broken.client_id or None,
        after=told,
    )
