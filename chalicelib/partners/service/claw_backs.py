"""Claw-backs: what was paid too much, and is taken back once somebody else has agreed.

Approving takes what lies in the wallet, never below zero. The rest is a debt, which commissions
that come later are set off against, or which is waived with a reason.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.money import Money
from chalicelib.funds import public as funds
from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    Debt,
    Taking,
    Verdict,
)
from chalicelib.partners.rules import taking as rules
from chalicelib.partners.service import booking, failures
from chalicelib.partners.service.explaining import deal_key
from chalicelib.partners.service.failures import Which
from chalicelib.partners.store import earnings as store
from chalicelib.partners.store import paying
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def decide(
    actor: Actor,
    recipient_id: str,
    key: str,
    which: Which,
    verdict: Verdict,
    comment: str,
    command: Command,
) -> Commission:
    """Agree to a claw-back and take what there is, or waive what is not taken yet.

    Raises:
        NotFound. Conflict: ``claw_back_decided``. Forbidden: ``own_change``. Invalid: ``missing``
            for the comment of what is waived.
    """
    clients.client(actor, recipient_id)

    def work(unit: Unit) -> Commission:
        before = failures.commission(key, recipient_id, which)
        if verdict is Verdict.APPROVE:
            rules.check_approvable(before, unit.actor)
            after = _approved(unit, before, comment)
        else:
            rules.check_waivable(before, comment)
            after = _waived(unit, before, comment)
        _record(unit, verdict, before, after)
        made = store.change(unit, before, after)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def _approved(unit: Unit, before: Commission, comment: str) -> Commission:
    decided = _decided(unit, before, comment)
    whole = rules.whole(before)
    part = min(whole, funds.in_wallet(before.recipient_id, whole.currency), key=_minor)
    if part.is_positive:
        payout = booking.take_back(unit, decided, part)
        decided = replace(
            decided,
            takings=(Taking(part, unit.now, payout.id, from_wallet=True),),
            payout_id=payout.id,
            paid_at=unit.now,
        )
    left = whole - part
    if not left.minor:
        return replace(decided, state=CommissionState.TAKEN)
    paying.owes(unit, _debt(decided, left, unit))
    return replace(decided, state=CommissionState.OWED)


def _minor(amount: Money) -> int:
    return amount.minor


def _debt(one: Commission, left: Money, unit: Unit) -> Debt:
    return Debt(
        recipient_id=one.recipient_id,
        kind=one.kind,
        server_id=one.server_id,
        deal_id=one.deal_id,
        closed_at=one.closed_at,
        amount=left,
        since=unit.now,
        revision=one.revision,
    )


def _waived(unit: Unit, before: Commission, comment: str) -> Commission:
    debt = paying.debt_of(before)
    if debt is not None:
        paying.change_debt(unit, debt, Money.zero(debt.amount.currency))
    after = replace(before, state=CommissionState.WAIVED, comment=comment)
    return after if before.decided_at else _decided(unit, after, comment)


def _decided(unit: Unit, one: Commission, comment: str) -> Commission:
    return replace(
        one,
        comment=comment,
        decided_by_id=unit.actor.id,
        decided_by_name=unit.actor.name,
        decided_at=unit.now,
    )


def _record(unit: Unit, verdict: Verdict, before: Commission, after: Commission) -> None:
    audit.record(
        unit,
        f"claw_back_{verdict}",
        "commission",
        deal_key(before.server_id, before.deal_id),
        client_id=before.recipient_id,
        before={"state": before.state.value},
        after={
            "state": after.state.value,
            "amount": str(before.moves),
            "taken": str(rules.taken(after)),
            "cause": before.cause.value,
            "comment": after.comment,
        },
    )
