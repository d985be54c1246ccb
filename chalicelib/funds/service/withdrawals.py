"""Withdrawals from the wallet: held at submission, posted at approval, paid out by staff."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, PaymentStatus, Request, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import BANK_CLEARING, FEE_INCOME, EntryKind, Posting
from chalicelib.funds.model.methods import WithdrawalMethod
from chalicelib.funds.model.settings import (
    MAX_PENDING_WITHDRAWALS,
    WITHDRAWAL_WINDOW,
)
from chalicelib.funds.model.wallets import WalletFlagOff
from chalicelib.funds.model.withdrawals import (
    PayoutStatus,
    TooManyPending,
    Withdrawal,
    WithdrawalDraft,
    WithdrawalStage,
)
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.exchange import exchange, leg_of
from chalicelib.funds.service import holding_back, holds, payees, payout_prices, windows
from chalicelib.funds.service.requests import Asked, amount_facts, opened, quote_facts
from chalicelib.funds.store import allowances, wallets
from chalicelib.funds.store import withdrawals as store
from chalicelib.messages.funds import WithdrawalPosted
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

PENDING = "pending_withdrawals"


@dataclass(frozen=True)
class WithdrawalState:
    """A withdrawal with its request: money and decision together."""

    withdrawal: Withdrawal
    request: Request


def methods_for(actor: Actor, client_id: str) -> list[WithdrawalMethod]:
    """The ways in which a client can be paid, for who may ask for them.

    Raises:
        NotFound: there is no such client, for this actor. Forbidden: ``client_not_active``.
    """
    return payout_prices.methods(clients.asking(actor, client_id).id)


def submit(
    actor: Actor, draft: WithdrawalDraft, command: Command, *, on_behalf_of: str | None = None
) -> WithdrawalState:
    """Ask for a withdrawal, or as staff ``on_behalf_of`` a client; the amount is held at once.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. OnHold. NotFound: not their details.
        MethodNotAvailable, AmountOutOfRange, RateMissing, RateStale, QuoteChanged, OutsideWindow,
        DetailsNotApproved, TooManyPending, WalletFlagOff,
        InsufficientFunds. Invalid.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.WITHDRAWAL)
    if actor.realm is Realm.CLIENT:
        windows.check(WITHDRAWAL_WINDOW)
    found = payout_prices.priced(client.id, draft)
    method, price = found.method, found.price
    holding_back.check(client.id)
    pricing.check_shown(draft.shown, price.payout)
    limit = settings.value(MAX_PENDING_WITHDRAWALS)
    check_wallet(client.id, draft.amount.currency)

    def work(unit: Unit) -> WithdrawalState:
        details = payees.taken(unit, client.id, draft)
        exceeded = TooManyPending("wait for a decision first", limit=limit)
        allowances.take(unit, client.id, PENDING, limit, exceeded)
        withdrawal = Withdrawal(
            id=unit.ids.new("wdr", unit.now),
            client_id=client.id,
            amount=draft.amount,
            fee=price.fee,
            payout=price.payout,
            method_id=method.id,
            method_name=method.name,
            details_id=details.id,
            details_label=details.label,
            hold_id="",
            submitted_at=unit.now,
            quote=price.quote,
        )
        hold = holds.hold(unit, withdrawal.cause, client.id, draft.amount, memo="withdrawal_held")
        stored = store.add(unit, replace(withdrawal, hold_id=hold.id))
        asked = Asked(
            RequestType.WITHDRAWAL,
            _summary(stored),
            draft.amount,
            FundingStatus.HELD,
            manual_only=True,
        )
        state = WithdrawalState(stored, opened(unit, client, stored.id, asked))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def check_wallet(client_id: str, currency: str) -> None:
    """Refuse where the broker lets nothing be withdrawn from this wallet.

    Raises:
        WalletFlagOff.
    """
    wallet = wallets.find(client_id, currency)
    if wallet is not None and not wallet.flags.withdrawal:
        raise WalletFlagOff("nothing can be withdrawn here", field="source", flag="withdrawal")


def _summary(withdrawal: Withdrawal) -> dict[str, str | int]:
    return {
        **amount_facts(withdrawal.amount),
        "fee": str(withdrawal.fee),
        "payout": str(withdrawal.payout),
        "method": withdrawal.method_id,
        "details_label": withdrawal.details_label,
        **quote_facts(withdrawal.quote),
    }


def withdrawal(actor: Actor, withdrawal_id: str) -> WithdrawalState:
    """One withdrawal as it stands, if the actor may see it.

    Raises:
        NotFound.
    """
    found = store.get(withdrawal_id)
    request = approvals.read(withdrawal_id)
    own = actor.realm is Realm.CLIENT and found.client_id == actor.id
    in_scope = actor.realm is not Realm.CLIENT and request.is_seen_by(actor.scope)
    if not (own or in_scope):
        raise NotFound("no such withdrawal", what="withdrawal")
    return WithdrawalState(found, request)


def approved(actor: Actor, withdrawal_id: str, command: Command) -> None:
    """Let the held money go: the payout to bank clearing, the fee to fee income."""

    def work(unit: Unit) -> None:
        before = store.get(withdrawal_id)
        command.settle(unit)
        if before.stage is not WithdrawalStage.HELD:
            return
        entry = holds.post_hold(
            unit,
            holds.find(before.hold_id),
            destinations(before),
            EntryKind.WITHDRAWAL,
            memo="withdrawal",
            rate=leg_of(before.quote),
            facts={"method_id": before.method_id},
        )
        posted = replace(before, stage=WithdrawalStage.POSTED, payment_status=PayoutStatus.PENDING)
        store.change(unit, before, posted)
        payees.let_go(unit, before.details_id)
        allowances.give_back(unit, before.client_id, PENDING)
        approvals.complete(
            unit,
            before.id,
            funding_status=FundingStatus.WITHDRAWN,
            payment_status=PaymentStatus.PENDING,
        )
        unit.publish(
            WithdrawalPosted(
                withdrawal_id=before.id,
                client_id=before.client_id,
                amount=before.amount,
                fee=before.fee,
                payout=before.payout,
                method_id=before.method_id,
                entry_id=entry.id,
            )
        )

    ports.transact(actor, work)


def destinations(withdrawal: Withdrawal) -> tuple[Posting, ...]:
    """Where the money of a withdrawal goes: to the bank, and the fee to the house."""
    converted = withdrawal.payout + withdrawal.fee
    fee = (Posting(FEE_INCOME, withdrawal.fee),) if withdrawal.fee.minor else ()
    return (
        *exchange(withdrawal.quote, withdrawal.amount, -converted),
        Posting(BANK_CLEARING, withdrawal.payout),
        *fee,
    )


def ended(actor: Actor, withdrawal_id: str, command: Command) -> None:
    """Give the held money of a rejected or cancelled withdrawal back."""

    def work(unit: Unit) -> None:
        before = store.get(withdrawal_id)
        command.settle(unit)
        if before.stage is not WithdrawalStage.HELD:
            return
        holds.void_hold(unit, holds.find(before.hold_id), memo="withdrawal_returned")
        store.change(unit, before, replace(before, stage=WithdrawalStage.VOIDED))
        payees.let_go(unit, before.details_id)
        allowances.give_back(unit, before.client_id, PENDING)
        approvals.mark(unit, before.id, funding_status=FundingStatus.RETURNED)

    ports.transact(actor, work)
