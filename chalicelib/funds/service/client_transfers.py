"""Transfers to another client: asked for, held, and as each side and the staff read them.

From the wallet the amount is held at once; from a trading account as soon as it has arrived: see
`coming_off`.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.public import TradingAccount
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import FundingStatus, Request, RequestType
from chalicelib.clients import public as clients
from chalicelib.clients.public import AgreementPurpose, Client, PortalModule
from chalicelib.consents import public as consents
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.consent import Consent
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.client_transfers import (
    PREFIX,
    THIRD_PARTY,
    AccountEnd,
    ClientTransfer,
    ClientTransferDraft,
    ClientTransferStage,
    Recipient,
)
from chalicelib.funds.model.conversions import ConversionDraft
from chalicelib.funds.model.places import Place, place_of
from chalicelib.funds.model.rates import Quote
from chalicelib.funds.model.settings import WALLET_CURRENCIES
from chalicelib.funds.model.transfers import Direction, TransferDraft
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.client_transfers import masked_number
from chalicelib.funds.rules.transfers import check_amount, check_places
from chalicelib.funds.service import (
    coming_off,
    conversions,
    daily_sending,
    holding_back,
    holds,
    recipients,
    transfers,
)
from chalicelib.funds.service.recipients import Found
from chalicelib.funds.service.requests import Asked, amount_facts, opened, quote_facts
from chalicelib.funds.store import client_transfers as store
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


@dataclass(frozen=True)
class ClientTransferState:
    """A transfer between clients with its request, and the recipient as its sender sees them."""

    transfer: ClientTransfer
    request: Request
    recipient: Recipient


@dataclass(frozen=True)
class _Price:
    credit: Money
    quote: Quote | None


def submit(
    actor: Actor, draft: ClientTransferDraft, command: Command, *, on_behalf_of: str | None = None
) -> ClientTransferState:
    """Ask for a transfer to another client, or as staff ``on_behalf_of`` a client.

    What leaves the wallet is held at once, what leaves an account when it has arrived. Staff give
    no consents: those are a client's own.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. ThirdPartyOff, KycRequired, OnHold.
        RecipientNotFound, RecipientAmbiguous, RecipientIsSender, RecipientUnavailable.
        PlaceNotAllowed, TransferNotAllowed, MarginNeeded: of the source.
        NotFound: not their account.
        RateMissing, RateStale, QuoteChanged, WalletFlagOff, InsufficientFunds, DailyLimitReached.
        Upstream: the server could not be asked for the free margin.
        Invalid: ``agreement_not_accepted`` among others. Limited.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.THIRD_PARTY_TRANSFER)
    terms = settings.value(THIRD_PARTY)
    recipients.check_sender(actor, client)
    holding_back.check(client.id)
    account = _source(client.id, draft)
    price = _priced(client, draft)
    pricing.check_shown(draft.shown, price.credit)
    conversions.check_wallet(client.id, draft.amount.currency)
    accepted = _given_by(actor, draft)
    found = recipients.find(actor, client.id, draft.to, draft.arrives_in, draft.place)
    recipient = found.client
    if account is not None:
        transfers.check_margin(account, _off(account, draft.amount))
    counted = daily_sending.counted(client, draft.amount)

    def work(unit: Unit) -> ClientTransferState:
        day = daily_sending.take(unit, client.id, counted, terms)
        transfer = ClientTransfer(
            id=unit.ids.new(PREFIX, unit.now),
            client_id=client.id,
            recipient_id=recipient.id,
            amount=draft.amount,
            credit=price.credit,
            quote=price.quote,
            hold_id="",
            submitted_at=unit.now,
            counted=counted,
            counted_on=day,
            target=_target(draft, found),
        )
        by_staff = terms.by_staff
        asked = Asked(RequestType.TRANSFER, _summary(transfer), counted, manual_only=by_staff)
        if account is not None:
            transfer, asked = _begun(unit, client, account, transfer, asked)
        else:
            memo = "client_transfer_held"
            hold = holds.hold(unit, transfer.cause, client.id, draft.amount, memo=memo)
            transfer = replace(transfer, hold_id=hold.id)
            asked = replace(asked, funding_status=FundingStatus.HELD)
        stored = store.add(unit, transfer)
        consents.keep(unit, client.id, accepted, "transfer")
        request = opened(unit, client, stored.id, asked)
        state = ClientTransferState(stored, request, recipients.shown(stored))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def _source(client_id: str, draft: ClientTransferDraft) -> TradingAccount | None:
    """The sender's account that it comes from; None for their wallet."""
    place = place_of(draft.account_id)
    check_places(settings.value(THIRD_PARTY).places, place, draft.place)
    if draft.account_id is None:
        return None
    account = accounts.account_of_client(client_id, draft.account_id)
    transfers.check_account(account, _off(account, draft.amount))
    return account


