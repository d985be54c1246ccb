"""Withdrawals: asked for, held, approved by the system or left to the staff.

What comes straight from a trading account is held when it has arrived: see `off_account`.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, Request, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.details import WithdrawalDetails
from chalicelib.funds.model.methods import WithdrawalMethod
from chalicelib.funds.model.payouts import Payout
from chalicelib.funds.model.settings import (
    MAX_PENDING_WITHDRAWALS,
    WITHDRAWAL_WINDOW,
)
from chalicelib.funds.model.wallets import WalletFlagOff
from chalicelib.funds.model.withdrawals import (
    TooManyPending,
    Withdrawal,
    WithdrawalDraft,
)
from chalicelib.funds.rules import pricing
from chalicelib.funds.service import (
    automation,
    holding_back,
    holds,
    identity_checks,
    off_account,
    payees,
    payout_prices,
    sources,
    windows,
)
from chalicelib.funds.service.payout_prices import PricedPayout
from chalicelib.funds.service.requests import Asked, amount_facts, opened, quote_facts
from chalicelib.funds.store import allowances, payouts, wallets
from chalicelib.funds.store import withdrawals as store
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

PENDING = "pending_withdrawals"


@dataclass(frozen=True)
class WithdrawalState:
    """A withdrawal with its request: money and decision together; ``payout`` is its provider's."""

    withdrawal: Withdrawal
    request: Request
    payout: Payout | None = None


def methods_for(actor: Actor, client_id: str) -> list[WithdrawalMethod]:
    """The ways in which a client can be paid, for who may ask for them.

    Raises:
        NotFound: there is no such client, for this actor. Forbidden: ``client_not_active``.
    """
    return payout_prices.methods(clients.asking(actor, client_id).id)


def submit(
    actor: Actor, draft: WithdrawalDraft, command: Command, *, on_behalf_of: str | None = None
) -> WithdrawalState:
    """Ask for a withdrawal, or as staff ``on_behalf_of`` a client; the amount is held at once, or,
    from a trading account, as soon as it has arrived.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. OnHold. NotFound: not their details, not
        their account. SourceNotAllowed, TransferNotAllowed, MarginNeeded: of the source.
        Upstream: the server could not be asked for the free margin.
        IdentityCheckRequired, ReturnToSource: for clients themselves.
        MethodNotAvailable, AmountOutOfRange, RateMissing, RateStale, QuoteChanged, OutsideWindow,
        DetailsNotApproved, TooManyPending, WalletFlagOff,
        InsufficientFunds. Invalid.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.WITHDRAWAL)
    if actor.realm is Realm.CLIENT:
        windows.check(WITHDRAWAL_WINDOW)
        identity_checks.check(client.id, draft.amount)
    found = payout_prices.priced(client.id, draft)
    returns_to = found.method.returns_to
    holding_back.check(client.id)
    pricing.check_shown(draft.shown, found.price.payout)
    limit = settings.value(MAX_PENDING_WITHDRAWALS)
    check_wallet(client.id, draft.amount.currency)
    account = off_account.source(client.id, draft)
    if account is not None:
        off_account.check_margin(account, draft)
    arrives = account is not None
    decide = automation.prepared(client.id, draft)

    def work(unit: Unit) -> WithdrawalState:
        details = payees.taken(unit, client.id, draft)
        exceeded = TooManyPending("wait for a decision first", limit=limit)
        allowances.take(unit, client.id, PENDING, limit, exceeded)
        decision = decide(unit)
        if actor.realm is Realm.CLIENT:
            sources.check(client.id, draft.amount, returns_to, arrives=arrives)
        withdrawal = replace(
            _asked_for(unit, client.id, draft.amount, found, details),
            automation=decision,
            returned=sources.take(unit, client.id, draft.amount, returns_to, arrives=arrives),
        )
        asked = Asked(
            RequestType.WITHDRAWAL,
            _summary(withdrawal),
            draft.amount,
            manual_only=not decision.approved,
            automatic_only=decision.approved,
        )
        if account is not None:
            withdrawal, asked = off_account.begin(unit, client, account, withdrawal, asked)
        else:
            cause, amount = withdrawal.cause, draft.amount
            hold = holds.hold(unit, cause, client.id, amount, memo="withdrawal_held")
            withdrawal = replace(withdrawal, hold_id=hold.id)
            asked = replace(asked, funding_status=FundingStatus.HELD)
        stored = store.add(unit, withdrawal)
        automation.record(unit, stored.id, client.id, decision)
        state = WithdrawalState(stored, opened(unit, client, stored.id, asked))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def _asked_for(
    unit: Unit, client_id: str, amount: Money, found: PricedPayout, details: WithdrawalDetails
) -> Withdrawal:
    """The withdrawal, before anything is held for it."""
    method, price = found.method, found.price
    return Withdrawal(
        id=unit.ids.new("wdr", unit.now),
        client_id=client_id,
        amount=amount,
        fee=price.fee,
        payout=price.payout,
        method_id=method.id,
        method_name=method.name,
        details_id=details.id,
        details_label=details.label,
        hold_id="",
        submitted_at=unit.now,
        quote=price.quote,
        route=method.route,
    )


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
    return WithdrawalState(found, request, payouts.find(found.id) if found.route else None)
