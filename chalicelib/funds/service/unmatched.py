"""Settling payments that could not be credited by themselves: one proposes, another agrees."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.ledger import SUSPENSE, EntryKind, Posting, available, psp_clearing
from chalicelib.funds.model.refunds import Refund
from chalicelib.funds.model.unmatched import Proposal, Settlement, Unmatched, UnmatchedStage
from chalicelib.funds.rules import unmatched as rules
from chalicelib.funds.service import ledger, refunds
from chalicelib.funds.store import unmatched as store
from chalicelib.gateways.payments.port import REFUNDING
from chalicelib.messages.funds import WalletAdjusted
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_ROUNDS = 8


@dataclass(frozen=True)
class ProposalDraft:
    """How to settle a payment, and why; ``client_id`` where another is credited than it names."""

    settlement: Settlement
    reason: str
    client_id: str | None = None


def page(actor: Actor, request: PageRequest, *, settled: bool) -> Page[Unmatched]:
    """Unmatched payments in the actor's scope, newest first; nobody's need the whole company.

    A page may be shorter than asked for although another follows.
    """
    following = request
    for _ in range(_ROUNDS):
        found = store.page(following, settled=settled)
        seen = _seen(actor, found.items)
        if seen or found.next_cursor is None:
            return Page(seen, found.next_cursor)
        following = replace(request, cursor=found.next_cursor)
    return Page((), following.cursor)


def _seen(actor: Actor, items: tuple[Unmatched, ...]) -> tuple[Unmatched, ...]:
    ids = {one.client_id for one in items if one.client_id}
    visible = {one.id for one in clients.visible(actor, sorted(ids))}
    everything = actor.scope.company
    return tuple(
        one for one in items if (one.client_id in visible if one.client_id else everything)
    )


def read(actor: Actor, unmatched_id: str) -> Unmatched:
    """One payment, if the actor may see it.

    Raises:
        NotFound.
    """
    found = store.get(unmatched_id)
    if not _seen(actor, (found,)):
        raise NotFound("no such payment", what="payment")
    return found


def propose(actor: Actor, unmatched_id: str, draft: ProposalDraft) -> Unmatched:
    """Say how it should be settled; somebody else has to agree.

    Raises:
        NotFound: it, or the client to be credited. UnmatchedMoved. SettlementNotPossible.
        Invalid: ``client_missing``: nobody is known to be credited.
    """
    client_id = None
    if draft.settlement is Settlement.CREDIT:
        client_id = draft.client_id or read(actor, unmatched_id).client_id
        if client_id is None:
            raise Invalid("who is to be credited?", code="client_missing", field="client_id")
        clients.client(actor, client_id)

    def work(unit: Unit) -> Unmatched:
        before = read(actor, unmatched_id)
        proposal = Proposal(
            draft.settlement, draft.reason.strip(), actor.ref, actor.name, unit.now, client_id
        )
        after = store.change(unit, before, rules.proposed(before, proposal))
        _record(unit, "unmatched_settlement_proposed", after)
        return after

    return ports.transact(actor, work)


def decline(actor: Actor, unmatched_id: str) -> Unmatched:
    """Take a proposal off the table; the payment is open again.

    Raises:
        NotFound. UnmatchedMoved.
    """

    def work(unit: Unit) -> Unmatched:
        before = read(actor, unmatched_id)
        after = store.change(unit, before, rules.declined(before))
        _record(unit, "unmatched_settlement_declined", before)
        return after

    return ports.transact(actor, work)


def agree(actor: Actor, unmatched_id: str) -> Unmatched:
    """Settle it as proposed: credited at once, or sent back.

    Where the provider makes refunds it is asked to; else both vouch that it was sent back there.

    Raises:
        NotFound. UnmatchedMoved. OwnProposal.
    """

    def work(unit: Unit) -> Unmatched:
        before = read(actor, unmatched_id)
        proposal, agreed = rules.agreed(before, actor.ref, actor.name, unit.now)
        if proposal.settlement is Settlement.CREDIT:
            after = _credit(unit, agreed, str(proposal.client_id))
        elif proposal.settlement is Settlement.RETURN:
            after = _return(unit, agreed, proposal)
        else:
            after = agreed
        _record(unit, "unmatched_payment_settled", after)
        return store.change(unit, before, after)

    return ports.transact(actor, work)


def _credit(unit: Unit, payment: Unmatched, client_id: str) -> Unmatched:
    received = payment.received
    postings = (Posting(SUSPENSE, -received), Posting(available(client_id), received))
    entry = ledger.entry(
        unit,
        payment.cause,
        rules.step("settle", payment),
        EntryKind.DEPOSIT,
        "unmatched_credited",
        postings,
    )
    booked = ledger.post(unit, entry)
    unit.publish(
        WalletAdjusted(
            adjustment_id=payment.id, client_id=client_id, amount=received, entry_id=booked.id
        )
    )
    return replace(payment, entry_id=booked.id)


def _return(unit: Unit, payment: Unmatched, proposal: Proposal) -> Unmatched:
    if payment.provider in REFUNDING and payment.psp_reference:
        refund = refunds.start(unit, _refund(unit, payment, proposal))
        return replace(
            payment, stage=UnmatchedStage.RETURNING, settled_at=None, refund_id=refund.id
        )
    postings = (
        Posting(SUSPENSE, -payment.received),
        Posting(psp_clearing(payment.provider), payment.received),
    )
    step, memo = rules.step("settle", payment), "unmatched_returned"
    entry = ledger.entry(unit, payment.cause, step, EntryKind.UNMATCHED, memo, postings)
    return replace(payment, entry_id=ledger.post(unit, entry).id)


def _refund(unit: Unit, payment: Unmatched, proposal: Proposal) -> Refund:
    return Refund(
        id=unit.ids.new("rfd", unit.now),
        provider=payment.provider,
        psp_reference=payment.psp_reference,
        amount=payment.received,
        reason=proposal.reason,
        by=proposal.by,
        by_name=proposal.by_name,
        at=unit.now,
        deposit_id=payment.deposit_id,
        client_id=payment.client_id,
        unmatched_id=payment.id,
    )


def _record(unit: Unit, code: str, payment: Unmatched) -> None:
    proposal = payment.proposal
    audit.record(
        unit,
        code,
        "payment",
        payment.id,
        client_id=payment.client_id,
        after={
            "settlement": proposal.settlement.value if proposal else "",
            "reason": proposal.reason if proposal else "",
            "amount": str(payment.received),
            "currency": payment.received.currency,
        },
    )