def _target(draft: ClientTransferDraft, found: Found) -> AccountEnd | None:
    """The recipient's account that it goes to; None for their wallet."""
    if draft.place is Place.WALLET or found.account is None:
        return None
    return AccountEnd(found.account.id, found.account.login)


def _off(account: TradingAccount, amount: Money) -> TransferDraft:
    return TransferDraft(Direction.FROM_ACCOUNT, account.id, amount)


def _begun(
    unit: Unit, client: Client, account: TradingAccount, transfer: ClientTransfer, asked: Asked
) -> tuple[ClientTransfer, Asked]:
    """The transfer and its request as they wait for the one off the account."""
    drafted = transfers.drafted(unit, client.id, account, _off(account, transfer.amount))
    first = replace(drafted, client_transfer_id=transfer.id)
    waits = coming_off.begin(unit, client, account, first, asked, transfer.id)
    end = AccountEnd(account.id, account.login, first.id)
    return replace(transfer, stage=ClientTransferStage.AWAITED, source=end), waits


def _given_by(actor: Actor, draft: ClientTransferDraft) -> tuple[Consent, ...]:
    if actor.realm is not Realm.CLIENT:
        return ()
    purpose = AgreementPurpose.TRANSFER
    return clients.consents_for(purpose, draft.accepted, ports.now(), actor.ip)


def _priced(client: Client, draft: ClientTransferDraft) -> _Price:
    """What arrives: the amount itself, or what it comes to in the recipient's currency."""
    if draft.arrives_in != draft.amount.currency:
        found = conversions.priced(client, ConversionDraft(draft.amount, draft.into))
        return _Price(found.credit, found.quote)
    check_amount(draft.amount)
    if draft.amount.currency not in settings.value(WALLET_CURRENCIES):
        raise Invalid("no wallets in it", code="transfer_places_invalid", field="currency")
    return _Price(draft.amount, None)


def _summary(transfer: ClientTransfer) -> dict[str, str | int]:
    target = transfer.target
    receives = {"target_account": masked_number(target.login)} if target else {}
    return {
        **amount_facts(transfer.amount),
        **quote_facts(transfer.quote),
        "direction": "to_client",
        "target": transfer.recipient_id,
        **receives,
        "payout": str(transfer.credit),
    }


def is_one(request_id: str) -> bool:
    """Whether a request of transfers is one between clients, as its id tells."""
    return store.is_one(request_id)


def transfer(actor: Actor, transfer_id: str) -> ClientTransferState:
    """One transfer as it stands, if the actor may see it: as its sender, or in the staff's scope.

    Raises:
        NotFound.
    """
    found = store.get(transfer_id)
    request = approvals.read(transfer_id)
    own = actor.realm is Realm.CLIENT and found.client_id == actor.id
    in_scope = actor.realm is not Realm.CLIENT and request.is_seen_by(actor.scope)
    if not (own or in_scope):
        raise NotFound("no such transfer", what="transfer")
    return ClientTransferState(found, request, recipients.shown(found))
