"""Asking for a deposit.

An online deposit is begun in two steps, because the provider is called between them: first the
deposit and its request are stored under the client's command, then the page is opened
(`deposit_pages`) and its address stored as the answer. Whoever dies in between repeats the
command and goes on with the same deposit and the same page.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import PaymentStatus, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import Client, PortalModule
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.forms import FieldType
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.documents import public as documents
from chalicelib.documents.public import DocumentMissing, Purpose
from chalicelib.funds.model.deposits import (
    Deposit,
    DepositDraft,
    DepositMethod,
    DepositMethodKind,
    FieldRefused,
    TooManyPendingDeposits,
)
from chalicelib.funds.model.rates import RateDirection
from chalicelib.funds.model.settings import (
    DEPOSIT_WINDOW,
    MAX_PENDING_DEPOSITS,
    WALLET_CURRENCIES,
)
from chalicelib.funds.model.wallets import WalletFlagOff
from chalicelib.funds.rules import deposits as rules
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.pricing import Price
from chalicelib.funds.service import deposit_pages, deposit_prices, onward, rates, windows
from chalicelib.funds.service.deposit_states import PENDING, DepositState
from chalicelib.funds.service.requests import Asked, amount_facts, opened, quote_facts
from chalicelib.funds.store import allowances, wallets
from chalicelib.funds.store import deposits as store
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class _Wish:
    """What a client asks for, checked and priced."""

    client: Client
    method: DepositMethod
    draft: DepositDraft
    price: Price
    account: TradingAccount | None


def methods_for(actor: Actor, client_id: str) -> list[DepositMethod]:
    """Of the methods of a client, those with which ``actor`` can ask for a deposit of theirs.

    For staff these are the manual ones, without the proofs that a client would hand in: they have
    seen what they vouch for. They are in one currency: a rate is shown to clients themselves.

    Raises:
        NotFound: there is no such client, for this actor. Forbidden: ``client_not_active``.
    """
    offered = deposit_prices.methods(clients.asking(actor, client_id).id)
    if actor.realm is Realm.CLIENT:
        return offered
    manual = (_vouched_for(one) for one in offered if one.kind is DepositMethodKind.MANUAL)
    currencies = settings.value(WALLET_CURRENCIES)
    return rules.on_offer(manual, currencies)


def _vouched_for(method: DepositMethod) -> DepositMethod:
    typed = tuple(field for field in method.fields if field.type is not FieldType.FILE)
    return replace(method, fields=typed, converts=False)


def submit(
    actor: Actor, draft: DepositDraft, command: Command, *, on_behalf_of: str | None = None
) -> DepositState:
    """Ask for a deposit. A manual one waits for staff; an online one for its payment.

    Staff ask ``on_behalf_of`` a client with manual methods alone: only clients themselves can pay
    on a provider's page.

    Raises:
        NotFound: somebody else's client.
        Forbidden: ``client_not_active``, ``module_off``. MethodNotAvailable, AmountOutOfRange,
        RateMissing, RateStale, QuoteChanged, OutsideWindow,
        FieldRefused, TooManyPendingDeposits, WalletFlagOff, KeyReused. Invalid.
        DestinationNotAllowed, TransferNotAllowed: the account takes no deposit.
        PageClosed, VendorRefused: this deposit has come to nothing; begin another.
        VendorUnavailable, OutcomeUnknown: the page is not open yet; repeat with the same key.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.DEPOSIT)
    begun = store.of_command(command)
    if begun is None:
        if actor.realm is Realm.CLIENT:
            windows.check(DEPOSIT_WINDOW)
        wish = _checked(client, methods_for(actor, client.id), draft)
        if wish.method.kind is DepositMethodKind.MANUAL:
            return _asked(actor, wish, command)
        begun = _begun(actor, wish, command)
    return deposit_pages.opened(actor, client, begun, command.confirmed)


def _checked(client: Client, offered: list[DepositMethod], draft: DepositDraft) -> _Wish:
    currency = draft.amount.currency
    found = deposit_prices.priced(client, draft, offered)
    method, price = found.method, found.price
    pricing.check_shown(draft.shown, price.payment)
    values = rules.checked_values(method, draft.values, ports.now().date())
    _check_files(client, method, values)
    wallet = wallets.find(client.id, currency)
    if wallet is not None and not wallet.flags.deposit:
        raise WalletFlagOff("nothing can be paid in here", field="currency", flag="deposit")
    account = onward.destination(client.id, draft)
    return _Wish(client, method, replace(draft, values=values), price, account)


def _check_files(client: Client, method: DepositMethod, values: dict[str, str]) -> None:
    """Every file must be one that this very client has handed in as a proof."""
    for field in method.fields:
        if field.type is FieldType.FILE and field.key in values:
            try:
                documents.document_of(client.id, values[field.key], Purpose.DEPOSIT_PROOF)
            except DocumentMissing:
                raise FieldRefused(
                    "send the file first", field=f"fields.{field.key}", problem="file_missing"
                ) from None


def _asked(actor: Actor, wish: _Wish, command: Command) -> DepositState:
    """A manual deposit: stored with its request, which is the command's whole outcome."""

    def work(unit: Unit) -> DepositState:
        deposit = _stored(unit, wish)
        asked = Asked(RequestType.DEPOSIT, _summary(deposit), deposit.amount, manual_only=True)
        state = DepositState(deposit, opened(unit, wish.client, deposit.id, asked))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def _begun(actor: Actor, wish: _Wish, command: Command) -> Deposit:
    """An online deposit's first step: stored with its request, and with the command it is of."""
    in_base = _in_base(wish)

    def work(unit: Unit) -> Deposit:
        known = store.of_command(command)  # a repeat may have been quicker
        if known is not None:
            return known
        command.confirm(unit)
        deposit = _stored(unit, wish)
        store.remember(unit, command, deposit.id)
        asked = Asked(
            RequestType.DEPOSIT,
            _summary(deposit),
            in_base,
            payment_status=PaymentStatus.PENDING,
            awaits_payment=True,
        )
        opened(unit, wish.client, deposit.id, asked)
        return deposit

    return ports.transact(actor, work)


def _in_base(wish: _Wish) -> Money:
    """What the threshold of partial approval is compared with."""
    group = clients.group_of(wish.client.id).id
    base = settings.value(approvals.BASE_CURRENCY)
    return rates.in_base(wish.price.amount, base, RateDirection.DEPOSIT, group)


def _stored(unit: Unit, wish: _Wish) -> Deposit:
    limit = settings.value(MAX_PENDING_DEPOSITS)
    exceeded = TooManyPendingDeposits("wait for the pending ones first", limit=limit)
    client_id = wish.client.id
    allowances.take(unit, client_id, PENDING, limit, exceeded)
    deposit_id = unit.ids.new("dep", unit.now)
    made = rules.new_deposit(deposit_id, client_id, wish.method, wish.draft, wish.price, unit.now)
    if wish.account is not None:
        made = replace(made, account_id=wish.account.id, login=wish.account.login)
    return store.add(unit, made)


def _summary(deposit: Deposit) -> dict[str, str | int]:
    return {
        **amount_facts(deposit.amount),
        "fee": str(deposit.fee),
        "payment": str(deposit.payment),
        "method": deposit.method_id,
        **quote_facts(deposit.quote),
        **_destination(deposit),
    }


def _destination(deposit: Deposit) -> dict[str, str | int]:
    if deposit.account_id is None:
        return {}
    return {"account": str(deposit.login), "account_id": deposit.account_id}
