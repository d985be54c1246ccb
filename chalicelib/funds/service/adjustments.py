"""Staff add to a wallet or take from it: effective at once, with a reason, on the record."""

from dataclasses import field

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.adjustments import Adjustment
from chalicelib.funds.model.ledger import (
    SUSPENSE,
    Cause,
    CauseType,
    Entry,
    EntryKind,
    Posting,
    available,
)
from chalicelib.funds.service import ledger
from chalicelib.funds.store import adjustments as store
from chalicelib.funds.store import wallets
from chalicelib.messages.approvals import Notify
from chalicelib.messages.funds import WalletAdjusted
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class AdjustmentDraft:
    """What staff want: a signed amount, why, and how the client is told."""

    client_id: str
    amount: Money
    comment: str
    notify: Notify = field(default_factory=Notify)


def adjust(actor: Actor, draft: AdjustmentDraft, command: Command) -> Adjustment:
    """Change the wallet by the draft's amount, against suspense.

    Raises:
        NotFound: not a client in the actor's scope. Invalid: ``amount_zero``.
        InsufficientFunds: more was to be taken than is available.
    """
    client = clients.client(actor, draft.client_id)
    if not draft.amount.minor:
        raise Invalid("nothing would change", code="amount_zero", field="amount")

    def work(unit: Unit) -> Adjustment:
        adjustment_id = unit.ids.new("adj", unit.now)
        entry = ledger.post(unit, _entry(unit, adjustment_id, draft))
        before = wallets.find(client.id, draft.amount.currency)
        had = before.available if before else Money.zero(draft.amount.currency)
        made = store.add(
            unit,
            Adjustment(
                id=adjustment_id,
                client_id=client.id,
                amount=draft.amount,
                comment=draft.comment,
                by=actor.ref,
                at=unit.now,
                entry_id=entry.id,
                available_after=had + draft.amount,
            ),
        )
        _record(unit, made, draft.notify)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def _entry(unit: Unit, adjustment_id: str, draft: AdjustmentDraft) -> Entry:
    postings = (
        Posting(SUSPENSE, -draft.amount),
        Posting(available(draft.client_id), draft.amount),
    )
    cause = Cause(CauseType.ADJUSTMENT, adjustment_id)
    return ledger.entry(unit, cause, "post", EntryKind.ADJUSTMENT, "wallet_adjusted", postings)


def _record(unit: Unit, made: Adjustment, notify: Notify) -> None:
    """Log it and tell of it."""
    audit.record(
        unit,
        "wallet_adjusted",
        "wallet",
        f"{made.client_id}:{made.amount.currency}",
        client_id=made.client_id,
        after={
            "adjustment_id": made.id,
            "amount": str(made.amount),
            "currency": made.amount.currency,
            "comment": made.comment,
        },
    )
    unit.publish(
        WalletAdjusted(
            adjustment_id=made.id,
            client_id=made.client_id,
            amount=made.amount,
            entry_id=made.entry_id,
            notify=notify,
        )
    )
