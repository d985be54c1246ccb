"""Transfers to another client's wallet: held when asked for, booked once at approval.

The recipient must be able to receive both times. Who no longer can, when a transfer is approved,
sends the request back to staff, and the money stays held until they decide again.
"""

from dataclasses import replace

from chalicelib import ports
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
    ClientTransfer,
    ClientTransferDraft,
    ClientTransferStage,
    Recipient,
    RecipientUnavailable,
)
from chalicelib.funds.model.conversions import ConversionDraft
from chalicelib.funds.model.ledger import Entry, EntryKind, Posting, available
from chalicelib.funds.model.rates import Quote
from chalicelib.funds.model.settings import WALLET_CURRENCIES
from chalicelib.funds.rules import pricing
from chalicelib.funds.rules.exchange import exchange, leg_of
from chalicelib.funds.rules.transfers import check_amount
from chalicelib.funds.service import conversions, daily_sending, holding_back, holds, recipients
from chalicelib.funds.service.requests import Asked, amount_facts, opened, quote_facts
from chalicelib.funds.store import client_transfers as store
from chalicelib.messages.funds import ClientTransferArrived
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

    What leaves the wallet is held at once. Staff give no consents: those are a client's own.

    Raises:
        Forbidden: ``client_not_active``, ``module_off``. ThirdPartyOff, KycRequired, OnHold.
        RecipientNotFound, RecipientAmbiguous, RecipientIsSender, RecipientUnavailable.
        RateMissing, RateStale, QuoteChanged, WalletFlagOff, InsufficientFunds, DailyLimitReached.
        Invalid: ``agreement_not_accepted`` among others. Limited.
    """
    client = clients.asking(actor, on_behalf_of or actor.id, PortalModule.THIRD_PARTY_TRANSFER)
    terms = settings.value(THIRD_PARTY)
    recipients.check_sender(actor, client)
    holding_back.check(client.id)
    price = _priced(client, draft)
    pricing.check_shown(draft.shown, price.credit)
    conversions.check_wallet(client.id, draft.amount.currency)
    accepted = _given_by(actor, draft)
    recipient = recipients.find(actor, client.id, draft.to, draft.arrives_in)
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
        )
        memo = "client_transfer_held"
        hold = holds.hold(unit, transfer.cause, client.id, draft.amount, memo=memo)
        stored = store.add(unit, replace(transfer, hold_id=hold.id))
        consents.keep(unit, client.id, accepted, "transfer")
        asked = Asked(
            RequestType.TRANSFER,
            _summary(stored),
            counted,
            FundingStatus.HELD,
            manual_only=terms.by_staff,
        )
        request = opened(unit, client, stored.id, asked)
        state = ClientTransferState(stored, request, recipients.shown(recipient.id))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


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
    return {
        **amount_facts(transfer.amount),
        **quote_facts(transfer.quote),
        "direction": "to_client",
        "target": transfer.recipient_id,
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
    return ClientTransferState(found, request, recipients.shown(found.recipient_id))


def approved(actor: Actor, transfer_id: str, command: Command) -> None:
    """Let the held money arrive, in one entry; or return the request if the recipient cannot."""

    def work(unit: Unit) -> None:
        before = store.get(transfer_id)
        command.settle(unit)
        if before.stage is not ClientTransferStage.HELD:
            return
        _check_recipient(unit, before)
        entry = _booked(unit, before)
        done = replace(before, stage=ClientTransferStage.ARRIVED, completed_at=unit.now)
        store.change(unit, before, done)
        approvals.complete(unit, before.id, funding_status=FundingStatus.DEPOSITED)
        unit.publish(
            ClientTransferArrived(
                transfer_id=before.id,
                client_id=before.client_id,
                recipient_id=before.recipient_id,
                amount=before.amount,
                credit=before.credit,
                entry_id=entry.id,
            )
        )

    try:
        ports.transact(actor, work)
    except RecipientUnavailable as refused:
        code, problem = refused.code, str(refused.facts["problem"])

        def return_it(unit: Unit) -> None:
            command.settle(unit)
            approvals.send_back(unit, transfer_id, code, problem=problem)

        ports.transact(actor, return_it)


def _check_recipient(unit: Unit, transfer: ClientTransfer) -> None:
    """The recipient can receive now, and is the same client still when ``unit`` commits."""
    recipient = clients.client_for_system(transfer.recipient_id)
    recipients.check(recipient, transfer.credit.currency)
    clients.require_as_read(unit, recipient)


def _booked(unit: Unit, transfer: ClientTransfer) -> Entry:
    return holds.post_hold(
        unit,
        holds.find(transfer.hold_id),
        (
            *exchange(transfer.quote, transfer.amount, -transfer.credit),
            Posting(available(transfer.recipient_id), transfer.credit),
        ),
        EntryKind.CLIENT_TRANSFER,
        memo="client_transfer",
        rate=leg_of(transfer.quote),
    )


def ended(actor: Actor, transfer_id: str, command: Command) -> None:
    """Give the held money of a rejected or cancelled transfer back, and its part of the day."""

    def work(unit: Unit) -> None:
        before = store.get(transfer_id)
        command.settle(unit)
        if before.stage is not ClientTransferStage.HELD:
            return
        holds.void_hold(unit, holds.find(before.hold_id), memo="client_transfer_returned")
        store.change(unit, before, replace(before, stage=ClientTransferStage.ENDED))
        daily_sending.give_back(unit, before)
        approvals.mark(unit, before.id, funding_status=FundingStatus.RETURNED)

    ports.transact(actor, work)
